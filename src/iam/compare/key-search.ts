import type { OperatorFamily } from '../condition/operator.js';
import type { Reading } from '../reading.js';
import type { KeyAtom } from './atom.js';
import { findString, type Language, type StringQuery } from './automaton.js';
import { spend, type Budget } from './budget.js';
import { EVERY_ARN, isTextFamily, NOT_EMPTY, literalStrings } from './language.js';
import { representativeValues, type LineFamily } from './representative-values.js';

/** A condition on the key that has to hold, or has not to. */
export type KeyLiteral = { atom: KeyAtom; positive: boolean };

export type KeySearch = {
  /** Whether the key can have several values at once. */
  isMultivalued: boolean;
  emptyValue: Reading['emptyValue'];
  effort: Budget;
};

/** What a search for values found: values; that there are none; or nothing certain. */
export type KeyAnswer = readonly string[] | 'impossible' | 'undecided';

/**
 * Values of a key that satisfy all literals; at least one value, because an absent key is what a search begins with.
 *
 * A set operator says that all values match, or that one does. So a set of values satisfies the literals just if every
 * value satisfies all that is asked of all, and for each demand of one value some value satisfies that one, too: one
 * value for each such demand is enough.
 */
export function findValues(literals: readonly KeyLiteral[], search: KeySearch): KeyAnswer {
  const comparing = literals.filter(({ atom }) => atom.operator.family !== 'Null');
  const saysPresent = ({ atom, positive }: KeyLiteral): boolean => atom.test(['x']) === positive;
  if (!literals.filter(({ atom }) => atom.operator.family === 'Null').every(saysPresent)) return 'impossible';

  const needsOneValue = ({ atom: { operator }, positive }: KeyLiteral): boolean =>
    (operator.quantifier === 'any') === positive;
  const ofAll = search.isMultivalued ? comparing.filter((literal) => !needsOneValue(literal)) : comparing;
  const ofOne = search.isMultivalued ? comparing.filter(needsOneValue) : [];

  const values = new Set<string>();
  for (const demands of ofOne.length === 0 ? [ofAll] : ofOne.map((literal) => [literal, ...ofAll])) {
    const value = findValue(demands, search);
    if (typeof value === 'string') return value;
    values.add(value.text);
  }
  return [...values];
}

type ValueAnswer = { text: string } | 'impossible' | 'undecided';

/** How many comparisons of single values take the time of a step; addresses are read slowly. */
function comparisonsPerStep(family: OperatorFamily): number {
  return family === 'Ip' ? 1 : 5;
}

/** One value that satisfies all literals. */
function findValue(literals: readonly KeyLiteral[], { emptyValue, effort }: KeySearch): ValueAnswer {
  const satisfies = (text: string, some: readonly KeyLiteral[]): boolean =>
    (emptyValue === 'present' || text !== '') && some.every(({ atom, positive }) => atom.test([text]) === positive);
  const firstOf = (texts: readonly string[], some: readonly KeyLiteral[]): ValueAnswer => {
    const steps = some.reduce(
      (sum, { atom: { operator, values } }) => sum + values.length / comparisonsPerStep(operator.family),
      1,
    );
    for (const text of texts) {
      spend(effort, steps);
      if (satisfies(text, some)) return { text };
    }
    return 'impossible';
  };

  const ofTexts = literals.filter(({ atom }) => isTextFamily(atom.operator.family));
  const ofOthers = literals.filter(({ atom }) => !isTextFamily(atom.operator.family));
  const representatives = representativesFor(ofOthers);
  if (ofTexts.length === 0) return firstOf(ofOthers.length === 0 ? ['x'] : representatives, literals);

  for (const literal of ofTexts) {
    const words =
      isMatchWanted(literal) && literal.atom.acceptsMistyped
        ? literalStrings(literal.atom.language as Language)
        : undefined;
    if (words !== undefined) return firstOf(words, literals);
  }
  const word = findText(ofTexts, emptyValue, effort);
  if (word === undefined) return 'impossible';
  if (ofOthers.length === 0) return { text: word };

  // The key is compared as text and as a number, an instant or an address. AWS gives a key one type, so that one of the
  // two is a mistake; what is sure is said.
  const found = firstOf([word, ...representatives], literals);
  if (found !== 'impossible') return found;
  return firstOf(representatives, ofOthers) === 'impossible' ? 'impossible' : 'undecided';
}

function representativesFor(literals: readonly KeyLiteral[]): string[] {
  const byFamily = new Map<LineFamily, string[]>();
  for (const { atom } of literals) {
    const family = atom.operator.family as LineFamily;
    byFamily.set(family, [...(byFamily.get(family) ?? []), ...atom.values]);
  }
  return [...byFamily].flatMap(([family, values]) => representativeValues(family, values));
}

/** Whether some value of the policy has to match, once negations are resolved. */
function isMatchWanted({ atom, positive }: KeyLiteral): boolean {
  return positive !== atom.operator.negated;
}

/** A text in, and not in, the languages that the literals name. */
function findText(
  literals: readonly KeyLiteral[],
  emptyValue: Reading['emptyValue'],
  effort: Budget,
): string | undefined {
  let queries: StringQuery[] = [{ all: emptyValue === 'present' ? [] : [NOT_EMPTY], none: [] }];
  for (const literal of literals) {
    const parts = partsOf(literal);
    queries = queries.flatMap(({ all, none }) =>
      parts.map((part) => ({ all: [...all, ...part.all], none: [...none, ...part.none] })),
    );
  }
  for (const query of queries) {
    const word = findString(query, effort);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** What a literal asks of a text: one of several things, where a text of the wrong type fails a negated operator. */
function partsOf(literal: KeyLiteral): StringQuery[] {
  const { atom, positive } = literal;
  const language = atom.language as Language;
  if (isMatchWanted(literal)) {
    const match = { all: [language], none: [] };
    return atom.operator.negated && !atom.acceptsMistyped ? [match, { all: [], none: [EVERY_ARN] }] : [match];
  }
  const noMatch = { all: [], none: [language] };
  return positive && !atom.acceptsMistyped ? [{ ...noMatch, all: [EVERY_ARN] }] : [noMatch];
}
