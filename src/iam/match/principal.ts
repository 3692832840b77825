import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import type { Principal } from '../document.js';
import type { NormalizedPrincipal, PrincipalKind } from '../request.js';

/**
 * Whether a `Principal` element names the principal of a request.
 *
 * An account, as 12 digits or as the ARN of its root user, names every principal in the account. A role also names its
 * sessions. `*` names everyone, `{ "AWS": "*" }` every AWS principal. There are no other wildcards.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: Principal".
 */
export function matchesPrincipal(element: Principal, principal: NormalizedPrincipal | undefined): boolean {
  if (principal === undefined) return false;
  if (element === '*') return true;
  const named = (element as Partial<Record<PrincipalKind, string | string[]>>)[principal.kind];
  if (named === undefined) return false;
  return [named].flat().some((value) => {
    return principal.kind === 'AWS' ? matchesAwsPrincipal(value, principal.id) : value === principal.id;
  });
}

function matchesAwsPrincipal(value: string, arn: string): boolean {
  if (value === '*' || value === arn) return true;
  const [, partition, , , account] = arnFields(arn);
  if (isAccountId(value)) return value === account;

  const [, valuePartition, , , valueAccount, valueResource = ''] = arnFields(value);
  if (valuePartition !== partition || valueAccount !== account) return false;
  if (valueResource === 'root') return true;
  // The ARN of a session has the name of the role without the path.
  const role = /^role\/(?:.*\/)?([^/]+)$/.exec(valueResource)?.[1];
  return role !== undefined && arn.startsWith(`arn:${partition}:sts::${account}:assumed-role/${role}/`);
}
