import type { ISSUES } from './issue-codes.js';
import { quote, typeName } from './quote.js';

/** What is wrong with a value; `docs/policy-issues.md` explains each code. A code never changes its meaning. */
export type IssueCode = keyof typeof ISSUES;

/** The codes that occur with a severity. */
type CodeWith<Severity extends 'error' | 'warning'> = {
  [Code in IssueCode]: (typeof ISSUES)[Code]['severity'] extends Severity | 'either' ? Code : never;
}[IssueCode];

/** The codes of errors. */
export type ErrorCode = CodeWith<'error'>;

/** The codes of warnings. */
export type WarningCode = CodeWith<'warning'>;

/** What is wrong with a value, wherever the value is. */
export type Problem = {
  code: IssueCode;
  /** One clause without a full stop, the value in backticks. */
  message: string;
  /** How to fix it, if that is known. */
  hint?: string;
};

/** A problem with an input and where the value is, before it is reported. */
export type LocatedProblem = Problem & {
  /** Where the value is, from the outside in: `['orgId']`. */
  path: (string | number)[];
  /** Line and column of the value, if the input was text. */
  position?: Position;
  /** The name of the input file, if the caller named it. */
  file?: string;
};

/** A problem with an input, as data. */
export type Issue = LocatedProblem & {
  /** `warning` for what AWS accepts although it has no effect or is dangerous. */
  severity: 'error' | 'warning';
};

/** A position in text. Lines and columns start at 1; columns count UTF-16 code units. */
export type Position = { line: number; column: number };

/**
 * Thrown for invalid input, with **all** problems of the call.
 *
 * @example
 * try {
 *   buildServerPolicy('UPSOLVER_ORG_ID', 'us-east-1');
 * } catch (error) {
 *   if (error instanceof InvalidInputError) error.issues[0]?.code; // 'placeholder'
 * }
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  /** Every problem, in the order of the parameters. */
  readonly issues: Issue[];

  constructor(problems: readonly LocatedProblem[]) {
    super(formatAll(problems));
    this.issues = problems.map(asError);
  }

  /** The error as plain data, for `JSON.stringify`. */
  toJSON(): { name: 'InvalidInputError'; issues: Issue[] } {
    return { name: this.name, issues: this.issues };
  }
}

/** The lines of all problems. An entry that is missing is no problem. */
function formatAll(problems: readonly LocatedProblem[]): string {
  if (typeName(problems) === 'array') return Array.from(problems, formatIssue).join('\n');
  throw new InvalidInputError([{ ...NOT_AN_ISSUE, message: 'the issues must be a list' }]);
}

export function asError(problem: LocatedProblem): Issue {
  return { ...problem, severity: 'error' };
}

/**
 * Formats an issue as one line of text: file, position, path, message and hint.
 *
 * @param issue An issue of an {@link InvalidInputError}, or a warning of a policy.
 * @returns The line, without a line break.
 * @throws {InvalidInputError} If the value is not an issue.
 *
 * @example
 * formatIssue({ code: 'missing', path: ['orgId'], message: 'the organization ID is missing' });
 * // 'orgId: the organization ID is missing'
 */
export function formatIssue(issue: Omit<Issue, 'severity'>): string {
  try {
    const line = lineOf(issue);
    if (line !== undefined) return line;
  } catch {
    // Something in it cannot be written as text.
  }
  throw new InvalidInputError([NOT_AN_ISSUE]);
}

const NOT_AN_ISSUE = {
  code: 'invalid_type' as const,
  path: [],
  message: 'an issue must be an object with `path` and `message`',
};

function lineOf({ file, position, path, message, hint }: Omit<Issue, 'severity'>): string | undefined {
  if (!Array.isArray(path) || typeof message !== 'string') return undefined;
  const line = placeIn(file, position);
  const place = path.length === 0 ? '' : `${path.join('.')}: `;
  return `${line}${place}${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** `export.json:3:14: ` in a named file, `line 3, column 14: ` otherwise. */
function placeIn(file: string | undefined, position: Position | undefined): string {
  if (file === undefined) return position === undefined ? '' : `line ${position.line}, column ${position.column}: `;
  return position === undefined ? `${file}: ` : `${file}:${position.line}:${position.column}: `;
}

/** The problem of a value that throws when it is looked at. */
export function unreadable(what: string): Problem {
  return { code: 'invalid_type', message: `${what} cannot be read: a getter or a proxy throws` };
}

/** The problem of a value that is missing or is not a string. */
export function notAString(what: string, value: unknown): Problem {
  return value === undefined || value === null
    ? { code: 'missing', message: `the ${what} is missing` }
    : { code: 'invalid_type', message: `the ${what} must be a string, not ${quote(value)}` };
}

/**
 * The problem of a value that is not one of the allowed values.
 *
 * @param didYouMean The value that was probably meant, if there is a good guess.
 */
export function notOneOf(what: string, value: unknown, choices: readonly string[], didYouMean?: string): Problem {
  const all = `one of ${choices.map(quote).join(', ')}`;
  if (typeof value !== 'string') return { ...notAString(what, value), hint: all };
  return {
    code: 'unknown_value',
    message: `${quote(value)} is not a known ${what}`,
    hint: didYouMean === undefined ? all : `did you mean ${quote(didYouMean)}? ${all}`,
  };
}
