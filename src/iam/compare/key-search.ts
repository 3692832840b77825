import { isValueOf } from '../condition/value-type.js';
import type { Reading } from '../reading.js';
import type { KeyAtom, KeyTest } from './atom.js';
import { findString, type StringQuery } from './automaton.js';
import { spend, TESTS_PER_STEP, type Budget } from './budget.js';
import type { KeyDomain } from './key-domain.js';
import { EVERY_ARN, EVERY_REAL_ARN, isRealArn, NOT_EMPTY } from './language.js';
import { complement, intersection, type LineSet } from './line-set.js';
import { isLineFamily, type Line, type LineFamily } from './line.js';
import type { Language } from './pattern.js';

/** A condition on the key that has to hold (`positive`) or must not hold. */
export type KeyLiteral = { atom: KeyAtom; positive: boolean };

export type KeySearch = {
  domain: KeyDomain;
  emptyValue: Reading['emptyValue'];
  line: (family: LineFamily) => Line;
  budget: Budget;
};

/** The result of a search: values, a proof that there are none, or neither. */
export type KeyAnswer = readonly string[] | 'impossible' | 'undecided';

/** A test that one value has to pass (`wanted`) or must not pass. */
type Demand = { test: KeyTest; wanted: boolean };

/** Values that every search tries first, by the type of the key. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  Arn: ['arn:aws:iam::111122223333:role/example'],
  Binary: ['eA=='],
  Bool: ['true', 'false'],
};

/** Values that are no number, no date and no address. */
const ANY_STRINGS = ['x', 'y'];

/** A value of a key about which nothing is known. */
export function exampleValue({ type }: KeyDomain, line: KeySearch['line']): string {
  if (type !== undefined && isLineFamily(type)) return line(type).spell(line(type).ends)[0] as string;
  return (EXAMPLES[type ?? ''] ?? ANY_STRINGS)[0] as string;
}

/**
 * Searches for values of a key that satisfy all literals. At least one value, because the absent key is tried before:
 * first a single value, then several.
 */
export function findValues(literals: readonly KeyLiteral[], search: KeySearch): KeyAnswer {
  if (literals.some(({ atom, positive }) => atom.quantity === 'absent' && positive)) return 'impossible';
  const comparing = literals.flatMap(({ atom: { quantity, test }, positive }) =>
    test === undefined ? [] : [{ quantity, test, wanted: positive }],
  );
  const demandsSeveral = literals.some(({ atom, positive }) => atom.quantity === 'several' && positive);
  const single = demandsSeveral ? 'impossible' : findValue(comparing, search);
  if (typeof single !== 'string') return [single.text];
  if (!search.domain.isMultivalued) return single;
  const several = findSeveral(literals, comparing, search);
  return several === 'impossible' ? single : several;
}

/**
 * At least two values. Conditions without a set operator do not hold for several values; the others require that all
 * values match, or that at least one does. One value for each condition of the second kind is enough.
 */
function findSeveral(
  literals: readonly KeyLiteral[],
  comparing: readonly (Demand & Pick<KeyAtom, 'quantity'>)[],
  search: KeySearch,
): KeyAnswer {
  const allowsSeveral = literals.every(({ atom: { quantity }, positive }) =>
    quantity === 'several' ? positive : !positive || !requiresOneValue(quantity),
  );
  if (!allowsSeveral) return 'impossible';
  const withSetOperator = comparing.filter(({ quantity }) => !requiresOneValue(quantity));
  const isAboutAll = ({ quantity, wanted }: (typeof comparing)[number]): boolean =>
    (quantity === 'all' || quantity === 'allPresent') === wanted;
  const ofAll = withSetOperator.filter(isAboutAll);
  const ofOne = withSetOperator.filter((demand) => !isAboutAll(demand));

  const values = new Set<string>();
  for (const demands of ofOne.length === 0 ? [ofAll] : ofOne.map((demand) => [demand, ...ofAll])) {
    const value = findValue(demands, search);
    if (typeof value === 'string') return value;
    values.add(value.text);
  }
  const [only, ...others] = values;
  if (only === undefined || others.length > 0) return [...values];
  const other = findValue(ofAll, search, values);
  // A list can have a value twice: `aws:CalledVia` names a service for each of its calls.
  return [only, typeof other === 'string' ? only : other.text];
}

function requiresOneValue(quantity: KeyAtom['quantity']): boolean {
  return quantity === 'one' || quantity === 'oneOrNone' || quantity === 'absent';
}

function hasType(type: NonNullable<KeyDomain['type']>, text: string): boolean {
  return type === 'Arn' ? isRealArn(text) : isValueOf(type, text);
}

type ValueAnswer = { text: string } | 'impossible' | 'undecided';

