import { isArn } from '../../aws/arn.js';
import { quote } from '../../core/quote.js';
import { parseBase64 } from '../condition/binary.js';
import { parseInstant } from '../condition/date.js';
import { isWithin, parseIpBlock, type IpBlock } from '../condition/ip.js';
import { parseDecimal } from '../condition/number.js';
import { parseOperator, type Operator } from '../condition/operator.js';
import type { ConditionBlock, Effect } from '../document.js';
import { hasWildcards } from '../match/glob.js';
import type { JsonNode } from './json.js';
import { describeNode, locationOf, type Path, type Location, type Report } from './report.js';
import { checkVariables } from './variables.js';

/** Keys of tags, and their prefixes without a tag. Source: IAM User Guide, "AWS global condition context keys". */
const TAG_KEY = /^(?:aws|ec2|iam|s3|secretsmanager|ssm|kms):(?:request|resource|principal|existingobject)tag\//i;

/** `Condition` of a statement, with its operators in AWS's spelling and all values as texts. */
export function readCondition(node: JsonNode, path: Path, effect: Effect | undefined, report: Report): ConditionBlock {
  const block: Record<string, Record<string, string | string[]>> = {};
  if (node.kind !== 'object') {
    report.error('invalid_type', locationOf(path, node), `\`Condition\` must be an object, not ${describeNode(node)}`);
    return block as ConditionBlock;
  }
  if (node.members.length === 0)
    report.warning('empty', locationOf(path, node), '`Condition` is empty and asks nothing');
  for (const { key: name, position, node: keys } of node.members) {
    const place: Location = { path: [...path, name], position };
    const operator = parseOperator(name);
    const isEmpty = keys.kind === 'object' && keys.members.length === 0;
    if (isEmpty) report.warning('empty', place, `the conditions under ${quote(name)} are empty and ask nothing`);
    if (operator === undefined) {
      // Recorded behaviour of IAM; not documented: the name is looked at only if there is something under it.
      if (!isEmpty) report.error('unknown_operator', place, `${quote(name)} is not a condition operator`);
    } else if (keys.kind !== 'object') {
      report.error(
        'invalid_type',
        place,
        `the conditions under ${quote(name)} must be an object, not ${describeNode(keys)}`,
      );
    } else {
      if (operator.name !== name) {
        report.warning('operator_case', place, `${quote(name)} is written ${quote(operator.name)} by AWS`);
      }
      const conditions = readKeys(operator, keys.members, place.path, effect, report);
      block[operator.name] = { ...block[operator.name], ...conditions };
    }
  }
  return block as ConditionBlock;
}

type Members = Extract<JsonNode, { kind: 'object' }>['members'];

function readKeys(
  operator: Operator,
  members: Members,
  path: Path,
  effect: Effect | undefined,
  report: Report,
): Record<string, string | string[]> {
  const conditions: [string, string | string[]][] = [];
  const seen = new Map<string, string>();
  for (const { key, position, node } of members) {
    const place: Location = { path: [...path, key], position };
    const earlier = seen.get(key.toLowerCase());
    if (earlier !== undefined && earlier !== key) {
      report.error('duplicate_key', place, `the condition key ${quote(key)} is there twice, in different letter case`);
    }
    seen.set(key.toLowerCase(), key);
    if (key === '' || key === '__proto__' || /\s/.test(key)) {
      report.error('invalid_condition_key', place, `${quote(key)} is not a condition key`);
      continue;
    }
    if (/tag\/$/i.test(key)) report.error('invalid_condition_key', place, `${quote(key)} names no tag`);
    checkOperator(operator, key, place, effect, report);
    const { entries, isList } = readValues(node, place, report);
    if (entries.length === 0 && isList) report.warning('empty', place, `${quote(key)} is compared with no value`);
    for (const { text, at } of entries) checkValue(operator, key, text, at, report);
    const texts = entries.map(({ text }) => text);
    conditions.push([key, isList ? texts : (texts[0] ?? [])]);
  }
  return Object.fromEntries(conditions);
}

