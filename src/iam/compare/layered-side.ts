import type { Route } from '../policy-set.js';
import type { AtomTable } from './atom-table.js';
import { spend } from './budget.js';
import { describeLiterals, type ComparedStatement } from './compile.js';
import type { DimensionScope } from './dimension.js';
import { assume, type Model } from './search.js';
import { groupAlternatives, ofEffect, refusalOf, withoutRepeated, type Side } from './side.js';

/**
 * The side of policies in layers, of which all layers of a route have to allow a request. An Allow statement of such a
 * side stands for one statement of each layer, which apply together. A request is refused if in each route one layer
 * has no statement that applies.
 *
 * @param compiled The statements in their order, the alternatives of one next to each other.
 */
export function createLayeredSide(
  compiled: readonly ComparedStatement[],
  routes: readonly Route[],
  atoms: AtomTable,
  scope: DimensionScope,
): Side {
  // Two layers can have the same statement, and each of them needs its own.
  const statements = withoutRepeated(compiled, ({ effect, policy }) => (effect === 'Deny' ? effect : policy));
  const { merged: mergedDenies, keys: denyKeys } = refusalOf(ofEffect(statements, 'Deny'), atoms);
  const allows = ofEffect(compiled, 'Allow');
  const inLayer = (layer: readonly number[]): ComparedStatement[] =>
    withoutRepeated(allows.filter(({ policy }) => layer.includes(policy)));
  return {
    statements,
    allows: routes
      .flatMap((route, index) => jointStatements(route.map(inLayer), index, atoms, scope))
      .filter(({ length }) => length > 0),
    refusals: minimalHits(routes)
      .map((layers) => withoutRepeated(layers.flatMap(inLayer)))
      // A statement without literals applies to every request.
      .filter((refused) => refused.every(({ literals }) => literals.length > 0))
      .map((refused) => refusalOf(refused, atoms)),
    mergedDenies,
    denyKeys,
  };
}

/** Layers by their policies. */
type Hit = ReadonlyMap<string, readonly number[]>;

/** The smallest lists of layers that have a layer of every route. */
function minimalHits(routes: readonly Route[]): (readonly number[])[][] {
  let hits: Hit[] = [new Map()];
  for (const route of routes) {
    hits = hits.flatMap((hit) =>
      route.some((layer) => hit.has(layer.join()))
        ? [hit]
        : route.map((layer) => new Map([...hit, [layer.join(), layer] as const])),
    );
  }
  const isRedundant = (hit: Hit, index: number): boolean =>
    hits.some((other, place) => isWithin(other, hit) && (other.size < hit.size || place < index));
  return hits.filter((hit, index) => !isRedundant(hit, index)).map((hit) => [...hit.values()]);
}

function isWithin(hit: Hit, other: Hit): boolean {
  return [...hit.keys()].every((name) => other.has(name));
}

/** For each statement of the first layer, the statements with which it can apply: one of each other layer. */
function jointStatements(
  layers: readonly ComparedStatement[][],
  route: number,
  atoms: AtomTable,
  scope: DimensionScope,
): ComparedStatement[][] {
  const [first = [], ...others] = layers;
  const withTrivial = others.map(
    (layer) => [layer.find(({ literals }) => literals.length === 0) ?? layer].flat() as ComparedStatement[],
  );
  const allowsAll = withTrivial.every(([only, ...more]) => only?.literals.length === 0 && more.length === 0);
  return groupAlternatives(first).map((alternatives) => {
    if (allowsAll) return alternatives.map((each) => joinStatements([each, ...withTrivial.flat()], route, atoms));
    let joined = alternatives.flatMap((each) => extend([], new Map(), each, scope));
    for (const layer of withTrivial) {
      joined = joined.flatMap(({ parts, model }) => layer.flatMap((each) => extend(parts, model, each, scope)));
    }
    return joined.map(({ parts }) => joinStatements(parts, route, atoms));
  });
}

/** Statements that can apply together, and what they say of a request. */
type Joined = { parts: readonly ComparedStatement[]; model: Model };

function extend(
  parts: readonly ComparedStatement[],
  model: Model,
  statement: ComparedStatement,
  scope: DimensionScope,
): Joined[] {
  const { literals, implied } = statement;
  spend(scope.budget, 1 + literals.length);
  const extended = literals.length === 0 ? model : assume(model, [...literals, ...implied], scope);
  return extended === undefined ? [] : [{ parts: [...parts, statement], model: extended }];
}

function joinStatements(parts: readonly ComparedStatement[], route: number, atoms: AtomTable): ComparedStatement {
  const first = parts[0] as ComparedStatement;
  const literals = new Map(
    parts.flatMap((part) => part.literals.map((literal) => [`${literal.atom.id} ${literal.positive}`, literal])),
  );
  const variableKeys = [...new Set(parts.flatMap((part) => part.variableKeys))];
  return { ...first, ...describeLiterals([...literals.values()], atoms), variableKeys, joint: { parts, route } };
}
