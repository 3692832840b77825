import type { DriftReport, RoleReport } from '../../drift/report/report.js';
import type { Acceptance } from '../../upsolver/parameters/accounts.js';
import type { AccountsReport } from '../check-report.js';
import { hasCounted, hasUnknown, isCounted, type FailOn } from '../report.js';
import type { ExitCode } from '../terminal.js';
import type { AccountEntry } from './account-entry.js';
import { applyAccepted, unusedAcceptances, type AcceptedFinding } from './apply-accepted.js';
import { fingerprintOf } from './fingerprint.js';
import type { ExportIssue, RoutedReports } from './route-exports.js';

/** The result for one account in one Region. */
export type AccountResult = {
  key: string;
  accountId: string;
  region: string;
  mode: AccountEntry['mode'];
  /** The report without accepted findings; absent if no export contains the account. */
  report?: DriftReport;
};

/** The result for all accounts of a file. */
export type AccountsResult = {
  /** In the order of the file. */
  accounts: AccountResult[];
  /** Accounts that the exports have and the file does not. */
  unknownAccounts: { accountId: string; file: string }[];
  accepted: AcceptedFinding[];
  /** Findings that count again, because their acceptance has expired. */
  expired: AcceptedFinding[];
  /** Acceptances that name no finding. */
  unused: Acceptance[];
  /** What could not be read. */
  issues: ExportIssue[];
};

/**
 * Takes accepted findings out of the reports on all accounts.
 *
 * @param today The day on which acceptances must still count, in UTC: `2027-06-30`.
 */
export function judgeAccounts(
  { reports, strangers, issues }: RoutedReports,
  accepted: readonly Acceptance[],
  today: string,
): AccountsResult {
  const judged = reports.map(({ entry, report }) => ({
    entry,
    result: report === undefined ? undefined : applyAccepted(report, accepted, today),
  }));
  const results = judged.flatMap(({ result }) => result ?? []);
  const unread = reports.flatMap(({ report }) => report?.issues ?? []);
  return {
    accounts: judged.map(({ entry: { key, accountId, region, mode }, result }) => ({
      key,
      accountId,
      region,
      mode,
      ...(result !== undefined && { report: result.report }),
    })),
    unknownAccounts: strangers,
    accepted: results.flatMap((result) => result.accepted),
    expired: results.flatMap((result) => result.expired),
    unused: unusedAcceptances(accepted, results),
    issues: [...issues, ...unread],
  };
}

/** Returns every role that was found or is missing, in the order of the file. */
export function rolesOfAccounts({ accounts }: Pick<AccountsResult, 'accounts'>): RoleReport[] {
  return accounts.flatMap(({ report }) => report?.roles ?? []);
}

/** Whether a role counts as a finding. */
export function isFinding({ status }: RoleReport): boolean {
  return status === 'drifted' || status === 'missing';
}

/**
 * Returns the exit status: 1 for a finding of at least a severity, an account without an export or an account that the
 * file does not have, which count as errors; 3 if there is none, but something could not be read or was not checked.
 */
export function exitCodeOfAccounts(result: AccountsResult, limit: FailOn = 'warning'): ExitCode {
  const roles = rolesOfAccounts(result);
  const hasUnchecked = result.unknownAccounts.length > 0 || result.accounts.some(({ report }) => !report);
  if (roles.some((role) => hasCounted(role, limit)) || (hasUnchecked && isCounted('error', limit))) return 1;
  return hasUnchecked || result.issues.length > 0 || roles.some(hasUnknown) ? 3 : 0;
}

/** Returns the result for programs: each finding has the fingerprint with which it can be accepted. */
export function dataOfAccounts(result: AccountsResult, limit?: FailOn): Omit<AccountsReport, 'repairs'> {
  const accounts = result.accounts.map(({ report, ...account }) => ({
    ...account,
    status: report?.status ?? ('noExport' as const),
    roles: (report?.roles ?? []).map((role) => {
      const { expected: _expected, deployed: _deployed, ...rest } = role;
      return { ...rest, findings: role.findings.map((each) => ({ ...each, match: fingerprintOf(each, role) })) };
    }),
  }));
  return { exitCode: exitCodeOfAccounts(result, limit), ...result, accounts };
}
