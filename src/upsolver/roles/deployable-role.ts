import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import type { RoleName } from '../catalogue/names.js';

/** A policy that is part of a role. */
export type InlinePolicy = { name: string; document: PolicyDocument };

/** What hands a role to EC2 instances. */
export type InstanceProfile = { name: string; path: string };

/** Everything that it takes to create a role in an account, as plain data. */
export type DeployableRole<Name extends RoleName = RoleName> = {
  /** Which role of the catalogue it is. */
  role: Name;
  /** The name that it gets: the catalogue's, with prefix and suffix. */
  name: string;
  description: string;
  path: string;
  /** Who may assume it. */
  trustPolicy: TrustPolicyDocument;
  managedPolicyArns: string[];
  inlinePolicies: InlinePolicy[];
  /** In seconds. */
  maxSessionDuration: number;
  tags: { key: string; value: string }[];
  permissionsBoundaryArn?: string;
  /** For UpsolverServerRole only; it has the role's tags, too, where the format knows tags for it. */
  instanceProfile?: InstanceProfile;
};
