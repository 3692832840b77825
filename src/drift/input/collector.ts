import { arnFields } from '../../aws/arn.js';
import { InvalidInputError, unreadable, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { createAccounts, type AccountState } from './account-state.js';
import { readAccountValue, type AccountListener } from './account.js';
import { createIssueList, type IssueList } from './issue-list.js';
import { locatedReporter, type Origin } from './origin.js';
import { createPageTracker } from './pages.js';
import { newerPolicy, type RawPolicy, type RawRole } from './raw.js';
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
  /** Forgets the accounts that have ended, with their managed policies. Returns what was collected of them. */
  takeEnded: () => CollectedInput;
  end: () => CollectedInput;
};

/**
 * @param isByAccount Whether an account ends where the next one begins. Without it, all accounts end with the input.
 */
export function createCollector(expected: readonly DeployableRole[], isByAccount: boolean): InputCollector {
  const detach = createDetacher();
  const accounts = createAccounts(expected, detach);
  const policies = new Map<string, RawPolicy>();
  const issues = createIssueList();
  const pages = createPageTracker();
  let pageAccounts = new Set<string>();
  let file: string | undefined;
  let decoder = new TextDecoder();
  let hasText = false;
  let hasValue = false;

  /** The account that the input is at, and those before it. */
  let current: string | undefined;
  const ended = new Set<string>();
  let ready: string[] = [];

  /** Ends the account before that of a role. Returns `false` if that of the role has already ended. */
  const isOfOpenAccount = ({ accountId, arn, origin }: RawRole): boolean => {
    if (accountId === current) return true;
    if (ended.has(accountId)) {
      const message = `the role ${quote(arn)} comes after those of another account`;
      const hint = 'with `onAccount`, all pages of an account must follow one another';
      locatedReporter(origin, issues.add)({ code: 'unknown_shape', path: [...origin.path], message, hint });
      return false;
    }
    if (current !== undefined) {
      for (const problem of pages.close(current)) issues.add(problem);
      ended.add(current);
      ready.push(current);
    }
    current = accountId;
    return true;
  };

  const take = (accountIds: readonly string[]): CollectedInput => {
    const known = new Map(policies);
    const taken = new Set<string | undefined>(accountIds);
    for (const arn of known.keys()) if (taken.has(accountOf(arn))) policies.delete(arn);
    const states = accountIds.map((id): [string, AccountState] => [id, accounts.take(id) as AccountState]);
    return { accounts: states, policies: known, issues };
  };

  const listener: AccountListener = {
    onRole: (role) => {
      if (isByAccount && !isOfOpenAccount(role)) return;
      if (isInPage(role.origin)) pageAccounts.add(role.accountId);
      accounts.add(role);
    },
    onPolicy: (policy) => {
      const account = accountOf(policy.arn);
      if (account !== undefined && isInPage(policy.origin)) pageAccounts.add(account);
      const known = policies.get(policy.arn);
      const newer = known === undefined ? policy : newerPolicy(policy, known);
      if (newer !== known) policies.set(policy.arn, detach(newer));
    },
    onPage: (isTruncated) => {
      pages.add(isTruncated, pageAccounts);
      pageAccounts = new Set();
    },
    onIssue: issues.add,
  };
  const createFileScanner = (): Scanner =>
    createScanner({
      onPage: listener.onPage,
      onIssue: (issue) => issues.add(file === undefined ? issue : { ...issue, file }),
      onUnit: ({ value, text, position, path }) =>
        readAccountValue(value, { path, file, source: { text, position, depth: path.length } }, listener),
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
    takeEnded() {
      const taken = ready.length === 0 ? { accounts: [], policies, issues } : take(ready);
      ready = [];
      return taken;
    },
    end() {
      // No input at all is an empty text, and not an account without roles.
      if (hasText || !hasValue) endText();
      for (const problem of pages.problems()) issues.add(problem);
      return { accounts: accounts.states(), policies, issues };
    },
  };
}

/** The account of a customer managed policy; `undefined` for a policy of AWS. */
function accountOf(arn: string): string | undefined {
  return arnFields(arn)[4]?.match(/^\d{12}$/)?.[0];
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

/**
 * Makes what is kept of the input independent of it. A slice of a text would keep the whole text that it was cut from
 * in memory.
 */
function createDetacher(): <Value extends { origin: Origin }>(value: Value) => Value {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  return (value) => {
    const { source } = value.origin;
    if (source === undefined) return value;
    const text = decoder.decode(encoder.encode(source.text));
    return { ...value, origin: { ...value.origin, source: { ...source, text } } };
  };
}
