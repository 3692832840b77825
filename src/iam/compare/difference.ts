import { attempt } from '../../core/attempt.js';
import type { AnyPolicy } from '../document.js';
import { evaluateDocuments } from '../evaluate.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { likelyAssignments, pinnedAssignments, type Assignment } from './assignment.js';
import type { Literal } from './atom.js';
import { spend, STEPS_PER_CHARACTER, TooComplexError } from './budget.js';
import { sizeOf, type ComparedStatement } from './compile.js';
import type { DimensionScope } from './dimension.js';
import { assume, findModelAvoiding, type Model } from './search.js';
import { requestOf } from './witness.js';
import { createWorkspace, type Workspace } from './workspace.js';

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
  statement: Pick<ComparedStatement, 'policy' | 'statement' | 'sid'>;
  witness?: AccessRequest;
  undecided?: UndecidedReason;
};

/** Two sets of policies. The question is what the first allows and the second does not. */
type Comparison = {
  inner: readonly AnyPolicy[];
  outer: readonly AnyPolicy[];
  reading: Reading;
  workspace: Workspace;
};

/**
 * Finds what policies grant and other policies do not: for each Allow statement of `policies`, a request that the
 * statement and the policies allow and `others` do not. Each request is confirmed by the evaluator.
 *
 * `others` do not allow a request if none of their Allow statements applies, or if one of their Deny statements does.
 * So the search looks for a request to which the statement applies and no Deny of `policies`, and either no Allow of
 * `others`, or one of their Deny statements.
 *
 * @param policies Policies that are attached together.
 * @param others Policies that are attached together, to compare with.
 * @param reading How to interpret what AWS's documentation leaves open.
 * @param workspace What is shared with other comparisons of the same policies, including the steps they can take.
 * @returns One result for each Allow statement, computed on demand. Statements with variables can come last.
 */
export function* grantedOnlyBy(
  policies: readonly AnyPolicy[],
  others: readonly AnyPolicy[],
  reading: Reading = DEFAULT_READING,
  workspace: Workspace = createWorkspace([...policies, ...others]),
): Generator<StatementDifference, void, void> {
  const comparison: Comparison = { inner: policies, outer: others, reading, workspace };
  const side = attempt(TooComplexError, () => prepare(comparison));
  if (side instanceof TooComplexError) {
    yield* allowStatements(policies).map((statement) => ({ statement, undecided: 'tooComplex' as const }));
    return;
  }
  const open: ComparedStatement[][] = [];
  for (const alternatives of side.allows) {
    const difference = searchAlternatives(alternatives, side, comparison);
    if (difference.undecided === 'variables') open.push(alternatives);
    else yield difference;
  }
  if (open.length > 0) yield* searchWithVariables(open, side, comparison);
}

function allowStatements(policies: readonly AnyPolicy[]): StatementDifference['statement'][] {
  return policies.flatMap(({ Statement }, policy) =>
    Statement.flatMap(({ Effect, Sid }, statement) =>
      Effect === 'Allow' ? [{ policy, statement, ...(Sid !== undefined && { sid: Sid }) }] : [],
    ),
  );
}

/** The compiled statements of a comparison. */
type Prepared = {
  scope: DimensionScope;
  /** The Allow statements of the inner policies, each with its alternatives. */
  allows: ComparedStatement[][];
  /** Deny statements of the inner policies: none may apply. */
  ownDenies: ComparedStatement[];
  outerAllows: ComparedStatement[];
  /** Keys of `outerAllows`. */
  outerKeys: ReadonlySet<string>;
  /** Deny statements of the outer policies that can apply where no Deny of the inner policies does. */
  outerDenies: ComparedStatement[];
  start: Model;
};

