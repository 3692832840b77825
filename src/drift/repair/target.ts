import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { checkRecognized } from '../diff/recognized.js';
import { checkRole, type AccountFacts, type RoleFindings } from '../diff/role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { snapshotPolicy } from '../input/managed-policy.js';
import type { Finding } from '../report/finding.js';
import type { RoleReport } from '../report/report.js';
import type { RepairCall } from './call.js';
import { simulate } from './simulate.js';

/** What a repair should make of a role, and how to see whether it did. */
export type RepairTarget = {
  role: DeployableRole;
  /** The name of another role in the role's instance profile. */
  otherRole: string | undefined;
  simulate: (deployed: DeployedRole, calls: readonly RepairCall[]) => DeployedRole;
  check: (deployed: DeployedRole) => RoleFindings;
  /** The findings about a repaired role, without those worth knowing only. */
  remainingOf: (repaired: DeployedRole) => Finding[];
};

/** What a role was recognized as, and the finding that says so. */
export type KeptVariant = { recognized: Finding; role: DeployableRole };

/** The target of a repair: the expected role, or a variant that is kept. */
export function targetOf(report: RoleReport, expected: DeployableRole, variant: KeptVariant | undefined): RepairTarget {
  const { roleInInstanceProfile: otherRole } = report;
  const managedPolicy = managedPolicyLookup(report);
  const profile = expected.instanceProfile?.name;
  const roleByInstanceProfile = new Map(profile !== undefined && otherRole !== undefined ? [[profile, otherRole]] : []);
  const facts: AccountFacts = { roleByInstanceProfile, managedPolicy };
  const check = (deployed: DeployedRole): RoleFindings =>
    variant === undefined
      ? checkRole(expected, deployed, facts)
      : checkRecognized(variant.recognized, variant.role, expected, deployed, facts);
  return {
    role: variant === undefined ? expected : variant.role,
    otherRole,
    simulate: (deployed, calls) => simulate(deployed, calls, managedPolicy),
    check,
    remainingOf: (repaired) => check(repaired).told.filter(({ severity }) => severity !== 'info'),
  };
}

/** A role as it is after it was created. */
export function createdRole(
  { name, path, trustPolicy, inlinePolicies, managedPolicyArns, permissionsBoundaryArn, ...settings }: DeployableRole,
  accountId: string,
  managedPolicy: (arn: string) => DeployedPolicy,
): DeployedRole {
  return {
    name,
    arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    accountId,
    path,
    trustPolicy,
    inlinePolicies,
    unreadablePolicies: [],
    managedPolicies: managedPolicyArns.map(managedPolicy),
    ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: managedPolicy(permissionsBoundaryArn) }),
    tags: settings.tags,
    maxSessionDuration: settings.maxSessionDuration,
    ...(settings.instanceProfile && { instanceProfiles: [settings.instanceProfile.name] }),
  };
}

/** Managed policies by ARN: as the deployed role has them, as the input has them, or as the library's snapshots. */
export function managedPolicyLookup({ deployed, detachedPolicies = [] }: RoleReport): (arn: string) => DeployedPolicy {
  const { managedPolicies = [], permissionsBoundary } = deployed ?? {};
  const policies = [...detachedPolicies, ...managedPolicies, ...(permissionsBoundary ? [permissionsBoundary] : [])];
  const known = new Map(policies.map((policy) => [policy.arn, policy]));
  return (arn) => known.get(arn) ?? snapshotPolicy(arn);
}
