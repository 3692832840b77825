import { arnFields } from '../../aws/arn.js';
import type { PolicyDocument } from '../../iam/document.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { serverPart } from '../../upsolver/catalogue/parts.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { isUnreadable, type DeployedPolicy, type DeployedRole } from '../input/deployed-role.js';
import { snapshotNamed } from '../input/managed-policy.js';
import { splitPolicies, type ActionGrant, type PlacedPolicy } from './action-grants.js';

/** What a role should be allowed. */
export type ExpectedAccess = {
  role: RoleName;
  /** The role's inline policies. */
  own: PlacedPolicy[];
  /** The managed policies that it should have, as far as their documents are known. */
  managed: PlacedPolicy[];
  /** What the library's snapshots say of managed policies that it should have and whose documents are not known. */
  likely: PlacedPolicy[];
  /** Actions that Upsolver's documentation promises of a managed policy: AWS may have removed them from it. */
  promised: ActionGrant[];
};

/** What a role is allowed, by all policies that are attached to it. */
export type ActualAccess = {
  /** Inline policies, and managed policies that it should not have. */
  own: PlacedPolicy[];
  /** The managed policies that it should have and has. */
  managed: PlacedPolicy[];
};

export function expectedAccess(
  { role, inlinePolicies, managedPolicyArns }: DeployableRole,
  deployed: DeployedRole,
  managedPolicy: (arn: string) => DeployedPolicy,
): ExpectedAccess {
  const managed = managedPolicyArns.map(managedPolicy);
  const attached = managed.filter(({ arn }) => deployed.managedPolicies.some((policy) => policy.arn === arn));
  return {
    role,
    own: inlinePolicies.map(({ name, document }) => ({ kind: 'inline', name, document })),
    managed: managed.flatMap(placeManaged),
    likely: managed.filter(isUnreadable).flatMap(placeLikely),
    promised: attached.flatMap(promisedActions),
  };
}

export function actualAccess(
  { managedPolicyArns }: DeployableRole,
  { inlinePolicies, managedPolicies }: DeployedRole,
): ActualAccess {
  const isExpected = ({ arn }: DeployedPolicy): boolean => managedPolicyArns.includes(arn);
  return {
    own: [
      ...inlinePolicies.map(({ name, document }): PlacedPolicy => ({ kind: 'inline', name, document })),
      ...managedPolicies.filter((policy) => !isExpected(policy)).flatMap(placeManaged),
    ],
    managed: managedPolicies.filter(isExpected).flatMap(placeManaged),
  };
}

/** The snapshot of a policy, which is from the partition `aws`, as it would be in the policy's own partition. */
function placeLikely({ arn, name }: DeployedPolicy): PlacedPolicy[] {
  const { document } = snapshotNamed(name) ?? {};
  if (document === undefined) return [];
  const prefix = `arn:${arnFields(arn)[1]}:`;
  const text = JSON.stringify(document).replaceAll('arn:aws:', prefix);
  return [{ kind: 'managed', name, document: JSON.parse(text) as PolicyDocument }];
}

function placeManaged({ name, document }: DeployedPolicy): PlacedPolicy[] {
  return document === undefined ? [] : [{ kind: 'managed', name, document }];
}

/** The promised actions of a managed policy. The library's snapshot is known to have them. */
function promisedActions({ name, document }: DeployedPolicy): ActionGrant[] {
  if (document === undefined || document === snapshotNamed(name)?.document) return [];
  return serverPart.promised
    .filter(({ policy }) => policy === name)
    .flatMap(({ entry: [action] }) => {
      const promise: PolicyDocument = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }],
      };
      return splitPolicies([{ kind: 'managed', name, document: promise }], 'Allow');
    });
}
