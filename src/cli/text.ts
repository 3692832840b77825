import { alignColumns, indent } from '../core/columns.js';
import type { ConditionBlock } from '../iam/document.js';
import { explainRequest } from '../iam/explain.js';
import type { Risk } from '../risks/risks.js';
import type { CataloguePolicy } from '../upsolver/catalogue/build-policy.js';
import type { Reason, Source } from '../upsolver/catalogue/statements.js';
import type { Permission } from '../upsolver/roles/permissions-for.js';
import type { OrganizationRole, Role } from '../upsolver/roles/roles-for.js';

/** Makes a heading stand out, where the output can. */
export type Emphasize = (text: string) => string;

/** A condition in words: `aws:RequestTag/Name StringLike *upsolver*`. */
export function formatCondition(condition: ConditionBlock): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => `${key} ${operator} ${[value].flat().join(', ')}`),
    )
    .join(' and ');
}

/** Where a purpose is documented, in words. */
export function formatSource(source: Source): string {
  switch (source.kind) {
    case 'source-page':
      return `"AWS role permissions", table "${source.table}"`;
    case 'public-page':
      return source.page;
    case 'derived':
      return `derived from ${source.from}`;
  }
}

/** How many grants there are, of how many actions. */
export function countPermissions(permissions: readonly Permission[]): string {
  const actions = new Set(permissions.map(({ action }) => action)).size;
  return actions === permissions.length ? `${actions} actions` : `${permissions.length} grants of ${actions} actions`;
}

export function formatRoles(roles: readonly (Role | OrganizationRole)[], emphasize: Emphasize): string {
  return roles.map((role) => formatRole(role, emphasize)).join('\n\n');
}

function formatRole(role: Role | OrganizationRole, emphasize: Emphasize): string {
  const managedPolicies = role.managedPolicies.flatMap(({ name, reasons }) =>
    reasons.map(({ purpose }, index) => [index === 0 ? name : '', purpose]),
  );
  const rows = [
    ['purpose', role.purpose],
    ['assumed by', role.assumedBy.description],
    ...alignColumns(managedPolicies).map((line, index) => [index === 0 ? 'managed policies' : '', line]),
    ['permissions', countPermissions(role.permissions)],
  ];
  return [emphasize(role.name), ...indent(alignColumns(rows))].join('\n');
}

export function formatPolicySummary(roleName: string, policy: CataloguePolicy, emphasize: Emphasize): string {
  const statements = policy.Statement.map((statement) => {
    const rows = [
      ...statement.Action.map((action, index) => [index === 0 ? 'allow' : '', action]),
      ...statement.Resource.map((resource, index) => [index === 0 ? 'on' : '', resource]),
      ...(statement.Condition ? [['if', formatCondition(statement.Condition)]] : []),
    ];
    return [emphasize(statement.Sid), ...indent(alignColumns(rows))].join('\n');
  });
  return [`${emphasize(roleName)}: ${policy.Statement.length} statements`, ...statements].join('\n\n');
}

export function formatPermissions(roleName: string, permissions: readonly Permission[], emphasize: Emphasize): string {
  const groups = groupByPurpose(permissions).map(({ purpose, source, members }) => {
    const rows = members.map(({ action, grantedBy }) => {
      if (grantedBy.kind === 'managed-policy') return [action, `managed policy ${grantedBy.name}`];
      const condition = grantedBy.condition ? `if ${formatCondition(grantedBy.condition)}` : '';
      return [action, grantedBy.sid, condition];
    });
    return [emphasize(purpose), ...indent([`source: ${formatSource(source)}`, ...alignColumns(rows)])].join('\n');
  });
  return [`${emphasize(roleName)}: ${countPermissions(permissions)}`, ...groups].join('\n\n');
}

/** Permissions by what they are for, in the order in which the purposes first occur. */
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

export function formatRisks(risks: readonly Risk[]): string {
  if (risks.length === 0) return 'No known risk.';
  return risks
    .map(({ code, description, source, witnesses, closedBy, undecided }) => {
      const facts = alignColumns([
        ['source', source],
        ['closed by', `scope: ${closedBy.join(' or ')}`],
        ...(undecided === undefined ? [] : [['not known', undecided]]),
      ]);
      const requests = witnesses.flatMap((request) => [
        'it may, for example:',
        ...indent(explainRequest(request).split('\n')),
      ]);
      return [`${code}: ${description}`, ...indent([...facts, ...requests])].join('\n');
    })
    .join('\n\n');
}
