import type { Command, Help } from 'commander';
import type { AnyCommand } from './command.js';
import { wrap } from './layout.js';
import { EXIT_STATUS } from './terminal.js';

/** Below this many columns, what an option does is on the line below the option. */
const MIN_COLUMNS_FOR_TWO = 72;

/** What the help of a command says beyond its arguments and options. */
export type HelpTexts = Pick<AnyCommand, 'examples' | 'exitStatus'>;

/** The help of a command: what it does and examples first, then every argument and option. */
export function formatHelp(command: Command, helper: Help, { examples, exitStatus }: HelpTexts): string {
  const columns = helper.helpWidth as number; // the program sets it
  const list = (title: string, items: readonly (readonly [term: string, description: string])[]): string[] =>
    items.length === 0 ? [] : [[`${title}:`, ...items.map((item) => formatItem(item, columns))].join('\n')];
  const blocks = [
    `Usage: ${helper.commandUsage(command)}`,
    wrap(helper.commandDescription(command), columns, 0),
    formatExamples(examples),
    ...list(
      'Arguments',
      helper.visibleArguments(command).map((each) => [helper.argumentTerm(each), helper.argumentDescription(each)]),
    ),
    ...list(
      'Commands',
      helper.visibleCommands(command).map((each) => [helper.subcommandTerm(each), helper.subcommandDescription(each)]),
    ),
    ...list(
      'Options',
      helper.visibleOptions(command).map((each) => [helper.optionTerm(each), helper.optionDescription(each)]),
    ),
    formatExitStatus(exitStatus, columns),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Returns examples for `--help`. */
export function formatExamples(examples: readonly string[]): string {
  return ['Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n');
}

/** Columns before the description of an option. Longer options have it on the next line. */
const TERM_COLUMNS = 30;

function formatItem([term, description]: readonly [string, string], columns: number): string {
  if (columns < MIN_COLUMNS_FOR_TWO) return [`  ${term}`, indented(description, 6, columns)].join('\n');
  const text = indented(description, TERM_COLUMNS + 4, columns);
  if (term.length > TERM_COLUMNS) return [`  ${term}`, text].join('\n');
  return `  ${term.padEnd(TERM_COLUMNS)}  ${text.trimStart()}`;
}

function indented(text: string, margin: number, columns: number): string {
  const lines = wrap(text, columns - margin, 0).split('\n');
  return lines.map((line) => ' '.repeat(margin) + line.trimStart()).join('\n');
}

function formatExitStatus(exitStatus: HelpTexts['exitStatus'], columns: number): string {
  const meanings = Object.entries({ ...exitStatus, 70: EXIT_STATUS[70] });
  return [
    'Exit status:',
    ...meanings.map(([code, meaning]) => wrap(`  ${code.padStart(2)}  ${meaning}`, columns)),
  ].join('\n');
}
