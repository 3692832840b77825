import { POLICY_LIMITS as limits } from '../aws/policy-limits.js';
import { InvalidInputError, notOneOf } from '../core/issue.js';
import { readPolicies, type PolicyInput } from './read.js';

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

/** Everything that {@link checkQuotas} knows a limit for. */
export const POLICY_ATTACHMENTS = /* @__PURE__ */ Object.keys(limits) as PolicyAttachment[];

/**
 * Compares the size of policies with AWS's limits. All inline policies of an identity count together; other policies
 * count one by one.
 *
 * Whitespace between the tokens of the JSON does not count. AWS does not document whether whitespace within a string
 * counts; here it does.
 *
 * @param policies One policy, or several policies that are attached to the same identity.
 * @param attachment Where the policies are attached, one of {@link POLICY_ATTACHMENTS}.
 * @returns One entry for all inline policies together, otherwise one entry for each policy, in their order.
 * @throws {InvalidInputError} If `attachment` is not known.
 *
 * @example
 * checkQuotas({ Version: '2012-10-17', Statement: [] }, 'managed-policy');
 * // [{ attachment: 'managed-policy', used: 39, limit: 6144, left: 6105, fits: true }]
 */
export function checkQuotas(policies: PolicyInput, attachment: PolicyAttachment): QuotaUse[] {
  if (!POLICY_ATTACHMENTS.includes(attachment)) {
    throw new InvalidInputError([
      { ...notOneOf('policy attachment', attachment, POLICY_ATTACHMENTS), path: ['attachment'] },
    ]);
  }
  return quotaUses(readPolicies(policies, 'policies'), attachment);
}

/** {@link checkQuotas} for documents that have been read. */
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
