/**
 * The shapes that the reference evaluator reads. They are wider than the types of the library: policies as people write
 * them in JSON.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language" (reference_policies_grammar.html).
 */

export type Scalar = string | number | boolean;
export type OneOrMore<Value> = Value | readonly Value[];

export type PrincipalElement = '*' | { readonly [kind: string]: OneOrMore<string> };

export type Statement = {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PrincipalElement;
  readonly NotPrincipal?: PrincipalElement;
  readonly Action?: OneOrMore<string>;
  readonly NotAction?: OneOrMore<string>;
  readonly Resource?: OneOrMore<string>;
  readonly NotResource?: OneOrMore<string>;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: OneOrMore<Scalar> } };
};

export type Policy = {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: OneOrMore<Statement>;
};

export type RequestPrincipal =
  | string
  | { readonly AWS: string }
  | { readonly Service: string }
  | { readonly Federated: string }
  | { readonly CanonicalUser: string };

export type Request = {
  readonly action: string;
  readonly resource: string;
  readonly context?: { readonly [key: string]: OneOrMore<string> };
  /** `anonymous`, a string for `{ AWS }`, or a principal of one kind. Without it, the caller is not known. */
  readonly principal?: RequestPrincipal;
  /** Whether the IAM user or role has a permissions boundary. */
  readonly permissionsBoundary?: boolean;
};

/** What AWS's pages leave open. The first value of each is the default. */
export type Reading = {
  readonly colons: 'cross' | 'stay';
  readonly emptyValue: 'present' | 'absent';
  readonly mistypedValue: 'differs' | 'fails';
  readonly notPrincipal: 'complete' | 'named';
};

export const DEFAULT_READING: Reading = {
  colons: 'cross',
  emptyValue: 'present',
  mistypedValue: 'differs',
  notPrincipal: 'complete',
};

/**
 * `undetermined`: the request does not say who makes it, and that decides. `refused`: a policy has `NotPrincipal` with
 * Allow, which "is not supported" (reference_policies_elements_notprincipal.html).
 */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny' | 'undetermined' | 'refused';

/** The elements of a list that may be one value without brackets; none if the element is missing. */
export function listOf<Value>(value: OneOrMore<Value> | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}

const FOLDED = new Map<string, string>();

/** ASCII letters in lowercase, everything else as it is: names of actions and keys are ASCII. */
export function foldCase(text: string): string {
  let folded = FOLDED.get(text);
  if (folded === undefined) {
    if (FOLDED.size > 20_000) FOLDED.clear();
    folded = text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
    FOLDED.set(text, folded);
  }
  return folded;
}
