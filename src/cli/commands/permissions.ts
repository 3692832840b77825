import type { CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { permissionsFor, type Permission } from '../../upsolver/roles/permissions-for.js';
import { defineCommand, eitherOf } from '../command.js';
import { grantsIn, type Grants } from '../grants.js';
import { table } from '../layout.js';
import { addPolicyOptions, chosenFeatures, type PolicyOptions } from '../role-options.js';
import { buildRolePolicy, readRoleName } from '../role-policy.js';
import { formatStatement } from '../show.js';
import type { Style } from '../style.js';
import { countPermissions, formatCondition, formatSource, groupByPurpose, listPages } from '../text.js';

export default defineCommand<[RoleName], PolicyOptions>({
  description:
    'Lists every permission of a role with its purpose, its source and the statement or policy that grants it. With ' +
    '--scope, lists what the narrowed policy grants and what it no longer grants.',
  examples: [
    'upsolver-iam permissions UpsolverManagementRole',
    'upsolver-iam permissions UpsolverManagementRole --region us-east-1 \\\n' +
      '      --scope withoutPolicyReads,region --account 444455556666',
    'upsolver-iam permissions UpsolverServerRole --json -o permissions.json',
  ],
  declare: (command) => addPolicyOptions(command.argument('[role]', `Role (required): ${eitherOf(ROLE_NAMES)}`)),
  formats: ['text', 'json'],
  exitStatus: { 0: 'success', 2: 'invalid input' },
  run: ([role], options) => {
    const name = readRoleName(role, options);
    const { denies, ...grants } = readGrants(name, options);
    return {
      exitCode: 0,
      text: (style) => formatPermissions(name, grants, denies, style),
      document: grants.permissions,
      next: `upsolver-iam policy ${name}`,
    };
  },
});

function readGrants(role: RoleName, options: PolicyOptions): Grants & { denies: CatalogueStatement[] } {
  const permissions = permissionsFor(role);
  const isWhole = options.scope === undefined && Object.values(chosenFeatures(options)).every(Boolean);
  if (isWhole) return { permissions, removed: [], denies: [] };
  const policy = buildRolePolicy(role, options);
  return {
    ...grantsIn(role, policy, permissions),
    denies: policy.Statement.filter(({ Effect }) => Effect === 'Deny'),
  };
}

function formatPermissions(
  role: RoleName,
  { permissions, removed }: Grants,
  denies: readonly CatalogueStatement[],
  style: Style,
): string {
  const groups = groupByPurpose(permissions).map(({ purpose, source, members }) => {
    const rows = members.map(({ action, grantedBy }) => {
      if (grantedBy.kind === 'managed-policy') return [action, `managed policy ${grantedBy.name}`];
      const condition = grantedBy.condition ? `if ${formatCondition(grantedBy.condition)}` : '';
      return [action, grantedBy.sid, condition];
    });
    const lines = [style.dim(`source: ${formatSource(source)}`), ...table(rows)];
    return style.wrap([style.bold(purpose), ...lines.map((line) => `  ${line}`)].join('\n'));
  });
  const pages = listPages(permissions).map((line) => style.wrap(`  ${line}`));
  return [
    `${style.bold(role)}: ${countPermissions(permissions)}`,
    ...groups,
    [style.bold('Sources'), ...pages].join('\n'),
    ...(denies.length === 0 ? [] : ['Denied', ...denies.map((each) => formatStatement(each, style))]),
    ...(removed.length === 0 ? [] : [listRemoved(removed, style)]),
  ].join('\n\n');
}

function listRemoved(removed: readonly Permission[], style: Style): string {
  const actions = [...new Set(removed.map(({ action }) => action))];
  return [
    `No longer granted: ${actions.length} ${actions.length === 1 ? 'action' : 'actions'}`,
    ...actions.map((each) => `  ${style.mark('note', each)}`),
  ].join('\n');
}
