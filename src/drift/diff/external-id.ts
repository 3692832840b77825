import type { TrustPolicyDocument } from '../../iam/document.js';
import { evaluatePolicies } from '../../iam/evaluate-policies.js';
import type { AccessRequest } from '../../iam/request.js';

const EXTERNAL_ID = 'sts:ExternalId';

/** STS rejects external IDs that are shorter. */
const MIN_LENGTH = 2;

export function isExternalId(conditionKey: string): boolean {
  return conditionKey.toLowerCase() === EXTERNAL_ID.toLowerCase();
}

export function externalIdOf({ context = {} }: AccessRequest): string | undefined {
  const value = Object.entries(context).find(([key]) => isExternalId(key))?.[1];
  return value === undefined ? undefined : String(value);
}

export function withoutExternalId({ context = {}, ...request }: AccessRequest): AccessRequest {
  return { ...request, context: Object.fromEntries(Object.entries(context).filter(([key]) => !isExternalId(key))) };
}

/** The request with an external ID that is long enough for STS. */
export function withValidExternalId(request: AccessRequest, id: string): AccessRequest {
  const { context, ...rest } = withoutExternalId(request);
  return { ...rest, context: { ...context, [EXTERNAL_ID]: id.padEnd(MIN_LENGTH, 'x') } };
}

/** Whether a trust policy would allow a request with another external ID, or with none. */
export function failsByExternalId(policy: TrustPolicyDocument, request: AccessRequest): boolean {
  return evaluatePolicies(policy, request).statements.some(
    ({ effect, mismatch }) => effect === 'Allow' && mismatch?.element === 'Condition' && isExternalId(mismatch.key),
  );
}
