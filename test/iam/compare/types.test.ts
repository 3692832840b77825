import { describe, expect, it } from 'vitest';
import { compareAccess, newAccess, type ConditionBlock, type PolicyDocument } from '../../../src/iam/index.js';
import { allow, deny, policy, when } from './policies.js';

const unless = (Condition: ConditionBlock): PolicyDocument => policy(allow(), deny({ Action: '*', Condition }));
const asking = (context?: Record<string, string>) => ({
  action: 's3:GetObject',
  resource: '*',
  ...(context && { context }),
});

describe("AWS's own pairs of idioms", () => {
  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, mistyped: string]>([
    [
      'MFA is present, and MFA is not absent',
      when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      unless({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
      'aws:MultiFactorAuthPresent',
    ],
    [
      'either Boolean, and any value',
      when({ Bool: { 'aws:SecureTransport': ['true', 'false'] } }),
      when({ Null: { 'aws:SecureTransport': 'false' } }),
      'aws:SecureTransport',
    ],
    [
      'up to a number, and not above it',
      when({ NumericLessThanEquals: { 's3:max-keys': '5' } }),
      unless({ NumericGreaterThanIfExists: { 's3:max-keys': '5' } }),
      's3:max-keys',
    ],
    [
      'before a date, and not from it on',
      when({ DateLessThan: { 'aws:TokenIssueTime': '2026-01-01' } }),
      unless({ DateGreaterThanEqualsIfExists: { 'aws:TokenIssueTime': '2026-01-01' } }),
      'aws:TokenIssueTime',
    ],
  ])('two ways to write the same are equivalent: %s', (_what, a, b, key) => {
    expect(compareAccess(a, b)).toStrictEqual({
      relation: 'equivalent',
      readings: [{ reading: { keyValues: 'any' }, relation: 'narrower', onlyInB: asking({ [key]: 'x' }) }],
    });
  });

  it.each<[what: string, a: PolicyDocument, b: PolicyDocument]>([
    [
      'an address in a block',
      when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      unless({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    ],
    [
      'an ARN',
      when({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } }),
      unless({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a' } }),
    ],
    ['a string', when({ StringEquals: { k: 'a' } }), unless({ StringNotEquals: { k: 'a' } })],
    [
      'a list',
      when({ 'ForAllValues:StringEquals': { k: 'a' } }),
      unless({ 'ForAnyValue:StringNotEquals': { k: 'a' } }),
    ],
  ])('an operator is the opposite of its negation: %s', (_what, a, b) =>
    expect(compareAccess(a, b)).toStrictEqual({ relation: 'equivalent' }),
  );
});

describe('keys of every request', () => {
  it('a Deny without TLS is an Allow with TLS', () => {
    expect(
      compareAccess(
        unless({ Bool: { 'aws:SecureTransport': 'false' } }),
        when({ Bool: { 'aws:SecureTransport': 'true' } }),
      ),
    ).toStrictEqual({
      relation: 'equivalent',
      readings: [{ reading: { keyValues: 'any' }, relation: 'broader', onlyInA: asking() }],
    });
  });

  it('the key of every request is part of a witness, with a value as people write it', () => {
    expect(compareAccess(policy(allow()), when({ Bool: { 'aws:SecureTransport': 'true' } }))).toStrictEqual({
      relation: 'broader',
      onlyInA: asking({ 'aws:SecureTransport': 'false' }),
    });
    expect(compareAccess(when({ DateLessThan: { 'aws:CurrentTime': '2026-01-01' } }), policy()).onlyInA).toStrictEqual(
      asking({ 'aws:CurrentTime': '2025-12-31T23:59:59Z' }),
    );
    expect(newAccess(policy(), unless({ Null: { 'aws:SecureTransport': 'true' } }))).toStrictEqual([
      { policy: 0, statement: 0, witness: asking({ 'aws:SecureTransport': 'true' }) },
    ]);
  });
});

it.each<[what: string, condition: ConditionBlock, value: string]>([
  [
    'the last second of the year 9999',
    { DateGreaterThan: { k: '9999-12-31T23:59:59.5Z' }, DateLessThan: { k: '9999-12-31T23:59:59.7Z' } },
    '9999-12-31T23:59:59.500000001Z',
  ],
  [
    'after the year 9999',
    { DateGreaterThan: { k: '253402300800' }, DateLessThan: { k: '253402300802' } },
    '253402300801',
  ],
  ['before the year 0', { DateLessThan: { k: '-62167219200' } }, '-62167219201'],
  ['between two numbers', { NumericGreaterThan: { k: '5' }, NumericLessThan: { k: '5.1' } }, '5.01'],
  ['a block of addresses', { IpAddress: { k: '10.0.0.0/8' } }, '10.0.0.1'],
])('compareAccess finds a value %s', (_what, condition, value) => {
  expect(compareAccess(when(condition), policy()).onlyInA).toStrictEqual(asking({ k: value }));
});
