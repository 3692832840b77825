import { attempt } from '../../core/attempt.js';
import { decideDocuments, type EvaluablePolicy } from '../decide.js';
import type { AnyPolicy, AnyStatement } from '../document.js';
import { decideSet, type PolicySet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import type { Literal } from './atom.js';
import { spend, TESTS_PER_STEP, TooComplexError } from './budget.js';
import type { ComparedStatement } from './compile.js';
import { plainlyContains } from './containment.js';
import type { DimensionScope } from './dimension.js';
import { mergeStatements } from './merge.js';
import { assume, findModelAvoiding, type Model } from './search.js';
import type { Side } from './side.js';
import { requestOf, spellAction } from './witness.js';
import type { Workspace } from './workspace.js';

/**
 * Why a statement could not be compared.
 *
 * - `variables`: policy variables tie the statement to condition keys, and no values were found that resolve them.
 * - `mixedTypes`: a condition key is compared both as a string and as a number, a date or an IP address.
 * - `tooComplex`: the patterns or conditions exceed the step budget of a comparison.
 */
export type UndecidedReason = 'variables' | 'mixedTypes' | 'tooComplex';

/**
 * The result for one Allow statement: a request that it allows and the other policies do not, the reason why none could
 * be found or ruled out, or neither, if there is none.
 */
export type StatementDifference = {
  statement: Pick<ComparedStatement, 'policy' | 'statement'> & { sid?: string };
  witness?: AccessRequest;
  undecided?: UndecidedReason;
};

/** Where an example of a statement comes from. */
export type ExampleContext = { alternatives: readonly ComparedStatement[]; side: Prepared; question: Question };

/** What do the inner policies allow that the outer policies do not? */
export type Question = {
  inner: PolicySet;
  outer: PolicySet;
  reading: Reading;
  workspace: Workspace;
  /** The policies with all their statements and the places of the statement in them, if these are a part of them. */
  original?: Pick<Question, 'inner' | 'outer'> & { places: readonly ComparedPlace[] };
};

/** A statement by its policy and its place in it. */
export type ComparedPlace = Pick<ComparedStatement, 'policy' | 'statement'>;

/** Both sides of a question. */
export type Prepared = {
  scope: DimensionScope;
  own: Side;
  other: Side;
  /** Deny statements of the outer policies that can apply where no Deny of the inner policies does. */
  outerDenies: readonly ComparedStatement[];
  start: Model;
  /** What was found for the literals of a statement. */
  answers: Map<string, SearchAnswer>;
};

/** A confirmed request, or why none was found; `undefined` if there is none. */
type SearchAnswer = AccessRequest | UndecidedReason | undefined;

export function prepare({ inner, outer, reading, workspace }: Question, start: Model = new Map()): Prepared {
  const scope = workspace.scopeFor(reading);
  const own = workspace.sideOf(inner, reading);
  const other = workspace.sideOf(outer, reading);
  const isOwn = own.denyKeys();
  const foreign = other.statements.filter(({ effect, key }) => effect === 'Deny' && !isOwn.has(key));
  const outerDenies = uncoveredDenies(mergeStatements(foreign, workspace.atoms), own.mergedDenies(), start, scope);
  return { scope, own, other, outerDenies, start, answers: new Map() };
}

/** Deny statements that no single Deny statement of the other side contains. */
function uncoveredDenies(
  denies: readonly ComparedStatement[],
  ownDenies: readonly ComparedStatement[],
  start: Model,
  scope: DimensionScope,
): readonly ComparedStatement[] {
  if (ownDenies.length === 0) return denies;
  return denies.filter((statement) => {
    const applying = assume(start, requiredLiterals(statement), scope);
    if (applying === undefined || ownDenies.some((deny) => plainlyContains(deny, statement, scope.budget)))
      return false;
    return !ownDenies.some((deny) => {
      spend(scope.budget, deny.literals.length);
      return deny.literals.every(
        ({ atom, positive }) => assume(applying, [{ atom, positive: !positive }], scope) === undefined,
      );
    });
  });
}

export function searchAlternatives(
  alternatives: readonly ComparedStatement[],
  side: Prepared,
  question: Question,
): StatementDifference {
  const place = placeOf(alternatives);
  let undecided: UndecidedReason | undefined;
  for (const alternative of alternatives) {
    const found = searchStatement(alternative, side, question);
    if (typeof found === 'object') return { statement: place, witness: found };
    undecided ??= found;
  }
  return { statement: place, ...(undecided !== undefined && { undecided }) };
}

/** The policy and the statement that these are the alternatives of. */
export function placeOf(alternatives: readonly ComparedStatement[]): StatementDifference['statement'] {
  const { policy, statement, sid } = alternatives[0] as ComparedStatement;
  return { policy, statement, ...(sid !== undefined && { sid }) };
}

function searchStatement(statement: ComparedStatement, side: Prepared, question: Question): SearchAnswer {
  if (!side.answers.has(statement.key)) side.answers.set(statement.key, findAnswer(statement, side, question));
  return side.answers.get(statement.key);
}

function findAnswer(statement: ComparedStatement, side: Prepared, question: Question): SearchAnswer {
  const { inner, outer, workspace } = question;
  const found = attempt(TooComplexError, () => {
    let undecided: UndecidedReason | undefined;
    for (const model of refusedModels(statement, side)) {
      const request = requestOf(model, workspace.uses, side.scope);
      if (isWitness(request, statement, question)) {
        return { ...request, action: spellAction(request.action, [...inner.policies, ...outer.policies]) };
      }
      undecided = reasonFor(model);
      if (undecided === 'variables') break;
    }
    return undecided;
  });
  return found instanceof TooComplexError ? 'tooComplex' : found;
}

/** Models of requests that the statement allows, one for each way in which the outer policies do not allow them. */
function* refusedModels(statement: ComparedStatement, side: Prepared): Generator<Model, void, void> {
  const { own, other, outerDenies } = side;
  const refusals = other.refusals.filter(
    ({ keys, merged }) =>
      !keys().has(statement.key) && !merged().some((outer) => plainlyContains(outer, statement, side.scope.budget)),
  );
  if (refusals.length === 0 && outerDenies.length === 0) return;
  const granted = assume(side.start, requiredLiterals(statement), side.scope);
  if (granted === undefined) return;
  for (const { merged } of refusals) {
    const model = findModelAvoiding(granted, [...merged(), ...own.mergedDenies()], side.scope);
    if (model !== undefined) yield model;
  }
  for (const deny of outerDenies) {
    const denied = assume(granted, requiredLiterals(deny), side.scope);
    const model = denied && findModelAvoiding(denied, own.mergedDenies(), side.scope);
    if (model !== undefined) yield model;
  }
}

export function requiredLiterals({ literals, implied }: ComparedStatement): Literal[] {
  return [...literals, ...implied];
}

/**
 * Confirms with the evaluator, which shares only the comparison of single values with the search, that a request is
 * allowed by this very statement, and not by the outer policies. Few of the requests that are not confirmed pass the
 * statement, so it goes first.
 */
export function isWitness(
  request: AccessRequest,
  compared: ComparedStatement,
  { inner: someInner, outer: someOuter, original, reading, workspace }: Question,
): boolean {
  const { inner, outer } = original ?? { inner: someInner, outer: someOuter };
  const confirm = (set: PolicySet): boolean => {
    const count = set.policies.reduce((sum, each) => sum + each.Statement.length, 0);
    spend(workspace.budget, (count * (1 + (set.routes?.length ?? 0))) / TESTS_PER_STEP);
    return decideSet(set, request, reading) === 'allowed';
  };
  const places = original?.places ?? compared.joint?.parts ?? [compared];
  const applies = ({ policy, statement }: ComparedPlace): boolean => {
    const { Version, Statement } = inner.policies[policy] as AnyPolicy;
    const alone: EvaluablePolicy = { Version, Statement: [Statement[statement] as AnyStatement] };
    spend(workspace.budget, 1 / TESTS_PER_STEP);
    return decideDocuments([alone], request, reading) === 'allowed';
  };
  return places.every(applies) && confirm(inner) && !confirm(outer);
}

/** Why a model is not confirmed. INVARIANT: a model without variables and undecided dimensions is always confirmed. */
export function reasonFor(model: Model): UndecidedReason {
  const states = [...model.values()];
  if (states.some(({ literals }) => literals.some(({ atom }) => atom.symbolic !== undefined))) return 'variables';
  if (states.some(({ isUndecided }) => isUndecided)) return 'mixedTypes';
  throw new Error('a request found by the comparison was not confirmed by the evaluation; please report this');
}
