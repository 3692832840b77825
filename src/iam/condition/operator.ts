import { InvalidInputError } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/** What a condition operator compares. */
export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'Ip' | 'Arn' | 'Null';

export type Comparison =
  | 'equals'
  | 'equalsIgnoreCase'
  | 'like'
  | 'lessThan'
  | 'lessThanEquals'
  | 'greaterThan'
  | 'greaterThanEquals';

/** A condition operator, split into its parts. */
export type Operator = {
  /** The canonical spelling, including the set operator and `IfExists`. */
  name: string;
  family: OperatorFamily;
  comparison: Comparison;
  /** Whether the operator holds when no value matches (`StringNotEquals`, `NotIpAddress`). */
  negated: boolean;
  /** `ForAllValues:` or `ForAnyValue:` in front. */
  quantifier?: 'all' | 'any';
  /** Whether the operator has the suffix `IfExists`, so that it holds when the key is absent. */
  ifExists: boolean;
};

type BaseOperator = readonly [name: string, family: OperatorFamily, comparison: Comparison, negated?: true];

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const BASE_OPERATORS: readonly BaseOperator[] = [
  ['StringEquals', 'String', 'equals'],
  ['StringNotEquals', 'String', 'equals', true],
  ['StringEqualsIgnoreCase', 'String', 'equalsIgnoreCase'],
  ['StringNotEqualsIgnoreCase', 'String', 'equalsIgnoreCase', true],
  ['StringLike', 'String', 'like'],
  ['StringNotLike', 'String', 'like', true],
  ['NumericEquals', 'Numeric', 'equals'],
  ['NumericNotEquals', 'Numeric', 'equals', true],
  ['NumericLessThan', 'Numeric', 'lessThan'],
  ['NumericLessThanEquals', 'Numeric', 'lessThanEquals'],
  ['NumericGreaterThan', 'Numeric', 'greaterThan'],
  ['NumericGreaterThanEquals', 'Numeric', 'greaterThanEquals'],
  ['DateEquals', 'Date', 'equals'],
  ['DateNotEquals', 'Date', 'equals', true],
  ['DateLessThan', 'Date', 'lessThan'],
  ['DateLessThanEquals', 'Date', 'lessThanEquals'],
  ['DateGreaterThan', 'Date', 'greaterThan'],
  ['DateGreaterThanEquals', 'Date', 'greaterThanEquals'],
  ['Bool', 'Bool', 'equals'],
  ['BinaryEquals', 'Binary', 'equals'],
  ['IpAddress', 'Ip', 'equals'],
  ['NotIpAddress', 'Ip', 'equals', true],
  ['ArnEquals', 'Arn', 'like'],
  ['ArnNotEquals', 'Arn', 'like', true],
  ['ArnLike', 'Arn', 'like'],
  ['ArnNotLike', 'Arn', 'like', true],
];

const operators: ReadonlyMap<string, Operator> = /* @__PURE__ */ createOperators();

/** The operator with a name, in any letter case, or `undefined` if IAM does not define it. */
export function parseOperator(name: string): Operator | undefined {
  return operators.get(name) ?? operators.get(name.toLowerCase());
}

/**
 * The operator with a name, in any letter case.
 *
 * @throws {InvalidInputError} If IAM does not define the operator.
 */
export function operatorNamed(name: string): Operator {
  const operator = parseOperator(name);
  if (operator !== undefined) return operator;
  throw new InvalidInputError([
    { code: 'unknown_operator', path: ['Condition', name], message: `${quote(name)} is not a condition operator` },
  ]);
}

/**
 * Whether the values of an operator may contain policy variables.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags", where variables can be used.
 */
export function supportsVariables({ family }: Operator): boolean {
  return family === 'String' || family === 'Arn';
}

function createOperators(): Map<string, Operator> {
  const byName = new Map<string, Operator>();
  // Also by the canonical name, which most policies have.
  const add = (operator: Operator): void =>
    void byName.set(operator.name, operator).set(operator.name.toLowerCase(), operator);
  for (const [base, family, comparison, negated = false] of BASE_OPERATORS) {
    for (const ifExists of [false, true]) {
      const name = ifExists ? `${base}IfExists` : base;
      add({ name, family, comparison, negated, ifExists });
      add({ name: `ForAllValues:${name}`, family, comparison, negated, ifExists, quantifier: 'all' });
      add({ name: `ForAnyValue:${name}`, family, comparison, negated, ifExists, quantifier: 'any' });
    }
  }
  add({ name: 'Null', family: 'Null', comparison: 'equals', negated: false, ifExists: false });
  return byName;
}
