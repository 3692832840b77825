import { partitionForRegion } from '../../aws/partition.js';
import { assertValid, type Result } from '../../core/schema.js';
import type { CataloguePolicy } from '../catalogue/build-policy.js';
import type { IntegrationMode, ManagedPolicyName, RoleName } from '../catalogue/names.js';
import {
  managementManagedPolicies,
  serverManagedPolicies,
  type ManagedPolicyEntry,
  type ManagementAction,
  type Reason,
  type ServerAction,
} from '../catalogue/statements.js';
import { copyReason } from '../catalogue/statements.js';
import { checkMode, checkOrganization, type OrganizationParameters } from '../parameters/common.js';
import { buildManagementPolicy } from '../policies/management-policy.js';
import { buildServerPolicy } from '../policies/server-policy.js';
import { buildUpsolverPolicy } from '../policies/upsolver-policy.js';
import { managedPolicyArn } from './managed-policy-arn.js';
import { permissionsFor, type Permission, type RoleActions } from './permissions-for.js';

/** An AWS managed policy that a role holds, and why. */
export type ManagedPolicy = { name: ManagedPolicyName; reasons: Reason[] };

/** The kind of principal that assumes a role, under its name in a trust policy. */
export type AssumedBy = {
  principalType: 'AWS' | 'Service';
  /** Who that is; a sentence. The page shows no trust policy: this follows from how the role is used. */
  description: string;
};

/** A role as the page describes it, whatever the organization. */
export type Role<Name extends RoleName = RoleName> = {
  name: Name;
  /** What the role is for; a sentence. */
  purpose: string;
  assumedBy: AssumedBy;
  managedPolicies: ManagedPolicy[];
  permissions: Permission<RoleActions[Name]>[];
};

type PolicyActions = {
  UpsolverManagementRole: ManagementAction;
  UpsolverServerRole: ServerAction;
  UpsolverRole: ManagementAction | ServerAction;
};

/** A role as it has to be for one organization in one Region. */
export type OrganizationRole<Name extends RoleName = RoleName> = Role<Name> & {
  /** The role's own policy. */
  policyDocument: CataloguePolicy<PolicyActions[Name]>;
  /** The ARNs of `managedPolicies`, in their order, in the Region's partition. */
  managedPolicyArns: string[];
};

/** The roles of each mode. A mode without its roles does not compile. */
export const rolesByMode = {
  'private-vpc': ['UpsolverManagementRole', 'UpsolverServerRole'],
  'upsolver-vpc': ['UpsolverRole'],
} as const satisfies Record<IntegrationMode, readonly RoleName[]>;

export type RolesByMode = typeof rolesByMode;

/** The roles of a mode, as a tuple: two for `private-vpc`, one for `upsolver-vpc`. */
export type RolesOf<Mode extends IntegrationMode> = RoleTuple<RolesByMode[Mode]>;

/** The same, with policies and ARNs. */
export type OrganizationRolesOf<Mode extends IntegrationMode> = OrganizationRoleTuple<RolesByMode[Mode]>;

type RoleTuple<Names extends readonly RoleName[]> = { -readonly [Index in keyof Names]: Role<Names[Index]> };

type OrganizationRoleTuple<Names extends readonly RoleName[]> = {
  -readonly [Index in keyof Names]: OrganizationRole<Names[Index]>;
};

type RoleDefinition = {
  purpose: string;
  assumedBy: AssumedBy;
  managedPolicies: () => ManagedPolicy[];
  buildPolicy: (organization: OrganizationParameters) => CataloguePolicy;
};

