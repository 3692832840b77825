import { arnFields, rootArn } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import type { PrincipalKind, ResourcePrincipal } from '../document.js';
import type { Reading } from '../reading.js';
import type { Caller } from '../request.js';

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
  if (element === '*') return true;
  const { kind, id } = caller;
  if (kind === 'Service' || kind === 'Federated') return idsOf(element, kind).includes(id);
  if (includesEveryone(element)) return true;
  if (kind === 'unknown') return undefined;
  if (kind === 'AWS') return namesAwsPrincipal(idsOf(element, 'AWS'), id);
  return kind === 'CanonicalUser' && idsOf(element, kind).includes(id);
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
  if (caller.permissionsBoundary === true && mayHaveBoundary(caller)) return false;
  if (element === '*') return true;
  const { kind, id } = caller;
  if (kind === 'Service' || kind === 'Federated') return idsOf(element, kind).includes(id);
  if (includesEveryone(element)) return true;
  if (kind === 'unknown') return undefined;
  if (kind === 'anonymous') return false;
  if (kind === 'CanonicalUser') return idsOf(element, kind).includes(id);

  const listed = idsOf(element, 'AWS');
  const [, partition = '', , , account = ''] = arnFields(id);
  const root = rootArn(partition, account);
  const hasAccount = listed.includes(account) || listed.includes(root);
  if (id === root) return hasAccount;
  const hasSelf = listed.includes(id);
  const hasRole = namesRoleOf(listed, id);
  if (reading === 'named') return hasSelf || hasRole;
  return hasSelf && hasAccount && (hasRole || sessionRole(id) === undefined);
}

const BOUNDED = /^(?:AIDA|AROA|arn:[^:]*:iam:[^:]*:[^:]*:(?:user|role)\/|arn:[^:]*:sts:[^:]*:[^:]*:assumed-role\/)/;

/** IAM users, roles and sessions of roles. Someone unknown who has a permissions boundary is one of them. */
export function mayHaveBoundary({ kind, id }: Caller): boolean {
  return kind === 'unknown' || (kind === 'AWS' && BOUNDED.test(id));
}

/** Whether `{ "AWS": "*" }` is part of an element. */
function includesEveryone(element: ResourcePrincipal): boolean {
  return idsOf(element, 'AWS').includes('*');
}

/** The IDs of a kind that an element lists. */
export function idsOf(element: ResourcePrincipal, kind: PrincipalKind): readonly string[] {
  const ids = (element as Partial<Record<PrincipalKind, string | string[]>>)[kind] ?? [];
  return typeof ids === 'string' ? [ids] : ids;
}

/** Whether a list has a principal, its account, or the role of a session. */
function namesAwsPrincipal(listed: readonly string[], id: string): boolean {
  if (listed.includes(id) || namesRoleOf(listed, id)) return true;
  const [, partition = '', , , account = ''] = arnFields(id);
  return (
    (isAccountId(account) && listed.includes(account)) ||
    (id.startsWith('arn:') && listed.includes(rootArn(partition, account)))
  );
}

/** Whether a list has the role of a session; not if the principal is no session. */
function namesRoleOf(listed: readonly string[], id: string): boolean {
  return (id.includes(':assumed-role/') || id.startsWith('AROA')) && listed.some((value) => isRoleOfSession(value, id));
}

/**
 * Whether a role has a session. The ARN of a session has the name of the role without its path; the ID of a session is
 * that of the role, a colon and the name of the session.
 */
function isRoleOfSession(role: string, session: string): boolean {
  if (/^AROA[^:]*$/.test(role)) return session.startsWith(`${role}:`);
  const name = roleName(role);
  if (name === undefined) return false;
  const [, partition, , , account] = arnFields(role);
  return session.startsWith(`arn:${partition}:sts::${account}:assumed-role/${name}/`);
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
