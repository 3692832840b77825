import type { ConditionBlock } from '../iam/document.js';
import type { Reason, Source } from '../upsolver/catalogue/statements.js';
import type { Permission } from '../upsolver/roles/permissions-for.js';

/** Returns a condition in words: `aws:RequestTag/Name StringLike *upsolver*`. */
export function formatCondition(condition: ConditionBlock): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${key} ${operator} ${[value].flat().join(', ')}`),
    )
    .join(' and ');
}

/** Returns where a purpose is documented, in words. */
export function formatSource(source: Source): string {
  switch (source.kind) {
    case 'source-page':
      return `"AWS role permissions", table "${source.table}", revision ${source.revision}`;
    case 'public-page':
      return source.page;
    case 'derived':
      return `derived from ${source.from}`;
  }
}

/** Returns the address of each page that documents a purpose, and of its archived text if it has changed since. */
export function listPages(reasons: readonly Reason[]): string[] {
  const lines = reasons.flatMap(({ source }) => {
    switch (source.kind) {
      case 'source-page':
        return [
          `"AWS role permissions": ${source.url}`,
          `"AWS role permissions", revision ${source.revision}, archived: ${source.archiveUrl}`,
        ];
      case 'public-page':
        return [`${source.page}: ${source.url}`];
      case 'derived':
        return [];
    }
  });
  return [...new Set(lines)];
}

/** Returns the number of permissions, and of actions if several permissions are for the same action. */
export function countPermissions(permissions: readonly Permission[]): string {
  const actions = new Set(permissions.map(({ action }) => action)).size;
  const count = `${permissions.length} permissions`;
  return actions === permissions.length ? count : `${count} for ${actions} actions`;
}

/** Groups permissions by purpose, in the order in which the purposes first occur. */
export function groupByPurpose(permissions: readonly Permission[]): (Reason & { members: Permission[] })[] {
  const groups = new Map<string, Reason & { members: Permission[] }>();
  for (const permission of permissions) {
    const { purpose, source } = permission;
    const group = groups.get(purpose) ?? { purpose, source, members: [] };
    group.members.push(permission);
    groups.set(purpose, group);
  }
  return [...groups.values()];
}
