import { InvalidInputError } from '../core/issue.js';
import { conditionHolds, type ConditionScope } from './condition/condition.js';
import { operatorNamed } from './condition/operator.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type Effect, type ResourcePrincipal } from './document.js';
import { matchesResource } from './match/arn-pattern.js';
import { matchesGlob } from './match/glob.js';
import { isExempt, matchesPrincipal } from './match/principal.js';
import { readPolicies, type PolicyInput } from './read.js';
import { readReading, type Reading } from './reading.js';
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

/**
 * The element of a statement that does not match a request; for a condition, its operator and key. `Principal` and
 * `NotPrincipal` also if the request does not say who makes it, and the statement does not decide.
 */
export type Mismatch =
  | { element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' }
  | { element: 'Condition'; operator: string; key: string };

type EvaluationScope = ConditionScope & Pick<Reading, 'colons' | 'notPrincipal'>;

/**
 * Evaluates one request against a policy, or against several policies that are attached together.
 *
 * A Deny statement overrides every Allow statement; if no statement applies, the request is denied implicitly. The
 * decision is that of these policies alone: service control policies, permissions boundaries, session policies and
 * resource-based policies have to be evaluated separately.
 *
 * @param policies Identity-based policies, trust policies or resource-based policies, as documents, as JSON text, or as
 *   AWS returns them.
 * @param request One action on one resource, with condition keys; for policies with principals, also the principal.
 * @param reading Settings for what AWS's documentation leaves open, if they are not the default ones.
 * @returns The decision, and the outcome of every statement.
 * @throws {InvalidInputError} With every problem of the request or of the policies. Also if the request has no
 *   principal, and the decision depends on it.
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
  return evaluateDocuments(readPolicies(policies), request, readReading(reading));
}

/** {@link evaluateAccess} for documents that have been read. */
export function evaluateDocuments(
  policies: readonly AnyPolicy[],
  request: AccessRequest,
  reading: Reading,
): AccessDecision {
  const normalized = normalizeRequest(request);
  const statements: StatementOutcome[] = [];
  const open: StatementOutcome[] = [];
  policies.forEach((policy, policyIndex) => {
    const scope = evaluationScope(policy.Version === '2012-10-17', normalized, reading);
    policy.Statement.forEach((statement, index) => {
      const outcome = describeOutcome(statement, policyIndex, index, findMismatch(statement, normalized, scope));
      statements.push(outcome);
      if (dependsOnCaller(outcome, statement, normalized, scope)) open.push(outcome);
    });
  });
  return { decision: decide(statements, open), statements };
}

/** @param open The statements that apply to some callers, if the request does not say who makes it. */
function decide(statements: readonly StatementOutcome[], open: readonly StatementOutcome[]): Decision {
  let isAllowed = false;
  for (const { applies, effect } of statements) {
    if (!applies) continue;
    if (effect === 'Deny') return 'explicitDeny';
    isAllowed = true;
  }
  const deciding = open.find(({ effect }) => effect === 'Deny' || !isAllowed);
  if (deciding === undefined) return isAllowed ? 'allowed' : 'implicitDeny';
  const { policy, statement } = deciding;
  throw new InvalidInputError([
    {
      code: 'missing',
      path: ['principal'],
      message: `the principal is missing, and statement ${statement} of policy ${policy} names particular principals`,
      hint: 'add the ARN of the principal, or `anonymous`',
    },
  ]);
}

function dependsOnCaller(
  { mismatch }: StatementOutcome,
  statement: AnyStatement,
  request: NormalizedRequest,
  scope: EvaluationScope,
): boolean {
  if (
    request.caller.kind !== 'unknown' ||
    (mismatch?.element !== 'Principal' && mismatch?.element !== 'NotPrincipal')
  ) {
    return false;
  }
  const { Principal, NotPrincipal } = elementsOf(statement);
  const { caller } = request;
  const matches =
    NotPrincipal === undefined
      ? matchesPrincipal(Principal as ResourcePrincipal, caller)
      : isExempt(NotPrincipal, caller, scope.notPrincipal);
  return matches === undefined && findOtherMismatch(statement, request, scope) === undefined;
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
  const { mistypedValue, colons, notPrincipal } = reading;
  return { hasVariables, valuesOf, lookUp, mistypedValue, colons, notPrincipal };
}

/** The first element of a statement that does not match a request, in the order in which people read statements. */
function findMismatch(
  statement: AnyStatement,
  request: NormalizedRequest,
  scope: EvaluationScope,
): Mismatch | undefined {
  const { Principal, NotPrincipal } = elementsOf(statement);
  const { caller } = request;
  if (Principal !== undefined && matchesPrincipal(Principal, caller) !== true) return { element: 'Principal' };
  if (NotPrincipal !== undefined && isExempt(NotPrincipal, caller, scope.notPrincipal) !== false) {
    return { element: 'NotPrincipal' };
  }
  return findOtherMismatch(statement, request, scope);
}

/** The first element that does not match, after the principal. */
function findOtherMismatch(
  statement: AnyStatement,
  request: NormalizedRequest,
  scope: EvaluationScope,
): Mismatch | undefined {
  const { Action, NotAction, Resource, NotResource } = elementsOf(statement);
  if (Action !== undefined && !matchesAction(Action, request.action)) return { element: 'Action' };
  if (NotAction !== undefined && matchesAction(NotAction, request.action)) return { element: 'NotAction' };
  if (Resource !== undefined && !matchesAnyResource(Resource, request, scope)) return { element: 'Resource' };
  if (NotResource !== undefined && matchesAnyResource(NotResource, request, scope)) return { element: 'NotResource' };
  return findFailingCondition(statement, scope);
}

/** Actions are case-insensitive. `*` alone matches every action of every service. */
function matchesAction(patterns: string | readonly string[], action: string): boolean {
  if (typeof patterns === 'string') return matchesGlob(patterns, action, 'ignoreCase');
  for (const pattern of patterns) if (matchesGlob(pattern, action, 'ignoreCase')) return true;
  return false;
}

function matchesAnyResource(
  patterns: string | readonly string[],
  { resource }: NormalizedRequest,
  { hasVariables, lookUp, colons }: EvaluationScope,
): boolean {
  if (typeof patterns === 'string') return matchesResource(patterns, resource, hasVariables, lookUp, colons);
  for (const pattern of patterns) if (matchesResource(pattern, resource, hasVariables, lookUp, colons)) return true;
  return false;
}

function findFailingCondition({ Condition }: AnyStatement, scope: ConditionScope): Mismatch | undefined {
  if (Condition === undefined) return undefined;
  for (const [name, keys] of Object.entries(Condition)) {
    const operator = operatorNamed(name);
    for (const [key, values] of Object.entries(keys)) {
      const list = typeof values === 'string' ? [values] : values;
      if (!conditionHolds(operator, key, list, scope)) return { element: 'Condition', operator: name, key };
    }
  }
  return undefined;
}
