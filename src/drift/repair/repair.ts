import { json, list, mapOf, oneOf, optional, readData, reader, record, text, type Reader } from '../../core/data.js';
import { escapeInvisible } from '../../core/quote.js';
import { assertValid } from '../../core/schema.js';
import { cliCommand } from '../../render/aws-sdk/script.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { hasUnreadablePart } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import { accountIdReader, findingReader, readRepairable } from '../report/read-report.js';
import type { DriftReport, RoleReport } from '../report/report.js';
import type { RepairCall } from './call.js';
import { createRole } from './instance-profile.js';
import { repairInPlace } from './minimize.js';
import { recreateRole } from './recreate.js';

/** The calls that restore one role. */
export type RoleRepair = {
  role: RoleName;
  /** The expected name. */
  name: string;
  /** 12 digits. Absent if the account is not known. */
  accountId?: string;
  /** In the order in which to send them. Each call is necessary. */
  calls: RepairCall[];
  /** The findings that remain after the calls, because no call on the role can change them. */
  remaining: Finding[];
};

/** The inputs of calls go to IAM, which validates them. */
const repairCall = record({
  operation: reader('an operation of IAM', (value) =>
    typeof value === 'string' && /^[A-Z][A-Za-z]*$/.test(value) ? value : undefined,
  ),
  input: mapOf(json),
}) as Reader<object> as Reader<RepairCall>;

const roleRepair = record<RoleRepair>({
  role: oneOf(ROLE_NAMES),
  name: text,
  accountId: optional(accountIdReader),
  calls: list(repairCall),
  remaining: list(findingReader),
});

/**
 * Plans the IAM calls that restore the roles of a report. Nothing is sent.
 *
 * The check itself verifies each set: after the calls the role is in sync, except for `remaining`, and each call is
 * necessary. A renamed role is left alone and a new one is created. IAM cannot move or rename a role, so one with the
 * wrong path, or with the name in another letter case, is deleted and recreated; update any policy that refers to its
 * old unique ID, such as bucket, key and trust policies.
 *
 * @param report The result of `checkRoles`, also one that was saved as JSON.
 * @returns One entry for each role that is not in sync, in the order of the report.
 * @throws {InvalidInputError} If the value is not a report.
 *
 * @example
 * repair(report)[0]?.calls.map(({ operation }) => operation); // ['UpdateAssumeRolePolicy']
 *
 * Source: IAM API Reference.
 */
export function repair(report: DriftReport): RoleRepair[] {
  const [{ roles }] = assertValid(readRepairable(report));
  return roles.filter(({ status }) => status !== 'inSync').map(repairRole);
}

/**
 * Writes the calls as a POSIX shell script for the AWS CLI. The script stops at the first call that fails, and before
 * the calls for an account that the current credentials do not belong to.
 *
 * @param repairs The result of `repair`.
 * @returns The text of the script, with a line break at the end.
 * @throws {InvalidInputError} If the value is not a list of repairs.
 *
 * @example
 * toRepairScript(repair(report)).split('\n')[0]; // '#!/bin/sh'
 *
 * Source: AWS CLI Command Reference, iam.
 */
export function toRepairScript(repairs: readonly RoleRepair[]): string {
  const blocks = readRepairs(repairs)
    .filter(({ calls }) => calls.length > 0)
    .flatMap(({ name, accountId, calls }) => [
      `# ${escapeInvisible(name)}`,
      ...guard(accountId),
      ...calls.map((call) => `${cliCommand(call)}\n`),
    ]);
  return ['#!/bin/sh', '# Restores IAM roles with the AWS CLI.', 'set -eu', '', ...blocks].join('\n');
}

function readRepairs(value: unknown): RoleRepair[] {
  return readData(list(roleRepair), value, ['repairs'], 'pass the result of `repair`');
}

function guard(accountId: string | undefined): string[] {
  if (accountId === undefined) return [];
  return [
    `test "$(aws sts get-caller-identity --query Account --output text)" = ${accountId} || {`,
    `  echo 'The next calls are for account ${accountId}. Use its credentials.' >&2`,
    '  exit 1',
    '}',
  ];
}

function repairRole(report: RoleReport): RoleRepair {
  const { role, name, accountId, findings, expected, deployed, roleInInstanceProfile: otherRole } = report;
  const identity = { role, name, ...(accountId !== undefined && { accountId }) };
  const nothing = { ...identity, calls: [], remaining: findings };
  const isMissing = findings.some(({ code }) => code === 'roleMissing');
  if (expected === undefined || (deployed === undefined && !isMissing)) return nothing;
  if (deployed === undefined || !isSameName(expected.name, deployed.name)) {
    const calls = createRole(expected, { exists: otherRole !== undefined, otherRole });
    return { ...identity, calls, remaining: [] };
  }
  const isInPlace = deployed.path === expected.path && deployed.name === expected.name;
  if (!isInPlace && hasUnreadablePart(deployed)) return nothing;
  const { calls, remaining, repaired } = repairInPlace(expected, { ...deployed, path: expected.path }, otherRole);
  return {
    ...identity,
    calls: isInPlace ? calls : recreateRole(expected, deployed, repaired, otherRole),
    remaining,
  };
}

/** IAM does not allow two roles whose names differ only in letter case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
