import type { Command } from 'commander';
import { closest } from '../core/closest.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../core/issue.js';
import type { Check } from './output/check.js';
import type { Format } from './output/format.js';
import type { Style } from './style.js';
import type { ExitCode, Terminal } from './terminal.js';

/** The result of a command. */
export type Outcome = {
  exitCode: ExitCode;
  /** For people. */
  text: (style: Style) => string;
  /** For `--format json`: what the command found. The version of its shape is added. */
  report?: object;
  /** For `--format json-summary`: counts and codes of the report. The version of its shape is added. */
  summary?: () => object;
  /** For `--format json` in place of a report: a document that is printed as it is. */
  document?: unknown;
  /** For the other formats: what was checked, and what was found. */
  checks?: readonly Check[];
  /** For `--format html`. */
  html?: () => string;
  /** In place of what is made of `checks`. */
  markdown?: () => string;
  /** For `--format sarif`. */
  sarif?: () => unknown;
  /** Whether the command has written its files itself: `--output` is then the name of their directory. */
  isWritten?: boolean;
  /** The command line that probably comes next. */
  next?: string;
};

/** One command: what `--help` says about it, and what it does. */
export type CommandDefinition<Args extends unknown[], Options extends object> = {
  /** Sentences in the third person; the first one says what the command does. */
  description: string;
  /** Command lines that work as they are, given the files that they name. */
  examples: readonly string[];
  /** Declares arguments and options. */
  declare: (command: Command) => void;
  /** The formats that the command can print. The first one is the default. */
  formats: readonly Format[];
  /** What each exit status means, in a few words. */
  exitStatus: Partial<Record<ExitCode, string>>;
  /** @param output The file or directory of `--output`. */
  run: (args: Args, options: Options, terminal: Terminal, output: string | undefined) => Outcome | Promise<Outcome>;
};

/** A command of any arguments and options, as the program handles it. */
export type AnyCommand = CommandDefinition<unknown[], object>;

export function defineCommand<Args extends unknown[], Options extends object>(
  definition: CommandDefinition<Args, Options>,
): AnyCommand {
  return definition as unknown as AnyCommand;
}

/** Collects the values of an option that can be repeated. */
export function repeated(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

/** Collects the values of an option that can be repeated or given as a list with commas, from a closed list. */
export function listed(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), ...value.split(',').map((each) => each.trim())];
}

/**
 * Checks values against a closed list.
 *
 * @param option The option, as a path of an issue: `failOn`.
 * @throws {InvalidInputError} With an issue for each value that is not in the list.
 */
export function oneOfList<Choice extends string>(
  option: string,
  what: string,
  values: readonly string[],
  choices: readonly Choice[],
): Choice[] {
  const issues = values
    .filter((value) => !(choices as readonly string[]).includes(value))
    .map((value): LocatedProblem => ({ ...notOneOf(what, value, choices, closest(value, choices)), path: [option] }));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return values as Choice[];
}

/** Returns the line that follows an error of usage. */
export function usageHint(commandLine: string): string {
  return `Run '${commandLine} --help' for usage.`;
}

/** Returns at least two words as a list that ends in "or". */
export function eitherOf(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].join(' or ');
}
