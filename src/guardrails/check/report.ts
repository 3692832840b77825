import type { Issue } from '../../core/issue.js';
import type { UndecidedReason } from '../../iam/compare/difference.js';
import type { AccessRequest } from '../../iam/request.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import type { Source } from '../../upsolver/catalogue/statements.js';
import type { GuardrailAssumption, GuardrailKind, OtherPolicy } from '../input/guardrails.js';
import type { LaunchResource } from './launch-resources.js';

/**
 * What guardrails leave of a permission: `works` if they deny none of the requests that the role can make, `narrowed`
 * if they deny some, `cutOff` if they deny all, `unknown` if that could not be decided.
 */
export type GuardrailStatus = 'works' | 'narrowed' | 'cutOff' | 'unknown';

/** The statuses, the worst first. */
export const GUARDRAIL_STATUSES = [
  'cutOff',
  'narrowed',
  'unknown',
  'works',
] as const satisfies readonly GuardrailStatus[];

/**
 * Why a status is `unknown`.
 *
 * - `missingPolicy`: a policy is attached, but its document is missing.
 * - `missingTrustPolicy`: the role has no trust policy in the input.
 * - `reading`: it depends on a point that AWS's documentation leaves open.
 * - `variables`, `mixedTypes`, `tooComplex`: the comparison is undecided, see `compareAccess`.
 */
export type UnknownStatusReason = UndecidedReason | 'missingPolicy' | 'missingTrustPolicy' | 'reading';

/** What denies a request. */
export type DenyingPolicy = {
  layer: GuardrailKind;
  /** The name of the level, for SCPs and RCPs. */
  level?: string;
  /** The name of the policy; omitted if the request is denied because no statement of the layer allows it. */
  policy?: string;
  /** The index of the statement in its policy, from 0. */
  statement?: number;
  sid?: string;
};

/** What guardrails do to some requests, with examples. */
export type GuardrailOutcome = {
  status: GuardrailStatus;
  /** What denies `lost`. */
  by?: DenyingPolicy;
  /** A request that the role can make, and that a guardrail denies. */
  lost?: AccessRequest;
  /** A request that remains allowed. If the status is `narrowed`, it shows what requests have to look like. */
  left?: AccessRequest;
  /** Set if the status is `unknown`. */
  unknown?: UnknownStatusReason;
};

/** What guardrails do to one permission of a role. */
export type GuardrailPermission = GuardrailOutcome & {
  /** The action or the pattern of actions, as the role's policies have it. */
  action: string;
  /** What Upsolver needs the action for; omitted if the catalogue does not say it. */
  purpose?: string;
  source?: Source;
  /** The statements that grant it. */
  grantedBy: { policy: string; sid?: string }[];
  /** Of `ec2:RunInstances` and patterns that match it. A launch fails if one that every launch needs is denied. */
  authorizations?: LaunchAuthorization[];
};

/** What guardrails do to the authorization of a launch for one type of resource. */
export type LaunchAuthorization = GuardrailOutcome & { resourceType: LaunchResource | 'other' };

/** Whether a principal that the trust policy allows can still assume the role. */
export type AssumeOutcome = GuardrailOutcome & {
  action: string;
  /** The principal as the trust policy names it; omitted without a trust policy. */
  principal?: string;
};

/** What guardrails leave of a role. */
export type RoleGuardrails = {
  /** Its name in the account. */
  name: string;
  role: RoleName;
  /** The worst status: `cutOff`, `narrowed`, `unknown`, `works`. */
  status: GuardrailStatus;
  permissions: GuardrailPermission[];
  /** The calls with which the role is assumed. Only resource control policies can deny them. */
  assume: AssumeOutcome[];
  /** The ARNs of managed policies that were not checked, because the input does not include their documents. */
  notLookedAt: string[];
};

/** What guardrails leave of roles. */
export type GuardrailReport = {
  roles: RoleGuardrails[];
  /** What was assumed about the guardrails. */
  assumptions: GuardrailAssumption[];
  /** Policies of other types. They were not evaluated; `effect` says whether requests can be refused for them. */
  notEvaluated: OtherPolicy[];
  /** What policies do not show, as sentences. */
  limits: string[];
  warnings: Issue[];
};

/** The worst of some statuses. */
export function worstGuardrailStatus(statuses: readonly GuardrailStatus[]): GuardrailStatus {
  return GUARDRAIL_STATUSES.find((status) => statuses.includes(status)) ?? 'works';
}
