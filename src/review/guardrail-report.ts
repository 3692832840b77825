import { ORGANIZATION_POLICY_TYPES } from '../aws/organization-policies.js';
import { json, list, mapOf, number, oneOf, optional, readData, record, text, type Reader } from '../core/data.js';
import { InvalidInputError, type Issue } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { UNDECIDED_REASONS } from '../guardrails/check/reasons.js';
import {
  GUARDRAIL_STATUSES,
  type AssumeOutcome,
  type DenyingPolicy,
  type GuardrailOutcome,
  type GuardrailPermission,
  type GuardrailReport,
  type LaunchAuthorization,
  type RoleGuardrails,
} from '../guardrails/check/report.js';
import { GUARDRAIL_KINDS, type GuardrailAssumption, type OtherPolicy } from '../guardrails/input/guardrails.js';
import type { AccessRequest } from '../iam/request.js';
import { ROLE_NAMES } from '../upsolver/catalogue/names.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';

/* Reads reports of `checkGuardrails`, also those that were saved as JSON. */

const request = record<AccessRequest>({
  action: text,
  resource: text,
  context: optional(mapOf(json)) as Reader<AccessRequest['context']>,
  principal: optional(json) as Reader<AccessRequest['principal']>,
  permissionsBoundary: optional(json) as Reader<AccessRequest['permissionsBoundary']>,
});

const denying = record<DenyingPolicy>({
  layer: oneOf(GUARDRAIL_KINDS),
  level: optional(text),
  policy: optional(text),
  statement: optional(number),
  sid: optional(text),
});

const outcome: { readonly [Name in keyof Required<GuardrailOutcome>]: Reader<GuardrailOutcome[Name]> } = {
  status: oneOf(GUARDRAIL_STATUSES),
  by: optional(denying),
  lost: optional(request),
  left: optional(request),
  unknown: optional(oneOf(Object.keys(UNDECIDED_REASONS) as (keyof typeof UNDECIDED_REASONS)[])),
};

const authorization = record<LaunchAuthorization>({
  ...outcome,
  resourceType: text as Reader<LaunchAuthorization['resourceType']>,
});

const permission = record<GuardrailPermission>({
  ...outcome,
  action: text,
  purpose: optional(text),
  source: optional(json) as Reader<GuardrailPermission['source']>,
  grantedBy: list(record<{ policy: string; sid?: string }>({ policy: text, sid: optional(text) })),
  authorizations: optional(list(authorization)),
});

const role = record<RoleGuardrails>({
  name: text,
  role: oneOf(ROLE_NAMES),
  status: oneOf(GUARDRAIL_STATUSES),
  permissions: list(permission),
  assume: list(record<AssumeOutcome>({ ...outcome, action: text, principal: optional(text) })),
  notLookedAt: list(text),
});

const report = record<GuardrailReport>({
  roles: list(role),
  assumptions: list(json as Reader<GuardrailAssumption>),
  notEvaluated: list(
    record<OtherPolicy>({
      name: text,
      type: oneOf(ORGANIZATION_POLICY_TYPES),
      effect: oneOf(['configuration', 'enforced']),
      file: text,
    }),
  ),
  limits: list(text),
  warnings: list(json as Reader<Issue>),
});

/**
 * Reads what `checkGuardrails` returned.
 *
 * @throws {InvalidInputError} If it is not such a report, or is not about exactly the roles of the review.
 */
export function readGuardrailReport(
  value: unknown,
  roles: readonly DeployableRole[],
  path: readonly string[],
): GuardrailReport {
  const read = readData(report, value, path, 'pass the result of `checkGuardrails`');
  const names = new Set(roles.map(({ name }) => name));
  const checked = new Set(read.roles.map(({ name }) => name));
  const wrong = [...names].filter((name) => !checked.has(name));
  const strange = [...checked].filter((name) => !names.has(name));
  const problems = [
    ...wrong.map((name) => `the guardrails were not checked for the role ${quote(name)}`),
    ...strange.map((name) => `the guardrails were checked for ${quote(name)}, which is not reviewed`),
  ];
  if (problems.length === 0) return read;
  const hint = 'pass the same roles to `checkGuardrails` and to `reviewOf`';
  throw new InvalidInputError(
    problems.map((message) => ({ code: 'conflicting_elements', path: [...path, 'roles'], message, hint })),
  );
}
