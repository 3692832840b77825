import { Option, type Command } from 'commander';
import { InvalidInputError, notOneOf, type Issue } from '../core/issue.js';
import { toAwsCliScript } from '../render/aws-sdk/script.js';
import { toCloudFormation } from '../render/cloudformation/template.js';
import { toTerraform } from '../render/terraform/configuration.js';
import type { Features } from '../upsolver/catalogue/features.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../upsolver/catalogue/names.js';
import type { DataAccessGrant } from '../upsolver/parameters/data-access.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import type { TemplateOptions } from '../upsolver/parameters/template.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { SCOPE_OPTIONS, type Scope, type ScopeOption } from '../upsolver/scope/options.js';
import type { Outcome, Terminal } from './terminal.js';
import { toYaml } from './yaml.js';

const FORMATS = ['cloudformation', 'terraform', 'aws-cli'] as const;

type Format = (typeof FORMATS)[number];

/** What the roles of an organization are described by on the command line; `check` takes the same. */
export type RoleOptions = {
  mode?: IntegrationMode;
  orgId?: string;
  region?: string;
  trustedAccount?: string;
  externalId?: string[];
  boundary?: string;
  path?: string;
  namePrefix?: string;
  nameSuffix?: string;
  tag?: string[];
  maxSessionDuration?: string;
  athenaTables: boolean;
  kinesisStreams: boolean;
  dedicatedBucket: boolean;
  dataAccess?: string;
  scope?: string[];
  account?: string;
  vpc?: string;
};

/** Adds the options that describe roles. */
export function addRoleOptions(command: Command): Command {
  return command
    .option('--mode <mode>', `required: ${INTEGRATION_MODES.join(' or ')}`)
    .option('--org-id <id>', "Upsolver's organization id")
    .option('--region <region>', 'AWS Region of the integration')
    .option('--trusted-account <id>', "Upsolver's AWS account, 12 digits; ask Upsolver for it")
    .option('--external-id <id...>', 'external ids that Upsolver sends; they belong to you alone')
    .option('--no-athena-tables', 'without AmazonAthenaFullAccess')
    .option('--no-kinesis-streams', 'without the list of Kinesis streams')
    .option('--no-dedicated-bucket', 'without the bucket that is dedicated to Upsolver')
    .option('--data-access <FILE.json>', 'a JSON list of what is read and written, as buildDataAccessPolicy takes it')
    .option('--scope <option...>', `narrow the policies: all, or some of ${SCOPE_OPTIONS.join(', ')}`)
    .option('--account <id>', 'your own AWS account, for --scope')
    .option('--vpc <id>', 'your VPC, for --scope')
    .option('--boundary <arn>', 'permissions boundary')
    .option('--path <path>', 'path of the roles, such as /upsolver/')
    .option('--name-prefix <text>', 'in front of the names of roles')
    .option('--name-suffix <text>', 'behind the names of roles')
    .option('--tag <key=value...>', 'tags of the roles')
    .option('--max-session-duration <seconds>', 'longest session, 3600 to 43200');
}

/** Adds the command that prints templates. */
export function addTemplateCommand(program: Command, terminal: Terminal, finish: (outcome: Outcome) => void): void {
  const command = program
    .command('template')
    .summary('the roles, ready to be created')
    .description(
      'Prints the roles as a CloudFormation template, a Terraform configuration or a script for the AWS CLI. Without ' +
        'organization, Region and names, a template or configuration has parameters for them.',
    )
    .argument('<format>', FORMATS.join(', '))
    .addOption(new Option('--yaml', 'print CloudFormation as YAML; JSON otherwise'));
  addRoleOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  $ upsolver-iam template cloudformation --mode private-vpc --yaml > upsolver.yaml',
    )
    .action((format: Format, { yaml, ...options }: RoleOptions & { yaml?: boolean }) => {
      checkFormat(format, yaml);
      const text = renderText(format, options, yaml === true, terminal);
      finish({ json: false, data: undefined, text: () => text.replace(/\n$/, ''), exitCode: 0 });
    });
}

function checkFormat(format: Format, yaml: boolean | undefined): void {
  if (!FORMATS.includes(format)) throw new InvalidInputError([{ ...notOneOf('format', format, FORMATS), path: [] }]);
  if (yaml && format !== 'cloudformation') {
    throw new InvalidInputError([
      { code: 'unknown_parameter', path: ['yaml'], message: 'only CloudFormation has a YAML form' },
    ]);
  }
}

function renderText(format: Format, options: RoleOptions, yaml: boolean, terminal: Terminal): string {
  if (format === 'aws-cli') return toAwsCliScript(rolesOf(options, terminal));
  const value = format === 'cloudformation' ? renderTemplate(toCloudFormation) : renderTemplate(toTerraform);
  return yaml ? toYaml(value) : JSON.stringify(value, undefined, 2);

  function renderTemplate(render: typeof toCloudFormation | typeof toTerraform): unknown {
    if (hasFixedValues(options)) return render(rolesOf(options, terminal));
    return render(options.mode as IntegrationMode, templateOptions(options, terminal));
  }
}

