import { checkArnValues, type CheckedArnValues } from '../../aws/actions/arn-template.js';
import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { openCatalog } from '../../aws/actions/open.js';
import { targetsOf } from '../../aws/actions/targets.js';
import { serviceOf } from '../../aws/service-of.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../../iam/document.js';
import { actionMatcher } from '../../iam/match/action.js';
import { hasWildcards } from '../../iam/match/glob.js';
import { actionReason, managedPolicyReason } from '../../upsolver/catalogue/reasons.js';
import type { Reason } from '../../upsolver/catalogue/statements.js';
import { permissionsFor } from '../../upsolver/roles/permissions-for.js';
import type { ReadRole } from './guarded-role.js';
import type { GuardrailPermission } from './report.js';
import { mapStatements, slicePolicies } from './slice.js';

/** A permission that a role has, and the policies that grant it and nothing else. */
export type Needed = {
  permission: Pick<GuardrailPermission, 'action' | 'purpose' | 'source' | 'grantedBy'>;
  policies: AnyPolicy[];
};

/**
 * The permissions of a role, one for each action that a statement allows. Those of the same action and for the same
 * purpose are one. An action on every resource is taken to be one on the resources that AWS documents for it, as far as
 * the built-in catalog has the action.
 */
export function neededPermissions(role: ReadRole): Needed[] {
  const needed = new Map<string, Needed>();
  for (const policy of role.policies) {
    for (const statement of policy.document.Statement) {
      if (statement.Effect === 'Deny') continue;
      const { Action } = elementsOf(statement);
      const { Sid: sid } = statement;
      for (const action of Action === undefined ? ['*'] : [Action].flat()) {
        const reason = reasonOf(role, policy, sid, action);
        const key = JSON.stringify([action, reason?.purpose]);
        const known = needed.get(key) ?? { permission: { action, ...reason, grantedBy: [] }, policies: [] };
        needed.set(key, known);
        const only = Action === undefined ? statement : onlyAction(statement, action);
        known.policies.push({ ...policy.document, Statement: [only] } as AnyPolicy);
        known.permission.grantedBy.push({ policy: policy.name, ...(sid !== undefined && { sid }) });
      }
    }
  }
  const all = [...needed.values()];
  for (const { permission, policies } of all) {
    policies.push(...denials(role, permission.action), ...withoutResources(permission.action));
  }
  return all;
}

/** What the role itself denies of an action. */
function denials({ policies }: ReadRole, action: string): AnyPolicy[] {
  const denying = policies.map(({ document }) => mapStatements(document, denyOnly));
  return slicePolicies(denying, action);
}

function denyOnly(statement: AnyStatement): AnyStatement | undefined {
  return statement.Effect === 'Deny' ? statement : undefined;
}

/** Of the actions of a pattern, those without a resource: AWS makes no requests of them for the resources of others. */
function withoutResources(pattern: string): AnyPolicy[] {
  if (!hasWildcards(pattern)) return [];
  const service = openCatalog(ACTION_CATALOG).service(serviceOf(pattern));
  const matches = actionMatcher([pattern]);
  const actions = (service?.actionNames ?? []).filter(
    (name) => matches(name.toLowerCase()) && service?.action(name)?.resourceTypes.length === 0,
  );
  if (actions.length === 0) return [];
  return [{ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: actions, NotResource: '?' }] } as AnyPolicy];
}

function onlyAction(statement: AnyStatement, action: string): AnyStatement {
  const { Resource } = elementsOf(statement);
  const isForAll = [Resource].flat().includes('*');
  const resources = isForAll ? resourcesOf(action) : undefined;
  return { ...statement, Action: action, ...(resources && { Resource: resources }) } as AnyStatement;
}

/** The resources for which AWS documents an action: `?` stands for `*` itself, the only one of one character. */
function resourcesOf(action: string): string[] | undefined {
  if (hasWildcards(action)) return undefined;
  const targets = targetsOf(openCatalog(ACTION_CATALOG), action, checkArnValues({}).value as CheckedArnValues);
  const patterns = targets.map(({ pattern }) => (pattern === '*' ? '?' : pattern));
  return patterns.length === 0 ? undefined : [...new Set(patterns)];
}

function reasonOf(
  { role }: ReadRole,
  { name, arn }: ReadRole['policies'][number],
  sid: string | undefined,
  action: string,
): Reason | undefined {
  if (arn === undefined) return actionReason(role, sid, action);
  const promised = permissionsFor(role).find(
    ({ action: each, grantedBy }) => grantedBy.kind === 'managed-policy' && grantedBy.name === name && each === action,
  );
  return promised === undefined
    ? managedPolicyReason(role, name)
    : { purpose: promised.purpose, source: promised.source };
}
