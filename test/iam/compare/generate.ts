import * as fc from 'fast-check';
import type { AccessRequest, PolicyDocument, Statement } from '../../../src/iam/index.js';

/** Policies that use the whole language over few names, so that they meet; and requests that lie between them. */

const pick = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const few = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(value, { minLength: 1, maxLength: 2 });

const action = pick(
  's3:Get*',
  's3:GetObject',
  's3:*',
  '*',
  'ec2:*',
  's3:PutObject',
  's3:?et*',
  '*:Get*',
  'EC2:RunInstances',
);
const resource = pick(
  '*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::*-b',
  'arn:aws:s3:*:*:a*',
  'arn:aws:s3',
  'arn:aws:ec2:*:1*:x/*',
  'arn:aws:s3:::?',
  'arn:aws:s3:::a*b',
);
const text = pick('a', 'b', 'a*', '*b', '?', '', 'A');
const number = pick('1', '2', '1.5', '01', '-3', 'not a number');
const date = pick('2026', '2026-01-01', '2026-01-01T00:00:00Z', '1767225600', '2026-01-01T01:00:00+01:00');
const addressBlock = pick('10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.1.1.1', '0.0.0.0/0', '::/0', '2001:db8::/32');
const arn = pick('arn:aws:iam::1:role/*', 'arn:aws:iam::*:role/a', 'arn:*:iam::1:*', 'x');
const boolean = pick('true', 'false', 'True');
const bytes = pick('YQ==', 'YWI=', 'YWJj', '!');

const setOperator = pick('', '', '', 'ForAllValues:', 'ForAnyValue:');
const ifExists = pick('', '', 'IfExists');

type Condition = readonly [operator: string, key: string, values: string[]];

function condition(
  operators: string[],
  keys: string[],
  values: fc.Arbitrary<string[]>,
  prefix = setOperator,
): fc.Arbitrary<Condition> {
  return fc
    .tuple(prefix, pick(...operators), ifExists, pick(...keys), values)
    .map(([before, operator, after, key, list]) => [`${before}${operator}${after}`, key, list] as const);
}

const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const anyCondition = fc.oneof(
  condition(
    [
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'StringNotLike',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
    ],
    ['k', 'aws:RequestTag/T'],
    few(text),
  ),
  condition(
    ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
    ['m'],
    fc.array(text, { maxLength: 2 }),
    pick('ForAllValues:', 'ForAnyValue:'),
  ),
  condition(
    ORDERS.map((order) => `Numeric${order}`),
    ['n'],
    few(number),
  ),
  condition(
    ORDERS.map((order) => `Date${order}`),
    ['d'],
    few(date),
  ),
  condition(
    ['NumericLessThan', 'DateLessThan', 'NumericGreaterThan', 'DateNotEquals'],
    ['e'],
    few(fc.oneof(date, number)),
    pick(''),
  ),
  condition(['IpAddress', 'NotIpAddress'], ['i'], few(addressBlock)),
  condition(['ArnLike', 'ArnNotLike', 'ArnEquals', 'StringLike'], ['r'], few(arn)),
  condition(['Bool', 'StringEquals'], ['b'], few(boolean), pick('')),
  condition(['BinaryEquals'], ['y'], few(bytes)),
  fc.tuple(pick('k', 'm', 'n', 'b'), boolean).map(([key, value]): Condition => ['Null', key, [value]]),
);

const anyStatement = fc
  .record({
    effect: pick('Allow', 'Allow', 'Deny'),
    actionElement: pick('Action', 'Action', 'Action', 'NotAction'),
    resourceElement: pick('Resource', 'Resource', 'Resource', 'NotResource'),
    actions: fc.array(action, { minLength: 1, maxLength: 3 }),
    resources: few(resource),
    conditions: fc.array(anyCondition, { maxLength: 2 }),
  })
  .map(({ effect, actionElement, resourceElement, actions, resources, conditions }) => {
    const block: Record<string, Record<string, string[]>> = {};
    for (const [operator, key, values] of conditions) (block[operator] ??= {})[key] = values;
    return { Effect: effect, [actionElement]: actions, [resourceElement]: resources, Condition: block } as Statement;
  });

export const anyPolicy: fc.Arbitrary<PolicyDocument> = fc
  .array(anyStatement, { minLength: 1, maxLength: 3 })
  .map((statements) => ({ Version: '2012-10-17', Statement: statements }));

/** Two policies; of every two pairs, one has statements in common. */
export const anyPair: fc.Arbitrary<[PolicyDocument, PolicyDocument]> = fc
  .tuple(anyPolicy, anyPolicy, fc.boolean())
  .map(([a, b, related]) => {
    if (!related) return [a, b];
    return [a, { ...b, Statement: [...a.Statement.slice(0, -1), ...b.Statement.slice(0, 1)] }];
  });

const values = {
  k: ['a', 'b', 'ab', 'A', 'B', '', 'x', 'xx'],
  'aws:RequestTag/T': ['a', 'b', 'x', '', 'A'],
  m: ['a', 'b', ['a', 'b'], ['a', 'x'], ['', 'a'], ['x', 'y'], ''],
  n: ['0', '1', '1.0', '1.2', '1.5', '1.7', '2', '3', '-3', '-4', 'x'],
  d: ['2025', '2026', '2025-12-31T23:59:59.5Z', '2026-01-01T00:00:01Z', '2027', 'x'],
  e: ['0', '1', '2', '1767225600', '1767225599', '1767225601', '2026', '2026-01-01', '1.5', 'x'],
  i: ['10.0.0.1', '10.128.0.1', '10.1.1.1', '11.0.0.0', '2001:db8::1', '::1', 'x'],
  r: ['arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/a', 'arn:aws-cn:iam::1:x', 'arn:aws:iam::1:role/b', 'x'],
  b: ['true', 'false', 'True', 'x'],
  y: ['YQ==', 'YQ', 'YWI=', 'YWJj', 'x'],
};

/**
 * The grid of requests: what the patterns above match, what they almost match, and the values at and between theirs.
 */
export const anyRequest: fc.Arbitrary<AccessRequest> = fc.record({
  action: pick('s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'x:x', 's3:get', 'ec2:GetX'),
  resource: pick(
    '*',
    'arn:aws:s3:::a',
    'arn:aws:s3:::a/x',
    'arn:aws:s3:::x-b',
    'arn:aws:s3:::z',
    'arn:aws:s3:::aab',
    'arn:aws:s3:r:1:ax',
    'arn:aws:s3:r:1:z:a',
    'arn:aws:ec2:r:1:x/y',
    'arn:aws:ec2:r:q:12:x/',
  ),
  context: fc
    .record(
      Object.fromEntries(
        Object.entries(values).map(([key, list]) => [
          key,
          fc.option(pick<string | string[]>(...list), { nil: undefined }),
        ]),
      ),
    )
    .map(
      (context) =>
        Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)) as Record<
          string,
          string
        >,
    ),
});
