import { nameInArn } from '../../aws/arn.js';
import type { Immutable } from '../../core/immutable.js';
import { snakeCase } from '../../core/words.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import {
  managedPolicyDependence,
  openDependence,
  statementDependence,
  type Dependence,
} from '../../upsolver/catalogue/dependence.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { readRoles } from '../../upsolver/roles/read-roles.js';
import { distinct, nameRoles, type NamedRole } from '../ids.js';
import type { Json } from '../json.js';
import { placeholderRoles } from '../placeholders.js';
import { resourceTemplates } from './athena.js';
import { requirements, toTemplate, toTemplates } from './expression.js';
import { principalLocals, variableBlocks } from './variables.js';

type Block = { [name: string]: Json };

/** A Terraform configuration, as the object that a `*.tf.json` file holds. */
export type TerraformConfiguration = {
  terraform: Block;
  variable?: Block;
  data?: Block;
  locals: Block;
  resource: { [type: string]: { [name: string]: Block } };
  output: Block;
};

/** A Terraform configuration with variables. */
export type ParameterizedTerraformConfiguration = TerraformConfiguration &
  Required<Pick<TerraformConfiguration, 'variable' | 'data'>>;

/**
 * Renders roles as a Terraform configuration in Terraform's JSON syntax: a resource for each role, inline policy,
 * attachment and instance profile. Policies are in `locals`, as objects.
 *
 * @param roles What `buildRoles` returned: every value is fixed, and the configuration has no variables.
 * @returns A new object for `JSON.stringify` and a file `*.tf.json`.
 * @throws {InvalidInputError} If `roles` is not a list of roles, or a role still contains the placeholder
 *   `UPSOLVER_ORG_ID`.
 *
 * @example
 * const { resource } = toTerraform(buildRoles('upsolver-vpc', parameters));
 * resource['aws_iam_role']?.['upsolver_role']?.['name']; // 'UpsolverRole'
 *
 * Source: Terraform documentation, "JSON Configuration Syntax".
 */
export function toTerraform(roles: readonly Immutable<DeployableRole>[]): TerraformConfiguration;
/**
 * The same as {@link terraformConfiguration}.
 *
 * @param mode The integration mode.
 * @param options What is fixed: data access and scope; tags are the default of a variable.
 * @returns What `terraformConfiguration` returns.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large for a role.
 *
 * @example
 * Object.keys(toTerraform('upsolver-vpc').variable).slice(0, 3);
 * // ['organization_id', 'trusted_account_id', 'external_ids']
 */
export function toTerraform(mode: IntegrationMode, options?: TemplateOptions): ParameterizedTerraformConfiguration;
export function toTerraform(
  input: readonly Immutable<DeployableRole>[] | IntegrationMode,
  options: TemplateOptions = {},
): TerraformConfiguration {
  return typeof input === 'object' && input !== null
    ? render(nameRoles(readRoles(input)), {}, fixed)
    : terraformConfiguration(input, options);
}

/**
 * Builds a Terraform configuration with variables. Partition, Region and account are those of the provider.
 *
 * @param mode The integration mode.
 * @param options What is fixed: data access and scope; tags are the default of a variable.
 * @returns A new object for `JSON.stringify` and a file `*.tf.json`.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large for a role.
 *
 * @example
 * Object.keys(terraformConfiguration('upsolver-vpc').variable).slice(0, 3);
 * // ['organization_id', 'trusted_account_id', 'external_ids']
 *
 * Source: Terraform documentation, "JSON Configuration Syntax".
 */
export function terraformConfiguration(
  mode: IntegrationMode,
  options: TemplateOptions = {},
): ParameterizedTerraformConfiguration {
  const { roles, options: valid } = placeholderRoles(mode, options);
  const { terraform, ...rest } = render(nameRoles(roles), principalLocals(), parameterized(valid));
  return { terraform, ...variableBlocks(valid), ...rest };
}

/** What differs between a configuration with variables and one without. */
type Style = {
  /** A policy, and the list of its statements if some of them depend on variables. */
  policy: (name: string, document: PolicyDocument) => Block;
  count: (dependence: Dependence | undefined) => { count?: Json };
  role: (role: DeployableRole) => Block;
  tags: (role: DeployableRole) => { tags?: Json };
};

const fixed: Style = {
  policy: (name, document) => ({ [name]: toTemplates(document) }),
  count: () => ({}),
  role: ({ permissionsBoundaryArn, maxSessionDuration }) => ({
    max_session_duration: maxSessionDuration,
    ...(permissionsBoundaryArn !== undefined && { permissions_boundary: permissionsBoundaryArn }),
  }),
  tags: ({ tags }) =>
    tags.length === 0 ? {} : { tags: toTemplates(Object.fromEntries(tags.map(({ key, value }) => [key, value]))) },
};

