import { alignColumns, indent } from '../../core/columns.js';
import { InvalidInputError } from '../../core/issue.js';
import type { CataloguePolicy } from '../../upsolver/catalogue/build-policy.js';
import { ROLE_NAMES } from '../../upsolver/catalogue/names.js';
import { validateRoleName } from '../../upsolver/parameters/common.js';
import { validateOrganization, type OrganizationParameters } from '../../upsolver/parameters/organization.js';
import { buildManagementPolicy } from '../../upsolver/policies/management-policy.js';
import { buildServerPolicy } from '../../upsolver/policies/server-policy.js';
import { buildUpsolverPolicy } from '../../upsolver/policies/upsolver-policy.js';
import { defineCommand, eitherOf } from '../command.js';
import type { Emphasize } from '../terminal.js';
import { formatCondition } from '../text.js';

type Options = { orgId?: string; region?: string; json?: boolean };

export const addPolicyCommand = defineCommand<[string], Options>({
  name: 'policy',
  usage: '<role>',
  summary: 'Prints the policy document of a role',
  description:
    "Prints the policy that Upsolver's documentation gives for a role, for your organization and Region. The trust " +
    'policy and the managed policies of the role are not included.',
  declare: (command) =>
    command
      .argument('[role]', `Role (required): ${eitherOf(ROLE_NAMES)}`)
      .option('--org-id <id>', 'ID of your Upsolver organization; not needed for UpsolverManagementRole')
      .option(
        '--region <region>',
        'AWS Region of the integration; optional for UpsolverManagementRole, where it selects the partition of the ' +
          'ARNs',
      )
      .option('--json', 'Print the JSON document that IAM accepts'),
  exitStatus: { 0: 'success', 2: 'invalid input' },
  examples: [
    'upsolver-iam policy UpsolverManagementRole',
    'upsolver-iam policy UpsolverServerRole --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab --json',
  ],
  run: ([role], { json, ...organization }) => {
    const policy = buildRolePolicy(role, organization);
    return { json, data: policy, text: (emphasize) => formatPolicySummary(role, policy, emphasize), exitCode: 0 };
  },
});

function buildRolePolicy(role: string, organization: Partial<OrganizationParameters>): CataloguePolicy {
  const { value: roleName, issues } = validateRoleName(role);
  // Options are validated even where they are not needed, so that every problem is listed at once.
  const given = validateOrganization(organization).issues.filter(
    ({ path: [name] }) => name !== undefined && name in organization,
  );
  if (roleName === undefined) throw new InvalidInputError([...issues, ...given]);
  if (roleName === 'UpsolverManagementRole') {
    if (given.length > 0) throw new InvalidInputError(given);
    return buildManagementPolicy({ region: organization.region });
  }
  const { orgId, region } = organization as OrganizationParameters;
  return roleName === 'UpsolverServerRole' ? buildServerPolicy(orgId, region) : buildUpsolverPolicy(orgId, region);
}

function formatPolicySummary(roleName: string, policy: CataloguePolicy, emphasize: Emphasize): string {
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
