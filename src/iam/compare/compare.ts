import { accessLevelRank } from '../../aws/actions/access-level.js';
import type { OpenCatalog } from '../../aws/actions/open.js';
import { readEach } from '../../core/read-each.js';
import { placeIn, readSides, type ComparedSets } from '../layers/compared-layers.js';
import type { AccessLayers, LayerName } from '../layers/layers.js';
import type { PolicyInput } from '../read.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { createBudget, STEPS_FOR_EXAMPLES, withOwn } from './budget.js';
import { casesOf, readingsOfCases, withoutKnown, type Case } from './cases.js';
import { grantedOnlyBy, type UndecidedReason } from './difference.js';
import type { Example, ExampleChooser } from './example.js';
import { readCompareOptions, type CompareOptions } from './options.js';
import type { ExampleContext } from './statement-search.js';

/**
 * How the access granted by `a` relates to the access granted by `b`: the same (`equivalent`), less (`narrower`), more
 * (`broader`), each allows requests that the other does not (`incomparable`), or not determined (`unknown`).
 */
export type Relation = 'equivalent' | 'narrower' | 'broader' | 'incomparable' | 'unknown';

/** A statement that could not be compared, and the reason. */
export type Undecided = {
  /** Why it could not be compared. */
  reason: UndecidedReason;
  /** The side that has the Allow statement. */
  of: 'a' | 'b';
  /** Index of the policy on this side, or in its layer, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
  /** The layer of the policy, if the side has layers. */
  layer?: LayerName;
  /** Of an SCP or an RCP, the level that it is attached to, from 0. */
  level?: number;
};

/** The result of a comparison under one reading of AWS's documentation. */
export type RelationFound = {
  relation: Relation;
  /** A request that `a` allows and `b` does not; omitted if there is none. */
  onlyInA?: AccessRequest;
  /** A request that `b` allows and `a` does not; omitted if there is none. */
  onlyInB?: AccessRequest;
  /**
   * The sides of which the example is no request that AWS documents, because the actions that the catalog has cannot
   * make one. The relation is about all requests all the same.
   */
  unreachable?: ('a' | 'b')[];
  /** The statements that could not be compared; present only if the relation is `unknown`. */
  unknown?: Undecided[];
};

/** The result of a comparison under the default reading, and under the readings that change the relation. */
export type AccessComparison = RelationFound & {
  /** The results under other readings of AWS's documentation, where the relation is different. */
  readings?: (RelationFound & { reading: Partial<Reading> })[];
};

/**
 * Compares the access that two policies grant, two sets of policies that are attached together, or policies in
 * layers.
 *
 * The result is exact. `equivalent` and `narrower` mean that no request exists that `a` allows and `b` does not; every
 * difference comes with an example request, confirmed by {@link evaluateAccess}. Requests are all combinations of an
 * action `service:Name`, a resource that is a complete ARN or `*`, and any condition keys. `docs/comparison.md`
 * describes the method and its limits.
 *
 * @param a Policies of one kind, identity-based, trust or resource-based: as documents, as JSON text, or as AWS returns
 *   them.
 *   Or {@link AccessLayers}: what both sides omit is taken to allow every request.
 * @param b Policies of the same kind, or layers, to compare with.
 * @param options `facts`: what is known about the condition keys of all requests. Other requests are not considered,
 *   and the example requests do not repeat it.
 * @returns The relation of `a` to `b`, and an example request for each difference.
 * @throws {InvalidInputError} With every problem of the policies and of the facts.
 *
 * @example
 * const read = (Action: string): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * compareAccess(read('s3:GetObject'), read('s3:Get*'));
 * // { relation: 'narrower', onlyInB: { action: 's3:Get', resource: '*' } }
 */
export function compareAccess(
  a: PolicyInput | AccessLayers,
  b: PolicyInput | AccessLayers,
  options: CompareOptions = {},
): AccessComparison {
  const [sets, { facts, catalog, chooseExample }] = readEach(
    () => readSides(a, b, ['a', 'b']),
    () => readCompareOptions(options),
  );
  const cases = casesOf(sets, facts);
  const inA = firstDifference('a', cases, DEFAULT_READING);
  const inB = firstDifference('b', cases, DEFAULT_READING);
  const found = relationFound(inA, inB);
  // Policies that are too complex under one reading are too complex under the others.
  const isTooComplex = found.unknown?.some(({ reason }) => reason === 'tooComplex');
  const readings = (isTooComplex === true ? [] : readingsOfCases(cases))
    .map((reading) => {
      const complete = { ...DEFAULT_READING, ...reading };
      const differenceOf = (known: Direction, of: Undecided['of']): Direction =>
        staysUnder(reading, known) ? known : firstDifference(of, cases, complete);
      return { reading, complete, directions: [differenceOf(inA, 'a'), differenceOf(inB, 'b')] as const };
    })
    .filter(({ directions }) => relationFound(...directions).relation !== found.relation);
  // Everything is decided: the examples make no difference to it.
  const describe = (directions: readonly [Direction, Direction], reading: Reading): RelationFound => {
    const [forA, forB] = directions.map((direction, index) =>
      bestExample(direction, { of: index === 0 ? 'a' : 'b', cases, reading, catalog, chooseExample }),
    ) as [Direction, Direction];
    return placed(relationFound(forA, forB), sets);
  };
  const byDefault = describe([inA, inB], DEFAULT_READING);
  if (readings.length === 0) return byDefault;
  return {
    ...byDefault,
    readings: readings.map(({ reading, complete, directions }) => ({ reading, ...describe(directions, complete) })),
  };
}

