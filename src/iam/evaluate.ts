import { conditionHolds, type ConditionScope } from './condition/condition.js';
import { operatorNamed } from './condition/operator.js';
import {
  elementsOf,
  policyList,
  type AnyStatement,
  type Effect,
  type PolicyInput,
  type Principal,
} from './document.js';
import { matchesResource } from './match/arn-pattern.js';
import { hasWildcards, matchesGlob } from './match/glob.js';
import { matchesPrincipal } from './match/principal.js';
import { DEFAULT_READING, type Reading } from './reading.js';
import { normalizeRequest, type AccessRequest, type NormalizedRequest } from './request.js';

/**
 * The decision on a request. `explicitDeny`: a Deny statement applies; `allowed`: an Allow statement applies and no
 * Deny statement does; `implicitDeny`: no statement applies.
 */
export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** The decision of policies on a request, and the reasons for it. */
export type AccessDecision = {
  decision: Decision;
  /** The outcome of every statement of every policy, in their order. */
  statements: StatementOutcome[];
};

/** Whether a statement applies to a request. */
export type StatementOutcome = {
  /** Index of the policy, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  effect: Effect;
  applies: boolean;
  sid?: string;
  /** The first element that does not match, if the statement does not apply. */
  mismatch?: Mismatch;
};

/** The element of a statement that does not match a request; for a condition, its operator and key. */
export type Mismatch =
  | { element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' }
  | { element: 'Condition'; operator: string; key: string };

type EvaluationScope = ConditionScope & Pick<Reading, 'colons'>;

/**
 * Evaluates one request against a policy, or against several policies that are attached together.
 *
 * A Deny statement overrides every Allow statement; if no statement applies, the request is denied implicitly. The
 * decision is that of these policies alone: service control policies, permissions boundaries, session policies and
 * resource-based policies have to be evaluated separately.
 *
 * @param policies Identity-based policies, trust policies or resource-based policies. Parse JSON text with
 *   {@link parsePolicy} first.
 * @param request One action on one resource, with condition keys; for policies with principals, also the principal.
 * @param reading Settings for what AWS's documentation leaves open, if they are not the default ones.
 * @returns The decision, and the outcome of every statement.
 * @throws {InvalidInputError} With every problem of the request, or if a policy uses a condition operator that IAM does
 *   not define.
 *
 * @example
 * const policy: PolicyDocument = {
 *   Version: '2012-10-17',
 *   Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }],
 * };
 * evaluateAccess(policy, { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' });
 * // {
 * //   decision: 'allowed',
 * //   statements: [{ policy: 0, statement: 0, effect: 'Allow', applies: true }],
 * // }
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluateAccess(
  policies: PolicyInput,
  request: AccessRequest,
  reading: Partial<Reading> = {},
): AccessDecision {
  const normalized = normalizeRequest(request);
  const fullReading = { ...DEFAULT_READING, ...reading };
  const statements: StatementOutcome[] = [];
  policyList(policies).forEach((policy, policyIndex) => {
    const scope = evaluationScope(policy.Version === '2012-10-17', normalized, fullReading);
    policy.Statement.forEach((statement, index) => {
      statements.push(describeOutcome(statement, policyIndex, index, findMismatch(statement, normalized, scope)));
    });
  });
  return { decision: decide(statements), statements };
}

function decide(statements: readonly StatementOutcome[]): Decision {
  const applying = statements.filter(({ applies }) => applies);
  if (applying.some(({ effect }) => effect === 'Deny')) return 'explicitDeny';
  return applying.length > 0 ? 'allowed' : 'implicitDeny';
}

function describeOutcome(
  { Sid, Effect }: AnyStatement,
  policy: number,
  statement: number,
  mismatch: Mismatch | undefined,
): StatementOutcome {
  const outcome: StatementOutcome = { policy, statement, effect: Effect, applies: mismatch === undefined };
  if (Sid !== undefined) outcome.sid = Sid;
  if (mismatch !== undefined) outcome.mismatch = mismatch;
  return outcome;
}

function evaluationScope(hasVariables: boolean, request: NormalizedRequest, reading: Reading): EvaluationScope {
  const nonEmptyValuesOf = (key: string): readonly string[] => request.valuesOf(key).filter((value) => value !== '');
  const valuesOf = reading.emptyValue === 'present' ? request.valuesOf : nonEmptyValuesOf;
  const lookUp = (key: string): string | undefined => {
    const values = valuesOf(key);
    return values.length === 1 ? values[0] : undefined;
  };
  return { hasVariables, valuesOf, lookUp, mistypedValue: reading.mistypedValue, colons: reading.colons };
}

/** The first element of a statement that does not match a request, in the order in which people read statements. */
function findMismatch(
  statement: AnyStatement,
  request: NormalizedRequest,
  scope: EvaluationScope,
): Mismatch | undefined {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = elementsOf(statement);
  const principal = (element: Principal): boolean => matchesPrincipal(element, request.principal);
  const action = (pattern: string): boolean => matchesAction(pattern, request.action);
  const resource = (pattern: string): boolean =>
    matchesResource(pattern, request.resource, scope.hasVariables, scope.lookUp, scope.colons);

  if (Principal !== undefined && !principal(Principal)) return { element: 'Principal' };
  if (NotPrincipal !== undefined && (request.principal === undefined || principal(NotPrincipal))) {
    return { element: 'NotPrincipal' };
  }
  if (Action !== undefined && !someValue(Action, action)) return { element: 'Action' };
  if (NotAction !== undefined && someValue(NotAction, action)) return { element: 'NotAction' };
  if (Resource !== undefined && !someValue(Resource, resource)) return { element: 'Resource' };
  if (NotResource !== undefined && someValue(NotResource, resource)) return { element: 'NotResource' };
  return findFailingCondition(statement, scope);
}

/** Actions are case-insensitive. `*` alone matches every action of every service. */
function matchesAction(pattern: string, action: string): boolean {
  if (hasWildcards(pattern)) return matchesGlob(pattern.toLowerCase(), action);
  return pattern.toLowerCase() === action;
}

function findFailingCondition({ Condition = {} }: AnyStatement, scope: ConditionScope): Mismatch | undefined {
  for (const [name, keys] of Object.entries(Condition)) {
    const operator = operatorNamed(name);
    for (const [key, values] of Object.entries(keys)) {
      const list = typeof values === 'string' ? [values] : values;
      if (!conditionHolds(operator, key, list, scope)) return { element: 'Condition', operator: name, key };
    }
  }
  return undefined;
}

function someValue(values: string | readonly string[], test: (value: string) => boolean): boolean {
  return typeof values === 'string' ? test(values) : values.some(test);
}
