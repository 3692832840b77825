/*
 * The shapes of IAM's JSON policy documents.
 *
 * Type aliases with mutable arrays, a literal `Version`, `Statement` always an array and `never` on the excluded
 * alternative: the only shape that is assignable, without a cast, to `PolicyDocument` of `@types/aws-lambda`, to
 * `PolicyDocument` of `@pulumi/aws` and to the argument of the CDK's `PolicyDocument.fromJson`. An interface or a
 * read-only array breaks at least one of the three; `test/iam/document.test-d.ts` enforces this.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */

/** `2012-10-17` is the current version of the language; `2008-10-17` has no policy variables. */
export type PolicyVersion = '2012-10-17' | '2008-10-17';

/** Whether a statement allows or denies. */
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

/** The operators that compare a value: all except `Null`. */
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
 * Every condition operator in its canonical spelling: plain, with `IfExists`, with a set operator
 * (`ForAllValues:StringLike`), with both, and `Null`, which supports neither.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export type ConditionOperator =
  | OptionalOperator
  | `ForAllValues:${OptionalOperator}`
  | `ForAnyValue:${OptionalOperator}`
  | 'Null';

/** Condition keys, each with the value or values that it is compared with. */
export type ConditionMap = { [conditionKey: string]: string | string[] };

/** The `Condition` element: by operator, then by condition key, the value or values. */
export type ConditionBlock = { [Operator in ConditionOperator]?: ConditionMap };

/**
 * Who a statement applies to. `AWS` has account IDs, ARNs and unique IDs of principals, `Service` has service
 * principals, and `Federated` has identity providers. One object can have several kinds.
 */
export type Principal =
  | '*'
  | { AWS: string | string[] }
  | { Service: string | string[] }
  | { Federated: string | string[] };

/**
 * The principals that a statement of a resource-based policy allows or denies. Accounts can also be named by their
 * Amazon S3 canonical user IDs.
 */
export type ResourcePrincipal = Principal | { CanonicalUser: string | string[] };

/** The kinds of principals, as the members of a `Principal` element name them. */
export const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

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

/**
 * A statement of an identity-based policy: which actions it allows or denies, on which resources, under which
 * conditions.
 */
export type Statement<Action extends string = string> = StatementBase & ActionElement<Action> & ResourceElement;

/** An identity-based policy (managed or inline) or a permissions boundary. Its statements have no principal. */
export type PolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: Statement<Action>[];
};

/** A statement of a trust policy: it has a principal and no resource. */
export type TrustStatement<Action extends string = string> = StatementBase &
  ActionElement<Action> & { Principal: Principal };

/** A trust policy: who can assume a role (`AssumeRolePolicyDocument` in the IAM API). */
export type TrustPolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: TrustStatement<Action>[];
};

/** A statement of a resource-based policy: it has a principal, and a resource if the service requires one. */
export type ResourceStatement<Action extends string = string> = StatementBase &
  ActionElement<Action> &
  ({ Principal: ResourcePrincipal; NotPrincipal?: never } | { NotPrincipal: ResourcePrincipal; Principal?: never }) & {
    Resource?: string | string[];
    NotResource?: string | string[];
  };

/** A resource-based policy, such as the policy of a bucket or of a queue. */
export type ResourcePolicyDocument<Action extends string = string> = {
  Version: PolicyVersion;
  Id?: string;
  Statement: ResourceStatement<Action>[];
};

/**
 * The kind of a policy. `identity`: managed policies, inline policies and permissions boundaries; `trust`: trust
 * policies of roles; `resource`: all other resource-based policies; `scp` and `rcp`: service control policies and
 * resource control policies of AWS Organizations.
 */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'scp' | 'rcp';

/** All kinds of policies. */
export const POLICY_KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource', 'scp', 'rcp'];

/** What a policy of each kind is called, with its article. */
export const KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: 'an identity-based policy',
  trust: 'a trust policy',
  resource: 'a resource-based policy',
  scp: 'a service control policy',
  rcp: 'a resource control policy',
};

/** The elements of a policy, in the order of formatted policies. */
export const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/** The elements of a statement, in the order of formatted policies. */
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

/** The elements of a statement of any kind of policy that name principals, actions and resources. */
export type AllElements = {
  Principal?: ResourcePrincipal;
  NotPrincipal?: ResourcePrincipal;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
};

/** The elements of a statement of which the kind is not known. */
export function elementsOf(statement: AnyStatement): AllElements {
  return statement;
}

/** A statement of any kind of policy. */
export type AnyStatement = Statement | TrustStatement | ResourceStatement;

/** A policy of any kind. */
export type AnyPolicy = PolicyDocument | TrustPolicyDocument | ResourcePolicyDocument;
