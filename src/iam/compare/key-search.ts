import type { Reading } from '../reading.js';
import type { KeyAtom } from './atom.js';
import { findString, type Language, type StringQuery } from './automaton.js';
import { comparisonsPerStep, spend, type Budget } from './budget.js';
import { EVERY_ARN, NOT_EMPTY, literalStrings } from './language.js';
import { representativeValues, type LineFamily } from './representative-values.js';

/** A condition on the key that has to hold (`positive`) or must not hold. */
export type KeyLiteral = { atom: KeyAtom; positive: boolean };

/** A condition that compares strings. */
type TextLiteral = { atom: KeyAtom & { language: Language }; positive: boolean };

function isTextLiteral(literal: KeyLiteral): literal is TextLiteral {
  return literal.atom.language !== undefined;
}

export type KeySearch = {
  /** Whether the key can have several values at once. */
  isMultivalued: boolean;
  emptyValue: Reading['emptyValue'];
  budget: Budget;
};

/** The result of a search: values, a proof that there are none, or neither. */
export type KeyAnswer = readonly string[] | 'impossible' | 'undecided';

/**
 * Searches for values of a key that satisfy all literals. At least one value, because the absent key is tried before.
 *
 * A set operator requires that all values match, or that at least one does. So a set of values satisfies the literals
 * if and only if every value satisfies the literals about all values, and each literal about one value is satisfied by
 * some value. One value for each literal of the second kind is enough.
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

/** One value that satisfies all literals. */
function findValue(literals: readonly KeyLiteral[], { emptyValue, budget }: KeySearch): ValueAnswer {
  const satisfies = (text: string, some: readonly KeyLiteral[]): boolean =>
    (emptyValue === 'present' || text !== '') && some.every(({ atom, positive }) => atom.test([text]) === positive);
  const firstOf = (texts: readonly string[], some: readonly KeyLiteral[]): ValueAnswer => {
    const steps = some.reduce(
      (sum, { atom: { operator, values } }) => sum + values.length / comparisonsPerStep(operator.family),
      1,
    );
    for (const text of texts) {
      spend(budget, steps);
      if (satisfies(text, some)) return { text };
    }
    return 'impossible';
  };

  const aboutStrings = literals.filter(isTextLiteral);
  const aboutOthers = literals.filter((literal) => !isTextLiteral(literal));
  const representatives = representativesFor(aboutOthers);
  if (aboutStrings.length === 0) return firstOf(aboutOthers.length === 0 ? ['x'] : representatives, literals);

  for (const { atom, positive } of aboutStrings) {
    if (!isMatchWanted({ atom, positive }) || !atom.acceptsMistyped) continue;
    const words = literalStrings(atom.language);
    if (words !== undefined) return firstOf(words, literals);
  }
  const word = findText(aboutStrings, emptyValue, budget);
  if (word === undefined) return 'impossible';
  if (aboutOthers.length === 0) return { text: word };

  // The key is compared both as a string and as a number, an instant or an address. AWS gives each key one type, so one
  // of the conditions is a mistake, and only what is certain is returned.
  const found = firstOf([word, ...representatives], literals);
  if (found !== 'impossible') return found;
  return firstOf(representatives, aboutOthers) === 'impossible' ? 'impossible' : 'undecided';
}

function representativesFor(literals: readonly KeyLiteral[]): string[] {
  const byFamily = new Map<LineFamily, string[]>();
  for (const { atom } of literals) {
    const family = atom.operator.family as LineFamily;
    byFamily.set(family, [...(byFamily.get(family) ?? []), ...atom.values]);
  }
  return [...byFamily].flatMap(([family, values]) => representativeValues(family, values));
}

/** Whether a value of the policy has to match, after both negations. */
function isMatchWanted({ atom, positive }: KeyLiteral): boolean {
  return positive !== atom.operator.negated;
}

/** A string that satisfies all literals. */
function findText(
  literals: readonly TextLiteral[],
  emptyValue: Reading['emptyValue'],
  budget: Budget,
): string | undefined {
  let queries: StringQuery[] = [{ all: emptyValue === 'present' ? [] : [NOT_EMPTY], none: [] }];
  for (const literal of literals) {
    const parts = partsOf(literal);
    queries = queries.flatMap(({ all, none }) =>
      parts.map((part) => ({ all: [...all, ...part.all], none: [...none, ...part.none] })),
    );
  }
  for (const query of queries) {
    const word = findString(query, budget);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** The alternatives of a literal: two if values of the wrong type fail a negated operator, otherwise one. */
function partsOf(literal: TextLiteral): StringQuery[] {
  const { atom, positive } = literal;
  const { language } = atom;
  if (isMatchWanted(literal)) {
    const match = { all: [language], none: [] };
    return atom.operator.negated && !atom.acceptsMistyped ? [match, { all: [], none: [EVERY_ARN] }] : [match];
  }
  const noMatch = { all: [], none: [language] };
  return positive && !atom.acceptsMistyped ? [{ ...noMatch, all: [EVERY_ARN] }] : [noMatch];
}
