import { arnFields } from '../../aws/arn.js';
import { findPartition } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { AccountSettings, RegionSettings } from '../../upsolver/parameters/accounts.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { AccountEntry } from './account-entry.js';
import { collisionProblems } from './collisions.js';
import { capProblems, shareMissing, type EntryProblem } from './entry-problems.js';
import { mergeSettings, type MergedSettings, type SettingsLevel } from './merge-settings.js';
import type { Config, ConfigProblem } from './read-config.js';
import { completeScope } from './scope-setting.js';

/** The entries of a file, or everything that is wrong with them. */
export type EntriesResult =
  | { entries: AccountEntry[]; problems: [] }
  | { entries: undefined; problems: (LocatedProblem | ConfigProblem)[] };

/**
 * Returns an entry for each Region of each account, in the order of the file, with the roles that `buildRoles` makes.
 *
 * @param overrides Levels that beat the file, from the weakest to the strongest: the environment, then options.
 */
export function accountsOf(config: Config, overrides: readonly SettingsLevel[] = []): EntriesResult {
  const { content, positions, file } = config;
  const drafts = Object.keys(content.accounts).flatMap((accountId) => draftsOf(config, accountId, overrides));
  const built = drafts.map((draft) => ({ draft, ...build(draft) }));
  const entries = built.flatMap(({ entry }) => entry ?? []);
  const found = [...shareMissing(built.map(({ problems }) => problems)), ...collisionProblems(entries)];
  if (found.length === 0) return { entries: withDistinctKeys(entries), problems: [] };
  const problems = capProblems(found).map(({ isOverride, ...problem }) =>
    isOverride === true ? problem : { ...problem, position: positions.of(problem.path), file },
  );
  return { entries: undefined, problems };
}

/** An account in one Region, before its roles are made. */
type Draft = { accountId: string; merged: MergedSettings; path: (string | number)[] };

function draftsOf({ content }: Config, accountId: string, overrides: readonly SettingsLevel[]): Draft[] {
  const { defaults = {}, accounts } = content;
  const path = ['accounts', accountId];
  const levels = [level(defaults, ['defaults']), level(accounts[accountId] ?? {}, path)];
  const regions = mergeSettings(levels).settings.regions?.map((entry) =>
    typeof entry === 'string' ? { region: entry } : entry,
  );
  const forced = mergeSettings(overrides).settings.region;
  if (regions === undefined) return [{ accountId, merged: mergeSettings([...levels, ...overrides]), path }];
  const chosen = forced === undefined ? regions : regions.filter(({ region }) => region === forced);
  const wanted: RegionSettings[] = chosen.length === 0 ? [{ region: forced as string }] : chosen;
  const listPath = mergeSettings(levels).placeOf(['regions']) as (string | number)[];
  return wanted.map((settings) => {
    const index = regions.indexOf(settings);
    const entryPath = index < 0 ? path : [...listPath, index];
    return { accountId, merged: mergeSettings([...levels, level(settings, entryPath), ...overrides]), path: entryPath };
  });
}

function level(settings: AccountSettings, path: readonly (string | number)[]): SettingsLevel {
  return { settings, placeOf: (setting) => [...path, setting] };
}

function build(draft: Draft): { entry?: AccountEntry; problems: EntryProblem[] } {
  const { accountId, merged, path } = draft;
  const {
    mode,
    scope: _scope,
    vpcId: _vpcId,
    permissionsBoundary: _name,
    regions: _regions,
    ...rest
  } = merged.settings;
  const { scope, problems } = completeScope({ ...merged.settings, region: rest.region, accountId });
  const parameters = {
    ...rest,
    ...(rest.athena !== undefined && { athena: { ...rest.athena, accountId: rest.athena.accountId ?? accountId } }),
    ...(scope !== undefined && { scope }),
    ...boundaryOf(merged.settings, accountId),
  } as RoleParameters;
  const found = [
    ...problems,
    ...boundaryProblems(merged.settings, accountId),
    ...athenaProblems(merged.settings, accountId),
  ];
  const roles = attempt(InvalidInputError, () => buildRoles(mode as IntegrationMode, parameters));
  if (roles instanceof InvalidInputError) {
    const issues = roles.issues.map(({ severity: _severity, ...issue }) => issue);
    return { problems: [...found, ...issues].map((each) => locate(each, draft)) };
  }
  const { region } = parameters;
  const key = `${accountId}-${region}`;
  const entry = { key, accountId, region, mode: mode as IntegrationMode, parameters, roles };
  return { entry: { ...entry, settings: merged.settings, path }, problems: found.map((each) => locate(each, draft)) };
}

/** A boundary that is given by its name is in the account. */
function boundaryOf(
  { permissionsBoundary, region }: AccountSettings,
  accountId: string,
): Pick<RoleParameters, 'permissionsBoundaryArn'> {
  if (permissionsBoundary === undefined) return {};
  const resource = `policy/${permissionsBoundary.replace(/^\//, '')}`;
  return { permissionsBoundaryArn: `arn:${findPartition(region) ?? 'aws'}:iam::${accountId}:${resource}` };
}

/** A boundary is a policy of AWS or of the role's account. Source: IAM API Reference, PutRolePermissionsBoundary. */
function boundaryProblems({ permissionsBoundaryArn: arn }: AccountSettings, accountId: string): LocatedProblem[] {
  const [, , , , owner] = arn === undefined ? [] : arnFields(arn);
  if (owner === undefined || owner === 'aws' || owner === accountId) return [];
  const message = `the permissions boundary is in the account ${quote(owner)}, the roles are in ${quote(accountId)}`;
  const hint = 'use `permissionsBoundary`, the name of a policy in each account';
  return [{ code: 'invalid_value', path: ['permissionsBoundaryArn'], message, hint }];
}

/** Databases are in the account of the roles. */
function athenaProblems({ athena }: AccountSettings, accountId: string): LocatedProblem[] {
  const own = athena?.accountId;
  if (own === undefined || own === accountId) return [];
  const message = `the databases are in the account ${quote(own)}, the roles are in ${quote(accountId)}`;
  return [{ code: 'conflicting_elements', path: ['athena', 'accountId'], message, hint: 'omit it: it is filled in' }];
}

/** The settings that parameters are made of, where they have other names. */
const SETTING_OF: Readonly<Record<string, string>> = { permissionsBoundaryArn: 'permissionsBoundary' };

/** The problem of a parameter where its setting is. */
function locate(problem: LocatedProblem, { merged, path, accountId }: Draft): EntryProblem {
  const [first, ...rest] = problem.path;
  const name = String(first);
  const setting = [name, SETTING_OF[name] ?? name].find((each) => merged.placeOf([each]) !== undefined);
  if (setting === undefined) {
    return { ...problem, path: [...path, name, ...rest], accountId, parameter: name };
  }
  const { scope } = merged.settings;
  const isDerived = setting !== name || (name === 'scope' && [scope].flat().every((each) => typeof each === 'string'));
  // The path inside a derived value is not one of the file.
  const place = merged.placeOf([setting, ...rest.filter(() => !isDerived)]) as (string | number)[];
  const isOverride = place[0] !== 'defaults' && place[0] !== 'accounts';
  return { ...problem, path: place, accountId, parameter: name, ...(isOverride && { isOverride }) };
}

/** Two organizations can have roles in one Region of an account. */
function withDistinctKeys(entries: readonly AccountEntry[]): AccountEntry[] {
  const count = (key: string): number => entries.filter((entry) => entry.key === key).length;
  return entries.map((entry) =>
    count(entry.key) === 1 ? entry : { ...entry, key: `${entry.key}-${entry.parameters.orgId}` },
  );
}
