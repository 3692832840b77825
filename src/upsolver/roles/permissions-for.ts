import { assertValid } from '../../core/schema.js';
import type { ConditionBlock } from '../../iam/document.js';
import { copyCondition } from '../catalogue/build-policy.js';
import type { ManagedPolicyName, RoleName } from '../catalogue/names.js';
import { partsOf, type RoleActions } from '../catalogue/roles.js';
import { copyReason, type Source, type StatementTemplate } from '../catalogue/statements.js';
import { validateRoleName } from '../parameters/common.js';

/** One action that a role has: what it is for, where that is documented, and what grants it. */
export type Permission<Action extends string = string> = {
  action: Action;
  /** What Upsolver needs the action for; a sentence. */
  purpose: string;
  source: Source;
  grantedBy: GrantingStatement | GrantingManagedPolicy;
};

/** Granted by a statement of the role's own policy. */
export type GrantingStatement = {
  kind: 'statement';
  sid: string;
  /** ARNs with AWS's placeholders `${Partition}`, `${Region}` and ours, `${OrganizationId}`. */
  resources: string[];
  condition?: ConditionBlock;
};

/** Granted by an AWS managed policy that is attached to the role. */
export type GrantingManagedPolicy = { kind: 'managed-policy'; name: ManagedPolicyName };

/**
 * Lists every permission of a role, one entry for each action of each statement, in the order of the policy. An action
 * that appears in several statements, as `ec2:RunInstances` does, has an entry for each. The permissions that
 * Upsolver's documentation promises and a managed policy grants come last; AWS defines what else the managed policies
 * grant.
 *
 * @param roleName `UpsolverManagementRole`, `UpsolverServerRole` or `UpsolverRole`.
 * @returns New data.
 * @throws {InvalidInputError} If there is no such role.
 *
 * @example
 * permissionsFor('UpsolverServerRole')[1];
 * // {
 * //   action: 'kinesis:ListStreams',
 * //   purpose: "Find the account's Kinesis streams, to suggest them in Upsolver's user interface.",
 * //   source: { kind: 'source-page', table: 'Permissions', revision: '2020-11', url: '…', archiveUrl: '…' },
 * //   grantedBy: { kind: 'statement', sid: 'listStreams', resources: ['*'] },
 * // }
 *
 * Source: Upsolver's documentation, "AWS role permissions"; each entry names its source.
 */
export function permissionsFor<Name extends RoleName>(roleName: Name): Permission<RoleActions[Name]>[];
export function permissionsFor(roleName: RoleName): Permission[] {
  const [name] = assertValid(validateRoleName(roleName));
  return partsOf(name).flatMap(({ statements, promised }) => [
    ...statements.flatMap(statementPermissions),
    ...promised.map(({ policy, entry: [action, reason] }): Permission => {
      return { action, ...copyReason(reason), grantedBy: { kind: 'managed-policy', name: policy } };
    }),
  ]);
}

function statementPermissions({ sid, resources, condition, entries }: StatementTemplate): Permission[] {
  return entries.map(([action, reason]) => ({
    action,
    ...copyReason(reason),
    grantedBy: {
      kind: 'statement',
      sid,
      resources: [...resources],
      ...(condition && { condition: copyCondition(condition) }),
    },
  }));
}
