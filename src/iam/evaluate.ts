import { matchesResource } from './arn.js';
import { holds, type ConditionScope } from './condition/condition.js';
import { parseOperator } from './condition/operator.js';
import type { Effect, PolicyDocument, Principal, Statement, TrustPolicyDocument, TrustStatement } from './document.js';
import { hasWildcards, matchesGlob } from './glob.js';
import { InvalidInputError, quote } from './issue.js';
import { matchesPrincipal } from './principal.js';
import { normalizeRequest, type AccessRequest, type NormalizedRequest } from './request.js';

/** `implicitDeny` when nothing allows, `explicitDeny` when a statement denies, whatever allows. */
export type Decision = 'allowed' | 'implicitDeny' | 'explicitDeny';

/** What policies say to a request, and why. */
export type AccessDecision = {
  decision: Decision;
  /** Every statement of every policy, in their order. */
  statements: StatementOutcome[];
};

/** Whether a statement applies to a request. */
export type StatementOutcome = {
  /** Which of the policies, and which of its statements, from 0. */
  policy: number;
  statement: number;
  effect: Effect;
  applies: boolean;
  sid?: string;
  /** The first thing that kept it from applying. */
  mismatch?: Mismatch;
};

export type Mismatch =
  | { element: 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction' | 'Resource' | 'NotResource' }
  | { element: 'Condition'; operator: string; key: string };

type AnyStatement = Statement | TrustStatement;
type AnyPolicy = PolicyDocument | TrustPolicyDocument;

/**
 * What a policy, or several that are attached together, say to one request.
 *
 * An explicit deny wins over every allow; without an allow the answer is an implicit deny. This is the verdict of these
 * policies alone: organization policies, boundaries, session and resource policies are policies of their own.
 *
 * @param policies Identity-based policies, or trust policies, as {@link PolicyDocument} has them; text as AWS returns it
 *   needs parsing first.
 * @param request One action on one resource. For trust policies it has a principal.
 * @throws {InvalidInputError} With every problem of the request, or if a policy has a condition operator that IAM has not.
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
export function evaluateAccess(policies: AnyPolicy | readonly AnyPolicy[], request: AccessRequest): AccessDecision {
  const normalized = normalizeRequest(request);
  const list = Array.isArray(policies) ? (policies as readonly AnyPolicy[]) : [policies as AnyPolicy];
  const statements: StatementOutcome[] = [];
  list.forEach((policy, policyIndex) => {
    const scope = conditionScope(policy.Version === '2012-10-17', normalized);
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

function conditionScope(hasVariables: boolean, { valuesOf }: NormalizedRequest): ConditionScope {
  const lookUp = (key: string): string | undefined => {
    const values = valuesOf(key);
    return values.length === 1 ? values[0] : undefined;
  };
  return { hasVariables, valuesOf, lookUp };
}

/** The first element of a statement that does not match a request, in the order in which people read them. */
function findMismatch(statement: AnyStatement, request: NormalizedRequest, scope: ConditionScope): Mismatch | undefined {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement as AllElements;
  const principal = (element: Principal): boolean => matchesPrincipal(element, request.principal);
  const action = (pattern: string): boolean => matchesAction(pattern, request.action);
  const resource = (pattern: string): boolean =>
    matchesResource(pattern, request.resource, scope.hasVariables, scope.lookUp);

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

/** Actions are compared without letter case; `*` alone is every action of every service. */
function matchesAction(pattern: string, action: string): boolean {
  if (hasWildcards(pattern)) return matchesGlob(pattern.toLowerCase(), action);
  return pattern.length === action.length && pattern.toLowerCase() === action;
}

type AllElements = {
  Principal?: Principal;
  NotPrincipal?: Principal;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
};

function findFailingCondition({ Condition = {} }: AnyStatement, scope: ConditionScope): Mismatch | undefined {
  for (const [name, keys] of Object.entries(Condition)) {
    const operator = parseOperator(name);
    if (operator === undefined) {
      throw new InvalidInputError([
        { code: 'unknown_operator', path: ['Condition', name], message: `${quote(name)} is not a condition operator` },
      ]);
    }
    for (const [key, values] of Object.entries(keys)) {
      const list = typeof values === 'string' ? [values] : values;
      if (!holds(operator, key, list, scope)) return { element: 'Condition', operator: name, key };
    }
  }
  return undefined;
}

function someValue(values: string | readonly string[], test: (value: string) => boolean): boolean {
  return typeof values === 'string' ? test(values) : values.some(test);
}
