import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { InvalidInputError, unreadable, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { createAccounts, type AccountState } from './account-state.js';
import { readAccountValue, type AccountListener } from './account.js';
import { createIssueList, type IssueList } from './issue-list.js';
import type { Origin } from './origin.js';
import { createPageTracker } from './pages.js';
import { newerPolicy, type RawPolicy } from './raw.js';
import { createScanner, type Scanner } from './scanner.js';

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
  /** Says that what follows is from another file. */
  startFile: (name: string) => void;
  /** Reads the next part of a text. It may be cut anywhere, also inside a UTF-8 character. */
  write: (chunk: string | Uint8Array) => void;
  add: (value: object) => void;
  end: () => CollectedInput;
};

export function createCollector(expected: readonly DeployableRole[]): InputCollector {
  const accounts = createAccounts(expected);
  const policies = new Map<string, RawPolicy>();
  const issues = createIssueList();
  const pages = createPageTracker();
  let pageAccounts = new Set<string>();
  let file: string | undefined;
  let decoder = new TextDecoder();
  let hasText = false;
  let hasValue = false;

  const listener: AccountListener = {
    onRole: (role) => {
      if (isInPage(role.origin)) pageAccounts.add(role.accountId);
      accounts.add(role);
    },
    onPolicy: (policy) => {
      const account = arnFields(policy.arn)[4] ?? '';
      if (isInPage(policy.origin) && isAccountId(account)) pageAccounts.add(account);
      policies.set(policy.arn, newerPolicy(policy, policies.get(policy.arn) ?? policy));
    },
    onPage: (isTruncated) => {
      pages.add(isTruncated, pageAccounts);
      pageAccounts = new Set();
    },
    onIssue: issues.add,
  };
  const copyText = createTextCopier();
  const createFileScanner = (): Scanner =>
    createScanner({
      onPage: listener.onPage,
      onIssue: (issue) => issues.add(file === undefined ? issue : { ...issue, file }),
      onUnit: ({ value, text, position, path }) =>
        readAccountValue(
          value,
          { path, file, source: { text: copyText(text), position, depth: path.length } },
          listener,
        ),
    });
  let scanner = createFileScanner();

  const endText = (): void => {
    scanner.write(decoder.decode());
    scanner.end();
  };

  return {
    startFile(name) {
      if (typeof name !== 'string')
        throw invalidType('name', `the name of a file must be a string, not ${quote(name)}`);
      if (hasText || file !== undefined) endText();
      file = name;
      hasText = false;
      decoder = new TextDecoder();
      scanner = createFileScanner();
    },
    write(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(bytesOf(chunk), { stream: true });
      hasText = true;
      scanner.write(text);
    },
    add(value) {
      hasValue = true;
      try {
        readAccountValue(value, { path: [], file }, listener);
      } catch {
        issues.add({ ...unreadable('the input'), path: [] });
      }
    },
    end() {
      // No input at all is an empty text, and not an account without roles.
      if (hasText || !hasValue) endText();
      for (const problem of pages.problems()) issues.add(problem);
      return { accounts: accounts.states(), policies, issues };
    },
  };
}

/** Whether a value is from a list of a page. */
function isInPage({ path }: Origin): boolean {
  const list = path.at(-2);
  return list === 'RoleDetailList' || list === 'Policies';
}

function bytesOf(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw invalidType('chunk', `a chunk must be a string or bytes, not ${quote(chunk)}`);
}

function invalidType(name: string, message: string): InvalidInputError {
  const problem: LocatedProblem = { code: 'invalid_type', path: [name], message };
  return new InvalidInputError([problem]);
}

/** Copies strings. A slice would keep the whole text that it was cut from in memory. */
function createTextCopier(): (text: string) => string {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (text) => decoder.decode(encoder.encode(text));
}
