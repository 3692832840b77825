import { formatIssue, InvalidInputError } from '../../core/issue.js';
import { createRoleCheck } from '../../drift/check.js';
import { repair, type RoleRepair } from '../../drift/repair/repair.js';
import { toRepairScript } from '../../drift/repair/script.js';
import { explainReport } from '../../drift/report/explain.js';
import type { DriftReport } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import { defineCommand } from '../command.js';
import { addRoleOptions, readRoleParameters, type RoleOptions } from '../role-options.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { VERSION } from '../version.js';

type Options = RoleOptions & { json?: boolean; sarif?: boolean };

/** Progress is reported for longer inputs only, in bytes. */
const LONG_INPUT = 16e6;

export const addCheckCommand = defineCommand<[string[]], Options>({
  name: 'check',
  usage: '[export.json...]',
  summary: 'Compares deployed roles with the expected ones',
  description:
    'Compares deployed roles with the expected ones, using the output of ' +
    '`aws iam get-account-authorization-details`. Prints an example request for every difference and the AWS CLI ' +
    'commands that fix it. Changes nothing.',
  declare: (command) =>
    addRoleOptions(
      command.argument('[export.json...]', 'Output of the AWS CLI, JSON or NDJSON; `-` or no file is standard input'),
    )
      .option('--json', 'Print the report and the repair as JSON')
      .option('--sarif', 'Print the report as SARIF 2.1.0'),
  exitStatus: { 0: 'in sync', 1: 'drifted or missing', 2: 'invalid or partial input' },
  examples: [
    'aws iam get-account-authorization-details --output json \\\n' +
      '      --filter Role LocalManagedPolicy AWSManagedPolicy > export.json',
    'upsolver-iam check export.json --mode private-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id',
  ],
  run: ([files], { json, sarif, ...options }, terminal) => {
    if (json && sarif) {
      throw new InvalidInputError([
        { code: 'conflicting_elements', path: ['sarif'], message: 'cannot be combined with `--json`' },
      ]);
    }
    const parameters = readRoleParameters(options, terminal);
    const check = createRoleCheck(buildRoles(options.mode as IntegrationMode, parameters), { parameters });
    readAll(files.length === 0 ? ['-'] : files, check.write, terminal);
    const report = check.end();
    for (const issue of report.issues) terminal.err(`error: ${formatIssue(issue)}\n`);
    const repairs = repair(report);
    const data = sarif ? toSarif(report, VERSION) : { ...report, repairs };
    return { json: json ?? sarif, data, text: () => formatCheck(report, repairs), exitCode: exitCodeOf(report) };
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
  if (!repairs.some(hasCalls)) return text;
  // A script for an unknown account could change any account.
  if (repairs.some((each) => hasCalls(each) && each.accountId === undefined)) return text;
  return [text, 'To restore the roles, run these AWS CLI commands:', toRepairScript(repairs).trimEnd()].join('\n\n');
}

function hasCalls({ calls }: RoleRepair): boolean {
  return calls.length > 0;
}
