import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readEach } from '../../core/read-each.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../document.js';
import { readPolicies, type PolicyInput } from '../read.js';
import { layeredSet, type LayeredSet, type PolicyPlace } from './layered-set.js';
import { isLayers, readLayers, type AccessLayers, type ReadLayers } from './layers.js';

/** A side of a comparison: policies, or policies in layers. */
export type ComparedSet = { policies: readonly AnyPolicy[] } | LayeredSet;

/** Two sides, and who makes the requests. */
export type ComparedSets = {
  a: ComparedSet;
  b: ComparedSet;
  /** The IAM principals that the requests can come from, by their account; omitted if everyone can make them. */
  iamPrincipals?: { account: string | undefined; haveBoundary: boolean };
};

/** Layers that the principal brings along, not the resource. */
const OF_PRINCIPAL = ['identity', 'boundary', 'session', 'scps'] as const;

/**
 * Reads the two sides of a comparison. A layer that both sides omit is taken to allow every request.
 *
 * @param names The parameters, for the paths of problems.
 * @throws {InvalidInputError} With every problem of both sides. Also if one side omits what the other has, and the
 *   comparison depends on it.
 */
export function readSides(
  a: PolicyInput | AccessLayers,
  b: PolicyInput | AccessLayers,
  names: readonly [string, string],
): ComparedSets {
  const sides = readEach(
    () => readSide(a, names[0]),
    () => readSide(b, names[1]),
  );
  return toSets(sides, names);
}

/** {@link readSides} for sides that have been read. */
export function toSets(sides: readonly [ReadSide, ReadSide], names: readonly [string, string]): ComparedSets {
  const layers = sides.flatMap((side) => ('layers' in side ? [side.layers] : []));
  const isIamPrincipal = layers.some((each) => OF_PRINCIPAL.some((layer) => each[layer] !== undefined));
  const hasResource = layers.some(({ resource }) => resource !== undefined);
  const problems = sides.flatMap((side, index) =>
    'layers' in side
      ? missingIn(side.layers, names[index] as string, { isIamPrincipal, hasResource, layers })
      : principalsIn(isIamPrincipal ? side.policies : [], names[index] as string),
  );
  problems.push(...otherPrincipal(layers, names[1]));
  if (problems.length > 0) throw new InvalidInputError(problems);
  const toSet = (side: ReadSide): ComparedSet =>
    'policies' in side
      ? side
      : layeredSet(side.layers, {
          isIamPrincipal,
          mayBeExempt: side.layers.boundary === undefined,
          isSameAccount: side.layers.principalAccount === side.layers.resourceAccount,
          assumed: { identity: true, resource: hasResource ? 'none' : 'delegates' },
        });
  const [account] = layers.flatMap(({ principalAccount }) => principalAccount ?? []);
  const haveBoundary = layers.some(({ boundary }) => boundary !== undefined);
  const iamPrincipals = { account, haveBoundary };
  return { a: toSet(sides[0]), b: toSet(sides[1]), ...(isIamPrincipal && { iamPrincipals }) };
}

/** A side that has been read. */
export type ReadSide = { policies: readonly AnyPolicy[] } | { layers: ReadLayers };

function readSide(side: PolicyInput | AccessLayers, name: string): ReadSide {
  return isLayers(side, name) ? { layers: readLayers(side, name) } : { policies: readPolicies(side, name) };
}

/** A comparison is about the requests of one principal. */
function otherPrincipal([one, other]: readonly ReadLayers[], name: string): LocatedProblem[] {
  const [account, otherAccount] = [one?.principalAccount, other?.principalAccount];
  if (account === undefined || otherAccount === undefined || account === otherAccount) return [];
  const message = `${quote(otherAccount)} is another account than the other side's: both are about one principal`;
  return [{ code: 'invalid_value', path: [name, 'principalAccount'], message }];
}

/** Policies with principals next to layers of a principal: without the accounts, what they grant is not known. */
function principalsIn(policies: readonly AnyPolicy[], name: string): LocatedProblem[] {
  const index = policies.findIndex(({ Statement }) =>
    (Statement as AnyStatement[]).some(
      (statement) => (elementsOf(statement).Principal ?? elementsOf(statement).NotPrincipal) !== undefined,
    ),
  );
  if (index === -1) return [];
  const message = `policy ${index} has principals, and the other side has layers of one principal`;
  return [{ code: 'forbidden_element', path: [name], message, hint: 'pass it as the layer `resource`' }];
}

/** What a side omits although the comparison depends on it. */
function missingIn(
  side: ReadLayers,
  name: string,
  {
    isIamPrincipal,
    hasResource,
    layers,
  }: { isIamPrincipal: boolean; hasResource: boolean; layers: readonly ReadLayers[] },
): LocatedProblem[] {
  const missing = (member: string, why: string): LocatedProblem => ({
    code: 'missing',
    path: [name, member],
    message: `\`${member}\` is missing, and ${why}`,
  });
  const isCrossAccount = side.principalAccount !== side.resourceAccount;
  const problems: LocatedProblem[] = [];
  if (!isIamPrincipal && side.serviceLinked === true) {
    problems.push(missing('identity', '`serviceLinked` is about an IAM principal'));
  }
  if (isIamPrincipal && side.identity === undefined && layers.some(({ identity }) => identity !== undefined)) {
    problems.push(missing('identity', 'the other side has identity-based policies'));
  }
  if (isIamPrincipal && hasResource) {
    for (const account of ['principalAccount', 'resourceAccount'] as const) {
      if (side[account] === undefined) {
        problems.push(missing(account, 'the effect of resource-based policies depends on it'));
      }
    }
  }
  for (const [levels, account] of [['scps', 'principalAccount'] as const, ['rcps', 'resourceAccount'] as const]) {
    if (side[levels] !== undefined && side.managementAccount !== undefined && side[account] === undefined) {
      problems.push(missing(account, `\`${levels}\` have no effect in the management account`));
    }
  }
  if (hasResource && side.resource === undefined && (isCrossAccount || !isIamPrincipal)) {
    problems.push(missing('resource', 'the other side has a resource-based policy'));
  }
  return problems;
}

/** Where a statement of a side is: in a policy of a layer, if the side has layers. */
export function placeIn(
  set: ComparedSet,
  { policy }: { policy: number },
): (PolicyPlace & { statement?: number }) | undefined {
  if (!('places' in set)) return undefined;
  // A layer that is omitted has no policies: the first statement of the set stands for it.
  const first = set.places.find((place) => place !== undefined);
  return set.places[policy] ?? (first && { ...first, statement: 0 });
}
