import { resourceTest } from './arn.js';
import { conditionTest, type ConditionTest, type Context } from './condition.js';
import {
  DEFAULT_READING,
  foldCase,
  listOf,
  type Decision,
  type OneOrMore,
  type Policy,
  type Reading,
  type Request,
  type Statement,
} from './language.js';
import { callerOf, isExempt, matchesPrincipal, type Caller } from './principals.js';
import { ANYTHING, expressionOf, matchesWhole, piecesOf, type TextTest, type ValueOf } from './text.js';

/**
 * The reference: a second evaluator of IAM policies, written from AWS's pages. It shares no code with `src`, and is
 * simple where the library is fast.
 */

/** What of a request and a reading the statements look at. */
type Scope = {
  readonly action: string;
  readonly resource: string;
  readonly caller: Caller;
  readonly hasBoundary: boolean;
  readonly context: Context;
  readonly valueOf: ValueOf;
  readonly reading: Reading;
};

type PreparedStatement = {
  readonly effect: 'Allow' | 'Deny';
  /** `undefined` if that depends on who makes the request. */
  readonly applies: (scope: Scope) => boolean | undefined;
};

/** Policies that are prepared for many requests. */
export type Judge = {
  decide: (request: Request, reading?: Partial<Reading>) => Decision;
  /** For every statement of every policy, in order, whether it applies. */
  applies: (request: Request, reading?: Partial<Reading>) => (boolean | undefined)[];
};

export function createJudge(policies: readonly Policy[]): Judge {
  const sources = policies.flatMap(({ Version, Statement }) =>
    listOf(Statement).map((statement) => ({ statement, hasVariables: Version === '2012-10-17' })),
  );
  const isRefused = sources.some(
    ({ statement }) => statement.NotPrincipal !== undefined && statement.Effect === 'Allow',
  );
  const prepared = sources.map(({ statement, hasVariables }) => prepare(statement, hasVariables));
  const applies: Judge['applies'] = (request, reading = {}) => {
    const scope = scopeOf(request, { ...DEFAULT_READING, ...reading });
    return prepared.map((statement) => statement.applies(scope));
  };
  return {
    applies,
    decide: (request, reading) => {
      if (isRefused) return 'refused';
      return decisionOf(prepared, applies(request, reading));
    },
  };
}

/**
 * "By default, all requests are implicitly denied. An explicit allow in a policy overrides this default. An explicit
 * deny in any policy overrides any allows" (reference_policies_evaluation-logic_policy-eval-denyallow.html).
 */
function decisionOf(statements: readonly PreparedStatement[], outcomes: readonly (boolean | undefined)[]): Decision {
  const found = new Set<string>();
  statements.forEach(({ effect }, index) => found.add(`${effect} ${outcomes[index]}`));
  if (found.has('Deny true')) return 'explicitDeny';
  if (found.has('Deny undefined')) return 'undetermined';
  if (found.has('Allow true')) return 'allowed';
  return found.has('Allow undefined') ? 'undetermined' : 'implicitDeny';
}

function scopeOf(request: Request, reading: Reading): Scope {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(request.context ?? {})) {
    // A null data set is "such as an empty string" on the page of operators: the reading `absent`.
    const values = listOf(value).filter((each) => each !== '' || reading.emptyValue === 'present');
    if (values.length > 0) context.set(foldCase(key), values);
  }
  return {
    action: foldCase(request.action),
    resource: request.resource,
    caller: callerOf(request),
    hasBoundary: request.permissionsBoundary === true,
    context,
    // "You can use any single-valued condition key as a policy variable": one with several values has no value.
    valueOf: (key) => {
      const values = context.get(key);
      return values?.length === 1 ? values[0] : undefined;
    },
    reading,
  };
}

function prepare(statement: Statement, hasVariables: boolean): PreparedStatement {
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const actions = listOf(Action ?? NotAction).map((pattern) =>
    expressionOf(piecesOf(foldCase(pattern), false, true), ANYTHING),
  );
  const resources = Resource ?? NotResource;
  const readings = {
    cross: resourceTests(resources, hasVariables, 'cross'),
    stay: resourceTests(resources, hasVariables, 'stay'),
  };
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): ConditionTest => conditionTest(operator, key, values, hasVariables)),
  );

  const isAbout = ({ action, resource, context, valueOf, reading }: Scope): boolean => {
    // "IAM prefixes and action names are case insensitive" (reference_policies_elements_action.html).
    const matchesAction = actions.some((expression) => matchesWhole(expression, action));
    if (matchesAction === (Action === undefined)) return false;
    if (resources !== undefined) {
      const matchesResource = readings[reading.colons].some((test) => test(resource, valueOf));
      if (matchesResource === (Resource === undefined)) return false;
    }
    // Operators and keys are joined by AND (reference_policies_condition-logic-multiple-context-keys-or-values.html).
    return conditions.every((condition) => condition(context, valueOf, reading.mistypedValue));
  };
  const isFrom = ({ caller, hasBoundary, reading }: Scope): boolean | undefined => {
    if (Principal !== undefined) return matchesPrincipal(Principal, caller);
    if (NotPrincipal === undefined) return true;
    const exempt = isExempt(NotPrincipal, caller, hasBoundary, reading.notPrincipal);
    return exempt === undefined ? undefined : !exempt;
  };
  return { effect: Effect, applies: (scope) => isAbout(scope) && isFrom(scope) };
}

function resourceTests(
  entries: OneOrMore<string> | undefined,
  hasVariables: boolean,
  colons: Reading['colons'],
): TextTest[] {
  return listOf(entries).map((entry) => resourceTest(entry, hasVariables, colons));
}
