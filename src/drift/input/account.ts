import { type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { findPosition } from './position.js';
import { readPolicy, readRole, type Origin, type RawPolicy, type RawRole } from './raw.js';
import { addPositions } from './scanner.js';
import { isObject, readObjects, type ReportIssue, type Fields } from './shape.js';

/** What an account's export is made of, as it is read. */
export type AccountListener = {
  onRole: (role: RawRole) => void;
  onPolicy: (policy: RawPolicy) => void;
  /** A page has been read; whether it says that more pages follow. */
  onPage: (isTruncated: boolean) => void;
  onIssue: (issue: Issue) => void;
};

const PAGE_LISTS = ['RoleDetailList', 'Policies', 'UserDetailList', 'GroupDetailList'];

/**
 * Reads one value that AWS has returned: a page of `GetAccountAuthorizationDetails`, one role or one managed policy out
 * of it, or a list of such.
 */
export function readAccountValue(value: unknown, origin: Origin, listener: AccountListener): void {
  const { path } = origin;
  const complain = locatedReporter(origin, listener.onIssue);
  if (Array.isArray(value)) {
    value.forEach((entry: unknown, index) => readAccountValue(entry, { ...origin, path: [...path, index] }, listener));
  } else if (isObject(value)) {
    if (PAGE_LISTS.some((name) => Object.hasOwn(value, name))) readPage(value, origin, listener, complain);
    else readEntry(value, origin, listener, complain);
  } else {
    complain({
      code: 'unknown_shape',
      path: [...path],
      message: `${quote(value)} is nothing that AWS returns`,
      hint: HINT,
    });
  }
}

const HINT = 'a page of `aws iam get-account-authorization-details`, or a role or policy out of it';

function readPage(page: Fields, origin: Origin, listener: AccountListener, complain: ReportIssue): void {
  for (const name of ['RoleDetailList', 'Policies']) {
    for (const { entry, path } of readObjects(page, name, origin.path, complain))
      readEntry(entry, { ...origin, path }, listener, complain);
  }
  listener.onPage(page['IsTruncated'] === true || typeof page['NextToken'] === 'string');
}

function readEntry(entry: Fields, origin: Origin, listener: AccountListener, complain: ReportIssue): void {
  if (Object.hasOwn(entry, 'PolicyVersionList')) {
    const policy = readPolicy(entry, origin, complain);
    if (policy) listener.onPolicy(policy);
  } else if (Object.hasOwn(entry, 'RolePolicyList') || Object.hasOwn(entry, 'AttachedManagedPolicies')) {
    const role = readRole(entry, origin, complain);
    if (role) listener.onRole(role);
  } else if (Object.hasOwn(entry, 'Arn') && Object.hasOwn(entry, 'DefaultVersionId')) {
    // A policy of a filtered export, without its versions.
  } else {
    const isBare = Object.hasOwn(entry, 'RoleName') || Object.hasOwn(entry, 'Role');
    const message = isBare
      ? 'the role comes without its policies'
      : 'this is neither a role nor a policy as AWS returns them';
    complain({
      code: 'unknown_shape',
      path: [...origin.path],
      message,
      hint: isBare ? '`roleFromApiResponses` puts it together with them' : HINT,
    });
  }
}

/** Adds to an issue where in the text its value stands; where the nearest value around it does, if it is not there. */
export function locatedReporter({ source }: Origin, onIssue: (issue: Issue) => void): ReportIssue {
  if (source === undefined) return onIssue;
  const { text, position, depth } = source;
  return (issue) =>
    onIssue({ ...issue, position: addPositions(position, findPosition(text, issue.path.slice(depth))) });
}
