import { expect, it } from 'vitest';
import { createAtomTable } from '../../../src/iam/compare/atom.js';
import { compileStatements } from '../../../src/iam/compare/compile.js';
import { multivaluedKeys } from '../../../src/iam/compare/multivalued.js';
import type { ConditionBlock } from '../../../src/iam/index.js';
import { allow, bucket, policy, when } from './policies.js';

it.each<[what: string, conditions: ConditionBlock[], keys: string[]]>([
  [
    'ForAnyValue and ForAllValues',
    [{ 'ForAnyValue:StringEquals': { A: 'x' }, 'ForAllValues:StringEquals': { b: 'x' } }],
    ['a', 'b'],
  ],
  ['a set operator and Null', [{ 'ForAnyValue:StringEquals': { a: 'x' }, Null: { a: 'false', b: 'true' } }], ['a']],
  [
    'a key that is also used without a set operator',
    [{ 'ForAnyValue:StringEquals': { a: 'x', b: 'x' } }, { StringEquals: { a: 'x' } }],
    ['b'],
  ],
  ['a key that a variable names', [{ 'ForAnyValue:StringEquals': { a: 'x', b: '${a}', c: 'x' } }], ['b', 'c']],
  ...[
    'aws:RequestTag/',
    'aws:ResourceTag/',
    'aws:PrincipalTag/',
    's3:ExistingObjectTag/',
    'aws:SessionTag/',
    's3:RequestObjectTag/',
    'rds:db-tag/',
  ].map((tag): [string, ConditionBlock[], string[]] => [
    tag,
    [{ 'ForAnyValue:StringEquals': { [`${tag}t`]: 'x', [tag.slice(0, -1)]: 'x' } }],
    [tag.slice(0, -1).toLowerCase()],
  ]),
])('multivaluedKeys finds the multivalued keys with %s', (_what, conditions, keys) => {
  const [first = {}, ...more] = conditions;
  const statements = compileStatements(
    [policy(allow({ Resource: bucket('x') }), ...when(first, ...more).Statement)],
    createAtomTable({ colons: 'cross', mistypedValue: 'differs' }),
  );
  expect([...multivaluedKeys(statements)]).toStrictEqual(keys);
});
