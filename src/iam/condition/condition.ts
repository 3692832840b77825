import { foldAscii } from '../../core/words.js';
import type { ConditionBlock } from '../document.js';
import { arnMatcher } from '../match/arn-pattern.js';
import { globMatcher, hasWildcards, listMatcher } from '../match/glob.js';
import { resolveText, templateMatcher, type LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import type { RequestContext } from '../request.js';
import { parseBase64 } from './binary.js';
import { parseInstant, type Instant } from './date.js';
import { isWithin, parseIpAddress, parseIpBlock } from './ip.js';
import { compareDecimals, compareOrdered, parseDecimal } from './number.js';
import { operatorNamed, type Comparison, type Operator, type OperatorFamily } from './operator.js';
import { isBoolean, isValueOf } from './value-type.js';

/** How the conditions of a policy are read: by the version of its language and by a reading. */
export type ConditionRules = {
  /** Whether the policy has variables: its version is `2012-10-17`. */
  hasVariables: boolean;
  mistypedValue: Reading['mistypedValue'];
};

/** What the conditions of a policy are evaluated with, also with the context of a request. */
export type ConditionScope = ConditionRules & RequestContext;

/** One operator and one key of a `Condition` element. */
export type ConditionPlace = { operator: string; key: string };

/** The first condition that does not hold, prepared for many requests. */
export type ConditionFinder = (context: RequestContext) => ConditionPlace | undefined;

/** Whether a value of a request matches one of the values of a policy, before negation. */
type ValueMatcher = (value: string, lookUp: LookUp) => boolean;

/**
 * The first condition of a statement that does not hold, prepared for many requests; what is costly to prepare, when a
 * request first needs it.
 *
 * @throws {InvalidInputError} For an operator that IAM does not define.
 */
export function conditionFinder(block: ConditionBlock, rules: ConditionRules): ConditionFinder {
  const conditions: (ConditionPlace & { holds: (context: RequestContext) => boolean })[] = [];
  for (const [operator, keys] of Object.entries(block)) {
    for (const [key, values] of Object.entries(keys)) {
      const list = typeof values === 'string' ? [values] : [...values];
      conditions.push({ operator, key, holds: conditionMatcher(operatorNamed(operator), key, list, rules) });
    }
  }
  return (context) => {
    for (const condition of conditions) if (!condition.holds(context)) return condition;
    return undefined;
  };
}

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
  return conditionMatcher(operator, key, policyValues, scope)(scope);
}

/** {@link conditionHolds}, prepared for many requests; the values of the policy, when the key first has a value. */
export function conditionMatcher(
  operator: Operator,
  key: string,
  policyValues: readonly string[],
  { hasVariables, mistypedValue }: ConditionRules,
): (context: RequestContext) => boolean {
  const { family, negated, quantifier } = operator;
  const folded = key.toLowerCase();
  if (family === 'Null') {
    const isListed = (wanted: string): boolean => policyValues.some((value) => value.toLowerCase() === wanted);
    const whenAbsent = isListed('true');
    const whenPresent = isListed('false');
    return ({ valuesOf }) => (valuesOf(folded).length === 0 ? whenAbsent : whenPresent);
  }
  let matchesPolicy: ValueMatcher | undefined;
  return ({ valuesOf, lookUp }) => {
    const values = valuesOf(folded);
    if (values.length === 0) return holdsForAbsentKey(operator);
    if (quantifier === undefined && values.length > 1) return false;
    matchesPolicy ??= valueMatcher(family, operator.comparison, policyValues, hasVariables);
    // The set operator decides at the first value that holds, or at the first that does not.
    const isAny = quantifier === 'any';
    for (const value of values) {
      const isOfType = !negated || mistypedValue === 'differs' || isValueOf(family, value);
      if ((isOfType && matchesPolicy(value, lookUp) !== negated) === isAny) return isAny;
    }
    return !isAny;
  };
}

function holdsForAbsentKey({ quantifier, negated, ifExists }: Operator): boolean {
  if (ifExists || quantifier === 'all') return true;
  // `ForAnyValue` requires at least one value, even when the operator is negated.
  return negated && quantifier === undefined;
}

function valueMatcher(
  family: Exclude<OperatorFamily, 'Null'>,
  comparison: Comparison,
  policyValues: readonly string[],
  hasVariables: boolean,
): ValueMatcher {
  switch (family) {
    case 'String':
      return textMatcher(comparison, policyValues, hasVariables);
    case 'Arn': {
      const arns = policyValues.map((value) => arnMatcher(value, hasVariables));
      return (value, lookUp) => arns.some((matches) => matches(value, lookUp));
    }
    case 'Numeric':
      return typedMatcher(policyValues, parseDecimal, parseDecimal, ordered(comparison, compareDecimals));
    case 'Date':
      return typedMatcher(policyValues, parseInstant, parseInstant, ordered(comparison, compareOrdered<Instant>));
    case 'Bool':
      return typedMatcher(policyValues, parseBoolean, parseBoolean, isSame);
    case 'Binary':
      return typedMatcher(policyValues, parseBase64, parseBase64, isSame);
    case 'Ip':
      return typedMatcher(policyValues, parseIpAddress, parseIpBlock, isWithin);
  }
}

/** Values that are parsed, those of the policy once. What is of the wrong type matches nothing. */
function typedMatcher<Value, Wanted>(
  policyValues: readonly string[],
  parse: (text: string) => Value | undefined,
  parseWanted: (text: string) => Wanted | undefined,
  holds: (value: Value, wanted: Wanted) => boolean,
): ValueMatcher {
  const all = policyValues.map(parseWanted).filter((wanted) => wanted !== undefined);
  return (text) => {
    const value = parse(text);
    return value !== undefined && all.some((wanted) => holds(value, wanted));
  };
}

function isSame(value: string, wanted: string): boolean {
  return value === wanted;
}

function parseBoolean(text: string): string | undefined {
  return isBoolean(text) ? text.toLowerCase() : undefined;
}

function textMatcher(comparison: Comparison, policyValues: readonly string[], hasVariables: boolean): ValueMatcher {
  const fold = comparison === 'equalsIgnoreCase' ? foldAscii : (text: string): string => text;
  const texts: string[] = [];
  const patterns: ValueMatcher[] = [];
  for (const policyValue of policyValues) {
    if (hasVariables && policyValue.includes('${')) {
      patterns.push(comparison === 'like' ? templateMatcher(policyValue) : variableMatcher(policyValue, fold));
    } else if (comparison === 'like' && hasWildcards(policyValue)) {
      patterns.push(globMatcher(policyValue));
    } else {
      texts.push(fold(policyValue));
    }
  }
  const isListed = listMatcher(texts);
  return (value, lookUp) => {
    const folded = fold(value);
    return isListed(folded) || patterns.some((matches) => matches(folded, lookUp));
  };
}

function variableMatcher(policyValue: string, fold: (text: string) => string): ValueMatcher {
  return (folded, lookUp) => {
    const text = resolveText(policyValue, true, lookUp);
    return text !== undefined && fold(text) === folded;
  };
}

/** Whether a comparison holds between the request's value, on the left, and the policy's. */
function ordered<Value>(comparison: Comparison, order: (a: Value, b: Value) => number) {
  return (left: Value, right: Value): boolean => {
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
  };
}
