import { attempt } from '../../core/attempt.js';
import type { AnyPolicy } from '../document.js';
import { firstLayers, toPolicySet, type PolicySet } from '../policy-set.js';
import { DEFAULT_READING, type Reading } from '../reading.js';
import { TooComplexError } from './budget.js';
import type { ComparedStatement } from './compile.js';
import { searchWithVariables } from './fixed-variables.js';
import {
  prepare,
  searchAlternatives,
  type ExampleContext,
  type Question,
  type StatementDifference,
} from './statement-search.js';
import { createWorkspace, type Workspace } from './workspace.js';

export type { StatementDifference, UndecidedReason } from './statement-search.js';

/**
 * Finds what policies grant and other policies do not: for each Allow statement of `policies`, a request that the
 * statement and the policies allow and `others` do not. Each request is confirmed by the evaluator.
 *
 * Policies are attached together, or form layers that all have to allow a request.
 *
 * `others` do not allow a request if none of their Allow statements applies, or if one of their Deny statements does.
 * So the search looks for a request to which the statement applies and no Deny of `policies`, and either no Allow of
 * `others`, or one of their Deny statements.
 *
 * @param policies Policies that are attached together.
 * @param others Policies that are attached together, to compare with.
 * @param reading How to interpret what AWS's documentation leaves open.
 * @param workspace What is shared with other comparisons of the same policies, including the steps they can take.
 * @returns One result for each Allow statement, computed on demand, and where its example comes from. Statements with
 *   variables can come last.
 */
export function* grantedOnlyBy(
  policies: readonly AnyPolicy[] | PolicySet,
  others: readonly AnyPolicy[] | PolicySet,
  reading: Reading = DEFAULT_READING,
  workspace: Workspace = createWorkspace([...toPolicySet(policies).policies, ...toPolicySet(others).policies]),
): Generator<StatementDifference & { context?: ExampleContext }, void, void> {
  const [inner, outer] = [toPolicySet(policies), toPolicySet(others)];
  const question: Question = { inner, outer, reading, workspace };
  const side = attempt(TooComplexError, () => prepare(question));
  if (side instanceof TooComplexError) {
    yield* allowStatements(inner).map((statement) => ({ statement, undecided: 'tooComplex' as const }));
    return;
  }
  const open: (readonly ComparedStatement[])[] = [];
  for (const alternatives of side.own.allows) {
    const difference = searchAlternatives(alternatives, side, question);
    if (difference.undecided === 'variables') open.push(alternatives);
    else yield { ...difference, context: { alternatives, side, question } };
  }
  for (const alternatives of open) {
    const difference = searchWithVariables(alternatives, side, question);
    yield { ...difference, context: { alternatives, side, question } };
  }
}

/** The Allow statements of all policies, or of the first layer of each route. */
function allowStatements({ policies, routes }: PolicySet): StatementDifference['statement'][] {
  const first = routes && firstLayers(routes);
  return policies.flatMap(({ Statement }, policy) =>
    Statement.flatMap(({ Effect, Sid }, statement) =>
      Effect === 'Allow' && (first?.has(policy) ?? true)
        ? [{ policy, statement, ...(Sid !== undefined && { sid: Sid }) }]
        : [],
    ),
  );
}
