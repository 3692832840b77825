import { isArn } from '../../aws/arn.js';
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
      return isArn(value);
  }
}

/** Whether a value of a condition key has the type that the operators of a family compare: of addresses, a single one. */
export function isValueOf(family: OperatorFamily, value: string): boolean {
  return family === 'Ip' ? parseIpAddress(value) !== undefined : hasType(family, value);
}

/** Whether a string is `true` or `false`, in any letter case. */
export function isBoolean(value: string): boolean {
  return /^(?:true|false)$/i.test(value);
}
