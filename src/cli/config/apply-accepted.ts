import type { Finding } from '../../drift/report/finding.js';
import { statusOf, worstStatus, type DriftReport, type RoleReport } from '../../drift/report/report.js';
import type { Acceptance } from '../../upsolver/parameters/accounts.js';
import { ACCEPTABLE_CODES } from './acceptable.js';
import { fingerprintOf } from './fingerprint.js';

/** A finding, and the acceptance in the accounts file that matches it. */
export type AcceptedFinding = {
  /** 12 digits. */
  accountId: string | undefined;
  /** The expected name of the role. */
  name: string;
  finding: Finding;
  acceptance: Acceptance;
};

/** A report after the accepted findings were taken out of it. */
export type AcceptedReport = {
  /** The findings that count, and the statuses that follow from them. */
  report: DriftReport;
  /** The findings that no longer count. */
  accepted: AcceptedFinding[];
  /** The findings that count again, because their acceptance has expired. */
  expired: AcceptedFinding[];
  /** The acceptances that name a finding of the report, also those that have expired. */
  used: Acceptance[];
};

const ACCEPTABLE: ReadonlySet<string> = new Set([...ACCEPTABLE_CODES.withMatch, ...ACCEPTABLE_CODES.withoutMatch]);

/**
 * Takes the accepted findings out of a report. A finding is accepted only by an acceptance with its code, and with its
 * role, account and fingerprint where the acceptance has them.
 *
 * @param today The day on which acceptances must still count, in UTC: `2027-06-30`.
 */
export function applyAccepted(report: DriftReport, accepted: readonly Acceptance[], today: string): AcceptedReport {
  const result: Omit<AcceptedReport, 'report'> = { accepted: [], expired: [], used: [] };
  const used = new Set<Acceptance>();
  const roles = report.roles.map((role) => {
    const remaining = role.findings.filter((finding) => {
      const naming = accepted.filter((acceptance) => names(acceptance, finding, role));
      for (const acceptance of naming) used.add(acceptance);
      const valid = naming.find(({ expires }) => expires >= today);
      const [acceptance = valid] = naming;
      if (acceptance === undefined) return true;
      const { accountId, name } = role;
      if (valid === undefined) result.expired.push({ accountId, name, finding, acceptance });
      else result.accepted.push({ accountId, name, finding, acceptance: valid });
      return valid === undefined;
    });
    return remaining.length === role.findings.length ? role : withFindings(role, remaining);
  });
  const status = worstStatus(roles, report.issues);
  return { report: { ...report, status, roles }, ...result, used: accepted.filter((each) => used.has(each)) };
}

function names({ code, role, account, match }: Acceptance, finding: Finding, of: RoleReport): boolean {
  return (
    code === finding.code &&
    ACCEPTABLE.has(code) &&
    (role === undefined || role === of.role) &&
    (account === undefined || account === of.accountId) &&
    // What is open-ended is never accepted as a whole, whoever wrote the list.
    (match === undefined ? !ACCEPTABLE_CODES.withMatch.includes(code) : match === fingerprintOf(finding, of))
  );
}

/** A role in sync has nothing to restore. */
function withFindings({ expected, deployed, ...role }: RoleReport, findings: Finding[]): RoleReport {
  const status = statusOf(findings);
  if (status === 'inSync') return { ...role, findings, status };
  return { ...role, findings, status, ...(expected && { expected }), ...(deployed && { deployed }) };
}

/** Returns the acceptances that name no finding of any report. */
export function unusedAcceptances(accepted: readonly Acceptance[], reports: readonly AcceptedReport[]): Acceptance[] {
  const used = new Set(reports.flatMap((report) => report.used));
  return accepted.filter((acceptance) => !used.has(acceptance));
}
