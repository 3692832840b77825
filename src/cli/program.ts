import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { InvalidInputError, formatIssue, type Issue } from '../core/issue.js';
import type { CataloguePolicy } from '../upsolver/catalogue/build-policy.js';
import { INTEGRATION_MODES, ROLE_NAMES, type IntegrationMode, type RoleName } from '../upsolver/catalogue/names.js';
import { validateRoleName } from '../upsolver/parameters/common.js';
import { validateOrganization, type OrganizationParameters } from '../upsolver/parameters/organization.js';
import { buildManagementPolicy } from '../upsolver/policies/management-policy.js';
import { buildServerPolicy } from '../upsolver/policies/server-policy.js';
import { buildUpsolverPolicy } from '../upsolver/policies/upsolver-policy.js';
import { permissionsFor } from '../upsolver/roles/permissions-for.js';
import { rolesFor } from '../upsolver/roles/roles-for.js';
import { addCheckCommand } from './check-command.js';
import { addPolicyCommands } from './policy-commands.js';
import { addTemplateCommand } from './template-command.js';
import type { ExitCode, Outcome, Terminal } from './terminal.js';
import { formatPermissions, formatPolicySummary, formatRoles, type Emphasize } from './text.js';
import { VERSION } from './version.js';

type OrganizationOptions = { orgId?: string; region?: string; json?: boolean };

const EXAMPLE_ID = '12345678-1234-1234-1234-1234567890ab';

/**
 * Runs the command.
 *
 * @param args The arguments after the command's own name.
 * @returns 0; 1 where the answer to a question is no; 2 for bad input or usage, of which every problem has been written
 *   to `terminal.err`.
 */
export function run(args: readonly string[], terminal: Terminal): ExitCode {
  let exitCode: ExitCode = 0;
  const print = ({ json, data, text, exitCode: code }: Outcome): void => {
    terminal.out(`${json ? JSON.stringify(data, undefined, 2) : text()}\n`);
    exitCode = code;
  };
  try {
    createProgram(terminal, print).parse(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InvalidInputError)) throw error;
    for (const issue of error.issues) terminal.err(`error: ${formatIssue(nameAsTyped(issue, args[0]))}\n`);
    return 2;
  }
}

function createProgram(terminal: Terminal, finish: (outcome: Outcome) => void): Command {
  const emphasize: Emphasize = pc.createColors(terminal.color).bold;
  const show = (json: boolean | undefined, data: unknown, text: () => string): void =>
    finish({ json, data, text, exitCode: 0 });

  const program = new Command('upsolver-iam')
    .description('The IAM roles that Upsolver needs in an AWS account: what they are, what they allow, and why.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText('after', example(`policy UpsolverServerRole --org-id ${EXAMPLE_ID} --region us-east-1 --json`));

  program
    .command('roles')
    .summary('the roles of an integration mode')
    .description('Lists the roles of an integration mode: their purpose, who assumes them, and what they hold.')
    .usage('<mode> [options]')
    .argument('[mode]', `required: ${INTEGRATION_MODES.join(' or ')}`)
    .option('--org-id <id>', "Upsolver's organization id; with --region, --json includes policies and ARNs")
    .option('--region <region>', 'AWS Region of the integration')
    .option('--json', 'print JSON')
    .addHelpText('after', example('roles private-vpc'))
    .action((mode: IntegrationMode, { json, ...organization }: OrganizationOptions) => {
      const roles = isEmpty(organization) ? rolesFor(mode) : rolesFor(mode, organization as OrganizationParameters);
      show(json, roles, () => formatRoles(roles, emphasize));
    });

  program
    .command('policy')
    .summary("a role's policy document")
    .description("Prints a role's own policy for an organization and a Region.")
    .usage('<role> [options]')
    .argument('[role]', `required: ${ROLE_NAMES.join(', ')}`)
    .option('--org-id <id>', "Upsolver's organization id; not needed for UpsolverManagementRole")
    .option('--region <region>', 'AWS Region of the integration; for UpsolverManagementRole it picks the partition')
    .option('--json', 'print the JSON document, ready for IAM')
    .addHelpText('after', example(`policy UpsolverServerRole --org-id ${EXAMPLE_ID} --region us-east-1 --json`))
    .action((role: string, { json, ...organization }: OrganizationOptions) => {
      const policy = buildRolePolicy(role, organization);
      show(json, policy, () => formatPolicySummary(role, policy, emphasize));
    });

  program
    .command('permissions')
    .summary('every permission of a role, with its purpose')
    .description('Lists every permission of a role: what it is for, where that is documented, and what grants it.')
    .usage('<role> [options]')
    .argument('[role]', `required: ${ROLE_NAMES.join(', ')}`)
    .option('--json', 'print JSON')
    .addHelpText('after', example('permissions UpsolverManagementRole'))
    .action((role: RoleName, { json }: { json?: boolean }) => {
      const permissions = permissionsFor(role);
      show(json, permissions, () => formatPermissions(role, permissions, emphasize));
    });

  addTemplateCommand(program, terminal, finish);
  addCheckCommand(program, terminal, finish);
  addPolicyCommands(program, terminal, finish);
  return program;
}

function buildRolePolicy(role: string, organization: Partial<OrganizationParameters>): CataloguePolicy {
  const { value: roleName, issues } = validateRoleName(role);
  // What was given is judged even where it is not needed, so that every problem is listed at once.
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

/** What parameters are called on the command line, where it is not just their name in another spelling. */
const typedNames = new Map<unknown, string>([
  ['roleName', '<role>'],
  ['trustedAccountId', '--trusted-account'],
  ['permissionsBoundaryArn', '--boundary'],
  ['tags', '--tag'],
  ['scope.accountId', '--account'],
  ['scope.vpcId', '--vpc'],
]);

/** The issue under the name by which the parameter is given on the command line; a mode is an argument of `roles` only. */
function nameAsTyped(issue: Issue, command: string | undefined): Issue {
  const path = issue.path[0] === 'options' ? issue.path.slice(1) : issue.path;
  const [name, ...rest] = path;
  if (name === undefined) return issue;
  const nameOfPath = typedNames.get(path.join('.'));
  if (nameOfPath !== undefined) return { ...issue, path: [nameOfPath] };
  const argument = name === 'mode' && command === 'roles' ? '<mode>' : undefined;
  return { ...issue, path: [argument ?? typedNames.get(name) ?? optionName(String(name)), ...rest] };
}

/** `--org-id` for `orgId`. */
function optionName(parameter: string): string {
  return `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function isEmpty(options: object): boolean {
  return Object.keys(options).length === 0;
}

function example(args: string): string {
  return `\nExample:\n  $ upsolver-iam ${args}`;
}
