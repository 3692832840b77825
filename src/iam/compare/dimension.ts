import type { Reading } from '../reading.js';
import { isRequestAction, isRequestResource, type Caller } from '../request.js';
import {
  holdsAt,
  keyOfDimension,
  type Atom,
  type Dimension,
  type DimensionValue,
  type KeyAtom,
  type Literal,
  type TextAtom,
} from './atom.js';
import { findString } from './automaton.js';
import { spend, TESTS_PER_STEP, type Budget } from './budget.js';
import { hasLongList } from './containment.js';
import { contradict } from './contradiction.js';
import type { KeyDomain } from './key-domain.js';
import { exampleValue, findValues, type KeyLiteral, type KeySearch } from './key-search.js';
import { EVERY_ACTION, EVERY_RESOURCE, refusedInActions } from './language.js';
import type { Language } from './pattern.js';
import { hasLoneSurrogate } from './symbols.js';

/** The action and the resource of a request of which nothing is known. */
export const FREE_ACTION = 'x:x';
export const FREE_RESOURCE = '*';

/** What all dimensions of a comparison share. */
export type DimensionScope = {
  emptyValue: Reading['emptyValue'];
  domainOf: (key: string) => KeyDomain;
  line: KeySearch['line'];
  callers: readonly Caller[];
  budget: Budget;
  /** Dimensions without literals, created on demand. */
  free: {
    get: (dimension: Dimension) => DimensionState | undefined;
    set: (dimension: Dimension, state: DimensionState) => void;
  };
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

function freeValue(dimension: Dimension, { callers, domainOf, line }: DimensionScope): DimensionValue | undefined {
  if (dimension === 'action') return FREE_ACTION;
  if (dimension === 'resource') return FREE_RESOURCE;
  if (dimension === 'principal') return callers[0];
  const domain = domainOf(keyOfDimension(dimension) as string);
  return domain.isAlwaysPresent ? [exampleValue(domain, line)] : [];
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
  if (atom.symbolic !== undefined || isUndecided) return !ids.has(-signedId(literal));
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
  if (atom.symbolic !== undefined) return next;

  if (atom.kind === 'principal' || state.candidates !== undefined) {
    const candidates = state.candidates ?? scope.callers;
    spend(scope.budget, candidates.length / TESTS_PER_STEP);
    return withCandidates(
      next,
      candidates.filter((value) => holdsAt(atom, value) === positive),
    );
  }
  const words = atom.kind === 'text' && positive ? atom.words() : undefined;
  const isSatisfied = !state.isUndecided && holdsAt(atom, state.value) === positive;
  if (isSatisfied && words === undefined) return next;
  if (atom.kind === 'key') return searchKey(next, atom, scope);
  if (hasLongList(atom) && state.literals.length > 0) {
    // Often a value for the list alone is one for all literals, and it is known from earlier searches.
    const alone = constrain(freeDimension(atom.dimension, scope), literal, scope);
    if (alone === undefined) return undefined;
    const isOne = decidedLiterals(state, isTextAtom).every(
      (other) => holdsAt(other.atom, alone.value) === other.positive,
    );
    if (isOne) return { ...next, value: alone.value };
  }
  return words === undefined ? searchText(next, atom, scope) : filterWords(next, words, atom, scope);
}

function withCandidates(state: DimensionState, candidates: readonly DimensionValue[]): DimensionState | undefined {
  return candidates.length === 0 ? undefined : { ...state, candidates, value: candidates[0] };
}

/** A state whose value is one of the words of its last literal. */
function filterWords(
  state: DimensionState,
  words: readonly string[],
  { dimension }: TextAtom,
  { budget }: DimensionScope,
): DimensionState | undefined {
  const literals = decidedLiterals(state, isTextAtom);
  const cost = literals.reduce((sum, { atom }) => sum + atom.matcher().cost, 1);
  spend(budget, (words.length * cost) / TESTS_PER_STEP);
  const isPossible = dimension === 'action' ? isRequestAction : isRequestResource;
  const known = words.filter(
    (word) =>
      isPossible(word) &&
      !hasLoneSurrogate(word) &&
      literals.every(({ atom, positive }) => atom.matcher().test(word) === positive),
  );
  return withCandidates(state, known);
}

/** A state whose value is a shortest string that satisfies its literals. */
function searchText(
  state: DimensionState,
  { dimension }: TextAtom,
  { budget }: DimensionScope,
): DimensionState | undefined {
  const literals = decidedLiterals(state, isTextAtom);
  const languages = (wanted: boolean): Language[] =>
    literals.flatMap(({ atom, positive }) => (positive === wanted ? [atom.language()] : []));
  const none = languages(false);
  const value =
    dimension === 'action'
      ? findString({ all: [EVERY_ACTION, ...languages(true)], none, refuses: refusedInActions }, budget)
      : findString({ all: [EVERY_RESOURCE, ...languages(true)], none }, budget);
  return value === undefined ? undefined : { ...state, value };
}

/** A state whose values satisfy its literals. */
function searchKey(state: DimensionState, { dimension }: KeyAtom, scope: DimensionScope): DimensionState | undefined {
  const literals: KeyLiteral[] = decidedLiterals(state, isKeyAtom);
  const domain = scope.domainOf(keyOfDimension(dimension) as string);
  const answer = findValues(literals, { ...scope, domain });
  if (answer === 'impossible') return undefined;
  return answer === 'undecided' ? { ...state, isUndecided: true } : { ...state, value: answer, isUndecided: false };
}

/** The literals of a state that do not have variables. */
function decidedLiterals<Kind extends Atom>(
  { literals }: DimensionState,
  isKind: (atom: Atom) => atom is Kind,
): { atom: Kind; positive: boolean }[] {
  return literals.flatMap(({ atom, positive }) =>
    atom.symbolic === undefined && isKind(atom) ? [{ atom, positive }] : [],
  );
}

function isTextAtom(atom: Atom): atom is TextAtom {
  return atom.kind === 'text';
}

function isKeyAtom(atom: Atom): atom is KeyAtom {
  return atom.kind === 'key';
}
