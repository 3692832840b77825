import { InvalidInputError, notOneOf } from '../../core/issue.js';
import { toAwsCliScript } from '../../render/aws-sdk/script.js';
import { toCloudFormation } from '../../render/cloudformation/template.js';
import { toTerraform } from '../../render/terraform/configuration.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { defineCommand, eitherOf } from '../command.js';
import { readGrants } from '../input/read-grants.js';
import { addRoleOptions, readTags, readRoleParameters, expandScopeNames, type RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';
import { toYaml } from '../yaml.js';

const FORMATS = ['cloudformation', 'terraform', 'aws-cli'] as const;

type Format = (typeof FORMATS)[number];

export const addTemplateCommand = defineCommand<[Format], RoleOptions & { yaml?: boolean }>({
  name: 'template',
  usage: '<format>',
  summary: 'Prints a template or script that creates the roles',
  description:
    'Prints a CloudFormation template, a Terraform configuration or an AWS CLI script that creates the roles. A ' +
    'template or configuration has parameters for the organization, the Region and the names. Options other than ' +
    '--mode, --yaml, --data-access, --scope and --tag fix all values; --org-id, --region, --trusted-account and ' +
    '--external-id are then required. A script always has fixed values.',
  declare: (command) =>
    addRoleOptions(
      command
        .argument('<format>', `Format: ${eitherOf(FORMATS)}`)
        .option('--yaml', 'Print CloudFormation as YAML (default: JSON)'),
    ),
  exitStatus: { 0: 'success', 2: 'invalid input' },
  examples: [
    'upsolver-iam template cloudformation --mode private-vpc --yaml > roles.yaml',
    'upsolver-iam template terraform --mode upsolver-vpc > roles.tf.json',
    'upsolver-iam template aws-cli --mode upsolver-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id',
  ],
  run: ([format], { yaml = false, ...options }, terminal) => {
    checkFormat(format, yaml);
    const text = renderText(format, options, yaml, terminal);
    return { json: false, data: undefined, text: () => text.replace(/\n$/, ''), exitCode: 0 };
  },
});

function checkFormat(format: Format, yaml: boolean): void {
  if (!FORMATS.includes(format)) throw new InvalidInputError([{ ...notOneOf('format', format, FORMATS), path: [] }]);
  if (yaml && format !== 'cloudformation') {
    throw new InvalidInputError([
      { code: 'unknown_parameter', path: ['yaml'], message: 'only `cloudformation` can be printed as YAML' },
    ]);
  }
}

function renderText(format: Format, options: RoleOptions, yaml: boolean, terminal: Terminal): string {
  if (format === 'aws-cli') return toAwsCliScript(rolesOf(options, terminal));
  const value = format === 'cloudformation' ? renderTemplate(toCloudFormation) : renderTemplate(toTerraform);
  return yaml ? toYaml(value) : JSON.stringify(value, undefined, 2);

  function renderTemplate(render: typeof toCloudFormation | typeof toTerraform): unknown {
    if (hasFixedValues(options)) return render(rolesOf(options, terminal));
    const mode = options.mode as IntegrationMode;
    const rest = templateOptions(options);
    const { dataAccess } = options;
    if (dataAccess === undefined) return render(mode, rest);
    return render(mode, { ...rest, dataAccess: readGrants(dataAccess, terminal, () => render(mode, rest)) });
  }
}

/** Whether an option is given that a template with parameters leaves open. */
function hasFixedValues({
  mode: _mode,
  dataAccess: _dataAccess,
  scope: _scope,
  tag: _tag,
  ...rest
}: RoleOptions): boolean {
  return Object.values(rest).some((value) => value !== true);
}

function templateOptions(options: RoleOptions): TemplateOptions {
  return {
    ...(options.scope !== undefined && { scope: expandScopeNames(options.scope) }),
    ...(options.tag !== undefined && { tags: readTags(options.tag) }),
  };
}

function rolesOf(options: RoleOptions, terminal: Terminal): DeployableRole[] {
  return buildRoles(options.mode as IntegrationMode, readRoleParameters(options, terminal));
}
