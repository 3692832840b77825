import { formatIssue, InvalidInputError } from '../../core/issue.js';
import { createRoleCheck } from '../../drift/check.js';
import { repair, toRepairScript, type RoleRepair } from '../../drift/repair/repair.js';
import { explainReport } from '../../drift/report/explain.js';
import type { DriftReport } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import { defineCommand } from '../command.js';
import { addRoleOptions, readRoleParameters, type RoleOptions } from '../role-options.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { VERSION } from '../version.js';

/** Progress is reported for longer inputs only, in bytes. */
const LONG_INPUT = 16e6;

type Options = RoleOptions & { config?: string; repairDir?: string };

export default defineCommand<[string[]], Options>({
  description:
    'Compares deployed roles with the expected ones, using the output of ' +
    '`aws iam get-account-authorization-details`. Prints an example request for every difference and the AWS CLI ' +
    'commands that fix it. Changes nothing.',
  examples: [
    'aws iam get-account-authorization-details --output json \\\n' +
      '      --filter Role LocalManagedPolicy AWSManagedPolicy > export.json',
    'upsolver-iam check export.json --mode private-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id',
    'upsolver-iam check --config upsolver-iam.yaml export.json --repair-dir repairs',
  ],
  declare: (command) =>
    addRoleOptions(
      command
        .argument('[export.json...]', 'Output of the AWS CLI, JSON or NDJSON; `-` or no file is standard input')
        .option('--config <FILE>', 'Check every account of upsolver-iam.yaml, each with its own roles')
        .option('--repair-dir <DIR>', 'With --config: write a script for each account that has something to restore'),
    ),
  formats: ['text', 'json', 'sarif'],
  exitStatus: { 0: 'in sync', 1: 'drifted or missing', 2: 'invalid input', 3: 'incomplete input without drift' },
  run: async ([files], { config, repairDir, ...options }, terminal) => {
    if (config !== undefined) {
      const { checkAccounts } = await import('../config/check-command.js');
      const given = { config, ...(repairDir !== undefined && { repairDir }) };
      return checkAccounts(files.length === 0 ? ['-'] : files, { ...options, ...given }, terminal);
    }
    if (repairDir !== undefined) {
      throw new InvalidInputError([{ code: 'conflicting_elements', path: ['repairDir'], message: 'needs `--config`' }]);
    }
    const parameters = readRoleParameters(options, terminal);
    const check = createRoleCheck(buildRoles(options.mode as IntegrationMode, parameters), { parameters });
    readAll(files.length === 0 ? ['-'] : files, check.write, terminal);
    const report = check.end();
    for (const issue of report.issues) terminal.err(`error: ${formatIssue(issue)}\n`);
    const repairs = repair(report);
    return {
      exitCode: exitCodeOf(report),
      text: (style) => style.wrap(formatCheck(report, repairs)),
      data: { ...report, repairs },
      sarif: () => toSarif(report, VERSION),
    };
  },
});

function readAll(
  files: readonly string[],
  write: (chunk: Uint8Array) => void,
  { readChunks, progress }: Terminal,
): void {
  let bytes = 0;
  for (const file of files) {
    for (const chunk of readChunks(file)) {
      write(chunk);
      bytes += chunk.length;
      if (bytes > LONG_INPUT) progress?.(bytes);
    }
  }
  if (bytes > LONG_INPUT) progress?.();
}

function exitCodeOf({ status }: DriftReport): ExitCode {
  if (status === 'inSync') return 0;
  return status === 'unreadable' ? 2 : 1;
}

function formatCheck(report: DriftReport, repairs: readonly RoleRepair[]): string {
  const text = explainReport({ ...report, issues: [] });
  if (repairs.every(({ calls }) => calls.length === 0)) return text;
  return [text, 'To restore the roles, run these AWS CLI commands:', toRepairScript(repairs).trimEnd()].join('\n\n');
}
