import type { Command } from 'commander';
import { closest } from '../../core/closest.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { eitherOf } from '../command.js';
import { type Format } from './format.js';

/** The options that every command has, as typed. */
export type OutputOptions = {
  output?: string;
  format?: string;
  json?: boolean;
  sarif?: boolean;
  quiet?: boolean;
  color?: string;
};

/** The same, checked. */
export type OutputChoice = { file: string | undefined; format: Format; isQuiet: boolean; color: boolean | undefined };

const SUMMARY = 'json-summary' satisfies Format;

const COLOR_CHOICES = ['auto', 'always', 'never'] as const;
const COLOR: Readonly<Record<string, boolean | undefined>> = { auto: undefined, always: true, never: false };

export function addOutputOptions(command: Command, formats: readonly Format[]): void {
  command.option('-o, --output <FILE>', 'Write to a file, in UTF-8, instead of standard output');
  if (formats.length > 1) {
    command.option('--format <format>', `Format of the output: ${eitherOf(formats)} (default: ${formats[0]})`);
    const views = formats.includes(SUMMARY) ? `; --json=summary is short for --format ${SUMMARY}` : '';
    command.option('--json', `Short for --format json${views}`);
    if (formats.includes('sarif')) command.option('--sarif', 'Short for --format sarif');
  }
  if (formats.includes('sarif') || formats.includes('github'))
    command.option('-q, --quiet', 'Print nothing if there are no findings');
  command.option('--color <when>', `Colors: ${eitherOf(COLOR_CHOICES)} (default: auto)`);
}

/**
 * Replaces `--json=summary`. An option that can have a value would take the file after it for that value.
 *
 * @throws {InvalidInputError} For another value, if the command has a summary.
 */
export function expandJson(args: readonly string[], formats: readonly Format[]): string[] {
  if (!formats.includes(SUMMARY)) return [...args];
  const end = args.indexOf('--');
  return args.map((argument, index) => {
    if (!argument.startsWith('--json=') || (end !== -1 && index > end)) return argument;
    const value = argument.slice('--json='.length);
    if (value === 'summary') return `--format=${SUMMARY}`;
    const message = `${quote(value)} is not a known value of the option`;
    const hint = 'use `--json` for the report, or `--json=summary`';
    throw new InvalidInputError([{ code: 'unknown_value', path: ['json'], message, hint }]);
  });
}

/** @throws {InvalidInputError} With every problem of the options. */
export function readOutputOptions(
  { output, format, json, sarif, quiet = false, color = 'auto' }: OutputOptions,
  formats: readonly Format[],
): OutputChoice {
  const problems: LocatedProblem[] = [];
  const check = (option: string, value: string, choices: readonly string[]): void => {
    if (choices.includes(value)) return;
    problems.push({ ...notOneOf(option, value, choices, closest(value, choices)), path: [option] });
  };
  if (format !== undefined) check('format', format, formats);
  check('color', color, COLOR_CHOICES);
  const named = [...(json ? ['json'] : []), ...(sarif ? ['sarif'] : []), ...(format === undefined ? [] : [format])];
  if (new Set(named).size > 1) {
    const message = `only one output format is allowed, not ${named.map((each) => quote(each)).join(' and ')}`;
    problems.push({ code: 'conflicting_elements', path: ['format'], message });
  }
  if (output === '') problems.push({ code: 'empty', path: ['output'], message: 'the name of the file is empty' });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return {
    file: output === '-' ? undefined : output,
    format: (named[0] ?? formats[0]) as Format,
    isQuiet: quiet,
    color: COLOR[color],
  };
}

/** The options of a command without those of its output. */
export function withoutOutputOptions(options: object): object {
  const { output: _o, format: _f, json: _j, sarif: _s, quiet: _q, color: _c, ...rest } = options as OutputOptions;
  return rest;
}
