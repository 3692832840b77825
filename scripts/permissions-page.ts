import { countPermissions, formatCondition, formatSource, groupByPurpose } from '../src/cli/text.js';
import {
  dataAccessPermissions,
  INTEGRATION_MODES,
  rolesFor,
  type OrganizationRole,
  type Permission,
} from '../src/index.js';
import { code, table } from './markdown.js';

/** The text of `docs/permissions.md`: the corrected edition of Upsolver's page, from the catalogue alone. */
export function renderPermissionsPage(): string {
  const sections = INTEGRATION_MODES.flatMap((mode) => [
    `## Mode \`${mode}\``,
    ...rolesFor(mode, EXAMPLE).flatMap((role) => renderRole(role)),
  ]);
  return `${[INTRODUCTION, ...sections, ...renderDataAccess()].join('\n\n')}\n`;
}

/** The organization id of Upsolver's public examples, and the Region of its page. */
const EXAMPLE = { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' };

const INTRODUCTION = `# Permissions

<!-- Written by \`npm run docs\` from src/upsolver/catalogue/statements.ts. Do not edit. -->

Every permission of every role, what it is for, and where that is documented. \`\${Partition}\`, \`\${Region}\` and
\`\${OrganizationId}\` stand for the values of one integration. The page shows no trust policy: who assumes a role follows from
how the role is used.`;

function renderRole(role: OrganizationRole): string[] {
  return [
    `### ${role.name}`,
    `${role.purpose} Assumed by: ${role.assumedBy.description} It has ${countPermissions(role.permissions)}.`,
    table(
      ['AWS managed policy', 'Purpose', 'Source'],
      role.managedPolicies.flatMap(({ name, reasons }) =>
        reasons.map(({ purpose, source }) => [code(name), purpose, formatSource(source)]),
      ),
    ),
    table(
      ['Purpose', 'Actions', 'Source'],
      groupByPurpose(role.permissions).map(({ purpose, source, members }) => [
        purpose,
        members.map(renderAction).join('<br>'),
        formatSource(source),
      ]),
    ),
    `The policy of the organization ${code(EXAMPLE.orgId)} in ${code(EXAMPLE.region)}:`,
    `\`\`\`json\n${JSON.stringify(role.policyDocument, undefined, 2)}\n\`\`\``,
  ];
}

/** The page's row "additional data read/write permissions", made concrete. */
function renderDataAccess(): string[] {
  return [
    '## Additional data permissions',
    'What `buildDataAccessPolicy` grants, where it is asked for. Documented permissions name their page; derived ones follow from their use.',
    table(
      ['Kind', 'Action', 'Purpose', 'Source'],
      dataAccessPermissions().map(({ kind, action, purpose, source }) => [
        kind,
        code(action),
        purpose,
        formatSource(source),
      ]),
    ),
  ];
}

function renderAction({ action, grantedBy }: Permission): string {
  if (grantedBy.kind === 'managed-policy') return `${code(action)} through ${code(grantedBy.name)}`;
  const { resources, condition } = grantedBy;
  const scope = resources.includes('*') ? '' : ` on ${resources.map(code).join(', ')}`;
  return `${code(action)}${scope}${condition ? ` if ${code(formatCondition(condition))}` : ''}`;
}
