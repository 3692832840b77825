import type { Comparison, OperatorFamily } from '../condition/operator.js';
import type { Caller } from '../request.js';
import type { Matcher } from './language.js';
import type { LineSet } from './line-set.js';
import type { Language } from './pattern.js';

/** A part of a request that statements test independently of the others: the action, one condition key, … */
export type Dimension = 'action' | 'resource' | 'principal' | KeyDimension;

type KeyDimension = `key ${string}`;

/** A value of a dimension: the action or resource, the values of a key, or who makes the request. */
export type DimensionValue = string | readonly string[] | Caller;

/** The condition key of a dimension, in lowercase; `undefined` for other dimensions. */
export function keyOfDimension(dimension: Dimension): string | undefined {
  return dimension.startsWith('key ') ? dimension.slice('key '.length) : undefined;
}

/** The dimension of a condition key, in any letter case. */
export function dimensionOfKey(key: string): KeyDimension {
  return `key ${key.toLowerCase()}`;
}

/**
 * The smallest test of a statement: whether the action or the resource matches a list of patterns, whether the values
 * of one key match, or whether the caller is named. Each atom concerns one dimension of the request. Statements that
 * test the same have the same atom, however they are written: `StringNotEquals` is the negated `StringEquals`.
 */
export type Atom = TextAtom | KeyAtom | PrincipalAtom;

type AtomBase = {
  id: number;
  dimension: Dimension;
  /** Set if the atom has variables: its meaning then depends on other dimensions. */
  symbolic?: SymbolicForm;
};

/** What is known about an atom with variables for any values of them. */
export type SymbolicForm = {
  /** The strings that match, with a symbol for each variable; `undefined` if symbols cannot express them. */
  language: Language | undefined;
  /** Whether letters match in either case, so that the values of variables do so too. */
  ignoresCase: boolean;
  /** Whether fewer strings can match than the symbols express: no variable of an ARN field has a colon in its value. */
  matchesLess: boolean;
  /** An atom without variables that holds whenever this one does. */
  wider: Atom | undefined;
};

/** Whether the action or the resource is in a language. */
export type TextAtom = AtomBase & {
  kind: 'text';
  dimension: 'action' | 'resource';
  patterns: readonly string[];
  /** How the patterns are interpreted; equal for atoms that can be merged. */
  scope: string;
  /** The same with other patterns. */
  withPatterns: (patterns: readonly string[]) => TextAtom;
  language: () => Language;
  /** The strings of the language, if it has no wildcards. */
  words: () => readonly string[] | undefined;
  matcher: () => Matcher;
};

/**
 * How many values of a key have to match.
 *
 * - `absent`: the key has no value. `several`: it has more than one.
 * - `one`: it has one value, which matches. `oneOrNone`: the same, or it is absent.
 * - `any`: some value matches. `anyOrNone`: the same, or it is absent.
 * - `all`: all values match, as none does not if the key is absent. `allPresent`: the same, and it is not absent.
 */
export type Quantity = 'absent' | 'several' | 'one' | 'oneOrNone' | 'any' | 'anyOrNone' | 'all' | 'allPresent';

/** What one value of a key is compared with. */
export type ValueTest = {
  family: Exclude<OperatorFamily, 'Null'>;
  comparison: Comparison;
  values: readonly string[];
  /** Whether the test is for values of the right type that do not match. */
  excludes: boolean;
};

/** Whether the values of a key match. */
export type KeyAtom = AtomBase & {
  kind: 'key';
  dimension: KeyDimension;
  quantity: Quantity;
  /** `undefined` for `absent` and `several`. */
  test: KeyTest | undefined;
};

/** A {@link ValueTest} in the forms that the search uses: a language or a set of points. */
export type KeyTest = ValueTest & {
  /** What the values match, before exclusion; for values that are compared as strings. */
  language: (() => Language) | undefined;
  words: () => readonly string[] | undefined;
  /** The values that match; for values that are points on a line. */
  set: (() => LineSet) | undefined;
  matches: (value: string) => boolean;
  cost: () => number;
};

/** Whether the caller is named by `Principal`, or exempt by `NotPrincipal`. */
export type PrincipalAtom = AtomBase & {
  kind: 'principal';
  dimension: 'principal';
  test: (caller: Caller) => boolean;
};

/** An atom that has to hold (`positive`) or must not hold. */
export type Literal = { atom: Atom; positive: boolean };

/** Whether an atom holds at a value of its dimension. */
export function holdsAt(atom: Atom, value: DimensionValue | undefined): boolean {
  switch (atom.kind) {
    case 'text':
      return typeof value === 'string' && atom.matcher().test(value);
    case 'key':
      return isList(value) && holdsForValues(atom, value);
    case 'principal':
      return typeof value === 'object' && !isList(value) && atom.test(value);
  }
}

function isList(value: DimensionValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

function holdsForValues({ quantity, test }: KeyAtom, values: readonly string[]): boolean {
  if (test === undefined) return quantity === 'absent' ? values.length === 0 : values.length > 1;
  if (values.length === 0) return quantity === 'oneOrNone' || quantity === 'anyOrNone' || quantity === 'all';
  switch (quantity) {
    case 'any':
    case 'anyOrNone':
      return values.some(test.matches);
    case 'all':
    case 'allPresent':
      return values.every(test.matches);
    default:
      return values.length === 1 && values.every(test.matches);
  }
}
