import { attempt } from '../../core/attempt.js';
import { operatorNamed } from '../condition/operator.js';
import type { AnyPolicy } from '../document.js';
import { evaluateAccess } from '../evaluate.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { variableAssignments, type Assignment } from './assignment.js';
import { createAtomTable, type AtomTable, type Literal } from './atom.js';
import { createBudget, TooComplexError, type Budget } from './budget.js';
import { compileStatements, type ComparedStatement } from './compile.js';
import type { DimensionScope } from './dimension.js';
import { multivaluedKeys } from './multivalued.js';
import { representativePrincipals } from './representative-principals.js';
import { assume, findModelAvoiding, type Model } from './search.js';
import { requestOf } from './witness.js';

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
  statement: ComparedStatement;
  witness?: AccessRequest;
  undecided?: UndecidedReason;
};

/** Two sets of policies. The question is what the first allows and the second does not. */
type Comparison = {
  inner: readonly AnyPolicy[];
  outer: readonly AnyPolicy[];
  reading: Reading;
  budget: Budget;
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
 * @returns One result for each Allow statement, computed on demand. Statements with variables can come last.
 * @throws {InvalidInputError} If a policy uses a condition operator that IAM does not define.
 */
export function* grantedOnlyBy(
  policies: readonly AnyPolicy[],
  others: readonly AnyPolicy[],
  reading: Reading = DEFAULT_READING,
): Generator<StatementDifference, void, void> {
  const comparison: Comparison = { inner: policies, outer: others, reading, budget: createBudget() };
  const side = prepare(comparison);
  const open: StatementDifference[] = [];
  for (const statement of side.allows) {
    const difference = searchStatement(statement, side, comparison);
    if (difference.undecided === 'variables') open.push(difference);
    else yield difference;
  }
  if (open.length > 0) yield* searchWithFixedVariables(open, side, comparison);
}

/** The compiled statements of a comparison. */
type Prepared = {
  scope: DimensionScope;
  atoms: AtomTable;
  allows: ComparedStatement[];
  /** Deny statements of the inner policies: none may apply. */
  ownDenies: ComparedStatement[];
  outerAllows: ComparedStatement[];
  /** Deny statements of the outer policies that the inner policies do not have. */
  outerDenies: ComparedStatement[];
  start: Model;
};

function prepare({ inner, outer, reading, budget }: Comparison, assignment?: Assignment): Prepared {
  const atoms = createAtomTable({
    ...reading,
    ...(assignment && { assignment: (key) => assignment.get(key.toLowerCase()) }),
  });
  const own = uniqueStatements(compileStatements(inner, atoms));
  const others = uniqueStatements(compileStatements(outer, atoms));
  const ownDenies = own.filter(({ effect }) => effect === 'Deny');
  const deniedAlready = new Set(ownDenies.map(({ key }) => key));
  const scope: DimensionScope = {
    emptyValue: reading.emptyValue,
    multivaluedKeys: multivaluedKeys([...own, ...others]),
    principals: representativePrincipals([...inner, ...outer]),
    budget,
    free: new Map(),
  };
  return {
    scope,
    atoms,
    allows: own.filter(({ effect }) => effect === 'Allow'),
    ownDenies,
    outerAllows: others.filter(({ effect }) => effect === 'Allow'),
    outerDenies: others.filter(({ effect, key }) => effect === 'Deny' && !deniedAlready.has(key)),
    start: new Map(),
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

function searchStatement(statement: ComparedStatement, side: Prepared, comparison: Comparison): StatementDifference {
  let undecided: UndecidedReason | undefined;
  const witness = attempt(TooComplexError, () => {
    for (const model of refusedModels(statement, side)) {
      const request = requestOf(model, [...comparison.inner, ...comparison.outer]);
      if (isWitness(request, comparison)) return request;
      undecided = reasonFor(model);
      if (undecided === 'variables') break;
    }
    return undefined;
  });
  if (witness instanceof TooComplexError) return { statement, undecided: 'tooComplex' };
  if (witness !== undefined) return { statement, witness };
  return undecided === undefined ? { statement } : { statement, undecided };
}

/** Models of requests that the statement allows, one for each way in which the outer policies do not allow them. */
function* refusedModels(statement: ComparedStatement, side: Prepared): Generator<Model, void, void> {
  const granted = assume(side.start, requiredLiterals(statement), side.scope);
  if (granted === undefined) return;
  if (!side.outerAllows.some(({ key }) => key === statement.key)) {
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

/** Confirms a witness with the evaluator, which shares only the comparison of single values with the search. */
function isWitness(request: AccessRequest, { inner, outer, reading }: Comparison): boolean {
  return (
    evaluateAccess(inner, request, reading).decision === 'allowed' &&
    evaluateAccess(outer, request, reading).decision !== 'allowed'
  );
}

/** Why a model is not confirmed. INVARIANT: a model without variables and undecided dimensions is always confirmed. */
export function reasonFor(model: Model): UndecidedReason {
  const states = [...model.values()];
  if (states.some(({ literals }) => literals.some(({ atom }) => atom.symbolicForm !== undefined))) return 'variables';
  if (states.some(({ isUndecided }) => isUndecided)) return 'mixedTypes';
  throw new Error('a request found by the comparison was not confirmed by the evaluation; please report this');
}

/**
 * Searches for witnesses with fixed values of the variables. Each assignment leaves policies without variables, for
 * which the search is exact. If no assignment gives a witness, that proves nothing.
 */
function searchWithFixedVariables(
  open: readonly StatementDifference[],
  { allows, outerAllows, ownDenies, outerDenies }: Prepared,
  comparison: Comparison,
): StatementDifference[] {
  const statements = [...allows, ...outerAllows, ...ownDenies, ...outerDenies];
  const found = new Map(open.map((difference) => [placeOf(difference.statement), difference]));
  const isOpen = ({ witness }: StatementDifference): boolean => witness === undefined;
  for (const assignment of variableAssignments(statements)) {
    const side = attempt(TooComplexError, () => withVariablesFixed(prepare(comparison, assignment), assignment));
    if (side instanceof TooComplexError || ![...found.values()].some(isOpen)) break;
    for (const statement of side.allows) {
      const place = placeOf(statement);
      const difference = found.get(place);
      if (difference === undefined || !isOpen(difference)) continue;
      const resolved = searchStatement(statement, side, comparison);
      if (!isOpen(resolved)) found.set(place, resolved);
    }
  }
  return [...found.values()];
}

/** The same search, with each variable's condition key fixed to the assigned value. */
function withVariablesFixed(side: Prepared, assignment: Assignment): Prepared {
  const literals = [...assignment].map(([key, value]): Literal => {
    const operator = operatorNamed(value === undefined ? 'Null' : 'StringEquals');
    return { atom: side.atoms.condition(operator, key, [value ?? 'true'], false), positive: true };
  });
  return { ...side, start: assume(side.start, literals, side.scope) as Model };
}

function placeOf({ policy, statement }: ComparedStatement): string {
  return `${policy}.${statement}`;
}
