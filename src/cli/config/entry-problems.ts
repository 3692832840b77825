import type { LocatedProblem } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';

/** A problem with the settings of an account. */
export type EntryProblem = LocatedProblem & {
  accountId: string;
  /** The parameter of `buildRoles` that has the problem. */
  parameter: string;
  /** Whether the setting is not in the file, but in the environment or an option. */
  isOverride?: boolean;
};

/** A problem of the whole file, or of a part of it. */
type FileProblem = LocatedProblem & { isOverride?: boolean };

/** Most problems that are reported. A mistake in a default is one problem, whatever the number of accounts. */
const MAX_PROBLEMS = 100;

/**
 * Returns the problems of all entries. What every entry lacks is one problem of the defaults, and what several accounts
 * get from one place is reported once.
 */
export function shareMissing(problemsOfEntries: readonly (readonly EntryProblem[])[]): FileProblem[] {
  const isMissing = ({ code, path, parameter }: EntryProblem): boolean =>
    code === 'missing' && path.at(-1) === parameter;
  const isShared = (problem: EntryProblem): boolean =>
    problemsOfEntries.length > 1 &&
    isMissing(problem) &&
    problemsOfEntries.every((problems) =>
      problems.some((each) => isMissing(each) && each.parameter === problem.parameter),
    );
  const [first = []] = problemsOfEntries;
  const shared = first.filter(isShared).map(({ parameter, message }): FileProblem => ({
    code: 'missing',
    path: ['defaults', parameter],
    message: `${message} in every account`,
    hint: `set \`${parameter}\` in \`defaults\` or in each account`,
  }));
  const others = problemsOfEntries.flatMap((problems) =>
    problems
      .filter((problem) => !isShared(problem))
      .map((problem) => (isMissing(problem) ? withHint(problem) : problem)),
  );
  return [...shared, ...distinctProblems(others.map(({ accountId: _id, parameter: _name, ...problem }) => problem))];
}

function withHint(problem: EntryProblem): EntryProblem {
  return { hint: `set \`${problem.parameter}\` in \`defaults\` or in the account`, ...problem };
}

function distinctProblems(problems: readonly FileProblem[]): FileProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.message]), problem]));
  return [...byText.values()];
}

/** Returns the first problems, and how many more there are. */
export function capProblems(problems: readonly FileProblem[]): FileProblem[] {
  const rest = problems.length - MAX_PROBLEMS;
  if (rest <= 0) return [...problems];
  const message = `${formatNumber(rest)} more problems are not listed`;
  return [...problems.slice(0, MAX_PROBLEMS), { code: 'too_long', path: ['accounts'], message }];
}
