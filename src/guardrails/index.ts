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
export { explainAccessDenied } from './explain-access-denied.js';
export { parseAccessDenied, type AccessDenied } from './access-denied.js';
export type { DeniedLayer } from './denied-layer.js';
export { readGuardrails } from './input/read-guardrails.js';
export { formatIssue, InvalidInputError, type Issue, type IssueCode, type Position } from '../core/issue.js';