/** One value that passes all tests. */
function findValue(
  demands: readonly Demand[],
  search: KeySearch,
  excluded: ReadonlySet<string> = new Set(),
): ValueAnswer {
  const { domain, emptyValue, budget } = search;
  const firstOf = (texts: Iterable<string>): { text: string } | 'impossible' => {
    const cost = demands.reduce((sum, { test }) => sum + test.cost(), 1) / TESTS_PER_STEP;
    for (const text of texts) {
      spend(budget, cost);
      const isPossible =
        !excluded.has(text) &&
        (emptyValue === 'present' || text !== '') &&
        (domain.type === undefined || hasType(domain.type, text));
      if (isPossible && demands.every(({ test, wanted }) => test.matches(text) === wanted)) return { text };
    }
    return 'impossible';
  };

  const words = domain.type === 'Bool' ? EXAMPLES['Bool'] : finiteWords(demands);
  if (words !== undefined) return firstOf(words);
  const sets = lineSets(demands, search);
  if (sets.length === 0) {
    const found = firstOf(EXAMPLES[domain.type ?? ''] ?? ANY_STRINGS);
    if (found !== 'impossible') return found;
  }
  const points = sets.flatMap(({ line, set }) =>
    set.intervals.flatMap((interval) => spellAll(line, interval, excluded)),
  );
  const isEmpty = sets.some(({ set, line }) => isWithoutValues(set, line));
  const texts = demands.filter(({ test }) => test.language !== undefined);
  if (texts.length === 0 && sets.length > 0) {
    const onLine = firstOf([...points, ...(EXAMPLES[domain.type ?? ''] ?? ANY_STRINGS)]);
    const hasOtherType = domain.type !== undefined && !isLineFamily(domain.type);
    if (onLine !== 'impossible' || isEmpty || (sets.length === 1 && !hasOtherType)) return onLine;
    if (!hasOtherType) return 'undecided';
  }
  if (domain.type === 'Binary') return firstOf(base64Values(demands, excluded));
  const text = findText(texts, search, excluded);
  if (text === undefined || isEmpty) return 'impossible';
  if (sets.length === 0) return { text };

  // The key is compared both as a string and as a number, an instant or an address. AWS gives each key one type, so one
  // of the conditions is a mistake, and only what is certain is returned.
  const onLine = firstOf([text, ...points, ...ANY_STRINGS]);
  return onLine === 'impossible' ? 'undecided' : onLine;
}

/** The strings of a test that has to match and has no wildcards. */
function finiteWords(demands: readonly Demand[]): readonly string[] | undefined {
  for (const { test, wanted } of demands) {
    const words = wanted ? test.words() : undefined;
    if (words !== undefined) return words;
  }
  return undefined;
}

/** For each family of the tests and for the type of the key: the values that it allows. */
function lineSets(demands: readonly Demand[], { domain, line }: KeySearch): { line: Line; set: LineSet }[] {
  const { type } = domain;
  const families = new Set<LineFamily>(type !== undefined && isLineFamily(type) ? [type] : []);
  for (const { test } of demands) if (isLineFamily(test.family)) families.add(test.family);
  return [...families].map((family) => {
    const { ends } = line(family);
    let set: LineSet = { intervals: [ends], hasMistyped: type !== family };
    for (const { test, wanted } of demands) {
      if (test.family !== family || test.set === undefined) continue;
      set = intersection(set, wanted ? test.set() : complement(test.set(), ends));
    }
    return { line: line(family), set };
  });
}

/** Values in an interval; others too if some are excluded. */
function spellAll(line: Line, interval: readonly [bigint, bigint], excluded: ReadonlySet<string>): string[] {
  if (excluded.size === 0) return line.spell(interval);
  const [first, last] = interval;
  const ends = [
    [first, first],
    [last, last],
  ] as const;
  return [interval, ...ends].flatMap((each) => line.spell(each));
}

function isWithoutValues({ intervals, hasMistyped }: LineSet, line: Line): boolean {
  return !hasMistyped && intervals.every((interval) => line.spell(interval).length === 0);
}

/** More values than the tests can exclude. */
function* base64Values(demands: readonly Demand[], excluded: ReadonlySet<string>): Generator<string, void, void> {
  const count = demands.reduce((sum, { test }) => sum + test.values.length, excluded.size + 1);
  for (let number = 0; number < count; number += 1) yield btoa(`x${number}`);
}

/** A string that passes tests on strings. */
function findText(
  demands: readonly Demand[],
  { domain, emptyValue, budget }: KeySearch,
  excluded: ReadonlySet<string>,
): string | undefined {
  const start: StringQuery = {
    all: [...(emptyValue === 'present' ? [] : [NOT_EMPTY]), ...(domain.type === 'Arn' ? [EVERY_REAL_ARN] : [])],
    none: excluded.size === 0 ? [] : [[...excluded].map((text) => Array.from(text))],
  };
  // A test that excludes what it matches is for ARNs only, so it makes a difference whether the value is one.
  const isAboutArns = domain.type === 'Arn' || demands.some(({ test }) => test.excludes);
  const kinds = isAboutArns ? (domain.type === 'Arn' ? [true] : [true, false]) : [undefined];
  for (const isArn of kinds) {
    const query = queryFor(demands, isArn, start);
    const text = query && findString(query, budget);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The strings that pass the tests; `isArn` says whether they have to be ARNs or must not be. */
function queryFor(demands: readonly Demand[], isArn: boolean | undefined, start: StringQuery): StringQuery | undefined {
  const all: Language[] = [...start.all, ...(isArn === true ? [EVERY_ARN] : [])];
  const none: Language[] = [...start.none, ...(isArn === false ? [EVERY_ARN] : [])];
  for (const { test, wanted } of demands) {
    const language = (test.language as () => Language)();
    if (!test.excludes) (wanted ? all : none).push(language);
    else if (isArn === true) (wanted ? none : all).push(language);
    else if (wanted) return undefined;
  }
  return { all, none };
}
