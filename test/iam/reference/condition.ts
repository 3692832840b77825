import { isInBlock, readAddress, readBlock } from './address.js';
import { arnTest, fieldsOfArn } from './arn.js';
import { foldCase, listOf, type OneOrMore, type Reading, type Scalar } from './language.js';
import {
  ANYTHING,
  expressionOf,
  matchesWhole,
  piecesOf,
  remember,
  testOf,
  type TextTest,
  type ValueOf,
} from './text.js';
import { orderDecimals, orderInstants, readBoolean, readBytes, readDecimal, readInstant } from './values.js';

/**
 * Conditions.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators"
 * (reference_policies_elements_condition_operators.html), "Multivalued context keys"
 * (reference_policies_condition-single-vs-multi-valued-context-keys.html).
 */

/** The values of a request's keys, by name in lowercase; several for a multivalued key, never none. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** How an operator compares one value of a request with one of a policy. */
type Family = {
  /** Whether a value of a request has the type that the operator compares. */
  readonly isTyped: (value: string) => boolean;
  readonly test: (policyValue: string, hasVariables: boolean) => TextTest;
};

const anyText = (): boolean => true;

/** "Exact matching, case sensitive": wildcards are literal, variables are not. */
const equalText: Family = {
  isTyped: anyText,
  test: (value, hasVariables) =>
    testOf(piecesOf(value, hasVariables, false), (pieces) => (text) => text === pieces.join('')),
};

const equalIgnoringCase: Family = {
  isTyped: anyText,
  test: (value, hasVariables) =>
    testOf(piecesOf(value, hasVariables, false), (pieces) => {
      const folded = foldCase(pieces.join(''));
      return (text) => foldCase(text) === folded;
    }),
};

const likeText: Family = {
  isTyped: anyText,
  test: (value, hasVariables) =>
    testOf(piecesOf(value, hasVariables, true), (pieces) => {
      const expression = expressionOf(pieces, ANYTHING);
      return (text) => matchesWhole(expression, text);
    }),
};

const arn: Family = { isTyped: (value) => fieldsOfArn(value) !== undefined, test: arnTest };

/** A family of values that are read from text; a value that is not of the type matches nothing. */
function typed<Value>(
  read: (text: string) => Value | undefined,
  matches: (value: Value, policyValue: Value) => boolean,
): Family {
  return {
    isTyped: (value) => read(value) !== undefined,
    test: (policyText) => {
      const policyValue = read(policyText);
      if (policyValue === undefined) return () => false;
      return (text) => {
        const value = read(text);
        return value !== undefined && matches(value, policyValue);
      };
    },
  };
}

const ipAddress: Family = {
  isTyped: (value) => readAddress(value) !== undefined,
  test: (policyValue) => {
    const block = readBlock(policyValue);
    return (text) => {
      const address = readAddress(text);
      return block !== undefined && address !== undefined && isInBlock(address, block);
    };
  },
};

type Operator = { readonly family: Family; readonly negated: boolean };

const OPERATORS = new Map<string, Operator>();
const define = (name: string, family: Family, negatedName?: string): void => {
  OPERATORS.set(name, { family, negated: false });
  if (negatedName !== undefined) OPERATORS.set(negatedName, { family, negated: true });
};
define('StringEquals', equalText, 'StringNotEquals');
define('StringEqualsIgnoreCase', equalIgnoringCase, 'StringNotEqualsIgnoreCase');
define('StringLike', likeText, 'StringNotLike');
define('ArnEquals', arn, 'ArnNotEquals');
define('ArnLike', arn, 'ArnNotLike');
define('IpAddress', ipAddress, 'NotIpAddress');
define('Bool', typed(readBoolean, Object.is));
define('BinaryEquals', typed(readBytes, Object.is));
function defineOrder<Value>(
  type: string,
  read: (text: string) => Value | undefined,
  order: (a: Value, b: Value) => number,
): void {
  const when = (holds: (sign: number) => boolean): Family => typed(read, (a, b) => holds(order(a, b)));
  define(
    `${type}Equals`,
    when((sign) => sign === 0),
    `${type}NotEquals`,
  );
  define(
    `${type}LessThan`,
    when((sign) => sign < 0),
  );
  define(
    `${type}LessThanEquals`,
    when((sign) => sign <= 0),
  );
  define(
    `${type}GreaterThan`,
    when((sign) => sign > 0),
  );
  define(
    `${type}GreaterThanEquals`,
    when((sign) => sign >= 0),
  );
}
defineOrder('Numeric', readDecimal, orderDecimals);
defineOrder('Date', readInstant, orderInstants);

/** The names of all operators but `Null`, without set operators and `IfExists`. */
export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

const TESTS = new Map<string, TextTest>();

/** A prepared condition: whether it holds in a context. */
export type ConditionTest = (context: Context, valueOf: ValueOf, mistyped: Reading['mistypedValue']) => boolean;

/** Prepares the condition of one operator and one key. Its values are joined by OR, of negated operators by NOR. */
export function conditionTest(
  name: string,
  key: string,
  values: OneOrMore<Scalar>,
  hasVariables: boolean,
): ConditionTest {
  const folded = foldCase(key);
  const texts = listOf(values).map(String);
  if (name === 'Null') return nullTest(folded, texts);
  const parts = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name);
  const [, set, plain = '', ifExists] = parts ?? [];
  const operator = OPERATORS.get(plain);
  if (operator === undefined) throw new Error(`${name} is not a condition operator`);
  const { family, negated } = operator;
  const tests = texts.map((text) =>
    remember(TESTS, `${plain} ${hasVariables} ${text}`, () => family.test(text, hasVariables)),
  );

  return (context, valueOf, mistyped) => {
    const found = context.get(folded);
    // "If the key is not present, evaluate the condition element as true" (IfExists); "ForAllValues also returns true
    // if there are no keys in the request", ForAnyValue false; a negated operator is true "if the key is not present".
    if (found === undefined) return ifExists !== undefined || set === 'ForAllValues' || (set === undefined && negated);
    const holds: (value: string) => boolean = (value) =>
      (mistyped === 'differs' || !negated || family.isTyped(value)) &&
      tests.some((test) => test(value, valueOf)) !== negated;
    if (set === 'ForAllValues') return found.every(holds);
    if (set === 'ForAnyValue') return found.some(holds);
    // A multivalued key "requires" a set operator: without one, the condition does not hold.
    return found.length === 1 && found.every(holds);
  };
}

/** "Either true (the key doesn't exist) or false (the key exists and its value is not null)". */
function nullTest(key: string, texts: readonly string[]): ConditionTest {
  const wanted = new Set(texts.map(readBoolean));
  return (context) => wanted.has(!context.has(key));
}
