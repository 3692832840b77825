import { quote } from './quote.js';

/**
 * What can be wrong with an input. The list is closed: a new code is a minor release, a changed meaning a major one.
 *
 * | code | the value |
 * | --- | --- |
 * | `missing` | is `undefined`, `null` or the empty string |
 * | `invalid_type` | has the wrong JSON type |
 * | `unknown_value` | is none of the values that exist |
 * | `unknown_parameter` | stands under a name that means nothing here |
 * | `surrounding_whitespace` | begins or ends with white space |
 * | `upper_case` | has upper-case letters where AWS takes none |
 * | `invalid_characters` | has other characters that AWS does not take |
 * | `edge_hyphen` | begins or ends with a hyphen |
 * | `too_long` | is longer, or makes a name longer, than AWS takes |
 * | `too_short` | is shorter than AWS takes |
 * | `out_of_range` | is a number outside of what AWS takes |
 * | `over_quota` | makes a policy or a role larger than AWS takes |
 * | `reserved_name` | makes a name that AWS keeps for itself |
 * | `placeholder` | is a placeholder of the documentation |
 * | `invalid_region` | is not an AWS Region of any partition |
 * | `availability_zone` | is an availability zone, where a Region is wanted |
 * | `invalid_action` | is not one action of the form `service:Name` |
 * | `invalid_arn` | is not an ARN, or lacks fields of one |
 * | `wrong_partition` | is an ARN of another partition than the Region's, or of another account or Region than the rest |
 * | `wrong_service` | is an ARN of another service |
 * | `invalid_principal` | is not a principal |
 * | `unknown_operator` | is not a condition operator |
 * | `duplicate_key` | stands under a key that was there before |
 * | `invalid_json` | is not JSON |
 * | `too_deep` | is nested deeper than any policy |
 * | `unknown_element` | stands under a name that is no element of a policy |
 * | `conflicting_elements` | is there beside the element that it excludes |
 * | `forbidden_element` | has no place in this kind of policy |
 * | `empty` | is an empty list or object |
 * | `duplicate_sid` | is a `Sid` that another statement has |
 * | `invalid_resource` | is a resource of a form that IAM refuses |
 * | `invalid_condition_key` | is not the name of a condition key |
 * | `invalid_value` | is a text that the operator cannot compare |
 * | `missing_version` | is a policy without `Version`, or with the old one: variables are literal text in it |
 * | `operator_case` | is an operator in another letter case than AWS's own |
 * | `literal_wildcard` | has a wildcard where an operator compares letter by letter |
 * | `invalid_variable` | looks like a policy variable and is none |
 * | `unsupported_variable` | is a policy variable where there are none |
 * | `host_bits` | is a block of addresses with bits set beyond its prefix |
 * | `private_address` | is a private address, where only public ones occur |
 * | `set_operator` | is a set operator on a key that has one value |
 * | `absent_key_allowed` | is a `ForAllValues` that allows requests without the key |
 * | `wildcard_service` | has a wildcard for the service |
 * | `redundant` | is covered by another entry of its list |
 * | `duplicate_statement` | is a statement that is there twice |
 * | `pass_role_any` | lets any role be passed to any service |
 * | `allow_inverted` | allows all but what it names |
 * | `public_principal` | lets everyone in |
 * | `unknown_shape` | is nothing that AWS returns for an account |
 * | `duplicate_role` | is a role that was there before |
 */
export type IssueCode =
  | 'missing'
  | 'invalid_type'
  | 'unknown_value'
  | 'unknown_parameter'
  | 'surrounding_whitespace'
  | 'upper_case'
  | 'invalid_characters'
  | 'edge_hyphen'
  | 'too_long'
  | 'too_short'
  | 'out_of_range'
  | 'over_quota'
  | 'reserved_name'
  | 'placeholder'
  | 'invalid_region'
  | 'availability_zone'
  | 'invalid_action'
  | 'invalid_arn'
  | 'wrong_partition'
  | 'wrong_service'
  | 'invalid_principal'
  | 'unknown_operator'
  | 'duplicate_key'
  | 'invalid_json'
  | 'too_deep'
  | 'unknown_element'
  | 'conflicting_elements'
  | 'forbidden_element'
  | 'empty'
  | 'duplicate_sid'
  | 'invalid_resource'
  | 'invalid_condition_key'
  | 'invalid_value'
  | 'missing_version'
  | 'operator_case'
  | 'literal_wildcard'
  | 'invalid_variable'
  | 'unsupported_variable'
  | 'host_bits'
  | 'private_address'
  | 'set_operator'
  | 'absent_key_allowed'
  | 'wildcard_service'
  | 'redundant'
  | 'duplicate_statement'
  | 'pass_role_any'
  | 'allow_inverted'
  | 'public_principal'
  | 'unknown_shape'
  | 'duplicate_role';

/** A problem, before it is known where the value stood. */
export type Problem = {
  code: IssueCode;
  /** One lower-case sentence without a full stop, the offending value in backticks. */
  message: string;
  /** What to do about it, where that is known. */
  hint?: string;
};

/** A problem with an input, as data. */
export type Issue = Problem & {
  /** Where the value stood, from the outside in: `['orgId']`. */
  path: (string | number)[];
  /** `warning` for what AWS accepts, though it is useless or dangerous; an error, if it is not there. */
  severity?: 'warning';
  /** Where it stood in the text, if the input was a text. */
  position?: Position;
};

/** A place in a text; lines and columns from 1, columns in UTF-16 units. */
export type Position = { line: number; column: number };

/**
 * Thrown for bad input, always with **all** problems of the call.
 *
 * @example
 * try {
 *   buildServerPolicy('UPSOLVER_ORG_ID', 'us-east-1');
 * } catch (error) {
 *   if (error instanceof InvalidInputError) error.issues[0]?.code; // 'placeholder'
 * }
 */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError';
  /** Every problem found, in the order of the parameters. */
  readonly issues: Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join('\n'));
    this.issues = [...issues];
  }

  /** The error as plain data, for `JSON.stringify`. */
  toJSON(): { name: 'InvalidInputError'; issues: Issue[] } {
    return { name: this.name, issues: this.issues };
  }
}

/**
 * An issue as one line of text.
 *
 * @example
 * formatIssue({ code: 'missing', path: ['orgId'], message: 'the organization id is missing' });
 * // 'orgId: the organization id is missing'
 */
export function formatIssue(issue: Issue): string {
  const { position } = issue;
  const line = position === undefined ? '' : `line ${position.line}, column ${position.column}: `;
  const place = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  const hint = issue.hint === undefined ? '' : ` (${issue.hint})`;
  return `${line}${place}${issue.message}${hint}`;
}

/** The problem of a value that should have been a string, or of one that is not there. */
export function notAString(what: string, value: unknown): Problem {
  return value === undefined || value === null
    ? { code: 'missing', message: `the ${what} is missing` }
    : { code: 'invalid_type', message: `the ${what} must be a string, not ${quote(value)}` };
}

/**
 * The problem of a value that is none of the values that exist.
 *
 * @param didYouMean The value that was probably meant, where there is a good guess.
 */
export function notOneOf(what: string, value: unknown, choices: readonly string[], didYouMean?: string): Problem {
  const all = `one of ${choices.map(quote).join(', ')}`;
  if (typeof value !== 'string') return { ...notAString(what, value), hint: all };
  return {
    code: 'unknown_value',
    message: `${quote(value)} is not a known ${what}`,
    hint: didYouMean === undefined ? all : `did you mean ${quote(didYouMean)}? ${all}`,
  };
}
