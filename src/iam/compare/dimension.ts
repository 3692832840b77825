import type { Reading } from '../reading.js';
import type { RequestPrincipal } from '../request.js';
import { isPositiveMatch, type KeyAtom, type Literal, type StringAtom } from './atom.js';
import { findString, isLoneSurrogate, type Language } from './automaton.js';
import { spend, type Budget } from './budget.js';
import { findValues, type KeyLiteral } from './key-search.js';
import { EVERY_ACTION, EVERY_RESOURCE, refusedInActions } from './language.js';

/** What all dimensions of one comparison share. */
export type DimensionScope = {
  emptyValue: Reading['emptyValue'];
  multivaluedKeys: ReadonlySet<string>;
  principals: readonly RequestPrincipal[];
  effort: Budget;
  /** Dimensions of which nothing is settled, as far as they have been asked for. */
  free: Map<string, DimensionState>;
};

/**
 * What has been settled about one dimension of the request, and a value of it that fits.
 *
 * INVARIANT: `value` satisfies all literals but those with variables, unless `isUndecided`.
 */
export type DimensionState = {
  /** Ids of the atoms that hold, and negative ids of those that do not. */
  ids: ReadonlySet<number>;
  literals: readonly Literal[];
  value: string | readonly string[] | RequestPrincipal | undefined;
  /** All values that fit, where there are only so many. */
  candidates?: readonly (string | RequestPrincipal)[];
  isUndecided: boolean;
  /** What further literals made of this state, by their signed ids. */
  next: Map<number, DimensionState | undefined>;
};

/** A dimension of which nothing is settled yet. */
export function freeDimension(dimension: string, scope: DimensionScope): DimensionState {
  let state = scope.free.get(dimension);
  if (state === undefined) {
    state = { ids: new Set(), literals: [], isUndecided: false, next: new Map(), ...freeValue(dimension, scope) };
    scope.free.set(dimension, state);
  }
  return state;
}

function freeValue(dimension: string, { principals }: DimensionScope): Pick<DimensionState, 'value' | 'candidates'> {
  if (dimension === 'action') return { value: 'x:x' };
  if (dimension === 'resource') return { value: '*' };
  return dimension === 'principal' ? { value: principals[0], candidates: principals } : { value: [] };
}

/** The state with one literal more, or `undefined` if no value satisfies them all. */
export function constrain(state: DimensionState, literal: Literal, scope: DimensionScope): DimensionState | undefined {
  const id = signedId(literal);
  if (state.ids.has(id)) return state;
  if (state.ids.has(-id)) return undefined;
  if (!state.next.has(id)) state.next.set(id, extend(state, literal, scope));
  return state.next.get(id);
}

/** Whether a literal holds at the state's value; as far as can be told, where variables or mixed types leave it open. */
export function mayBeTrue({ ids, value, isUndecided }: DimensionState, literal: Literal): boolean {
  const { atom, positive } = literal;
  if (atom.symbolicForm !== undefined || isUndecided) return !ids.has(-signedId(literal));
  return atom.test(value as never) === positive;
}

function signedId({ atom, positive }: Literal): number {
  return positive ? atom.id : -atom.id;
}

/** Tests of single values that take the time of a step. */
const TESTS_PER_STEP = 10;

function extend(state: DimensionState, literal: Literal, scope: DimensionScope): DimensionState | undefined {
  spend(scope.effort, 1 + state.literals.length);
  const { atom, positive } = literal;
  const next: DimensionState = {
    ...state,
    ids: new Set(state.ids).add(signedId(literal)),
    literals: [...state.literals, literal],
    next: new Map(),
  };
  if (state.literals.some((other) => contradict(other, literal, scope.effort))) return undefined;
  if (atom.symbolicForm !== undefined) return next;

  if (state.candidates !== undefined) {
    spend(scope.effort, state.candidates.length / TESTS_PER_STEP);
    return withCandidates(
      next,
      state.candidates.filter((value) => atom.test(value as never) === positive),
    );
  }
  if (
    !state.isUndecided &&
    atom.test(state.value as never) === positive &&
    !(atom.kind === 'text' && positive && atom.literals)
  )
    return next;
  return atom.kind === 'text'
    ? searchText(next, literal as StringLiteral, scope)
    : searchKey(next, atom as KeyAtom, scope);
}

