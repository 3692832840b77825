import { safeReadData, text } from '../../core/data.js';
import { sarifDocument, sarifEntry, sarifRule, type SarifDocument, type SarifLevel } from '../../core/sarif.js';
import { assertValid } from '../../core/schema.js';
import { FINDINGS, type Finding, type FindingCode, type Severity } from './finding.js';
import { readDescribed } from './read-report.js';
import type { DriftReport, RoleReport } from './report.js';

const LEVELS: Record<Severity, SarifLevel> = {
  critical: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
  unknown: 'warning',
};

/** A SARIF 2.1.0 log, with the properties that `toSarif` writes. */
export type SarifLog = SarifDocument<FindingCode, { witness?: unknown; purpose?: string }>;

type SarifResult = SarifLog['runs'][number]['results'][number];

/**
 * Converts a report to SARIF 2.1.0, the format that code scanning services such as GitHub's import.
 *
 * @param report The result of `checkRoles`.
 * @param toolVersion The version of the tool that the log names.
 * @returns A log with one rule for each finding code and one result for each finding. Roles are not in files, so the
 *   location of a result is `accountId/roleName`.
 * @throws {InvalidInputError} If the value is not a report, or the version is not a string.
 *
 * @example
 * toSarif(report, '1.0.0').runs[0]?.results[0]?.ruleId; // 'permissionMissing'
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function toSarif(report: DriftReport, toolVersion: string): SarifLog {
  const [{ roles, issues }, version] = assertValid(
    readDescribed(report),
    safeReadData(text, toolVersion, ['toolVersion'], 'pass the version of your tool'),
  );
  const rules = Object.entries(FINDINGS).map(([id, { meaning, severity }]) =>
    sarifRule(id, { meaning, level: LEVELS[severity], page: 'docs/drift.md#findings' }),
  );
  const results = roles.flatMap((role) => role.findings.map((each) => toResult(role, each)));
  return sarifDocument(
    version,
    rules,
    results,
    issues.map(({ message }) => message),
  );
}

function toResult(
  { name, accountId = '' }: RoleReport,
  { code, severity, message, witness, purpose, policy, action, tag, expected, actual }: Finding,
): SarifResult {
  const place = accountId === '' ? name : `${accountId}/${name}`;
  const subject = action ?? tag ?? expected ?? actual ?? whoOf(witness);
  const fingerprint = [accountId, name, code, policy?.name, policy?.sid, subject];
  return sarifEntry(
    code,
    LEVELS[severity],
    `${name}: ${message}`,
    place,
    fingerprint.filter((part) => part !== undefined).join('/'),
    { ...(witness && { witness }), ...(purpose !== undefined && { purpose }) },
  );
}

/** Who can assume the role, or cannot: findings about trust differ in that alone. */
function whoOf(witness: Finding['witness']): string | undefined {
  return witness?.principal && JSON.stringify(witness.principal);
}
