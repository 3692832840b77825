import { foldAscii } from '../../core/words.js';
import { matchesArn } from '../match/arn-pattern.js';
import { matchesGlob, matchesTokens } from '../match/glob.js';
import { resolveText, resolveTokens, valueResolver, type LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import { parseBase64 } from './binary.js';
import { parseInstant } from './date.js';
import { isWithin, parseIpAddress, parseIpBlock } from './ip.js';
import { compareDecimals, compareOrdered, parseDecimal } from './number.js';
import type { Comparison, Operator, OperatorFamily } from './operator.js';
import { isBoolean, isValueOf } from './value-type.js';

/** What the conditions of a policy are evaluated with: the version of its language and the context of the request. */
export type ConditionScope = {
  /** Whether the policy has variables: its version is `2012-10-17`. */
  hasVariables: boolean;
  /** The values of a condition key in the request; none, if it is absent. */
  valuesOf: (key: string) => readonly string[];
  /** The value of a key that has exactly one. */
  lookUp: LookUp;
  mistypedValue: Reading['mistypedValue'];
};

/**
 * Whether a condition holds: one operator, one key, the policy's values for the key.
 *
 * The policy's values are joined by OR, those of a negated operator by NOR. An absent key fails a positive operator and
 * satisfies a negated one, `IfExists` and `ForAllValues`. Without a set operator, a key has one value; AWS does not
 * define the result for several values, and here the condition does not hold.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", "Multivalued context keys".
 */
export function conditionHolds(
  operator: Operator,
  key: string,
  policyValues: readonly string[],
  scope: ConditionScope,
): boolean {
  const values = scope.valuesOf(key);
  const { family } = operator;
  if (family === 'Null') {
    const wanted = values.length === 0 ? 'true' : 'false';
    return policyValues.some((value) => value.toLowerCase() === wanted);
  }
  if (values.length === 0) return holdsForAbsentKey(operator);

  const matches = (value: string): boolean => {
    if (operator.negated && scope.mistypedValue === 'fails' && !isValueOf(family, value)) return false;
    return (
      policyValues.some((policyValue) => compare(family, operator.comparison, policyValue, value, scope)) !==
      operator.negated
    );
  };
  if (operator.quantifier === 'any') return values.some(matches);
  return (operator.quantifier === 'all' || values.length === 1) && values.every(matches);
}

function holdsForAbsentKey({ quantifier, negated, ifExists }: Operator): boolean {
  if (ifExists || quantifier === 'all') return true;
  // `ForAnyValue` requires at least one value, even when the operator is negated.
  return negated && quantifier === undefined;
}

/** Whether a value of the policy matches a value of the request, before negation. */
function compare(
  family: Exclude<OperatorFamily, 'Null'>,
  comparison: Comparison,
  policyValue: string,
  value: string,
  scope: ConditionScope,
): boolean {
  switch (family) {
    case 'String':
      return compareStrings(comparison, policyValue, value, scope);
    case 'Arn':
      return matchesArn(policyValue, value, scope.hasVariables, scope.lookUp);
    case 'Numeric':
      return compareParsed(comparison, parseDecimal(value), parseDecimal(policyValue), compareDecimals);
    case 'Date':
      return compareParsed(comparison, parseInstant(value), parseInstant(policyValue), compareOrdered);
    case 'Bool':
      return isBoolean(value) && value.toLowerCase() === policyValue.toLowerCase();
    case 'Binary': {
      const bytes = parseBase64(value);
      return bytes !== undefined && bytes === parseBase64(policyValue);
    }
    case 'Ip': {
      const address = parseIpAddress(value);
      const block = parseIpBlock(policyValue);
      return address !== undefined && block !== undefined && isWithin(address, block);
    }
  }
}

function compareStrings(comparison: Comparison, policyValue: string, value: string, scope: ConditionScope): boolean {
  if (comparison === 'like') {
    if (!policyValue.includes('${')) return matchesGlob(policyValue, value);
    const tokens = resolveTokens(policyValue, scope.hasVariables, valueResolver(scope.lookUp));
    return tokens !== undefined && matchesTokens(tokens, value);
  }
  const text = resolveText(policyValue, scope.hasVariables, scope.lookUp);
  if (text === undefined) return false;
  return comparison === 'equals' ? text === value : foldAscii(text) === foldAscii(value);
}

/** Compares the request's value, on the left, with the policy's. A value of the wrong type matches nothing. */
function compareParsed<Value>(
  comparison: Comparison,
  left: Value | undefined,
  right: Value | undefined,
  order: (a: Value, b: Value) => number,
): boolean {
  if (left === undefined || right === undefined) return false;
  const sign = order(left, right);
  switch (comparison) {
    case 'lessThan':
      return sign < 0;
    case 'lessThanEquals':
      return sign <= 0;
    case 'greaterThan':
      return sign > 0;
    case 'greaterThanEquals':
      return sign >= 0;
    default:
      return sign === 0;
  }
}
