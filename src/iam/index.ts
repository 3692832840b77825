/** The IAM policy language: parse, format, evaluate, compare and measure policies. Independent of Upsolver. */
export type {
  ConditionBlock,
  ConditionMap,
  ConditionOperator,
  Effect,
  PolicyDocument,
  PolicyVersion,
  Principal,
  ResourcePolicyDocument,
  ResourcePrincipal,
  ResourceStatement,
  Statement,
  TrustPolicyDocument,
  TrustStatement,
} from './document.js';
export {
  compareAccess,
  type AccessComparison,
  type Relation,
  type RelationFound,
  type Undecided,
} from './compare/compare.js';
export type { CompareOptions } from './compare/options.js';
export { lostAccess, newAccess, type NewAccess } from './compare/new-access.js';
export { compilePolicies, type CompiledPolicies } from './compiled.js';
export type { UndecidedReason } from './compare/difference.js';
export type { AccessDecision, Decision, Mismatch, StatementOutcome } from './decide.js';
export { evaluateAccess, type EvaluateOptions } from './evaluate.js';
export type { Facts, KnownKeys } from './facts/facts.js';
export type { AccessLayers, LayerName } from './layers/layers.js';
export type { DecidingStatement, Exemption, LayeredDecision, LayerOutcome, MissingFact } from './layers/decision.js';
export type { Reading } from './reading.js';
export {
  accessDifferences,
  type AccessClass,
  type AccessDifferences,
  type DifferenceOptions,
  type DifferenceSource,
} from './differences/access-differences.js';
export { explainAccess, explainComparison, explainNewAccess, explainRequest } from './explain.js';
export { formatIssue, InvalidInputError, type Issue, type IssueCode, type Position } from '../core/issue.js';
export { formatPolicy } from './parse/format.js';
export { POLICY_KINDS, type PolicyKind } from './document.js';
export type { PolicyInput, PolicyLike, PolicyResponse, PolicySource, StatementLike } from './read.js';
export { parsePolicy, safeParsePolicy, type ParsedPolicy } from './parse/parse.js';
export { arnPrefix, ec2ServicePrincipal, partitionForRegion, PARTITIONS, type Partition } from '../aws/partition.js';
export { checkQuotas, POLICY_ATTACHMENTS, type PolicyAttachment, type QuotaUse } from './quota.js';
export type { AccessRequest, RequestPrincipal } from './request.js';
export type { StandardIssue, StandardResult, StandardSchema } from '../core/standard-schema.js';