const parameterized = ({ athena }: TemplateOptions): Style => ({
  policy: (name, document) => {
    const dependences = document.Statement.map(({ Sid }) => openDependence(statementDependence(Sid), athena));
    const statements = document.Statement.map(statementTemplates);
    if (dependences.every((dependence) => dependence === undefined)) {
      return { [name]: { ...(toTemplates({ ...document, Statement: [] }) as Block), Statement: statements } };
    }
    return {
      [`${name}_statements`]: statements.map((statement, index) => ({
        enabled: condition(dependences[index]),
        statement,
      })),
      [name]: {
        ...(toTemplates({ ...document, Statement: [] }) as Block),
        Statement: `\${[for entry in local.${name}_statements : entry.statement if entry.enabled]}`,
      },
    };
  },
  count: (dependence) => {
    const open = openDependence(dependence, athena);
    return open === undefined ? {} : { count: `\${${expression(open)} ? 1 : 0}` };
  },
  role: () => ({
    max_session_duration: '${var.max_session_duration}',
    permissions_boundary: '${var.permissions_boundary_arn}',
  }),
  tags: () => ({ tags: '${var.tags}' }),
});

function statementTemplates(statement: Statement): Json {
  // Statements of the catalogue name their resources in lists.
  return { ...(toTemplates(statement) as Block), Resource: resourceTemplates(statement.Resource as string[]) };
}

function condition(dependence: Dependence | undefined): Json {
  return dependence === undefined ? true : `\${${expression(dependence)}}`;
}

function expression({ feature, present }: Dependence): string {
  return `${present ? '' : '!'}var.${snakeCase(feature)}`;
}

function render(roles: readonly NamedRole[], locals: Block, style: Style): TerraformConfiguration {
  const parts = roles.map((role) => renderRole(role, style));
  const resource: TerraformConfiguration['resource'] = {};
  for (const { resources } of parts) {
    for (const [type, name, block] of resources) (resource[type] ??= {})[name] = block;
  }
  return {
    terraform: requirements(),
    locals: Object.assign({}, locals, ...parts.map((part) => part.locals)) as Block,
    resource,
    output: Object.assign({}, ...parts.map((part) => part.outputs)) as Block,
  };
}

type RoleParts = { locals: Block; resources: [type: string, name: string, block: Block][]; outputs: Block };

function renderRole({ id, role }: NamedRole, style: Style): RoleParts {
  const name = snakeCase(id);
  const roleName = `\${aws_iam_role.${name}.name}`;
  const policyNames = role.inlinePolicies.map((policy) => policy.name.replace(/^Upsolver/, ''));
  const [trustPolicy = '', ...locals] = distinct(
    ['TrustPolicy', ...policyNames].map((each) => snakeCase(`${id}${each}`)),
  );
  const policies = role.inlinePolicies.map((policy, index) => ({ ...policy, local: locals[index] as string }));
  const attachments = distinct(role.managedPolicyArns.map((arn) => `${name}_${snakeCase(nameInArn(arn))}`));
  const parts: RoleParts = {
    locals: Object.assign(
      { [trustPolicy]: toTemplates(role.trustPolicy) },
      ...policies.map(({ local, document }) => style.policy(local, document)),
    ) as Block,
    resources: [
      [
        'aws_iam_role',
        name,
        {
          name: toTemplate(role.name),
          description: toTemplate(role.description),
          path: toTemplate(role.path),
          assume_role_policy: encoded(trustPolicy),
          ...style.role(role),
          ...style.tags(role),
        },
      ],
      ...policies.map((policy): [string, string, Block] => [
        'aws_iam_role_policy',
        policy.local,
        { name: toTemplate(policy.name), role: roleName, policy: encoded(policy.local) },
      ]),
      ...role.managedPolicyArns.map((arn, index): [string, string, Block] => [
        'aws_iam_role_policy_attachment',
        attachments[index] as string,
        { ...style.count(managedPolicyDependence(arn)), role: roleName, policy_arn: toTemplate(arn) },
      ]),
    ],
    outputs: { [`${name}_arn`]: { description: `ARN of ${id}`, value: `\${aws_iam_role.${name}.arn}` } },
  };
  if (role.instanceProfile !== undefined) {
    const profile = role.instanceProfile;
    parts.resources.push([
      'aws_iam_instance_profile',
      name,
      { name: toTemplate(profile.name), path: toTemplate(profile.path), role: roleName, ...style.tags(role) },
    ]);
    parts.outputs[`${name}_instance_profile_arn`] = {
      description: `ARN of the instance profile of ${id}`,
      value: `\${aws_iam_instance_profile.${name}.arn}`,
    };
  }
  return parts;
}

function encoded(local: string): string {
  return `\${jsonencode(local.${local})}`;
}
