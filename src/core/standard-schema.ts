import type { IssueCode } from './issue.js';

/**
 * A validator that follows the Standard Schema specification, version 1 (https://standardschema.dev), so that any
 * library that accepts such validators accepts ours. Written out here, so that no other package's types are needed.
 *
 * @example
 * orgIdSchema['~standard'].validate('acme'); // { value: 'acme' }
 */
export type StandardSchema<Output> = {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'upsolver-iam';
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** Never set; it carries the types. */
    readonly types?: { readonly input: Output; readonly output: Output } | undefined;
  };
};

/** What a Standard Schema validator returns: the value, or the issues. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** A Standard Schema issue; ours also carry the stable `code` and the `hint`. */
export type StandardIssue = {
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly code: IssueCode;
  readonly hint?: string;
};
