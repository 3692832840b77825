import { SESSION_SECONDS } from '../aws/identifiers.js';
import { assertValid } from '../core/schema.js';
import type { AthenaPart } from '../upsolver/catalogue/athena.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { ATHENA_FLAGS, type AthenaDatabase, type AthenaParameters } from '../upsolver/parameters/athena.js';
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
  Workgroup: 'x',
  ReadDatabase: 'x',
  ReadTable: '*',
  WriteDatabase: 'x',
  WriteTable: '*',
  ResultBucket: 'xxx',
  ResultPrefix: '',
  CatalogKey: 'arn:aws:kms:us-east-1:123456789012:key/x',
};

export type PlaceholderName = keyof typeof shortestValues;

/** A placeholder of each entry of a list. */
export type ListPlaceholder = 'ReadDatabase' | 'ReadTable' | 'WriteDatabase' | 'WriteTable';

const START = '\uFDD0';
const END = '\uFDD1';

function placeholder(name: PlaceholderName): string {
  return `${START}${name}${END}`;
}

/** What stands for each of some tables, where a template has a list of them. */
const LISTS = [
  { list: 'read', database: placeholder('ReadDatabase'), table: placeholder('ReadTable') },
  { list: 'write', database: placeholder('WriteDatabase'), table: placeholder('WriteTable') },
] as const;

/** The list of tables that a string is to be repeated for, with names in place of its placeholders. */
export function findList(value: string): { list: 'read' | 'write'; fill: (of: ListNames) => string } | undefined {
  const found = LISTS.find(({ database }) => value.includes(database));
  if (found === undefined) return undefined;
  const { list, database, table } = found;
  return {
    list,
    fill: ({ entry, name, of }) =>
      value.replace(`${database}/${table}`, entry).replace(database, name).replace(table, of),
  };
}

/** What names an entry of a list: the whole of it, its database, and its table. */
export type ListNames = { entry: string; name: string; of: string };

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
 * @param listPlaces How often a template repeats what belongs to an entry of a list.
 * @throws {InvalidInputError} With every problem of mode and options, or if the policies are too large with all
 *   features and the shortest values.
 */
export function placeholderRoles(
  mode: IntegrationMode,
  options: TemplateOptions,
  listPlaces = 1,
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
    athena: valid.athena && placeholderAthena(valid.athena),
    dataAccess: valid.dataAccess ?? [],
    scope: valid.scope && placeholderScope(validMode, valid.scope),
    permissionsBoundaryArn: undefined,
    path: placeholder('Path'),
    namePrefix: placeholder('NamePrefix'),
    nameSuffix: placeholder('NameSuffix'),
    tags: valid.tags ?? {},
    maxSessionDuration: SESSION_SECONDS.min,
  };
  const all = assembleRoles(validMode, { ...values, features: {} }).map((role) => withPlaces(role, listPlaces));
  const shortest = mapStrings(all as Json, fillWithShortest);
  assertFit(shortest as unknown as DeployableRole[], ['options']);
  // A prefix ends with its slash, so that it can be empty.
  const prefix = placeholder('ResultPrefix');
  const withPrefix = (value: string): string => value.replace(`${prefix}/`, prefix);
  const roles = mapStrings(assembleRoles(validMode, values) as Json, withPrefix) as unknown as DeployableRole[];
  return { roles, options: valid };
}

/** A role as a template has it that repeats the resources of lists. */
function withPlaces(role: DeployableRole, places: number): DeployableRole {
  const repeated = (resource: string): string[] =>
    Array.from({ length: findList(resource) === undefined ? 1 : places }, () => resource);
  const inlinePolicies = role.inlinePolicies.map(({ name, document }) => ({
    name,
    document: {
      ...document,
      Statement: document.Statement.map((statement) => ({
        ...statement,
        Resource: (statement.Resource as readonly string[]).flatMap(repeated),
      })),
    },
  }));
  return { ...role, inlinePolicies } as DeployableRole;
}

function placeholderAthena(parts: readonly AthenaPart[]): AthenaParameters {
  const [read, write] = LISTS.map(({ list, database: name, table }): AthenaDatabase => {
    return { name, access: list, tables: [table] };
  }) as [AthenaDatabase, AthenaDatabase];
  return {
    accountId: placeholder('AccountId'),
    workgroup: placeholder('Workgroup'),
    databases: parts.includes('write') ? [read, write] : [read],
    results: parts.includes('bucket')
      ? { bucket: placeholder('ResultBucket'), prefix: placeholder('ResultPrefix') }
      : 'managed',
    ...(parts.includes('key') && { catalogKey: placeholder('CatalogKey') }),
    ...Object.fromEntries(ATHENA_FLAGS.filter((flag) => parts.includes(flag)).map((flag) => [flag, true])),
  };
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
