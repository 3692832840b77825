import { asError, InvalidInputError, notOneOf, type Issue, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { formatNumber } from '../../core/words.js';
import {
  DOCUMENT_ELEMENTS,
  POLICY_KINDS,
  type AnyPolicy,
  type PolicyDocument,
  type PolicyKind,
  type ResourcePolicyDocument,
  type TrustPolicyDocument,
} from '../document.js';
import { nodeOf, readJson, type JsonMember, type JsonNode, type JsonResult } from './json.js';
import { lintStatement, reportDuplicates } from './lints.js';
import { createReport, describeNode, locationOf, readString, type Report } from './report.js';
import { readStatement, reportUnknown, type ParsedStatement } from './statement.js';

/** A policy document with its warnings, or every problem of the input. */
export type ParsedPolicy<Document = AnyPolicy> =
  | { success: true; document: Document; warnings: Issue[] }
  | { success: false; issues: Issue[] };

type DocumentOf = { identity: PolicyDocument; trust: TrustPolicyDocument; resource: ResourcePolicyDocument };

/** The longest document that the IAM API accepts, including whitespace. */
const MAX_LENGTH = 131_072;

/**
 * Parses a policy as AWS returns it or as people write it: JSON text, URL-encoded text as in the response of
 * `GetRolePolicy`, or a value; one statement or a list; one string or a list; `true` or `"true"`.
 *
 * Throws what IAM would reject. Use {@link safeParsePolicy} to get warnings for what IAM accepts although it has no
 * effect or is dangerous. The document has its elements in a fixed order, a list of statements, strings for all
 * condition values, and a `Version`: a policy without one has `2008-10-17`, which does not support policy variables.
 *
 * @param input JSON text of at most 131,072 characters, or a value.
 * @param kind The kind of the policy, by default `identity`. It decides which elements a statement must and can have.
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
  const result = safeParsePolicy<Kind>(input, kind);
  if (!result.success) throw new InvalidInputError(result.issues.filter(isError));
  return result.document;
}

/**
 * Parses a policy like {@link parsePolicy}, but returns problems instead of throwing them, and also returns warnings.
 *
 * @param input JSON text of at most 131,072 characters, or a value.
 * @param kind The kind of the policy, by default `identity`.
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
  kind: Kind = 'identity' as Kind,
): ParsedPolicy<DocumentOf[Kind]> {
  if (!POLICY_KINDS.includes(kind)) {
    throw new InvalidInputError([{ ...notOneOf('kind of policy', kind, POLICY_KINDS), path: ['kind'] }]);
  }
  const { node, problems } = readInput(input);
  const issues = problems.map(asError);
  if (node === undefined) return { success: false, issues };
  const document = readDocument(node, kind, createReport(issues));
  if (issues.some(isError)) return { success: false, issues };
  return { success: true, document: document as DocumentOf[Kind], warnings: issues };
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}

function readInput(input: unknown): JsonResult {
  if (typeof input !== 'string') return nodeOf(input);
  if (input.length > 3 * MAX_LENGTH) return { problems: [tooLong(input.length)] };
  const text = decode(input.replace(/^\ufeff/, ''));
  if (text.length > MAX_LENGTH) return { problems: [tooLong(text.length)] };
  return readJson(text);
}

function tooLong(length: number): LocatedProblem {
  return {
    code: 'too_long',
    path: [],
    message: `the policy must have at most ${formatNumber(MAX_LENGTH)} characters, not ${formatNumber(length)}`,
  };
}

/** Text that begins with a percent sign is URL-encoded: no JSON text begins with one. */
function decode(text: string): string {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readDocument(node: JsonNode, kind: PolicyKind, report: Report): unknown {
  if (node.kind !== 'object') {
    report.error('invalid_type', locationOf([], node), `a policy must be an object, not ${describeNode(node)}`);
    return undefined;
  }
  checkCharacters(node, [], report);
  const members = new Map<string, JsonMember>(node.members.map((member) => [member.key, member]));
  for (const member of node.members) reportUnknown(member, [], DOCUMENT_ELEMENTS, report);
  const version = readVersion(members.get('Version')?.node, node, report);
  const id = members.get('Id');
  const idText = id && readString(id.node, ['Id'], '`Id`', report);
  if (id && kind === 'identity') {
    report.warning(
      'forbidden_element',
      { path: ['Id'], position: id.position },
      '`Id` is not allowed in an identity-based policy',
    );
  }
  const statements = readStatements(members.get('Statement')?.node, node, kind, report);
  return {
    Version: version,
    ...(idText !== undefined && { Id: idText }),
    Statement: statements.map(({ statement }) => statement),
  };
}

function readVersion(node: JsonNode | undefined, document: JsonNode, report: Report): string {
  const old = '2008-10-17';
  const hint = 'use `"Version": "2012-10-17"`; managed policies require it';
  if (node === undefined) {
    report.warning(
      'missing_version',
      locationOf([], document),
      'the policy has no `Version`, so policy variables in it are literal',
      hint,
    );
    return old;
  }
  const text = readString(node, ['Version'], '`Version`', report);
  if (text === old) {
    report.warning(
      'missing_version',
      locationOf(['Version'], node),
      'this version does not support policy variables; they are literal',
      hint,
    );
  } else if (text !== undefined && text !== '2012-10-17') {
    report.error(
      'unknown_value',
      locationOf(['Version'], node),
      `${quote(text)} is not a version of the policy language`,
      'use `2012-10-17`, or the older `2008-10-17`',
    );
  }
  return text ?? old;
}

function readStatements(
  node: JsonNode | undefined,
  document: JsonNode,
  kind: PolicyKind,
  report: Report,
): ParsedStatement[] {
  if (node === undefined) {
    report.error('missing', locationOf([], document), 'the policy has no `Statement`');
    return [];
  }
  const nodes = node.kind === 'array' ? node.items : [node];
  if (nodes.length === 0) report.error('empty', locationOf(['Statement'], node), 'the policy has no statements');
  const statements = nodes.flatMap((item, index) => {
    const statement = readStatement(item, ['Statement', index], kind, report);
    if (statement === undefined) return [];
    lintStatement(statement, kind === 'trust', report);
    return [statement];
  });
  checkSids(statements, report);
  reportDuplicates(statements, report);
  return statements;
}

function checkSids(statements: readonly ParsedStatement[], report: Report): void {
  const seen = new Set<string>();
  for (const {
    statement: { Sid: sid },
    place,
  } of statements) {
    if (sid === undefined || sid === '') continue;
    if (seen.has(sid)) report.error('duplicate_sid', place, `the Sid ${quote(sid)} appears twice`);
    seen.add(sid);
  }
}

/** Source: IAM API Reference, the pattern of policy documents. */
const FOREIGN = /[^\t\n\r\u0020-\u00ff]/;

function checkCharacters(node: JsonNode, path: (string | number)[], report: Report): void {
  if (node.kind === 'string' && FOREIGN.test(node.text)) {
    report.error(
      'invalid_characters',
      locationOf(path, node),
      `${quote(node.text)} has characters that IAM does not allow in a policy`,
    );
  } else if (node.kind === 'array') {
    node.items.forEach((item, index) => checkCharacters(item, [...path, index], report));
  } else if (node.kind === 'object') {
    for (const { key, node: value } of node.members) checkCharacters(value, [...path, key], report);
  }
}
