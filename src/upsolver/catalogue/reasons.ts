import { hasWildcards, matchesGlob } from '../../iam/match/glob.js';
import { dataAccess } from './data-access.js';
import type { ManagedPolicyName, RoleName } from './names.js';
import { copyReason } from './statements.js';
import {
  managementManagedPolicies,
  managementStatements,
  possibleServerStatements,
  serverManagedPolicies,
  type ManagedPolicyEntry,
  type Reason,
  type StatementTemplate,
} from './statements.js';

type Half = { statements: readonly StatementTemplate[]; managedPolicies: readonly ManagedPolicyEntry[] };

const management: Half = { statements: managementStatements, managedPolicies: managementManagedPolicies };
const server: Half = { statements: possibleServerStatements, managedPolicies: serverManagedPolicies };

const halves: Record<RoleName, readonly Half[]> = {
  UpsolverManagementRole: [management],
  UpsolverServerRole: [server],
  UpsolverRole: [management, server],
};

/**
 * Why a role needs an action: the reason that the catalogue has for it under a Sid, or, where `scope` has moved the
 * action to a statement of its own, under another; or the reason of the data access that has it.
 *
 * @returns `undefined` for an action that the catalogue does not know.
 */
export function actionReason(role: RoleName, sid: string | undefined, action: string): Reason | undefined {
  const statements = halves[role].flatMap((half) => half.statements);
  const own = statements.filter((statement) => statement.sid === sid);
  const reason = findReason(own, action) ?? findReason(statements, action) ?? dataReason(action);
  return reason && copyReason(reason);
}

/** Why a role holds a managed policy: the first reason, if there are several. */
export function managedPolicyReason(role: RoleName, name: string): Reason | undefined {
  const grants = halves[role].flatMap((half) => half.managedPolicies);
  const reason = grants.find((grant) => grant.name === (name as ManagedPolicyName))?.reasons[0];
  return reason && copyReason(reason);
}

/** The reason of the action itself, or of a pattern that has it: `s3:*` is granted as smaller actions, too. */
function findReason(statements: readonly StatementTemplate[], action: string): Reason | undefined {
  const grants = statements.flatMap((statement) => statement.grants);
  const [, reason] =
    grants.find(([name]) => name === action) ??
    grants.find(([name]) => hasWildcards(name) && matchesGlob(name, action)) ??
    [];
  return reason;
}

function dataReason(action: string): Reason | undefined {
  return Object.values(dataAccess).find(({ actions }) => (actions as readonly string[]).includes(action));
}
