import { unreadable, type Issue } from '../core/issue.js';
import { readAccountValue, type AccountListener } from './input/account.js';
import type { DeployedRole } from './input/deployed-role.js';
import { createDocumentReader } from './input/document-reader.js';
import { createIssueList } from './input/issue-list.js';
import { createPageTracker } from './input/pages.js';
import { createPolicyReader } from './input/policy-reader.js';
import { newerPolicy, type RawPolicy, type RawRole } from './input/raw.js';
import { createScanner } from './input/scanner.js';
import { pickDuplicate } from './match-roles.js';

/** The roles of an account. */
export type DeployedAccount = { accountId: string; roles: DeployedRole[] };

/** All roles of an input, and what could not be read. */
export type DeployedAccounts = { accounts: DeployedAccount[]; issues: Issue[] };

/**
 * Reads all roles of the export of an account, with their policies. To check roles, use `checkRoles`, which also reads
 * exports of any length.
 *
 * Invalid input does not throw: `issues` lists it, and the other roles are still read.
 *
 * @param exported What `GetAccountAuthorizationDetails` returned: JSON text, a page, a list of pages, or roles and
 *   managed policies from them.
 * @returns The roles by account, in the order of the input, and every problem of the input.
 *
 * @example
 * const { accounts, issues } = readDeployedRoles(await iam.send(new GetAccountAuthorizationDetailsCommand({})));
 * accounts[0]?.roles[0]?.name; // 'UpsolverManagementRole'
 * issues; // []
 *
 * Source: IAM API Reference, GetAccountAuthorizationDetails.
 */
export function readDeployedRoles(exported: string | object): DeployedAccounts {
  const issues = createIssueList();
  const pages = createPageTracker();
  const policies = new Map<string, RawPolicy>();
  const roles = new Map<string, RawRole[]>();
  let pageAccounts = new Set<string>();
  const listener: AccountListener = {
    onRole: (role) => {
      pageAccounts.add(role.accountId);
      roles.set(role.arn, [...(roles.get(role.arn) ?? []), role]);
    },
    onPolicy: (policy) => {
      const known = policies.get(policy.arn);
      policies.set(policy.arn, known === undefined ? policy : newerPolicy(policy, known));
    },
    onPage: (isTruncated) => {
      pages.add(isTruncated, pageAccounts);
      pageAccounts = new Set();
    },
    onIssue: issues.add,
  };
  if (typeof exported === 'string') {
    const scanner = createScanner({
      onPage: listener.onPage,
      onIssue: issues.add,
      onUnit: ({ value, text, position, path }) =>
        readAccountValue(value, { path, file: undefined, source: { text, position, depth: path.length } }, listener),
    });
    scanner.write(exported);
    scanner.end();
  } else {
    try {
      readAccountValue(exported, { path: [], file: undefined }, listener);
    } catch {
      issues.add({ ...unreadable('the input'), path: [] });
    }
  }
  for (const problem of pages.problems()) issues.add(problem);
  const reader = createPolicyReader(createDocumentReader([], issues.add), policies, issues.add);
  const accounts = new Map<string, DeployedRole[]>();
  for (const same of roles.values()) {
    const role = reader.readRole(pickDuplicate(same, issues.add));
    accounts.set(role.accountId, [...(accounts.get(role.accountId) ?? []), role]);
  }
  return {
    accounts: [...accounts].map(([accountId, found]) => ({ accountId, roles: found })),
    issues: issues.all(),
  };
}
