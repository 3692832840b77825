import type { Atom, KeyAtom, Literal, Quantity } from './atom.js';
import { findString } from './automaton.js';
import type { Budget } from './budget.js';
import type { Language } from './pattern.js';
import { isLoneSurrogate } from './symbols.js';

/**
 * Whether two literals contradict each other for any values of their variables: one says that a pattern matches, and
 * the other one says that a pattern does not match which, symbol by symbol, matches everything that the first one does.
 */
export function contradict(one: Literal, other: Literal, budget: Budget): boolean {
  if (one.positive === other.positive) return false;
  if (one.atom.symbolic === undefined && other.atom.symbolic === undefined) return false;
  const [inner, outer] = one.positive ? [one.atom, other.atom] : [other.atom, one.atom];
  if (!impliesQuantity(inner, outer)) return false;
  const { symbolic } = outer;
  if (symbolic?.matchesLess === true) return false;
  // The value of a variable matches in either case there, but only as it is here.
  if (inner.symbolic?.ignoresCase === true && symbolic?.ignoresCase !== true) return false;
  const [wanted, unwanted] = [symbolicLanguage(inner), symbolicLanguage(outer)];
  if (wanted === undefined || unwanted === undefined) return false;
  return findString({ all: [wanted], none: [unwanted], hasSymbols: true }, budget) === undefined;
}

/** The quantities that hold for values that all match, if the first one holds for them. */
const IMPLIED: Readonly<Partial<Record<Quantity, readonly Quantity[]>>> = {
  one: ['one', 'oneOrNone', 'any', 'anyOrNone', 'all', 'allPresent'],
  oneOrNone: ['oneOrNone', 'anyOrNone', 'all'],
  any: ['any', 'anyOrNone'],
  anyOrNone: ['anyOrNone'],
  all: ['all'],
  allPresent: ['all', 'allPresent', 'any', 'anyOrNone'],
};

function impliesQuantity(inner: Atom, outer: Atom): boolean {
  if (inner.kind !== 'key' || outer.kind !== 'key') return inner.kind === outer.kind;
  return IMPLIED[inner.quantity]?.includes(outer.quantity) ?? false;
}

/**
 * The language of an atom with symbols; of an atom without variables, its patterns that cannot be confused with
 * symbols. INVARIANT: the atom is not about principals, which never have variables.
 */
function symbolicLanguage(atom: Atom): Language | undefined {
  if (atom.symbolic !== undefined) return atom.symbolic.language;
  const language = atom.kind === 'text' ? atom.language() : testLanguage(atom as KeyAtom);
  return language?.filter((pattern) => !pattern.some((token) => typeof token === 'string' && isLoneSurrogate(token)));
}

function testLanguage({ test }: KeyAtom): Language | undefined {
  return test?.excludes === true ? undefined : test?.language?.();
}
