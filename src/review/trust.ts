import { arnFields } from '../aws/arn.js';
import { isAccountId } from '../aws/identifiers.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type ResourcePrincipal } from '../iam/document.js';
import { explainCondition } from './conditions.js';
import type { ReviewTrust } from './types.js';

type Named = Pick<ReviewTrust, 'kind' | 'id'>;

/** Who a trust policy allows to assume the role: one entry for each principal of each Allow statement. */
export function trustOf(policy: AnyPolicy): ReviewTrust[] {
  return policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap((statement) => {
    const { Action, NotAction } = elementsOf(statement);
    const actions = Action === undefined ? [`all but ${[NotAction ?? []].flat().join(', ')}`] : [Action].flat();
    const externalIds = externalIdsOf(statement);
    const conditions = explainCondition(statement.Condition);
    return principalsOf(statement).map((named): ReviewTrust => {
      const accountId = accountOf(named);
      const warning = warningOf(named, externalIds);
      return {
        ...named,
        ...(accountId !== undefined && { accountId }),
        actions,
        externalIds,
        conditions,
        ...(statement.Sid !== undefined && { sid: statement.Sid }),
        ...(warning !== undefined && { warning }),
      };
    });
  });
}

function principalsOf(statement: AnyStatement): Named[] {
  const { Principal, NotPrincipal } = elementsOf(statement);
  if (Principal !== undefined) return namesOf(Principal);
  if (NotPrincipal === undefined) return [{ kind: 'anyone', id: '*' }];
  const ids = namesOf(NotPrincipal).map(({ id }) => id);
  return [{ kind: 'except', id: ids.join(', ') }];
}

function namesOf(principal: ResourcePrincipal): Named[] {
  if (typeof principal === 'string') return [{ kind: 'anyone', id: principal }];
  return Object.entries(principal).flatMap(([kind, ids]) =>
    [ids as string | string[]]
      .flat()
      .map((id): Named => ({ kind: id === '*' ? 'anyone' : (kind as Named['kind']), id })),
  );
}

function accountOf({ kind, id }: Named): string | undefined {
  if (kind !== 'AWS') return undefined;
  if (isAccountId(id)) return id;
  const [, , , , account = ''] = arnFields(id);
  return isAccountId(account) ? account : undefined;
}

/** The external IDs of which one is required: what a positive operator compares them with, without `IfExists`. */
function externalIdsOf({ Condition }: AnyStatement): string[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
    /^(?:ForAnyValue:)?string(?:equals(?:ignorecase)?|like)$/i.test(operator)
      ? Object.entries(keys)
          .filter(([key]) => key.toLowerCase() === 'sts:externalid')
          .flatMap(([, values]) => values)
      : [],
  );
}

/** What a reviewer must not overlook. An external ID of nothing but wildcards is none. */
function warningOf({ kind }: Named, externalIds: readonly string[]): string | undefined {
  if (kind === 'anyone') return 'Anyone in AWS who meets the conditions can assume the role.';
  if (kind === 'except') return 'Everyone but the named principals can assume the role, if they meet the conditions.';
  const isOpen = externalIds.length === 0 || externalIds.some((id) => /^[*?]*$/.test(id));
  if (kind === 'AWS' && isOpen) return 'No external ID is required.';
  return undefined;
}
