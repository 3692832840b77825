import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import { actualAccess, expectedAccess } from './access.js';
import { compareBoundary } from './boundary.js';
import { findAttachedUnneeded, findNotAttached, findOtherVersions } from './managed-policies.js';
import { comparePermissions } from './permissions.js';
import { compareSettings, type RoleByInstanceProfile } from './settings.js';
import { compareTrust } from './trust.js';
import { findUnreadablePolicies, unreadableTrust } from './unreadable.js';

/** What is known about the account of a role. */
export type AccountFacts = {
  roleByInstanceProfile: RoleByInstanceProfile;
  /** A managed policy by its ARN, from the input or from the library's snapshots. */
  managedPolicy: (arn: string) => DeployedPolicy;
};

/** Compares a deployed role with the expected one: trust, permissions, boundary and settings. */
export function checkRole(expected: DeployableRole, deployed: DeployedRole, facts: AccountFacts): Finding[] {
  const { trustPolicy } = deployed;
  return [
    ...(trustPolicy === undefined ? [unreadableTrust()] : compareTrust(expected.trustPolicy, trustPolicy)),
    ...comparePolicies(expected, deployed, facts),
    ...compareSettings(expected, deployed, facts.roleByInstanceProfile),
  ];
}

function comparePolicies(expected: DeployableRole, deployed: DeployedRole, facts: AccountFacts): Finding[] {
  const needs = expectedAccess(expected, deployed, facts.managedPolicy);
  const unreadable = findUnreadablePolicies(expected, deployed);
  const findings = [
    ...unreadable,
    ...compareBoundary(expected, deployed, needs),
    ...findOtherVersions(expected, deployed),
  ];
  // An unreadable policy could allow or deny anything.
  if (unreadable.length > 0) return findings;
  const grants = actualAccess(expected, deployed);
  const permissions = comparePermissions(needs, grants);
  return [
    ...findings,
    ...permissions,
    ...findNotAttached(expected, deployed, needs, grants),
    ...findAttachedUnneeded(expected, deployed, permissions),
  ];
}
