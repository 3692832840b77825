import { asError, InvalidInputError, notOneOf, type Issue } from '../../core/issue.js';
import {
  POLICY_KINDS,
  type AnyPolicy,
  type PolicyDocument,
  type PolicyKind,
  type ResourcePolicyDocument,
  type TrustPolicyDocument,
} from '../document.js';
import { judge, rejections } from './judge.js';
import { readDocument } from './read-document.js';
import { createReport, type ReadableKind } from './report.js';
import { readPolicyInput } from './responses.js';

/** A policy document with its warnings, or every problem of the input. */
export type ParsedPolicy<Document = AnyPolicy> =
  | { success: true; document: Document; warnings: Issue[] }
  | { success: false; issues: Issue[] };

type DocumentOf = {
  identity: PolicyDocument;
  trust: TrustPolicyDocument;
  resource: ResourcePolicyDocument;
  scp: PolicyDocument;
  rcp: ResourcePolicyDocument;
};

/**
 * Parses a policy as AWS returns it or as people write it: JSON text, URL-encoded text, a value, or the response of
 * `GetPolicyVersion`, `GetRolePolicy`, `GetRole` or `GetBucketPolicy`; one statement or a list; one string or a list;
 * `true` or `"true"`.
 *
 * Throws what IAM would reject. Use {@link safeParsePolicy} to get warnings for what IAM accepts although it has no
 * effect or is dangerous. The document has its elements in a fixed order, a list of statements, strings for all
 * condition values, and a `Version`: a policy without one has `2008-10-17`, which does not support policy variables.
 *
 * @param input JSON text of at most 131,072 characters, or a value.
 * @param kind The kind of the policy, by default the kind that the response has, or else `identity`. It decides which
 *   elements a statement must and can have.
 * @returns The policy document, a new object.
 * @throws {InvalidInputError} With every problem: code, path and, for text, line and column.
 *
 * @example
 * parsePolicy('{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}');
 * // {
 * //   Version: '2008-10-17',
 * //   Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
 * // }
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language"; for what IAM rejects, its recorded behavior.
 */
export function parsePolicy<Kind extends PolicyKind = 'identity'>(input: unknown, kind?: Kind): DocumentOf[Kind] {
  const result = readWith(input, checkedKind(kind), { judge: rejections }) as ParsedPolicy<DocumentOf[Kind]>;
  if (!result.success) throw new InvalidInputError(result.issues.filter(isError));
  return result.document;
}

/**
 * Parses a policy like {@link parsePolicy}, but returns problems instead of throwing them, and also returns warnings.
 *
 * @param input JSON text of at most 131,072 characters, or a value.
 * @param kind The kind of the policy, by default the kind that the response has, or else `identity`.
 * @returns The document and its warnings, or every error and warning.
 * @throws {InvalidInputError} If `kind` is not a kind of policy.
 *
 * @example
 * safeParsePolicy('{"Version":"2012-10-17","Statement":[]}');
 * // {
 * //   success: false,
 * //   issues: [
 * //     {
 * //       code: 'empty',
 * //       path: ['Statement'],
 * //       message: 'the policy has no statements',
 * //       severity: 'error',
 * //       position: { line: 1, column: 37 },
 * //     },
 * //   ],
 * // }
 */
export function safeParsePolicy<Kind extends PolicyKind = 'identity'>(
  input: unknown,
  kind?: Kind,
): ParsedPolicy<DocumentOf[Kind]> {
  return readWith(input, checkedKind(kind), { judge }) as ParsedPolicy<DocumentOf[Kind]>;
}

function checkedKind(kind: PolicyKind | undefined): PolicyKind | undefined {
  if (kind === undefined || POLICY_KINDS.includes(kind)) return kind;
  throw new InvalidInputError([{ ...notOneOf('kind of policy', kind, POLICY_KINDS), path: ['kind'] }]);
}

/**
 * Reads a policy that AWS returned: what AWS has is a policy, even where IAM would reject it today. Only what has no
 * meaning is an error, and there are no warnings.
 *
 * @param kind The kind of the policy, or `any` if it is unknown.
 */
export function safeReadPolicy<Kind extends PolicyKind>(
  input: unknown,
  kind: Kind | 'any',
): ParsedPolicy<DocumentOf[Kind]> {
  return readWith(input, kind, { lenient: true }) as ParsedPolicy<DocumentOf[Kind]>;
}

function readWith(
  input: unknown,
  kind: ReadableKind | undefined,
  options: Parameters<typeof createReport>[1],
): ParsedPolicy {
  const { node, problems, path, kind: kindOfResponse } = readPolicyInput(input);
  const issues = problems.map(asError);
  if (node === undefined) return { success: false, issues };
  const report = createReport(issues, { ...options, within: path });
  const document = readDocument(node, kind ?? kindOfResponse ?? 'identity', report);
  if (issues.some(isError)) return { success: false, issues };
  return { success: true, document: document as AnyPolicy, warnings: issues };
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}
