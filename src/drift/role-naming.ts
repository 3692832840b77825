import type { RoleName } from '../upsolver/catalogue/names.js';

/** What is before and after the name of the catalogue in the name of a role. */
export type RoleNaming = { namePrefix: string; nameSuffix: string };

/** What can be before and after: a prefix or a suffix can also contain the name. The longest prefix is first. */
export function namingsOf(name: string, role: RoleName): RoleNaming[] {
  return name
    .split(role)
    .slice(1)
    .map((_part, index, parts) => {
      const namePrefix = name.split(role, parts.length - index).join(role);
      return { namePrefix, nameSuffix: name.slice(namePrefix.length + role.length) };
    });
}

/** The name of a role. */
export function nameOf(role: RoleName, { namePrefix, nameSuffix }: RoleNaming): string {
  return `${namePrefix}${role}${nameSuffix}`;
}
