import { conditionHolds } from '../condition/condition.js';
import { supportsVariables, type Operator } from '../condition/operator.js';
import type { Principal } from '../document.js';
import { matchesTokens, type GlobToken } from '../match/glob.js';
import { matchesPrincipal } from '../match/principal.js';
import type { LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import { normalizePrincipal, type RequestPrincipal } from '../request.js';
import type { Language } from './automaton.js';
import {
  actionLanguage,
  isTextFamily,
  resourceLanguage,
  valueLanguage,
  literalStrings,
  type TextScope,
} from './language.js';
import { createSymbols, symbolicTexts, variableKeys, type TextPosition } from './symbolic-text.js';

/** A part of a request that statements test independently of the others: the action, one condition key, … */
export type Dimension = 'action' | 'resource' | 'principal' | KeyDimension;

type KeyDimension = `key ${string}`;

/** A value of a dimension: the action or resource, the values of a key, or the principal. */
export type DimensionValue = string | readonly string[] | RequestPrincipal;

/** The dimension of a condition key, in lowercase. */
function dimensionOfKey(key: string): KeyDimension {
  return `key ${key}`;
}

/** The condition key of a dimension, in lowercase; `undefined` for other dimensions. */
export function keyOfDimension(dimension: Dimension): string | undefined {
  return dimension.startsWith('key ') ? dimension.slice('key '.length) : undefined;
}

/**
 * The smallest test of a statement: whether the action or the resource matches a list of patterns, whether one
 * condition on one key holds, or whether the principal is named. Each atom concerns one dimension of the request.
 */
export type Atom = StringAtom | KeyAtom | PrincipalAtom;

type AtomBase = {
  id: number;
  dimension: Dimension;
  /** Set if the atom has variables: its meaning then depends on other dimensions. */
  symbolicForm?: SymbolicForm;
};

/** What is known about an atom with variables for any values of them. */
export type SymbolicForm = {
  /** The strings that match, with a symbol for each variable, if the atom is a positive match. */
  language?: Language;
  /** Whether the atom also matches other spellings of a variable's value, which the symbols do not express. */
  isOverApproximated: boolean;
};

/** Whether the action or the resource is in a language. */
export type StringAtom = AtomBase & {
  kind: 'text';
  dimension: 'action' | 'resource';
  language: Language;
  /** The strings of the language, if it has no wildcards. */
  literals: string[] | undefined;
  test: (value: string) => boolean;
};

/** Whether a condition on a key holds. */
export type KeyAtom = AtomBase & {
  kind: 'key';
  dimension: KeyDimension;
  key: string;
  operator: Operator;
  values: readonly string[];
  /** What the values match, before negation; set if and only if they are compared as strings. */
  language: Language | undefined;
  /** Whether the condition holds for these values of the key. */
  test: (values: readonly string[]) => boolean;
  /**
   * Whether values of the wrong type can satisfy the operator. `false` for negated ARN operators in one of the
   * readings.
   */
  acceptsMistyped: boolean;
};

/** Whether a `Principal` element names the principal. */
export type PrincipalAtom = AtomBase & {
  kind: 'principal';
  dimension: 'principal';
  test: (principal: RequestPrincipal) => boolean;
};

/** An atom that has to hold (`positive`) or must not hold. */
export type Literal = { atom: Atom; positive: boolean };

/** How to interpret all policies of a comparison. */
export type AtomScope = Pick<Reading, 'colons' | 'mistypedValue'> & {
  /** The values of variables, if they are fixed. */
  assignment?: LookUp;
};

/** Creates atoms. Atoms with the same meaning are the same object. */
export type AtomTable = {
  action: (patterns: readonly string[]) => StringAtom;
  resource: (patterns: readonly string[], hasVariables: boolean) => StringAtom;
  principal: (element: Principal) => PrincipalAtom;
  condition: (operator: Operator, key: string, values: readonly string[], hasVariables: boolean) => KeyAtom;
};

export function createAtomTable({ colons, mistypedValue, assignment }: AtomScope): AtomTable {
  const symbols = createSymbols();
  const atoms = new Map<string, Atom>();
  const once = <Kind extends Atom>(identity: unknown[], create: (id: number) => Kind): Kind => {
    const key = JSON.stringify(identity);
    const atom = (atoms.get(key) as Kind | undefined) ?? create(atoms.size + 1);
    atoms.set(key, atom);
    return atom;
  };
  const scopeFor = (hasVariables: boolean): TextScope => ({ hasVariables, lookUp: assignment ?? noValue, colons });
  const withSymbols = (texts: readonly string[], hasVariables: boolean, place: TextPosition): string[] | undefined => {
    if (!hasVariables || assignment !== undefined) return undefined;
    return texts.some((text) => variableKeys(text, place).length > 0)
      ? symbolicTexts(texts, place, symbols)
      : undefined;
  };

  return {
    action: (patterns) => {
      const sorted = sortedUnique(patterns.map((pattern) => pattern.toLowerCase()));
      return once(['action', sorted], (id) => textAtom(id, 'action', actionLanguage(sorted)));
    },
    resource: (patterns, hasVariables) => {
      const sorted = sortedUnique(patterns);
      const scope = scopeFor(hasVariables);
      return once(['resource', sorted, hasVariables && mayHaveVariables(sorted)], (id) => {
        const symbolic = withSymbols(sorted, hasVariables, 'resource');
        const atom = textAtom(id, 'resource', resourceLanguage(sorted, scope));
        return symbolic
          ? { ...atom, symbolicForm: { language: resourceLanguage(symbolic, scope), isOverApproximated: false } }
          : atom;
      });
    },
    principal: (element) =>
      once(['principal', canonicalPrincipal(element)], (id) => ({
        id,
        kind: 'principal',
        dimension: 'principal',
        test: (principal) => matchesPrincipal(element, normalizePrincipal(principal)),
      })),
    condition: (operator, key, values, hasVariables) => {
      const folded = key.toLowerCase();
      const sorted = sortedUnique(values);
      const scope = scopeFor(hasVariables);
      return once(['key', folded, operator.name, sorted, hasVariables && mayHaveVariables(sorted)], (id) => {
        const symbolic = supportsVariables(operator) ? withSymbols(sorted, hasVariables, 'value') : undefined;
        const atom = keyAtom(id, operator, folded, sorted, { ...scope, mistypedValue });
        if (symbolic === undefined) return atom;
        const isOverApproximated = operator.comparison === 'equalsIgnoreCase';
        const plain = isPositiveMatch(operator) && { language: valueLanguage(operator, symbolic, scope) };
        return { ...atom, symbolicForm: { ...plain, isOverApproximated } };
      });
    },
  };
}

/** Whether an atom holds at a value of its dimension. */
export function holdsAt(atom: Atom, value: DimensionValue | undefined): boolean {
  switch (atom.kind) {
    case 'text':
      return typeof value === 'string' && atom.test(value);
    case 'key':
      return isList(value) && atom.test(value);
    case 'principal':
      return typeof value === 'object' && !isList(value) && atom.test(value);
  }
}

function isList(value: DimensionValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

function textAtom(id: number, dimension: StringAtom['dimension'], language: Language): StringAtom {
  return { id, kind: 'text', dimension, language, literals: literalStrings(language), test: createTest(language) };
}

/** Tests whether strings are in a language. Compares the start of a pattern first, because that decides most tests. */
function createTest(language: Language): (text: string) => boolean {
  const words = new Set<string>();
  const others: { start: string; pattern: readonly GlobToken[] }[] = [];
  for (const pattern of language as readonly (readonly GlobToken[])[]) {
    const end = pattern.findIndex((token) => typeof token !== 'string');
    if (end === -1) words.add(pattern.join(''));
    else others.push({ start: pattern.slice(0, end).join(''), pattern });
  }
  return (text) =>
    words.has(text) || others.some(({ start, pattern }) => text.startsWith(start) && matchesTokens(pattern, text));
}

function keyAtom(
  id: number,
  operator: Operator,
  key: string,
  values: readonly string[],
  scope: TextScope & Pick<Reading, 'mistypedValue'>,
): KeyAtom {
  return {
    id,
    kind: 'key',
    dimension: dimensionOfKey(key),
    key,
    operator,
    values,
    language: isTextFamily(operator.family) ? valueLanguage(operator, values, scope) : undefined,
    test: (present) => conditionHolds(operator, key, values, { ...scope, valuesOf: () => present }),
    acceptsMistyped: !operator.negated || operator.family !== 'Arn' || scope.mistypedValue === 'differs',
  };
}

/** Whether a condition holds if and only if the key has one value and this value matches. */
export function isPositiveMatch({ negated, quantifier, ifExists }: Operator): boolean {
  return !negated && quantifier === undefined && !ifExists;
}

function mayHaveVariables(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('${'));
}

function noValue(): undefined {
  return undefined;
}

function canonicalPrincipal(element: Principal): unknown {
  if (typeof element === 'string') return element;
  return Object.entries(element)
    .map(([kind, ids]) => [kind, sortedUnique([ids].flat())])
    .toSorted();
}

function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
