import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { InvalidInputError, type Issue } from '../../core/issue.js';
import { createRoleCheck, type RoleCheck } from '../../drift/check.js';
import { collectPolicies, type PolicyCollector } from '../../drift/input/newest-policies.js';
import { repair, type RoleRepair } from '../../drift/repair/repair.js';
import { explainReport } from '../../drift/report/explain.js';
import { worstStatus, type DriftReport } from '../../drift/report/report.js';
import { toSarif } from '../../drift/report/sarif.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { readApprovedFile, withApprovedPolicies } from '../approved.js';
import type { CheckReport } from '../check-report.js';
import { summarizeReport } from '../check-summary.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import { formatFileIssue, formatForPeople, MAX_PRINTED, nameOfFile } from '../input/file-problem.js';
import { assertReadOnce } from '../input/open-input.js';
import { readExports } from '../input/read-input.js';
import { withLakeFormation } from '../lake-formation.js';
import { explainRepairs, repairScripts, writeRepairs } from '../repairs.js';
import { colorReport, exitCodeOf, FAIL_ON, toChecks } from '../report.js';
import { addRoleOptions, readRoleParameters, type RoleOptions } from '../role-options.js';
import type { Style } from '../style.js';
import type { Terminal } from '../terminal.js';
import { VERSION } from '../version.js';

type Options = RoleOptions & {
  config?: string;
  repair?: string;
  repairDir?: string;
  widen?: boolean;
  failOn?: string;
  lakeFormation?: string;
  approved?: string;
};

/** Progress is reported for longer inputs only, in bytes. */
const LONG_INPUT = 16e6;

const GRANTS_FOLLOW = 'This script grants what is missing in Lake Formation. A data lake administrator runs it:';

