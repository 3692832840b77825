import type { ExampleChooser } from '../../iam/compare/example.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import { actualAccess, expectedAccess } from './access.js';
import { compareBoundary } from './boundary.js';
import { compareDatabases } from './databases.js';
import { findAttachedUnneeded, findNotAttached, findOtherVersions } from './managed-policies.js';
import { comparePermissions } from './permissions.js';
import { compareSettings, type RoleByInstanceProfile } from './settings.js';
import { compareTrust } from './trust.js';
import { findUnreadablePolicies, unreadableTrust, withoutUntold } from './unreadable.js';

/** What is known about the account of a role. */
export type AccountFacts = {
  roleByInstanceProfile: RoleByInstanceProfile;
  /** A managed policy by its ARN, from the input or from the library's snapshots. */
  managedPolicy: (arn: string) => DeployedPolicy;
  /** Chooses the requests that findings have. Without it, they have those that decided. */
  chooseExample?: ExampleChooser | undefined;
};

/** The findings about a role, once from the whole input, and once as if unread policies granted and denied nothing. */
export type RoleFindings = {
  /** What is certain. Access that no policy grants is certain only if all policies could be read. */
  told: Finding[];
  /** Everything that is missing from the policies that could be read. */
  strict: Finding[];
};

/** Compares a deployed role with the expected one: trust, permissions, boundary and settings. */
export function checkRole(expected: DeployableRole, deployed: DeployedRole, facts: AccountFacts): RoleFindings {
  const { trustPolicy } = deployed;
  const trust =
    trustPolicy === undefined
      ? [unreadableTrust()]
      : compareTrust(expected.trustPolicy, trustPolicy).map((each) => onRole(each, deployed));
  const { policies, untold } = comparePolicies(expected, deployed, facts);
  const settings = compareSettings(expected, deployed, facts.roleByInstanceProfile);
  return {
    told: byWorst([...trust, ...withoutUntold(policies, expected, deployed), ...untold, ...settings]),
    strict: [...trust, ...policies, ...settings],
  };
}

/** A trust policy has no resources: the search leaves them open, and STS asks for the role. */
function onRole(found: Finding, { arn }: DeployedRole): Finding {
  return found.witness === undefined ? found : { ...found, witness: { ...found.witness, resource: arn } };
}

function comparePolicies(
  expected: DeployableRole,
  deployed: DeployedRole,
  facts: AccountFacts,
): { policies: Finding[]; untold: Finding[] } {
  const needs = expectedAccess(expected, deployed, facts.managedPolicy);
  const grants = actualAccess(expected, deployed);
  const { found, untold } = comparePermissions(needs, grants, facts.chooseExample);
  const policies = [
    ...findUnreadablePolicies(expected, deployed),
    ...compareBoundary(expected, deployed, needs, facts.chooseExample),
    ...findOtherVersions(expected, deployed),
    ...compareDatabases(expected, deployed),
    ...found,
    ...findNotAttached(expected, deployed, needs, grants, facts.chooseExample),
    ...findAttachedUnneeded(expected, deployed, [...found, ...untold]),
  ];
  return { policies, untold };
}

const isCritical = ({ severity }: Finding): boolean => severity === 'critical';

/** Critical findings go first; the others keep their order. */
export function byWorst(findings: readonly Finding[]): Finding[] {
  return [...findings.filter(isCritical), ...findings.filter((each) => !isCritical(each))];
}
