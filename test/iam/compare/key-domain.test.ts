import { describe, expect, it } from 'vitest';
import { keyDomain, keyUses, type KeyDomain } from '../../../src/iam/compare/key-domain.js';
import type { ConditionBlock } from '../../../src/iam/index.js';
import { allow, policy, when } from './policies.js';

const domainOf = (key: string, ...conditions: ConditionBlock[]): KeyDomain =>
  keyDomain(key, keyUses(conditions.map((each) => when(each))).get(key.toLowerCase()), 'typed');
const anyDomainOf = (key: string, ...conditions: ConditionBlock[]): KeyDomain =>
  keyDomain(key, keyUses(conditions.map((each) => when(each))).get(key.toLowerCase()), 'any');

it('keyUses has the first spelling, the families and the set operators of every key', () => {
  const first = when({ StringLike: { 'aws:K': 'a', j: 'x' }, Null: { 'AWS:k': 'true', n: 'true' } });
  const second = policy(
    allow(),
    allow({ Condition: { 'ForAnyValue:NumericEquals': { 'Aws:k': '1' }, 'ForAllValues:Bool': { J: 'true' } } }),
  );
  expect([...keyUses([first, second])]).toStrictEqual([
    ['aws:k', { spelling: 'aws:K', families: new Set(['String', 'Numeric']), hasSetOperator: true }],
    ['j', { spelling: 'j', families: new Set(['String', 'Bool']), hasSetOperator: true }],
    ['n', { spelling: 'n', families: new Set(), hasSetOperator: false }],
  ]);
});

describe('keyDomain', () => {
  it.each<[what: string, key: string, conditions: ConditionBlock[], domain: [boolean, boolean, string | undefined]]>([
    ['a key that no policy uses', 'k', [], [false, false, undefined]],
    ['a string', 'k', [{ StringLike: { k: 'a' } }], [false, false, undefined]],
    ['a number', 'k', [{ NumericLessThan: { k: '1' } }], [false, false, 'Numeric']],
    ['an address', 'k', [{ NotIpAddress: { K: '::1' } }], [false, false, 'Ip']],
    ['bytes', 'k', [{ BinaryEquals: { k: 'YQ==' } }], [false, false, 'Binary']],
    ['a number and its absence', 'k', [{ NumericEquals: { k: '1' }, Null: { k: 'true' } }], [false, false, 'Numeric']],
    ['absence only', 'k', [{ Null: { k: 'true' } }], [false, false, undefined]],
    ['two types', 'k', [{ NumericEquals: { k: '1' } }, { Bool: { k: 'true' } }], [false, false, undefined]],
    ['a set operator', 'k', [{ 'ForAllValues:StringEquals': { k: 'a' } }], [true, false, undefined]],
    ['a set operator on a number', 'k', [{ 'ForAnyValue:NumericEquals': { k: '1' } }], [true, false, 'Numeric']],
    [
      'a key of several values without a set operator',
      'aws:TagKeys',
      [{ StringEquals: { 'aws:tagkeys': 'a' } }],
      [true, false, undefined],
    ],
    [
      'a set operator on a tag',
      'aws:RequestTag/t',
      [{ 'ForAnyValue:StringEquals': { 'aws:RequestTag/t': 'a' } }],
      [false, false, undefined],
    ],
    [
      'a key of every request',
      'AWS:SecureTransport',
      [{ StringEquals: { 'aws:SecureTransport': 'x' } }],
      [false, true, 'Bool'],
    ],
    [
      'a key that AWS documents as a date',
      'aws:EpochTime',
      [{ NumericLessThan: { 'aws:EpochTime': '5' } }],
      [false, true, 'Date'],
    ],
    [
      'a documented string under another operator',
      'aws:username',
      [{ NumericEquals: { 'aws:username': '1' } }],
      [false, false, undefined],
    ],
    ['a documented ARN', 'aws:PrincipalArn', [{ StringLike: { 'aws:PrincipalArn': 'a' } }], [false, false, 'Arn']],
  ])('keyDomain uses what AWS documents, and otherwise the operators: %s', (_what, key, conditions, domain) => {
    const [isMultivalued, isAlwaysPresent, type] = domain;
    expect(domainOf(key, ...conditions)).toStrictEqual({ isMultivalued, isAlwaysPresent, type });
  });

  it.each<[what: string, key: string, conditions: ConditionBlock[], isMultivalued: boolean]>([
    ['a key that no policy uses', 'k', [], false],
    ['a key of every request', 'aws:SecureTransport', [{ Bool: { 'aws:SecureTransport': 'true' } }], false],
    ['a key of several values', 'aws:TagKeys', [{ StringEquals: { 'aws:TagKeys': 'a' } }], true],
    ['a set operator', 'k', [{ 'ForAnyValue:NumericEquals': { k: '1' } }], true],
    [
      'a set operator on a tag',
      'aws:RequestTag/t',
      [{ 'ForAnyValue:StringEquals': { 'aws:RequestTag/t': 'a' } }],
      true,
    ],
  ])('keyDomain has all values under the reading `any`: %s', (_what, key, conditions, isMultivalued) => {
    expect(anyDomainOf(key, ...conditions)).toStrictEqual({ isMultivalued, isAlwaysPresent: false, type: undefined });
  });
});
