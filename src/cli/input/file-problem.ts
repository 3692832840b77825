import { formatIssue, InvalidInputError, type Issue, type LocatedProblem, type Problem } from '../../core/issue.js';
import { escapeInvisible } from '../../core/quote.js';

/** The name of standard input in messages. */
export const STANDARD_INPUT = '<stdin>';

/** A problem with the content of a file. */
export type FileProblem = LocatedProblem & {
  /** The file as it was named on the command line, or `<stdin>`. */
  file: string;
};

/** An issue, and the file that has it if it is about a file. */
export type FileIssue = Issue & { file?: string };

/** An issue with a file. */
export type LocatedIssue = Issue & FileProblem;

/** Most problems that are printed for people. */
export const MAX_PRINTED = 10;

/** Whether a file name stands for standard input. */
export function isStandardInput(file: string): boolean {
  return file === '-' || file === '/dev/stdin' || file === '/dev/fd/0';
}

/** Returns the name of a file for messages. */
export function nameOfFile(file: string): string {
  return isStandardInput(file) ? STANDARD_INPUT : file;
}

/** Builds a problem with a file. */
export function fileProblem(file: string, problem: Problem & Partial<LocatedProblem>): FileProblem {
  return { path: [], ...problem, file: nameOfFile(file) };
}

/** Builds the error of a file that has one problem. */
export function fileError(file: string, problem: Problem & Partial<LocatedProblem>): InvalidInputError {
  return new InvalidInputError([fileProblem(file, problem)]);
}

/** The longest name that is printed whole. */
const MAX_NAME = 200;

/** Returns where a problem is: `ok.json:3:7`, or the file alone. */
export function formatPlace({ file, position }: Pick<FileProblem, 'file' | 'position'>): string {
  const name = escapeInvisible(file.length > MAX_NAME ? `${file.slice(0, MAX_NAME)}…` : file);
  return position === undefined ? name : `${name}:${position.line}:${position.column}`;
}

/** Formats a problem as one line: place, path, message and hint. */
export function formatFileIssue(issue: Omit<FileIssue, 'severity'>): string {
  const { position: _position, file, ...rest } = issue;
  if (file === undefined) return formatIssue(issue);
  // What is said of standard input as a whole names it already.
  const line = formatIssue(rest);
  return issue.message.startsWith('standard input') ? line : `${formatPlace({ ...issue, file })}: ${line}`;
}

/**
 * Returns the lines for people: the errors first, then the warnings, at most ten of them, and a line with the number of
 * the rest.
 */
export function formatForPeople<Each extends Issue>(
  issues: readonly Each[],
  format: (issue: Each) => string,
): string[] {
  const isError = ({ severity }: Each): boolean => severity === 'error';
  const sorted = [...issues.filter(isError), ...issues.filter((issue) => !isError(issue))];
  const rest = sorted.length - MAX_PRINTED;
  const lines = sorted.slice(0, MAX_PRINTED).map(format);
  return rest > 0
    ? [...lines, `${rest} more ${rest === 1 ? 'problem' : 'problems'}; --json prints all of them`]
    : lines;
}
