import { conditionHolds, type ConditionScope } from './condition/condition.js';
import { operatorNamed } from './condition/operator.js';
import {
  policyList,
  type AllElements,
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

type EvaluationScope = ConditionScope & Pick<Reading, 'colons'>;

/**
 * What a policy, or several that are attached together, say to one request.
 *
 * An explicit deny wins over every allow; without an allow the answer is an implicit deny. This is the verdict of these
 * policies alone: organization policies, boundaries, session and resource policies are policies of their own.
 *
 * @param policies Identity-based policies, or trust policies, as {@link PolicyDocument} has them; text as AWS returns it
 *   needs parsing first.
 * @param request One action on one resource. For trust policies it has a principal.
 * @param reading Which way to take what AWS's documents leave open, where it should not be the default.
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
  const valuesOf =
    reading.emptyValue === 'present'
      ? request.valuesOf
      : (key: string): readonly string[] => request.valuesOf(key).filter((value) => value !== '');
  const lookUp = (key: string): string | undefined => {
    const values = valuesOf(key);
    return values.length === 1 ? values[0] : undefined;
  };
  return { hasVariables, valuesOf, lookUp, mistypedValue: reading.mistypedValue, colons: reading.colons };
}

/** The first element of a statement that does not match a request, in the order in which people read them. */
function findMismatch(
  statement: AnyStatement,
  request: NormalizedRequest,
  scope: EvaluationScope,
): Mismatch | undefined {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement as AllElements;
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

/** Actions are compared without letter case; `*` alone is every action of every service. */
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