function prepare({ inner, outer, reading, workspace }: Comparison, start: Model = new Map()): Prepared {
  const own = uniqueStatements(workspace.compile(inner, reading));
  const others = uniqueStatements(workspace.compile(outer, reading));
  const ownDenies = own.filter(({ effect }) => effect === 'Deny');
  const outerAllows = others.filter(({ effect }) => effect === 'Allow');
  const scope = workspace.scopeFor(reading);
  const byPlace = new Map<string, ComparedStatement[]>();
  for (const statement of own) {
    if (statement.effect === 'Deny') continue;
    const place = `${statement.policy}.${statement.statement}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), statement]);
  }
  return {
    scope,
    allows: [...byPlace.values()],
    ownDenies,
    outerAllows,
    outerKeys: new Set(outerAllows.map(({ key }) => key)),
    outerDenies: uncoveredDenies(others, ownDenies, start, scope),
    start,
  };
}

/** The first of all statements with the same effect and literals. */
function uniqueStatements(statements: readonly ComparedStatement[]): ComparedStatement[] {
  const seen = new Set<string>();
  return statements.filter(({ effect, key }) => {
    const identity = `${effect} ${key}`;
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** Deny statements that no single Deny statement of the other side contains. */
function uncoveredDenies(
  statements: readonly ComparedStatement[],
  denies: readonly ComparedStatement[],
  start: Model,
  scope: DimensionScope,
): ComparedStatement[] {
  const known = new Set(denies.map(({ key }) => key));
  return statements.filter((statement) => {
    if (statement.effect !== 'Deny' || known.has(statement.key)) return false;
    if (denies.length === 0) return true;
    const applying = assume(start, requiredLiterals(statement), scope);
    if (applying === undefined) return false;
    return !denies.some((deny) => {
      spend(scope.budget, deny.literals.length);
      return deny.literals.every(
        ({ atom, positive }) => assume(applying, [{ atom, positive: !positive }], scope) === undefined,
      );
    });
  });
}

function searchAlternatives(
  alternatives: readonly ComparedStatement[],
  side: Prepared,
  comparison: Comparison,
): StatementDifference {
  const { policy, statement, sid } = alternatives[0] as ComparedStatement;
  const place = { policy, statement, ...(sid !== undefined && { sid }) };
  let undecided: UndecidedReason | undefined;
  for (const alternative of alternatives) {
    const found = searchStatement(alternative, side, comparison);
    if (typeof found === 'object') return { statement: place, witness: found };
    undecided ??= found;
  }
  return { statement: place, ...(undecided !== undefined && { undecided }) };
}

/** A confirmed request, or why none was found; `undefined` if there is none. */
function searchStatement(
  statement: ComparedStatement,
  side: Prepared,
  comparison: Comparison,
): AccessRequest | UndecidedReason | undefined {
  const { inner, outer, workspace } = comparison;
  const found = attempt(TooComplexError, () => {
    let undecided: UndecidedReason | undefined;
    for (const model of refusedModels(statement, side)) {
      const request = requestOf(model, [...inner, ...outer], workspace.uses, side.scope);
      if (isWitness(request, statement, comparison)) return request;
      undecided = reasonFor(model);
      if (undecided === 'variables') break;
    }
    return undecided;
  });
  return found instanceof TooComplexError ? 'tooComplex' : found;
}

/** Models of requests that the statement allows, one for each way in which the outer policies do not allow them. */
function* refusedModels(statement: ComparedStatement, side: Prepared): Generator<Model, void, void> {
  const isShared = side.outerKeys.has(statement.key);
  if (isShared && side.outerDenies.length === 0) return;
  const granted = assume(side.start, requiredLiterals(statement), side.scope);
  if (granted === undefined) return;
  if (!isShared) {
    const model = findModelAvoiding(granted, [...side.outerAllows, ...side.ownDenies], side.scope);
    if (model !== undefined) yield model;
  }
  for (const deny of side.outerDenies) {
    const denied = assume(granted, requiredLiterals(deny), side.scope);
    const model = denied && findModelAvoiding(denied, side.ownDenies, side.scope);
    if (model !== undefined) yield model;
  }
}

function requiredLiterals({ literals, implied }: ComparedStatement): Literal[] {
  return [...literals, ...implied];
}

/**
 * Confirms with the evaluator, which shares only the comparison of single values with the search, that a request is
 * allowed by this very statement, and not by the outer policies.
 */
function isWitness(
  request: AccessRequest,
  { policy, statement }: ComparedStatement,
  { inner, outer, reading }: Comparison,
): boolean {
  const { decision, statements } = evaluateDocuments(inner, request, reading);
  return (
    decision === 'allowed' &&
    statements.some((each) => each.policy === policy && each.statement === statement && each.applies) &&
    evaluateDocuments(outer, request, reading).decision !== 'allowed'
  );
}

/** Why a model is not confirmed. INVARIANT: a model without variables and undecided dimensions is always confirmed. */
export function reasonFor(model: Model): UndecidedReason {
  const states = [...model.values()];
  if (states.some(({ literals }) => literals.some(({ atom }) => atom.symbolic !== undefined))) return 'variables';
  if (states.some(({ isUndecided }) => isUndecided)) return 'mixedTypes';
  throw new Error('a request found by the comparison was not confirmed by the evaluation; please report this');
}

/**
 * Decides statements with variables by fixing their values. If a statement can apply for a few values only, all of them
 * are tried, which is a proof. Otherwise likely values are tried, which finds requests and proves nothing.
 */
function searchWithVariables(
  open: readonly ComparedStatement[][],
  side: Prepared,
  comparison: Comparison,
): StatementDifference[] {
  const statements = [...side.allows.flat(), ...side.outerAllows, ...side.ownDenies, ...side.outerDenies];
  const keys = new Set(statements.flatMap(({ variableKeys }) => variableKeys));
  const differences = open.map((alternatives) => searchPinned(alternatives, keys, side, comparison));
  const isOpen = ({ undecided }: StatementDifference): boolean => undecided === 'variables';
  if (!differences.some(isOpen)) return differences;
  for (const assignment of likelyAssignments(statements)) {
    const fixed = attempt(TooComplexError, () => prepareWith(assignment, comparison));
    if (fixed instanceof TooComplexError || !differences.some(isOpen)) break;
    if (fixed === undefined) continue;
    differences.forEach((difference, index) => {
      if (!isOpen(difference)) return;
      const found = searchPlace(difference.statement, fixed);
      if (found.witness !== undefined) differences[index] = found;
    });
  }
  return differences;
}

/** Tries all values of variables for which a statement can apply, if it compares their keys with a few strings. */
function searchPinned(
  alternatives: readonly ComparedStatement[],
  keys: ReadonlySet<string>,
  side: Prepared,
  comparison: Comparison,
): StatementDifference {
  const { policy, statement, sid } = alternatives[0] as ComparedStatement;
  const place = { policy, statement, ...(sid !== undefined && { sid }) };
  const open: StatementDifference = { statement: place, undecided: 'variables' };
  // A Deny with a single condition holds for no request that is allowed.
  const demanded = side.ownDenies.flatMap(({ literals: [only, ...others] }) =>
    only !== undefined && others.length === 0 ? [{ atom: only.atom, positive: !only.positive }] : [],
  );
  for (const alternative of alternatives) {
    if (searchStatement(alternative, side, comparison) === undefined) continue;
    const assignments = pinnedAssignments([...alternative.literals, ...demanded], keys);
    if (assignments.length === 0) return open;
    for (const assignment of assignments) {
      const fixed = attempt(TooComplexError, () => prepareWith(assignment, comparison));
      if (fixed instanceof TooComplexError) return { statement: place, undecided: 'tooComplex' };
      const found = fixed && searchPlace(place, fixed);
      if (found?.witness !== undefined || found?.undecided !== undefined) return found;
    }
  }
  return { statement: place };
}

/** The statements of a comparison with fixed values of variables. */
type Fixed = { side: Prepared; comparison: Comparison };

/** `undefined` if no request has these values. */
function prepareWith(assignment: Assignment, comparison: Comparison): Fixed | undefined {
  const { inner, outer } = comparison;
  const workspace = comparison.workspace.withAssignment(assignment);
  const { atoms, scopeFor, budget } = workspace;
  // All strings of the policies are read again, whichever of them the search needs.
  spend(budget, STEPS_PER_CHARACTER * sizeOf([...inner, ...outer]));
  const literals = [...assignment].map(([key, value]): Literal => {
    if (value === undefined) return { atom: atoms.key(key, 'absent'), positive: true };
    const test = { family: 'String', comparison: 'equals', values: [value], excludes: false } as const;
    return { atom: atoms.condition(key, 'one', test, false), positive: true };
  });
  const start = assume(new Map(), literals, scopeFor(comparison.reading));
  if (start === undefined) return undefined;
  const fixed = { ...comparison, workspace };
  return { side: prepare(fixed, start), comparison: fixed };
}

function searchPlace(place: StatementDifference['statement'], { side, comparison }: Fixed): StatementDifference {
  const alternatives = side.allows.find(
    ([first]) => first?.policy === place.policy && first.statement === place.statement,
  );
  return alternatives === undefined ? { statement: place } : searchAlternatives(alternatives, side, comparison);
}
