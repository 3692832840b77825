import { closest } from '../../core/closest.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { namesAt, validateAccountsFile, type AccountsFile } from '../../upsolver/parameters/accounts.js';
import { ACCEPTABLE_CODES } from './acceptable.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import type { Positions } from './parsed-text.js';

/** A problem with the content of the accounts file. */
export type ConfigProblem = LocatedProblem & { file: string };

/** The accounts file, read and valid in each part. */
export type Config = {
  /** The name of the file, for messages. */
  file: string;
  content: AccountsFile;
  /** Where each part of the content is in the file. */
  positions: Positions;
};

/** Either the file, or everything that is wrong with it. */
export type ConfigResult = { config: Config; problems: [] } | { config: undefined; problems: ConfigProblem[] };

/**
 * Reads the text of a accounts file: JSON if its name ends in `.json`, and YAML otherwise. Reports every problem
 * with its path, line and column. How the parts of the parameters of an account fit together is not checked here.
 *
 * @param text The whole text of the file.
 * @param file The name of the file.
 */
export function readConfig(text: string, file: string): ConfigResult {
  const parse = /\.json$/i.test(file) ? parseJson : parseYaml;
  const { value, positions, problems } = parse(text);
  if (problems.length > 0) return { config: undefined, problems: problems.map((problem) => ({ ...problem, file })) };
  if (value === undefined || value === null) return { config: undefined, problems: [{ ...EMPTY, file }] };
  const result = validateAccountsFile(value, ACCEPTABLE_CODES);
  const issues = [...result.issues, ...strangers(value)];
  if (result.value === undefined || issues.length > 0) {
    const located = issues.map((issue) => ({
      ...explained(issue, valueAt(value, issue.path)),
      position: positions.of(issue.path),
      file,
    }));
    return { config: undefined, problems: located };
  }
  return { config: { file, content: result.value, positions }, problems: [] };
}

const EMPTY: LocatedProblem = {
  code: 'missing',
  path: ['accounts'],
  message: 'the file is empty',
  hint: 'list accounts by their ID under `accounts`',
};

/** Accounts of accepted findings that the file does not have. */
function strangers(value: object): LocatedProblem[] {
  const { accounts, accepted } = value as { accounts?: unknown; accepted?: unknown };
  if (typeof accounts !== 'object' || accounts === null || !Array.isArray(accepted)) return [];
  return accepted.flatMap((entry: unknown, index): LocatedProblem[] => {
    const account = valueAt(entry, ['account']);
    if (typeof account !== 'string' || Object.hasOwn(accounts, account)) return [];
    const message = `the account ${quote(account)} is not in \`accounts\``;
    return [{ code: 'unknown_value', path: ['accepted', index, 'account'], message }];
  });
}

/** The value at a path; `undefined` if there is none. */
function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (part, name) =>
      typeof part === 'object' && part !== null && Object.hasOwn(part, name)
        ? (part as Readonly<Record<string | number, unknown>>)[name]
        : undefined,
    value,
  );
}

/** The hint for a value that YAML reads as something else than the text that it looks like, or the reverse. */
function explained(issue: LocatedProblem, value: unknown): LocatedProblem {
  if (issue.code === 'unknown_parameter') {
    const meant = closest(String(issue.path.at(-1)), namesAt(issue.path.slice(0, -1)));
    return meant === undefined ? issue : { ...issue, hint: `did you mean ${quote(meant)}?` };
  }
  if (issue.code !== 'invalid_type') return issue;
  if (issue.message.includes('must be a string') && ['number', 'boolean'].includes(typeof value)) {
    return { ...issue, hint: 'write it in quotes' };
  }
  const isSwitch = typeof value === 'string' && /^(?:yes|no|on|off|true|false|y|n)$/i.test(value);
  if (!isSwitch || !issue.message.includes('must be `true`')) return issue;
  return { ...issue, hint: `write ${/^(?:yes|on|true|y)$/i.test(value) ? '`true`' : '`false`'} without quotes` };
}
