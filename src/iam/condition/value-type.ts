import { ARN_FIELDS, arnFields, isArn } from '../../aws/arn.js';
import { matchesGlob } from '../match/glob.js';
import { parseBase64 } from './binary.js';
import { parseInstant } from './date.js';
import { parseIpAddress, parseIpBlock } from './ip.js';
import { parseDecimal } from './number.js';
import type { OperatorFamily } from './operator.js';

/** Whether a value of a policy has the type that the operators of a family compare. */
export function hasType(family: OperatorFamily, value: string): boolean {
  switch (family) {
    case 'String':
      return true;
    case 'Numeric':
      return parseDecimal(value) !== undefined;
    case 'Date':
      return parseInstant(value) !== undefined;
    case 'Bool':
    case 'Null':
      return isBoolean(value);
    case 'Binary':
      return parseBase64(value) !== undefined;
    case 'Ip':
      return parseIpBlock(value) !== undefined;
    case 'Arn':
      return isArnPattern(value);
  }
}

/** Whether a pattern has six fields, the first of which matches `arn`. */
function isArnPattern(pattern: string): boolean {
  const [start = '', ...others] = arnFields(pattern);
  return others.length === ARN_FIELDS - 1 && matchesGlob(start, 'arn');
}

/** Whether a value of a condition key has the type that a family compares: of addresses, a single one. */
export function isValueOf(family: OperatorFamily, value: string): boolean {
  if (family === 'Arn') return isArn(value);
  return family === 'Ip' ? parseIpAddress(value) !== undefined : hasType(family, value);
}

/** Whether a string is `true` or `false`, in any letter case. */
export function isBoolean(value: string): boolean {
  return /^(?:true|false)$/i.test(value);
}
