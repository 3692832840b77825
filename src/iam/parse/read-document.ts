import { quote } from '../../core/quote.js';
import { DOCUMENT_ELEMENTS } from '../document.js';
import type { JsonMember, JsonNode } from './json.js';
import {
  describeNode,
  locationOf,
  readString,
  type ParsedStatement,
  type ReadableKind,
  type Report,
} from './report.js';
import { readStatement, reportUnknown } from './statement.js';
import { reportTemplate } from './template.js';

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
  report.judge?.text(node, report);
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
  report.judge?.document({ document, statements, node }, kind, report);
  return document;
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
  const rules = report.judge?.kindOfStatements(node, kind) ?? kind;
  if (nodes.length === 0) report.refuse('empty', locationOf(['Statement'], node), 'the policy has no statements');
  return nodes.flatMap((item, index) => readStatement(item, ['Statement', index], rules, report) ?? []);
}
