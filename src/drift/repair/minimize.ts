import type { DeployedRole } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import { isRemoval, touchesInstanceProfile, type RepairCall } from './call.js';
import { inlinePoliciesFit, planCalls } from './plan.js';
import type { RepairTarget } from './target.js';

/** A repair that keeps the role's name and path. */
type RepairInPlace = { calls: RepairCall[]; remaining: Finding[]; repaired: DeployedRole };

/**
 * Plans the calls for a role with the right name and path, and drops those that the check shows to be unnecessary.
 * Whether a call is necessary is judged as if unread policies said nothing: what cannot be seen is no reason to drop
 * it.
 */
export function repairInPlace(target: RepairTarget, deployed: DeployedRole): RepairInPlace {
  const after = (calls: readonly RepairCall[]): DeployedRole => target.simulate(deployed, calls);
  const check = (calls: readonly RepairCall[]): Finding[] => target.check(after(calls)).strict;
  const fits = (calls: readonly RepairCall[]): boolean =>
    inlinePoliciesFit(after(calls).inlinePolicies.map(({ document }) => document));

  const all = planCalls(target.role, deployed, target.otherRole);
  const unavoidable = check(all).filter(({ severity }) => severity !== 'info');
  const mustFit = fits(all);
  const calls = minimize(all, (fewer) => {
    // A policy that IAM would reject for its size cannot be put.
    const isAccepted = !mustFit || fits(fewer) || !fewer.some(({ operation }) => operation === 'PutRolePolicy');
    return isAccepted && hasOnlyRemaining(check(fewer), unavoidable);
  });
  const repaired = after(calls);
  return { calls, remaining: target.remainingOf(repaired), repaired };
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
