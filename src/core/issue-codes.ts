/** What an issue code means, its severity, and where it occurs. */
type IssueDefinition = {
  /** Completes the sentence "The value …". */
  meaning: string;
  /** `either`: IAM rejects some of these values and accepts others; each issue has its own severity. */
  severity: 'error' | 'warning' | 'either';
  occursIn: readonly IssueSource[];
};

/** `input`: arguments of a function or of a command; `policy`: policies; `account`: what `checkRoles` reads. */
export type IssueSource = 'input' | 'policy' | 'account';

/**
 * Everything that can be wrong with an input. The type `IssueCode` and `docs/policy-issues.md` come from this table. It
 * is used for types only, except by the documentation and by `lint --sarif`: no bundle of the library carries it.
 *
 * The list is closed: a new code is a minor release, a changed meaning a major one.
 */
export const ISSUES = {
  missing: {
    meaning: 'is `undefined`, `null` or an empty string',
    severity: 'either',
    occursIn: ['input', 'policy', 'account'],
  },
  invalid_type: { meaning: 'has the wrong JSON type', severity: 'error', occursIn: ['input', 'policy', 'account'] },
  unknown_value: { meaning: 'is not one of the allowed values', severity: 'error', occursIn: ['input', 'policy'] },
  unknown_parameter: { meaning: 'is not a recognized parameter', severity: 'error', occursIn: ['input'] },
  surrounding_whitespace: {
    meaning: 'begins or ends with whitespace, or is an action that contains whitespace',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  upper_case: {
    meaning: 'has uppercase letters where AWS allows only lowercase',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  invalid_characters: {
    meaning: 'has characters that AWS does not allow',
    severity: 'error',
    occursIn: ['input', 'policy'],
  },
  edge_hyphen: { meaning: 'begins or ends with a hyphen', severity: 'error', occursIn: ['input'] },
  too_long: {
    meaning: 'exceeds the maximum length, or makes a name that does',
    severity: 'error',
    occursIn: ['input', 'policy', 'account'],
  },
  too_short: { meaning: 'is shorter than the minimum length', severity: 'error', occursIn: ['input'] },
  out_of_range: { meaning: 'is a number outside the allowed range', severity: 'error', occursIn: ['input'] },
  over_quota: {
    meaning: 'makes a policy or a role exceed an AWS quota',
    severity: 'either',
    occursIn: ['input', 'policy', 'account'],
  },
  reserved_name: { meaning: 'makes a name that AWS reserves', severity: 'error', occursIn: ['input'] },
  placeholder: {
    meaning: 'is a placeholder from documentation in place of a real value',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  invalid_region: { meaning: 'is not an AWS Region', severity: 'either', occursIn: ['input', 'policy'] },
  availability_zone: {
    meaning: 'is an Availability Zone, not a Region',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  invalid_action: {
    meaning: 'is not an action of the form `service:Name`, or not one that the policy can allow',
    severity: 'error',
    occursIn: ['input', 'policy'],
  },
  invalid_arn: {
    meaning: 'is not an ARN of the expected kind',
    severity: 'error',
    occursIn: ['input', 'policy', 'account'],
  },
  wrong_partition: {
    meaning:
      'is an ARN in a different partition from the Region, or in a different account or Region from the other ARNs',
    severity: 'error',
    occursIn: ['input'],
  },
  wrong_service: { meaning: 'is an ARN of another service', severity: 'error', occursIn: ['input'] },
  invalid_principal: { meaning: 'is not a valid principal', severity: 'either', occursIn: ['input', 'policy'] },
  unknown_operator: {
    meaning: 'is not a condition operator that IAM defines',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  duplicate_key: {
    meaning: 'is a key that appears twice in its object',
    severity: 'error',
    occursIn: ['input', 'policy'],
  },
  invalid_json: { meaning: 'is not JSON', severity: 'error', occursIn: ['input', 'policy', 'account'] },
  invalid_yaml: {
    meaning: 'is not YAML, or uses a feature of YAML that is not supported',
    severity: 'error',
    occursIn: ['input'],
  },
  too_deep: {
    meaning: 'is nested too deeply for a policy or a file',
    severity: 'error',
    occursIn: ['input', 'policy'],
  },
  unknown_element: { meaning: 'is not an element of the policy language', severity: 'error', occursIn: ['policy'] },
  conflicting_elements: {
    meaning: 'conflicts with another element of the statement, or with another option',
    severity: 'error',
    occursIn: ['input', 'policy'],
  },
  forbidden_element: {
    meaning: 'is an element that is not allowed in this kind of policy',
    severity: 'either',
    occursIn: ['policy'],
  },
  empty: { meaning: 'is an empty list or object', severity: 'either', occursIn: ['input', 'policy'] },
  duplicate_sid: {
    meaning: 'is a statement with the same `Sid` as another one',
    severity: 'either',
    occursIn: ['policy'],
  },
  invalid_resource: {
    meaning: 'is not a resource in a form that IAM accepts',
    severity: 'error',
    occursIn: ['policy'],
  },
  invalid_condition_key: { meaning: 'is not the name of a condition key', severity: 'either', occursIn: ['policy'] },
  invalid_value: {
    meaning: 'is not a value that the operator can compare, or that the parameter allows',
    severity: 'either',
    occursIn: ['input', 'policy'],
  },
  missing_version: {
    meaning: 'is a policy without `Version`, or with `2008-10-17`, which has no policy variables',
    severity: 'warning',
    occursIn: ['policy'],
  },
  operator_case: {
    meaning: 'is a condition operator that AWS documents in a different letter case',
    severity: 'warning',
    occursIn: ['policy'],
  },
  literal_wildcard: {
    meaning: 'has a wildcard that the operator matches literally',
    severity: 'warning',
    occursIn: ['policy'],
  },
  invalid_variable: {
    meaning: 'looks like a policy variable but is not one',
    severity: 'warning',
    occursIn: ['policy'],
  },
  unsupported_variable: {
    meaning: 'has a policy variable where variables are not supported',
    severity: 'warning',
    occursIn: ['policy'],
  },
  host_bits: { meaning: 'is a CIDR block with bits set after its prefix', severity: 'warning', occursIn: ['policy'] },
  private_address: {
    meaning: 'is a private address where only public addresses occur',
    severity: 'warning',
    occursIn: ['policy'],
  },
  set_operator: {
    meaning: 'is a set operator on a single-valued condition key',
    severity: 'warning',
    occursIn: ['policy'],
  },
  absent_key_allowed: {
    meaning: 'is a `ForAllValues` operator, which also matches requests that do not include the key',
    severity: 'warning',
    occursIn: ['policy'],
  },
  wildcard_service: { meaning: 'is an ARN with a wildcard in its service', severity: 'warning', occursIn: ['policy'] },
  redundant: { meaning: 'is covered by another entry of its list', severity: 'warning', occursIn: ['policy'] },
  duplicate_statement: {
    meaning: 'is a statement that duplicates another one',
    severity: 'warning',
    occursIn: ['policy'],
  },
  pass_role_any: { meaning: 'allows any role to be passed to any service', severity: 'warning', occursIn: ['policy'] },
  allow_inverted: { meaning: 'allows everything except what it names', severity: 'warning', occursIn: ['policy'] },
  public_principal: { meaning: 'allows everyone to assume the role', severity: 'warning', occursIn: ['policy'] },
  template: { meaning: 'is a function of a template that is not resolved', severity: 'error', occursIn: ['policy'] },
  template_escape: {
    meaning: 'has an escape of Terraform or CloudFormation before a policy variable',
    severity: 'warning',
    occursIn: ['policy'],
  },
  missing_set_operator: {
    meaning: 'is a multivalued condition key without a set operator',
    severity: 'warning',
    occursIn: ['policy'],
  },
  operator_type: {
    meaning: 'is a condition key whose type is not the one that the operator compares',
    severity: 'warning',
    occursIn: ['policy'],
  },
  unknown_condition_key: {
    meaning: 'is a condition key with the prefix `aws:` that AWS no longer defines, or that is newer than this list',
    severity: 'warning',
    occursIn: ['policy'],
  },
  untrusted_key: {
    meaning: 'is a condition key whose value the caller chooses',
    severity: 'warning',
    occursIn: ['policy'],
  },
  broad_pattern: {
    meaning: 'has a wildcard where only exact values are safe',
    severity: 'warning',
    occursIn: ['policy'],
  },
  presence_test: { meaning: 'is a pattern that every value matches', severity: 'warning', occursIn: ['policy'] },
  missing_paired_key: {
    meaning: 'is a condition on a key that restricts little without another key',
    severity: 'warning',
    occursIn: ['policy'],
  },
  excluded_prefix: {
    meaning: 'is a condition that excludes values of `s3:prefix`, which hides nothing',
    severity: 'warning',
    occursIn: ['policy'],
  },
  short_arn: { meaning: 'is an ARN that is cut off at its end', severity: 'warning', occursIn: ['policy'] },
  invalid_account: { meaning: 'is not an AWS account ID', severity: 'warning', occursIn: ['policy'] },
  arn_account: {
    meaning: 'is an ARN with an account ID although its kind of resource has none',
    severity: 'warning',
    occursIn: ['policy'],
  },
  principal_id: {
    meaning: 'is the unique ID of a user or a role, which might have been deleted',
    severity: 'warning',
    occursIn: ['policy'],
  },
  confused_deputy: {
    meaning: 'allows a service to act on behalf of any account',
    severity: 'warning',
    occursIn: ['policy'],
  },
  open_identity_provider: {
    meaning: 'allows every user or customer of an identity provider to assume the role',
    severity: 'warning',
    occursIn: ['policy'],
  },
  trust_action: {
    meaning: 'has an action that none of its principals can call, or lacks one that they need',
    severity: 'warning',
    occursIn: ['policy'],
  },
  administrator_access: { meaning: 'allows every action on every resource', severity: 'warning', occursIn: ['policy'] },
  service_linked_role_any: {
    meaning: 'allows service-linked roles of any service to be created',
    severity: 'warning',
    occursIn: ['policy'],
  },
  uncovered_service: {
    meaning: 'is an action of a service that resource control policies do not cover, or that is newer than this list',
    severity: 'warning',
    occursIn: ['policy'],
  },
  no_allow: {
    meaning: 'is a level of an organization at which no service control policy allows anything',
    severity: 'warning',
    occursIn: ['input'],
  },
  unknown_shape: {
    meaning: 'is not a response of AWS that describes roles or policies',
    severity: 'error',
    occursIn: ['input', 'account'],
  },
  duplicate_role: { meaning: 'is a role that appears twice', severity: 'error', occursIn: ['account'] },
} as const satisfies Record<string, IssueDefinition>;
