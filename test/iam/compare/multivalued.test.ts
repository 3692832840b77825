import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess, type ConditionBlock } from '../../../src/iam/index.js';
import { when } from './policies.js';

const asking = (context: Record<string, string | string[]>) => ({ action: 's3:GetObject', resource: '*', context });

describe('keys with several values', () => {
  it('a condition without a set operator does not hold for two values of a multivalued key', () => {
    const [any, plain] = [
      when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }),
      when({ StringEquals: { 'aws:TagKeys': 'x' } }),
    ];
    const both = asking({ 'aws:TagKeys': ['x', 'y'] });
    expect(compareAccess(any, plain)).toStrictEqual({ relation: 'broader', onlyInA: both });
    expect([any, plain].map((each) => evaluateAccess(each, both).decision)).toStrictEqual(['allowed', 'implicitDeny']);
  });

  it('a condition without a set operator does not make a key single-valued for another condition', () => {
    const any: ConditionBlock = { 'ForAnyValue:StringEquals': { k: 'a' } };
    expect(compareAccess(when({ ...any, StringNotEquals: { k: 'b' } }), when(any))).toStrictEqual({
      relation: 'narrower',
      onlyInB: asking({ k: ['a', 'x'] }),
    });
    // With one value, both are the same.
    const single: ConditionBlock = { StringEquals: { k: 'a' } };
    expect(compareAccess(when({ ...single, StringNotEquals: { k: 'b' } }), when(single))).toStrictEqual({
      relation: 'equivalent',
    });
  });

  it.each<[what: string, a: ConditionBlock, b: ConditionBlock, relation: string]>([
    [
      'equals',
      { StringEquals: { 'aws:TagKeys': 'x' } },
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } },
      'narrower',
    ],
    [
      'does not equal',
      { StringNotEquals: { 'aws:CalledVia': 'x' } },
      { 'ForAllValues:StringNotEquals': { 'aws:CalledVia': 'x' } },
      'narrower',
    ],
    [
      'does not equal, of one value',
      { StringNotEquals: { 'aws:CalledViaFirst': 'x' } },
      { 'ForAllValues:StringNotEquals': { 'aws:CalledViaFirst': 'x' } },
      'equivalent',
    ],
    [
      'all or none',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } },
      { 'ForAllValues:StringEqualsIfExists': { 'aws:TagKeys': 'x' } },
      'equivalent',
    ],
    [
      'some or none',
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } },
      { 'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'x' } },
      'narrower',
    ],
    [
      'a service key in another letter case',
      { StringEquals: { 'DynamoDB:leadingkeys': 'x' } },
      { 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'x' } },
      'narrower',
    ],
    [
      'a tag, which has one value',
      { StringEquals: { 'aws:RequestTag/t': 'x' } },
      { 'ForAnyValue:StringEquals': { 'aws:RequestTag/t': 'x' } },
      'equivalent',
    ],
    [
      'the recommended guard',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' }, Null: { 'aws:TagKeys': 'false' } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' }, 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } },
      'equivalent',
    ],
  ])('compareAccess decides conditions with and without a set operator: %s', (_what, a, b, relation) =>
    expect(compareAccess(when(a), when(b)).relation).toBe(relation),
  );
});
