import { isArn } from '../../aws/arn.js';
import { lazy } from '../../core/lazy.js';
import { foldAscii } from '../../core/words.js';
import type { ResourcePrincipal } from '../document.js';
import { arnParts } from '../match/arn-pattern.js';
import { ANY_RUN } from '../match/glob.js';
import { exemptionMatcher, principalMatcher, type PrincipalMatcher } from '../match/principal.js';
import type { Resolver } from '../match/variable.js';
import type { Reading } from '../reading.js';
import {
  dimensionOfKey,
  type Atom,
  type KeyAtom,
  type KeyTest,
  type PrincipalAtom,
  type Quantity,
  type TextAtom,
  type ValueTest,
} from './atom.js';
import {
  actionLanguage,
  createMatcher,
  literalStrings,
  resourceLanguage,
  valueLanguage,
  type TextScope,
} from './language.js';
import { complement, contains, lineSet } from './line-set.js';
import { allowedPoints, isLineFamily, type Line, type LineFamily } from './line.js';
import type { Language } from './pattern.js';
import { createSymbols, hasLoneSurrogate, symbolResolvers, variablesOf, type TextPosition } from './symbols.js';

/** Values of the keys that variables name, by the keys in lowercase; `undefined` if the key is absent. */
export type Assignment = ReadonlyMap<string, string | undefined>;

export const NO_ASSIGNMENT: Assignment = new Map();

/** Creates atoms. Atoms with the same meaning are the same object. */
export type AtomTable = {
  action: (patterns: readonly string[]) => TextAtom;
  resource: (patterns: readonly string[], hasVariables: boolean, colons: Reading['colons']) => TextAtom;
  principal: (element: ResourcePrincipal) => PrincipalAtom;
  exempt: (element: ResourcePrincipal, reading: Reading['notPrincipal']) => PrincipalAtom;
  key: (key: string, quantity: 'absent' | 'several') => KeyAtom;
  condition: (key: string, quantity: Quantity, test: ValueTest, hasVariables: boolean) => KeyAtom;
};

/**
 * @param lines The lines of numbers, dates and addresses.
 * @param assignment The values of variables that are fixed; all others are unknown.
 */
