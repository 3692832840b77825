import { Command, CommanderError, Option } from 'commander';
import { InvalidInputError } from '../core/issue.js';
import { usageHint, type AnyCommand } from './command.js';
import { COMMANDS, type CommandEntry } from './commands.js';
import { formatHelp, type HelpTexts } from './help.js';
import { formatFileIssue, formatForPeople, type FileIssue } from './input/file-problem.js';
import { wrap } from './layout.js';
import {
  addOutputOptions,
  expandJson,
  readOutputOptions,
  withoutOutputOptions,
  type OutputOptions,
} from './output/options.js';
import { printOutcome } from './output/print.js';
import { EXIT_STATUS, type ExitCode, type Terminal } from './terminal.js';
import { nameAsTyped } from './typed-names.js';
import { assertValues } from './values.js';
import { VERSION } from './version.js';

/**
 * Runs the command.
 *
 * @param args The arguments after the command's own name.
 * @returns An exit status of {@link EXIT_STATUS}, after every problem has been written to `terminal.err`.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const name = args.find((each) => each !== 'help');
  const entry = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  let exitCode: ExitCode = 0;
  let given = args;
  try {
    const program = createProgram(terminal);
    for (const [each, { usage, summary }] of Object.entries(COMMANDS)) {
      if (each !== name) program.command(each).usage(usageOf(usage)).summary(summary);
    }
    if (name !== undefined && entry !== undefined) {
      const definition = (await entry.load()).default;
      const command = addCommand(program, name, entry, definition).action(async () => {
        const options = readOutputOptions(command.opts<OutputOptions>(), definition.formats);
        const others = withoutOutputOptions(command.opts());
        await warnOfRegion(others, terminal);
        const positional = command.processedArgs as unknown[];
        const outcome = await definition.run(positional, others, terminal, options.file);
        printOutcome(name, outcome, options, terminal);
        exitCode = outcome.exitCode;
      });
      given = expandJson(args, definition.formats);
      assertValues(command, given.slice(given.indexOf(name) + 1));
    }
    await program.parseAsync(given, { from: 'user' });
    return exitCode;
  } catch (error) {
    return report(error, name, terminal);
  }
}

async function warnOfRegion({ region }: { region?: string }, { err, errColumns = Infinity }: Terminal): Promise<void> {
  if (region === undefined) return;
  const { regionWarning } = await import('./region-warning.js');
  const warning = regionWarning(region);
  if (warning !== undefined) err(`${wrap(`warning: ${warning}`, errColumns)}\n`);
}

function report(error: unknown, command: string | undefined, { err, errColumns = Infinity }: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InvalidInputError) {
    const issues: FileIssue[] = error.issues;
    const lines = formatForPeople(issues, (issue) =>
      formatFileIssue(issue.file === undefined ? nameAsTyped(issue, command) : issue),
    );
    for (const line of lines) err(`${wrap(`error: ${line}`, errColumns)}\n`);
    return 2;
  }
  const { stack, message } = error as Error;
  err(`internal error: ${message}\nThis is a bug in upsolver-iam ${VERSION}. Report it with these lines:\n${stack}\n`);
  return 70;
}

function createProgram({ out, err, columns }: Terminal): Command {
  const width = (): number => columns ?? 80;
  return new Command('upsolver-iam')
    .usage('<command> [options]')
    .description(
      'Describes, builds and checks the IAM roles that Upsolver needs in an AWS account. Works offline: never calls ' +
        'AWS.',
    )
    .version(VERSION, '-v, --version', 'Print the version')
    .addOption(new Option('-V').hideHelp())
    .on('option:V', () => {
      out(`${VERSION}\n`);
      throw new CommanderError(0, 'version', VERSION);
    })
    .helpOption('-h, --help', 'Print this help')
    .helpCommand('help [command]', 'Prints the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err, getOutHelpWidth: width, getErrHelpWidth: width })
    .configureHelp({
      subcommandTerm: (command) => `${command.name()} ${command.usage().replace(/ ?\[options\]$/, '')}`,
      formatHelp: (command, helper) => formatHelp(command, helper, definitions.get(command) ?? PROGRAM),
    })
    .showHelpAfterError(usageHint('upsolver-iam'));
}

/** What the help of a command adds to what commander knows. */
const definitions = new WeakMap<Command, HelpTexts>();

const PROGRAM: HelpTexts = {
  examples: [
    'upsolver-iam roles private-vpc',
    'upsolver-iam template cloudformation --mode private-vpc --yaml -o roles.yaml',
  ],
  exitStatus: EXIT_STATUS,
};

function usageOf(commandArguments: string): string {
  return `${commandArguments} [options]`.trim();
}

function addCommand(program: Command, name: string, { usage, summary }: CommandEntry, definition: AnyCommand): Command {
  const command = program.command(name).usage(usageOf(usage)).summary(summary).description(definition.description);
  definition.declare(command);
  addOutputOptions(command, definition.formats);
  definitions.set(command, definition);
  return command.showHelpAfterError(usageHint(`upsolver-iam ${name}`));
}
