import { InvalidInputError } from '../core/issue.js';
import { conditionFinder, type ConditionFinder, type ConditionRules } from './condition/condition.js';
import type { AnyPolicy, ConditionBlock, Effect, ResourcePrincipal } from './document.js';
import { matchesAction, type ActionMatcher } from './match/action.js';
import { matchesResource, type ResourceMatcher } from './match/arn-pattern.js';
import { isExempt, matchesPrincipal } from './match/principal.js';
import type { Reading } from './reading.js';
import { normalizeRequest, type AccessRequest, type NormalizedRequest, type RequestContext } from './request.js';

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

/** The result of one statement for a request. */
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

/** A policy that has been read, as it was written or with prepared elements. */
export type EvaluablePolicy = Pick<AnyPolicy, 'Version'> & { Statement: readonly EvaluableStatement[] };

/** A statement, each element as it was written, or prepared for many requests. */
export type EvaluableStatement = {
  Sid?: string;
  Effect: Effect;
  Principal?: ResourcePrincipal;
  NotPrincipal?: ResourcePrincipal;
  Action?: string | readonly string[] | ActionMatcher;
  NotAction?: string | readonly string[] | ActionMatcher;
  Resource?: string | readonly string[] | ResourceMatcher;
  NotResource?: string | readonly string[] | ResourceMatcher;
  Condition?: ConditionBlock | ConditionFinder;
};

/** How the statements of a policy are read. */
type Rules = ConditionRules & Pick<Reading, 'colons' | 'notPrincipal'>;

/** The decision of documents that have been read, with the outcome of every statement. */
export function evaluateDocuments(
  policies: readonly EvaluablePolicy[],
  request: AccessRequest,
  reading: Reading,
): AccessDecision {
  const statements: StatementOutcome[] = [];
  const decision = decideDocuments(policies, request, reading, statements);
  return { decision, statements };
}

/**
 * The decision of documents that have been read.
 *
 * @param outcomes A list to which the outcome of every statement is added. Without it, no statement is evaluated after
 *   a Deny statement that applies.
 */
export function decideDocuments(
  policies: readonly EvaluablePolicy[],
  request: AccessRequest,
  reading: Reading,
  outcomes?: StatementOutcome[],
): Decision {
  const normalized = normalizeRequest(request, reading.emptyValue);
  const { mistypedValue, colons, notPrincipal } = reading;
  let decision: Decision = 'implicitDeny';
  // The statements that apply to some callers, if the request does not say who makes it.
  const open: [policy: number, statement: number, effect: Effect][] = [];
  for (let policy = 0; policy < policies.length; policy += 1) {
    const { Version, Statement } = policies[policy] as EvaluablePolicy;
    const rules: Rules = { hasVariables: Version === '2012-10-17', mistypedValue, colons, notPrincipal };
    for (let index = 0; index < Statement.length; index += 1) {
      const statement = Statement[index] as EvaluableStatement;
      const { Sid, Effect } = statement;
      const mismatch = findMismatch(statement, normalized, rules);
      if (mismatch === undefined) {
        if (Effect === 'Deny') decision = 'explicitDeny';
        else if (decision === 'implicitDeny') decision = 'allowed';
      } else if (dependsOnCaller(mismatch, statement, normalized, rules)) {
        open.push([policy, index, Effect]);
      }
      if (outcomes !== undefined) outcomes.push(describeOutcome(policy, index, Effect, Sid, mismatch));
      else if (decision === 'explicitDeny') return decision;
    }
  }
  if (decision !== 'explicitDeny') refuseOpen(open, decision);
  return decision;
}

/** @throws {InvalidInputError} If the decision depends on who makes the request. */
function refuseOpen(open: readonly [policy: number, statement: number, effect: Effect][], decision: Decision): void {
  const deciding = open.find(([, , effect]) => effect === 'Deny' || decision !== 'allowed');
  if (deciding === undefined) return;
  const [policy, statement] = deciding;
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
  { element }: Mismatch,
  statement: EvaluableStatement,
  request: NormalizedRequest,
  rules: Rules,
): boolean {
  const { caller } = request;
  if (caller.kind !== 'unknown' || (element !== 'Principal' && element !== 'NotPrincipal')) return false;
  const { Principal, NotPrincipal } = statement;
  const matches =
    NotPrincipal === undefined
      ? matchesPrincipal(Principal as ResourcePrincipal, caller)
      : isExempt(NotPrincipal, caller, rules.notPrincipal);
  return matches === undefined && findOtherMismatch(statement, request, rules) === undefined;
}

function describeOutcome(
  policy: number,
  statement: number,
  effect: Effect,
  sid: string | undefined,
  mismatch: Mismatch | undefined,
): StatementOutcome {
  const applies = mismatch === undefined;
  // Whole objects: members that are added one by one take twice the time.
  if (sid === undefined) {
    return applies ? { policy, statement, effect, applies } : { policy, statement, effect, applies, mismatch };
  }
  return applies ? { policy, statement, effect, applies, sid } : { policy, statement, effect, applies, sid, mismatch };
}

/** The first element of a statement that does not match a request, in the order in which people read statements. */
function findMismatch(statement: EvaluableStatement, request: NormalizedRequest, rules: Rules): Mismatch | undefined {
  const { Principal, NotPrincipal } = statement;
  const { caller } = request;
  if (Principal !== undefined && matchesPrincipal(Principal, caller) !== true) return { element: 'Principal' };
  if (NotPrincipal !== undefined && isExempt(NotPrincipal, caller, rules.notPrincipal) !== false) {
    return { element: 'NotPrincipal' };
  }
  return findOtherMismatch(statement, request, rules);
}

/** The first element that does not match, after the principal. */
function findOtherMismatch(
  statement: EvaluableStatement,
  request: NormalizedRequest,
  rules: Rules,
): Mismatch | undefined {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Action !== undefined && !matchesAction(Action, request.action)) return { element: 'Action' };
  if (NotAction !== undefined && matchesAction(NotAction, request.action)) return { element: 'NotAction' };
  if (Resource !== undefined && !matchesAnyResource(Resource, request, rules)) return { element: 'Resource' };
  if (NotResource !== undefined && matchesAnyResource(NotResource, request, rules)) return { element: 'NotResource' };
  return Condition && findFailingCondition(Condition, request, rules);
}

function matchesAnyResource(
  patterns: string | readonly string[] | ResourceMatcher,
  { resource, lookUp }: NormalizedRequest,
  { hasVariables, colons }: Rules,
): boolean {
  if (typeof patterns === 'function') return patterns(resource, lookUp);
  if (typeof patterns === 'string') return matchesResource(patterns, resource, hasVariables, lookUp, colons);
  for (const pattern of patterns) if (matchesResource(pattern, resource, hasVariables, lookUp, colons)) return true;
  return false;
}

function findFailingCondition(
  condition: ConditionBlock | ConditionFinder,
  context: RequestContext,
  rules: Rules,
): Mismatch | undefined {
  const find = typeof condition === 'function' ? condition : conditionFinder(condition, rules);
  const failing = find(context);
  return failing && { element: 'Condition', operator: failing.operator, key: failing.key };
}
