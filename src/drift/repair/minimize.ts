import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { checkRole } from '../diff/role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { snapshotPolicy } from '../input/managed-policy.js';
import type { Finding } from '../report/finding.js';
import { isRemoval, touchesInstanceProfile, type RepairCall } from './call.js';
import { inlinePoliciesFit, planCalls } from './plan.js';
import { simulate } from './simulate.js';

/** A repair that keeps the role's name and path. */
type RepairInPlace = { calls: RepairCall[]; remaining: Finding[]; repaired: DeployedRole };

/** Plans the calls for a role with the right name and path, and drops those that the check shows to be unnecessary. */
export function repairInPlace(
  expected: DeployableRole,
  deployed: DeployedRole,
  otherRole: string | undefined,
): RepairInPlace {
  const managedPolicy = managedPolicyLookup(deployed);
  const profile = expected.instanceProfile?.name;
  const roleByInstanceProfile = new Map(profile !== undefined && otherRole !== undefined ? [[profile, otherRole]] : []);
  const after = (calls: readonly RepairCall[]): DeployedRole => simulate(deployed, calls, managedPolicy);
  const check = (calls: readonly RepairCall[]): Finding[] =>
    checkRole(expected, after(calls), { roleByInstanceProfile, managedPolicy });
  const fits = (calls: readonly RepairCall[]): boolean =>
    inlinePoliciesFit(after(calls).inlinePolicies.map(({ document }) => document));

  const all = planCalls(expected, deployed, otherRole);
  const remaining = check(all).filter(({ severity }) => severity !== 'info');
  const mustFit = fits(all);
  const calls = minimize(all, (fewer) => {
    // A policy that IAM would reject for its size cannot be put.
    const isAccepted = !mustFit || fits(fewer) || !fewer.some(({ operation }) => operation === 'PutRolePolicy');
    return isAccepted && hasOnlyRemaining(check(fewer), remaining);
  });
  return { calls, remaining, repaired: after(calls) };
}

/** Managed policies by ARN, as the deployed role has them, or as the library's snapshots. */
function managedPolicyLookup({ managedPolicies, permissionsBoundary }: DeployedRole): (arn: string) => DeployedPolicy {
  const policies = [...managedPolicies, ...(permissionsBoundary ? [permissionsBoundary] : [])];
  const known = new Map(policies.map((policy) => [policy.arn, policy]));
  return (arn) => known.get(arn) ?? snapshotPolicy(arn);
}

/** Whether all findings, other than those worth knowing only, would also remain after every planned call. */
function hasOnlyRemaining(findings: readonly Finding[], remaining: readonly Finding[]): boolean {
  return findings.every(
    ({ severity, code, message }) =>
      severity === 'info' || remaining.some((each) => each.code === code && each.message === message),
  );
}

/**
 * Drops calls as long as the rest is enough, first those that take something away. Calls on instance profiles are kept
 * or dropped together: a profile must be empty before a role is added.
 */
function minimize(all: readonly RepairCall[], isEnough: (calls: readonly RepairCall[]) => boolean): RepairCall[] {
  const single = all.filter((call) => !touchesInstanceProfile(call));
  const candidates = [
    ...[...single.filter(isRemoval), ...single.filter((call) => !isRemoval(call))].map((call) => [call]),
    all.filter(touchesInstanceProfile),
  ];
  let calls = [...all];
  for (const candidate of candidates) {
    const fewer = calls.filter((call) => !candidate.includes(call));
    if (isEnough(fewer)) calls = fewer;
  }
  return calls;
}
