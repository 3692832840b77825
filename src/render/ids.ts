import type { DeployableRole } from '../upsolver/roles/deployable-role.js';

/** A role and what it is called in a template; several roles of the same kind are numbered. */
export type NamedRole = { id: string; role: DeployableRole };

export function nameRoles(roles: readonly DeployableRole[]): NamedRole[] {
  const ids = distinct(roles.map(({ role }) => role));
  return roles.map((role, index) => ({ id: ids[index] as string, role }));
}

/** The names, with a number after each that has appeared before. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
    taken.add(free);
    return free;
  });
}
