import type { Command } from 'commander';
import { formatIssue, InvalidInputError } from '../core/issue.js';
import { createRoleCheck } from '../drift/check.js';
import { repair, toRepairScript, type RoleRepair } from '../drift/repair/repair.js';
import { explainReport } from '../drift/report/explain.js';
import type { DriftReport } from '../drift/report/report.js';
import { toSarif } from '../drift/report/sarif.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { addRoleOptions, roleParameters, type RoleOptions } from './template-command.js';
import type { ExitCode, Outcome, Terminal } from './terminal.js';
import { VERSION } from './version.js';

type CheckOptions = RoleOptions & { json?: boolean; sarif?: boolean };

/** How much is read before anybody is told. */
const LONG_INPUT = 16e6;

/** Adds the command that holds an account against what it should be. */
export function addCheckCommand(program: Command, terminal: Terminal, finish: (outcome: Outcome) => void): void {
  const command = program
    .command('check')
    .summary('whether the roles in an account are still what they should be')
    .description(
      'Reads what `aws iam get-account-authorization-details` prints, and holds the roles against what they should be, by ' +
        'meaning: with a request for each difference, and the calls that bring the roles back. Nothing is changed.',
    )
    .argument('[export.json...]', 'exports, NDJSON too; standard input, if there is none or it is `-`');
  addRoleOptions(command)
    .option('--json', 'print the report and the repair as JSON')
    .option('--sarif', 'print the report as SARIF 2.1.0')
    .addHelpText(
      'after',
      '\nExit code: 0 if all roles are in sync, 1 if one drifted or is missing, 2 for bad input, or if the input does not tell.\n' +
        '\nExample:\n  $ aws iam get-account-authorization-details --filter Role LocalManagedPolicy AWSManagedPolicy |\n' +
        '      upsolver-iam check --mode private-vpc --org-id ... --region ... --trusted-account ... --external-id ...',
    )
    .action((files: string[], { json, sarif, ...options }: CheckOptions) => {
      if (json && sarif) {
        throw new InvalidInputError([
          {
            code: 'conflicting_elements',
            path: ['sarif'],
            message: 'the report is printed as JSON or as SARIF, not as both',
          },
        ]);
      }
      const parameters = roleParameters(options, terminal);
      const expected: DeployableRole[] = buildRoles(options.mode as IntegrationMode, parameters);
      const check = createRoleCheck(expected, { parameters });
      readAll(files.length === 0 ? ['-'] : files, check.write, terminal);
      const report = check.end();
      for (const issue of report.issues) terminal.err(`error: ${formatIssue(issue)}\n`);
      const repairs = repair(report);
      const data = sarif ? toSarif(report, VERSION) : { ...report, repairs };
      finish({ json: json ?? sarif, data, text: () => formatCheck(report, repairs), exitCode: exitCodeOf(report) });
    });
}

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
  return [text, 'These calls bring the roles back:', toRepairScript(repairs).trimEnd()].join('\n\n');
}
