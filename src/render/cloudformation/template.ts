import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { nameRoles, type NamedRole } from '../ids.js';
import { mapTexts, type Json } from '../json.js';
import { managedPolicyDependence, placeholderRoles, statementDependence, type Dependence } from '../placeholders.js';
import { refuseDynamicReferences, toIntrinsic } from './intrinsic.js';
import { conditionName, parameterSections } from './parameters.js';

/** A CloudFormation template, as the object that its JSON or YAML stands for. */
export type CloudFormationTemplate = {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  Metadata?: { [key: string]: Json };
  Parameters?: { [name: string]: Json };
  Mappings?: { [name: string]: Json };
  Conditions?: { [name: string]: Json };
  Resources: { [logicalId: string]: { Type: string; Properties: { [name: string]: Json } } };
  Outputs: { [name: string]: Json };
};

/**
 * A CloudFormation template of roles. It needs the capability `CAPABILITY_NAMED_IAM`, because roles have names.
 *
 * @param roles What `buildRoles` returned: everything is fixed, and there are no parameters.
 * @returns A fresh object for `JSON.stringify`, or for a YAML library that writes YAML 1.1.
 * @throws {InvalidInputError} If a text has `{{resolve:`, which CloudFormation would not take as it is.
 *
 * @example
 * Object.keys(toCloudFormation(buildRoles('private-vpc', parameters)).Resources);
 * // ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverServerRoleInstanceProfile']
 *
 * Source: CloudFormation Template Reference Guide, AWS::IAM::Role and AWS::IAM::InstanceProfile.
 */
export function toCloudFormation(roles: readonly DeployableRole[]): CloudFormationTemplate;
/**
 * A CloudFormation template with parameters: organization id, trusted account, external id, features, names, session and
 * boundary. Partition, Region and account are those that it is deployed in.
 *
 * @param mode The integration mode.
 * @param options What is fixed: data access, scope, tags.
 * @returns A fresh object, as above.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large for a role.
 *
 * @example
 * toCloudFormation('upsolver-vpc').Resources['UpsolverRole']?.Properties['RoleName'];
 * // { 'Fn::Sub': '${NamePrefix}UpsolverRole${NameSuffix}' }
 */
export function toCloudFormation(mode: IntegrationMode, options?: TemplateOptions): CloudFormationTemplate;
export function toCloudFormation(
  input: readonly DeployableRole[] | IntegrationMode,
  options: TemplateOptions = {},
): CloudFormationTemplate {
  if (Array.isArray(input)) return render(input as DeployableRole[], fixed);
  const { roles, options: valid } = placeholderRoles(input as IntegrationMode, options);
  return render(roles, parameterized, (resources) => parameterSections(resources, valid));
}

/** What differs between a template with parameters and one without. */
type Style = {
  text: (text: string) => Json;
  /** A part of a role that is there only under a condition. */
  when: (dependence: Dependence | undefined, part: Json) => Json;
  boundary: (role: DeployableRole) => { PermissionsBoundary?: Json };
  session: (role: DeployableRole) => Json;
};

const fixed: Style = {
  text: (text) => text,
  when: (_dependence, part) => part,
  boundary: ({ permissionsBoundaryArn }) =>
    permissionsBoundaryArn === undefined ? {} : { PermissionsBoundary: permissionsBoundaryArn },
  session: ({ maxSessionDuration }) => maxSessionDuration,
};

const NO_VALUE: Json = { Ref: 'AWS::NoValue' };
const BOUNDARY: Json = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${PermissionsBoundary}' };

const parameterized: Style = {
  text: toIntrinsic,
  when: (dependence, part) =>
    dependence === undefined
      ? part
      : { 'Fn::If': [conditionName(dependence.feature, dependence.present), part, { ...NO_VALUE }] },
  boundary: () => ({ PermissionsBoundary: { 'Fn::If': ['HasPermissionsBoundary', { ...BOUNDARY }, { ...NO_VALUE }] } }),
  session: () => ({ Ref: 'MaxSessionDuration' }),
};

type Resources = CloudFormationTemplate['Resources'];

function render(
  roles: readonly DeployableRole[],
  style: Style,
  sections: (resources: Json) => { [section: string]: Json } = () => ({}),
): CloudFormationTemplate {
  const named = nameRoles(roles);
  const resources: Resources = Object.fromEntries(named.flatMap((role) => Object.entries(roleResources(role, style))));
  refuseDynamicReferences(resources);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The IAM roles that Upsolver needs in this account: ${roles.map(({ role }) => role).join(' and ')}.`,
    ...sections(resources),
    Resources: resources,
    Outputs: Object.fromEntries(named.flatMap(roleOutputs)),
  } as CloudFormationTemplate;
}

function roleResources({ id, role }: NamedRole, style: Style): Resources {
  const resolve = (value: unknown): Json => mapTexts(value as Json, style.text);
  const tags = role.tags.map(({ key, value }): Json => ({ Key: key, Value: value }));
  const resources: Resources = {
    [id]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: style.text(role.name),
        Description: role.description,
        Path: style.text(role.path),
        AssumeRolePolicyDocument: resolve(role.trustPolicy),
        ManagedPolicyArns: role.managedPolicyArns.map((arn) =>
          style.when(managedPolicyDependence(arn), style.text(arn)),
        ),
        Policies: role.inlinePolicies.map(({ name, document }) => ({
          PolicyName: name,
          PolicyDocument: {
            ...(resolve({ ...document, Statement: [] }) as { [key: string]: Json }),
            Statement: document.Statement.map((statement) =>
              style.when(statementDependence(statement.Sid), resolve(statement)),
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
  const Properties = { InstanceProfileName: style.text(name), Path: style.text(path), Roles: [{ Ref: id }] };
  return { ...resources, [`${id}InstanceProfile`]: { Type: 'AWS::IAM::InstanceProfile', Properties } };
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
