import type { DeployableRole } from '../upsolver/deployable-role.js';

/** A role and what it is called in a template; several roles of the same kind are numbered. */
export type NamedRole = { id: string; role: DeployableRole };

export function nameRoles(roles: readonly DeployableRole[]): NamedRole[] {
  const counts = new Map<string, number>();
  return roles.map((role) => {
    const count = (counts.get(role.role) ?? 0) + 1;
    counts.set(role.role, count);
    return { id: count === 1 ? role.role : `${role.role}${count}`, role };
  });
}
