import type { Issue } from '../core/issue.js';
import { SEVERITIES } from '../drift/report/finding.js';
import { STATUSES, worstOf, worstStatus, type DriftReport, type RoleReport } from '../drift/report/report.js';
import type { AccountSummary, CheckSummary, RoleSummary } from './check-report.js';
import type { AccountsResult } from './config/check-accounts.js';
import { exitCodeOfAccounts, rolesOfAccounts } from './config/check-accounts.js';
import { exitCodeOf, type FailOn } from './report.js';

/** The counts and codes of a report on the accounts of the input. */
export function summarizeReport(report: DriftReport, limit: FailOn): CheckSummary {
  const { roles, hints = [], issues } = report;
  const accounts = new Set(roles.map(({ accountId }) => accountId));
  return {
    view: 'summary',
    exitCode: exitCodeOf(report, limit),
    status: report.status,
    counts: { accounts: accounts.size, ...countsOf(roles), accepted: 0, expired: 0, unused: 0 },
    accounts: [...accounts].map((accountId): AccountSummary => {
      const own = roles.filter((role) => role.accountId === accountId);
      return {
        ...(accountId !== undefined && { accountId }),
        status: worstOf(own.map(({ status }) => status)),
        ...hintFor(accountId, hints),
        roles: own.map(summarizeRole),
      };
    }),
    unknownAccounts: [],
    ...sharedParts(roles, issues),
  };
}

/** The counts and codes of the result for the accounts of a file. */
export function summarizeAccounts(result: AccountsResult, limit: FailOn): CheckSummary {
  const { accounts, unknownAccounts, accepted, expired, unused, issues } = result;
  const roles = rolesOfAccounts(result);
  const isWhole = unknownAccounts.length === 0 && accounts.every(({ report }) => report !== undefined);
  return {
    view: 'summary',
    exitCode: exitCodeOfAccounts(result, limit),
    status: worstOf([isWhole ? 'inSync' : 'unreadable', worstStatus(roles, issues)]),
    counts: {
      accounts: accounts.length,
      ...countsOf(roles),
      accepted: accepted.length,
      expired: expired.length,
      unused: unused.length,
    },
    accounts: accounts.map(({ accountId, region, report }) => ({
      accountId,
      region,
      status: report?.status ?? 'noExport',
      ...hintFor(accountId, report?.hints ?? []),
      roles: (report?.roles ?? []).map(summarizeRole),
    })),
    unknownAccounts: unknownAccounts.map(({ accountId }) => accountId),
    ...sharedParts(roles, issues),
  };
}

function summarizeRole({ role, name, status, variant, findings }: RoleReport): RoleSummary {
  return {
    role,
    name,
    status,
    ...(variant && { relation: variant.relation }),
    ...(findings.length > 0 && { findings: tally(findings.map(({ code }) => code)) }),
  };
}

function countsOf(roles: readonly RoleReport[]): Pick<CheckSummary['counts'], 'roles' | 'findings'> {
  return {
    roles: tally(
      roles.map(({ status }) => status),
      STATUSES,
    ),
    findings: tally(
      roles.flatMap(({ findings }) => findings.map(({ severity }) => severity)),
      SEVERITIES,
    ),
  };
}

function sharedParts(
  roles: readonly RoleReport[],
  issues: readonly Issue[],
): Pick<CheckSummary, 'uncheckedSettings' | 'issues'> {
  return {
    uncheckedSettings: [...new Set(roles.flatMap(({ uncheckedSettings }) => uncheckedSettings))],
    issues: tally(issues.map(({ code }) => code)),
  };
}

function hintFor(accountId: string | undefined, hints: NonNullable<DriftReport['hints']>): { hint?: string } {
  const hint = hints.find((each) => each.accountId === accountId);
  return hint === undefined ? {} : { hint: hint.text };
}

/** How many there are of each value, in the order of their first; of expected values also if there are none. */
function tally<Value extends string>(values: readonly Value[]): { [Each in Value]?: number };
function tally<Value extends string>(values: readonly Value[], expected: readonly Value[]): { [Each in Value]: number };
function tally(values: readonly string[], expected: readonly string[] = []): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(expected.map((value) => [value, 0]));
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
