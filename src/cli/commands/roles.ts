import { alignColumns, indent } from '../../core/columns.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { OrganizationParameters } from '../../upsolver/parameters/organization.js';
import { rolesFor, type OrganizationRole, type Role } from '../../upsolver/roles/roles-for.js';
import { defineCommand, eitherOf } from '../command.js';
import type { Emphasize } from '../terminal.js';
import { countPermissions } from '../text.js';

type Options = { orgId?: string; region?: string; json?: boolean };

export const addRolesCommand = defineCommand<[IntegrationMode], Options>({
  name: 'roles',
  usage: '<mode>',
  summary: 'Lists the roles of an integration mode',
  description:
    'Lists the roles of an integration mode: what each is for, who can assume it, its managed policies and how many ' +
    'permissions it has.',
  declare: (command) =>
    command
      .argument('[mode]', `Integration mode (required): ${eitherOf(INTEGRATION_MODES)}`)
      .option(
        '--org-id <id>',
        'ID of your Upsolver organization; with --region, --json prints the policies and ARNs of your organization',
      )
      .option('--region <region>', 'AWS Region of the integration')
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'success', 2: 'invalid input' },
  examples: [
    'upsolver-iam roles private-vpc',
    'upsolver-iam roles upsolver-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab --json',
  ],
  run: ([mode], { json, ...organization }) => {
    const isGiven = Object.keys(organization).length > 0;
    const roles = isGiven ? rolesFor(mode, organization as OrganizationParameters) : rolesFor(mode);
    return { json, data: roles, text: (emphasize) => formatRoles(roles, emphasize), exitCode: 0 };
  },
});

function formatRoles(roles: readonly (Role | OrganizationRole)[], emphasize: Emphasize): string {
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
    ['grants', countPermissions(role.permissions)],
  ];
  return [emphasize(role.name), ...indent(alignColumns(rows))].join('\n');
}
