import {
  json,
  list,
  mapOf,
  oneOf,
  optional,
  reader,
  record,
  safeReadData,
  text,
  type Reader,
} from '../../core/data.js';
import { InvalidInputError } from '../../core/issue.js';
import { escapeInvisible, quote } from '../../core/quote.js';
import { assertValid } from '../../core/schema.js';
import { cliCommand } from '../../render/aws-sdk/script.js';
import { ROLE_NAMES } from '../../upsolver/catalogue/names.js';
import { accountIdReader, findingReader } from '../report/read-report.js';
import type { RepairCall } from './call.js';
import type { RoleRepair } from './repair.js';

/** The script that restores the roles of one account. */
export type RepairScript = {
  /** 12 digits. */
  accountId: string;
  /** A POSIX shell script for the AWS CLI, with a line break at the end. */
  script: string;
};

/** Options of `toRepairScripts` and `toRepairScript`. */
export type RepairScriptOptions = {
  /** The account of repairs without one, 12 digits. */
  accountId?: string | undefined;
};

/** The inputs of calls go to IAM, which validates them. */
const repairCall = record({
  operation: reader('an operation of IAM', (value) =>
    typeof value === 'string' && /^[A-Z][A-Za-z]*$/.test(value) ? value : undefined,
  ),
  input: mapOf(json),
}) as Reader<object> as Reader<RepairCall>;

const roleRepair = record<RoleRepair>({
  role: oneOf(ROLE_NAMES),
  name: text,
  accountId: optional(accountIdReader),
  calls: list(repairCall),
  remaining: list(findingReader),
});

const scriptOptions = record<RepairScriptOptions>({ accountId: optional(accountIdReader) });

/**
 * Writes the calls as POSIX shell scripts for the AWS CLI, one for each account. A script does nothing if the current
 * credentials belong to another account, and stops at the first call that fails.
 *
 * @param repairs The result of `repair`.
 * @param options The account of repairs without one.
 * @returns The scripts by account ID; none for accounts without calls.
 * @throws {InvalidInputError} If the value is not a list of repairs, or the account of calls is not known: they could
 *   change the roles of any account.
 *
 * @example
 * toRepairScripts(repair(report)).map(({ accountId }) => accountId); // ['444455556666']
 *
 * Source: AWS CLI Command Reference, iam.
 */
export function toRepairScripts(repairs: readonly RoleRepair[], options: RepairScriptOptions = {}): RepairScript[] {
  return byAccount(repairs, options).map(([accountId, entries]) => ({
    accountId,
    script: [...HEADER, ...entries.flatMap((entry) => [nameOf(entry), ...guard(accountId), ...commandsOf(entry)])].join(
      '\n',
    ),
  }));
}

const HEADER = ['#!/bin/sh', '# Restores IAM roles with the AWS CLI.', 'set -eu', ''];

/**
 * Writes the calls for all accounts as one POSIX shell script for the AWS CLI. It makes the calls for the account of
 * the current credentials and skips the others, and stops at the first call that fails.
 *
 * @param repairs The result of `repair`.
 * @param options The account of repairs without one.
 * @returns The text of the script, with a line break at the end.
 * @throws {InvalidInputError} If the value is not a list of repairs, or the account of calls is not known.
 *
 * @example
 * toRepairScript(repair(report)).split('\n')[0]; // '#!/bin/sh'
 *
 * Source: AWS CLI Command Reference, iam.
 */
export function toRepairScript(repairs: readonly RoleRepair[], options: RepairScriptOptions = {}): string {
  const scripts = toRepairScripts(repairs, options);
  const [only] = scripts;
  if (only !== undefined && scripts.length === 1) return only.script;
  const blocks = byAccount(repairs, options).map(([accountId, entries]) =>
    [
      `if [ "$account" = ${accountId} ]; then`,
      ...entries.flatMap((entry) => [nameOf(entry), ...commandsOf(entry)]),
      'else',
      `  echo 'Skipped the calls for account ${accountId}: the credentials are for another account.' >&2`,
      'fi',
      '',
    ].join('\n'),
  );
  const readAccount = 'account=$(aws sts get-caller-identity --query Account --output text)\n';
  return [...HEADER, ...(blocks.length === 0 ? [] : [readAccount]), ...blocks].join('\n');
}

function guard(accountId: string): string[] {
  return [
    `test "$(aws sts get-caller-identity --query Account --output text)" = ${accountId} || {`,
    `  echo 'The next calls are for account ${accountId}. Use its credentials.' >&2`,
    '  exit 1',
    '}',
  ];
}

function nameOf({ name }: RoleRepair): string {
  return `# ${escapeInvisible(name)}`;
}

function commandsOf({ calls }: RoleRepair): string[] {
  return calls.map((call) => `${cliCommand(call)}\n`);
}

/** The repairs with calls, by account, in the order of their first one. */
function byAccount(repairs: unknown, options: unknown): [accountId: string, entries: RoleRepair[]][] {
  const [valid, { accountId: given }] = assertValid(
    safeReadData(list(roleRepair), repairs, ['repairs'], 'pass the result of `repair`'),
    safeReadData(scriptOptions, options, ['options'], 'the option is `accountId`'),
  );
  const accounts = new Map<string, RoleRepair[]>();
  const unknown: string[] = [];
  for (const each of valid) {
    const accountId = each.accountId ?? given;
    if (each.calls.length === 0) continue;
    if (accountId === undefined) unknown.push(each.name);
    else accounts.set(accountId, [...(accounts.get(accountId) ?? []), each]);
  }
  if (unknown.length === 0) return [...accounts];
  throw new InvalidInputError(
    unknown.map((name) => ({
      code: 'missing',
      path: ['accountId'],
      message: `the account of the role ${quote(name)} is not known`,
      hint: 'pass `accountId`, so that the calls change no other account',
    })),
  );
}
