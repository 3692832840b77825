import type { Command } from 'commander';
import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { kebabCase } from '../core/words.js';
import { FEATURES, features, type Feature, type FeatureChoice } from '../upsolver/catalogue/features.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../upsolver/catalogue/names.js';
import type { AthenaParameters } from '../upsolver/parameters/athena.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import { namedScope } from '../upsolver/scope/named-scope.js';
import { SCOPE_OPTIONS, type Scope, type ScopeOption } from '../upsolver/scope/options.js';
import { addAthenaOptions, hasAthena, readAthena, type AthenaCommandOptions } from './athena-options.js';
import { eitherOf, listed, oneOfList, repeated } from './command.js';
import { readGrants } from './input/read-grants.js';
import { readSettings } from './key-values.js';
import type { Terminal } from './terminal.js';

/** The options that describe the policies of a role. */
export type PolicyOptions = { [Name in Feature]: boolean } & AthenaCommandOptions & {
    orgId?: string;
    region?: string;
    trustedAccount?: string;
    externalId?: string[];
    scope?: string[];
    account?: string;
    vpc?: string;
    path?: string;
    namePrefix?: string;
    nameSuffix?: string;
  };

/** The options that describe the roles of an organization, for `template` and `check`. */
export type RoleOptions = PolicyOptions & {
  mode?: IntegrationMode;
  boundary?: string;
  tag?: string[];
  maxSessionDuration?: string;
  dataAccess?: string;
};

/** Adds the options that describe the policies of a role. */
export function addPolicyOptions(command: Command): Command {
  command
    .option('--org-id <id>', 'ID of your Upsolver organization')
    .option('--region <region>', 'AWS Region of the integration')
    .option('--trusted-account <id>', "ID of Upsolver's AWS account (12 digits); ask Upsolver for it")
    .option(
      '--external-id <id>',
      'External ID that Upsolver sends when it assumes a role; unique to your organization. Repeat it for several',
      repeated,
    );
  for (const feature of FEATURES) command.option(`--no-${kebabCase(feature)}`, features[feature].omitted);
  return addAthenaOptions(command)
    .option(
      '--scope <options>',
      `Narrow the policies: all, or some of ${SCOPE_OPTIONS.join(', ')}, separated by commas`,
      listed,
    )
    .option('--account <id>', 'ID of your own AWS account, for --scope and for tables')
    .option('--vpc <id>', 'ID of your VPC, for the scope option vpcId')
    .option('--path <path>', 'Path of the roles, for example /upsolver/')
    .option('--name-prefix <text>', 'Prefix of the role names')
    .option('--name-suffix <text>', 'Suffix of the role names');
}

/**
 * Adds the options that describe roles.
 *
 * @param when When the mode is required, if not always.
 */
export function addRoleOptions(command: Command, when?: string): Command {
  const required = when === undefined ? 'required' : `required ${when}`;
  command.option('--mode <mode>', `Integration mode (${required}): ${eitherOf(INTEGRATION_MODES)}`);
  return addPolicyOptions(command)
    .option(
      '--data-access <FILE.json>',
      'JSON list of the data that Upsolver reads and writes, in the format of buildDataAccessPolicy',
    )
    .option('--boundary <arn>', 'ARN of a permissions boundary for the roles')
    .option('--tag <key=value>', 'Tag of the roles. Repeat it for several', repeated)
    .option('--max-session-duration <seconds>', 'Maximum session duration in seconds, from 3,600 to 43,200');
}

/** Returns the options as the parameters of `buildRoles`, which checks the values, missing ones included. */
export function readRoleParameters(options: RoleOptions, terminal: Terminal): RoleParameters {
  const { externalId = [], maxSessionDuration, tag, dataAccess } = options;
  const parameters: { readonly [Name in Exclude<keyof RoleParameters, 'dataAccess'>]: unknown } = {
    orgId: options.orgId,
    region: options.region,
    trustedAccountId: options.trustedAccount,
    externalId: externalId.length > 1 ? externalId : externalId[0],
    features: Object.fromEntries(FEATURES.map((feature) => [feature, options[feature]])),
    permissionsBoundaryArn: options.boundary,
    path: options.path,
    namePrefix: options.namePrefix,
    nameSuffix: options.nameSuffix,
    maxSessionDuration: maxSessionDuration === undefined ? undefined : readNumber(maxSessionDuration),
    tags: tag && readTags(tag),
    scope: readScope(options, options.mode),
    athena: readAthenaParameters(options),
  };
  if (dataAccess === undefined) return parameters as RoleParameters;
  const checkRest = (): unknown => buildRoles(options.mode as IntegrationMode, parameters as RoleParameters);
  return { ...parameters, dataAccess: readGrants(dataAccess, terminal, checkRest) } as RoleParameters;
}

/**
 * Returns the options for tables as the parameter `athena`; `undefined` without any.
 *
 * @throws {InvalidInputError} If `--athena` names an option that does not exist.
 */
export function readAthenaParameters(options: PolicyOptions): AthenaParameters | undefined {
  const athena = readAthena(options);
  return athena && { accountId: options.account as string, ...athena };
}

/** Returns the features that are chosen, without the one that the options for tables replace. */
export function chosenFeatures(options: PolicyOptions): FeatureChoice {
  const chosen = Object.fromEntries(FEATURES.map((feature) => [feature, options[feature]]));
  return hasAthena(options) ? { ...chosen, athenaTables: false } : chosen;
}

/**
 * Returns the scope options that are named, with `all` expanded.
 *
 * @throws {InvalidInputError} If one does not exist.
 */
export function scopeOptionsOf(names: readonly string[]): ScopeOption[] {
  const options = oneOfList('scope', 'scope option', names, ['all', ...SCOPE_OPTIONS]);
  return options.includes('all') ? [...SCOPE_OPTIONS] : (options as ScopeOption[]);
}

/**
 * Returns the scope for fixed values; `undefined` without `--scope`. Only UpsolverServerRole can be passed, in modes
 * that have it.
 *
 * @throws {InvalidInputError} If an option does not exist, or has no value.
 */
export function readScope(options: PolicyOptions, mode: IntegrationMode | undefined): Scope | undefined {
  const { vpc } = options;
  if (options.scope === undefined) return undefined;
  const names = scopeOptionsOf(options.scope);
  if (names.includes('vpcId') && vpc === undefined) throw new InvalidInputError([missingVpc(names)]);
  return namedScope(names, { ...options, mode, accountId: options.account as string, vpcId: vpc });
}

function missingVpc(names: readonly ScopeOption[]): LocatedProblem {
  const others = names.filter((name) => name !== 'vpcId').join(',');
  return {
    code: 'missing',
    path: ['scope', 'vpcId'],
    message: 'the scope option `vpcId` requires a VPC ID',
    ...(others !== '' && { hint: `without it: \`--scope ${others}\`` }),
  };
}

/** Returns the number, or a string that is not a number unchanged, so that the parameter's check refuses it. */
function readNumber(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/**
 * Reads tags of the form `key=value`.
 *
 * @throws {InvalidInputError} If an entry has no key or no `=`, or a key has several values.
 */
export function readTags(entries: readonly string[]): Record<string, string> {
  return readSettings(entries, 'tags');
}
