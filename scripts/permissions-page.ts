import { readFileSync } from 'node:fs';
import { countPermissions, formatCondition, groupByPurpose } from '../src/cli/text.js';
import {
  dataAccessPermissions,
  FEATURES,
  INTEGRATION_MODES,
  rolesFor,
  type OrganizationRole,
  type Permission,
} from '../src/index.js';
import { features } from '../src/upsolver/catalogue/features.js';
import { code, codeBlock, fillMarkers, table, sourceLink } from './markdown.js';

/** `docs/permissions.md` with its tables and policies regenerated from the catalogue alone. */
export function renderPermissionsPage(): string {
  return fillMarkers(readFileSync('docs/permissions.md', 'utf8'), {
    features: table(
      ['Feature', 'Purpose', 'If it is `false`'],
      FEATURES.map((feature) => [code(feature), features[feature].allows, features[feature].omitted]),
    ),
    roles: INTEGRATION_MODES.flatMap((mode) => [
      `## Mode \`${mode}\``,
      ...rolesFor(mode, EXAMPLE).flatMap((role) => renderRole(role)),
    ]).join('\n\n'),
    'data-access': table(
      ['Kind', 'Action', 'Purpose', 'Source'],
      dataAccessPermissions().map(({ kind, action, purpose, source }) => [
        kind,
        code(action),
        purpose,
        sourceLink(source),
      ]),
    ),
  });
}

/** The organization ID of Upsolver's public examples, and the Region of its documentation. */
const EXAMPLE = { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' };

function renderRole(role: OrganizationRole): string[] {
  return [
    `### ${role.name}`,
    `${role.purpose} Assumed by: ${role.assumedBy.description} It has ${countPermissions(role.permissions)}.`,
    table(
      ['AWS managed policy', 'Purpose', 'Source'],
      role.managedPolicies.flatMap(({ name, reasons }) =>
        reasons.map(({ purpose, source }) => [code(name), purpose, sourceLink(source)]),
      ),
    ),
    table(
      ['Purpose', 'Actions', 'Source'],
      groupByPurpose(role.permissions).map(({ purpose, source, members }) => [
        purpose,
        members.map(renderAction).join('<br>'),
        sourceLink(source),
      ]),
    ),
    `Its own policy, for the organization ${code(EXAMPLE.orgId)} in ${code(EXAMPLE.region)}:`,
    codeBlock('json', JSON.stringify(role.policyDocument, undefined, 2)),
  ];
}

function renderAction({ action, grantedBy }: Permission): string {
  if (grantedBy.kind === 'managed-policy') return `${code(action)} through ${code(grantedBy.name)}`;
  const { resources, condition } = grantedBy;
  const scope = resources.includes('*') ? '' : ` on ${resources.map(code).join(', ')}`;
  return `${code(action)}${scope}${condition ? ` if ${code(formatCondition(condition))}` : ''}`;
}
