import { describe, expect, it } from 'vitest';
import { statementKey } from '../../../src/drift/diff/statement-key.js';
import { compareAccess, type PolicyDocument, type Statement } from '../../../src/iam/index.js';

type Parts = object;

const statementOf = (parts: Parts): Statement =>
  ({ Effect: 'Allow', ...('NotResource' in parts ? {} : { Resource: '*' }), ...parts }) as never;
const keyOf = (parts: Parts, version = '2012-10-17'): string => statementKey(statementOf(parts), version);
const documentOf = (parts: Parts): PolicyDocument => ({ Version: '2012-10-17', Statement: [statementOf(parts)] });
const VARIABLE = { Action: 's3:GetObject', Resource: 'arn:aws:s3:::${aws:username}/*' };

describe('the key of a statement', () => {
  it.each<[string, Parts, Parts]>([
    // The Kelvin sign is a k in lowercase, but no k for IAM.
    ['actions with letters that only look alike', { Action: 'kms:Decrypt' }, { Action: '\u212Ams:Decrypt' }],
    ['actions that are not allowed', { NotAction: 'kms:Decrypt' }, { NotAction: '\u212Ams:Decrypt' }],
    ['actions and all but these', { Action: 'kms:Decrypt' }, { NotAction: 'kms:Decrypt' }],
    [
      'a resource and all but this one',
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
      { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' },
    ],
    [
      'values in another letter case',
      { Action: 's3:GetObject', Condition: { StringEquals: { 'a:b': 'x' } } },
      { Action: 's3:GetObject', Condition: { StringEquals: { 'a:b': 'X' } } },
    ],
  ])('differs for statements that do not allow the same: %s', (_what, one, other) => {
    expect(compareAccess(documentOf(one), documentOf(other)).relation).not.toBe('equivalent');
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  it('is the same for statements that differ in form only', () => {
    const one = {
      Action: ['s3:GetObject', 's3:PutObject'],
      Condition: { StringEquals: { 'aws:PrincipalTag/K': 'x' } },
    };
    const other = {
      Sid: 'Other',
      Action: ['S3:putObject', 's3:GetObject', 's3:getobject'],
      Condition: { StringEquals: { 'AWS:PrincipalTag/k': ['x', 'x'] } },
    };
    expect(keyOf(one)).toBe(keyOf(other));
  });

  it('tells versions of the language apart where only one of them has a variable', () => {
    expect(keyOf(VARIABLE)).not.toBe(keyOf(VARIABLE, '2008-10-17'));
    expect(keyOf({ Action: 's3:GetObject' })).toBe(keyOf({ Action: 's3:GetObject' }, '2008-10-17'));
  });
});
