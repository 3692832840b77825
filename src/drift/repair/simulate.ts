import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { RepairCall } from './call.js';

/** The role after calls that change it in place. */
export function simulate(
  role: DeployedRole,
  calls: readonly RepairCall[],
  managedPolicy: (arn: string) => DeployedPolicy,
): DeployedRole {
  return calls.reduce((state, call) => apply(state, call, managedPolicy), role);
}

function apply(
  role: DeployedRole,
  { operation, input }: RepairCall,
  managedPolicy: (arn: string) => DeployedPolicy,
): DeployedRole {
  switch (operation) {
    case 'UpdateAssumeRolePolicy':
      return { ...role, trustPolicy: JSON.parse(input.PolicyDocument) as TrustPolicyDocument };
    case 'PutRolePolicy': {
      const { PolicyName: name } = input;
      const document = JSON.parse(input.PolicyDocument) as PolicyDocument;
      return {
        ...role,
        inlinePolicies: [...role.inlinePolicies.filter((policy) => policy.name !== name), { name, document }],
      };
    }
    case 'DeleteRolePolicy':
      return { ...role, inlinePolicies: role.inlinePolicies.filter(({ name }) => name !== input.PolicyName) };
    case 'AttachRolePolicy':
      return { ...role, managedPolicies: [...role.managedPolicies, managedPolicy(input.PolicyArn)] };
    case 'DetachRolePolicy':
      return { ...role, managedPolicies: role.managedPolicies.filter(({ arn }) => arn !== input.PolicyArn) };
    case 'PutRolePermissionsBoundary':
      return { ...role, permissionsBoundary: managedPolicy(input.PermissionsBoundary) };
    case 'DeleteRolePermissionsBoundary': {
      const { permissionsBoundary: _boundary, ...rest } = role;
      return rest;
    }
    case 'UpdateRole':
      return { ...role, maxSessionDuration: input.MaxSessionDuration };
    case 'TagRole': {
      const tags = input.Tags.map(({ Key, Value }) => ({ key: Key, value: Value }));
      return { ...role, tags: [...role.tags.filter(({ key }) => !tags.some((tag) => tag.key === key)), ...tags] };
    }
    case 'AddRoleToInstanceProfile':
      // Planned only for roles whose instance profiles are known.
      return { ...role, instanceProfiles: [...(role.instanceProfiles as string[]), input.InstanceProfileName] };
    default:
      return role;
  }
}
