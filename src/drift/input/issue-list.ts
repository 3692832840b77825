import { asError, type Issue, type LocatedProblem } from '../../core/issue.js';

/** The problems of an input, as they are found. */
export type IssueList = {
  add: (problem: LocatedProblem) => void;
  /** The issues so far; the last one says how many are not listed. */
  all: () => Issue[];
};

const MAX_ISSUES = 1000;

/** In each file: input that is not JSON at all may have a problem in every line. */
const MAX_SYNTAX_PROBLEMS = 10;

export function createIssueList(): IssueList {
  const problems: LocatedProblem[] = [];
  const syntaxProblems = new Map<string | undefined, number>();
  let unlisted = 0;
  /** Counts a problem, and says whether there are too many of its kind. */
  const isOneTooMany = ({ code, file }: LocatedProblem): boolean => {
    if (code !== 'invalid_json') return false;
    const count = (syntaxProblems.get(file) ?? 0) + 1;
    syntaxProblems.set(file, count);
    return count > MAX_SYNTAX_PROBLEMS;
  };
  return {
    add(problem) {
      if (problems.length < MAX_ISSUES && !isOneTooMany(problem)) problems.push(problem);
      else unlisted += 1;
    },
    all() {
      const message = `${unlisted} more ${unlisted === 1 ? 'problem is' : 'problems are'} not listed`;
      const listed: LocatedProblem[] =
        unlisted === 0 ? problems : [...problems, { code: 'too_long', path: [], message }];
      return listed.map(asError);
    },
  };
}
