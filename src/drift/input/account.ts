import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { locatedReporter, type Origin } from './origin.js';
import { readRawPolicy, readRawRole, type RawPolicy, type RawRole } from './raw.js';
import { isObject, readObjects, type Fields, type ReportIssue } from './shape.js';

/** Receives the parts of an account's export as they are read. */
export type AccountListener = {
  onRole: (role: RawRole) => void;
  onPolicy: (policy: RawPolicy) => void;
  /** A page has been read. `isTruncated` is true if it says that more pages follow. */
  onPage: (isTruncated: boolean) => void;
  onIssue: (issue: LocatedProblem) => void;
};

const PAGE_LISTS = ['RoleDetailList', 'Policies', 'UserDetailList', 'GroupDetailList'];

const HINT = 'pass pages of `aws iam get-account-authorization-details`, or roles and policies from them';

/** How many lists can be inside each other. */
const MAX_DEPTH = 32;

/**
 * Reads a page of `GetAccountAuthorizationDetails`, a role or managed policy from one, or a list of these.
 *
 * @param around The lists that the value is in.
 */
export function readAccountValue(
  value: unknown,
  origin: Origin,
  listener: AccountListener,
  around: readonly unknown[] = [],
): void {
  const { path } = origin;
  const report = locatedReporter(origin, listener.onIssue);
  if (around.includes(value) || around.length > MAX_DEPTH) {
    const message = `lists are nested more than ${MAX_DEPTH} levels deep`;
    report({ code: 'unknown_shape', path: [...path], message });
  } else if (Array.isArray(value)) {
    const lists = [...around, value];
    value.forEach((entry: unknown, index) =>
      readAccountValue(entry, { ...origin, path: [...path, index] }, listener, lists),
    );
  } else if (isObject(value)) {
    if (PAGE_LISTS.some((name) => Object.hasOwn(value, name))) readPage(value, origin, listener, report);
    else readEntry(value, origin, listener, report);
  } else {
    report({
      code: 'unknown_shape',
      path: [...path],
      message: `expected an object or a list, not ${quote(value)}`,
      hint: HINT,
    });
  }
}

function readPage(page: Fields, origin: Origin, listener: AccountListener, report: ReportIssue): void {
  for (const name of ['RoleDetailList', 'Policies']) {
    for (const { entry, path } of readObjects(page, name, origin.path, report))
      readEntry(entry, { ...origin, path }, listener, report);
  }
  listener.onPage(page['IsTruncated'] === true || typeof page['NextToken'] === 'string');
}

function readEntry(entry: Fields, origin: Origin, listener: AccountListener, report: ReportIssue): void {
  const has = (field: string): boolean => Object.hasOwn(entry, field);
  if (has('PolicyVersionList')) {
    const policy = readRawPolicy(entry, origin, report);
    if (policy) listener.onPolicy(policy);
  } else if (has('RolePolicyList') || has('AttachedManagedPolicies')) {
    const role = readRawRole(entry, origin, report);
    if (role) listener.onRole(role);
  } else if (has('Arn') && has('DefaultVersionId')) {
    // A filtered export lists managed policies without their versions.
  } else {
    report({ code: 'unknown_shape', path: [...origin.path], ...unknownEntry(has('RoleName') || has('Role')) });
  }
}

function unknownEntry(isRole: boolean): Pick<LocatedProblem, 'message' | 'hint'> {
  if (!isRole) return { message: 'this is neither a role nor a managed policy as AWS returns them', hint: HINT };
  return {
    message: "the role's policies are missing",
    hint: 'use `roleFromApiResponses` to combine the responses about one role',
  };
}
