import type { PolicyDocument } from '../../iam/document.js';
import { checkQuotas } from '../../iam/quota.js';
import { toAwsSdkInputs } from '../../render/aws-sdk/inputs.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { haveSameStatements } from '../diff/statement-key.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { RepairCall } from './call.js';

/**
 * Every call that makes a role what it should be, to the letter, but for its name and path: in an order in which IAM
 * takes them, and in which nothing that Upsolver needs is gone for a moment. What could not be read is not touched.
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
    ...planSettings(expected, deployed),
    ...planInstanceProfile(expected, deployed, roleInInstanceProfile),
  ];
}

/** The calls that create a role that is not there; an instance profile of its name may be. */
export function createRole(
  expected: DeployableRole,
  roleInInstanceProfile: string | undefined,
  deployed?: DeployedRole,
): RepairCall[] {
  const { instanceProfile } = expected;
  const hasProfile =
    instanceProfile !== undefined &&
    (roleInInstanceProfile !== undefined || deployed?.instanceProfiles?.includes(instanceProfile.name) === true);
  const calls: RepairCall[] = toAwsSdkInputs([expected]).filter(
    ({ operation }) => !hasProfile || operation !== 'CreateInstanceProfile',
  );
  if (instanceProfile === undefined || roleInInstanceProfile === undefined) return calls;
  const removal: RepairCall = {
    operation: 'RemoveRoleFromInstanceProfile',
    input: { InstanceProfileName: instanceProfile.name, RoleName: roleInInstanceProfile },
  };
  return [...calls.slice(0, -1), removal, ...calls.slice(-1)];
}

/**
 * The calls that make a role anew under another path, or in another letter case. What is there beside what it should
 * have, and does no harm, is there again: a boundary, tags, policies, other instance profiles.
 *
 * @param repaired The role as it would be, if its name and path were right.
 */
export function recreateRole(
  expected: DeployableRole,
  deployed: DeployedRole,
  repaired: DeployedRole,
  roleInInstanceProfile: string | undefined,
): RepairCall[] {
  const { permissionsBoundaryArn: _boundary, ...rest } = expected;
  const role: DeployableRole = {
    ...rest,
    managedPolicyArns: repaired.managedPolicies.map(({ arn }) => arn),
    inlinePolicies: repaired.inlinePolicies,
    // Only AWS itself sets tags that begin so.
    tags: repaired.tags.filter(({ key }) => !/^aws:/i.test(key)),
    maxSessionDuration: repaired.maxSessionDuration ?? expected.maxSessionDuration,
    ...(repaired.permissionsBoundary && { permissionsBoundaryArn: repaired.permissionsBoundary.arn }),
  };
  const others = (deployed.instanceProfiles ?? []).filter((profile) => profile !== expected.instanceProfile?.name);
  return [
    ...deleteRole(deployed),
    ...createRole(role, roleInInstanceProfile === deployed.name ? undefined : roleInInstanceProfile, deployed),
    ...others.map((InstanceProfileName): RepairCall => ({
      operation: 'AddRoleToInstanceProfile',
      input: { InstanceProfileName, RoleName: expected.name },
    })),
  ];
}

function deleteRole({
  name: RoleName,
  inlinePolicies,
  managedPolicies,
  instanceProfiles = [],
}: DeployedRole): RepairCall[] {
  return [
    ...instanceProfiles.map((InstanceProfileName): RepairCall => ({
      operation: 'RemoveRoleFromInstanceProfile',
      input: { InstanceProfileName, RoleName },
    })),
    ...managedPolicies.map(({ arn: PolicyArn }): RepairCall => ({
      operation: 'DetachRolePolicy',
      input: { RoleName, PolicyArn },
    })),
    ...inlinePolicies.map(({ name: PolicyName }): RepairCall => ({
      operation: 'DeleteRolePolicy',
      input: { RoleName, PolicyName },
    })),
    { operation: 'DeleteRole', input: { RoleName } },
  ];
}

/** Whether there is something about a role that could not be read. */
export function hasUnreadablePart({
  trustPolicy,
  unreadablePolicies,
  managedPolicies,
  permissionsBoundary,
}: DeployedRole): boolean {
  return (
    trustPolicy === undefined ||
    unreadablePolicies.length > 0 ||
    managedPolicies.some(isUnread) ||
    isUnread(permissionsBoundary)
  );
}

function isUnread(policy: DeployedPolicy | undefined): boolean {
  return policy !== undefined && policy.document === undefined;
}

