import { awsManagedPolicyArn } from '../../aws/arn.js';
import { partitionForRegion, type Partition } from '../../aws/partition.js';
import { assertValid, type Result } from '../../core/schema.js';
import { buildPolicy, type CataloguePolicy } from '../catalogue/build-policy.js';
import { EXAMPLE_VALUES, placeholdersOf, type ExamplePolicy, type ExamplePolicyArn } from '../catalogue/example.js';
import type { IntegrationMode, PLACEHOLDER_ORG_ID, RoleName } from '../catalogue/names.js';
import {
  partsOf,
  roles,
  rolesOfMode,
  trusts,
  type PolicyAction,
  type RoleActions,
  type RolesByMode,
} from '../catalogue/roles.js';
import { validateMode } from '../parameters/common.js';
import { validateOrganization, type OrganizationParameters } from '../parameters/organization.js';
import { managedPoliciesOf, type ManagedPolicy } from './managed-policies.js';
import { permissionsFor, type Permission } from './permissions-for.js';

/** The kind of principal that assumes a role, under its name in a trust policy. */
export type AssumedBy = {
  principalType: 'AWS' | 'Service';
  /** Who that is; a sentence. Upsolver's documentation has no trust policy: this follows from how the role is used. */
  description: string;
};

type RoleDescription<Name extends RoleName> = {
  name: Name;
  /** What the role is for; a sentence. */
  purpose: string;
  assumedBy: AssumedBy;
  managedPolicies: ManagedPolicy[];
  permissions: Permission<RoleActions[Name]>[];
};

/** A role as Upsolver's documentation shows it: for `us-east-1`, with a placeholder for the organization. */
export type Role<Name extends RoleName = RoleName> = RoleDescription<Name> & {
  /** The role's own policy in `us-east-1`, typed as literals. */
  policyDocument: ExamplePolicy<Name>;
  /** The ARNs of `managedPolicies`, in their order, in the partition `aws`. */
  managedPolicyArns: ExamplePolicyArn<Name>[];
  /** The placeholders in `policyDocument` that have to be replaced; none for UpsolverManagementRole. */
  placeholders: (typeof PLACEHOLDER_ORG_ID)[];
};

/** A role for one organization in one Region. */
export type OrganizationRole<Name extends RoleName = RoleName> = RoleDescription<Name> & {
  /** The role's own policy. */
  policyDocument: CataloguePolicy<PolicyAction<Name>>;
  /** The ARNs of `managedPolicies`, in their order, in the Region's partition. */
  managedPolicyArns: string[];
};

/** The roles of a mode, as a tuple: two for `private-vpc`, one for `upsolver-vpc`. */
export type RolesOf<Mode extends IntegrationMode> = RoleTuple<RolesByMode[Mode]>;

/** The same for one organization in one Region. */
export type OrganizationRolesOf<Mode extends IntegrationMode> = OrganizationRoleTuple<RolesByMode[Mode]>;

type RoleTuple<Names extends readonly RoleName[]> = { [Index in keyof Names]: Role<Names[Index]> };

type OrganizationRoleTuple<Names extends readonly RoleName[]> = {
  [Index in keyof Names]: OrganizationRole<Names[Index]>;
};

/**
 * Returns the roles that an integration creates in the customer's account.
 *
 * @param mode `private-vpc` ("My VPC" in Upsolver's documentation) has two roles, `upsolver-vpc` has one.
 * @param organization The organization and its Region. Without it, each role's `policyDocument` and `managedPolicyArns`
 *   are those of the documentation's own example: Region `us-east-1`, and `UPSOLVER_ORG_ID` in place of the
 *   organization. S3 refuses to create a bucket with that name, so the statement on the bucket grants nothing until
 *   `placeholders` are replaced; the other statements grant what they say. Functions that deploy roles refuse the
 *   placeholder.
 * @returns New data, in the order of Upsolver's documentation.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * rolesFor('private-vpc').map((role) => role.name); // ['UpsolverManagementRole', 'UpsolverServerRole']
 * rolesFor('private-vpc')[1].policyDocument.Statement[0].Resource[0];
 * // 'arn:aws:s3:::us-east-1-upsolver-UPSOLVER_ORG_ID'
 * rolesFor('private-vpc').map((role) => role.placeholders); // [[], ['UPSOLVER_ORG_ID']]
 *
 * @example
 * rolesFor('upsolver-vpc', { orgId: 'acme', region: 'cn-north-1' })[0].managedPolicyArns;
 * // [
 * //   'arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess',
 * //   'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess',
 * // ]
 *
 * Source: Upsolver's documentation, "AWS role permissions".
 */
export function rolesFor<Mode extends IntegrationMode>(mode: Mode): RolesOf<Mode>;
export function rolesFor<Mode extends IntegrationMode>(
  mode: Mode,
  organization: OrganizationParameters,
): OrganizationRolesOf<Mode>;
export function rolesFor(mode: IntegrationMode, organization?: OrganizationParameters): Role[] | OrganizationRole[] {
  const result: Result<OrganizationParameters | undefined> =
    organization === undefined ? { value: undefined, issues: [] } : validateOrganization(organization);
  const [validMode, valid] = assertValid(validateMode(mode), result);
  const names: readonly RoleName[] = rolesOfMode(validMode);
  return valid === undefined ? names.map(exampleRole) : names.map((name) => organizationRole(name, valid));
}

function describeRole(name: RoleName): RoleDescription<RoleName> {
  const { purpose, trusts: trust } = roles[name];
  return {
    name,
    purpose,
    assumedBy: { ...trusts[trust] },
    managedPolicies: managedPoliciesOf(name, {}),
    permissions: permissionsFor(name),
  };
}

function exampleRole(name: RoleName): Role {
  return {
    ...describeRole(name),
    // The types fill in the same values.
    policyDocument: buildPolicy(partsOf(name), EXAMPLE_VALUES, {}) as unknown as ExamplePolicy<RoleName>,
    managedPolicyArns: managedPolicyArns(name, EXAMPLE_VALUES.Partition),
    placeholders: placeholdersOf(name),
  };
}

function organizationRole(name: RoleName, { orgId, region }: OrganizationParameters): OrganizationRole {
  const partition = partitionForRegion(region);
  const values = { Partition: partition, Region: region, OrganizationId: orgId };
  return {
    ...describeRole(name),
    policyDocument: buildPolicy<PolicyAction<RoleName>>(partsOf(name), values, {}),
    managedPolicyArns: managedPolicyArns(name, partition),
  };
}

function managedPolicyArns<P extends Partition>(name: RoleName, partition: P) {
  return managedPoliciesOf(name, {}).map((policy) => awsManagedPolicyArn(partition, policy.name));
}
