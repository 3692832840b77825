import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type AccessLayers,
  type PolicyInput,
} from '../../../src/iam/index.js';
import { ACROSS_ACCOUNTS, OTHER, OWN, SAME_ACCOUNT, SESSION } from './accounts.js';
import { confirmed } from './confirmed.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

const ROLE = `arn:aws:iam::${OWN}:role/app/Deployer`;
const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const nothing = policy(allow({ Action: 'sns:Publish' }));

/** What identity-based policies that allow everything grant where no resource-based policy has to allow it. */
const enough = [
  allow({
    NotAction: ['sts:AssumeRole*', 'sts:SetSourceIdentity', 'sts:SetContext', 'sts:TagSession', 'kms:*'],
  }),
  allow({
    Action: 'kms:*',
    NotResource: ['', '-cn', '-us-gov', '-iso', '-iso-b', '-iso-e', '-iso-f', '-eusc'].map(
      (partition) => `arn:aws${partition}:kms:*:*:key/*`,
    ),
  }),
];

describe('identity-based policies that allow everything within an account', () => {
  it.each<[string, AccessLayers, PolicyInput]>([
    ['everything but roles and keys, if a resource-based policy allows nothing', { resource: [] }, policy(...enough)],
    [
      'no keys that a key policy leaves to another account',
      { resource: policy(allow({ Principal: { AWS: OTHER }, Action: 'kms:*' })) },
      policy(...enough),
    ],
    ['everything, if neither side has a resource-based policy', {}, FULL],
  ])('grant %s', (_, layers, granted) => {
    expect(compareAccess({ identity: FULL, ...SAME_ACCOUNT, ...layers }, granted)).toEqual({ relation: 'equivalent' });
  });

  const layers = { identity: FULL, ...SAME_ACCOUNT };
  const decrypting = { resource: policy(allow({ Principal: { AWS: OWN }, Action: 'kms:Decrypt' })) };

  it('grant as much with a resource-based policy that allows nothing as without one', () => {
    expect(confirmed(layers, { ...layers, resource: [] })).toEqual({ relation: 'equivalent' });
    expect(confirmed(layers, { ...layers, ...decrypting })).toMatchObject({
      relation: 'narrower',
      onlyInB: { action: 'kms:Decrypt', resource: 'arn:aws:kms:::key/example' },
    });
  });

  it('are needed for what a key policy leaves to the account', () => {
    const silent = { ...layers, identity: nothing };
    expect(confirmed({ ...silent, ...decrypting }, { ...silent, resource: [] })).toEqual({ relation: 'equivalent' });
  });
});

describe('a resource-based policy that is omitted', () => {
  const assume = { action: 'sts:AssumeRole', resource: ROLE, principal: SESSION };
  const decrypt = { action: 'kms:Decrypt', resource: KEY, principal: SESSION };
  it.each<[string, AccessLayers, typeof assume, object]>([
    ['a role that the trust policy can name', { identity: nothing }, assume, { missing: ['resource'] }],
    ['a key that the key policy can name', { identity: nothing }, decrypt, { missing: ['resource'] }],
    ['a session that no boundary limits', { identity: nothing, boundary: nothing }, assume, { missing: ['resource'] }],
    [
      'a role that an SCP denies',
      { identity: FULL, scps: [FULL, nothing] },
      assume,
      { by: { layer: 'scp', level: 1 } },
    ],
    ['an object', { identity: nothing }, { ...assume, action: 's3:GetObject' }, { by: { layer: 'identity' } }],
    [
      'the caller',
      { identity: nothing },
      { ...assume, action: 'sts:GetCallerIdentity' },
      { by: { layer: 'identity' } },
    ],
    ['a new key', { identity: nothing }, { ...decrypt, resource: '*' }, { by: { layer: 'identity' } }],
  ])('decides on %s', (_, layers, request, expected) => {
    const { decision, by, missing } = evaluateAccess({ ...layers, ...SAME_ACCOUNT }, request);
    expect({ decision, ...(by && { by }), ...(missing && { missing }) }).toEqual({
      decision: 'missing' in expected ? 'unknown' : 'implicitDeny',
      ...expected,
    });
  });
});

