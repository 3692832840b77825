import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import {
  PRINCIPAL_KINDS,
  elementsOf,
  type AllElements,
  type AnyPolicy,
  type AnyStatement,
  type PrincipalKind,
  type ResourcePrincipal,
} from '../document.js';
import { idsOf, roleName } from '../match/principal.js';
import { neverApplying } from '../never.js';

/**
 * How an Allow statement of a resource-based policy names a principal of the same account, and so which policies of
 * the principal limit what it grants: `account` leaves the decision to the identity-based policies, `role` is limited
 * by the permissions boundary and the session policy, and `session` by none of them.
 *
 * Source: IAM User Guide, "Difference between explicit and implicit denies", "Resource-based policies" (2026).
 */
export type NamedAs = 'account' | 'role' | 'session';

/** A policy with those Allow statements only, and in them those principals only, that name them in a way. */
export function naming(policy: AnyPolicy, way: NamedAs): AnyPolicy {
  return withStatements(policy, (statement) => {
    const { Principal } = elementsOf(statement);
    const named = statement.Effect === 'Allow' ? Principal && principalsNamed(Principal, way) : undefined;
    return named === undefined ? neverApplying(statement) : ({ ...statement, Principal: named } as AnyStatement);
  });
}

/**
 * Prepares a policy for requests by the IAM principals of an account: statements for everyone lose their `Principal`,
 * and if the principals have a permissions boundary, `NotPrincipal` exempts none of them.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function forIamPrincipals(policy: AnyPolicy, mayBeExempt: boolean): AnyPolicy {
  return withStatements(policy, (statement) => {
    const { Principal, NotPrincipal } = elementsOf(statement);
    const isForAll = Principal !== undefined && (Principal === '*' || idsOf(Principal, 'AWS').includes('*'));
    if (!isForAll && (mayBeExempt || NotPrincipal === undefined)) return statement;
    const { Principal: _, NotPrincipal: __, ...rest } = statement as AnyStatement & AllElements;
    return rest as AnyStatement;
  });
}

function withStatements(policy: AnyPolicy, map: (statement: AnyStatement) => AnyStatement): AnyPolicy {
  return { ...policy, Statement: policy.Statement.map(map) } as AnyPolicy;
}

function principalsNamed(element: ResourcePrincipal, way: NamedAs): ResourcePrincipal | undefined {
  if (element === '*') return way === 'session' ? element : undefined;
  const kinds = PRINCIPAL_KINDS.flatMap((kind) => {
    const ids = idsOf(element, kind).filter((id) => namedAs(kind, id) === way);
    return ids.length === 0 ? [] : [[kind, ids] as const];
  });
  return kinds.length === 0 ? undefined : (Object.fromEntries(kinds) as ResourcePrincipal);
}

function namedAs(kind: PrincipalKind, id: string): NamedAs {
  // A canonical user ID stands for an account.
  if (kind === 'CanonicalUser' || isAccountId(id) || arnFields(id)[5] === 'root') return 'account';
  return roleName(id) !== undefined || /^AROA[^:]*$/.test(id) ? 'role' : 'session';
}
