import { stringify } from 'yaml';
import { accountsOf } from '../../../src/cli/config/account-entries.js';
import type { AccountEntry } from '../../../src/cli/config/account-entry.js';
import type { SettingsLevel } from '../../../src/cli/config/merge-settings.js';
import { readConfig, type Config } from '../../../src/cli/config/read-config.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';

export const FILE = 'upsolver-iam.yaml';

/** Defaults with which an account needs nothing more. */
export const DEFAULTS = { mode: 'private-vpc', ...PARAMETERS };

/** The ID of the nth account; the first ones begin with 0. */
export const accountNumber = (index: number): string => String(index + 1).padStart(12, '0');

/** A file with 40 accounts, each with its own organization and external ID. */
export const FORTY = {
  defaults: { mode: 'private-vpc', trustedAccountId: PARAMETERS.trustedAccountId, tags: { Vendor: 'Upsolver' } },
  accounts: Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      accountNumber(index),
      {
        region: ['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'][index % 4],
        orgId: `org-${index}`,
        externalId: `acme-${index}`,
      },
    ]),
  ),
};

/** The text of a file as YAML, with names in quotes where YAML would read a number. */
export const yamlOf = (value: object): string => stringify(value);

/** Reads a file that must be valid in each part. */
export function configOf(value: object | string): Config {
  const { config, problems } = readConfig(typeof value === 'string' ? value : yamlOf(value), FILE);
  if (config === undefined) throw new Error(JSON.stringify(problems));
  return config;
}

/** The entries of a file that must be valid. */
export function entriesOf(value: object | string, overrides: readonly SettingsLevel[] = []): AccountEntry[] {
  const { entries, problems } = accountsOf(configOf(value), overrides);
  if (entries === undefined) throw new Error(JSON.stringify(problems));
  return entries;
}

/** Problems as one line each: place, path, message and hint. */
export function linesOf(
  problems: readonly {
    path: readonly (string | number)[];
    message: string;
    hint?: string;
    position?: { line: number; column: number };
  }[],
): string[] {
  return problems.map(({ position, path, message, hint }) => {
    const place = position === undefined ? '' : `${position.line}:${position.column} `;
    return `${place}${path.join('.')}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

/** The problems of a file, read and built, as lines. */
export function problemsOf(value: object | string, file: string = FILE): string[] {
  const text = typeof value === 'string' ? value : yamlOf(value);
  const { config, problems } = readConfig(text, file);
  return linesOf(config === undefined ? problems : accountsOf(config).problems);
}
