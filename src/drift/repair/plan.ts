import { toAwsSdkInputs } from '../../render/aws-sdk/inputs.js';
import type { DeployableRole } from '../../upsolver/deployable-role.js';
import { statementKeys } from '../canonical.js';
import type { DeployedRole } from '../deployed.js';
import type { RepairCall } from './call.js';

/**
 * Every call that makes a role what it should be, to the letter: in an order in which IAM takes them, and in which
 * nothing that Upsolver needs is gone for a moment.
 */
export function planCalls(expected: DeployableRole, deployed: DeployedRole, profileHolder: string | undefined): RepairCall[] {
  // IAM cannot move a role: it has to be made anew.
  if (deployed.path !== expected.path) return [...deleteRole(deployed), ...createRole(expected, profileHolder, deployed)];
  return [
    ...planTrust(expected, deployed),
    ...planPolicies(expected, deployed),
    ...planBoundary(expected, deployed),
    ...planSettings(expected, deployed),
    ...planInstanceProfile(expected, deployed, profileHolder),
  ];
}

/** The calls that create a role that is not there; an instance profile of its name may be. */
export function createRole(expected: DeployableRole, profileHolder: string | undefined, deployed?: DeployedRole): RepairCall[] {
  const { instanceProfile } = expected;
  const hasProfile = instanceProfile !== undefined && (profileHolder !== undefined || deployed?.instanceProfiles?.includes(instanceProfile.name) === true);
  const calls: RepairCall[] = toAwsSdkInputs([expected]).filter(({ operation }) => !hasProfile || operation !== 'CreateInstanceProfile');
  if (instanceProfile === undefined || profileHolder === undefined || profileHolder === expected.name) return calls;
  const removal: RepairCall = { operation: 'RemoveRoleFromInstanceProfile', input: { InstanceProfileName: instanceProfile.name, RoleName: profileHolder } };
  return [...calls.slice(0, -1), removal, ...calls.slice(-1)];
}

function deleteRole({ name: RoleName, inlinePolicies, unreadablePolicies, managedPolicies, instanceProfiles = [] }: DeployedRole): RepairCall[] {
  const names = [...inlinePolicies.map(({ name }) => name), ...unreadablePolicies];
  return [
    ...instanceProfiles.map((InstanceProfileName): RepairCall => ({ operation: 'RemoveRoleFromInstanceProfile', input: { InstanceProfileName, RoleName } })),
    ...managedPolicies.map(({ arn: PolicyArn }): RepairCall => ({ operation: 'DetachRolePolicy', input: { RoleName, PolicyArn } })),
    ...names.map((PolicyName): RepairCall => ({ operation: 'DeleteRolePolicy', input: { RoleName, PolicyName } })),
    { operation: 'DeleteRole', input: { RoleName } },
  ];
}

function planTrust({ trustPolicy }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  if (deployed.trustPolicy !== undefined && isSame([trustPolicy], [deployed.trustPolicy])) return [];
  return [{ operation: 'UpdateAssumeRolePolicy', input: { RoleName: deployed.name, PolicyDocument: JSON.stringify(trustPolicy) } }];
}

function planPolicies({ inlinePolicies, managedPolicyArns }: DeployableRole, deployed: DeployedRole): RepairCall[] {
  const RoleName = deployed.name;
  const attached = deployed.managedPolicies.map(({ arn }) => arn);
  const present = new Map(deployed.inlinePolicies.map(({ name, document }) => [name, document]));
  const puts = inlinePolicies.filter(({ name, document }) => {
    const actual = present.get(name);
    return actual === undefined || !isSame([actual], [document]);
  });
  const wanted = new Set(inlinePolicies.map(({ name }) => name));
  const names = [...present.keys(), ...deployed.unreadablePolicies].filter((name) => !wanted.has(name));
  return [
    ...puts.map(({ name, document }): RepairCall => ({ operation: 'PutRolePolicy', input: { RoleName, PolicyName: name, PolicyDocument: JSON.stringify(document) } })),
    ...managedPolicyArns
      .filter((arn) => !attached.includes(arn))
      .map((PolicyArn): RepairCall => ({ operation: 'AttachRolePolicy', input: { RoleName, PolicyArn } })),
    ...attached
      .filter((arn) => !managedPolicyArns.includes(arn))
      .map((PolicyArn): RepairCall => ({ operation: 'DetachRolePolicy', input: { RoleName, PolicyArn } })),
    ...names.map((PolicyName): RepairCall => ({ operation: 'DeleteRolePolicy', input: { RoleName, PolicyName } })),
  ];
}

function planBoundary({ permissionsBoundaryArn }: DeployableRole, { name: RoleName, permissionsBoundary }: DeployedRole): RepairCall[] {
  if (permissionsBoundaryArn === permissionsBoundary?.arn) return [];
  if (permissionsBoundaryArn === undefined) return [{ operation: 'DeleteRolePermissionsBoundary', input: { RoleName } }];
  return [{ operation: 'PutRolePermissionsBoundary', input: { RoleName, PermissionsBoundary: permissionsBoundaryArn } }];
}

function planSettings(expected: DeployableRole, { name: RoleName, maxSessionDuration, tags }: DeployedRole): RepairCall[] {
  const calls: RepairCall[] = [];
  if (maxSessionDuration !== undefined && maxSessionDuration !== expected.maxSessionDuration) {
    calls.push({ operation: 'UpdateRole', input: { RoleName, MaxSessionDuration: expected.maxSessionDuration } });
  }
  const differing = expected.tags.filter(({ key, value }) => !tags.some((tag) => tag.key === key && tag.value === value));
  if (differing.length > 0) {
    calls.push({ operation: 'TagRole', input: { RoleName, Tags: differing.map(({ key, value }) => ({ Key: key, Value: value })) } });
  }
  return calls;
}

function planInstanceProfile(expected: DeployableRole, deployed: DeployedRole, profileHolder: string | undefined): RepairCall[] {
  const { instanceProfile } = expected;
  const { instanceProfiles } = deployed;
  if (instanceProfile === undefined || instanceProfiles === undefined || instanceProfiles.includes(instanceProfile.name)) return [];
  return createRole(expected, profileHolder).filter(({ operation }) => operation.endsWith('InstanceProfile'));
}

function isSame(a: Parameters<typeof statementKeys>[0], b: Parameters<typeof statementKeys>[0]): boolean {
  const [left, right] = [statementKeys(a), statementKeys(b)];
  return left.size === right.size && [...left].every((key) => right.has(key));
}
