import { listOf, type PrincipalElement, type Reading, type Request } from './language.js';

/**
 * Principals.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal" (reference_policies_elements_principal.html), "AWS JSON
 * policy elements: NotPrincipal" (reference_policies_elements_notprincipal.html).
 */

type Kind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** Who makes a request. */
export type Caller = { readonly kind: Kind; readonly id: string } | 'anonymous' | 'unknown';

export function callerOf({ principal }: Request): Caller {
  if (principal === undefined) return 'unknown';
  if (principal === 'anonymous') return principal;
  if (typeof principal === 'string') return { kind: 'AWS', id: principal };
  const [kind = 'AWS', id = ''] = Object.entries(principal)[0] ?? [];
  return { kind: kind as Kind, id };
}

type Arn = { partition: string; service: string; account: string; resource: string };

function readArn(text: string): Arn | undefined {
  const match = /^arn:([^:]*):([^:]*):[^:]*:([^:]*):(.*)$/s.exec(text);
  if (match === null) return undefined;
  const [, partition = '', service = '', account = '', resource = ''] = match;
  return { partition, service, account, resource };
}

/** The account that an entry names, by its 12 digits (then in any partition) or the ARN of its root user. */
function accountOf(entry: string): { account: string; partition?: string } | undefined {
  if (/^\d{12}$/.test(entry)) return { account: entry };
  const arn = readArn(entry);
  if (arn?.service !== 'iam' || arn.resource !== 'root') return undefined;
  return { account: arn.account, partition: arn.partition };
}

/** Whether an entry names the account of a principal: 12 digits and the root user's ARN are equivalent. */
function namesAccount(entry: string, arn: Arn): boolean {
  const named = accountOf(entry);
  return named?.account === arn.account && (named.partition ?? arn.partition) === arn.partition;
}

/**
 * Whether an entry names the role of a session: by its ARN, whose path the session's does not have, or by its unique
 * ID, with which the session's ID starts.
 */
function namesRole(entry: string, id: string): boolean {
  if (/^AROA\w*$/.test(entry)) return id.startsWith(`${entry}:`);
  const [role, session] = [readArn(entry), readArn(id)];
  if (role === undefined || session?.service !== 'sts' || role.service !== 'iam') return false;
  if (role.partition !== session.partition || role.account !== session.account) return false;
  const name = /^role\/(?:.*\/)?([^/]+)$/s.exec(role.resource)?.[1];
  return name !== undefined && session.resource.startsWith(`assumed-role/${name}/`);
}

const isEveryone = (element: PrincipalElement): element is '*' => element === '*';
const entriesOf = (element: PrincipalElement, kind: Kind): readonly string[] =>
  isEveryone(element) ? [] : listOf(element[kind]);

/**
 * Whether `{ "AWS": "*" }` is in an element and matches: everyone but services and federated principals. Someone
 * unknown is neither: a request of a service has to say so.
 */
function matchesAllOfAws(element: PrincipalElement, caller: Caller): boolean {
  if (!entriesOf(element, 'AWS').includes('*')) return false;
  return typeof caller === 'string' || caller.kind === 'AWS' || caller.kind === 'CanonicalUser';
}

/** Whether a `Principal` element matches; `undefined` if that depends on who the caller is. */
export function matchesPrincipal(element: PrincipalElement, caller: Caller): boolean | undefined {
  if (isEveryone(element) || matchesAllOfAws(element, caller)) return true;
  if (caller === 'unknown') return undefined;
  if (caller === 'anonymous') return false;
  const { kind, id } = caller;
  const arn = kind === 'AWS' ? readArn(id) : undefined;
  return entriesOf(element, kind).some(
    (entry) =>
      entry === id || (kind === 'AWS' && (namesRole(entry, id) || (arn !== undefined && namesAccount(entry, arn)))),
  );
}

/**
 * Whether a `NotPrincipal` element of a Deny statement exempts the caller; `undefined` if that depends on who it is.
 *
 * "When you use NotPrincipal with Deny, you must also specify the account ARN of the not-denied principal. Otherwise,
 * the policy might deny access to the entire account containing the principal"; for a session, the role's ARN as well.
 * Under the reading `named`, being named is enough. The element "will always deny any IAM principal that has a
 * permissions boundary policy attached, regardless of the values specified" (access_policies_boundaries.html).
 */
export function isExempt(
  element: PrincipalElement,
  caller: Caller,
  hasBoundary: boolean,
  reading: Reading['notPrincipal'],
): boolean | undefined {
  if (hasBoundary && mayHaveBoundary(caller)) return false;
  if (isEveryone(element) || matchesAllOfAws(element, caller)) return true;
  if (caller === 'unknown') return undefined;
  if (caller === 'anonymous') return false;
  const { kind, id } = caller;
  const entries = entriesOf(element, kind);
  if (kind !== 'AWS') return entries.includes(id);

  const arn = readArn(id);
  const isListed = entries.includes(id);
  const listsRole = entries.some((entry) => namesRole(entry, id));
  const listsAccount = arn !== undefined && entries.some((entry) => namesAccount(entry, arn));
  if (arn?.service === 'iam' && arn.resource === 'root') return listsAccount;
  if (reading === 'named') return isListed || listsRole;
  const isSession = arn?.service === 'sts' && arn.resource.startsWith('assumed-role/');
  return isListed && listsAccount && (!isSession || listsRole);
}

/** IAM users, roles and sessions of roles, by ARN or unique ID. Someone unknown who has a boundary is one of them. */
function mayHaveBoundary(caller: Caller): boolean {
  if (caller === 'unknown') return true;
  if (caller === 'anonymous' || caller.kind !== 'AWS') return false;
  return /^AIDA|^AROA|^arn:[^:]*:iam:[^:]*:[^:]*:(?:user|role)\/|^arn:[^:]*:sts:[^:]*:[^:]*:assumed-role\//.test(
    caller.id,
  );
}