/** A result with the layers of undecided statements. */
function placed(found: RelationFound, sets: ComparedSets): RelationFound {
  if (found.unknown === undefined) return found;
  return { ...found, unknown: found.unknown.map((each) => ({ ...each, ...placeIn(sets[each.of], each) })) };
}

/**
 * Whether what was found under the default reading is also true under another one. Without empty values, both readings
 * of empty values mean the same; and a request with typed values is one of all requests.
 */
function staysUnder({ emptyValue, keyValues }: Partial<Reading>, { witness, undecided }: Direction): boolean {
  if (emptyValue !== undefined) return undecided.length === 0 && !hasEmptyValue(witness);
  return keyValues !== undefined && witness !== undefined;
}

function hasEmptyValue(request: AccessRequest | undefined): boolean {
  return Object.values(request?.context ?? {}).some((values) => [values].flat().includes(''));
}

function relationFound(inA: Direction, inB: Direction): RelationFound {
  const unknown = [...inA.undecided, ...inB.undecided];
  const unreachable = [['a', inA] as const, ['b', inB] as const].flatMap(([side, { isReachable }]) =>
    isReachable === false ? [side] : [],
  );
  return {
    relation: unknown.length > 0 ? 'unknown' : relationOf(inA.witness !== undefined, inB.witness !== undefined),
    ...(inA.witness && { onlyInA: inA.witness }),
    ...(inB.witness && { onlyInB: inB.witness }),
    ...(unreachable.length > 0 && { unreachable }),
    ...(unknown.length > 0 && { unknown }),
  };
}

function relationOf(hasMore: boolean, hasLess: boolean): Relation {
  if (hasMore) return hasLess ? 'incomparable' : 'broader';
  return hasLess ? 'narrower' : 'equivalent';
}

/** What one side grants and the other does not: a request, or the statements that could not be compared. */
type Direction = {
  witness?: AccessRequest;
  /** Where the example comes from, with the condition keys that it need not repeat. */
  source?: { context: ExampleContext; known: ReadonlySet<string> };
  isReachable?: boolean;
  undecided: Undecided[];
};

/** Stops at the first witness: then undecided statements make no difference. */
function firstDifference(of: Undecided['of'], cases: readonly Case[], reading: Reading): Direction {
  const open: Undecided[] = [];
  for (const { a, b, workspace, known } of cases) {
    const [inner, outer] = of === 'a' ? [a, b] : [b, a];
    for (const difference of grantedOnlyBy(inner, outer, reading, workspace)) {
      const { statement: place, witness, undecided, context } = difference;
      if (witness !== undefined) return { witness, ...(context && { source: { context, known } }), undecided: [] };
      if (undecided !== undefined) open.push({ reason: undecided, of, ...place });
    }
  }
  return { undecided: open };
}

type ExampleQuestion = {
  of: Undecided['of'];
  cases: readonly Case[];
  reading: Reading;
  catalog: OpenCatalog | undefined;
  chooseExample: ExampleChooser;
};

/** A direction with a better example: of all its statements the worst one, if there is a catalog to tell. */
function bestExample(direction: Direction, question: ExampleQuestion): Direction {
  const { witness, source, undecided } = direction;
  if (witness === undefined || source === undefined) return direction;
  let best = { ...question.chooseExample(witness, source.context), known: source.known };
  if (question.catalog !== undefined) {
    for (const other of otherExamples(question)) {
      if (isWorse(other, best)) best = other;
    }
  }
  const { request, known, isReachable } = best;
  return { witness: withoutKnown(request, known), isReachable, undecided };
}

function* otherExamples({
  of,
  cases,
  reading,
  chooseExample,
}: ExampleQuestion): Generator<Example & { known: ReadonlySet<string> }> {
  for (const { a, b, workspace, known } of cases) {
    const [inner, outer] = of === 'a' ? [a, b] : [b, a];
    const own = createBudget(STEPS_FOR_EXAMPLES);
    const differences = grantedOnlyBy(inner, outer, reading, workspace);
    for (;;) {
      const next = withOwn(own, workspace.budget, () => differences.next());
      if (next.done === true) break;
      const { witness, context } = next.value;
      if (witness !== undefined && context !== undefined) yield { ...chooseExample(witness, context), known };
    }
  }
}

/** Whether an example has a worse access level, or is one that AWS documents where the other is not. */
function isWorse(example: Example, other: Example): boolean {
  if (example.isReachable !== other.isReachable) return example.isReachable;
  return rankOf(example) < rankOf(other);
}

function rankOf({ level }: Example): number {
  return level === undefined ? Infinity : accessLevelRank(level);
}
