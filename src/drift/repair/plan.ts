import type { PolicyDocument } from '../../iam/document.js';
import { checkQuotas } from '../../iam/quota.js';
import type { DeployableRole, InlinePolicy } from '../../upsolver/roles/deployable-role.js';
import { haveSameStatements } from '../diff/statement-key.js';
import { isUnreadable, type DeployedRole } from '../input/deployed-role.js';
import type { RepairCall } from './call.js';
import { fillInstanceProfile } from './instance-profile.js';

/**
 * Every call that makes a role exactly what it should be, except for its name and path. IAM accepts the calls in this
 * order, and at no point is access missing that Upsolver needs. Parts that could not be read are not changed.
 */
export function planCalls(
  expected: DeployableRole,
  deployed: DeployedRole,
  roleInInstanceProfile: string | undefined,
): RepairCall[] {
  return [
    ...planTrust(expected, deployed),
    ...planPolicies(expected, deployed),
    ...planBoundary(expected, deployed),
    ...planSessionDuration(expected, deployed),
    ...planTags(expected, deployed),
    ...planInstanceProfile(expected, deployed, roleInInstanceProfile),
  ];
}

function planTrust({ trustPolicy }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  if (deployed.trustPolicy === undefined || haveSameStatements([trustPolicy], [deployed.trustPolicy])) return [];
  const PolicyDocument = JSON.stringify(trustPolicy);
  return [{ operation: 'UpdateAssumeRolePolicy', input: { RoleName: deployed.name, PolicyDocument } }];
}

function planPolicies(expected: DeployableRole, deployed: DeployedRole): RepairCall[] {
  const { name: RoleName, inlinePolicies } = deployed;
  const changed = changedPolicies(expected, deployed);
  const puts = changed.map(({ name, document }): RepairCall => ({
    operation: 'PutRolePolicy',
    input: { RoleName, PolicyName: name, PolicyDocument: JSON.stringify(document) },
  }));
  const deletions = inlinePolicies
    .filter(({ name }) => !expected.inlinePolicies.some((policy) => policy.name === name))
    .map(({ name }): RepairCall => ({ operation: 'DeleteRolePolicy', input: { RoleName, PolicyName: name } }));
  const kept = inlinePolicies.filter(({ name }) => !changed.some((policy) => policy.name === name));
  const hasRoom = inlinePoliciesFit([...kept, ...changed].map(({ document }) => document));
  return [
    ...(hasRoom ? puts : [...deletions, ...puts]),
    ...planAttachments(expected, deployed),
    ...planDetachments(expected, deployed),
    ...(hasRoom ? deletions : []),
  ];
}

/** The expected inline policies that are missing or differ. */
function changedPolicies(expected: DeployableRole, deployed: DeployedRole): InlinePolicy[] {
  return expected.inlinePolicies.filter(({ name, document }) => {
    if (deployed.unreadablePolicies.includes(name)) return false;
    const actual = deployed.inlinePolicies.find((policy) => policy.name === name);
    return actual === undefined || !haveSameStatements([actual.document], [document]);
  });
}

function planAttachments({ managedPolicyArns }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  return managedPolicyArns
    .filter((arn) => !deployed.managedPolicies.some((policy) => policy.arn === arn))
    .map((PolicyArn): RepairCall => ({ operation: 'AttachRolePolicy', input: { RoleName: deployed.name, PolicyArn } }));
}

function planDetachments({ managedPolicyArns }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  return deployed.managedPolicies
    .filter((policy) => !isUnreadable(policy) && !managedPolicyArns.includes(policy.arn))
    .map(({ arn: PolicyArn }): RepairCall => ({
      operation: 'DetachRolePolicy',
      input: { RoleName: deployed.name, PolicyArn },
    }));
}

/** Whether the documents are within IAM's quota for all inline policies of a role together. */
export function inlinePoliciesFit(documents: readonly PolicyDocument[]): boolean {
  return checkQuotas(documents, 'role-inline').every(({ fits }) => fits);
}

function planBoundary({ permissionsBoundaryArn: wanted }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  const { name: RoleName, permissionsBoundary: actual } = deployed;
  if (wanted === actual?.arn || isUnreadable(actual)) return [];
  if (wanted === undefined) return [{ operation: 'DeleteRolePermissionsBoundary', input: { RoleName } }];
  return [{ operation: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: wanted } }];
}

function planSessionDuration({ maxSessionDuration: wanted }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  const { name: RoleName, maxSessionDuration: actual } = deployed;
  if (actual === undefined || actual === wanted) return [];
  return [{ operation: 'UpdateRole', input: { RoleName, MaxSessionDuration: wanted } }];
}

function planTags(expected: DeployableRole, { name: RoleName, tags }: DeployedRole): RepairCall[] {
  const Tags = expected.tags
    .filter(({ key, value }) => !tags.some((tag) => tag.key === key && tag.value === value))
    .map(({ key, value }) => ({ Key: key, Value: value }));
  return Tags.length === 0 ? [] : [{ operation: 'TagRole', input: { RoleName, Tags } }];
}

function planInstanceProfile(
  expected: DeployableRole,
  { instanceProfiles }: DeployedRole,
  otherRole: string | undefined,
): RepairCall[] {
  const profile = expected.instanceProfile?.name;
  if (profile === undefined || instanceProfiles === undefined || instanceProfiles.includes(profile)) return [];
  return fillInstanceProfile(expected, { exists: otherRole !== undefined, otherRole });
}
