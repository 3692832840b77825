import { isSingleValued } from '../../aws/condition-keys.js';
import { list, mapOf, optional, readData, reader, record, text } from '../../core/data.js';
import { guarded } from '../../core/guard.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { matchesAction } from '../match/action.js';
import { matchesResource } from '../match/arn-pattern.js';
import type { Reading } from '../reading.js';
import { normalizeRequest, type AccessRequest, type NormalizedRequest } from '../request.js';

/**
 * Condition keys, in any letter case, with the value that every request has, or `null` for a key that no request has. A
 * list is the complete set of values in every request, so a key that AWS documents as single-valued can have only one.
 */
export type KnownKeys = Readonly<Record<string, string | readonly string[] | null>>;

/** What is known about all requests, so that only requests that agree with it are considered. */
export type Facts = {
  /** What is known about the condition keys of every request. */
  readonly keys?: KnownKeys;
  /**
   * What is different for some requests: `keys` in place of those above, and `unknown` names keys about which nothing
   * is known. The first exception that matches a request counts. `actions` and `resources` are patterns; without
   * `resources`, an exception is about all of them.
   */
  readonly exceptions?: readonly {
    readonly actions: readonly string[];
    readonly resources?: readonly string[];
    readonly keys: KnownKeys;
    readonly unknown?: readonly string[];
  }[];
};

/** Facts that have been read. */
export type ReadFacts = { keys: KnownValues; exceptions: readonly FactException[] };

/** The values of condition keys, by the keys in lowercase; none if requests lack the key. */
export type KnownValues = ReadonlyMap<string, { spelling: string; values: readonly string[] }>;

type FactException = { actions: readonly string[]; resources: readonly string[]; keys: KnownValues };

export const NO_FACTS: ReadFacts = /* @__PURE__ */ Object.freeze({ keys: new Map(), exceptions: [] });

const HINT = 'give each key a string, a list of strings, or `null` for a key that requests lack';

const SINGLE_VALUE_HINT =
  'a list is the complete set of values of every request: give one value, or omit the key if requests differ';

const value = /* @__PURE__ */ reader('a string that is not empty, a list of them, or `null`', (given) => {
  if (given === null) return [];
  const values: readonly unknown[] = Array.isArray(given) ? given : [given];
  // A sparse list can have more elements than fit in memory.
  const hasGaps = Object.keys(values).length < values.length;
  const isRight = values.length > 0 && !hasGaps && values.every((each) => typeof each === 'string' && each !== '');
  return isRight ? [...new Set(values as string[])] : undefined;
});

const readers = /* @__PURE__ */ (() => {
  const keys = mapOf(value);
  return record<{ keys?: Record<string, string[]>; exceptions?: RawException[] }>({
    keys: optional(keys),
    exceptions: optional(
      list(
        record<RawException>({
          actions: list(text),
          resources: optional(list(text)),
          keys,
          unknown: optional(list(text)),
        }),
      ),
    ),
  });
})();

type RawException = {
  actions: string[];
  resources?: string[] | undefined;
  keys: Record<string, string[]>;
  unknown?: string[] | undefined;
};

/**
 * Reads facts.
 *
 * @throws {InvalidInputError} With every problem.
 */
