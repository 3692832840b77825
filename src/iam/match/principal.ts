import { arnFields, rootArn } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { lazy } from '../../core/lazy.js';
import type { PrincipalKind, ResourcePrincipal } from '../document.js';
import type { Reading } from '../reading.js';
import type { Caller } from '../request.js';
import { listMatcher } from './glob.js';

/**
 * Whether a `Principal` element names the caller of a request. `undefined` if that depends on who the caller is, and
 * the request does not say.
 *
 * `*` names everyone, anonymous callers included. `{ "AWS": "*" }` names everyone except services and identity
 * providers; someone unknown is neither, because a request of a service has to say so. An account, as 12 digits or as
 * the ARN of its root user, names every principal in the account. A role also names its sessions. There are no other
 * wildcards.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function matchesPrincipal(element: ResourcePrincipal, caller: Caller): boolean | undefined {
  return principalMatcher(element)(caller);
}

/** Whether an element names a caller, or exempts it; `undefined` if that depends on who the caller is. */
export type PrincipalMatcher = (caller: Caller) => boolean | undefined;

/** {@link matchesPrincipal}, prepared for many callers. */
export function principalMatcher(element: ResourcePrincipal): PrincipalMatcher {
  if (element === '*') return () => true;
  const { lists, listsRoleOf } = listedIn(element);
  return ({ kind, id }) => {
    if (kind === 'Service' || kind === 'Federated') return lists(kind, id);
    if (lists('AWS', '*')) return true;
    if (kind === 'unknown') return undefined;
    if (kind === 'AWS') return lists('AWS', id) || listsRoleOf(id) || listsAccountOf(id, lists);
    return kind === 'CanonicalUser' && lists(kind, id);
  };
}

/**
 * Whether `NotPrincipal` exempts the caller of a request from a Deny statement. `undefined` if that depends on who the
 * caller is, and the request does not say.
 *
 * A principal is exempt only if its own ARN and its account are listed, and of a session also its role: services can
 * validate the account first, then the role, then the session. Unique IDs are not exempt, because their account is not
 * known, and neither are principals with a permissions boundary.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function isExempt(
  element: ResourcePrincipal,
  caller: Caller,
  reading: Reading['notPrincipal'],
): boolean | undefined {
  return exemptionMatcher(element, reading)(caller);
}

/** {@link isExempt}, prepared for many callers. */
export function exemptionMatcher(element: ResourcePrincipal, reading: Reading['notPrincipal']): PrincipalMatcher {
  const { lists, listsRoleOf } = listedIn(element);
  return (caller) => {
    if (caller.permissionsBoundary === true && mayHaveBoundary(caller)) return false;
    if (element === '*') return true;
    const { kind, id } = caller;
    if (kind === 'Service' || kind === 'Federated') return lists(kind, id);
    if (lists('AWS', '*')) return true;
    if (kind === 'unknown') return undefined;
    if (kind === 'anonymous') return false;
    if (kind === 'CanonicalUser') return lists(kind, id);

    const [, partition = '', , , account = ''] = arnFields(id);
    const root = rootArn(partition, account);
    const hasAccount = lists('AWS', account) || lists('AWS', root);
    if (id === root) return hasAccount;
    const hasSelf = lists('AWS', id);
    const hasRole = listsRoleOf(id);
    if (reading === 'named') return hasSelf || hasRole;
    return hasSelf && hasAccount && (hasRole || sessionRole(id) === undefined);
  };
}

const BOUNDED = /^(?:AIDA|AROA|arn:[^:]*:iam:[^:]*:[^:]*:(?:user|role)\/|arn:[^:]*:sts:[^:]*:[^:]*:assumed-role\/)/;

/** IAM users, roles and sessions of roles. Someone unknown who has a permissions boundary is one of them. */
export function mayHaveBoundary({ kind, id }: Caller): boolean {
  return kind === 'unknown' || (kind === 'AWS' && BOUNDED.test(id));
}

/** The IDs of a kind that an element lists. */
export function idsOf(element: ResourcePrincipal, kind: PrincipalKind): readonly string[] {
  const ids = (element as Partial<Record<PrincipalKind, string | string[]>>)[kind] ?? [];
  return typeof ids === 'string' ? [ids] : ids;
}

/** What an element lists, prepared for many questions. */
type Listed = {
  lists: (kind: PrincipalKind, id: string) => boolean;
  /** Whether the role of a session is listed; not if the principal is no session. */
  listsRoleOf: (id: string) => boolean;
};

function listedIn(element: ResourcePrincipal): Listed {
  const matchers: Partial<Record<PrincipalKind, (id: string) => boolean>> = {};
  const sessions = lazy(() => new Set(idsOf(element, 'AWS').flatMap((role) => sessionsOf(role) ?? [])));
  return {
    lists: (kind, id) => (matchers[kind] ??= listMatcher(idsOf(element, kind)))(id),
    listsRoleOf: (id) => {
      const [start] = /^(?:AROA[^:]*:|arn:[^:]*:sts::[^:]*:assumed-role\/[^/]*\/)/.exec(id) ?? [];
      return start !== undefined && sessions().has(start);
    },
  };
}

/** Whether the account of an AWS principal is listed, as its ID or as its root user. */
function listsAccountOf(id: string, lists: Listed['lists']): boolean {
  const [, partition = '', , , account = ''] = arnFields(id);
  return (
    (isAccountId(account) && lists('AWS', account)) ||
    (id.startsWith('arn:') && lists('AWS', rootArn(partition, account)))
  );
}

/**
 * How the sessions of a role begin; `undefined` if a principal is no role. The ARN of a session has the name of the
 * role without its path; the ID of a session is that of the role, a colon and the name of the session.
 */
function sessionsOf(role: string): string | undefined {
  if (/^AROA[^:]*$/.test(role)) return `${role}:`;
  const name = roleName(role);
  const [, partition, , , account] = arnFields(role);
  return name === undefined ? undefined : `arn:${partition}:sts::${account}:assumed-role/${name}/`;
}

/** The name of a role, without its path; `undefined` if the ARN is not one of a role. */
export function roleName(arn: string): string | undefined {
  return /^role\/(?:.*\/)?([^/]+)$/.exec(arnFields(arn)[5] ?? '')?.[1];
}

/** The name of the role of a session; `undefined` if the ARN is not one of a session. */
export function sessionRole(arn: string): string | undefined {
  const [, , service, , , resource = ''] = arnFields(arn);
  return service === 'sts' ? /^assumed-role\/([^/]+)\/./.exec(resource)?.[1] : undefined;
}
