import { alignColumns, indent } from '../../core/columns.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { permissionsFor, type Permission } from '../../upsolver/roles/permissions-for.js';
import { defineCommand, eitherOf } from '../command.js';
import type { Emphasize } from '../terminal.js';
import { countPermissions, formatCondition, formatSource, groupByPurpose } from '../text.js';

export const addPermissionsCommand = defineCommand<[RoleName], { json?: boolean }>({
  name: 'permissions',
  usage: '<role>',
  summary: 'Lists every permission of a role, with its purpose',
  description: 'Lists every permission of a role: what it is for, where that is documented, and what grants it.',
  declare: (command) =>
    command.argument('[role]', `Role (required): ${eitherOf(ROLE_NAMES)}`).option('--json', 'Print JSON'),
  exitStatus: { 0: 'success', 2: 'invalid input' },
  examples: [
    'upsolver-iam permissions UpsolverManagementRole',
    'upsolver-iam permissions UpsolverServerRole --json > permissions.json',
  ],
  run: ([role], { json }) => {
    const permissions = permissionsFor(role);
    const text = (emphasize: Emphasize): string => formatPermissions(role, permissions, emphasize);
    return { json, data: permissions, text, exitCode: 0 };
  },
});

function formatPermissions(roleName: string, permissions: readonly Permission[], emphasize: Emphasize): string {
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
