import type { Reading } from '../reading.js';
import { isRequestAction, isRequestResource, type RequestPrincipal } from '../request.js';
import {
  holdsAt,
  isPositiveMatch,
  type Atom,
  type Dimension,
  type DimensionValue,
  type KeyAtom,
  type Literal,
  type StringAtom,
} from './atom.js';
import { findString, hasLoneSurrogate, isLoneSurrogate, type Language } from './automaton.js';
import { spend, TESTS_PER_STEP, type Budget } from './budget.js';
import { findValues, type KeyLiteral } from './key-search.js';
import { EVERY_ACTION, EVERY_RESOURCE, refusedInActions } from './language.js';

/** The action and the resource of a request of which nothing is known. */
export const FREE_ACTION = 'x:x';
export const FREE_RESOURCE = '*';

/** What all dimensions of a comparison share. */
export type DimensionScope = {
  emptyValue: Reading['emptyValue'];
  multivaluedKeys: ReadonlySet<string>;
  principals: readonly RequestPrincipal[];
  budget: Budget;
  /** Dimensions without literals, created on demand. */
  free: Map<Dimension, DimensionState>;
};

/**
 * The literals of one dimension of the request, and a value that satisfies them.
 *
 * INVARIANT: `value` satisfies all literals except those with variables, unless `isUndecided`.
 */
export type DimensionState = {
  /** IDs of the atoms that hold, and negative IDs of those that do not. */
  ids: ReadonlySet<number>;
  literals: readonly Literal[];
  value: DimensionValue | undefined;
  /** All values that satisfy the literals, if there are few. */
  candidates?: readonly DimensionValue[];
  isUndecided: boolean;
  /** The states with one more literal, by its signed ID. */
  next: Map<number, DimensionState | undefined>;
};

/** The state of a dimension without literals. */
export function freeDimension(dimension: Dimension, scope: DimensionScope): DimensionState {
  let state = scope.free.get(dimension);
  if (state === undefined) {
    const value = freeValue(dimension, scope);
    state = { ids: new Set(), literals: [], isUndecided: false, next: new Map(), value };
    scope.free.set(dimension, state);
  }
  return state;
}

function freeValue(dimension: Dimension, { principals }: DimensionScope): DimensionValue | undefined {
  if (dimension === 'action') return FREE_ACTION;
  if (dimension === 'resource') return FREE_RESOURCE;
  return dimension === 'principal' ? principals[0] : [];
}

/** The state with one more literal, or `undefined` if no value satisfies all literals. */
export function constrain(state: DimensionState, literal: Literal, scope: DimensionScope): DimensionState | undefined {
  const id = signedId(literal);
  if (state.ids.has(id)) return state;
  if (state.ids.has(-id)) return undefined;
  if (!state.next.has(id)) state.next.set(id, extend(state, literal, scope));
  return state.next.get(id);
}

/** Whether a literal holds at the value of a state, or may hold because of variables or mixed types. */
export function mayBeTrue({ ids, value, isUndecided }: DimensionState, literal: Literal): boolean {
  const { atom, positive } = literal;
  if (atom.symbolicForm !== undefined || isUndecided) return !ids.has(-signedId(literal));
  return holdsAt(atom, value) === positive;
}

function signedId({ atom, positive }: Literal): number {
  return positive ? atom.id : -atom.id;
}

function extend(state: DimensionState, literal: Literal, scope: DimensionScope): DimensionState | undefined {
  spend(scope.budget, 1 + state.literals.length);
  const { atom, positive } = literal;
  const next: DimensionState = {
    ...state,
    ids: new Set(state.ids).add(signedId(literal)),
    literals: [...state.literals, literal],
    next: new Map(),
  };
  if (state.literals.some((other) => contradict(other, literal, scope.budget))) return undefined;
  if (atom.symbolicForm !== undefined) return next;

  if (atom.kind === 'principal' || state.candidates !== undefined) {
    const candidates = state.candidates ?? scope.principals;
    spend(scope.budget, candidates.length / TESTS_PER_STEP);
    return withCandidates(
      next,
      candidates.filter((value) => holdsAt(atom, value) === positive),
    );
  }
  const words = atom.kind === 'text' && positive ? atom.literals : undefined;
  const isSatisfied = !state.isUndecided && holdsAt(atom, state.value) === positive;
  if (isSatisfied && words === undefined) return next;
  if (atom.kind === 'key') return searchKey(next, atom, scope);
  return words === undefined ? searchText(next, atom, scope) : filterWords(next, words, atom, scope);
}

