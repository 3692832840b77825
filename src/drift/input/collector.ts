import { InvalidInputError, unreadable, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { createAccounts, type AccountState } from './account-state.js';
import { readAccountValue, type AccountListener } from './account.js';
import { createIssueList, type IssueList } from './issue-list.js';
import { newerPolicy, type RawPolicy } from './raw.js';
import { createScanner } from './scanner.js';

/** What was collected from the whole input. */
export type CollectedInput = {
  /** By account ID. */
  accounts: [accountId: string, state: AccountState][];
  /** The managed policies by ARN. */
  policies: ReadonlyMap<string, RawPolicy>;
  issues: IssueList;
};

/** Collects an input of any length: the roles that could be expected ones, and the managed policies. */
export type InputCollector = {
  /** Reads the next part of a text. It may be cut anywhere, also inside a UTF-8 character. */
  write: (chunk: string | Uint8Array) => void;
  add: (value: object) => void;
  end: () => CollectedInput;
};

const TRUNCATED: LocatedProblem = {
  code: 'missing',
  path: ['IsTruncated'],
  message: 'the last page is missing: every page says that another one follows',
  hint: 'request the next page with `Marker`; with the AWS CLI, omit `--max-items`',
};

export function createCollector(expected: readonly DeployableRole[]): InputCollector {
  const accounts = createAccounts(expected);
  const policies = new Map<string, RawPolicy>();
  const issues = createIssueList();
  const pages = { truncated: 0, last: 0 };
  const listener: AccountListener = {
    onRole: accounts.add,
    onPolicy: (policy) => void policies.set(policy.arn, newerPolicy(policy, policies.get(policy.arn) ?? policy)),
    onPage: (isTruncated) => void (pages[isTruncated ? 'truncated' : 'last'] += 1),
    onIssue: issues.add,
  };
  const copyText = createTextCopier();
  const scanner = createScanner({
    onPage: listener.onPage,
    onIssue: listener.onIssue,
    onUnit: ({ value, text, position, path }) =>
      readAccountValue(value, { path, source: { text: copyText(text), position, depth: path.length } }, listener),
  });
  const decoder = new TextDecoder();
  let hasText = false;
  let hasValue = false;

  return {
    write(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(bytesOf(chunk), { stream: true });
      hasText = true;
      scanner.write(text);
    },
    add(value) {
      hasValue = true;
      try {
        readAccountValue(value, { path: [] }, listener);
      } catch {
        issues.add({ ...unreadable('the input'), path: [] });
      }
    },
    end() {
      // No input at all is an empty text, and not an account without roles.
      if (hasText || !hasValue) {
        scanner.write(decoder.decode());
        scanner.end();
      }
      if (pages.truncated > 0 && pages.last === 0) issues.add({ ...TRUNCATED });
      return { accounts: accounts.states(), policies, issues };
    },
  };
}

function bytesOf(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const message = `a chunk must be a string or bytes, not ${quote(chunk)}`;
  throw new InvalidInputError([{ code: 'invalid_type', path: ['chunk'], message }]);
}

/** Copies strings. A slice would keep the whole text that it was cut from in memory. */
function createTextCopier(): (text: string) => string {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (text) => decoder.decode(encoder.encode(text));
}
