import { attempt } from '../../core/attempt.js';
import { closest } from '../../core/closest.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../../core/issue.js';
import { kebabCase } from '../../core/words.js';
import { toAwsCliScript } from '../../render/aws-sdk/script.js';
import { toCloudFormation } from '../../render/cloudformation/template.js';
import { toTerraform } from '../../render/terraform/configuration.js';
import { ATHENA_PARTS } from '../../upsolver/catalogue/athena.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import { readGrants } from '../input/read-grants.js';
import { addRoleOptions, readRoleParameters, readTags, scopeOptionsOf, type RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';

const FORMATS = ['cloudformation', 'terraform', 'aws-cli'] as const;

type Format = (typeof FORMATS)[number];

type Options = RoleOptions & { yaml?: boolean; config?: string; check?: boolean; stackset?: boolean };

export default defineCommand<[Format], Options>({
  description:
    'Prints a CloudFormation template, a Terraform configuration or an AWS CLI script that creates the roles. A ' +
    'template or configuration has parameters for the organization, the Region and the names. Options other than ' +
    '--mode, --yaml, --data-access, --scope, --athena and --tag fix all values; --org-id, --region, ' +
    '--trusted-account and --external-id are then required. A script always has fixed values.',
  examples: [
    'upsolver-iam template cloudformation --mode private-vpc --yaml -o roles.yaml',
    'upsolver-iam template terraform --mode upsolver-vpc -o roles.tf.json',
    'upsolver-iam template cloudformation --config upsolver-iam.yaml -o templates',
    'upsolver-iam template aws-cli --mode upsolver-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id',
  ],
  declare: (command) =>
    addRoleOptions(
      command
        .argument('<format>', `Format: ${eitherOf(FORMATS)}`)
        .option('--yaml', 'Print CloudFormation as YAML (default: JSON)')
        .option('--config <FILE>', 'Accounts file: write files for each account to the directory of --output')
        .option('--stackset', 'With --config: write one template, and its parameter values for each account')
        .option('--check', 'With --config: write nothing; exit with 1 if files are missing, stale or unexpected'),
      'without --config',
    ),
  formats: ['text'],
  exitStatus: { 0: 'success', 1: 'files are missing, stale or unexpected (with --check)', 2: 'invalid input' },
  run: async ([format], { yaml = false, config, check, stackset, ...options }, terminal, output) => {
    checkFormat(format, yaml);
    checkConfigOptions(format, { config, check, stackset });
    if (config !== undefined) {
      const { templateAccounts } = await import('../config/template-accounts.js');
      const given = { config, yaml, ...(check && { check }), ...(stackset && { stackset }) };
      return templateAccounts(format, { ...options, ...given }, output, terminal);
    }
    const text = await renderText(format, options, yaml, terminal);
    return { exitCode: 0, text: () => text };
  },
});

function checkFormat(format: Format, yaml: boolean): void {
  if (!FORMATS.includes(format)) {
    throw new InvalidInputError([{ ...notOneOf('format', format, FORMATS, closest(format, FORMATS)), path: [] }]);
  }
  if (yaml && format !== 'cloudformation') {
    throw new InvalidInputError([
      { code: 'unknown_parameter', path: ['yaml'], message: 'only `cloudformation` can be printed as YAML' },
    ]);
  }
}

function checkConfigOptions(
  format: Format,
  { config, check, stackset }: Record<'config' | 'check' | 'stackset', unknown>,
): void {
  const problems: LocatedProblem[] = Object.entries({ check, stackset })
    .filter(([, isGiven]) => isGiven === true && config === undefined)
    .map(([name]) => ({ code: 'conflicting_elements', path: [name], message: 'requires `--config`' }));
  if (stackset === true && format !== 'cloudformation') {
    problems.push({ code: 'unknown_parameter', path: ['stackset'], message: 'only `cloudformation` has StackSets' });
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
}

async function renderText(format: Format, options: RoleOptions, yaml: boolean, terminal: Terminal): Promise<string> {
  if (format === 'aws-cli') return toAwsCliScript(rolesOf(options, terminal));
  const value = format === 'cloudformation' ? renderTemplate(toCloudFormation) : renderTemplate(toTerraform);
  if (!yaml) return JSON.stringify(value, undefined, 2);
  // Only this needs the package that writes YAML.
  const { toYaml } = await import('../yaml.js');
  return toYaml(value);

  function renderTemplate(render: typeof toCloudFormation | typeof toTerraform): unknown {
    const fixing = fixingOptions(options);
    if (fixing.length > 0) return render(fixedRoles(fixing, options, terminal));
    const mode = options.mode as IntegrationMode;
    const rest = templateOptions(options);
    const { dataAccess } = options;
    if (dataAccess === undefined) return render(mode, rest);
    return render(mode, { ...rest, dataAccess: readGrants(dataAccess, terminal, () => render(mode, rest)) });
  }
}

/** The options that have a parameter in a template, and so must stay open in a template with parameters. */
function fixingOptions({
  mode: _mode,
  dataAccess: _dataAccess,
  scope: _scope,
  tag: _tag,
  athena: _athena,
  ...rest
}: RoleOptions): string[] {
  return Object.entries(rest)
    .filter(([, value]) => value !== true)
    .map(([name, value]) => `--${value === false ? 'no-' : ''}${kebabCase(name)}`);
}

/** The parameters without which there are no fixed values, as options. */
const REQUIRED: Readonly<Record<string, string>> = {
  orgId: '--org-id',
  region: '--region',
  trustedAccountId: '--trusted-account',
  externalId: '--external-id',
};

function fixedRoles(fixing: readonly string[], options: RoleOptions, terminal: Terminal): DeployableRole[] {
  const roles = attempt(InvalidInputError, () => rolesOf(options, terminal));
  if (!(roles instanceof InvalidInputError)) return roles;
  const missing = roles.issues.filter(isMissing).map(({ path: [name] }) => REQUIRED[name as string] as string);
  if (missing.length === 0) throw roles;
  throw new InvalidInputError([needsAll(fixing, missing), ...roles.issues.filter((issue) => !isMissing(issue))]);
}

function isMissing({ code, path }: LocatedProblem): boolean {
  return code === 'missing' && path.length === 1 && Object.hasOwn(REQUIRED, path[0] as string);
}

function needsAll(fixing: readonly string[], missing: readonly string[]): LocatedProblem {
  const given = `\`${fixing.join('`, `')}\``;
  return {
    code: 'missing',
    path: [],
    message:
      `${given} ${fixing.length === 1 ? 'creates' : 'create'} a template without parameters, ` +
      `which also requires ${missing.join(', ')}`,
    hint: `for a template with parameters, omit ${given} and set the parameters when you deploy it`,
  };
}

function templateOptions(options: RoleOptions): TemplateOptions {
  return {
    ...(options.athena !== undefined && { athena: oneOfList('athena', 'part', options.athena, ATHENA_PARTS) }),
    ...(options.scope !== undefined && { scope: scopeOptionsOf(options.scope) }),
    ...(options.tag !== undefined && { tags: readTags(options.tag) }),
  };
}

function rolesOf(options: RoleOptions, terminal: Terminal): DeployableRole[] {
  return buildRoles(options.mode as IntegrationMode, readRoleParameters(options, terminal));
}
