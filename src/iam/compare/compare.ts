import { arnFields } from '../../aws/arn.js';
import { operatorNamed } from '../condition/operator.js';
import { elementsOf, policyList, type AnyPolicy, type AnyStatement, type PolicyInput } from '../document.js';
import { DEFAULT_READING, OTHER_READINGS, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { grantedOnlyBy, type UndecidedReason } from './difference.js';

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
 * @param a Policies of one kind: identity-based, trust or resource-based. Parse JSON text with {@link parsePolicy}
 * first.
 * @param b Policies of the same kind, to compare with.
 * @returns The relation of `a` to `b`, and an example request for each difference.
 * @throws {InvalidInputError} If a policy uses a condition operator that IAM does not define.
 *
 * @example
 * const read = (Action: string): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * compareAccess(read('s3:GetObject'), read('s3:Get*'));
 * // { relation: 'narrower', onlyInB: { action: 's3:Get', resource: '*' } }
 */
export function compareAccess(a: PolicyInput, b: PolicyInput): AccessComparison {
  const [left, right] = [policyList(a), policyList(b)];
  const found = compareUnder(left, right, DEFAULT_READING);
  // Policies that are too complex under one reading are too complex under the others.
  if (found.unknown?.some(({ reason }) => reason === 'tooComplex')) return found;
  const readings = OTHER_READINGS.filter((reading) => isAffectedBy(reading, [...left, ...right]))
    .map((reading) => ({ reading, ...compareUnder(left, right, { ...DEFAULT_READING, ...reading }) }))
    .filter(({ relation }) => relation !== found.relation);
  return readings.length === 0 ? found : { ...found, readings };
}

function compareUnder(a: readonly AnyPolicy[], b: readonly AnyPolicy[], reading: Reading): RelationFound {
  const inA = firstDifference('a', a, b, reading);
  const inB = firstDifference('b', b, a, reading);
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
): Direction {
  const open: Undecided[] = [];
  for (const { statement: granting, witness, undecided } of grantedOnlyBy(inner, outer, reading)) {
    if (witness !== undefined) return { witness, undecided: [] };
    const { policy, statement, sid } = granting;
    if (undecided !== undefined) {
      open.push({ reason: undecided, of, policy, statement, ...(sid !== undefined && { sid }) });
    }
  }
  return { undecided: open };
}

/** Whether a reading can change the meaning of policies. */
function isAffectedBy({ colons, emptyValue }: Partial<Reading>, policies: readonly AnyPolicy[]): boolean {
  const statements = policies.flatMap<AnyStatement>(({ Statement }) => Statement);
  if (colons !== undefined) {
    return statements.some((statement) => {
      const { Resource = [], NotResource = [] } = elementsOf(statement);
      return [Resource, NotResource].flat().some(mayCrossColons);
    });
  }
  return statements.some(({ Condition = {} }) =>
    Object.keys(Condition).some((name) => emptyValue !== undefined || operatorNamed(name).negated),
  );
}

/**
 * Whether a `*` ends one of the first five fields. Missing fields do not count: where their `*` stops makes no
 * difference.
 */
function mayCrossColons(pattern: string): boolean {
  const fields = arnFields(pattern);
  return fields[0] === 'arn' && fields.slice(1, 5).some((field) => field.endsWith('*'));
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
};

/**
 * Finds the access that proposed policies grant and existing policies do not, under the default reading of AWS's
 * documentation only. {@link compareAccess} also compares under the other readings.
 *
 * @param existing The policies that are attached now. Parse JSON text with {@link parsePolicy} first.
 * @param proposed The policies that would replace them.
 * @returns Each Allow statement of the proposed policies that grants new access, with an example request. Empty if
 *   there is no new access.
 * @throws {InvalidInputError} If a policy uses a condition operator that IAM does not define.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action, Resource: '*' }] });
 * newAccess(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject']));
 * // [{ policy: 0, statement: 0, sid: 'Read', witness: { action: 's3:PutObject', resource: '*' } }]
 */
export function newAccess(existing: PolicyInput, proposed: PolicyInput): NewAccess[] {
  const found: NewAccess[] = [];
  for (const { statement: granting, witness, undecided } of grantedOnlyBy(policyList(proposed), policyList(existing))) {
    const { policy, statement, sid } = granting;
    const place = { policy, statement, ...(sid !== undefined && { sid }) };
    if (witness !== undefined) found.push({ ...place, witness });
    else if (undecided !== undefined) found.push({ ...place, unknown: undecided });
  }
  return found.toSorted((a, b) => a.policy - b.policy || a.statement - b.statement);
}
