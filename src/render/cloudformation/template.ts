import type { Immutable } from '../../core/immutable.js';
import type { Statement } from '../../iam/document.js';
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
import { nameRoles, type NamedRole } from '../ids.js';
import { mapStrings, type Json } from '../json.js';
import { placeholderRoles } from '../placeholders.js';
import { expandResource, LIST_PLACES } from './athena.js';
import { refuseDynamicReferences, toIntrinsic } from './intrinsic.js';
import { conditionName, parameterSections, type ParameterSections } from './parameters.js';

/** A CloudFormation template, as the object that its JSON or YAML represents. */
export type CloudFormationTemplate = ParameterSections & {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  Resources: { [logicalId: string]: { Type: string; Properties: { [name: string]: Json } } };
  Outputs: { [name: string]: Json };
};

/** A CloudFormation template with parameters. */
export type ParameterizedCloudFormationTemplate = CloudFormationTemplate &
  Required<Pick<ParameterSections, 'Metadata' | 'Parameters' | 'Conditions'>>;

/**
 * Renders roles as a CloudFormation template. It needs the capability `CAPABILITY_NAMED_IAM`, because roles have names.
 *
 * @param roles What `buildRoles` returned: every value is fixed, and the template has no parameters.
 * @returns A new object for `JSON.stringify`, or for a library that writes YAML 1.1.
 * @throws {InvalidInputError} If `roles` is not a list of roles, if a string contains `{{resolve:`, which
 *   CloudFormation would resolve, or if a role still contains the placeholder `UPSOLVER_ORG_ID`.
 *
 * @example
 * Object.keys(toCloudFormation(buildRoles('private-vpc', parameters)).Resources);
 * // ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverServerRoleInstanceProfile']
 *
 * Source: CloudFormation Template Reference Guide, AWS::IAM::Role and AWS::IAM::InstanceProfile.
 */
export function toCloudFormation(roles: readonly Immutable<DeployableRole>[]): CloudFormationTemplate;
/**
 * The same as {@link cloudFormationTemplate}.
 *
 * @param mode The integration mode.
 * @param options What is fixed: data access, scope and tags.
 * @returns What `cloudFormationTemplate` returns.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large for a role.
 *
 * @example
 * toCloudFormation('upsolver-vpc').Resources['UpsolverRole']?.Properties['RoleName'];
 * // { 'Fn::Sub': '${NamePrefix}UpsolverRole${NameSuffix}' }
 */
export function toCloudFormation(mode: IntegrationMode, options?: TemplateOptions): ParameterizedCloudFormationTemplate;
export function toCloudFormation(
  input: readonly Immutable<DeployableRole>[] | IntegrationMode,
  options: TemplateOptions = {},
): CloudFormationTemplate {
  return typeof input === 'object' && input !== null
    ? render(readRoles(input), fixed)
    : cloudFormationTemplate(input, options);
}

/**
 * Builds a CloudFormation template with parameters: organization ID, trusted account, external ID, features, names,
 * maximum session duration and permissions boundary. Partition, Region and account are those in which it is deployed.
 *
 * @param mode The integration mode.
 * @param options What is fixed: data access, scope and tags.
 * @returns A new object for `JSON.stringify`, or for a library that writes YAML 1.1.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large for a role.
 *
 * @example
 * Object.keys(cloudFormationTemplate('upsolver-vpc').Parameters).slice(0, 3);
 * // ['OrganizationId', 'TrustedAccountId', 'ExternalId']
 *
 * Source: CloudFormation Template Reference Guide, Parameters.
 */
export function cloudFormationTemplate(
  mode: IntegrationMode,
  options: TemplateOptions = {},
): ParameterizedCloudFormationTemplate {
  const { roles, options: valid } = placeholderRoles(mode, options, LIST_PLACES);
  const template = render(roles, parameterized(valid));
  const { AWSTemplateFormatVersion, Description, ...rest } = template;
  return { AWSTemplateFormatVersion, Description, ...parameterSections(template.Resources, valid), ...rest };
}

/** What differs between a template with parameters and one without. */
type Style = {
  string: (value: string) => Json;
  /** The resources of a statement, each of which may stand for several. */
  resources: (resources: readonly string[]) => Json[];
  /** A part of a role that is included only under a condition. */
  when: (dependence: Dependence | undefined, part: Json) => Json;
  boundary: (role: DeployableRole) => { PermissionsBoundary?: Json };
  session: (role: DeployableRole) => Json;
};