describe('a service', () => {
  const notifying = policy(allow({ Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage' }));

  it('is allowed by the resource-based policy alone', () => {
    const request = { action: 'sqs:SendMessage', resource: '*', principal: { Service: 'sns.amazonaws.com' } };
    const decide = (layers: AccessLayers): string => evaluateAccess({ ...layers, ...SAME_ACCOUNT }, request).decision;
    expect(decide({ identity: nothing, resource: notifying })).toBe('allowed');
    expect(decide({ identity: FULL, resource: [] })).toBe('implicitDeny');
  });

  it('is among the principals of resource-based policies', () => {
    const all = policy(allow({ Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:*' }));
    expect(confirmed({ resource: notifying }, { resource: all })).toEqual({
      relation: 'narrower',
      onlyInB: { action: 'sqs:x', resource: '*', principal: { Service: 'sns.amazonaws.com' } },
    });
  });
});

describe('NotPrincipal of a resource control policy', () => {
  const denying = (parts: object) => [[FULL_RCP, policy(deny({ Action: 's3:*', ...parts }))]];
  const exempting = denying({ NotPrincipal: { AWS: [ROLE, `arn:aws:iam::${OWN}:root`] } });
  const forAll = denying({ Principal: '*' });

  it('exempts no principal that has a permissions boundary', () => {
    const layers = { identity: FULL, ...SAME_ACCOUNT };
    expect(confirmed({ ...layers, rcps: exempting }, { ...layers, rcps: forAll })).toMatchObject({
      relation: 'broader',
      onlyInA: { principal: { AWS: ROLE } },
    });
    const bounded = { ...layers, boundary: FULL };
    expect(confirmed({ ...bounded, rcps: exempting }, { ...bounded, rcps: forAll })).toEqual({
      relation: 'equivalent',
    });
  });
});

describe('new access', () => {
  const two = policy(allow({ Action: 'sns:*' }), { ...allow({ Action: 'ec2:*' }), Sid: 'Compute' });
  const first = policy(allow({ Action: 'sns:*' }));
  const added = { statement: 1, sid: 'Compute', policy: 1, witness: { action: 'ec2:x', resource: '*' } };

  describe.each<[string, AccessLayers]>([
    ['without accounts', {}],
    ['of a principal whose account is known', { principalAccount: OWN }],
    ['within an account', SAME_ACCOUNT],
    ['across accounts', ACROSS_ACCOUNTS],
  ])('%s', (_, accounts) => {
    it.each<[string, AccessLayers, AccessLayers, object]>([
      ['SCP', { scps: [first, FULL] }, { scps: [[first, two], FULL] }, { layer: 'scp', level: 0 }],
      ['boundary', { boundary: first }, { boundary: [first, two] }, { layer: 'boundary' }],
      ['session policy', { session: first }, { session: [first, two] }, { layer: 'session' }],
    ])('is that of the statement of the %s', (_layer, existing, proposed, place) => {
      expect(newAccess({ ...existing, ...accounts }, { ...proposed, ...accounts })).toEqual([{ ...added, ...place }]);
    });
  });

  it.each<[string, AccessLayers, unknown]>([
    ['everyone, without layers of a principal', {}, '*'],
    ['the account, with a boundary', { boundary: FULL, ...ACROSS_ACCOUNTS }, { AWS: OWN }],
    ['a role', { identity: [], ...SAME_ACCOUNT }, { AWS: ROLE }],
    ['a session', { identity: [], ...SAME_ACCOUNT }, { AWS: SESSION }],
  ])('is that of the statement of the resource-based policy that names %s', (_, layers, Principal) => {
    const granting = policy(deny({ Principal: '*', Action: 'ec2:*' }), allow({ Principal, Action: 's3:*' }));
    const proposed = { ...layers, resource: [policy(), granting] };
    expect(newAccess({ ...layers, resource: [] }, proposed)).toMatchObject([
      { layer: 'resource', policy: 1, statement: 1, witness: { action: 's3:x', resource: '*' } },
    ]);
  });

  it('of layers that are omitted is that of the first statement', () => {
    const resource = policy(deny({ Principal: '*', Action: 'ec2:*' }));
    const layers = { scps: [policy(allow({ Action: 's3:*' }))], resource, ...SAME_ACCOUNT };
    expect(newAccess(layers, { ...layers, serviceLinked: true })).toEqual([
      { layer: 'resource', policy: 0, statement: 0, witness: { action: 'x:x', resource: '*' } },
    ]);
  });

  it('of layers without policies has no layer', () => {
    expect(newAccess(policy(allow({ Action: 's3:*' })), { resourceAccount: OWN })).toEqual([
      { policy: 0, statement: 0, witness: { action: 'x:x', resource: '*' } },
    ]);
  });

  const everyone = { Principal: '*' };
  const someKeys = policy(allow({ ...everyone, Action: 'kms:Decrypt' }));
  const allKeys = policy(allow({ ...everyone, Action: 's3:*' }), allow({ ...everyone, Action: 'kms:*' }));

  it('is that of the statements of an RCP, if no other layer is given', () => {
    expect(newAccess({ rcps: [someKeys] }, { rcps: [allKeys] })).toEqual([
      {
        layer: 'rcp',
        level: 0,
        policy: 0,
        statement: 0,
        witness: { action: 's3:x', resource: 'arn:aws:s3:::example', principal: 'anonymous' },
      },
      {
        layer: 'rcp',
        level: 0,
        policy: 0,
        statement: 1,
        witness: { action: 'kms:x', resource: 'arn:aws:kms:::example', principal: 'anonymous' },
      },
    ]);
  });

  it('that an RCP leaves is that of another layer, if one is given', () => {
    const scps = [policy(allow({ Action: 'ec2:*' }), allow({ Action: 's3:*' }))];
    expect(newAccess({ scps, rcps: [someKeys] }, { scps, rcps: [allKeys] })).toEqual([
      {
        layer: 'scp',
        level: 0,
        policy: 0,
        statement: 1,
        witness: { action: 's3:x', resource: 'arn:aws:s3:::example' },
      },
    ]);
  });

  it('for which no policy has a statement is that of the first one', () => {
    const found = newAccess(policy(deny({ Action: 'x:*' })), { rcps: [someKeys] });
    expect(found.map(({ witness }) => witness?.action)).toEqual(expect.arrayContaining(['kms:Decrypt', 'x:x']));
    for (const each of found) expect(each).toMatchObject({ layer: 'rcp', level: 0, policy: 0, statement: 0 });
  });
});
