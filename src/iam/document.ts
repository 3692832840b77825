/**
 * The shapes of IAM's JSON policy documents.
 *
 * Type aliases with mutable arrays, a literal `Version`, `Statement` always an array and `never` on the excluded
 * alternative: the one shape that is assignable, without a cast, to `PolicyDocument` of `@types/aws-lambda`, to
 * `PolicyDocument` of `@pulumi/aws` and to the argument of the CDK's `PolicyDocument.fromJson`. An interface or a
 * read-only array breaks at least one of the three; `test/iam/document.test-d.ts` holds it.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

/** `2012-10-17` is the current version of the language; `2008-10-17` has no policy variables. */
export type PolicyVersion = '2012-10-17' | '2008-10-17';

export type Effect = 'Allow' | 'Deny';

type StringOperator =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike';

type ComparisonOperator = 'Equals' | 'NotEquals' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

type ArnOperator = 'ArnEquals' | 'ArnNotEquals' | 'ArnLike' | 'ArnNotLike';

/** The operators that compare a value; all but `Null`. */
type ComparingOperator =
  | StringOperator
  | `Numeric${ComparisonOperator}`
  | `Date${ComparisonOperator}`
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | ArnOperator;

type OptionalOperator = ComparingOperator | `${ComparingOperator}IfExists`;

/**
 * Every condition operator in its canonical spelling: plain, with `IfExists`, with a set operator in front
 * (`ForAllValues:StringLike`), with both, and `Null`, which takes neither.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export type ConditionOperator =
  | OptionalOperator
  | `ForAllValues:${OptionalOperator}`
  | `ForAnyValue:${OptionalOperator}`
  | 'Null';

/** Condition keys and the value or values that each is compared with. */
export type ConditionMap = { [conditionKey: string]: string | string[] };

/** `Condition` of a statement: operator, then condition key, then value or values. */
export type ConditionBlock = { [Operator in ConditionOperator]?: ConditionMap };

/**
 * Who may assume a role. `AWS` takes account ids and ARNs of principals, `Service` service principals,
 * `Federated` identity providers. Several kinds may stand in one object.
 */
export type Principal =
  | '*'
  | { AWS: string | string[] }
  | { Service: string | string[] }
  | { Federated: string | string[] };

type StatementBase = {
  Sid?: string;
  Effect: Effect;
  Condition?: ConditionBlock;
};

type ActionElement<Action extends string> =
  | { Action: Action | Action[]; NotAction?: never }
  | { NotAction: Action | Action[]; Action?: never };

type ResourceElement =
  | { Resource: string | string[]; NotResource?: never }
  | { NotResource: string | string[]; Resource?: never };

/** A statement of an identity-based policy: what is allowed or denied, on what, under which conditions. */
export type Statement<Action extends string = string> = StatementBase & ActionElement<Action> & ResourceElement;

/** An identity-based policy (managed or inline) or a permissions boundary: no principal, as IAM demands. */
export type PolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: Statement<Action>[];
};

/** A statement of a role's trust policy: a principal, and no resource. */
export type TrustStatement<Action extends string = string> = StatementBase &
  ActionElement<Action> & { Principal: Principal };

/** The policy that says who may assume a role (`AssumeRolePolicyDocument` in the IAM API). */
export type TrustPolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: TrustStatement<Action>[];
};

/** A statement of a resource-based policy: a principal, and a resource where the service wants one. */
export type ResourceStatement<Action extends string = string> = StatementBase &
  ActionElement<Action> &
  ({ Principal: Principal; NotPrincipal?: never } | { NotPrincipal: Principal; Principal?: never }) & {
    Resource?: string | string[];
    NotResource?: string | string[];
  };

/** A policy that is attached to a resource, such as a bucket or a queue. */
export type ResourcePolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: ResourceStatement<Action>[];
};

/** `identity`: managed and inline policies, boundaries; `trust`: who may assume a role; `resource`: all others. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

export const POLICY_KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource'];

/** The elements of a policy and of a statement, in the order in which they are printed. */
export const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

export const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

export type AllElements = {
  Principal?: Principal;
  NotPrincipal?: Principal;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
};

export type AnyStatement = Statement | TrustStatement | ResourceStatement;

export type AnyPolicy = PolicyDocument | TrustPolicyDocument | ResourcePolicyDocument;

/** One policy, or all that are attached together. */
export type PolicyInput = AnyPolicy | readonly AnyPolicy[];

export function policyList(policies: PolicyInput): readonly AnyPolicy[] {
  return Array.isArray(policies) ? (policies as readonly AnyPolicy[]) : [policies as AnyPolicy];
}
