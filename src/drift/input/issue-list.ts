import { asError, type Issue, type LocatedProblem } from '../../core/issue.js';

/** The problems of an input, as they are found. */
export type IssueList = {
  add: (problem: LocatedProblem) => void;
  /** The issues so far; the last one says how many are not listed. */
  all: () => Issue[];
};

/** Input that is not JSON at all may have a problem in every line. */
const MAX_ISSUES = 1000;

export function createIssueList(): IssueList {
  const problems: LocatedProblem[] = [];
  let unlisted = 0;
  return {
    add(problem) {
      if (problems.length < MAX_ISSUES) problems.push(problem);
      else unlisted += 1;
    },
    all() {
      const message = `${unlisted} more problems are not listed`;
      const listed: LocatedProblem[] =
        unlisted === 0 ? problems : [...problems, { code: 'too_long', path: [], message }];
      return listed.map(asError);
    },
  };
}
