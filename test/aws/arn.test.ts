import { describe, expect, it } from 'vitest';
import { ARN_FIELDS, arnFields, awsManagedPolicyArn, isArn, nameInArn, rootArn } from '../../src/aws/arn.js';

describe('arnFields', () => {
  it('keeps the colons of the resource', () => {
    expect(arnFields('arn:aws:logs:us-east-1:123456789012:log-group:name:*')).toEqual([
      'arn',
      'aws',
      'logs',
      'us-east-1',
      '123456789012',
      'log-group:name:*',
    ]);
  });

  it.each<[text: string, fields: string[]]>([
    ['', ['']],
    ['arn', ['arn']],
    ['arn:aws', ['arn', 'aws']],
    [':::::', ['', '', '', '', '', '']],
    ['::::::', ['', '', '', '', '', ':']],
  ])('splits %j at its first five colons', (text, fields) => {
    expect(arnFields(text)).toEqual(fields);
    expect(fields.length).toBeLessThanOrEqual(ARN_FIELDS);
  });
});

describe('isArn', () => {
  it.each(['arn:aws:s3:::acme', 'arn:::::', 'arn:aws:sns:us-east-1:123456789012:a:b'])('accepts %s', (text) => {
    expect(isArn(text)).toBe(true);
  });

  it.each(['', '*', 'arn', 'arn:aws:s3::acme', 'xarn:aws:s3:::acme', 'ARN:aws:s3:::acme'])('refuses %j', (text) => {
    expect(isArn(text)).toBe(false);
  });
});

it('rootArn names the account itself as a principal', () => {
  expect(rootArn('aws-cn', '123456789012')).toBe('arn:aws-cn:iam::123456789012:root');
});

it('awsManagedPolicyArn names a policy in the account `aws`', () => {
  expect(awsManagedPolicyArn('aws-us-gov', 'ReadOnlyAccess')).toBe('arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess');
});

it.each([
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'ReadOnlyAccess'],
  ['arn:aws:iam::123456789012:role/team/data/Reader', 'Reader'],
  ['Reader', 'Reader'],
])('nameInArn drops everything up to the last slash of %s', (arn, name) => expect(nameInArn(arn)).toBe(name));
