import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import type { InlinePolicy } from '../../upsolver/roles/deployable-role.js';

/** A managed policy of a role: an attached policy, or the permissions boundary. */
export type DeployedPolicy = {
  arn: string;
  name: string;
  /** The default version, such as `v3`. */
  version?: string;
  /** Absent if the document is not in the input or could not be read. */
  document?: PolicyDocument;
  /** Set if the input does not include the document: it is the library's snapshot of the AWS managed policy. */
  isSnapshot?: true;
};

/** A role in an account, with parsed policies. */
export type DeployedRole = {
  name: string;
  arn: string;
  accountId: string;
  path: string;
  /** Absent if it could not be read. */
  trustPolicy?: TrustPolicyDocument;
  /** The inline policies that could be read. */
  inlinePolicies: InlinePolicy[];
  /** The names of the inline policies that could not be read. */
  unreadablePolicies: string[];
  managedPolicies: DeployedPolicy[];
  permissionsBoundary?: DeployedPolicy;
  tags: { key: string; value: string }[];
  /** In seconds. Absent if the input does not include it: only `GetRole` returns it. */
  maxSessionDuration?: number;
  /** The names of the instance profiles that contain the role. Absent if the input does not include them. */
  instanceProfiles?: string[];
};

/** Whether a part of a role could not be read. */
export function hasUnreadablePart(role: DeployedRole): boolean {
  const { trustPolicy, unreadablePolicies, managedPolicies, permissionsBoundary } = role;
  return (
    trustPolicy === undefined ||
    unreadablePolicies.length > 0 ||
    managedPolicies.some(isUnreadable) ||
    isUnreadable(permissionsBoundary)
  );
}

export function isUnreadable(policy: DeployedPolicy | undefined): boolean {
  return policy !== undefined && policy.document === undefined;
}
