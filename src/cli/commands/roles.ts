import { INTEGRATION_MODES, type IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { OrganizationParameters } from '../../upsolver/parameters/organization.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { rolesFor, type OrganizationRole, type Role } from '../../upsolver/roles/roles-for.js';
import { defineCommand, eitherOf } from '../command.js';
import { table } from '../layout.js';
import { addPolicyOptions, readRoleParameters, type PolicyOptions } from '../role-options.js';
import { formatManagedPolicies, formatStatement, formatTrust } from '../show.js';
import type { Style } from '../style.js';
import type { Terminal } from '../terminal.js';
import { countPermissions } from '../text.js';

export default defineCommand<[IntegrationMode], PolicyOptions>({
  description:
    'Lists the roles of an integration mode: the purpose of each role, who can assume it, its managed policies and ' +
    'its number of permissions. With --org-id and --region, lists the roles of your organization. With ' +
    '--trusted-account and --external-id as well, includes names, trust policies and statements.',
  examples: [
    'upsolver-iam roles private-vpc',
    'upsolver-iam roles upsolver-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab --json',
    'upsolver-iam roles private-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id \\\n' +
      '      --scope region --account 444455556666',
  ],
  declare: (command) =>
    addPolicyOptions(command.argument('[mode]', `Integration mode (required): ${eitherOf(INTEGRATION_MODES)}`)),
  formats: ['text', 'json'],
  exitStatus: { 0: 'success', 2: 'invalid input' },
  run: ([mode], options, terminal) => {
    const found = findRoles(mode, options, terminal);
    return {
      exitCode: 0,
      text: (style) =>
        ('deployable' in found
          ? found.deployable.map((role) => formatDeployable(role, options, style))
          : found.described.map((role) => formatRole(role, style))
        ).join('\n\n'),
      document: 'deployable' in found ? found.deployable : found.described,
      next: `upsolver-iam template cloudformation --mode ${mode}`,
    };
  },
});

type Found = { described: readonly (Role | OrganizationRole)[] } | { deployable: readonly DeployableRole[] };

/** Whether an option is given that only complete roles show. */
function needsComplete({ orgId: _orgId, region: _region, ...rest }: PolicyOptions): boolean {
  return Object.values(rest).some((value) => value !== true);
}

function findRoles(mode: IntegrationMode, options: PolicyOptions, terminal: Terminal): Found {
  if (needsComplete(options)) {
    return { deployable: buildRoles(mode, readRoleParameters({ ...options, mode }, terminal)) };
  }
  const { orgId, region } = options;
  if (orgId === undefined && region === undefined) return { described: rolesFor(mode) };
  const organization = { ...(orgId !== undefined && { orgId }), ...(region !== undefined && { region }) };
  return { described: rolesFor(mode, organization as OrganizationParameters) };
}

function formatRole(role: Role | OrganizationRole, style: Style): string {
  const managed = role.managedPolicies.flatMap(({ name, reasons }) =>
    reasons.map(({ purpose }, index) => [index === 0 ? name : '', purpose]),
  );
  const rows = [
    ['purpose', role.purpose],
    ['assumed by', role.assumedBy.description],
    ...table(managed).map((line, index) => [index === 0 ? 'managed policies' : '', line]),
    ['grants', countPermissions(role.permissions)],
    ...('placeholders' in role ? [] : resourcesOf(role).map((arn, index) => [index === 0 ? 'resources' : '', arn])),
    ...('placeholders' in role
      ? []
      : role.managedPolicyArns.map((arn, index) => [index === 0 ? 'managed ARNs' : '', arn])),
  ];
  return style.wrap([style.bold(role.name), ...table(rows).map((line) => `  ${line}`)].join('\n'));
}

/** The resources that the role's own policy names. */
function resourcesOf({ policyDocument }: OrganizationRole): string[] {
  const resources = policyDocument.Statement.flatMap(({ Resource }) => Resource);
  return [...new Set(resources)].filter((resource) => resource !== '*');
}

function formatDeployable(role: DeployableRole, options: PolicyOptions, style: Style): string {
  const rows = [
    ['role', role.role],
    ['path', role.path],
    ...(role.instanceProfile ? [['instance profile', role.instanceProfile.name]] : []),
    ['maximum session', `${role.maxSessionDuration / 3600} h`],
  ];
  const managed = formatManagedPolicies(role.role, options, style);
  return [
    [style.bold(role.name), ...table(rows).map((line) => `  ${line}`)].join('\n'),
    'Assumed by',
    formatTrust(role.role, role.trustPolicy, style),
    ...role.inlinePolicies.flatMap(({ name, document }) => [
      `Policy ${name}`,
      ...document.Statement.map((statement) => formatStatement(statement, style)),
    ]),
    'AWS managed policies',
    ...managed,
  ].join('\n\n');
}
