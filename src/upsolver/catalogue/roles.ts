import { ROLE_NAMES, type IntegrationMode, type RoleName } from './names.js';
import { serverPart } from './parts.js';
import { managementPart } from './parts.js';
import { type PolicyPart } from './parts.js';

type Trust = {
  principalType: 'AWS' | 'Service';
  /** Who it is; a sentence. Upsolver's documentation shows no trust policy: this follows from how the role is used. */
  description: string;
};

/** Who assumes the roles. */
export const trusts = {
  account: { principalType: 'AWS', description: "Upsolver's own AWS account." },
  ec2: { principalType: 'Service', description: 'EC2, for servers with the instance profile.' },
} as const satisfies Record<string, Trust>;

type RoleDefinition = {
  mode: IntegrationMode;
  /** What the role is for; a sentence. */
  purpose: string;
  trusts: keyof typeof trusts;
  /** Whose permissions it has, in the order of its policy. */
  parts: readonly PolicyPart[];
  /** The name of its own inline policy. */
  policyName: string;
};

/**
 * The roles: everything else about them is derived from their row.
 *
 * UpsolverRole has the permissions of both other roles: Upsolver's documentation says so for its tab "Upsolver VPC",
 * "unless otherwise stated", and nothing is stated otherwise.
 */
export const roles = {
  UpsolverManagementRole: {
    mode: 'private-vpc',
    purpose: "Lets Upsolver create and manage its servers in the customer's VPC.",
    trusts: 'account',
    parts: [managementPart],
    policyName: 'UpsolverManagementPolicy',
  },
  UpsolverServerRole: {
    mode: 'private-vpc',
    purpose: "Lets Upsolver's servers in the customer's VPC reach the data in the customer's account.",
    trusts: 'ec2',
    parts: [serverPart],
    policyName: 'UpsolverServerPolicy',
  },
  UpsolverRole: {
    mode: 'upsolver-vpc',
    purpose: "Lets Upsolver's servers in Upsolver's VPC do what both other roles allow.",
    trusts: 'account',
    parts: [managementPart, serverPart],
    policyName: 'UpsolverPolicy',
  },
} as const satisfies Record<RoleName, RoleDefinition>;

type RoleTable = typeof roles;

/** A part of the catalogue that a role has. */
export type PartOf<Name extends RoleName> = RoleTable[Name]['parts'][number];

/** An action of a role's own policy, with every feature on. */
export type PolicyAction<Name extends RoleName> = PartOf<Name>['statements'][number]['entries'][number][0];

/** The actions that each role is documented to have, in its own policy or in a managed one. */
export type RoleActions = {
  [Name in RoleName]: PolicyAction<Name> | PartOf<Name>['promised'][number]['entry'][0];
};

type NamesOfMode<Mode extends IntegrationMode, Names extends readonly RoleName[]> = Names extends readonly [
  infer First extends RoleName,
  ...infer Rest extends readonly RoleName[],
]
  ? [...(RoleTable[First]['mode'] extends Mode ? [First] : []), ...NamesOfMode<Mode, Rest>]
  : [];

/** Modes that all have a role: others do not compile. */
type ModesWithRoles<Modes extends RoleTable[RoleName]['mode']> = Modes;

/** The roles of each mode, in the order of Upsolver's documentation. */
export type RolesByMode = { [Mode in ModesWithRoles<IntegrationMode>]: NamesOfMode<Mode, typeof ROLE_NAMES> };

/** The roles of a mode, in the order of Upsolver's documentation. */
export function rolesOfMode<Mode extends IntegrationMode>(mode: Mode): RolesByMode[Mode] {
  return ROLE_NAMES.filter((name) => roles[name].mode === mode) as RolesByMode[Mode];
}

/** The integration mode that has a role. */
export function modeOf(name: RoleName): IntegrationMode {
  return roles[name].mode;
}

/** The parts of the catalogue that a role has, as data of one shape. */
export function partsOf(name: RoleName): readonly PolicyPart[] {
  return roles[name].parts;
}
