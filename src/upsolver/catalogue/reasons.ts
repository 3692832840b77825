import { hasWildcards, matchesGlob } from '../../iam/match/glob.js';
import { athenaReason, isAthenaSid } from './athena-reasons.js';
import { dataAccess } from './data-access.js';
import type { RoleName } from './names.js';
import { partsOf } from './roles.js';
import { copyReason, type CatalogueReason, type Reason, type StatementTemplate } from './statements.js';

/**
 * Why a role needs an action: the reason that the catalogue has for it under a `Sid`; under another one, if `scope` has
 * moved the action to a new statement; or the reason of Athena's statements or the data access that includes it.
 *
 * @returns `undefined` for an action that the catalogue does not contain.
 */
export function actionReason(role: RoleName, sid: string | undefined, action: string): Reason | undefined {
  const statements = partsOf(role).flatMap((part) => [
    ...part.statements,
    ...part.replacements,
    ...part.managedPolicies.flatMap(({ needed }) => needed ?? []),
  ]);
  const own = statements.filter((statement) => statement.sid === sid);
  const athena = athenaReason(sid, action);
  // `s3:GetObject` of a statement for results is not what it is in the catalogue's own `s3:*`.
  const ofAthena = isAthenaSid(sid) ? athena : undefined;
  const known = findReason(own, action) ?? ofAthena ?? findReason(statements, action);
  const reason = known ?? dataReason(action) ?? athena;
  return reason && copyReason(reason);
}

/** Why a role holds a managed policy: the first reason, if there are several. */
export function managedPolicyReason(role: RoleName, name: string): Reason | undefined {
  const entries = partsOf(role).flatMap((part) => part.managedPolicies);
  const reason = entries.find((entry) => entry.name === name)?.reasons[0];
  return reason && copyReason(reason);
}

/** The reason of the action itself, or of a pattern that includes it: `s3:*` is also granted as single actions. */
function findReason(statements: readonly StatementTemplate[], action: string): CatalogueReason | undefined {
  const entries = statements.flatMap((statement) => statement.entries);
  const entry =
    entries.find(([name]) => name === action) ??
    entries.find(([name]) => hasWildcards(name) && matchesGlob(name, action));
  return entry?.[1];
}

function dataReason(action: string): Reason | undefined {
  return Object.values(dataAccess).find(({ actions }) => (actions as readonly string[]).includes(action));
}
