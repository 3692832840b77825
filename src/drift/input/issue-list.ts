import type { Issue } from '../../core/issue.js';

/** The problems of an input, as they are found. */
export type IssueList = {
  add: (issue: Issue) => void;
  /** The issues so far; the last one says how many are not listed. */
  all: () => Issue[];
};

/** Input that is not JSON at all may have a problem in every line. */
const MAX_ISSUES = 1000;

export function createIssueList(): IssueList {
  const issues: Issue[] = [];
  let unlisted = 0;
  return {
    add(issue) {
      if (issues.length < MAX_ISSUES) issues.push(issue);
      else unlisted += 1;
    },
    all() {
      if (unlisted === 0) return issues;
      return [...issues, { code: 'too_long', path: [], message: `${unlisted} more problems are not listed` }];
    },
  };
}
