import type { Principal, TrustPolicyDocument, TrustStatement } from '../../iam/document.js';
import { isExternalId } from './external-id.js';

/** Splits a trust policy into a statement for each action, principal and external ID of its Allow statements. */
export function splitTrustPolicy({ Version, Statement }: TrustPolicyDocument): TrustPolicyDocument {
  return {
    Version,
    Statement: Statement.flatMap((statement) =>
      statement.Effect === 'Deny'
        ? [statement]
        : splitByAction(statement).flatMap(splitByPrincipal).flatMap(splitByExternalId),
    ),
  };
}

function splitByAction(statement: TrustStatement): TrustStatement[] {
  if (statement.Action === undefined) return [statement];
  return [statement.Action].flat().map((Action) => ({ ...statement, Action }));
}

function splitByPrincipal(statement: TrustStatement): TrustStatement[] {
  if (typeof statement.Principal === 'string') return [statement];
  return Object.entries(statement.Principal).flatMap(([kind, ids]: [string, string | string[]]) =>
    [ids].flat().map((id) => ({ ...statement, Principal: { [kind]: id } as Principal })),
  );
}

function splitByExternalId(statement: TrustStatement): TrustStatement[] {
  const equals = statement.Condition?.StringEquals ?? {};
  const [key, ids] = Object.entries(equals).find(([name]) => isExternalId(name)) ?? [];
  if (key === undefined || ids === undefined) return [statement];
  return [ids].flat().map((id) => ({
    ...statement,
    Condition: { ...statement.Condition, StringEquals: { ...equals, [key]: id } },
  }));
}
