import { InvalidInputError } from '../../core/issue.js';
import type { TrustPolicyDocument } from '../../iam/document.js';
import type { CataloguePolicy } from '../../upsolver/catalogue/build-policy.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { modeOf, roles } from '../../upsolver/catalogue/roles.js';
import { defineCommand, eitherOf } from '../command.js';
import { addPolicyOptions, type PolicyOptions } from '../role-options.js';
import { buildRolePolicy, readRoleName } from '../role-policy.js';
import { formatManagedPolicies, formatStatement, formatTrust, trustPolicyOf } from '../show.js';
import type { Style } from '../style.js';

export default defineCommand<[string], PolicyOptions & { trust?: boolean }>({
  description:
    'Prints the policies of a role, for your organization and Region: its own policy, as Upsolver documents it, its ' +
    'trust policy and its AWS managed policies. With --json, prints one document that IAM accepts.',
  examples: [
    'upsolver-iam policy UpsolverManagementRole',
    'upsolver-iam policy UpsolverServerRole --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab --json',
    'upsolver-iam policy UpsolverManagementRole --trust --region us-east-1 \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id --json',
  ],
  declare: (command) =>
    addPolicyOptions(command.argument('[role]', `Role (required): ${eitherOf(ROLE_NAMES)}`)).option(
      '--trust',
      'Print the trust policy only',
    ),
  formats: ['text', 'json'],
  exitStatus: { 0: 'success', 2: 'invalid input' },
  run: ([role], { trust: isTrust, ...options }) => {
    const name = readRoleName(role, options);
    const trust = trustPolicyOf(name, options);
    if (isTrust) return { exitCode: 0, ...showTrust(name, trust) };
    const policy = buildRolePolicy(name, options);
    return {
      exitCode: 0,
      text: (style) => formatPolicies(name, policy, trust, options, style),
      document: policy,
      next: `upsolver-iam template cloudformation --mode ${modeOf(name)}`,
    };
  },
});

function showTrust(
  role: RoleName,
  trust: TrustPolicyDocument | undefined,
): { document: unknown; text: (style: Style) => string } {
  if (trust !== undefined) return { document: trust, text: (style) => formatTrust(role, trust, style) };
  const needed = roles[role].trusts === 'ec2' ? ['region'] : ['region', 'trustedAccountId', 'externalId'];
  throw new InvalidInputError(
    needed.map((name) => ({ code: 'missing', path: [name], message: 'is required for the trust policy' })),
  );
}

function formatPolicies(
  role: RoleName,
  policy: CataloguePolicy,
  trust: TrustPolicyDocument | undefined,
  options: PolicyOptions,
  style: Style,
): string {
  const managed = formatManagedPolicies(role, options, style);
  return [
    `${style.bold(role)}: ${policy.Statement.length} statements`,
    ...policy.Statement.map((statement) => formatStatement(statement, style)),
    'Assumed by',
    formatTrust(role, trust, style),
    'AWS managed policies',
    ...managed,
  ].join('\n\n');
}
