import { quote } from '../../core/quote.js';
import { KIND_NAMES, STATEMENT_ELEMENTS, type AnyStatement, type Effect, type PolicyKind } from '../document.js';
import { readActions } from './actions.js';
import { readCondition } from './condition.js';
import type { JsonMember, JsonNode } from './json.js';
import { readPrincipal } from './principals.js';
import {
  describeNode,
  locationOf,
  readString,
  valueOf,
  type Path,
  type Location,
  type ParsedStatement,
  type ReadableKind,
  type Report,
  type StringList,
} from './report.js';
import { readResources } from './resources.js';

type Element = (typeof STATEMENT_ELEMENTS)[number];

/** The elements that each kind of policy requires, one of each list, and those that it does not allow. */
const RULES: Record<ReadableKind, { required: Element[][]; forbidden: Element[] }> = {
  identity: {
    required: [
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
    ],
    forbidden: ['Principal', 'NotPrincipal'],
  },
  trust: {
    required: [['Principal'], ['Action', 'NotAction']],
    forbidden: ['NotPrincipal', 'Resource', 'NotResource'],
  },
  resource: {
    required: [
      ['Principal', 'NotPrincipal'],
      ['Action', 'NotAction'],
    ],
    forbidden: [],
  },
  scp: {
    required: [
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
    ],
    forbidden: ['Principal', 'NotPrincipal'],
  },
  rcp: {
    required: [
      ['Principal', 'NotPrincipal'],
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
    ],
    forbidden: ['NotPrincipal', 'NotAction'],
  },
  any: {
    required: [
      ['Action', 'NotAction'],
      ['Principal', 'NotPrincipal', 'Resource', 'NotResource'],
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
  kind: ReadableKind,
  report: Report,
): ParsedStatement | undefined {
  const place = locationOf(path, node);
  if (node.kind !== 'object') {
    report.error('invalid_type', place, `a statement must be an object, not ${describeNode(node)}`);
    return undefined;
  }
  let isWhole = true;
  const error: Report['error'] = (...problem) => {
    isWhole = false;
    report.error(...problem);
  };
  const statement = readElements(node.members, place, kind, { ...report, error });
  return { statement, place, isWhole };
}

function readElements(nodes: readonly JsonMember[], place: Location, kind: ReadableKind, report: Report): AnyStatement {
  const { path } = place;
  const members = new Map<string, JsonMember>(nodes.map((member) => [member.key, member]));
  for (const member of nodes) reportUnknown(member, path, STATEMENT_ELEMENTS, report);
  checkPresence(members, place, kind, report);

  const effect = readEffect(members.get('Effect'), place, report);
  checkNotPrincipal(members.get('NotPrincipal'), effect, kind, path, report);
  const effectNode = members.get('Effect')?.node;
  if (kind === 'rcp' && effect !== undefined && effectNode !== undefined) {
    report.judge?.rcp({ element: 'Effect', text: effect, place: locationOf([...path, 'Effect'], effectNode) }, report);
  }
  const statement: Record<string, unknown> = {};
  for (const element of STATEMENT_ELEMENTS) {
    const member = members.get(element);
    if (member === undefined) continue;
    statement[element] = readElement(element, member.node, [...path, element], kind, effect, report);
  }
  return statement as AnyStatement;
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
  kind: ReadableKind,
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
  for (const elements of RULES[kind].required) {
    if (elements.some((element) => members.has(element))) continue;
    report.error('missing', place, `the statement has no ${elements.map(quote).join(' or ')}`);
  }
  for (const element of RULES[kind].forbidden) {
    const member = members.get(element);
    if (member === undefined) continue;
    report.refuse(
      'forbidden_element',
      { path: [...place.path, element], position: member.position },
      `${quote(element)} is not allowed in ${KIND_NAMES[kind as PolicyKind]}`,
    );
  }
}

/** Source: IAM User Guide, "IAM JSON policy elements: NotPrincipal": with `Allow`, it is not supported. */
function checkNotPrincipal(
  member: JsonMember | undefined,
  effect: Effect | undefined,
  kind: ReadableKind,
  path: Path,
  report: Report,
): void {
  if (member === undefined || effect !== 'Allow' || RULES[kind].forbidden.includes('NotPrincipal')) return;
  report.error(
    'conflicting_elements',
    { path: [...path, 'NotPrincipal'], position: member.position },
    '`NotPrincipal` cannot be combined with the effect `Allow`: everyone else would be allowed',
    'use `Principal`, or `NotPrincipal` with `Deny`',
  );
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
  kind: ReadableKind,
  effect: Effect | undefined,
  report: Report,
): unknown {
  switch (element) {
    case 'Sid':
      return readSid(node, path, kind, report);
    case 'Effect':
      return effect;
    case 'Principal':
    case 'NotPrincipal':
      if (kind === 'rcp') report.judge?.rcp({ element: 'Principal', node, place: locationOf(path, node) }, report);
      return readPrincipal(node, path, kind, report);
    case 'Action':
    case 'NotAction':
      return readActionList(node, path, kind, report);
    case 'Resource':
    case 'NotResource':
      return checkedList(readResources(node, path, kind, report), 'resources', locationOf(path, node), report);
    case 'Condition':
      return readCondition(node, path, effect, report);
  }
}

/**
 * Source: IAM User Guide, "IAM JSON policy elements: Sid". Other services accept more in their policies: the AWS KMS
 * Developer Guide and the Amazon S3 and Amazon SQS guides have Sids with spaces, hyphens and underscores.
 */
function readSid(node: JsonNode, path: Path, kind: ReadableKind, report: Report): string | undefined {
  const sid = readString(node, path, '`Sid`', report);
  if (sid !== undefined && kind !== 'resource' && !/^[A-Za-z0-9]*$/.test(sid)) {
    report.refuse(
      'invalid_characters',
      locationOf(path, node),
      `the Sid ${quote(sid)} must have only letters and digits`,
    );
  }
  return sid;
}

function readActionList(node: JsonNode, path: Path, kind: ReadableKind, report: Report): string | string[] {
  const texts = readActions(node, path, report);
  for (const { text, place } of texts.entries) {
    if (kind === 'rcp') report.judge?.rcp({ element: 'Action', text, place }, report);
    if (kind === 'trust' && !/^sts:/i.test(text)) {
      report.refuse(
        'invalid_action',
        place,
        `${quote(text)} is not an STS action; trust policies allow only \`sts:\` actions`,
      );
    }
  }
  return checkedList(texts, 'actions', locationOf(path, node), report);
}

function checkedList(
  texts: StringList,
  element: 'actions' | 'resources',
  place: Location,
  report: Report,
): string | string[] {
  if (texts.isList && texts.entries.length === 0) report.refuse('empty', place, 'the list is empty');
  report.judge?.list(element, texts, report);
  return valueOf(texts);
}
