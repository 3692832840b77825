import type { LocatedProblem } from '../../core/issue.js';

/** Keeps track of pages, to notice an account whose last page is missing. */
export type PageTracker = {
  /** A page has been read. `accounts` are those of its roles and policies. */
  add: (isTruncated: boolean, accounts: ReadonlySet<string>) => void;
  /** Says that no page of an account follows. Returns its problem. */
  close: (account: string) => LocatedProblem[];
  /** The problems of the pages so far. */
  problems: () => LocatedProblem[];
};

export function createPageTracker(): PageTracker {
  const truncated = new Set<string>();
  const ended = new Set<string>();
  /** Pages of unknown accounts: without roles, or with policies of AWS only. */
  const unknown = { truncated: 0, last: 0 };

  return {
    add(isTruncated, accounts) {
      for (const account of accounts) (isTruncated ? truncated : ended).add(account);
      if (accounts.size === 0) unknown[isTruncated ? 'truncated' : 'last'] += 1;
    },
    close(account) {
      const isOpen = truncated.delete(account) && !ended.has(account);
      ended.add(account);
      if (!isOpen) return [];
      // The last page of an account may have no roles.
      if (unknown.last === 0) return [lastPageMissing(`the last page of account ${account}`)];
      unknown.last -= 1;
      return [];
    },
    problems() {
      const open = [...truncated].filter((account) => !ended.has(account));
      if (ended.size + unknown.last === 0)
        return truncated.size + unknown.truncated === 0 ? [] : [lastPageMissing('the last page')];
      // A last page of an unknown account can be that of any account, but only of one.
      if (open.length <= unknown.last) return [];
      return open.map((account) => lastPageMissing(`the last page of account ${account}`));
    },
  };
}

function lastPageMissing(what: string): LocatedProblem {
  return {
    code: 'missing',
    path: ['IsTruncated'],
    message: `${what} is missing: every page says that another one follows`,
    hint: 'request the next page with `Marker`; with the AWS CLI, omit `--max-items`',
  };
}
