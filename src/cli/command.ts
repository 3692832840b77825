import type { Command } from 'commander';
import type { ExitCode, Outcome, Terminal } from './terminal.js';

/** One command: what `--help` says about it, and what it does. */
export type CommandDefinition<Args extends unknown[], Options extends object> = {
  name: string;
  /** The arguments as usage shows them: `<mode>`. */
  usage: string;
  /** One line in the list of commands, without a full stop. */
  summary: string;
  /** Sentences in the third person; the first one says what the command does. */
  description: string;
  /** Declares arguments and options. */
  declare: (command: Command) => void;
  /** What each exit status means, in a few words. */
  exitStatus: Partial<Record<ExitCode, string>>;
  /** Command lines that work as they are, given the files that they name. */
  examples: readonly string[];
  run: (args: Args, options: Options, terminal: Terminal) => Outcome;
};

/** What a command needs from the program that it is added to. */
export type CommandContext = { program: Command; terminal: Terminal; finish: (outcome: Outcome) => void };

/** Adds a command to a program. */
export type AddCommand = (context: CommandContext) => void;

/** Builds the function that adds a command to a program. */
export function defineCommand<Args extends unknown[], Options extends object>(
  definition: CommandDefinition<Args, Options>,
): AddCommand {
  const { name, usage, summary, description, declare, exitStatus, examples, run } = definition;
  return ({ program, terminal, finish }) => {
    const command = program.command(name).usage(`${usage} [options]`).summary(summary).description(description);
    declare(command);
    command
      .showHelpAfterError(usageHint(`upsolver-iam ${name}`))
      .addHelpText('after', `\n${formatExitStatus(exitStatus)}\n\n${formatExamples(examples)}`)
      .action(() => finish(run(command.processedArgs as Args, command.opts<Options>(), terminal)));
  };
}

/** Returns the line that follows an error of usage. */
export function usageHint(commandLine: string): string {
  return `Run '${commandLine} --help' for usage.`;
}

/** Returns examples for `--help`. */
export function formatExamples(examples: readonly string[]): string {
  return ['Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n');
}

function formatExitStatus(exitStatus: Partial<Record<ExitCode, string>>): string {
  const meanings = Object.entries(exitStatus).map(([code, meaning]) => `${code} = ${meaning}`);
  return `Exit status: ${meanings.join(', ')}`;
}

/** Returns words as a list that ends in "or". */
export function eitherOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].join(' or ');
}