/** Whether anything is given that a template with parameters leaves open. */
function hasFixedValues({
  mode: _mode,
  dataAccess: _dataAccess,
  scope: _scope,
  tag: _tag,
  ...rest
}: RoleOptions): boolean {
  return Object.values(rest).some((value) => value !== true);
}

function templateOptions(options: RoleOptions, terminal: Terminal): TemplateOptions {
  return {
    ...(options.dataAccess !== undefined && { dataAccess: readGrants(options.dataAccess, terminal) }),
    ...(options.scope !== undefined && { scope: scopeOptions(options.scope) }),
    ...(options.tag !== undefined && { tags: readTags(options.tag) }),
  };
}

/** The roles that the options describe. */
export function rolesOf(options: RoleOptions, terminal: Terminal): DeployableRole[] {
  return buildRoles(options.mode as IntegrationMode, roleParameters(options, terminal));
}

/** What the options say, as `buildRoles` takes it. */
export function roleParameters(options: RoleOptions, terminal: Terminal): RoleParameters {
  const {
    orgId,
    region,
    trustedAccount,
    externalId = [],
    boundary,
    path,
    namePrefix,
    nameSuffix,
    maxSessionDuration,
  } = options;
  const { athenaTables, kinesisStreams, dedicatedBucket } = options;
  const features: Features = { athenaTables, kinesisStreams, dedicatedBucket };
  const [onlyId] = externalId;
  return {
    orgId: orgId as string,
    region: region as string,
    trustedAccountId: trustedAccount as string,
    externalId: externalId.length > 1 ? externalId : (onlyId as string),
    features,
    permissionsBoundaryArn: boundary,
    path,
    namePrefix,
    nameSuffix,
    maxSessionDuration: maxSessionDuration === undefined ? undefined : readNumber(maxSessionDuration),
    tags: options.tag && readTags(options.tag),
    dataAccess: options.dataAccess === undefined ? undefined : readGrants(options.dataAccess, terminal),
    scope: options.scope && fixedScope(options),
  };
}

/** The options of scope that are named, or all; which of them exist is for others to say. */
function scopeOptions(names: readonly string[]): ScopeOption[] {
  return names.includes('all') ? [...SCOPE_OPTIONS] : (names as ScopeOption[]);
}

/** Servers hold UpsolverServerRole where there is one; no other role is passed. Without a VPC, `all` does not narrow to one. */
function fixedScope({
  mode,
  account,
  vpc,
  region,
  path = '/',
  namePrefix = '',
  nameSuffix = '',
  scope = [],
}: RoleOptions): Scope {
  const names = scopeOptions(scope);
  assertOptions(names);
  const servers = mode === 'private-vpc' ? [`${path}${namePrefix}UpsolverServerRole${nameSuffix}`] : [];
  const has = (option: ScopeOption): boolean => names.includes(option);
  return {
    accountId: account as string,
    region: has('region') ? region : undefined,
    vpcId: scope.includes('vpcId') ? (vpc ?? '') : has('vpcId') ? vpc : undefined,
    passRoles: has('passRoles') ? servers : undefined,
    instanceProfiles: has('instanceProfiles') ? servers : undefined,
    tagOnCreateOnly: has('tagOnCreateOnly'),
    namedAddressesOnly: has('namedAddressesOnly'),
    withoutPolicyReads: has('withoutPolicyReads'),
    withoutBucketAdministration: has('withoutBucketAdministration'),
  };
}

function assertOptions(names: readonly string[]): void {
  const choices = ['all', ...SCOPE_OPTIONS];
  const issues = names
    .filter((name) => !choices.includes(name))
    .map((name): Issue => ({ ...notOneOf('option', name, choices), path: ['scope'] }));
  if (issues.length > 0) throw new InvalidInputError(issues);
}

/** A text that is no number is left for the parameter's own check. */
function readNumber(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) ? (text as unknown as number) : number;
}

function readTags(entries: readonly string[]): Record<string, string> {
  const issues = entries
    .filter((entry) => entry.indexOf('=') < 1)
    .map((entry): Issue => ({
      code: 'invalid_value',
      path: ['tags'],
      message: `\`${entry}\` is not of the form \`key=value\``,
    }));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

function readGrants(file: string, terminal: Terminal): DataAccessGrant[] {
  const text = terminal.read(file);
  try {
    return JSON.parse(text) as DataAccessGrant[];
  } catch (error) {
    throw new InvalidInputError([
      { code: 'invalid_json', path: ['dataAccess'], message: `${file} is not JSON: ${(error as Error).message}` },
    ]);
  }
}
