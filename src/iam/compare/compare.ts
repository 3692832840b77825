import { operatorNamed } from '../condition/operator.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../document.js';
import { readPolicies, type PolicyInput } from '../read.js';
import { DEFAULT_READING, OTHER_READINGS, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { mayCrossColons } from './compile.js';
import { grantedOnlyBy, type UndecidedReason } from './difference.js';
import { createWorkspace, type Workspace } from './workspace.js';

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
  /** Index of the policy on this side, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
};

/** The result of a comparison under one reading of AWS's documentation. */
export type RelationFound = {
  relation: Relation;
  /** A request that `a` allows and `b` does not; omitted if there is none. */
  onlyInA?: AccessRequest;
  /** A request that `b` allows and `a` does not; omitted if there is none. */
  onlyInB?: AccessRequest;
  /** The statements that could not be compared; present only if the relation is `unknown`. */
  unknown?: Undecided[];
};

/** The result of a comparison under the default reading, and under the readings that change the relation. */
export type AccessComparison = RelationFound & {
  /** The results under other readings of AWS's documentation, where the relation is different. */
  readings?: (RelationFound & { reading: Partial<Reading> })[];
};

/**
 * Compares the access that two policies grant, or two sets of policies that are attached together.
 *
 * The result is exact. `equivalent` and `narrower` mean that no request exists that `a` allows and `b` does not; every
 * difference comes with an example request, confirmed by {@link evaluateAccess}. Requests are all combinations of an
 * action `service:Name`, a resource that is a complete ARN or `*`, and any condition keys. `docs/comparison.md`
 * describes the method and its limits.
 *
 * @param a Policies of one kind, identity-based, trust or resource-based: as documents, as JSON text, or as AWS returns
 *   them.
 * @param b Policies of the same kind, to compare with.
 * @returns The relation of `a` to `b`, and an example request for each difference.
 * @throws {InvalidInputError} With every problem of the policies.
 *
 * @example
 * const read = (Action: string): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * compareAccess(read('s3:GetObject'), read('s3:Get*'));
 * // { relation: 'narrower', onlyInB: { action: 's3:Get', resource: '*' } }
 */
export function compareAccess(a: PolicyInput, b: PolicyInput): AccessComparison {
  const [left, right] = [readPolicies(a, 'a'), readPolicies(b, 'b')];
  const workspace = createWorkspace([...left, ...right]);
  const inA = firstDifference('a', left, right, DEFAULT_READING, workspace);
  const inB = firstDifference('b', right, left, DEFAULT_READING, workspace);
  const found = relationFound(inA, inB);
  // Policies that are too complex under one reading are too complex under the others.
  if (found.unknown?.some(({ reason }) => reason === 'tooComplex')) return found;
  const readings = readingsThatMatter([...left, ...right], workspace)
    .map((reading) => {
      const complete = { ...DEFAULT_READING, ...reading };
      const differenceOf = (known: Direction, of: Undecided['of']): Direction => {
        if (staysUnder(reading, known)) return known;
        return of === 'a'
          ? firstDifference(of, left, right, complete, workspace)
          : firstDifference(of, right, left, complete, workspace);
      };
      return { reading, ...relationFound(differenceOf(inA, 'a'), differenceOf(inB, 'b')) };
    })
    .filter(({ relation }) => relation !== found.relation);
  return readings.length === 0 ? found : { ...found, readings };
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
  return {
    relation: unknown.length > 0 ? 'unknown' : relationOf(inA.witness !== undefined, inB.witness !== undefined),
    ...(inA.witness && { onlyInA: inA.witness }),
    ...(inB.witness && { onlyInB: inB.witness }),
    ...(unknown.length > 0 && { unknown }),
  };
}

function relationOf(hasMore: boolean, hasLess: boolean): Relation {
  if (hasMore) return hasLess ? 'incomparable' : 'broader';
  return hasLess ? 'narrower' : 'equivalent';
}

/** What one side grants and the other does not: a request, or the statements that could not be compared. */
type Direction = { witness?: AccessRequest; undecided: Undecided[] };

/** Stops at the first witness: then undecided statements make no difference. */
function firstDifference(
  of: Undecided['of'],
  inner: readonly AnyPolicy[],
  outer: readonly AnyPolicy[],
  reading: Reading,
  workspace: Workspace,
): Direction {
  const open: Undecided[] = [];
  for (const { statement: place, witness, undecided } of grantedOnlyBy(inner, outer, reading, workspace)) {
    if (witness !== undefined) return { witness, undecided: [] };
    if (undecided !== undefined) open.push({ reason: undecided, of, ...place });
  }
  return { undecided: open };
}

/** The readings that can change the meaning of policies. */
function readingsThatMatter(policies: readonly AnyPolicy[], workspace: Workspace): readonly Partial<Reading>[] {
  const statements = policies.flatMap<AnyStatement>(({ Statement }) => Statement);
  const operators = statements.flatMap(({ Condition = {} }) => Object.keys(Condition).map(operatorNamed));
  const affected: Record<keyof Reading, () => boolean> = {
    colons: () =>
      statements.some((statement) => {
        const { Resource = [], NotResource = [] } = elementsOf(statement);
        return [Resource, NotResource].flat().some(mayCrossColons);
      }),
    emptyValue: () => operators.length > 0,
    mistypedValue: () => operators.some(({ negated, family }) => negated && family !== 'String'),
    notPrincipal: () => statements.some((statement) => elementsOf(statement).NotPrincipal !== undefined),
    keyValues: () => workspace.isAffectedByKeyValues(),
  };
  return OTHER_READINGS.filter((reading) =>
    Object.keys(reading).some((setting) => affected[setting as keyof Reading]()),
  );
}

/** An Allow statement of proposed policies that grants new access, or that could not be compared. */
export type NewAccess = {
  /** Index of the proposed policy, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
  /** A request that the statement allows and the existing policies do not. */
  witness?: AccessRequest;
  /** Why the statement could not be compared; set if there is no `witness`. */
  unknown?: UndecidedReason;
  /** The reading of AWS's documentation under which the access is new; omitted for the default reading. */
  reading?: Partial<Reading>;
};

/**
 * Finds the access that proposed policies grant and existing policies do not.
 *
 * @param existing The policies that are attached now, as documents, as JSON text, or as AWS returns them.
 * @param proposed The policies that would replace them.
 * @returns Each Allow statement of the proposed policies that grants new access, with an example request, and each one
 *   that grants new access under another reading of AWS's documentation only. Empty if there is no new access.
 * @throws {InvalidInputError} With every problem of the policies.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action, Resource: '*' }] });
 * newAccess(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject']));
 * // [{ policy: 0, statement: 0, sid: 'Read', witness: { action: 's3:PutObject', resource: '*' } }]
 */
export function newAccess(existing: PolicyInput, proposed: PolicyInput): NewAccess[] {
  const [before, after] = [readPolicies(existing, 'existing'), readPolicies(proposed, 'proposed')];
  const all = [...before, ...after];
  const workspace = createWorkspace(all);
  const found = new Map<string, NewAccess>();
  // A request without empty values is new under both readings of empty values, or under none.
  const readings = readingsThatMatter(all, workspace).filter(({ emptyValue }) => emptyValue === undefined);
  for (const reading of [undefined, ...readings]) {
    const differences = grantedOnlyBy(after, before, { ...DEFAULT_READING, ...reading }, workspace);
    for (const { statement: place, witness, undecided } of differences) {
      const name = `${place.policy}.${place.statement}`;
      if ((witness === undefined && undecided === undefined) || found.has(name)) continue;
      const result = witness === undefined ? { unknown: undecided as UndecidedReason } : { witness };
      found.set(name, { ...place, ...result, ...(reading && { reading }) });
    }
  }
  return [...found.values()].toSorted((a, b) => a.policy - b.policy || a.statement - b.statement);
}
