import { attempt } from '../../core/attempt.js';
import { operatorNamed } from '../condition/operator.js';
import { type AnyPolicy } from '../document.js';
import { evaluateAccess } from '../evaluate.js';
import type { Reading } from '../reading.js';
import type { AccessRequest } from '../request.js';
import { variableAssignments, type Assignment } from './assignment.js';
import { createAtomTable, type AtomTable, type Literal } from './atom.js';
import { TooComplexError, type Budget } from './budget.js';
import { readStatements, type ComparedStatement } from './compile.js';
import type { DimensionScope } from './dimension.js';
import { multivaluedKeys } from './multivalued.js';
import { representativePrincipals } from './representative-principals.js';
import { assume, findModelAvoiding, type Model } from './search.js';
import { requestOf } from './witness.js';

/** Why it cannot be said whether there is a request. */
export type UndecidedReason = 'variables' | 'mixedTypes' | 'tooComplex';

/** What is known of the requests that an Allow statement grants and the other policies do not. */
export type StatementDifference = {
  statement: ComparedStatement;
  witness?: AccessRequest;
  undecided?: UndecidedReason;
};

/** Two sets of policies, made ready for the question what the first allows and the second does not. */
type Comparison = {
  inner: readonly AnyPolicy[];
  outer: readonly AnyPolicy[];
  reading: Reading;
  effort: Budget;
};

/** The steps for one direction of a comparison: well under a second. */
const EFFORT = 1_500_000;

/**
 * For each Allow statement of the inner policies, a request that it and they allow and the outer policies do not.
 *
 * The outer policies refuse a request if none of their Allow statements applies, or if one of their Deny statements
 * does. So a request is looked for that the statement applies to and no Deny of its own policies, and either no Allow
 * of the outer ones, or, one by one, a Deny of theirs.
 *
 */
export function* differences(
  inner: readonly AnyPolicy[],
  outer: readonly AnyPolicy[],
  reading: Reading,
): Generator<StatementDifference, void, void> {
  const comparison: Comparison = { inner, outer, reading, effort: { left: EFFORT } };
  const side = prepare(comparison);
  const open: StatementDifference[] = [];
  for (const statement of side.allows) {
    const difference = searchStatement(statement, side, comparison);
    if (difference.undecided === 'variables') open.push(difference);
    else yield difference;
  }
  if (open.length > 0) yield* searchWithFixedVariables(open, side, comparison);
}

type Prepared = {
  scope: DimensionScope;
  atoms: AtomTable;
  allows: ComparedStatement[];
  /** What must not apply, whichever way the outer policies refuse. */
  ownDenies: ComparedStatement[];
  outerAllows: ComparedStatement[];
  /** Those that the inner policies do not have themselves. */
  outerDenies: ComparedStatement[];
  start: Model;
};

function prepare({ inner, outer, reading, effort }: Comparison, assignment?: Assignment): Prepared {
  const atoms = createAtomTable({
    ...reading,
    ...(assignment && { assignment: (key) => assignment.get(key.toLowerCase()) }),
  });
  const own = uniqueStatements(readStatements(inner, atoms));
  const others = uniqueStatements(readStatements(outer, atoms));
  const ownDenies = own.filter(({ effect }) => effect === 'Deny');
  const deniedAlready = new Set(ownDenies.map(({ key }) => key));
  const scope: DimensionScope = {
    emptyValue: reading.emptyValue,
    multivaluedKeys: multivaluedKeys([...own, ...others]),
    principals: representativePrincipals([...inner, ...outer]),
    effort,
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

/** Of statements with the same effect that ask the same, the first. */
function uniqueStatements(statements: readonly ComparedStatement[]): ComparedStatement[] {
  return [
    ...new Map(statements.toReversed().map((each) => [`${each.effect} ${each.key}`, each])).values(),
  ].toReversed();
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

/** Requests that the statement applies to and its policies do not deny, for each way in which the others refuse. */
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

/** Every witness is put to the evaluation, which shares nothing with the search but the reading of single values. */
function isWitness(request: AccessRequest, { inner, outer, reading }: Comparison): boolean {
  return (
    evaluateAccess(inner, request, reading).decision === 'allowed' &&
    evaluateAccess(outer, request, reading).decision !== 'allowed'
  );
}

/** Why a model is no witness. INVARIANT: one in which everything is settled is. */
export function reasonFor(model: Model): UndecidedReason {
  const states = [...model.values()];
  if (states.some(({ literals }) => literals.some(({ atom }) => atom.symbolicForm !== undefined))) return 'variables';
  if (states.some(({ isUndecided }) => isUndecided)) return 'mixedTypes';
  throw new Error('a request found by the comparison was not confirmed by the evaluation; please report this');
}

/**
 * Looks for witnesses with settled values of the variables. Each assignment leaves policies without variables, for
 * which the search is exact; that none gives a witness proves nothing.
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
      const settledDifference = searchStatement(statement, side, comparison);
      if (!isOpen(settledDifference)) found.set(place, settledDifference);
    }
  }
  return [...found.values()];
}

/** The comparison with the keys that the variables name held to the assignment's values, each of which can be had. */
function withVariablesFixed(side: Prepared, assignment: Assignment): Prepared {
  const literals = [...assignment].map(([key, value]): Literal => {
    const [operator, text] = value === undefined ? ['Null', 'true'] : ['StringEquals', value];
    return {
      atom: side.atoms.condition(operatorNamed(operator as string), key, [text as string], false),
      positive: true,
    };
  });
  return { ...side, start: assume(side.start, literals, side.scope) as Model };
}

function placeOf({ policy, statement }: ComparedStatement): string {
  return `${policy}.${statement}`;
}
