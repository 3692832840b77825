import { Command, CommanderError } from 'commander';
import pc from 'picocolors';
import { InvalidInputError } from '../core/issue.js';
import { formatExamples, usageHint } from './command.js';
import { addCheckCommand } from './commands/check.js';
import { addCompareCommand } from './commands/compare.js';
import { addEvaluateCommand } from './commands/evaluate.js';
import { addLintCommand } from './commands/lint.js';
import { addPermissionsCommand } from './commands/permissions.js';
import { addPolicyCommand } from './commands/policy.js';
import { addRisksCommand } from './commands/risks.js';
import { addRolesCommand } from './commands/roles.js';
import { addTemplateCommand } from './commands/template.js';
import { formatFileIssue, formatForPeople, type FileIssue } from './input/file-problem.js';
import type { ExitCode, Outcome, Terminal } from './terminal.js';
import { nameAsTyped } from './typed-names.js';
import { VERSION } from './version.js';

/** The commands, in the order in which `--help` lists them. */
const COMMANDS = [
  addRolesCommand,
  addPolicyCommand,
  addPermissionsCommand,
  addTemplateCommand,
  addCheckCommand,
  addCompareCommand,
  addEvaluateCommand,
  addLintCommand,
  addRisksCommand,
];

/**
 * Runs the command.
 *
 * @param args The arguments after the command's own name.
 * @returns 0 for success; 1 if the answer to a question is no; 2 for invalid input or usage, after every problem has
 *   been written to `terminal.err`.
 */
export function run(args: readonly string[], terminal: Terminal): ExitCode {
  let exitCode: ExitCode = 0;
  const finish = ({ json, data, text, exitCode: code }: Outcome): void => {
    const emphasize = pc.createColors(terminal.color).bold;
    terminal.out(`${json ? JSON.stringify(data, undefined, 2) : text(emphasize)}\n`);
    exitCode = code;
  };
  try {
    createProgram(terminal, finish).parse(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof InvalidInputError)) throw error;
    const issues: FileIssue[] = error.issues;
    const lines = formatForPeople(issues, (issue) => {
      return formatFileIssue(issue.file === undefined ? nameAsTyped(issue, args[0]) : issue);
    });
    for (const line of lines) terminal.err(`error: ${line}\n`);
    return 2;
  }
}

function createProgram(terminal: Terminal, finish: (outcome: Outcome) => void): Command {
  const { out, err, helpWidth } = terminal;
  const program = new Command('upsolver-iam')
    .usage('<command> [options]')
    .description(
      'Describes, builds and checks the IAM roles that Upsolver needs in an AWS account. Works offline: never calls ' +
        'AWS.',
    )
    .version(VERSION, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Print this help')
    .helpCommand('help [command]', 'Prints the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err, ...(helpWidth !== undefined && widthOf(helpWidth)) })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage().replace(' [options]', '')}` })
    .showHelpAfterError(usageHint('upsolver-iam'))
    .addHelpText('after', `\n${formatExamples(EXAMPLES)}`);
  for (const addCommand of COMMANDS) addCommand({ program, terminal, finish });
  return program;
}

const EXAMPLES = [
  'upsolver-iam roles private-vpc',
  'upsolver-iam template cloudformation --mode private-vpc --yaml > roles.yaml',
];

function widthOf(columns: number): { getOutHelpWidth: () => number; getErrHelpWidth: () => number } {
  return { getOutHelpWidth: () => columns, getErrHelpWidth: () => columns };
}
