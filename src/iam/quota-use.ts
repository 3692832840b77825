import { POLICY_LIMITS as limits } from '../aws/policy-limits.js';

/** Where a policy is attached, or what kind of policy it is: each has its own size limit. */
export type PolicyAttachment = keyof typeof limits;

/** How much of a size limit policies use, in characters without whitespace. */
export type QuotaUse = {
  attachment: PolicyAttachment;
  /** Characters that count toward the limit. */
  used: number;
  /** The default limit. */
  limit: number;
  /** The highest limit that AWS grants on request, if the limit can be raised. */
  maximum?: number;
  /** `limit` minus `used`; negative if the policies do not fit. */
  left: number;
  fits: boolean;
};

/** How much of their size limit documents use. */
export function quotaUses(policies: readonly object[], attachment: PolicyAttachment): QuotaUse[] {
  const sizes = policies.map((policy) => JSON.stringify(policy).length);
  const counted = limits[attachment].perDocument ? sizes : [sizes.reduce((sum, size) => sum + size, 0)];
  return counted.map((used) => describeUse(attachment, used));
}

function describeUse(attachment: PolicyAttachment, used: number): QuotaUse {
  const { limit } = limits[attachment];
  const use: QuotaUse = { attachment, used, limit, left: limit - used, fits: used <= limit };
  if (attachment === 'trust-policy') use.maximum = limits[attachment].maximum;
  return use;
}