function withCandidates(state: DimensionState, candidates: readonly DimensionValue[]): DimensionState | undefined {
  return candidates.length === 0 ? undefined : { ...state, candidates, value: candidates[0] };
}

/** A state whose value is one of the words of its last literal. */
function filterWords(
  state: DimensionState,
  words: readonly string[],
  { dimension }: StringAtom,
  { budget }: DimensionScope,
): DimensionState | undefined {
  const literals = decidedLiterals(state, isStringAtom);
  spend(budget, (words.length * literals.length) / TESTS_PER_STEP);
  const isPossible = dimension === 'action' ? isRequestAction : isRequestResource;
  const known = words.filter(
    (word) =>
      isPossible(word) &&
      !hasLoneSurrogate(word) &&
      literals.every(({ atom, positive }) => atom.test(word) === positive),
  );
  return withCandidates(state, known);
}

/** A state whose value is a shortest string that satisfies its literals. */
function searchText(
  state: DimensionState,
  { dimension }: StringAtom,
  { budget }: DimensionScope,
): DimensionState | undefined {
  const literals = decidedLiterals(state, isStringAtom);
  const languages = (wanted: boolean): Language[] =>
    literals.flatMap(({ atom, positive }) => (positive === wanted ? [atom.language] : []));
  const none = languages(false);
  const value =
    dimension === 'action'
      ? findString({ all: [EVERY_ACTION, ...languages(true)], none, refuses: refusedInActions }, budget)
      : findString({ all: [EVERY_RESOURCE, ...languages(true)], none }, budget);
  return value === undefined ? undefined : { ...state, value };
}

/** A state whose values satisfy its literals. */
function searchKey(state: DimensionState, { key }: KeyAtom, scope: DimensionScope): DimensionState | undefined {
  const literals: KeyLiteral[] = decidedLiterals(state, isKeyAtom);
  const answer = findValues(literals, { ...scope, isMultivalued: scope.multivaluedKeys.has(key) });
  if (answer === 'impossible') return undefined;
  return answer === 'undecided' ? { ...state, isUndecided: true } : { ...state, value: answer, isUndecided: false };
}

/** The literals of a state that do not have variables. */
function decidedLiterals<Kind extends Atom>(
  { literals }: DimensionState,
  isKind: (atom: Atom) => atom is Kind,
): { atom: Kind; positive: boolean }[] {
  return literals.flatMap(({ atom, positive }) =>
    atom.symbolicForm === undefined && isKind(atom) ? [{ atom, positive }] : [],
  );
}

function isStringAtom(atom: Atom): atom is StringAtom {
  return atom.kind === 'text';
}

function isKeyAtom(atom: Atom): atom is KeyAtom {
  return atom.kind === 'key';
}

/**
 * Whether two literals contradict each other for any values of their variables: the literal of the state says that a
 * pattern matches, and the added one says that a pattern does not match which, symbol by symbol, matches everything
 * that the first one does.
 */
function contradict(known: Literal, added: Literal, budget: Budget): boolean {
  if (!known.positive || added.positive) return false;
  if (known.atom.symbolicForm === undefined && added.atom.symbolicForm === undefined) return false;
  if (known.atom.symbolicForm?.isOverApproximated) return false;
  const inner = symbolicLanguage(known.atom);
  const outer = symbolicLanguage(added.atom);
  if (inner === undefined || outer === undefined) return false;
  return findString({ all: [inner], none: [outer], hasSymbols: true }, budget) === undefined;
}

/**
 * The language of an atom with symbols; of an atom without variables, its patterns that cannot be confused with
 * symbols.
 */
function symbolicLanguage(atom: Atom): Language | undefined {
  if (atom.symbolicForm !== undefined) return atom.symbolicForm.language;
  if (atom.kind === 'principal' || (atom.kind === 'key' && !isPositiveMatch(atom.operator))) return undefined;
  return atom.language?.filter(
    (pattern) => !pattern.some((token) => typeof token === 'string' && isLoneSurrogate(token)),
  );
}
