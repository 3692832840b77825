import type { CataloguePolicy, CatalogueStatement } from '../upsolver/catalogue/build-policy.js';
import type { RoleName } from '../upsolver/catalogue/names.js';
import { actionReason } from '../upsolver/catalogue/reasons.js';
import type { Reason } from '../upsolver/catalogue/statements.js';
import type { Permission } from '../upsolver/roles/permissions-for.js';

/** What a policy grants of some permissions: each with the statement that grants it now, and those that are gone. */
export type Grants = { permissions: Permission[]; removed: Permission[] };

/**
 * Finds permissions of a role in a policy that is narrower than the one that they come from. Single actions in place of
 * a wildcard or of a managed policy come last.
 */
export function grantsIn(role: RoleName, { Statement }: CataloguePolicy, permissions: readonly Permission[]): Grants {
  const allows = Statement.filter(({ Effect }) => Effect === 'Allow');
  const sids = new Set(permissions.map(({ grantedBy }) => (grantedBy.kind === 'statement' ? grantedBy.sid : '')));
  const found = permissions.map((permission) => {
    const { action, grantedBy } = permission;
    const granting = allows.filter(({ Action }) => Action.includes(action));
    const same = granting.filter(({ Sid }) => grantedBy.kind === 'statement' && Sid === grantedBy.sid);
    // A scope moves actions into statements that Upsolver's documentation does not have.
    const statements = same.length > 0 ? same : granting.filter(({ Sid }) => !sids.has(Sid));
    const now = statements.map((statement): Permission => ({ ...permission, grantedBy: grantOf(statement) }));
    return { permission, now: grantedBy.kind === 'managed-policy' && now.length === 0 ? [permission] : now };
  });
  const known = new Set(permissions.map(({ action }) => action));
  const added = allows.flatMap((statement) =>
    statement.Action.filter((action) => !known.has(action)).map((action): Permission => {
      // The catalogue has a reason for everything that its policies grant.
      return { action, ...(actionReason(role, statement.Sid, action) as Reason), grantedBy: grantOf(statement) };
    }),
  );
  return {
    permissions: [...found.flatMap(({ now }) => now), ...added],
    removed: found.filter(({ now }) => now.length === 0).map(({ permission }) => permission),
  };
}

function grantOf({ Sid: sid, Resource: resources, Condition: condition }: CatalogueStatement): Permission['grantedBy'] {
  return { kind: 'statement', sid, resources, ...(condition && { condition }) };
}