function planTrust({ trustPolicy }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  if (deployed.trustPolicy === undefined || haveSameStatements([trustPolicy], [deployed.trustPolicy])) return [];
  return [
    {
      operation: 'UpdateAssumeRolePolicy',
      input: { RoleName: deployed.name, PolicyDocument: JSON.stringify(trustPolicy) },
    },
  ];
}

function planPolicies({ inlinePolicies, managedPolicyArns }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  const RoleName = deployed.name;
  const attached = new Set(deployed.managedPolicies.map(({ arn }) => arn));
  const present = new Map(deployed.inlinePolicies.map(({ name, document }) => [name, document]));
  const puts = inlinePolicies.filter(({ name, document }) => {
    const actual = present.get(name);
    return (
      !deployed.unreadablePolicies.includes(name) && (actual === undefined || !haveSameStatements([actual], [document]))
    );
  });
  const wanted = new Set(inlinePolicies.map(({ name }) => name));
  const names = [...present.keys()].filter((name) => !wanted.has(name));
  const putCalls = puts.map(({ name, document }): RepairCall => ({
    operation: 'PutRolePolicy',
    input: { RoleName, PolicyName: name, PolicyDocument: JSON.stringify(document) },
  }));
  const deleteCalls = names.map((PolicyName): RepairCall => ({
    operation: 'DeleteRolePolicy',
    input: { RoleName, PolicyName },
  }));
  const others = [...present].filter(([name]) => !puts.some((put) => put.name === name));
  const hasRoom = inlinePoliciesFit([
    ...others.map(([, document]) => document),
    ...puts.map(({ document }) => document),
  ]);
  return [
    ...(hasRoom ? putCalls : [...deleteCalls, ...putCalls]),
    ...managedPolicyArns
      .filter((arn) => !attached.has(arn))
      .map((PolicyArn): RepairCall => ({ operation: 'AttachRolePolicy', input: { RoleName, PolicyArn } })),
    ...deployed.managedPolicies
      .filter(({ arn, document }) => document !== undefined && !managedPolicyArns.includes(arn))
      .map(({ arn: PolicyArn }): RepairCall => ({ operation: 'DetachRolePolicy', input: { RoleName, PolicyArn } })),
    ...(hasRoom ? deleteCalls : []),
  ];
}

/** Whether IAM takes the documents as inline policies of one role, for which it has a limit for all together. */
export function inlinePoliciesFit(documents: readonly PolicyDocument[]): boolean {
  return checkQuotas(documents, 'role-inline').every(({ fits }) => fits);
}

function planBoundary(
  { permissionsBoundaryArn }: DeployableRole,
  { name: RoleName, permissionsBoundary }: DeployedRole,
): RepairCall[] {
  if (permissionsBoundaryArn === permissionsBoundary?.arn || isUnread(permissionsBoundary)) return [];
  if (permissionsBoundaryArn === undefined)
    return [{ operation: 'DeleteRolePermissionsBoundary', input: { RoleName } }];
  return [
    { operation: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: permissionsBoundaryArn } },
  ];
}

function planSettings(
  expected: DeployableRole,
  { name: RoleName, maxSessionDuration, tags }: DeployedRole,
): RepairCall[] {
  const calls: RepairCall[] = [];
  if (maxSessionDuration !== undefined && maxSessionDuration !== expected.maxSessionDuration) {
    calls.push({ operation: 'UpdateRole', input: { RoleName, MaxSessionDuration: expected.maxSessionDuration } });
  }
  const differing = expected.tags.filter(
    ({ key, value }) => !tags.some((tag) => tag.key === key && tag.value === value),
  );
  if (differing.length > 0) {
    calls.push({
      operation: 'TagRole',
      input: { RoleName, Tags: differing.map(({ key, value }) => ({ Key: key, Value: value })) },
    });
  }
  return calls;
}

function planInstanceProfile(
  expected: DeployableRole,
  deployed: DeployedRole,
  roleInInstanceProfile: string | undefined,
): RepairCall[] {
  const { instanceProfile } = expected;
  const { instanceProfiles } = deployed;
  if (
    instanceProfile === undefined ||
    instanceProfiles === undefined ||
    instanceProfiles.includes(instanceProfile.name)
  )
    return [];
  return createRole(expected, roleInInstanceProfile).filter(({ operation }) => operation.endsWith('InstanceProfile'));
}
