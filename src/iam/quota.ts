import { POLICY_LIMITS as limits } from '../aws/policy-limits.js';
import { InvalidInputError, notOneOf } from '../core/issue.js';
import { quotaUses, type PolicyAttachment, type QuotaUse } from './quota-use.js';
import { readPolicies, type PolicyInput } from './read.js';

export type { PolicyAttachment, QuotaUse } from './quota-use.js';

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
