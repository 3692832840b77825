import { InvalidInputError } from '../core/issue.js';
import { escapeInvisible } from '../core/quote.js';
import type { RoleRepair } from '../drift/repair/repair.js';
import { toRepairScripts, type RepairScript } from '../drift/repair/script.js';
import type { Terminal } from './terminal.js';

/** The scripts for accounts that are known. */
export function repairScripts(repairs: readonly RoleRepair[]): RepairScript[] {
  return toRepairScripts(repairs.filter(({ accountId }) => accountId !== undefined));
}

/**
 * Writes a script to a file, or one for each account to a folder, and says what was written.
 *
 * @throws {InvalidInputError} If one file would need several scripts, an account is not known, or a file cannot be
 *   written.
 */
export function writeRepairs(
  repairs: readonly RoleRepair[],
  { file, folder }: { file: string | undefined; folder: string | undefined },
  { write, folders, err }: Terminal,
): void {
  if (file === undefined && folder === undefined) return;
  const scripts = toRepairScripts(repairs);
  if (folder !== undefined) {
    if (folders === undefined) throw refused('repairDir', 'no directory can be written');
    if (scripts.length === 0) err(`${NOTHING_TO_WRITE} to ${folder}\n`);
    for (const { accountId, script } of scripts) {
      folders.write(folder, `${accountId}.sh`, script);
      err(`wrote ${folder}/${accountId}.sh\n`);
    }
    return;
  }
  const [only, ...others] = scripts;
  if (others.length > 0) {
    throw refused('repair', `${scripts.length} accounts need separate scripts: use \`--repair-dir\``);
  }
  if (only === undefined) return err(`${NOTHING_TO_WRITE} to ${file}\n`);
  write(file as string, only.script);
  err(`wrote ${file}\n`);
}

/** A script of an earlier run may still be there. */
const NOTHING_TO_WRITE = 'no commands: nothing was written';

function refused(option: string, message: string): InvalidInputError {
  return new InvalidInputError([{ code: 'conflicting_elements', path: [option], message }]);
}

/** Where the script of the only account is: below the report, or in a file or a directory that an option names. */
export type ScriptPlace = 'below' | 'file' | 'directory';

/** Says what restores the roles, and what remains after it. */
export function explainRepairs(repairs: readonly RoleRepair[], place: ScriptPlace): string[] {
  const needed = repairs.filter(({ calls }) => calls.length > 0);
  const remaining = repairs.filter((each) => each.remaining.length > 0);
  return [
    ...(remaining.length === 0 ? [] : [explainRemaining(remaining, needed.length > 0)]),
    ...(needed.length === 0 ? [] : [explainScripts(needed, place, remaining.length > 0)]),
  ];
}

function explainRemaining(repairs: readonly RoleRepair[], hasCalls: boolean): string {
  const isOneAccount = new Set(repairs.map(({ accountId }) => accountId)).size === 1;
  const lines = repairs.flatMap(({ name, accountId, remaining }) =>
    remaining.map(({ code, message }) => {
      const role = isOneAccount || accountId === undefined ? name : `${name}, account ${accountId}`;
      return `  ${escapeInvisible(`${role}: ${code}: ${message}`)}`;
    }),
  );
  return [hasCalls ? 'The repair commands do not fix:' : 'No repair command fixes:', ...lines].join('\n');
}

function explainScripts(repairs: readonly RoleRepair[], place: ScriptPlace, hasRest: boolean): string {
  const accounts = [...new Set(repairs.map(({ accountId }) => accountId))];
  const rest = hasRest ? '; the findings listed above remain' : '';
  if (accounts.includes(undefined)) {
    return 'The account of these roles is unknown. Add --account to get the commands that create them.';
  }
  const [account] = accounts;
  if (place === 'below') return `To restore the roles (AWS CLI, account ${account})${rest}:`;
  const option = place === 'directory' ? '--repair-dir DIR' : '--repair FILE';
  return accounts.length === 1
    ? `To restore the roles, write the AWS CLI commands to a script with ${option}${rest}.`
    : `To restore the roles in ${accounts.length} accounts, write a script for each with --repair-dir DIR${rest}.`;
}
