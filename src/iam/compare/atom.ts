import { conditionHolds } from '../condition/condition.js';
import type { Operator } from '../condition/operator.js';
import type { Principal } from '../document.js';
import { matchesTokens, type GlobToken } from '../match/glob.js';
import { matchesPrincipal } from '../match/principal.js';
import type { LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import type { NormalizedRequest, RequestPrincipal } from '../request.js';
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

/**
 * The smallest thing that a statement asks: whether the action is one of these, the resource one of those, one
 * condition on one key. Each concerns one dimension of the request, so that dimensions can be looked at one by one.
 */
export type Atom = StringAtom | KeyAtom | PrincipalAtom;

type AtomBase = {
  id: number;
  dimension: string;
  /** Set, if the atom has variables: then what it says depends on other dimensions, too. */
  symbolicForm?: SymbolicForm;
};

/** What is known of an atom with variables, whatever their values. */
export type SymbolicForm = {
  /** The texts that match, with a symbol for each variable, where the atom is a plain match. */
  language?: Language;
  /** Whether the atom matches other spellings of a variable's value, too, so that its symbols say too little. */
  isOverApproximated: boolean;
};

/** The action, or the resource, is one of a language. */
export type StringAtom = AtomBase & {
  kind: 'text';
  language: Language;
  /** The texts themselves, if there are no wildcards. */
  literals: string[] | undefined;
  test: (value: string) => boolean;
};

/** A condition on a key. */
export type KeyAtom = AtomBase & {
  kind: 'key';
  key: string;
  operator: Operator;
  values: readonly string[];
  /** What the values match, before negation, if they are compared as texts. */
  language: Language | undefined;
  /** Whether the condition holds for these values of the key. */
  test: (values: readonly string[]) => boolean;
  /** Unset for a negated ARN operator, if no text but an ARN satisfies it. */
  acceptsMistyped: boolean;
};

export type PrincipalAtom = AtomBase & {
  kind: 'principal';
  test: (principal: RequestPrincipal) => boolean;
};

/** An atom that has to hold, or has not to. */
export type Literal = { atom: Atom; positive: boolean };

/** How all policies of a comparison are read. */
export type AtomScope = Pick<Reading, 'colons' | 'mistypedValue'> & {
  /** The values of variables, where they are settled. */
  assignment?: LookUp;
};

/** Makes atoms, each of them once: atoms that ask the same are the same object. */
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
        test: (principal) => matchesPrincipal(element, asNormalized(principal)),
      })),
    condition: (operator, key, values, hasVariables) => {
      const folded = key.toLowerCase();
      const sorted = sortedUnique(values);
      const scope = scopeFor(hasVariables);
      return once(['key', folded, operator.name, sorted, hasVariables && mayHaveVariables(sorted)], (id) => {
        const symbolic = takesVariables(operator) ? withSymbols(sorted, hasVariables, 'value') : undefined;
        const atom = keyAtom(id, operator, folded, sorted, { ...scope, mistypedValue });
        if (symbolic === undefined) return atom;
        const isOverApproximated = operator.comparison === 'equalsIgnoreCase';
        const plain = isPositiveMatch(operator) && { language: valueLanguage(operator, symbolic, scope) };
        return { ...atom, symbolicForm: { ...plain, isOverApproximated } };
      });
    },
  };
}

function textAtom(id: number, dimension: string, language: Language): StringAtom {
  return { id, kind: 'text', dimension, language, literals: literalStrings(language), test: createTest(language) };
}

/** Whether a text is in a language. Most patterns are told apart by how they begin, which is cheap to see. */
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
    dimension: `key ${key}`,
    key,
    operator,
    values,
    language: isTextFamily(operator.family) ? valueLanguage(operator, values, scope) : undefined,
    test: (present) => conditionHolds(operator, key, values, { ...scope, valuesOf: () => present }),
    acceptsMistyped: !operator.negated || operator.family !== 'Arn' || scope.mistypedValue === 'differs',
  };
}

/** Whether a condition says just that the one value of the key matches. */
export function isPositiveMatch({ negated, quantifier, ifExists }: Operator): boolean {
  return !negated && quantifier === undefined && !ifExists;
}

function takesVariables({ family }: Operator): boolean {
  return family === 'String' || family === 'Arn';
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

function asNormalized(principal: RequestPrincipal): NormalizedRequest['principal'] {
  const [[kind, id]] = Object.entries(principal) as [['AWS', string]];
  return { kind, id };
}

function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
