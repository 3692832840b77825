/** What service control policies, resource control policies and permissions boundaries leave of a role. */
export {
  GUARDRAIL_KINDS,
  type GuardrailAssumption,
  type GuardrailContext,
  type GuardrailFile,
  type GuardrailKind,
  type GuardrailLevel,
  type GuardrailPolicy,
  type Guardrails,
  type OtherPolicy,
} from './input/guardrails.js';
export type { OrganizationPolicyType } from '../aws/organization-policies.js';
export { explainAccessDenied } from './explain-access-denied.js';
export { parseAccessDenied, type AccessDenied } from './access-denied.js';
export type { DeniedLayer } from './denied-layer.js';
export { readGuardrails } from './input/read-guardrails.js';
export { formatIssue, InvalidInputError, type Issue, type IssueCode, type Position } from '../core/issue.js';
export { checkGuardrails, type GuardrailOptions } from './check-guardrails.js';
export type { GuardedRole } from './check/guarded-role.js';
export type { LaunchResource } from './check/launch-resources.js';
export {
  GUARDRAIL_STATUSES,
  type AssumeOutcome,
  type DenyingPolicy,
  type GuardrailOutcome,
  type GuardrailPermission,
  type GuardrailReport,
  type GuardrailStatus,
  type LaunchAuthorization,
  type RoleGuardrails,
  type UnknownStatusReason,
} from './check/report.js';
export { factsFor, type FactParameters, type FactRole } from './facts/facts-for.js';
export { explainGuardrails } from './explain-guardrails.js';
export { guardrailsToSarif, type GuardrailFindingCode, type GuardrailSarifLog } from './sarif.js';