/** The values under a key as texts: `true` and `10` are what `"true"` and `"10"` are. */
function readValues(
  node: JsonNode,
  { path }: Location,
  report: Report,
): { entries: { text: string; at: Location }[]; isList: boolean } {
  const isList = node.kind === 'array';
  const items = isList ? node.items : [node];
  const entries = items.flatMap((item, index) => {
    const at = locationOf(isList ? [...path, index] : path, item);
    if (item.kind === 'string' || item.kind === 'number' || item.kind === 'boolean') return [{ text: item.text, at }];
    report.error(
      'invalid_type',
      at,
      `the value of a condition must be a string, a number or a boolean, not ${describeNode(item)}`,
    );
    return [];
  });
  const kinds = new Set(items.map(({ kind }) => kind));
  if (kinds.size > 1)
    report.error('invalid_type', locationOf(path, node), `the values are of different types: ${[...kinds].join(', ')}`);
  return { entries, isList };
}

function checkOperator(
  { name, quantifier }: Operator,
  key: string,
  place: Location,
  effect: Effect | undefined,
  report: Report,
): void {
  if (quantifier === undefined) return;
  if (TAG_KEY.test(key)) {
    report.warning(
      'set_operator',
      place,
      `${quote(key)} has one value, for which ${quote(name)} is not made`,
      `use ${quote(name.slice(name.indexOf(':') + 1))}`,
    );
  }
  if (quantifier === 'all' && effect === 'Allow') {
    report.warning(
      'absent_key_allowed',
      place,
      `${quote(name)} allows requests without ${quote(key)}, too`,
      'add `"Null": "false"` for the key',
    );
  }
}

function checkValue(operator: Operator, key: string, text: string, at: Location, report: Report): void {
  const { family, name } = operator;
  const hasVariables = family === 'String' || family === 'Arn';
  checkVariables(text, at, hasVariables, report);
  if (hasVariables && text.includes('${')) return;
  if (operator.comparison !== 'like' && family === 'String' && hasWildcards(text)) {
    report.warning('literal_wildcard', at, `${quote(name)} takes the wildcard in ${quote(text)} for a letter`);
  }
  const wanted = wantedOf(operator, text);
  if (wanted !== undefined) {
    // Recorded behaviour of IAM; not documented: of all types, dates alone are looked at.
    const add = family === 'Date' && !/^\d+T/i.test(text) ? report.error : report.warning;
    add('invalid_value', at, `${quote(text)} is not ${wanted}, so that ${quote(name)} never matches`);
  }
  if (family === 'Date' && /^\d{4}$/.test(text)) {
    report.warning('invalid_value', at, `${quote(text)} can be a year and a number of seconds`, 'write the whole date');
  }
  if (family === 'Ip') checkAddress(key, text, at, report);
}

function wantedOf({ family }: Operator, text: string): string | undefined {
  switch (family) {
    case 'Numeric':
      return parseDecimal(text) ? undefined : 'a number';
    case 'Date':
      return parseInstant(text) === undefined ? 'a date' : undefined;
    case 'Bool':
    case 'Null':
      return /^(?:true|false)$/i.test(text) ? undefined : '`true` or `false`';
    case 'Binary':
      return parseBase64(text) === undefined ? 'Base64' : undefined;
    case 'Ip':
      return parseIpBlock(text) ? undefined : 'an address or a block of addresses';
    case 'Arn':
      return isArn(text) ? undefined : 'an ARN of six fields';
    default:
      return undefined;
  }
}

/** RFC 1918, loopback and link-local; RFC 4193 and RFC 4291 for IPv6. */
const PRIVATE_BLOCKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

function checkAddress(key: string, text: string, at: Location, report: Report): void {
  const block = parseIpBlock(text);
  if (block === undefined) return;
  const address = parseIpBlock(text.split('/')[0] as string);
  if (address?.first !== block.first) {
    report.warning('host_bits', at, `${quote(text)} has bits set beyond its prefix, which do not count`);
  }
  const isPrivate = PRIVATE_BLOCKS.some((each) => isWithin(block, parseIpBlock(each) as IpBlock));
  if (isPrivate && key.toLowerCase() === 'aws:sourceip') {
    report.warning(
      'private_address',
      at,
      `${quote(text)} is private, and \`aws:SourceIp\` is always a public address`,
      '`aws:VpcSourceIp` has private ones',
    );
  }
}
