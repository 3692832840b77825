import { SESSION_SECONDS } from '../aws/identifiers.js';
import { assertValid } from '../core/schema.js';
import type { Feature, IntegrationMode } from '../upsolver/catalogue/names.js';
import { possibleServerStatements, serverManagedPolicies } from '../upsolver/catalogue/statements.js';
import { checkMode } from '../upsolver/parameters/common.js';
import { checkTemplateOptions, type TemplateOptions } from '../upsolver/parameters/template.js';
import { assembleRoles, type RoleValues } from '../upsolver/roles/assemble-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { assertFit } from '../upsolver/roles/role-quotas.js';
import type { ScopeOption, ScopeValues } from '../upsolver/scope/narrow.js';
import { mapTexts, type Json } from './json.js';

/*
 * Roles with placeholders in place of what is known only when a template is deployed. A placeholder stands in a text
 * between two noncharacters of Unicode, which no checked input has.
 */

export type PlaceholderName =
  | 'Partition'
  | 'Region'
  | 'AccountId'
  | 'OrganizationId'
  | 'TrustedAccountId'
  | 'ExternalId'
  | 'Ec2ServicePrincipal'
  | 'Path'
  | 'NamePrefix'
  | 'NameSuffix'
  | 'VpcId';

const START = '\uFDD0';
const END = '\uFDD1';

function placeholder(name: PlaceholderName): string {
  return `${START}${name}${END}`;
}

/** A text, in its order: literal parts and placeholders. */
export function splitPlaceholders(text: string): ({ literal: string } | { name: PlaceholderName })[] {
  const [first = '', ...rest] = text.split(START);
  const parts = rest.flatMap((part) => {
    const end = part.indexOf(END);
    return [{ name: part.slice(0, end) as PlaceholderName }, { literal: part.slice(end + 1) }];
  });
  return [{ literal: first }, ...parts].filter((part) => 'name' in part || part.literal !== '');
}

/**
 * The roles of a template with parameters: every feature is in, and every alternative to one.
 *
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large with all features
 *   and the shortest values.
 */
export function placeholderRoles(
  mode: IntegrationMode,
  options: TemplateOptions,
): { roles: DeployableRole[]; options: TemplateOptions } {
  const [validMode, valid] = assertValid<[IntegrationMode, TemplateOptions]>(
    checkMode(mode),
    checkTemplateOptions(options),
  );
  const values: RoleValues = {
    orgId: placeholder('OrganizationId'),
    region: placeholder('Region'),
    partition: placeholder('Partition'),
    ec2ServicePrincipal: placeholder('Ec2ServicePrincipal'),
    trustedAccountId: placeholder('TrustedAccountId'),
    externalId: placeholder('ExternalId'),
    features: undefined,
    dataAccess: valid.dataAccess ?? [],
    scope: valid.scope && placeholderScope(validMode, valid.scope),
    permissionsBoundaryArn: undefined,
    path: placeholder('Path'),
    namePrefix: placeholder('NamePrefix'),
    nameSuffix: placeholder('NameSuffix'),
    tags: valid.tags ?? {},
    maxSessionDuration: SESSION_SECONDS.min,
  };
  const shortest = mapTexts(assembleRoles(validMode, { ...values, features: {} }) as Json, fillWithShortest);
  assertFit(shortest as unknown as DeployableRole[], ['options']);
  return { roles: assembleRoles(validMode, values), options: valid };
}

const shortestValues: Record<PlaceholderName, string> = {
  Partition: 'aws',
  Region: 'us-east-1',
  AccountId: '123456789012',
  OrganizationId: 'x',
  TrustedAccountId: '123456789012',
  ExternalId: 'xx',
  Ec2ServicePrincipal: 'ec2.amazonaws.com',
  Path: '/',
  NamePrefix: '',
  NameSuffix: '',
  VpcId: 'vpc-12345678',
};

function fillWithShortest(text: string): string {
  return splitPlaceholders(text)
    .map((part) => ('literal' in part ? part.literal : shortestValues[part.name]))
    .join('');
}

/** Where Upsolver's servers run in this account, they have UpsolverServerRole; else no role is passed. */
function placeholderScope(mode: IntegrationMode, chosen: readonly ScopeOption[]): ScopeValues {
  const has = (option: ScopeOption): true | undefined => (chosen.includes(option) ? true : undefined);
  const prefix = `arn:${placeholder('Partition')}:iam::${placeholder('AccountId')}`;
  const name = `${placeholder('Path')}${placeholder('NamePrefix')}UpsolverServerRole${placeholder('NameSuffix')}`;
  const servers = (kind: string): string[] => (mode === 'private-vpc' ? [`${prefix}:${kind}${name}`] : []);
  return {
    partition: placeholder('Partition'),
    ec2ServicePrincipal: placeholder('Ec2ServicePrincipal'),
    accountId: placeholder('AccountId'),
    region: has('region') && placeholder('Region'),
    vpcId: has('vpcId') && placeholder('VpcId'),
    passRoles: has('passRoles') && servers('role'),
    instanceProfiles: has('instanceProfiles') && servers('instance-profile'),
    tagOnCreateOnly: has('tagOnCreateOnly'),
    namedAddressesOnly: has('namedAddressesOnly'),
    withoutPolicyReads: has('withoutPolicyReads'),
    withoutBucketAdministration: has('withoutBucketAdministration'),
  };
}

/** A feature on which a part of a role depends: it is there with the feature, or only without it. */
export type Dependence = { feature: Feature; present: boolean };

/** On which feature a statement depends. */
export function statementDependence(sid: string | undefined): Dependence | undefined {
  const { feature, unlessFeature } = possibleServerStatements.find((template) => template.sid === sid) ?? {};
  if (feature !== undefined) return { feature, present: true };
  return unlessFeature === undefined ? undefined : { feature: unlessFeature, present: false };
}

/** On which feature an AWS managed policy depends. */
export function managedPolicyDependence(arn: string): Dependence | undefined {
  const { feature } = serverManagedPolicies.find(({ name }) => arn.endsWith(`/${name}`)) ?? {};
  return feature && { feature, present: true };
}
