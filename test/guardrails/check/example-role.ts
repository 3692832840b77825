import {
  checkGuardrails,
  readGuardrails,
  type GuardedRole,
  type GuardrailKind,
  type GuardrailOptions,
  type Guardrails,
  type RoleGuardrails,
} from '../../../src/guardrails/index.js';
import { ACCOUNT_ID, ORGANIZATION_ID, REGION } from '../guardrails.js';

export const FACTS = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };

const policy = (Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });

/** A role with an inline policy and a trust policy of some statements. */
export function roleWith(statements: readonly object[], trust?: readonly object[]): GuardedRole {
  return {
    role: 'UpsolverManagementRole',
    name: 'Example',
    inlinePolicies: statements.length === 0 ? [] : [{ name: 'inline', document: policy(statements) }],
    managedPolicyArns: [],
    ...(trust && { trustPolicy: policy(trust) }),
  };
}

/** One guardrail of some statements. */
export function guardrail(kind: GuardrailKind, ...statements: readonly object[]): Guardrails {
  return readGuardrails([{ name: `${kind}.json`, kind, text: policy(statements) }]);
}

export function checkOne(
  role: GuardedRole,
  guardrails: Guardrails,
  options: Partial<GuardrailOptions> = {},
): RoleGuardrails {
  return checkGuardrails([role], guardrails, { facts: FACTS, ...options }).roles[0] as RoleGuardrails;
}