function withCandidates(
  state: DimensionState,
  candidates: readonly (string | RequestPrincipal)[],
): DimensionState | undefined {
  return candidates.length === 0 ? undefined : { ...state, candidates, value: candidates[0] };
}

type StringLiteral = { atom: StringAtom; positive: boolean };

function searchText(
  state: DimensionState,
  { atom, positive }: StringLiteral,
  scope: DimensionScope,
): DimensionState | undefined {
  const literals = state.literals.filter((each): each is StringLiteral => each.atom.symbolicForm === undefined);
  const isAction = atom.dimension === 'action';
  const every = isAction ? EVERY_ACTION : EVERY_RESOURCE;
  const refuses = isAction ? refusedInActions : undefined;
  if (positive && atom.literals !== undefined) {
    spend(scope.effort, (atom.literals.length * literals.length) / TESTS_PER_STEP);
    const known = atom.literals.filter(
      (word) => isRequestable(word, isAction) && literals.every((each) => each.atom.test(word) === each.positive),
    );
    return withCandidates(state, known);
  }
  const languages = (wanted: boolean): Language[] =>
    literals.flatMap((each) => (each.positive === wanted ? [each.atom.language] : []));
  const query = { all: [every, ...languages(true)], none: languages(false) };
  const value = findString(refuses ? { ...query, refuses } : query, scope.effort);
  return value === undefined ? undefined : { ...state, value };
}

/** Whether a request can have a text for its action, or for its resource. Halves of characters are in no request. */
function isRequestable(word: string, isAction: boolean): boolean {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(word)) return false;
  if (isAction) return /^[^\s:*?]+:[^\s:*?]+$/.test(word);
  return word === '*' || /^arn(?::[^:]*){4}:./s.test(word);
}

function searchKey(state: DimensionState, { key }: KeyAtom, scope: DimensionScope): DimensionState | undefined {
  const literals = state.literals.filter((each): each is KeyLiteral => each.atom.symbolicForm === undefined);
  const answer = findValues(literals, { ...scope, isMultivalued: scope.multivaluedKeys.has(key) });
  if (answer === 'impossible') return undefined;
  return answer === 'undecided' ? { ...state, isUndecided: true } : { ...state, value: answer, isUndecided: false };
}

/**
 * Whether two literals cannot hold together, though variables leave open what each of them means: what is settled says
 * that a pattern matches, the new one that a pattern does not which, variable for variable, takes all that the first does.
 */
function contradict(settled: Literal, added: Literal, effort: Budget): boolean {
  if (!settled.positive || added.positive) return false;
  if (settled.atom.symbolicForm === undefined && added.atom.symbolicForm === undefined) return false;
  if (settled.atom.symbolicForm?.isOverApproximated) return false;
  const innerLanguage = symbolicLanguage(settled.atom as StringAtom | KeyAtom);
  const outerLanguage = symbolicLanguage(added.atom as StringAtom | KeyAtom);
  if (innerLanguage === undefined || outerLanguage === undefined) return false;
  return findString({ all: [innerLanguage], none: [outerLanguage], hasSymbols: true }, effort) === undefined;
}

/** The language with symbols; of an atom without variables, its own, less what could be taken for a symbol. */
function symbolicLanguage(atom: StringAtom | KeyAtom): Language | undefined {
  if (atom.symbolicForm !== undefined) return atom.symbolicForm.language;
  if (atom.kind === 'key' && !isPositiveMatch(atom.operator)) return undefined;
  return atom.language?.filter(
    (pattern) => !pattern.some((token) => typeof token === 'string' && isLoneSurrogate(token)),
  );
}
