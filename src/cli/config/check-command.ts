import { InvalidInputError } from '../../core/issue.js';
import { repair, toRepairScript } from '../../drift/repair/repair.js';
import { worstStatus } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { Outcome } from '../command.js';
import { nameOfFile } from '../input/file-problem.js';
import { readExports } from '../input/read-input.js';
import type { RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';
import { VERSION } from '../version.js';
import {
  dataOfAccounts,
  exitCodeOfAccounts,
  judgeAccounts,
  rolesOfAccounts,
  type AccountsResult,
} from './check-accounts.js';
import { loadAccounts } from './load-accounts.js';
import { explainAccounts, markdownOfAccounts } from './matrix.js';
import { createExportRouter } from './route-exports.js';
import type { OutputFile } from './template-files.js';

/** Progress is reported for longer inputs only, in bytes. */
const LONG_INPUT = 16e6;

/** A day on which nothing counts any more: where no day is known, every acceptance has expired. */
const NEVER = '9999-12-31';

/**
 * Checks the exports of all accounts of a file.
 *
 * @throws {InvalidInputError} With every problem of the file of accounts.
 */
export function checkAccounts(
  exports: readonly string[],
  { config: file, repairDir, ...options }: RoleOptions & { config: string; repairDir?: string },
  terminal: Terminal,
): Outcome {
  const { config, entries } = loadAccounts(file, options, terminal);
  const router = createExportRouter(entries);
  let bytes = 0;
  let current = '';
  for (const chunk of readExports(exports, terminal, (each) => void (current = nameOfFile(each)))) {
    router.write(current, chunk);
    bytes += chunk.length;
    if (bytes > LONG_INPUT) terminal.progress?.(bytes);
  }
  if (bytes > LONG_INPUT) terminal.progress?.();
  const result = judgeAccounts(router.end(), config.content.accepted ?? [], terminal.today ?? NEVER);
  if (repairDir !== undefined) writeRepairs(result, repairDir, terminal);
  return {
    exitCode: exitCodeOfAccounts(result),
    text: (style) => explainAccounts(result, style),
    data: dataOfAccounts(result),
    markdown: () => markdownOfAccounts(result),
    sarif: () => sarifOf(result),
  };
}

function writeRepairs(result: AccountsResult, folder: string, { folders, err }: Terminal): void {
  if (folders === undefined) {
    throw new InvalidInputError([{ code: 'missing', path: ['repairDir'], message: 'no directory can be written' }]);
  }
  for (const { path, text } of repairFiles(result)) {
    folders.write(folder, path, text);
    err(`wrote ${folder}/${path}\n`);
  }
}

/** Returns a script for each account that has something to restore: `444455556666.sh`. */
export function repairFiles(result: Pick<AccountsResult, 'accounts'>): OutputFile[] {
  const ids = [...new Set(result.accounts.map(({ accountId }) => accountId))];
  return ids.flatMap((accountId) => {
    const roles = rolesOfAccounts({ accounts: result.accounts.filter((each) => each.accountId === accountId) });
    const repairs = repair({ status: worstStatus(roles, []), roles, issues: [] });
    const isNeeded = repairs.some(({ calls }) => calls.length > 0);
    return isNeeded ? [{ path: `${accountId}.sh`, text: toRepairScript(repairs) }] : [];
  });
}

/** All roles in one report. An account without an export is something that could not be read. */
function sarifOf(result: AccountsResult): unknown {
  const roles = rolesOfAccounts(result);
  const issues = [
    ...result.issues,
    ...result.accounts
      .filter(({ report }) => report === undefined)
      .map(({ accountId }) => noExport(accountId, 'no export has the account')),
    ...result.unknownAccounts.map(({ accountId }) => noExport(accountId, 'the account is not in the file of accounts')),
  ];
  return toSarif({ status: worstStatus(roles, issues), roles, issues }, VERSION);
}

function noExport(accountId: string, message: string): AccountsResult['issues'][number] {
  return { code: 'missing', severity: 'error', path: [accountId], message };
}