export default defineCommand<[string[]], Options>({
  description:
    'Compares deployed roles with the expected ones, using the output of ' +
    '`aws iam get-account-authorization-details`. Prints an example request for every difference and, at a terminal, ' +
    'the AWS CLI commands that restore the roles; --repair writes these to a file. Changes nothing.',
  examples: [
    'aws iam get-account-authorization-details --output json \\\n' +
      '      --filter Role LocalManagedPolicy AWSManagedPolicy > export.json',
    'upsolver-iam check export.json --mode private-vpc --region us-east-1 \\\n' +
      '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
      '      --trusted-account 111122223333 --external-id acme-external-id',
  ],
  declare: (command) =>
    addRoleOptions(
      command.argument('[export.json...]', 'Output of the AWS CLI, JSON or NDJSON; `-` or no file is standard input'),
      'without --config or --approved',
    )
      .option('--config <FILE>', 'Accounts file, in YAML or JSON: checks each account of the exports')
      .option(
        '--lake-formation <FILE>',
        'Output of `aws lakeformation list-permissions`: also checks what Lake Formation grants to the roles',
      )
      .option(
        '--approved <FILE.json>',
        'Review that `review --format json` wrote: compares with the roles and managed policies that were approved',
      )
      .option('--repair <FILE>', 'Write the AWS CLI commands that restore the roles of one account to a script')
      .option('--repair-dir <DIR>', 'Write one script for each account, such as DIR/444455556666.sh')
      .option(
        '--widen',
        'Include commands that widen a recognized, narrower variant of a role to the requested permissions',
      )
      .option(
        '--fail-on <severity>',
        `Exit with 1 for findings of at least this severity: ${eitherOf(FAIL_ON)} (default: warning)`,
      ),
  formats: ['text', 'json', 'json-summary', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: {
    0: 'in sync',
    1: 'drifted or missing',
    2: 'invalid input',
    3: 'no drift found, but the input is incomplete',
  },
  run: async (
    [files],
    { config, repair: file, repairDir, widen, failOn = 'warning', lakeFormation, approved: review, ...options },
    terminal,
    output,
  ) => {
    const [limit] = oneOfList('failOn', 'severity', [failOn], FAIL_ON) as [(typeof FAIL_ON)[number]];
    const exports = files.length === 0 ? ['-'] : files;
    assertReadOnce([...exports, options.dataAccess, config, lakeFormation, review]);
    assertOneTarget(file, repairDir);
    if (review !== undefined) {
      refuse(config !== undefined, 'config', 'cannot be combined with `--approved`: the review has the roles');
      refuse(lakeFormation !== undefined, 'lakeFormation', 'cannot be combined with `--approved`');
    }
    if (config !== undefined) {
      refuse(file !== undefined, 'repair', 'cannot be combined with `--config`: use `--repair-dir`');
      refuse(lakeFormation !== undefined, 'lakeFormation', 'cannot be combined with `--config`: it is of one account');
      const { checkAccounts } = await import('../config/check-command.js');
      const given = { config, widen, limit, ...(repairDir !== undefined && { repairDir }) };
      return checkAccounts(exports, { ...options, ...given }, terminal);
    }
    const accountId = options.account;
    const approved = review === undefined ? undefined : readApprovedFile(review, options, terminal);
    // Of an approved review, no other variant of the roles counts.
    const parameters = approved === undefined ? readRoleParameters(options, terminal) : undefined;
    const roles: readonly DeployableRole[] =
      approved?.roles ?? buildRoles(options.mode as IntegrationMode, parameters as RoleParameters);
    const check = createRoleCheck(roles, { parameters, accountId, catalog: ACTION_CATALOG });
    const collector = collectPolicies((approved?.managedPolicies ?? []).map(({ arn }) => arn));
    const read = readAll(exports, check, collector, terminal);
    const found = withFile(withAccount(read, accountId), exports);
    const { report, script } =
      lakeFormation === undefined || parameters === undefined
        ? {
            report: approved === undefined ? found : withApprovedPolicies(found, approved, collector.found),
            script: undefined,
          }
        : withLakeFormation(found, lakeFormation, { roles, parameters }, terminal);
    for (const line of formatForPeople(report.issues, formatFileIssue)) terminal.err(`error: ${line}\n`);
    const repairs = repair(found, { widen, accountId });
    writeRepairs(repairs, { file, folder: repairDir }, terminal);
    // A script is part of the report only where people look at it: never in a file or a pipe.
    const isShown = terminal.columns !== undefined && output === undefined && file === undefined;
    return {
      exitCode: exitCodeOf(report, limit),
      text: (style) =>
        [
          formatCheck(report, repairs, isShown && repairDir === undefined, style),
          ...(script === undefined ? [] : [style.wrap(GRANTS_FOLLOW), script.trimEnd()]),
        ].join('\n\n'),
      report: {
        ...report,
        repairs,
        ...(script !== undefined && { lakeFormationScript: script }),
      } satisfies CheckReport,
      summary: () => summarizeReport(report, limit),
      checks: toChecks(report),
      sarif: () => toSarif(report, VERSION),
    };
  },
});

function assertOneTarget(file: string | undefined, folder: string | undefined): void {
  refuse(file !== undefined && folder !== undefined, 'repair', 'cannot be combined with `--repair-dir`');
}

function refuse(isWrong: boolean, option: string, message: string): void {
  if (isWrong) throw new InvalidInputError([{ code: 'conflicting_elements', path: [option], message }]);
}

function readAll(
  files: readonly string[],
  check: RoleCheck,
  collector: PolicyCollector,
  terminal: Terminal,
): DriftReport {
  const { progress } = terminal;
  let bytes = 0;
  const start = (file: string): void => {
    check.startFile(nameOfFile(file));
    collector.startFile();
  };
  for (const chunk of readExports(files, terminal, start)) {
    check.write(chunk);
    collector.write(chunk);
    bytes += chunk.length;
    if (bytes > LONG_INPUT) progress?.(bytes);
  }
  if (bytes > LONG_INPUT) progress?.();
  collector.startFile();
  return check.end();
}

/** An issue without a file is about all files: with one file, about that one. */
function withFile(report: DriftReport, [file, ...others]: readonly string[]): DriftReport {
  if (file === undefined || others.length > 0) return report;
  return { ...report, issues: report.issues.map((issue) => ({ file: nameOfFile(file), ...issue })) };
}

/** Roles of other accounts are not those of the account that was named. */
function withAccount(report: DriftReport, accountId: string | undefined): DriftReport {
  const accounts = new Set(report.roles.flatMap((role) => role.accountId ?? []));
  if (accountId === undefined || accounts.size === 0 || accounts.has(accountId)) return report;
  const issue: Issue = {
    code: 'missing',
    severity: 'error',
    path: ['account'],
    message: `the input has no roles of account ${accountId}, only of ${[...accounts].slice(0, 3).join(', ')}`,
    hint: 'pass the export of this account, or another `--account`',
  };
  const issues = [...report.issues, issue];
  return { ...report, issues, status: worstStatus(report.roles, issues) };
}

function formatCheck(report: DriftReport, repairs: readonly RoleRepair[], showsScript: boolean, style: Style): string {
  const text = style.wrap(
    colorReport(explainReport({ ...report, issues: report.issues.slice(0, MAX_PRINTED) }), style),
  );
  const scripts = repairScripts(repairs);
  const blocks = [
    text,
    ...explainRepairs(repairs, showsScript && scripts.length === 1 ? 'below' : 'file').map((each) => style.wrap(each)),
  ];
  // Commands to copy stay whole.
  return [
    ...blocks,
    ...(showsScript && scripts.length === 1 ? scripts.map(({ script }) => script.trimEnd()) : []),
  ].join('\n\n');
}
