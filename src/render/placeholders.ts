import { SESSION_SECONDS } from '../aws/identifiers.js';
import { assertValid } from '../core/schema.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { validateMode } from '../upsolver/parameters/common.js';
import { validateTemplateOptions, type TemplateOptions } from '../upsolver/parameters/template.js';
import { assembleRoles, type RoleValues } from '../upsolver/roles/assemble-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { assertFit } from '../upsolver/roles/role-quotas.js';
import type { ScopeValues } from '../upsolver/scope/narrow.js';
import { scopeOf, type ScopeOption } from '../upsolver/scope/options.js';
import { mapStrings, type Json } from './json.js';

/*
 * Roles with placeholders in place of what is known only when a template is deployed. A placeholder is enclosed in two
 * noncharacters of Unicode, which no valid input contains.
 */

/** The placeholders, with the shortest value that each can have. */
const shortestValues = {
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

export type PlaceholderName = keyof typeof shortestValues;

const START = '\uFDD0';
const END = '\uFDD1';

function placeholder(name: PlaceholderName): string {
  return `${START}${name}${END}`;
}

/** The parts of a string in their order: literal text and placeholders. */
export function splitPlaceholders(value: string): ({ literal: string } | { name: PlaceholderName })[] {
  const [first = '', ...rest] = value.split(START);
  const parts = rest.flatMap((part) => {
    const end = part.indexOf(END);
    return [{ name: part.slice(0, end) as PlaceholderName }, { literal: part.slice(end + 1) }];
  });
  return [{ literal: first }, ...parts].filter((part) => 'name' in part || part.literal !== '');
}

/**
 * The roles of a template with parameters: every feature is included, and everything that replaces one.
 *
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large with all
 *   features and the shortest values.
 */
export function placeholderRoles(
  mode: IntegrationMode,
  options: TemplateOptions,
): { roles: DeployableRole[]; options: TemplateOptions } {
  const [validMode, valid] = assertValid(validateMode(mode), validateTemplateOptions(options));
  const values: RoleValues = {
    orgId: placeholder('OrganizationId'),
    region: placeholder('Region'),
    partition: placeholder('Partition'),
    ec2ServicePrincipal: placeholder('Ec2ServicePrincipal'),
    trustedAccountId: placeholder('TrustedAccountId'),
    externalId: placeholder('ExternalId'),
    features: undefined,
    athena: undefined,
    dataAccess: valid.dataAccess ?? [],
    scope: valid.scope && placeholderScope(validMode, valid.scope),
    permissionsBoundaryArn: undefined,
    path: placeholder('Path'),
    namePrefix: placeholder('NamePrefix'),
    nameSuffix: placeholder('NameSuffix'),
    tags: valid.tags ?? {},
    maxSessionDuration: SESSION_SECONDS.min,
  };
  const shortest = mapStrings(assembleRoles(validMode, { ...values, features: {} }) as Json, fillWithShortest);
  assertFit(shortest as unknown as DeployableRole[], ['options']);
  return { roles: assembleRoles(validMode, values), options: valid };
}

function fillWithShortest(value: string): string {
  return splitPlaceholders(value)
    .map((part) => ('literal' in part ? part.literal : shortestValues[part.name]))
    .join('');
}

/** If Upsolver's servers run in this account, they have UpsolverServerRole; otherwise no role is passed. */
function placeholderScope(mode: IntegrationMode, chosen: readonly ScopeOption[]): ScopeValues {
  const prefix = `arn:${placeholder('Partition')}:iam::${placeholder('AccountId')}`;
  const name = `${placeholder('Path')}${placeholder('NamePrefix')}UpsolverServerRole${placeholder('NameSuffix')}`;
  const servers = (type: string): string[] => (mode === 'private-vpc' ? [`${prefix}:${type}${name}`] : []);
  const scope = scopeOf([...chosen, 'accountId'], {
    account: () => placeholder('AccountId'),
    region: () => placeholder('Region'),
    vpc: () => placeholder('VpcId'),
    roles: () => servers('role'),
    instanceProfiles: () => servers('instance-profile'),
    flag: () => true,
  });
  return {
    ...scope,
    partition: placeholder('Partition'),
    ec2ServicePrincipal: placeholder('Ec2ServicePrincipal'),
  };
}
