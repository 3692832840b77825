/** The IAM policy language. Knows nothing of Upsolver. */
export type {
  ConditionBlock,
  ConditionMap,
  ConditionOperator,
  Effect,
  PolicyDocument,
  PolicyVersion,
  Principal,
  Statement,
  TrustPolicyDocument,
  TrustStatement,
} from './document.js';
export { evaluateAccess, type AccessDecision, type Decision, type Mismatch, type StatementOutcome } from './evaluate.js';
export { formatIssue, InvalidInputError, type Issue, type IssueCode } from './issue.js';
export { arnPrefix, ec2ServicePrincipal, partitionForRegion, PARTITIONS, type Partition } from './partition.js';
export { checkQuotas, POLICY_ATTACHMENTS, type PolicyAttachment, type QuotaUse } from './quota.js';
export type { AccessRequest, RequestPrincipal } from './request.js';
export type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.js';