export function createAtomTable(lines: Readonly<Record<LineFamily, () => Line>>, assignment: Assignment): AtomTable {
  const symbols = createSymbols();
  const atoms = new Map<string, Atom>();
  const once = <Kind extends Atom>(identity: readonly unknown[], create: (id: number) => Kind): Kind => {
    const name = JSON.stringify(identity);
    let atom = atoms.get(name) as Kind | undefined;
    if (atom === undefined) {
      atom = create(atoms.size + 1);
      atoms.set(name, atom);
    }
    return atom;
  };

  const assigned: Resolver = ({ key, defaultValue }) => assignment.get(key.toLowerCase()) ?? defaultValue;
  const orSymbol =
    (symbol: Resolver): Resolver =>
    (variable) =>
      assignment.has(variable.key.toLowerCase()) ? assigned(variable) : symbol(variable);
  const hasUnknown = (texts: readonly string[], place: TextPosition): boolean =>
    texts.some((text) => variablesOf(text, place).some(({ key }) => !assignment.has(key.toLowerCase())));

  /** The language of strings that exist, with symbols for unknown variables. */
  const symbolicLanguage = (
    texts: readonly string[],
    languageOf: (texts: readonly string[], scope: TextScope) => Language,
  ): Language | undefined => {
    let isComplete = true;
    // A string with half of a surrogate pair matches nothing that exists, and would look like a symbol.
    const possible = texts.filter((text) => !hasLoneSurrogate(text));
    const language = symbolResolvers(symbols).flatMap((symbol) => {
      const resolve: Resolver = (variable) => {
        const value = orSymbol(symbol)(variable);
        isComplete &&= value !== undefined || assignment.has(variable.key.toLowerCase());
        return value;
      };
      return languageOf(possible, { hasVariables: true, resolve });
    });
    return isComplete ? language : undefined;
  };

  const keyTest = (test: ValueTest, language: () => Language): KeyTest => {
    const { family, comparison, values, excludes } = test;
    if (isLineFamily(family)) {
      const line = lazy(lines[family]);
      const set = lazy(() => {
        const matching = lineSet(values.flatMap((value) => allowedPoints(line(), comparison, value)));
        return excludes ? { ...complement(matching, line().ends), hasMistyped: false } : matching;
      });
      const matches = (value: string): boolean => contains(set(), line().pointOf(value));
      return { ...test, language: undefined, words: () => undefined, set, matches, cost: () => 1 };
    }
    const known = lazy(language);
    const matcher = lazy(() => createMatcher(known()));
    const matches = (value: string): boolean =>
      excludes ? isArn(value) && !matcher().test(value) : matcher().test(value);
    const words = lazy(() => (excludes ? undefined : literalStrings(known())));
    return { ...test, language: known, words, set: undefined, matches, cost: () => matcher().cost };
  };

  const widened = orSymbol(() => [ANY_RUN]);
  const table: AtomTable = {
    action: (patterns) => {
      const sorted = sortedUnique(patterns.map(foldAscii));
      return once(['action', sorted], (id) =>
        textAtom({ id, dimension: 'action', patterns: sorted, scope: '', withPatterns: table.action }, () =>
          actionLanguage(sorted),
        ),
      );
    },
    resource: (patterns, hasVariables, colons) => {
      const sorted = sortedUnique(patterns);
      const variables = hasVariables && mayHaveVariables(sorted);
      const identity = ['resource', sorted, variables, colons];
      const parts = {
        dimension: 'resource' as const,
        patterns: sorted,
        scope: `${hasVariables} ${colons}`,
        withPatterns: (others: readonly string[]) => table.resource(others, hasVariables, colons),
      };
      const create = (id: number, resolve: Resolver): TextAtom =>
        textAtom({ id, ...parts }, () => resourceLanguage(sorted, { hasVariables, resolve }, colons));
      if (!variables || !hasUnknown(sorted, 'resource')) return once(identity, (id) => create(id, assigned));
      const wider = once([...identity, 'wider'], (id) => create(id, widened));
      return once(identity, (id) => {
        const language = symbolicLanguage(sorted, (texts, scope) => resourceLanguage(texts, scope, colons));
        return { ...create(id, assigned), symbolic: { language, ignoresCase: false, matchesLess: false, wider } };
      });
    },
    principal: (element) =>
      once(['principal', canonicalPrincipal(element)], (id) => principalAtom(id, principalMatcher(element))),
    exempt: (element, reading) =>
      once(['exempt', canonicalPrincipal(element), reading], (id) =>
        principalAtom(id, exemptionMatcher(element, reading)),
      ),
    key: (key, quantity) =>
      once(['key', key.toLowerCase(), quantity], (id) => ({
        id,
        kind: 'key',
        dimension: dimensionOfKey(key),
        quantity,
        test: undefined,
      })),
    condition: (key, quantity, given, hasVariables) => {
      const test = { ...given, values: sortedUnique(given.values) };
      const { family, comparison, values, excludes } = test;
      const variables = hasVariables && mayHaveVariables(values) && (family === 'String' || family === 'Arn');
      const identity = ['key', key.toLowerCase(), quantity, family, comparison, values, excludes, variables];
      const languageOf = (texts: readonly string[], scope: TextScope): Language => valueLanguage(test, texts, scope);
      const create = (id: number, resolve: Resolver): KeyAtom => {
        const language = (): Language => languageOf(values, { hasVariables: variables, resolve });
        return { id, kind: 'key', dimension: dimensionOfKey(key), quantity, test: keyTest(test, language) };
      };
      if (!variables || !hasUnknown(values, 'value')) return once(identity, (id) => create(id, assigned));
      const wider = excludes ? undefined : once([...identity, 'wider'], (id) => create(id, widened));
      return once(identity, (id) => {
        const language = excludes ? undefined : symbolicLanguage(values, languageOf);
        const ignoresCase = comparison === 'equalsIgnoreCase';
        const matchesLess = family === 'Arn' && values.some(hasVariableInHead);
        return { ...create(id, assigned), symbolic: { language, ignoresCase, matchesLess, wider } };
      });
    },
  };
  return table;
}

function textAtom(
  parts: Pick<TextAtom, 'id' | 'dimension' | 'patterns' | 'scope' | 'withPatterns'>,
  language: () => Language,
): TextAtom {
  const known = lazy(language);
  const words = lazy(() => literalStrings(known()));
  return { ...parts, kind: 'text', language: known, words, matcher: lazy(() => createMatcher(known())) };
}

/** Whether a value of an ARN operator has a variable before the fifth colon. */
function hasVariableInHead(value: string): boolean {
  return (arnParts(value, true) ?? []).slice(0, -1).some((field) => variablesOf(field, 'value').length > 0);
}

function mayHaveVariables(texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('${'));
}

function principalAtom(id: number, matches: PrincipalMatcher): PrincipalAtom {
  return { id, kind: 'principal', dimension: 'principal', test: (caller) => matches(caller) === true };
}

function canonicalPrincipal(element: ResourcePrincipal): unknown {
  if (typeof element === 'string') return element;
  return Object.entries(element)
    .map(([kind, ids]) => [kind, sortedUnique([ids].flat())])
    .toSorted();
}

function sortedUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
