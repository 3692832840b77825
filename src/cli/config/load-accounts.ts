import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { FEATURES } from '../../upsolver/catalogue/features.js';
import { readAthena } from '../athena-options.js';
import { nameOfFile } from '../input/file-problem.js';
import { readGrants } from '../input/read-grants.js';
import { readInputText } from '../input/read-input.js';
import { readTags, type RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';
import { accountsOf } from './account-entries.js';
import type { AccountEntry } from './account-entry.js';
import { describeOverrides, environmentLevel, optionsLevel, type OptionValues } from './overrides.js';
import { readConfig, type Config } from './read-config.js';

/** A accounts file, and what options and the environment make of it. */
export type LoadedAccounts = { config: Config; entries: AccountEntry[] };

/**
 * Reads a accounts file. Says on standard error which variables replace its settings.
 *
 * @throws {InvalidInputError} With every problem of the file, of the environment and of the options.
 */
export function loadAccounts(file: string, options: RoleOptions, terminal: Terminal): LoadedAccounts {
  const { config, problems } = readConfig(readInputText(file, terminal).text, nameOfFile(file));
  const environment = environmentLevel(terminal.environment ?? {});
  const given = optionsLevel(settingsOf(options, terminal));
  const all = [...accountProblems(options), ...problems, ...environment.problems, ...given.problems];
  if (config === undefined || all.length > 0) throw new InvalidInputError(all);
  const { entries, problems: found } = accountsOf(config, [environment.level, given.level]);
  if (entries === undefined) throw new InvalidInputError(found);
  for (const line of describeOverrides(environment.level)) terminal.err(`note: ${line}\n`);
  return { config, entries };
}

/** The account of `--scope` is the one of each entry. */
function accountProblems({ account }: RoleOptions): LocatedProblem[] {
  if (account === undefined) return [];
  const message = 'cannot be combined with `--config`, which names the accounts';
  return [{ code: 'conflicting_elements', path: ['--account'], message }];
}

function settingsOf(options: RoleOptions, terminal: Terminal): OptionValues {
  const { externalId = [], maxSessionDuration, tag, dataAccess, scope } = options;
  return {
    mode: options.mode,
    orgId: options.orgId,
    region: options.region,
    trustedAccountId: options.trustedAccount,
    externalId: externalId.length > 1 ? externalId : externalId[0],
    features: Object.fromEntries(FEATURES.map((feature) => [feature, options[feature]])),
    permissionsBoundaryArn: options.boundary,
    path: options.path,
    namePrefix: options.namePrefix,
    nameSuffix: options.nameSuffix,
    maxSessionDuration: /^\d+$/.test(maxSessionDuration ?? '') ? Number(maxSessionDuration) : maxSessionDuration,
    tags: tag && readTags(tag),
    dataAccess: dataAccess === undefined ? undefined : readGrants(dataAccess, terminal, () => undefined),
    athena: readAthena(options),
    scope: scope?.includes('all') ? 'all' : scope,
    vpcId: options.vpc,
  };
}
