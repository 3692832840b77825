import { attempt } from '../../core/attempt.js';
import type { AnyPolicy } from '../document.js';
import type { PolicySet } from '../policy-set.js';
import { likelyAssignments, pinnedAssignments } from './assignment.js';
import type { Assignment } from './atom-table.js';
import type { Literal } from './atom.js';
import {
  spend,
  STEPS_FOR_LIKELY_VALUES,
  STEPS_PER_CHARACTER,
  STEPS_PER_STATEMENT,
  TooComplexError,
  withAtMost,
} from './budget.js';
import { sizeOf, type ComparedStatement } from './compile.js';
import { assume } from './search.js';
import {
  placeOf,
  prepare,
  requiredLiterals,
  searchAlternatives,
  type Question,
  type Prepared,
  type StatementDifference,
  type ComparedPlace,
} from './statement-search.js';

/**
 * Decides a statement with variables by fixing their values. If the statement can apply for a few values only, all of
 * them are tried, which is a proof. Otherwise likely values are tried, which finds requests and proves nothing.
 */
export function searchWithVariables(
  alternatives: readonly ComparedStatement[],
  side: Prepared,
  question: Question,
): StatementDifference {
  const statement = placeOf(alternatives);
  let undecided: StatementDifference['undecided'];
  for (const same of groupByParts(alternatives)) {
    const found = attempt(TooComplexError, () => searchTogether(same, side, question));
    if (found instanceof TooComplexError) return { statement, undecided: 'tooComplex' };
    if (found.witness !== undefined) return { ...found, statement };
    undecided ??= found.undecided;
  }
  return { statement, ...(undecided !== undefined && { undecided }) };
}

function searchTogether(alternatives: readonly ComparedStatement[], side: Prepared, question: Question): Answer {
  const relevant = relevantStatements(alternatives, side, question);
  const original = { inner: question.inner, outer: question.outer, places: partsOf(alternatives) };
  const reduced: Question = { ...question, ...relevant.sets, original };
  return searchPinned(alternatives, relevant.statements, side, reduced) ?? searchLikely(relevant.statements, reduced);
}

/** Alternatives that stand for the same statements. */
function groupByParts(alternatives: readonly ComparedStatement[]): ComparedStatement[][] {
  const groups = new Map<string, ComparedStatement[]>();
  for (const each of alternatives) {
    const name = partsOf([each])
      .map(({ policy, statement }) => `${policy}.${statement}`)
      .join(' ');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** The statements of the policies that the first of some alternatives stands for. */
function partsOf([first]: readonly ComparedStatement[]): readonly ComparedPlace[] {
  return first?.joint?.parts ?? [first as ComparedStatement];
}

/** The statements that can apply to a request that a statement grants, and policies with these statements only. */
function relevantStatements(
  alternatives: readonly ComparedStatement[],
  side: Prepared,
  { inner, outer }: Question,
): { statements: readonly ComparedStatement[]; sets: Pick<Question, 'inner' | 'outer'> } {
  const models = alternatives
    .map((each) => assume(side.start, requiredLiterals(each), side.scope))
    .filter((model) => model !== undefined);
  const canApply = (other: ComparedStatement): boolean => {
    spend(side.scope.budget, models.length * STEPS_PER_STATEMENT);
    return models.some((model) => assume(model, requiredLiterals(other), side.scope) !== undefined);
  };
  const denies = side.own.statements.filter((other) => other.effect === 'Deny' && canApply(other));
  const others = side.other.statements.filter(canApply);
  return {
    statements: [...alternatives, ...denies, ...others],
    sets: {
      inner: pick(inner, [...partsOf(alternatives), ...denies], alternatives[0]?.joint?.route),
      outer: pick(outer, others),
    },
  };
}

/** Policies with some of their statements only, and with one of their routes or all. */
function pick(
  { policies, routes, bounds }: PolicySet,
  statements: readonly ComparedPlace[],
  route?: number,
): PolicySet {
  const places = new Set(statements.map(({ policy, statement }) => `${policy}.${statement}`));
  return {
    policies: policies.map((document, policy) => {
      const kept: unknown[] = document.Statement.filter((_, index) => places.has(`${policy}.${index}`));
      return { ...document, Statement: kept } as AnyPolicy;
    }),
    ...(routes && { routes: routes.filter((_, index) => route === undefined || index === route) }),
    ...(bounds && { bounds }),
  };
}

/**
 * Tries all values of variables for which a statement can apply, if it compares their keys with a few strings.
 * `undefined` if it does not.
 */
function searchPinned(
  alternatives: readonly ComparedStatement[],
  relevant: readonly ComparedStatement[],
  side: Prepared,
  question: Question,
): Answer | undefined {
  const keys = new Set(relevant.flatMap(({ variableKeys }) => variableKeys));
  // A Deny with a single condition holds for no request that is allowed.
  const demanded = side.own
    .mergedDenies()
    .flatMap(({ literals: [only, ...others] }) =>
      only !== undefined && others.length === 0 ? [{ atom: only.atom, positive: !only.positive }] : [],
    );
  const assignments: Assignment[] = [];
  for (const alternative of alternatives) {
    const pinned = pinnedAssignments([...alternative.literals, ...demanded], keys);
    if (pinned.length === 0) return undefined;
    assignments.push(...pinned);
  }
  for (const assignment of assignments) {
    const found = searchFixed(assignment, question);
    if (found.undecided === 'variables') return undefined;
    if (found.witness !== undefined || found.undecided !== undefined) return found;
  }
  return {};
}

/** Tries likely values of variables, with a part of the steps only, because that proves nothing. */
function searchLikely(relevant: readonly ComparedStatement[], question: Question): Answer {
  const found = attempt(TooComplexError, () =>
    withAtMost(STEPS_FOR_LIKELY_VALUES, question.workspace.budget, () => {
      for (const assignment of likelyAssignments(relevant)) {
        const answer = searchFixed(assignment, question);
        if (answer.witness !== undefined) return answer;
      }
      return undefined;
    }),
  );
  return found === undefined || found instanceof TooComplexError ? { undecided: 'variables' } : found;
}

type Answer = Omit<StatementDifference, 'statement'>;

/** The answer for requests in which the keys of variables have fixed values. */
function searchFixed(assignment: Assignment, question: Question): Answer {
  const { inner, outer, reading } = question;
  const workspace = question.workspace.withAssignment(assignment);
  const { atoms, scopeFor, budget } = workspace;
  // All strings of the policies are read again, whichever of them the search needs.
  spend(budget, STEPS_PER_CHARACTER * sizeOf([...inner.policies, ...outer.policies]));
  const literals = [...assignment].map(([key, value]): Literal => {
    if (value === undefined) return { atom: atoms.key(key, 'absent'), positive: true };
    const test = { family: 'String', comparison: 'equals', values: [value], excludes: false } as const;
    return { atom: atoms.condition(key, 'one', test, false), positive: true };
  });
  const start = assume(new Map(), literals, scopeFor(reading));
  if (start === undefined) return {};
  const fixed = { ...question, workspace };
  const side = prepare(fixed, start);
  // INVARIANT: the statement is the only Allow. With fixed variables, statements of layers may not apply together.
  const [alternatives] = side.own.allows;
  if (alternatives === undefined) return {};
  const { statement: _place, ...found } = searchAlternatives(alternatives, side, fixed);
  return found;
}
