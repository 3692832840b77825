import { dirname } from 'node:path';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { GuardrailSettings } from '../../upsolver/parameters/guardrails.js';
import type { RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';
import type { AccountEntry } from './account-entry.js';
import { loadAccounts } from './load-accounts.js';

/** What the accounts file says to the command `guardrails`. */
export type GuardrailsConfig = {
  settings: GuardrailSettings;
  /** The folder of the file, to which the names of files are relative; empty for the working directory. */
  folder: string;
  /** The account in one Region whose roles are checked. */
  entry: AccountEntry;
};

/**
 * Reads the accounts file for the command `guardrails`.
 *
 * @param options Options of roles, which replace the settings of the file; `account` chooses one of its accounts.
 * @throws {InvalidInputError} With every problem of the file. Also if it has several accounts or Regions.
 */
export function loadGuardrailsConfig(file: string, options: RoleOptions, terminal: Terminal): GuardrailsConfig {
  const { account, boundary: _file, ...others } = options;
  const { config, entries } = loadAccounts(file, others, terminal);
  const chosen = entries.filter(({ accountId }) => account === undefined || accountId === account);
  const [entry, another] = chosen;
  if (entry === undefined) {
    const message = `the account ${quote(account)} is not in \`accounts\``;
    throw new InvalidInputError([{ code: 'unknown_value', path: ['account'], message }]);
  }
  if (another !== undefined) throw new InvalidInputError([severalEntries(chosen)]);
  const folder = dirname(file);
  return { settings: config.content.guardrails ?? {}, folder: folder === '.' ? '' : folder, entry };
}

function severalEntries(entries: readonly AccountEntry[]): LocatedProblem {
  const accounts = new Set(entries.map(({ accountId }) => accountId));
  const [path, what] = accounts.size > 1 ? ['account', 'accounts'] : ['region', 'Regions'];
  const message = `the accounts file has several ${what}, and the guardrails of one are checked`;
  return { code: 'missing', path: [path], message, hint: `name one with \`--${path}\`` };
}
