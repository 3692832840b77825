import { arnFields } from '../../aws/arn.js';
import { operatorNamed } from '../condition/operator.js';
import { policyList } from '../document.js';
import { type PolicyInput } from '../document.js';
import { type AnyPolicy } from '../document.js';
import { type AnyStatement } from '../document.js';
import { type AllElements } from '../document.js';
import { DEFAULT_READING, OTHER_READINGS, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { differences, type StatementDifference, type UndecidedReason } from './difference.js';

/**
 * How what `a` allows lies to what `b` allows: the same, a part of it, more than it, neither; or not known.
 */
export type Relation = 'equivalent' | 'narrower' | 'broader' | 'incomparable' | 'unknown';

/** What could not be decided, and where. */
export type Undecided = {
  /**
   * - `variables`: policy variables tie the statement to the values of keys, and no values were found that settle it.
   * - `mixedTypes`: a key is compared both as a text and as a number, a date or an address.
   * - `tooComplex`: the patterns or conditions need more steps than a comparison takes.
   */
  reason: UndecidedReason;
  /** The Allow statement that grants more or does not: whose policy, which of them, which of its statements. */
  of: 'a' | 'b';
  policy: number;
  statement: number;
  sid?: string;
};

/** What a comparison found, under one reading of AWS's documents. */
export type RelationFound = {
  relation: Relation;
  /** A request that `a` allows and `b` does not. */
  onlyInA?: AccessRequest;
  /** A request that `b` allows and `a` does not. */
  onlyInB?: AccessRequest;
  /** What is not known; there is something just if the relation is `unknown`. */
  unknown?: Undecided[];
};

export type AccessComparison = RelationFound & {
  /** Other readings of AWS's documents under which the relation is another one. */
  readings?: (RelationFound & { reading: Partial<Reading> })[];
};

/**
 * Compares what two policies allow, or two sets of policies that are attached together, by meaning.
 *
 * Exact: `equivalent` and `narrower` mean that no request exists that would show otherwise, and every other relation
 * comes with requests that do, each confirmed by {@link evaluateAccess}. Requests are all combinations of an action
 * `service:Name`, a resource that is a complete ARN or `*`, and any context; see `docs/comparison.md` for the method and
 * its limits.
 *
 * @param a Identity-based policies, or trust policies; text as AWS returns it needs parsing first.
 * @param b The same.
 * @throws {InvalidInputError} If a policy has a condition operator that IAM has not.
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
  // What is too much of it under one reading is so under the others; the time is better not spent again.
  if (found.unknown?.some(({ reason }) => reason === 'tooComplex')) return found;
  const readings = OTHER_READINGS.filter((reading) => isAffectedBy(reading, [...left, ...right]))
    .map((reading) => ({ reading, ...compareUnder(left, right, { ...DEFAULT_READING, ...reading }) }))
    .filter(({ relation }) => relation !== found.relation);
  return readings.length === 0 ? found : { ...found, readings };
}

function compareUnder(a: readonly AnyPolicy[], b: readonly AnyPolicy[], reading: Reading): RelationFound {
  const inA = firstDifference(a, b, reading);
  const inB = firstDifference(b, a, reading);
  const unknown = [...undecidedOf('a', inA), ...undecidedOf('b', inB)];
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

type Direction = { witness?: AccessRequest; undecided: StatementDifference[] };

/** One witness is enough: what else is undecided does not matter then. */
function firstDifference(inner: readonly AnyPolicy[], outer: readonly AnyPolicy[], reading: Reading): Direction {
  const undecided: StatementDifference[] = [];
  for (const difference of differences(inner, outer, reading)) {
    if (difference.witness !== undefined) return { witness: difference.witness, undecided: [] };
    if (difference.undecided !== undefined) undecided.push(difference);
  }
  return { undecided };
}

function undecidedOf(of: 'a' | 'b', { undecided }: Direction): Undecided[] {
  return undecided.map((difference) => toUndecided(of, difference));
}

function toUndecided(
  of: 'a' | 'b',
  { statement: { policy, statement, sid }, undecided }: StatementDifference,
): Undecided {
  return { reason: undecided as UndecidedReason, of, policy, statement, ...(sid !== undefined && { sid }) };
}

/** Whether another reading could make a difference to policies at all. */
function isAffectedBy({ colons, emptyValue }: Partial<Reading>, policies: readonly AnyPolicy[]): boolean {
  const statements = policies.flatMap<AnyStatement>(({ Statement }) => Statement);
  if (colons !== undefined) {
    return statements.some((statement) => {
      const { Resource = [], NotResource = [] } = statement as AllElements;
      return [Resource, NotResource].flat().some(mayCrossColons);
    });
  }
  return statements.some(({ Condition = {} }) =>
    Object.keys(Condition).some((name) => emptyValue !== undefined || operatorNamed(name).negated),
  );
}

/** Fields that are missing do not count: they are `*` to the end, wherever it stops. */
function mayCrossColons(pattern: string): boolean {
  const fields = arnFields(pattern);
  return fields[0] === 'arn' && fields.slice(1, 5).some((field) => field.endsWith('*'));
}

/** A statement of a proposal that grants what was not granted before. */
export type NewAccess = {
  policy: number;
  statement: number;
  sid?: string;
  /** A request that the statement allows and the existing policies do not. */
  witness?: AccessRequest;
  /** Why it is not known whether there is one. */
  unknown?: UndecidedReason;
};

/**
 * What a proposal newly grants: each Allow statement under which a request is allowed that the existing policies do not
 * allow, with such a request. Empty, if nothing is.
 *
 * @param existing The policies that are attached.
 * @param proposed The policies that shall take their place.
 * @throws {InvalidInputError} If a policy has a condition operator that IAM has not.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action, Resource: '*' }] });
 * newAccess(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject']));
 * // [{ policy: 0, statement: 0, sid: 'Read', witness: { action: 's3:PutObject', resource: '*' } }]
 */
export function newAccess(existing: PolicyInput, proposed: PolicyInput): NewAccess[] {
  const found = [...differences(policyList(proposed), policyList(existing), DEFAULT_READING)].flatMap(
    (difference): NewAccess[] => {
      const {
        statement: { policy, statement, sid },
        witness,
        undecided,
      } = difference;
      if (witness === undefined && undecided === undefined) return [];
      return [
        {
          policy,
          statement,
          ...(sid !== undefined && { sid }),
          ...(witness ? { witness } : { unknown: undecided as UndecidedReason }),
        },
      ];
    },
  );
  return found.toSorted((a, b) => a.policy - b.policy || a.statement - b.statement);
}
