import { expect, it } from 'vitest';
import type { Dimension } from '../../../src/iam/compare/atom.js';
import type { DimensionState } from '../../../src/iam/compare/dimension.js';
import { requestOf, spellAction } from '../../../src/iam/compare/witness.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import type { AccessRequest, ConditionBlock, PolicyDocument } from '../../../src/iam/index.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { allow, doing, policy, when } from './policies.js';

function request(values: Record<string, unknown>, ...policies: PolicyDocument[]): AccessRequest {
  const state = { ids: new Set<number>(), literals: [], isUndecided: false, next: new Map() };
  const model = new Map<Dimension, DimensionState>(
    Object.entries(values).map(([dimension, value]) => [dimension as Dimension, { ...state, value: value as string }]),
  );
  const workspace = createWorkspace(policies);
  return requestOf(model, workspace.uses, workspace.scopeFor(DEFAULT_READING));
}

const free = { action: 'x:x', resource: '*' };
const bob = { kind: 'AWS', id: 'arn:aws:iam::111122223333:user/Bob' };

it.each<[values: Record<string, unknown>, request: AccessRequest]>([
  [{}, free],
  [
    { action: 's3:get', resource: 'arn:a:b:c:d:e', principal: bob },
    { action: 's3:get', resource: 'arn:a:b:c:d:e', principal: { AWS: bob.id } },
  ],
  [
    { principal: { ...bob, permissionsBoundary: true } },
    { ...free, principal: { AWS: bob.id }, permissionsBoundary: true },
  ],
  [{ principal: { kind: 'anonymous', id: '' } }, { ...free, principal: 'anonymous' }],
  [{ principal: { kind: 'CanonicalUser', id: 'abc' } }, { ...free, principal: { CanonicalUser: 'abc' } }],
  [{ 'key k': [], principal: undefined }, free],
  [
    { 'key k': ['a'], 'key j': ['b', 'c'] },
    { ...free, context: { k: 'a', j: ['b', 'c'] } },
  ],
])('requestOf returns the request of the model %j', (values, expected) =>
  expect(request(values)).toStrictEqual(expected),
);

it('requestOf treats the key __proto__ like any other', () => {
  const { context } = request(JSON.parse('{"key __proto__":["a"]}') as Record<string, unknown>);
  expect(Object.entries(context!)).toStrictEqual([['__proto__', 'a']]);
});

it.each<[action: string, policies: PolicyDocument[], spelled: string]>([
  ['s3:getobject', [doing('s3:GetObject')], 's3:GetObject'],
  ['s3:getobject', [doing('S3:Get*', 's3:GETOBJ?ct')], 's3:GETOBJect'],
  ['s3:getobject', [doing('s3:GetObject'), doing('s3:GETOBJECT')], 's3:GetObject'],
  ['s3:getobject', [doing('s3:Put*')], 's3:getobject'],
  ['s3:getobject', [doing('s3:GetObjectTagging')], 's3:getobject'],
  ['s3:getobject', [policy({ Effect: 'Deny', NotAction: ['ec2:*', 's3:Get*'], Resource: '*' })], 's3:Getobject'],
  ['x:\u0130y', [doing('X:\u0130*')], 'X:\u0130y'],
  ['x:i\u0307y', [doing('x:\u0130*')], 'x:i\u0307y'],
  ['s:a\u03a3x', [doing('s:A\u03a3*')], 's:A\u03a3x'],
])('spellAction spells the action %j as the policies do', (action, policies, spelled) =>
  expect(spellAction(action, policies)).toBe(spelled),
);

it('requestOf spells keys as the first policy that names them does', () => {
  const conditions: ConditionBlock = { StringEquals: { 'aws:A': 'x', 'aws:b': 'x' }, Null: { 'AWS:B': 'true' } };
  const values = { 'key aws:a': ['1'], 'key aws:b': ['2'], 'key aws:c': ['3'] };
  expect(request(values, policy(allow()), when(conditions), when({ Null: { 'Aws:A': 'true' } })).context).toStrictEqual(
    { 'aws:A': '1', 'aws:b': '2', 'aws:c': '3' },
  );
});

it('requestOf has the keys of every request, if the policies use them', () => {
  const used = when({ Bool: { 'aws:SecureTransport': 'true' }, DateLessThan: { 'aws:CurrentTime': '2026-01-01' } });
  expect(request({ 'key aws:securetransport': ['false'] }, used)).toStrictEqual({
    ...free,
    context: { 'aws:SecureTransport': 'false', 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
  });
  expect(request({}, doing('s3:Get'))).toStrictEqual(free);
});

it('requestOf has the first caller if the policies have principals and the model does not', () => {
  expect(request({}, policy({ ...allow(), Principal: '*' } as never))).toStrictEqual({
    ...free,
    principal: 'anonymous',
  });
});
