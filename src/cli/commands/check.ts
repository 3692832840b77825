import { InvalidInputError } from '../../core/issue.js';
import { createRoleCheck } from '../../drift/check.js';
import { repair, toRepairScript, type RoleRepair } from '../../drift/repair/repair.js';
import { explainReport } from '../../drift/report/explain.js';
import type { DriftReport } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import { defineCommand } from '../command.js';
import { createFilePositions, type FilePositions } from '../input/file-positions.js';
import { formatFileIssue, formatForPeople } from '../input/file-problem.js';
import { assertReadOnce } from '../input/open-input.js';
import { readExports } from '../input/read-input.js';
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
    const exports = files.length === 0 ? ['-'] : files;
    assertReadOnce([...exports, options.dataAccess, config]);
    if (config !== undefined) {
      const { checkAccounts } = await import('../config/check-command.js');
      const given = { config, ...(repairDir !== undefined && { repairDir }) };
      return checkAccounts(exports, { ...options, ...given }, terminal);
    }
    if (repairDir !== undefined) {
      throw new InvalidInputError([{ code: 'conflicting_elements', path: ['repairDir'], message: 'needs `--config`' }]);
    }
    const parameters = readRoleParameters(options, terminal);
    const check = createRoleCheck(buildRoles(options.mode as IntegrationMode, parameters), { parameters });
    const positions = readAll(exports, check.write, terminal);
    const found = check.end();
    const report = { ...found, issues: found.issues.map(positions.locate) };
    for (const line of formatForPeople(report.issues, formatFileIssue)) terminal.err(`error: ${line}\n`);
    const repairs = repair(report);
    return {
      exitCode: exitCodeOf(report),
      text: (style) => style.wrap(formatCheck(report, repairs)),
      data: { ...report, repairs },
      sarif: () => toSarif(report, VERSION),
    };
  },
});

/** Reads the exports. Returns where their issues are. */
function readAll(files: readonly string[], write: (chunk: Uint8Array) => void, terminal: Terminal): FilePositions {
  const { progress } = terminal;
  const positions = createFilePositions(files.length);
  const start = (file: string): void => {
    const before = positions.start(file);
    if (before !== undefined) write(before);
  };
  let bytes = 0;
  for (const chunk of readExports(files, terminal, start)) {
    write(chunk);
    positions.write(chunk);
    bytes += chunk.length;
    if (bytes > LONG_INPUT) progress?.(bytes);
  }
  if (bytes > LONG_INPUT) progress?.();
  return positions;
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
