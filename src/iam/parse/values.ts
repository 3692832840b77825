import { quote } from '../../core/quote.js';
import { isAcceptedDate } from '../condition/date.js';
import { isWithin, parseIpBlock, type IpBlock } from '../condition/ip.js';
import { supportsVariables, type Operator, type OperatorFamily } from '../condition/operator.js';
import { hasType } from '../condition/value-type.js';
import { hasWildcards } from '../match/glob.js';
import type { KeyUse, Location, Report } from './report.js';
import { checkVariables } from './variables.js';

/** The types of values, for messages. */
export const TYPES: Readonly<Record<OperatorFamily, string>> = {
  String: 'a string',
  Numeric: 'a number',
  Date: 'a date',
  Bool: '`true` or `false`',
  Null: '`true` or `false`',
  Binary: 'Base64',
  Ip: 'an IP address or CIDR block',
  Arn: 'an ARN with six fields',
};

/** Reports what is wrong with the values of a condition. */
export function checkValues({ operator, key, values, place }: KeyUse, report: Report): void {
  if (values.entries.length === 0 && values.isList) {
    report.warning('empty', place, `${quote(key)} is compared with no values`);
  }
  for (const { text, place: at } of values.entries) checkValue(operator, key, text, at, report);
}

function checkValue(operator: Operator, key: string, text: string, at: Location, report: Report): void {
  const { family, name } = operator;
  const hasVariables = supportsVariables(operator);
  checkVariables(text, at, hasVariables, report);
  if (hasVariables && text.includes('${')) return;
  if (operator.comparison !== 'like' && family === 'String' && hasWildcards(text)) {
    report.warning(
      'literal_wildcard',
      at,
      `${quote(name)} matches \`*\` and \`?\` literally in ${quote(text)}`,
      `use ${quote(likeOperator(name))} for wildcards`,
    );
  }
  if (!hasType(family, text)) {
    // Recorded behavior of IAM; not documented: only the values of date operators are validated.
    const add = family === 'Date' && !isAcceptedDate(text) ? report.refuse : report.warning;
    add('invalid_value', at, `${quote(text)} is not ${TYPES[family]}; ${quote(name)} never matches it`);
  }
  if (family === 'Date' && /T[\d:.]+$/i.test(text)) {
    report.warning('invalid_value', at, `${quote(text)} has no time zone`, 'add `Z`');
  }
  if (family === 'Date' && /^\d{4}$/.test(text)) {
    report.warning(
      'invalid_value',
      at,
      `${quote(text)} is ambiguous: a year, or seconds since 1970`,
      'write the full date',
    );
  }
  if (family === 'Ip') checkAddress(key, text, at, report);
}

/** The operator with wildcards for one without: `StringNotLike` for `StringNotEqualsIgnoreCase`. */
function likeOperator(name: string): string {
  return name.replace(/Equals(?:IgnoreCase)?/, 'Like');
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
    report.warning('host_bits', at, `${quote(text)} has bits set after its prefix, which are ignored`);
  }
  const isPrivate = PRIVATE_BLOCKS.some((each) => isWithin(block, parseIpBlock(each) as IpBlock));
  if (isPrivate && key.toLowerCase() === 'aws:sourceip') {
    report.warning(
      'private_address',
      at,
      `${quote(text)} is private, but \`aws:SourceIp\` is always a public address`,
      'use `aws:VpcSourceIp` for private addresses',
    );
  }
}
