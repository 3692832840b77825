import { isAccountId } from '../../aws/identifiers.js';
import { attempt } from '../../core/attempt.js';
import { guarded } from '../../core/guard.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { elementsOf, type AnyPolicy } from '../document.js';
import { readPolicies, type PolicyInput } from '../read.js';

/**
 * The policies that decide together on the requests of one principal, by layer. A layer that you omit does not exist,
 * except in three cases, where a decision that depends on it is `unknown`: identity-based policies; a resource-based
 * policy that is required, across accounts and for roles and KMS keys; and the permissions boundary, if the request has
 * `permissionsBoundary: true`.
 */
export type AccessLayers = {
  /** The identity-based policies of the principal. */
  readonly identity?: PolicyInput;
  /** The permissions boundary of the principal. */
  readonly boundary?: PolicyInput;
  /** The session policies that the session was created with. */
  readonly session?: PolicyInput;
  /** Service control policies: for the root, each organizational unit and the account, the policies attached there. */
  readonly scps?: readonly PolicyInput[];
  /** Resource control policies of the resource's account, level by level like `scps`. */
  readonly rcps?: readonly PolicyInput[];
  /** The resource-based policy: of a bucket or a queue, also the trust policy of a role or the policy of a KMS key. */
  readonly resource?: PolicyInput;
  /** The 12 digits of the principal's account. By default `aws:PrincipalAccount`, or the account in its ARN. */
  readonly principalAccount?: string;
  /** The 12 digits of the resource's account. By default `aws:ResourceAccount`, or the account in its ARN. */
  readonly resourceAccount?: string;
  /** The 12 digits of the organization's management account, in which SCPs and RCPs have no effect. */
  readonly managementAccount?: string;
  /** Whether an IAM principal is a service-linked role, to which neither SCPs nor RCPs apply. */
  readonly serviceLinked?: boolean;
};

/** The layers of policies that decide on a request, in the order in which AWS evaluates them. */
export const LAYER_NAMES = ['rcp', 'scp', 'resource', 'identity', 'boundary', 'session'] as const;

/** A layer of policies: one level of `rcps` or `scps` is `rcp` or `scp`. */
export type LayerName = (typeof LAYER_NAMES)[number];

/**
 * A policy of each layer as AWS's messages name it.
 *
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export const LAYER_POLICIES: Readonly<Record<LayerName, string>> = {
  rcp: 'resource control policy',
  scp: 'service control policy',
  resource: 'resource-based policy',
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
};

const ONE = ['identity', 'boundary', 'session', 'resource'] as const;
const LEVELS = ['scps', 'rcps'] as const;
const ACCOUNTS = ['principalAccount', 'resourceAccount', 'managementAccount'] as const;
const MEMBERS: readonly string[] = [...ONE, ...LEVELS, ...ACCOUNTS, 'serviceLinked'];

/** Layers whose policies have been read. */
export type ReadLayers = { readonly [Layer in (typeof ONE)[number]]?: readonly AnyPolicy[] } & {
  readonly [Layer in (typeof LEVELS)[number]]?: readonly (readonly AnyPolicy[])[];
} & Pick<AccessLayers, (typeof ACCOUNTS)[number] | 'serviceLinked'>;

/**
 * Whether an input has layers, and is no policy.
 *
 * @param name The parameter, for the paths of problems.
 */
export function isLayers(input: PolicyInput | AccessLayers, name?: string): input is AccessLayers {
  return guarded('the policies', name === undefined ? [] : [name], () => {
    const members = Object(input) as object;
    return !Object.hasOwn(members, 'Statement') && MEMBERS.some((member) => Object.hasOwn(members, member));
  });
}

/**
 * Reads the policies of all layers.
 *
 * @param name The parameter, for the paths of problems.
 * @throws {InvalidInputError} With every problem of every layer.
 */
export function readLayers(layers: AccessLayers, name?: string): ReadLayers {
  const path = name === undefined ? [] : [name];
  return guarded('the layers', path, () => {
    const problems: LocatedProblem[] = [];
    const read: Record<string, unknown> = {};
    const readFrom = (input: PolicyInput, layer: string, place: (string | number)[]): unknown => {
      const policies = attempt(InvalidInputError, () => readPolicies(input));
      const found = policies instanceof InvalidInputError ? policies.issues : principalProblems(policies, layer);
      problems.push(...found.map((each) => ({ ...each, path: [...place, ...each.path] })));
      return policies;
    };
    for (const member of Object.keys(layers)) {
      if (!MEMBERS.includes(member)) {
        problems.push({ ...notOneOf('layer', member, MEMBERS), path: [...path, member] });
      }
    }
    for (const layer of ONE) {
      const input = layers[layer];
      if (input !== undefined) read[layer] = readFrom(input, layer, [...path, layer]);
    }
    for (const layer of LEVELS) {
      const levels = layers[layer];
      if (levels === undefined) continue;
      if (!Array.isArray(levels)) problems.push({ ...notLevels(layer, levels), path: [...path, layer] });
      else read[layer] = Array.from(levels, (level, index) => readFrom(level, layer, [...path, layer, index]));
    }
    for (const member of ACCOUNTS) {
      const account: unknown = layers[member];
      if (account === undefined) continue;
      read[member] = account;
      if (typeof account === 'string' && isAccountId(account)) continue;
      const message = `${quote(account)} is not an AWS account ID`;
      problems.push({ code: 'invalid_value', path: [...path, member], message, hint: 'use 12 digits, as a string' });
    }
    const { serviceLinked } = layers;
    if (typeof serviceLinked === 'boolean') read['serviceLinked'] = serviceLinked;
    else if (serviceLinked !== undefined) {
      const message = `\`serviceLinked\` must be \`true\` or \`false\`, not ${quote(serviceLinked)}`;
      problems.push({ code: 'invalid_type', path: [...path, 'serviceLinked'], message });
    }
    if (problems.length > 0) throw new InvalidInputError(problems);
    return read as ReadLayers;
  });
}

function notLevels(layer: string, levels: unknown): Omit<LocatedProblem, 'path'> {
  return {
    code: 'invalid_type',
    message: `\`${layer}\` must be a list of levels, not ${quote(levels)}`,
    hint: 'list the policies of the root first, then those of each organizational unit, then those of the account',
  };
}

/** Only RCPs and resource-based policies have principals. */
function principalProblems(policies: readonly AnyPolicy[], layer: string): LocatedProblem[] {
  const needsPrincipal = layer === 'rcps' || layer === 'resource';
  return policies.flatMap(({ Statement }, policy) =>
    Statement.flatMap((statement, index): LocatedProblem[] => {
      const { Principal, NotPrincipal } = elementsOf(statement);
      const element = Principal === undefined ? 'NotPrincipal' : 'Principal';
      const hasPrincipal = (Principal ?? NotPrincipal) !== undefined;
      if (hasPrincipal === needsPrincipal) return [];
      const path = [policy, 'Statement', index];
      return hasPrincipal
        ? [{ code: 'forbidden_element', path: [...path, element], message: `\`${layer}\` cannot have \`${element}\`` }]
        : [{ code: 'missing', path: [...path, 'Principal'], message: `\`${layer}\` must have \`Principal\`` }];
    }),
  );
}
