import { kebabCase } from '../core/words.js';
import { quoteArgument } from '../render/aws-sdk/script.js';
import { FEATURES } from '../upsolver/catalogue/features.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { ATHENA_FLAGS, type AthenaParameters, type S3Location } from '../upsolver/parameters/athena.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import { SCOPE_OPTIONS, type Scope } from '../upsolver/scope/options.js';
import { readRoleParameters, type RoleOptions } from './role-options.js';
import type { Terminal } from './terminal.js';

/** The options of the command for parameters of roles; `undefined` if there are none that make the same roles. */
export function optionsFor(
  mode: IntegrationMode,
  parameters: RoleParameters,
  terminal: Terminal,
): string[] | undefined {
  const { scope, athena, dataAccess, features = {} } = parameters;
  if (dataAccess !== undefined) return undefined;
  const options: RoleOptions = {
    ...(Object.fromEntries(FEATURES.map((feature) => [feature, features[feature] !== false])) as {
      [Name in (typeof FEATURES)[number]]: boolean;
    }),
    mode,
    orgId: parameters.orgId,
    region: parameters.region,
    trustedAccount: parameters.trustedAccountId,
    externalId: [parameters.externalId].flat(),
    ...(scope && {
      scope: scopeNames(scope),
      account: scope.accountId,
      ...(scope.vpcId !== undefined && { vpc: scope.vpcId }),
    }),
    ...(athena && { ...athenaOptionsOf(athena), account: athena.accountId }),
    ...(parameters.path !== undefined && { path: parameters.path }),
    ...(parameters.namePrefix !== undefined && { namePrefix: parameters.namePrefix }),
    ...(parameters.nameSuffix !== undefined && { nameSuffix: parameters.nameSuffix }),
    ...(parameters.permissionsBoundaryArn !== undefined && { boundary: parameters.permissionsBoundaryArn }),
    ...(parameters.tags && { tag: Object.entries(parameters.tags).map(([key, value]) => `${key}=${value}`) }),
    ...(parameters.maxSessionDuration !== undefined && { maxSessionDuration: String(parameters.maxSessionDuration) }),
  };
  return makesSameRoles(mode, options, parameters, terminal) ? argumentsOf(options) : undefined;
}

/** Options can say less than parameters: the roles that may be passed, for example. */
function makesSameRoles(
  mode: IntegrationMode,
  options: RoleOptions,
  parameters: RoleParameters,
  terminal: Terminal,
): boolean {
  const built = buildRoles(mode, readRoleParameters(options, terminal));
  return inOneOrder(built) === inOneOrder(buildRoles(mode, parameters));
}

/** A value as text, with lists of strings in one order: they are sets. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    Array.isArray(part) && part.every((each) => typeof each === 'string') ? part.toSorted() : part,
  );
}

function scopeNames(scope: Scope): string[] {
  const names = SCOPE_OPTIONS.filter((option) => scope[option] !== undefined && scope[option] !== false);
  return names.length === SCOPE_OPTIONS.length ? ['all'] : names;
}

function athenaOptionsOf(athena: AthenaParameters): Partial<RoleOptions> {
  const tablesOf = (access: 'read' | 'write'): string[] =>
    athena.databases
      .filter((database) => database.access === access)
      .flatMap(({ name, tables = ['*'] }) => tables.map((table) => `${name}/${table}`));
  const [read, write] = [tablesOf('read'), tablesOf('write')];
  const flags = ATHENA_FLAGS.filter((flag) => athena[flag] === true);
  return {
    ...(read.length > 0 && { readTables: read }),
    ...(write.length > 0 && { writeTables: write }),
    queryResults: athena.results === 'managed' ? 'managed' : locationOf(athena.results),
    ...(athena.workgroup !== undefined && { workgroup: athena.workgroup }),
    ...(athena.catalogKey !== undefined && { catalogKey: athena.catalogKey }),
    ...(flags.length > 0 && { athena: flags }),
  };
}

function locationOf({ bucket, prefix }: S3Location): string {
  return `s3://${bucket}${prefix === undefined ? '' : `/${prefix}`}`;
}

/** Options that are given once for each value. */
const REPEATED: ReadonlySet<string> = new Set(['externalId', 'tag']);

function argumentsOf(options: RoleOptions): string[] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const option = `--${kebabCase(name)}`;
    if (typeof value === 'boolean') return value ? [] : [`--no-${kebabCase(name)}`];
    if (!Array.isArray(value)) return [option, String(value)];
    return REPEATED.has(name) ? value.flatMap((each) => [option, String(each)]) : [option, value.join(',')];
  });
}

/** Arguments as a shell reads them. */
export function quoteArguments(args: readonly string[]): string {
  return args.map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : quoteArgument(each))).join(' ');
}
