import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import type { RoleName } from '../catalogue/names.js';

/** A policy that is part of a role. */
export type InlinePolicy = { name: string; document: PolicyDocument };

/** The instance profile that passes a role to EC2 instances. */
export type InstanceProfile = { name: string; path: string };

/** Everything that creating a role in an account requires, as plain data. */
export type DeployableRole<Name extends RoleName = RoleName> = {
  /** Which role of the catalogue it is. */
  role: Name;
  /** Its name in the account: the catalogue's, with prefix and suffix. */
  name: string;
  description: string;
  path: string;
  /** Who can assume it. */
  trustPolicy: TrustPolicyDocument;
  managedPolicyArns: string[];
  inlinePolicies: InlinePolicy[];
  /** The maximum session duration, in seconds. */
  maxSessionDuration: number;
  tags: { key: string; value: string }[];
  permissionsBoundaryArn?: string;
  /** For UpsolverServerRole only. It also has the role's tags, where the format supports tags for it. */
  instanceProfile?: InstanceProfile;
};