const definitions: Record<RoleName, RoleDefinition> = {
  UpsolverManagementRole: {
    purpose: "Lets Upsolver create and manage its servers in the customer's VPC.",
    assumedBy: { principalType: 'AWS', description: "Upsolver's own AWS account." },
    managedPolicies: () => mergeManagedPolicies(managementManagedPolicies),
    buildPolicy: ({ region }) => buildManagementPolicy({ region }),
  },
  UpsolverServerRole: {
    purpose: "Lets Upsolver's servers in the customer's VPC reach the data in the customer's account.",
    assumedBy: { principalType: 'Service', description: 'EC2, for the servers that hold the instance profile.' },
    managedPolicies: () => mergeManagedPolicies(serverManagedPolicies),
    buildPolicy: ({ orgId, region }) => buildServerPolicy(orgId, region),
  },
  UpsolverRole: {
    purpose: "Lets Upsolver's servers in Upsolver's VPC do what both other roles allow.",
    assumedBy: { principalType: 'AWS', description: "Upsolver's own AWS account." },
    managedPolicies: () => mergeManagedPolicies([...managementManagedPolicies, ...serverManagedPolicies]),
    buildPolicy: ({ orgId, region }) => buildUpsolverPolicy(orgId, region),
  },
};

/**
 * The roles that an integration creates in the customer's account.
 *
 * @param mode `private-vpc` (the page's "My VPC") has two roles, `upsolver-vpc` has one.
 * @param organization With an organization and its Region, each role also has its `policyDocument` and
 *   `managedPolicyArns`. Without, nothing in the result depends on either.
 * @returns Fresh data, in the order of the page.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * rolesFor('private-vpc').map((role) => role.name); // ['UpsolverManagementRole', 'UpsolverServerRole']
 *
 * @example
 * rolesFor('upsolver-vpc', { orgId: 'acme', region: 'cn-north-1' })[0].managedPolicyArns;
 * // [
 * //   'arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess',
 * //   'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess',
 * // ]
 *
 * Source: Upsolver's page "AWS role permissions".
 */
export function rolesFor<Mode extends IntegrationMode>(mode: Mode): RolesOf<Mode>;
export function rolesFor<Mode extends IntegrationMode>(
  mode: Mode,
  organization: OrganizationParameters,
): OrganizationRolesOf<Mode>;
export function rolesFor(mode: IntegrationMode, organization?: OrganizationParameters): Role[] | OrganizationRole[] {
  const checked: Result<OrganizationParameters | undefined> =
    organization === undefined ? { value: undefined, issues: [] } : checkOrganization(organization);
  const [validMode, validOrganization] = assertValid<[IntegrationMode, OrganizationParameters | undefined]>(
    checkMode(mode),
    checked,
  );
  const roles = rolesByMode[validMode].map(describeRole);
  return validOrganization === undefined ? roles : roles.map((role) => addPolicies(role, validOrganization));
}

/** What a role is for; a sentence. */
export function rolePurpose(name: RoleName): string {
  return definitions[name].purpose;
}

function describeRole(name: RoleName): Role {
  const { purpose, assumedBy, managedPolicies } = definitions[name];
  return {
    name,
    purpose,
    assumedBy: { ...assumedBy },
    managedPolicies: managedPolicies(),
    permissions: permissionsFor(name),
  };
}

function addPolicies(role: Role, organization: OrganizationParameters): OrganizationRole {
  const partition = partitionForRegion(organization.region);
  return {
    ...role,
    policyDocument: definitions[role.name].buildPolicy(organization) as CataloguePolicy<
      ManagementAction | ServerAction
    >,
    managedPolicyArns: role.managedPolicies.map(({ name }) => managedPolicyArn(name, partition)),
  };
}

/** Each policy once, where it stands first, with the reasons of all. */
function mergeManagedPolicies(grants: readonly ManagedPolicyEntry[]): ManagedPolicy[] {
  const reasonsByName = new Map<ManagedPolicyName, Reason[]>();
  for (const { name, reasons } of grants) {
    reasonsByName.set(name, [...(reasonsByName.get(name) ?? []), ...reasons.map(copyReason)]);
  }
  return [...reasonsByName].map(([name, reasons]) => ({ name, reasons }));
}
