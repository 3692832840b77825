import { cliCommand } from '../../render/aws-sdk/script.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { checkRole } from '../diff/role.js';
import { snapshotPolicy, type DeployedPolicy, type DeployedRole } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import type { DriftReport, RoleReport } from '../report/report.js';
import type { RepairCall } from './call.js';
import { createRole, inlinePoliciesFit, hasUnreadablePart, planCalls, recreateRole } from './plan.js';
import { simulate } from './simulate.js';

/** What brings one role back. */
export type RoleRepair = {
  role: RoleName;
  name: string;
  accountId?: string;
  /** In the order in which to send them. None of them can be left out. */
  calls: RepairCall[];
  /** What is left afterwards: what no call on the role can change. */
  remaining: Finding[];
};

/**
 * The smallest set of calls that brings the roles of a report back to what they should be, as data. Nothing is sent.
 *
 * Each set is proved by the check itself: after the calls the role is in sync, or only what is in `remaining` is left;
 * and none of the calls can be left out. A role of another name is left as it is, and one of the right name made. A role
 * that lies under a wrong path, or has the name in another letter case, is deleted and made anew, because IAM can
 * neither move nor rename one: what is known by its unique id, as in policies of buckets and keys, has to be told.
 *
 * @param report What `checkRoles` returned; one that was saved as JSON will do.
 * @returns One entry for each role that is not in sync, in the order of the report.
 *
 * @example
 * repair(report)[0]?.calls.map(({ operation }) => operation); // ['UpdateAssumeRolePolicy']
 *
 * Source: IAM API Reference.
 */
export function repair(report: DriftReport): RoleRepair[] {
  return report.roles.filter(({ status }) => status !== 'inSync').map(repairRole);
}

/**
 * The same calls as a POSIX shell script for the AWS CLI. It stops at the first call that fails, and before the calls of
 * an account other than that of the current credentials.
 *
 * @example
 * toRepairScript(repair(report)).split('\n')[0]; // '#!/bin/sh'
 */
export function toRepairScript(repairs: readonly RoleRepair[]): string {
  const blocks = repairs
    .filter(({ calls }) => calls.length > 0)
    .flatMap(({ name, accountId, calls }) => [
      `# ${name}`,
      ...guard(accountId),
      ...calls.map((call) => `${cliCommand(call)}\n`),
    ]);
  return ['#!/bin/sh', '# Brings roles back with the AWS CLI.', 'set -eu', '', ...blocks].join('\n');
}

function guard(accountId: string | undefined): string[] {
  if (accountId === undefined) return [];
  return [
    `test "$(aws sts get-caller-identity --query Account --output text)" = ${accountId} || {`,
    `  echo 'the calls that follow are for the account ${accountId}' >&2`,
    '  exit 1',
    '}',
  ];
}

function repairRole({
  role,
  name,
  accountId,
  findings,
  expected,
  deployed,
  roleInInstanceProfile,
}: RoleReport): RoleRepair {
  const place = { role, name, ...(accountId !== undefined && { accountId }) };
  const isMissing = findings.some(({ code }) => code === 'roleMissing');
  if (expected === undefined || (deployed === undefined && !isMissing))
    return { ...place, calls: [], remaining: findings };
  if (deployed === undefined || !isSameName(expected.name, deployed.name))
    return { ...place, calls: createRole(expected, roleInInstanceProfile), remaining: [] };
  const isInPlace = deployed.path === expected.path && deployed.name === expected.name;
  // What is not known cannot be made anew.
  if (!isInPlace && hasUnreadablePart(deployed)) return { ...place, calls: [], remaining: findings };
  const { calls, remaining, repaired } = repairInPlace(
    expected,
    { ...deployed, path: expected.path },
    roleInInstanceProfile,
  );
  return {
    ...place,
    calls: isInPlace ? calls : recreateRole(expected, deployed, repaired, roleInInstanceProfile),
    remaining,
  };
}

/** IAM has no two roles whose names differ in letter case only. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

type Repaired = { calls: RepairCall[]; remaining: Finding[]; repaired: DeployedRole };

function repairInPlace(
  expected: DeployableRole,
  deployed: DeployedRole,
  roleInInstanceProfile: string | undefined,
): Repaired {
  const known = new Map(
    [...deployed.managedPolicies, ...(deployed.permissionsBoundary ? [deployed.permissionsBoundary] : [])].map(
      (policy) => [policy.arn, policy],
    ),
  );
  const managedPolicy = (arn: string): DeployedPolicy => known.get(arn) ?? snapshotPolicy(arn);
  const holders = new Map(
    expected.instanceProfile && roleInInstanceProfile !== undefined
      ? [[expected.instanceProfile.name, roleInInstanceProfile]]
      : [],
  );
  const after = (calls: readonly RepairCall[]): DeployedRole => simulate(deployed, calls, managedPolicy);
  const check = (calls: readonly RepairCall[]): Finding[] =>
    checkRole(expected, after(calls), { holders, managedPolicy });

  const all = planCalls(expected, deployed, roleInInstanceProfile);
  const remaining = check(all).filter(({ severity }) => severity !== 'info');
  const hasRoom = (calls: readonly RepairCall[]): boolean =>
    inlinePoliciesFit(after(calls).inlinePolicies.map(({ document }) => document));
  const mustFit = hasRoom(all);
  const calls = minimize(
    all,
    (fewer) => hasOnlyRemaining(check(fewer), remaining) && (!mustFit || !fewer.some(isPut) || hasRoom(fewer)),
  );
  return { calls, remaining, repaired: after(calls) };
}

/** Whether nothing is wrong that is not wrong in the end anyway. */
function hasOnlyRemaining(findings: readonly Finding[], remaining: readonly Finding[]): boolean {
  return findings.every(
    ({ severity, code, message }) =>
      severity === 'info' || remaining.some((each) => each.code === code && each.message === message),
  );
}

/**
 * Drops calls, as long as the rest will do; first those that take something away. Calls on an instance profile hold
 * together: one is empty before it takes a role.
 */
function minimize(all: readonly RepairCall[], isEnough: (calls: readonly RepairCall[]) => boolean): RepairCall[] {
  const single = all.filter((call) => !touchesInstanceProfile(call));
  const groups = [...single.filter(isRemoval), ...single.filter((call) => !isRemoval(call))].map((call) => [call]);
  return [...groups, all.filter(touchesInstanceProfile)].reduce<RepairCall[]>(
    (calls, group) => {
      const fewer = calls.filter((each) => !group.includes(each));
      return isEnough(fewer) ? fewer : calls;
    },
    [...all],
  );
}

function isRemoval({ operation }: RepairCall): boolean {
  return /^(?:Delete|Detach)/.test(operation);
}

function isPut({ operation }: RepairCall): boolean {
  return operation === 'PutRolePolicy';
}

function touchesInstanceProfile({ operation }: RepairCall): boolean {
  return operation.endsWith('InstanceProfile');
}
