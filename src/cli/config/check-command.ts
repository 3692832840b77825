import { repair, type RoleRepair } from '../../drift/repair/repair.js';
import { worstStatus } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { AccountsReport } from '../check-report.js';
import { summarizeAccounts } from '../check-summary.js';
import type { Outcome } from '../command.js';
import { nameOfFile } from '../input/file-problem.js';
import { readExports } from '../input/read-input.js';
import type { Check } from '../output/check.js';
import { explainRepairs, writeRepairs } from '../repairs.js';
import { toChecks, type FailOn } from '../report.js';
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

/** Progress is reported for longer inputs only, in bytes. */
const LONG_INPUT = 16e6;

/** A day on which nothing counts any more: where no day is known, every acceptance has expired. */
const NEVER = '9999-12-31';

/** What `check` knows beside the options that describe roles. */
type ConfigOptions = { config: string; repairDir?: string; widen: boolean | undefined; limit: FailOn };

/**
 * Checks the exports of all accounts of a file.
 *
 * @throws {InvalidInputError} With every problem of the accounts file.
 */
export function checkAccounts(
  exports: readonly string[],
  { config: file, repairDir, widen, limit, ...options }: RoleOptions & ConfigOptions,
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
  const repairs = repairsOf(result, widen);
  writeRepairs(repairs, { file: undefined, folder: repairDir }, terminal);
  return {
    exitCode: exitCodeOfAccounts(result, limit),
    text: (style) =>
      [explainAccounts(result, style), ...explainRepairs(repairs, 'directory').map((each) => style.wrap(each))].join(
        '\n\n',
      ),
    report: { ...dataOfAccounts(result, limit), repairs } satisfies AccountsReport,
    summary: () => summarizeAccounts(result, limit),
    checks: checksOf(result),
    markdown: () => markdownOfAccounts(result),
    sarif: () => sarifOf(result),
  };
}

/** What restores the roles: each report has its own hints. */
export function repairsOf({ accounts }: Pick<AccountsResult, 'accounts'>, widen?: boolean): RoleRepair[] {
  return accounts.flatMap(({ report }) => (report === undefined ? [] : repair(report, { widen })));
}

/** Each role, and each account that has no export or that the file does not have. */
function checksOf(result: AccountsResult): Check[] {
  return [
    ...toChecks({ roles: rolesOfAccounts(result), issues: result.issues }),
    ...missingAccounts(result).map(({ accountId, message }) => ({
      name: accountId,
      findings: [{ level: 'error' as const, code: 'noExport', message }],
    })),
  ];
}

function missingAccounts({ accounts, unknownAccounts }: AccountsResult): { accountId: string; message: string }[] {
  return [
    ...accounts
      .filter(({ report }) => report === undefined)
      .map(({ accountId }) => ({ accountId, message: 'no export contains the account' })),
    ...unknownAccounts.map(({ accountId }) => ({ accountId, message: 'the account is not in the accounts file' })),
  ];
}

/** All roles in one report. An account without an export is something that could not be read. */
function sarifOf(result: AccountsResult): unknown {
  const roles = rolesOfAccounts(result);
  const issues = [
    ...result.issues,
    ...missingAccounts(result).map(({ accountId, message }) => noExport(accountId, message)),
  ];
  return toSarif({ status: worstStatus(roles, issues), roles, issues }, VERSION);
}

function noExport(accountId: string, message: string): AccountsResult['issues'][number] {
  return { code: 'missing', severity: 'error', path: [accountId], message };
}
