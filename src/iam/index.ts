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
export { formatIssue, InvalidInputError, type Issue, type IssueCode } from './issue.js';
export { arnPrefix, ec2ServicePrincipal, partitionForRegion, PARTITIONS, type Partition } from './partition.js';
export type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.js';
