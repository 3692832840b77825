import type { AccessLevel } from '../../aws/actions/access-level.js';
import { readEach } from '../../core/read-each.js';
import { placeIn, readSides, type ComparedSet, type ComparedSets } from '../layers/compared-layers.js';
import type { AccessLayers, LayerName } from '../layers/layers.js';
import type { PolicyInput } from '../read.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { createBudget, type Budget } from './budget.js';
import { casesOf, readingsOfCases, withoutKnown, type Case } from './cases.js';
import { grantedOnlyBy, type UndecidedReason } from './difference.js';
import type { ExampleChooser } from './example.js';
import { readCompareOptions, type CompareOptions, type ReadOptions } from './options.js';
import type { ExampleContext } from './statement-search.js';

/** An Allow statement of proposed policies that grants new access, or that could not be compared. */
export type NewAccess = {
  /** Index of the proposed policy, or of the policy in its layer, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
  /** The layer of the policy, if the proposed policies are in layers. */
  layer?: LayerName;
  /** Of an SCP or an RCP, the level that it is attached to, from 0. */
  level?: number;
  /** A request that the statement allows and the existing policies do not. */
  witness?: AccessRequest;
  /** The access level of the request's action, if a catalog has it. */
  accessLevel?: AccessLevel;
  /** Set if AWS documents no request that the statement newly allows: no action of the catalog makes one. */
  unreachable?: true;
  /** Why the statement could not be compared; set if there is no `witness`. */
  unknown?: UndecidedReason;
  /** The reading of AWS's documentation under which the access is new; omitted for the default reading. */
  reading?: Partial<Reading>;
};

/**
 * Finds the access that proposed policies grant and existing policies do not.
 *
 * @param existing The policies that are attached now, as documents, as JSON text, or as AWS returns them.
 *   Or {@link AccessLayers}: what both omit is taken to allow every request.
 * @param proposed The policies that would replace them.
 * @param options `facts`: what is known about the condition keys of all requests. Other requests are not considered.
 *   `catalog`: for examples that AWS documents.
 * @returns Each Allow statement of the proposed policies that grants new access, with an example request, and each one
 *   that grants new access under another reading of AWS's documentation only. Empty if there is no new access.
 * @throws {InvalidInputError} With every problem of the policies and of the facts.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action, Resource: '*' }] });
 * newAccess(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject']));
 * // [{ policy: 0, statement: 0, sid: 'Read', witness: { action: 's3:PutObject', resource: '*' } }]
 */
export function newAccess(
  existing: PolicyInput | AccessLayers,
  proposed: PolicyInput | AccessLayers,
  options: CompareOptions = {},
): NewAccess[] {
  const [sets, read] = readEach(
    () => readSides(existing, proposed, ['existing', 'proposed']),
    () => readCompareOptions(options),
  );
  return newAccessWithin(createBudget(), sets, read);
}

type NewAccessOptions = Pick<ReadOptions, 'facts' | 'chooseExample'>;

/** The same for what has been read, with the steps that the comparison can take. */
export function newAccessWithin(
  budget: Budget,
  sets: ComparedSets,
  { facts, chooseExample }: NewAccessOptions,
): NewAccess[] {
  return grantedIn(casesOf(sets, facts, budget), sets.b, chooseExample);
}

/**
 * What limits deny of the access that policies grant, and what they leave of it.
 *
 * @param sets `a`: the policies with their limits. `b`: the policies alone.
 */
export function limitedAccessWithin(
  budget: Budget,
  sets: ComparedSets,
  { facts, chooseExample }: NewAccessOptions,
): { lost: () => NewAccess[]; left: () => NewAccess[] } {
  const cases = casesOf(sets, facts, budget);
  const overNothing = cases.map((each): Case => ({ ...each, a: { policies: [] }, b: each.a }));
  return {
    lost: () => grantedIn(cases, sets.b, chooseExample),
    left: () => grantedIn(overNothing, sets.a, chooseExample),
  };
}

/** @param set The second side of all cases, which grants what the first one does not. */
function grantedIn(cases: readonly Case[], set: ComparedSet, chooseExample: ExampleChooser): NewAccess[] {
  const found = new Map<string, Found>();
  // A request without empty values is new under both readings of empty values, or under none.
  const readings = readingsOfCases(cases).filter(({ emptyValue }) => emptyValue === undefined);
  for (const reading of [undefined, ...readings]) {
    for (const { a, b, workspace, known } of cases) {
      for (const difference of grantedOnlyBy(b, a, { ...DEFAULT_READING, ...reading }, workspace)) {
        const { statement: place, witness, undecided } = difference;
        if (witness === undefined && undecided === undefined) continue;
        const name = `${place.policy}.${place.statement}`;
        const before = found.get(name);
        // Of several parts of all requests, one with an example says more than one that is not decided.
        const isBetter = before?.witness === undefined && witness !== undefined && before?.reading === reading;
        if (before === undefined || isBetter) found.set(name, { ...difference, reading, known });
      }
    }
  }
  return [...found.values()]
    .toSorted(
      (one, other) =>
        one.statement.policy - other.statement.policy || one.statement.statement - other.statement.statement,
    )
    .map(({ statement: place, witness, undecided, context, known, reading }) => {
      const example = witness && context && chooseExample(witness, context);
      const request = example?.request ?? witness;
      return {
        ...place,
        ...placeIn(set, place),
        ...(request === undefined
          ? { unknown: undecided as UndecidedReason }
          : { witness: withoutKnown(request, known) }),
        ...(example?.level !== undefined && { accessLevel: example.level }),
        ...(example?.isReachable === false && { unreachable: true as const }),
        ...(reading && { reading }),
      };
    });
}

/**
 * Finds the access that existing policies grant and proposed policies no longer do: {@link newAccess} the other way
 * round.
 *
 * @param existing The policies that are attached now, or {@link AccessLayers}.
 * @param proposed The policies that would replace them.
 * @param options `facts`: what is known about the condition keys of all requests. `catalog`: for examples that AWS
 *   documents.
 * @returns Each Allow statement of the existing policies that grants access which the proposed ones do not, with an
 *   example request. Empty if no access is lost.
 * @throws {InvalidInputError} With every problem of the policies and of the options.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Sid: 'Read', Effect: 'Allow', Action, Resource: '*' }] });
 * lostAccess(allow(['s3:GetObject', 's3:PutObject']), allow(['s3:GetObject']));
 * // [{ policy: 0, statement: 0, sid: 'Read', witness: { action: 's3:PutObject', resource: '*' } }]
 */
export function lostAccess(
  existing: PolicyInput | AccessLayers,
  proposed: PolicyInput | AccessLayers,
  options: CompareOptions = {},
): NewAccess[] {
  const [sets, read] = readEach(
    () => readSides(proposed, existing, ['proposed', 'existing']),
    () => readCompareOptions(options),
  );
  return newAccessWithin(createBudget(), sets, read);
}

type Found = {
  statement: { policy: number; statement: number; sid?: string };
  witness?: AccessRequest;
  undecided?: UndecidedReason;
  context?: ExampleContext;
  reading: Partial<Reading> | undefined;
  known: ReadonlySet<string>;
};
