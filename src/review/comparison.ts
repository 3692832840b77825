import { nameInArn } from '../aws/arn.js';
import { serviceOf } from '../aws/service-of.js';
import { quoteText } from '../core/quote.js';
import { compareAccess } from '../iam/compare/compare.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type PolicyDocument } from '../iam/document.js';
import { matchesAction } from '../iam/match/action.js';
import { hasWildcards } from '../iam/match/glob.js';
import { RISK_CODES } from '../risks/known-risks.js';
import type { RoleRisks } from '../risks/report.js';
import type { Risk } from '../risks/risks.js';
import type { OpenedPolicy } from './statements.js';
import type { ComparedAction, ComparedRole, ComparedStatus, ReviewStatement } from './types.js';

/** A role with its policies opened and its risks found. */
export type OpenedRole = { name: string; opened: readonly OpenedPolicy[]; risks: RoleRisks };

/** What the reviewed role has of the documented one, action by action, and how all its access compares with it. */
export function compareRoles(documented: OpenedRole, reviewed: OpenedRole): ComparedRole {
  const [before, after] = [documented, reviewed].map(documentsOf) as [AnyPolicy[], AnyPolicy[]];
  const notCompared = [...new Set([documented, reviewed].flatMap(({ risks }) => risks.notLookedAt))];
  // What is not known, but the same on both sides, cannot make the reviewed role allow more than the documented one.
  const isKnown = documented.risks.notLookedAt.join() === reviewed.risks.notLookedAt.join();
  const { relation, onlyInA } = compareAccess(after, before);
  const actions = actionsOf(documented, reviewed);
  return {
    name: reviewed.name,
    relation: isKnown ? relation : 'unknown',
    ...(isKnown && onlyInA && { gained: onlyInA }),
    actions: actions.map((action) => compareAction(action, { documented, reviewed, before, after, isKnown })),
    managedPolicies: managedPoliciesOf(documented, reviewed),
    notCompared,
    risks: compareRisks(documented.risks.risks, reviewed.risks.risks),
  };
}

function documentsOf({ opened }: OpenedRole): AnyPolicy[] {
  return opened.map(({ document }) => document);
}

function inlineAllows({ opened }: OpenedRole): ReviewStatement[] {
  return opened
    .filter(({ policy }) => policy.kind === 'inline')
    .flatMap(({ policy }) => policy.statements.filter(({ effect }) => effect === 'Allow'));
}

/** The actions of both roles, each once: first those of the documented one, in its order. */
function actionsOf(documented: OpenedRole, reviewed: OpenedRole): string[] {
  return [...new Set([documented, reviewed].flatMap((role) => inlineAllows(role).flatMap(({ actions }) => actions)))];
}

type Sides = {
  documented: OpenedRole;
  reviewed: OpenedRole;
  before: AnyPolicy[];
  after: AnyPolicy[];
  /** Whether both sides have the same managed policies of which it is not known what they allow. */
  isKnown: boolean;
};

function compareAction(action: string, { documented, reviewed, before, after, isKnown }: Sides): ComparedAction {
  const places = { documented: placesOf(documented, action), reviewed: placesOf(reviewed, action) };
  if (!isKnown) return { action, status: 'unknown', ...places };
  const only = onlyFor(action);
  const [now, old] = [after, before].map((policies) => [...policies.map((each) => sliceOf(each, action)), only]) as [
    AnyPolicy[],
    AnyPolicy[],
  ];
  const { relation, onlyInA, onlyInB } = compareAccess(now, old);
  const isAllowed = (policies: AnyPolicy[]): boolean => compareAccess(policies, [only]).relation !== 'equivalent';
  const statusOf = (): ComparedStatus => {
    if (relation === 'equivalent') return 'same';
    if (relation === 'unknown') return 'unknown';
    if (!isAllowed(now)) return 'removed';
    if (relation === 'narrower') return 'narrowed';
    return isAllowed(old) ? 'changed' : 'added';
  };
  return {
    action,
    status: statusOf(),
    ...places,
    ...(onlyInB && { lost: onlyInB }),
    ...(onlyInA && { gained: onlyInA }),
  };
}

/**
 * The statements of a policy that can apply to an action or to a pattern of actions of one service. All that
 * `buildRoles` makes name their actions, each with its service.
 */
function sliceOf(policy: AnyPolicy, action: string): AnyPolicy {
  const isNear = (pattern: string): boolean =>
    hasWildcards(action) ? serviceOf(pattern) === serviceOf(action) : matchesAction(pattern, action);
  const Statement = policy.Statement.flatMap((statement): AnyStatement[] => {
    const near = [elementsOf(statement).Action as string | string[]].flat().filter(isNear);
    return near.length === 0 ? [] : [{ ...statement, Action: near } as AnyStatement];
  });
  return { ...policy, Statement } as AnyPolicy;
}

/** Where a role allows an action, in words; of a pattern, also where it allows some of its actions. */
function placesOf(role: OpenedRole, action: string): string[] {
  return inlineAllows(role).flatMap((statement) => {
    if (matchesAction(statement.actions, action)) return [placeInWords(statement)];
    const some = statement.actions.filter((each) => matchesAction(action, each)).length;
    return some === 0 ? [] : [`${some} of its actions, ${placeInWords(statement)}`];
  });
}

/** With it, policies allow nothing but an action. */
function onlyFor(action: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Deny', NotAction: action, Resource: '*' }] };
}

/** Longer than any ARN of a policy that IAM accepts. */
const MAX_LENGTH = 12_000;

/** Where a statement allows its actions: `on * if …`. */
function placeInWords({ resources, conditions }: ReviewStatement): string {
  const on = `on ${resources.map((each) => quoteText(each, MAX_LENGTH)).join(', ')}`;
  return conditions.length === 0 ? on : `${on}, if ${conditions.join(', and ')}`;
}

function managedPoliciesOf(documented: OpenedRole, reviewed: OpenedRole): ComparedRole['managedPolicies'] {
  const [old, now] = [documented, reviewed].map(({ opened, risks }) => [
    ...opened.filter(({ policy }) => policy.kind === 'managed').map(({ policy }) => policy.name),
    ...risks.notLookedAt.map(nameInArn),
  ]) as [string[], string[]];
  return [...new Set([...old, ...now])].map((name) => ({
    name,
    documented: old.includes(name),
    reviewed: now.includes(name),
  }));
}

function compareRisks(old: readonly Risk[], now: readonly Risk[]): ComparedRole['risks'] {
  return RISK_CODES.flatMap((code) => {
    const [before, after] = [old, now].map((risks) => risks.find((risk) => risk.code === code));
    const severity = (after ?? before)?.severity;
    if (severity === undefined) return [];
    return [{ code, severity, documented: before !== undefined, reviewed: after !== undefined }];
  });
}
