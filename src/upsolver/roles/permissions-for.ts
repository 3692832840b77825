import { assertValid } from '../../core/schema.js';
import type { ConditionBlock } from '../../iam/document.js';
import { copyCondition } from '../catalogue/build-policy.js';
import type { ManagedPolicyName, RoleName } from '../catalogue/names.js';
import {
  copyReason,
  managementStatements,
  serverManagedGrants,
  serverStatements,
  type ManagementAction,
  type ServerAction,
  type ServerManagedAction,
  type Source,
  type StatementTemplate,
} from '../catalogue/statements.js';
import { checkRoleName } from '../parameters/common.js';

/** The actions that each role is documented to have. */
export type RoleActions = {
  UpsolverManagementRole: ManagementAction;
  UpsolverServerRole: ServerAction | ServerManagedAction;
  UpsolverRole: ManagementAction | ServerAction | ServerManagedAction;
};

/** One action that a role has: what for, where that is documented, and what grants it. */
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
 * Every permission of a role, one entry for each action of each statement, in the order of the policy. An action that
 * stands in several statements, as `ec2:RunInstances` does, has an entry for each. Last come the permissions that the
 * page promises and a managed policy grants; what else the managed policies hold is AWS's to say.
 *
 * @param roleName `UpsolverManagementRole`, `UpsolverServerRole` or `UpsolverRole`.
 * @returns Fresh data.
 * @throws {InvalidInputError} If there is no such role.
 *
 * @example
 * permissionsFor('UpsolverServerRole')[1];
 * // {
 * //   action: 'kinesis:ListStreams',
 * //   purpose: "Find the account's Kinesis streams, to suggest them in Upsolver's user interface.",
 * //   source: { kind: 'source-page', table: 'Permissions' },
 * //   grantedBy: { kind: 'statement', sid: 'listStreams', resources: ['*'] },
 * // }
 */
export function permissionsFor<Name extends RoleName>(roleName: Name): Permission<RoleActions[Name]>[];
export function permissionsFor(roleName: RoleName): Permission[] {
  const [name] = assertValid<[RoleName]>(checkRoleName(roleName));
  switch (name) {
    case 'UpsolverManagementRole':
      return managementPermissions();
    case 'UpsolverServerRole':
      return serverPermissions();
    case 'UpsolverRole':
      return [...managementPermissions(), ...serverPermissions()];
  }
}

function managementPermissions(): Permission[] {
  return managementStatements.flatMap(statementPermissions);
}

function serverPermissions(): Permission[] {
  return [
    ...serverStatements.flatMap(statementPermissions),
    ...serverManagedGrants.map(({ policy, grant: [action, reason] }): Permission => {
      return { action, ...copyReason(reason), grantedBy: { kind: 'managed-policy', name: policy } };
    }),
  ];
}

function statementPermissions({ sid, resources, condition, grants }: StatementTemplate): Permission[] {
  return grants.map(([action, reason]) => ({
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
