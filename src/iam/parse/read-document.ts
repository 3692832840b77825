import { POLICY_LIMITS } from '../../aws/policy-limits.js';
import { quote } from '../../core/quote.js';
import { formatNumber } from '../../core/words.js';
import { DOCUMENT_ELEMENTS } from '../document.js';
import type { JsonMember, JsonNode } from './json.js';
import { lintStatement, reportDuplicates } from './lints.js';
import { describeNode, locationOf, readString, type ReadableKind, type Report } from './report.js';
import { readStatement, reportUnknown, type ParsedStatement } from './statement.js';
import { reportTemplate } from './template.js';
import { lintTrust } from './trust-lints.js';

/**
 * Reads a policy, with its elements in a fixed order, a list of statements, and strings for all condition values.
 * Without errors, the result is a policy of the kind.
 *
 * @param kind The kind of the policy, or `any` for a policy whose kind is unknown.
 */
export function readDocument(node: JsonNode, kind: ReadableKind, report: Report): unknown {
  if (node.kind !== 'object') {
    report.error('invalid_type', locationOf([], node), `a policy must be an object, not ${describeNode(node)}`);
    return undefined;
  }
  if (reportTemplate(node, report)) return undefined;
  if (!report.isLenient) checkCharacters(node, [], report);
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
  const document = {
    Version: version,
    ...(idText !== undefined && { Id: idText }),
    Statement: statements.map(({ statement }) => statement),
  };
  if (!report.isLenient) checkSize(document, node, kind, report);
  return document;
}

/** The quotas that tell something about one policy. Those of other resources depend on the service. */
const QUOTAS: Partial<Record<ReadableKind, keyof typeof POLICY_LIMITS>> = {
  identity: 'managed-policy',
  trust: 'trust-policy',
};

function checkSize(document: object, node: JsonNode, kind: ReadableKind, report: Report): void {
  const attachment = QUOTAS[kind];
  if (attachment === undefined) return;
  const { length } = JSON.stringify(document);
  const { limit } = POLICY_LIMITS[attachment];
  if (length <= limit) return;
  const quota = `${formatNumber(limit)} characters of a ${attachment.replace('-', ' ')}`;
  report.warning(
    'over_quota',
    locationOf([], node),
    `the policy has ${formatNumber(length)} characters, over the ${quota}`,
  );
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
  kind: ReadableKind,
  report: Report,
): ParsedStatement[] {
  if (node === undefined) {
    report.error('missing', locationOf([], document), 'the policy has no `Statement`');
    return [];
  }
  const nodes = node.kind === 'array' ? node.items : [node];
  if (nodes.length === 0) report.refuse('empty', locationOf(['Statement'], node), 'the policy has no statements');
  const statements = nodes.flatMap((item, index) => {
    const statement = readStatement(item, ['Statement', index], kind, report);
    if (statement === undefined) return [];
    return [statement];
  });
  if (report.isLenient) return statements;
  for (const statement of statements) {
    lintStatement(statement, kind, report);
    if (kind === 'trust') lintTrust(statement, report);
  }
  checkSids(statements, kind, report);
  reportDuplicates(statements, report);
  return statements;
}

/**
 * In policies of identities and of roles, a Sid must be unique.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Sid". Policies of other services are accepted with the same Sid
 * twice; Source: examples in AWS's documentation, such as the key policies of the AWS KMS Developer Guide.
 */
function checkSids(statements: readonly ParsedStatement[], kind: ReadableKind, report: Report): void {
  const seen = new Set<string>();
  const add = kind === 'resource' ? report.warning : report.refuse;
  for (const {
    statement: { Sid: sid },
    place,
  } of statements) {
    if (sid === '') report.warning('missing', { ...place, path: [...place.path, 'Sid'] }, 'the Sid is empty');
    if (sid === undefined || sid === '') continue;
    if (seen.has(sid)) add('duplicate_sid', place, `the Sid ${quote(sid)} appears twice`);
    seen.add(sid);
  }
}

/** Source: IAM API Reference, the pattern of policy documents. */
const FOREIGN = /[^\t\n\r\u0020-\u00ff]/;

function checkCharacters(node: JsonNode, path: (string | number)[], report: Report): void {
  if (node.kind === 'string' && FOREIGN.test(node.text)) {
    report.refuse(
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
