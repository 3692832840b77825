import type { OrganizationPolicyType } from '../../aws/organization-policies.js';
import { PARTITIONS, type Partition } from '../../aws/partition.js';
import { list, oneOf, optional, record, text, type Reader } from '../../core/data.js';
import type { Issue } from '../../core/issue.js';
import type { PolicyDocument, ResourcePolicyDocument } from '../../iam/document.js';

/** What a policy that only restricts is: of AWS Organizations, or the permissions boundary of a role. */
export type GuardrailKind = 'scp' | 'rcp' | 'boundary';

/** The kinds of guardrails. */
export const GUARDRAIL_KINDS = ['scp', 'rcp', 'boundary'] as const satisfies readonly GuardrailKind[];

/** A file with guardrails, as text. */
export type GuardrailFile = {
  /** The name of the file, for messages: `scps/root/deny-regions.json`. */
  name: string;
  text: string;
  /** Not needed for output of AWS that includes the type of the policy. */
  kind?: GuardrailKind;
  /** The root, organizational unit or account that the policies are attached to. */
  level?: string;
};

/** What is known of the role that the guardrails restrict. */
export type GuardrailContext = {
  /** The organization of the account, such as `o-a1b2c3d4e5`. */
  organizationId?: string;
  /** The partition of the role. */
  partition?: Partition;
};

/** A policy of a guardrail. */
export type GuardrailPolicy<Document = PolicyDocument | ResourcePolicyDocument> = {
  /** The name in AWS Organizations, or else the file. */
  name: string;
  /** The ID in AWS Organizations, such as `p-a1b2c3d4`. */
  id?: string;
  arn?: string;
  /** The file that the document comes from; missing for the policies of AWS that need no document. */
  file?: string;
  document: Document;
};

/** All policies that are attached to one root, organizational unit or account. */
export type GuardrailLevel<Document = PolicyDocument | ResourcePolicyDocument> = {
  /** The name that was given; an empty string if no level was given. */
  name: string;
  policies: GuardrailPolicy<Document>[];
  /** Policies that are attached, but whose documents are missing: what the level allows is then unknown. */
  missing: string[];
};

/**
 * What the input does not include, and what is assumed instead. `fullAccess`: the level has `FullAWSAccess`, because no
 * policy of it allows anything. `oneLevel`: all policies are attached to one level, although several of them allow
 * something. `notEnabled`: no policy of the type is attached, so that the organization does not use the type.
 */
export type GuardrailAssumption = {
  code: 'fullAccess' | 'oneLevel' | 'notEnabled';
  layer: 'scp' | 'rcp';
  level: string;
  /** The same as a sentence. */
  message: string;
};

/** A policy of AWS Organizations that is not written in the policy language of IAM. */
export type OtherPolicy = {
  name: string;
  /** The type in AWS Organizations, such as `DECLARATIVE_POLICY_EC2`. */
  type: OrganizationPolicyType;
  /** `enforced`: it can make AWS services deny requests. `configuration`: it only configures a service. */
  effect: 'enforced' | 'configuration';
  file: string;
};

/** Guardrails that were read. */
export type Guardrails = {
  /** The levels of service control policies, in the order of the files: the root first. */
  scps: GuardrailLevel<PolicyDocument>[];
  /** The levels of resource control policies. */
  rcps: GuardrailLevel<ResourcePolicyDocument>[];
  boundary?: GuardrailPolicy<PolicyDocument>;
  assumptions: GuardrailAssumption[];
  /** Policies of types that are not written in the policy language of IAM. */
  notEvaluated: OtherPolicy[];
  warnings: Issue[];
};

/** Reads the files that a caller gives. */
export function filesReader(): Reader<GuardrailFile[]> {
  return list(
    record<GuardrailFile>({ name: text, text, kind: optional(oneOf(GUARDRAIL_KINDS)), level: optional(text) }),
  );
}

/** Reads the context that a caller gives. */
export function contextReader(): Reader<GuardrailContext> {
  return record<GuardrailContext>({ organizationId: optional(text), partition: optional(oneOf(PARTITIONS)) });
}
