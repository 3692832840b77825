import type { IssueCode, Position } from '../../core/issue.js';
import { readPartialJson, type PartialJson } from './partial-json.js';

/** What a command wants: a policy, the export of an account, or the grants of `--data-access`. */
export type Wanted = 'policy' | 'export' | 'grants';

/** The beginning of an input, by which it is recognized. */
export type Sample = {
  text: string;
  /** Whether the text is the whole input. */
  isWhole: boolean;
  wanted: Wanted;
  /** What its first JSON value is, as far as it can be read. */
  json: PartialJson;
};

/** What an input is instead of what is wanted. */
export type Recognized = {
  code: IssueCode;
  message: string;
  hint: string;
  /** Where in the text; its first character if missing. */
  offset?: number;
  /** Whether it is what is wanted, with an error of JSON syntax in it. */
  isSyntax?: boolean;
};

/** Builds the sample of a text. */
export function sampleOf(text: string, isWhole: boolean, wanted: Wanted): Sample {
  return { text, isWhole, wanted, json: readPartialJson(text) };
}

/** What is wanted, as a noun. */
export const NOUNS: Readonly<Record<Wanted, string>> = {
  policy: 'a policy',
  export: 'the export of an account',
  grants: 'a list of data access grants',
};

/** What to give, where the input itself does not show the remedy. */
export const REMEDIES: Readonly<Record<Wanted, string>> = {
  policy: 'pass a policy in JSON, for example the output of `aws iam get-role-policy --output json`',
  export: 'pass the output of `aws iam get-account-authorization-details --output json`',
  grants: 'pass a JSON list, for example `[{"service": "s3", "bucket": "my-bucket"}]`',
};

/** Line and column of an offset. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
