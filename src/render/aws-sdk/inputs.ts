import type { Immutable } from '../../core/immutable.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { readRole, readRoles } from '../../upsolver/roles/read-roles.js';

/* The types are assignable to those of @aws-sdk/client-iam, which need not be installed. */

type Tag = { Key: string; Value: string };

export type CreateRoleInput = {
  RoleName: string;
  Path: string;
  AssumeRolePolicyDocument: string;
  Description: string;
  MaxSessionDuration: number;
  PermissionsBoundary?: string;
  Tags?: Tag[];
};
export type AttachRolePolicyInput = { RoleName: string; PolicyArn: string };
export type PutRolePolicyInput = { RoleName: string; PolicyName: string; PolicyDocument: string };
export type CreateInstanceProfileInput = { InstanceProfileName: string; Path: string; Tags?: Tag[] };
export type AddRoleToInstanceProfileInput = { InstanceProfileName: string; RoleName: string };

/** One call: the operation and its input. */
export type AwsSdkInput =
  | { operation: 'CreateRole'; input: CreateRoleInput }
  | { operation: 'AttachRolePolicy'; input: AttachRolePolicyInput }
  | { operation: 'PutRolePolicy'; input: PutRolePolicyInput }
  | { operation: 'CreateInstanceProfile'; input: CreateInstanceProfileInput }
  | { operation: 'AddRoleToInstanceProfile'; input: AddRoleToInstanceProfileInput };

/**
 * Returns the IAM API calls that create roles, in the order in which to send them. It never calls AWS.
 *
 * @param roles What `buildRoles` returned.
 * @returns Operations of AWS IAM, with inputs for the commands of `@aws-sdk/client-iam`.
 * @throws {InvalidInputError} If `roles` is not a list of roles, or a role still contains the placeholder
 *   `UPSOLVER_ORG_ID`.
 *
 * @example
 * toAwsSdkInputs(buildRoles('upsolver-vpc', parameters)).map(({ operation }) => operation);
 * // ['CreateRole', 'AttachRolePolicy', 'AttachRolePolicy', 'PutRolePolicy']
 *
 * Source: IAM API Reference.
 */
export function toAwsSdkInputs(roles: readonly Immutable<DeployableRole>[]): AwsSdkInput[] {
  return readRoles(roles).flatMap(roleInputs);
}

/**
 * Returns the input of `CreateRole` for a role. Its policies are not part of it.
 *
 * @param role One of the roles that `buildRoles` returned.
 * @returns An input for `CreateRoleCommand` of `@aws-sdk/client-iam`.
 * @throws {InvalidInputError} If `role` is not a role.
 *
 * @example
 * toCreateRoleInput(buildRoles('private-vpc', parameters)[1]).RoleName; // 'UpsolverServerRole'
 *
 * Source: IAM API Reference, CreateRole.
 */
export function toCreateRoleInput(role: Immutable<DeployableRole>): CreateRoleInput {
  return createRoleInput(readRole(role));
}

function createRoleInput(role: DeployableRole): CreateRoleInput {
  return {
    RoleName: role.name,
    Path: role.path,
    AssumeRolePolicyDocument: JSON.stringify(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.permissionsBoundaryArn !== undefined && { PermissionsBoundary: role.permissionsBoundaryArn }),
    ...tagsOf(role),
  };
}

function roleInputs(role: DeployableRole): AwsSdkInput[] {
  const RoleName = role.name;
  const inputs: AwsSdkInput[] = [
    { operation: 'CreateRole', input: createRoleInput(role) },
    ...role.managedPolicyArns.map((PolicyArn): AwsSdkInput => ({
      operation: 'AttachRolePolicy',
      input: { RoleName, PolicyArn },
    })),
    ...role.inlinePolicies.map(({ name, document }): AwsSdkInput => ({
      operation: 'PutRolePolicy',
      input: { RoleName, PolicyName: name, PolicyDocument: JSON.stringify(document) },
    })),
  ];
  if (role.instanceProfile === undefined) return inputs;
  const { name: InstanceProfileName, path: Path } = role.instanceProfile;
  return [
    ...inputs,
    { operation: 'CreateInstanceProfile', input: { InstanceProfileName, Path, ...tagsOf(role) } },
    { operation: 'AddRoleToInstanceProfile', input: { InstanceProfileName, RoleName } },
  ];
}

function tagsOf({ tags }: DeployableRole): { Tags?: Tag[] } {
  return tags.length === 0 ? {} : { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) };
}