export function readFacts(facts: Facts | undefined): ReadFacts {
  if (facts === undefined) return NO_FACTS;
  const read = readData(readers, facts, ['facts'], HINT);
  const problems = guarded('the facts', ['facts'], () => allUnknownMembers(facts));
  const keys = foldKeys(read.keys ?? {}, ['facts', 'keys'], problems);
  const exceptions = (read.exceptions ?? []).map(({ actions, resources = ['*'], keys: own, unknown = [] }, index) => {
    const place = ['facts', 'exceptions', index];
    const known = foldKeys(own, [...place, 'keys'], problems);
    const omitted = unknown.map((key) => key.toLowerCase());
    for (const [at, key] of unknown.entries()) {
      if (!known.has(omitted[at] as string)) continue;
      const message = `the condition key ${quote(key)} is in \`keys\` and in \`unknown\``;
      problems.push({ code: 'conflicting_elements', path: [...place, 'unknown', at], message });
    }
    const others = [...keys].filter(([key]) => !omitted.includes(key));
    return { actions, resources, keys: new Map([...others, ...known]) };
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { keys, exceptions };
}

function allUnknownMembers(facts: Facts): LocatedProblem[] {
  return [
    ...unknownMembers(facts, ['keys', 'exceptions'], ['facts']),
    ...(facts.exceptions ?? []).flatMap((each, index) =>
      unknownMembers(each, ['actions', 'resources', 'keys', 'unknown'], ['facts', 'exceptions', index]),
    ),
  ];
}

function unknownMembers(given: object, members: readonly string[], path: (string | number)[]): LocatedProblem[] {
  return Object.keys(given)
    .filter((member) => !members.includes(member))
    .map((member) => ({ ...notOneOf('member of facts', member, members), path: [...path, member] }));
}

function foldKeys(
  keys: Record<string, string[]>,
  path: (string | number)[],
  problems: LocatedProblem[],
): Map<string, { spelling: string; values: string[] }> {
  const folded = new Map<string, { spelling: string; values: string[] }>();
  for (const [spelling, values] of Object.entries(keys)) {
    const key = spelling.toLowerCase();
    if (folded.has(key)) {
      const message = `the condition key ${quote(spelling)} appears twice, in different letter case`;
      problems.push({ code: 'duplicate_key', path: [...path, spelling], message });
    }
    if (values.length > 1 && isSingleValued(key)) {
      const message = `${quote(spelling)} is single-valued and must have 1 value, not ${values.length}`;
      problems.push({ code: 'invalid_value', path: [...path, spelling], message, hint: SINGLE_VALUE_HINT });
    }
    folded.set(key, { spelling, values });
  }
  return folded;
}

/** Whether the facts of an exception are those of a request. */
function isAbout(
  { actions, resources }: FactException,
  { action, resource, lookUp }: NormalizedRequest,
  colons: Reading['colons'],
): boolean {
  const isMatch = (pattern: string): boolean => matchesResource(pattern, resource, false, lookUp, colons);
  return matchesAction(actions, action) && resources.some(isMatch);
}

/**
 * A request with the condition keys that are known.
 *
 * @throws {InvalidInputError} With every problem of the request. Also if it contradicts the facts.
 */
export function withFacts(request: AccessRequest, facts: ReadFacts, { colons }: Reading): AccessRequest {
  if (facts === NO_FACTS) return request;
  const normalized = normalizeRequest(request, 'present');
  const known = facts.exceptions.find((exception) => isAbout(exception, normalized, colons))?.keys ?? facts.keys;
  const given = Object.entries(request.context ?? {});
  const problems = given.flatMap(([key, values]): LocatedProblem[] => {
    const fact = known.get(key.toLowerCase());
    if (fact === undefined || isSame([values].flat(), fact.values)) return [];
    const message = `${quote(key)} contradicts the facts`;
    return [{ code: 'invalid_value', path: ['context', key], message, hint: describeFact(fact.values) }];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  const present = new Set(given.map(([key]) => key.toLowerCase()));
  const added = [...known].filter(([key]) => !present.has(key)).map(([, { spelling, values }]) => [spelling, values]);
  return { ...request, context: Object.fromEntries([...given, ...added]) };
}

/** Whether two lists have the same values, in any order. `undefined` is no list: nothing is known. */
export function isSame(values: readonly string[] | undefined, others: readonly string[] | undefined): boolean {
  return JSON.stringify(values?.toSorted()) === JSON.stringify(others?.toSorted());
}

function describeFact(values: readonly string[]): string {
  return values.length === 0 ? 'the facts say that requests lack it' : `the facts say ${values.map(quote).join(', ')}`;
}
