import { InvalidInputError, notOneOf } from '../core/issue.js';
import type { PolicyDocument, TrustPolicyDocument } from './document.js';

/** Where policies are attached: each place has a size limit of its own. */
export type PolicyAttachment = keyof typeof limits;

/** How much of a size limit policies use, in characters. */
export type QuotaUse = {
  attachment: PolicyAttachment;
  /** Characters that count. */
  used: number;
  /** The limit of an account that has not asked for more. */
  limit: number;
  /** The limit that AWS raises to on request, where it does. */
  maximum?: number;
  /** `limit` less `used`; below zero, if the policies do not fit. */
  left: number;
  fits: boolean;
};

/**
 * Characters, of one policy, or of all inline policies of an identity together.
 *
 * Source: IAM User Guide, "IAM and AWS STS quotas"; AWS Organizations User Guide, "Quotas".
 */
const limits = {
  'managed-policy': { limit: 6_144, perDocument: true },
  'role-inline': { limit: 10_240, perDocument: false },
  'user-inline': { limit: 2_048, perDocument: false },
  'group-inline': { limit: 5_120, perDocument: false },
  'trust-policy': { limit: 2_048, maximum: 4_096, perDocument: true },
  'session-policy': { limit: 2_048, perDocument: true },
  'service-control-policy': { limit: 5_120, perDocument: true },
  'resource-control-policy': { limit: 5_120, perDocument: true },
} as const;

/** The places that policies can be attached to. */
export const POLICY_ATTACHMENTS = /* @__PURE__ */ Object.keys(limits) as PolicyAttachment[];

/**
 * How much of AWS's size limit policies use. Inline policies count together, in all other places each policy for itself.
 *
 * Counted are the characters of the JSON without white space between its parts. Whether white space inside a text
 * counts, AWS does not say; here it does.
 *
 * @param policies One policy, or several that are attached to the same identity.
 * @returns One entry for the sum of inline policies, else one for each policy, in their order.
 * @throws {InvalidInputError} If there is no such place.
 *
 * @example
 * checkQuotas({ Version: '2012-10-17', Statement: [] }, 'managed-policy');
 * // [{ attachment: 'managed-policy', used: 39, limit: 6144, left: 6105, fits: true }]
 */
export function checkQuotas(
  policies: PolicyDocument | TrustPolicyDocument | readonly (PolicyDocument | TrustPolicyDocument)[],
  attachment: PolicyAttachment,
): QuotaUse[] {
  if (!POLICY_ATTACHMENTS.includes(attachment)) {
    throw new InvalidInputError([
      { ...notOneOf('policy attachment', attachment, POLICY_ATTACHMENTS), path: ['attachment'] },
    ]);
  }
  const sizes = [policies].flat().map((policy) => JSON.stringify(policy).length);
  const counted = limits[attachment].perDocument ? sizes : [sizes.reduce((sum, size) => sum + size, 0)];
  return counted.map((used) => describeUse(attachment, used));
}

function describeUse(attachment: PolicyAttachment, used: number): QuotaUse {
  const { limit } = limits[attachment];
  const use: QuotaUse = { attachment, used, limit, left: limit - used, fits: used <= limit };
  if (attachment === 'trust-policy') use.maximum = limits[attachment].maximum;
  return use;
}
