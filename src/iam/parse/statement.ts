import { quote } from '../../core/quote.js';
import { STATEMENT_ELEMENTS, type AnyStatement, type Effect, type PolicyKind } from '../document.js';
import { readCondition } from './condition.js';
import { readActions, readPrincipal, readResources } from './elements.js';
import type { JsonMember, JsonNode } from './json.js';
import { coversAction, coversResource, reportRedundant } from './redundancy.js';
import {
  describeNode,
  locationOf,
  readString,
  valueOf,
  type Path,
  type Location,
  type Report,
  type StringList,
} from './report.js';

export type ParsedStatement = { statement: AnyStatement; place: Location };

type Element = (typeof STATEMENT_ELEMENTS)[number];

/** The elements that each kind of policy requires, one of each pair, and those that it does not allow. */
const RULES: Record<PolicyKind, { required: [Element, Element][]; forbidden: Element[] }> = {
  identity: {
    required: [
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
    ],
    forbidden: ['Principal', 'NotPrincipal'],
  },
  trust: {
    required: [
      ['Principal', 'Principal'],
      ['Action', 'NotAction'],
    ],
    forbidden: ['NotPrincipal', 'Resource', 'NotResource'],
  },
  resource: {
    required: [
      ['Principal', 'NotPrincipal'],
      ['Action', 'NotAction'],
    ],
    forbidden: [],
  },
};

const EXCLUSIVE: [Element, Element][] = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
];

export function readStatement(
  node: JsonNode,
  path: Path,
  kind: PolicyKind,
  report: Report,
): ParsedStatement | undefined {
  const place = locationOf(path, node);
  if (node.kind !== 'object') {
    report.error('invalid_type', place, `a statement must be an object, not ${describeNode(node)}`);
    return undefined;
  }
  const members = new Map<string, JsonMember>(node.members.map((member) => [member.key, member]));
  for (const member of node.members) reportUnknown(member, path, STATEMENT_ELEMENTS, report);
  checkPresence(members, place, kind, report);

  const effect = readEffect(members.get('Effect'), place, report);
  const statement: Record<string, unknown> = {};
  for (const element of STATEMENT_ELEMENTS) {
    const member = members.get(element);
    if (member === undefined) continue;
    statement[element] = readElement(element, member.node, [...path, element], kind, effect, report);
  }
  return { statement: statement as AnyStatement, place };
}

/** Reports a member that is not an element of the policy language. */
export function reportUnknown(
  { key, position }: JsonMember,
  path: Path,
  elements: readonly string[],
  report: Report,
): void {
  if (elements.includes(key)) return;
  const meant = elements.find((element) => element.toLowerCase() === key.toLowerCase());
  const hint = meant === undefined ? `one of ${elements.map(quote).join(', ')}` : `did you mean ${quote(meant)}?`;
  report.error(
    'unknown_element',
    { path: [...path, key], position },
    `${quote(key)} is not an element of the policy language`,
    hint,
  );
}

function checkPresence(
  members: ReadonlyMap<string, JsonMember>,
  place: Location,
  kind: PolicyKind,
  report: Report,
): void {
  for (const [one, other] of EXCLUSIVE) {
    const excluded = members.get(other);
    if (members.has(one) && excluded !== undefined) {
      report.error(
        'conflicting_elements',
        { path: [...place.path, other], position: excluded.position },
        `${quote(other)} cannot be combined with ${quote(one)}`,
      );
    }
  }
  for (const [one, other] of RULES[kind].required) {
    if (members.has(one) || members.has(other)) continue;
    const names = one === other ? quote(one) : `${quote(one)} or ${quote(other)}`;
    report.error('missing', place, `the statement has no ${names}`);
  }
  for (const element of RULES[kind].forbidden) {
    const member = members.get(element);
    if (member === undefined) continue;
    const name = kind === 'trust' ? 'a trust policy' : 'an identity-based policy';
    report.error(
      'forbidden_element',
      { path: [...place.path, element], position: member.position },
      `${quote(element)} is not allowed in ${name}`,
    );
  }
}

function readEffect(member: JsonMember | undefined, place: Location, report: Report): Effect | undefined {
  if (member === undefined) {
    report.error('missing', place, 'the statement has no `Effect`');
    return undefined;
  }
  const path = [...place.path, 'Effect'];
  const text = readString(member.node, path, '`Effect`', report);
  if (text === 'Allow' || text === 'Deny') return text;
  if (text !== undefined) {
    report.error(
      'unknown_value',
      locationOf(path, member.node),
      `${quote(text)} is not an effect`,
      'use `Allow` or `Deny`, in this letter case',
    );
  }
  return undefined;
}

function readElement(
  element: Element,
  node: JsonNode,
  path: Path,
  kind: PolicyKind,
  effect: Effect | undefined,
  report: Report,
): unknown {
  switch (element) {
    case 'Sid':
      return readSid(node, path, report);
    case 'Effect':
      return effect;
    case 'Principal':
    case 'NotPrincipal':
      return readPrincipal(node, path, report);
    case 'Action':
    case 'NotAction':
      return readActionList(node, path, kind, report);
    case 'Resource':
    case 'NotResource':
      return checkedList(readResources(node, path, report), coversResource, locationOf(path, node), report);
    case 'Condition':
      return readCondition(node, path, effect, report);
  }
}

/** Source: IAM User Guide, "IAM JSON policy elements: Sid". Some services accept more in resource-based policies. */
function readSid(node: JsonNode, path: Path, report: Report): string | undefined {
  const sid = readString(node, path, '`Sid`', report);
  if (sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid)) {
    report.error(
      'invalid_characters',
      locationOf(path, node),
      `the Sid ${quote(sid)} must have only letters and digits`,
    );
  }
  return sid;
}

function readActionList(node: JsonNode, path: Path, kind: PolicyKind, report: Report): string | string[] {
  const texts = readActions(node, path, report);
  for (const { text, place } of texts.entries) {
    if (kind === 'trust' && !/^sts:/i.test(text)) {
      report.error(
        'invalid_action',
        place,
        `${quote(text)} is not an STS action; trust policies allow only \`sts:\` actions`,
      );
    }
  }
  return checkedList(texts, coversAction, locationOf(path, node), report);
}

function checkedList(
  texts: StringList,
  covers: (outer: string, inner: string) => boolean,
  place: Location,
  report: Report,
): string | string[] {
  if (texts.isList && texts.entries.length === 0) report.error('empty', place, 'the list is empty');
  reportRedundant(texts, covers, report);
  return valueOf(texts);
}
