import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import type { RepairCall } from './call.js';
import { createRole } from './instance-profile.js';

/**
 * The calls that delete a role and recreate it with the expected name and path. Harmless additions are preserved: a
 * boundary, tags, policies, other instance profiles.
 *
 * @param repaired The role as the other repairs would leave it.
 * @param otherRole The name of another role in the expected instance profile.
 */
export function recreateRole(
  expected: DeployableRole,
  deployed: DeployedRole,
  repaired: DeployedRole,
  otherRole: string | undefined,
): RepairCall[] {
  const profile = expected.instanceProfile?.name;
  const profiles = deployed.instanceProfiles ?? [];
  const exists = otherRole !== undefined || (profile !== undefined && profiles.includes(profile));
  return [
    ...deleteRole(deployed),
    // The deployed role has left its instance profiles by then.
    ...createRole(toDeployableRole(expected, repaired), {
      exists,
      otherRole: otherRole === deployed.name ? undefined : otherRole,
    }),
    ...profiles
      .filter((name) => name !== profile)
      .map((InstanceProfileName): RepairCall => ({
        operation: 'AddRoleToInstanceProfile',
        input: { InstanceProfileName, RoleName: expected.name },
      })),
  ];
}

function toDeployableRole(expected: DeployableRole, repaired: DeployedRole): DeployableRole {
  const { permissionsBoundaryArn: _boundary, ...rest } = expected;
  return {
    ...rest,
    managedPolicyArns: repaired.managedPolicies.map(({ arn }) => arn),
    inlinePolicies: repaired.inlinePolicies,
    // Tags that begin with `aws:` are reserved for AWS services.
    tags: repaired.tags.filter(({ key }) => !/^aws:/i.test(key)),
    maxSessionDuration: repaired.maxSessionDuration ?? expected.maxSessionDuration,
    ...(repaired.permissionsBoundary && { permissionsBoundaryArn: repaired.permissionsBoundary.arn }),
  };
}

function deleteRole(role: DeployedRole): RepairCall[] {
  const { name: RoleName, inlinePolicies, managedPolicies, instanceProfiles = [] } = role;
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
