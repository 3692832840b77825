import { expect, it } from 'vitest';
import { newAccess } from '../../../src/iam/index.js';
import { allow, bucket, deny, on, policy, when } from './policies.js';

const nothing = policy();

it('newAccess names each statement with a request that this very statement allows', () => {
  const parts = { Action: 's3:Get*', Resource: bucket('b') };
  const proposed = policy(allow(parts), allow({ ...parts, Condition: { 'ForAnyValue:StringEquals': { k: '${x}' } } }));
  expect(newAccess(nothing, proposed)).toStrictEqual([
    { policy: 0, statement: 0, witness: { action: 's3:Get', resource: bucket('b') } },
    { policy: 0, statement: 1, witness: { action: 's3:Get', resource: bucket('b'), context: { x: 'x', k: 'x' } } },
  ]);
});

it('newAccess lists access that is new under another reading only, with the reading', () => {
  // The account is missing: these are six fields all the same.
  const forgotten = on('arn:aws:logs:*:log-group:prod');
  const resource = 'arn:aws:logs:us-east-1:111122223333:log-group:prod';
  expect(newAccess(forgotten, on(resource))).toStrictEqual([
    { policy: 0, statement: 0, witness: { action: 's3:GetObject', resource }, reading: { colons: 'stay' } },
  ]);
  expect(
    newAccess(
      when({ NumericLessThan: { n: '5' } }, { NumericGreaterThanEquals: { n: '5' } }),
      when({ Null: { n: 'false' } }),
    ),
  ).toStrictEqual([
    {
      policy: 0,
      statement: 0,
      witness: { action: 's3:GetObject', resource: '*', context: { n: 'x' } },
      reading: { keyValues: 'any' },
    },
  ]);
});

it('newAccess lists a statement once, with the default reading if the access is new under it', () => {
  const proposed = policy(
    { ...allow({ Condition: { StringLike: { k: '*' } } }), Sid: 'K' },
    deny({ Condition: { StringEquals: { k: '' } } }),
  );
  expect(newAccess(nothing, proposed)).toStrictEqual([
    { policy: 0, statement: 0, sid: 'K', witness: { action: 's3:GetObject', resource: '*', context: { k: 'x' } } },
  ]);
});