const fixed: Style = {
  string: (value) => value,
  resources: (resources) => [...resources],
  when: (_dependence, part) => part,
  boundary: ({ permissionsBoundaryArn }) =>
    permissionsBoundaryArn === undefined ? {} : { PermissionsBoundary: permissionsBoundaryArn },
  session: ({ maxSessionDuration }) => maxSessionDuration,
};

const NO_VALUE: Json = { Ref: 'AWS::NoValue' };
const BOUNDARY: Json = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PermissionsBoundary}' };

const parameterized = ({ athena }: TemplateOptions): Style => ({
  string: toIntrinsic,
  resources: (resources) => resources.flatMap((each) => expandResource(each, athena?.includes('write') === true)),
  when: (dependence, part) => {
    const open = openDependence(dependence, athena);
    return open === undefined ? part : { 'Fn::If': [conditionName(open), part, { ...NO_VALUE }] };
  },
  boundary: () => ({ PermissionsBoundary: { 'Fn::If': ['HasPermissionsBoundary', { ...BOUNDARY }, { ...NO_VALUE }] } }),
  session: () => ({ Ref: 'MaxSessionDuration' }),
});

type Resources = CloudFormationTemplate['Resources'];

function render(roles: readonly DeployableRole[], style: Style): CloudFormationTemplate {
  const named = nameRoles(roles);
  const resources: Resources = Object.fromEntries(named.flatMap((role) => Object.entries(roleResources(role, style))));
  refuseDynamicReferences(resources);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The IAM roles that Upsolver needs in this account: ${roles.map(({ role }) => role).join(' and ')}.`,
    Resources: resources,
    Outputs: Object.fromEntries(named.flatMap(roleOutputs)),
  };
}

function roleResources({ id, role }: NamedRole, style: Style): Resources {
  const resolve = (value: unknown): Json => mapStrings(value as Json, style.string);
  const tags = role.tags.map(({ key, value }): Json => ({ Key: key, Value: value }));
  const resources: Resources = {
    [id]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: style.string(role.name),
        Description: role.description,
        Path: style.string(role.path),
        AssumeRolePolicyDocument: resolve(role.trustPolicy),
        ManagedPolicyArns: role.managedPolicyArns.map((arn) =>
          style.when(managedPolicyDependence(arn), style.string(arn)),
        ),
        Policies: role.inlinePolicies.map(({ name, document }) => ({
          PolicyName: name,
          PolicyDocument: {
            ...(resolve({ ...document, Statement: [] }) as { [key: string]: Json }),
            Statement: document.Statement.map((statement) =>
              style.when(statementDependence(statement.Sid), resolveStatement(statement, resolve, style)),
            ),
          },
        })),
        MaxSessionDuration: style.session(role),
        ...style.boundary(role),
        ...(tags.length > 0 && { Tags: tags }),
      },
    },
  };
  if (role.instanceProfile === undefined) return resources;
  const { name, path } = role.instanceProfile;
  const Properties = { InstanceProfileName: style.string(name), Path: style.string(path), Roles: [{ Ref: id }] };
  return { ...resources, [`${id}InstanceProfile`]: { Type: 'AWS::IAM::InstanceProfile', Properties } };
}

function resolveStatement(statement: Statement, resolve: (value: unknown) => Json, { resources }: Style): Json {
  const resolved = resolve(statement) as { [key: string]: Json };
  const { Resource } = statement;
  return Array.isArray(Resource) ? { ...resolved, Resource: resources(Resource) } : resolved;
}

function roleOutputs({ id, role }: NamedRole): [name: string, output: Json][] {
  const outputs = [arnOutput(id, id)];
  if (role.instanceProfile !== undefined)
    outputs.push(arnOutput(`${id}InstanceProfile`, `the instance profile of ${id}`));
  return outputs;
}

function arnOutput(logicalId: string, what: string): [name: string, output: Json] {
  return [`${logicalId}Arn`, { Description: `ARN of ${what}`, Value: { 'Fn::GetAtt': [logicalId, 'Arn'] } }];
}
