/**
 * Limits in characters, for one policy or for all inline policies of an identity together.
 *
 * Source: IAM User Guide, "IAM and AWS STS quotas"; AWS Organizations User Guide, "Quotas". Of the policies of AWS
 * Organizations, 5,120 characters is what public design documents of March 2026 have.
 */
export const POLICY_LIMITS = {
  'managed-policy': { limit: 6_144, perDocument: true },
  'role-inline': { limit: 10_240, perDocument: false },
  'user-inline': { limit: 2_048, perDocument: false },
  'group-inline': { limit: 5_120, perDocument: false },
  'trust-policy': { limit: 2_048, maximum: 4_096, perDocument: true },
  'session-policy': { limit: 2_048, perDocument: true },
  'service-control-policy': { limit: 5_120, perDocument: true },
  'resource-control-policy': { limit: 5_120, perDocument: true },
} as const;
