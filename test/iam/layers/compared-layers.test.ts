import { describe, expect, it } from 'vitest';
import { compareAccess, InvalidInputError, newAccess, type AccessLayers } from '../../../src/iam/index.js';
import { OTHER, OWN, SAME_ACCOUNT } from './accounts.js';
import { confirmed } from './confirmed.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

const ROLE = `arn:aws:iam::${OWN}:role/app/Deployer`;
const FEDERATED_USER = `arn:aws:sts::${OWN}:federated-user/bob`;
const reading = policy(allow({ Action: 's3:Get*' }));

/** A side whose resource-based policy alone allows requests. */
const bucketOf = (Principal: object, more: AccessLayers = {}): AccessLayers => ({
  identity: [],
  resource: policy(allow({ Principal, Action: 's3:Get*' })),
  ...SAME_ACCOUNT,
  ...more,
});
const nobody = (more: AccessLayers = {}): AccessLayers => ({ identity: [], resource: [], ...SAME_ACCOUNT, ...more });
const equivalent = { relation: 'equivalent' };

describe('the requests of a comparison', () => {
  const stranger = { AWS: `arn:aws:iam::${OTHER}:user/eve` };
  const service = { Service: 'sns.amazonaws.com' };

  it.each<[string, AccessLayers, AccessLayers, object]>([
    ['of a user of the account', bucketOf({ AWS: ROLE }), nobody(), { relation: 'broader', principal: { AWS: ROLE } }],
    ['not those of another account', bucketOf(stranger), nobody(), equivalent],
    ['not those of a service', bucketOf(service), nobody(), equivalent],
    [
      'of everyone, if no layer is of a principal',
      { resource: policy(allow({ Principal: service })) },
      { resource: [] },
      { relation: 'broader', principal: service },
    ],
    [
      'of a principal that has no boundary',
      bucketOf({ AWS: FEDERATED_USER }),
      nobody(),
      { relation: 'broader', principal: { AWS: FEDERATED_USER } },
    ],
    [
      'of principals that can have a boundary, if both sides have one',
      bucketOf({ AWS: FEDERATED_USER }, { boundary: FULL }),
      nobody({ boundary: FULL }),
      equivalent,
    ],
    [
      'of principals that can have a boundary, if the first side has one',
      bucketOf({ AWS: FEDERATED_USER }, { boundary: FULL }),
      nobody(),
      equivalent,
    ],
    [
      'of principals that can have a boundary, if the second side has one',
      bucketOf({ AWS: FEDERATED_USER }),
      nobody({ boundary: FULL }),
      equivalent,
    ],
  ])('are %s', (_, a, b, { relation, principal }: { relation?: string; principal?: object }) => {
    const found = confirmed(a, b);
    expect({ relation: found.relation, principal: found.onlyInA?.principal }).toEqual({ relation, principal });
    expect(found.onlyInB).toBeUndefined();
  });

  it('are those of the account that one side names', () => {
    const rcp = (...AWS: string[]) => [policy(allow({ Principal: { AWS } }))];
    const user = `arn:aws:iam::${OWN}:user/ann`;
    const a = { identity: FULL, rcps: rcp(ROLE) };
    const b = { identity: FULL, rcps: rcp(ROLE, user), principalAccount: OWN };
    const expected = { relation: 'narrower', onlyInB: { principal: { AWS: user } } };
    expect(confirmed(a, b)).toMatchObject(expected);
    expect(confirmed({ ...a, principalAccount: OWN }, b)).toMatchObject(expected);
  });
});

describe('NotPrincipal', () => {
  const denying = (parts: object): AccessLayers => ({
    identity: FULL,
    resource: policy(deny({ Action: 's3:*', ...parts })),
    ...SAME_ACCOUNT,
  });
  const exempting = denying({ NotPrincipal: { AWS: [ROLE, OWN] } });
  const forAll = denying({ Principal: '*' });

  it.each<[string, AccessLayers, AccessLayers, string]>([
    ['exempts a principal without a boundary', exempting, forAll, 'broader'],
    ['exempts no principal with one', { ...exempting, boundary: FULL }, { ...forAll, boundary: FULL }, 'equivalent'],
    ['exempts those of the side without one', exempting, { ...exempting, boundary: FULL }, 'broader'],
    ['exempts none of the side with one', { ...exempting, boundary: FULL }, forAll, 'equivalent'],
  ])('%s', (_, a, b, relation) => {
    const found = confirmed(a, b);
    expect(found.relation).toBe(relation);
    if (relation === 'broader') expect(found.onlyInA?.principal).toEqual({ AWS: ROLE });
  });
});

describe('layers', () => {
  const inManagement = { ...SAME_ACCOUNT, managementAccount: OWN };
  const inMember = { ...SAME_ACCOUNT, managementAccount: OTHER };
  const someRcp = policy(allow({ Principal: '*', Action: 'sqs:*' }));

  it.each<[string, AccessLayers, AccessLayers, string]>([
    ['an SCP on one side', { rcps: [FULL_RCP] }, { scps: [reading] }, 'broader'],
    ['an SCP on the first side', { scps: [reading] }, { rcps: [FULL_RCP] }, 'narrower'],
    ['a boundary on one side', { rcps: [FULL_RCP] }, { boundary: reading }, 'broader'],
    ['a session policy on one side', { session: reading }, { rcps: [FULL_RCP] }, 'narrower'],
    ['SCPs of another account', { scps: [reading], ...inMember }, { scps: [FULL] }, 'narrower'],
    ['RCPs of another account', { rcps: [someRcp], ...inMember }, { rcps: [FULL_RCP] }, 'narrower'],
  ])('limit requests: %s', (_, a, b, relation) => {
    expect(confirmed(a, b).relation).toBe(relation);
  });

  it.each<[string, AccessLayers, AccessLayers]>([
    ['SCPs of the management account', { scps: [reading], ...inManagement }, { scps: [FULL] }],
    ['RCPs of the management account', { rcps: [someRcp], ...inManagement }, { rcps: [FULL_RCP] }],
    ['SCPs of a service-linked role', { scps: [reading], serviceLinked: true }, { scps: [FULL] }],
    [
      'RCPs for a service-linked role',
      { rcps: [someRcp], identity: FULL, serviceLinked: true },
      { rcps: [FULL_RCP], identity: FULL },
    ],
  ])('do not limit requests: %s', (_, a, b) => {
    expect(compareAccess(a, b)).toEqual(equivalent);
  });

  it('of a service-linked role need a layer of the principal: others can make the same requests', () => {
    const resource = policy(allow({ Principal: '*' }));
    const linked = { resource, serviceLinked: true, ...SAME_ACCOUNT };
    expect(() => compareAccess(linked, { ...linked, rcps: [[]] })).toThrow(
      'a.identity: `identity` is missing, and `serviceLinked` is about an IAM principal\n' +
        'b.identity: `identity` is missing, and `serviceLinked` is about an IAM principal',
    );
  });

  it('of a principal are needed on both sides, if identity-based policies are on one', () => {
    expect(() => compareAccess({ rcps: [FULL_RCP] }, { identity: reading })).toThrow(
      '`identity` is missing, and the other side has identity-based policies',
    );
  });

  it('of a principal are not compared with a policy of which one statement has principals', () => {
    const mixed = policy(allow({ Action: 's3:*' }), allow({ Principal: '*', Action: 'sqs:*' }));
    const message = 'policy 0 has principals, and the other side has layers of one principal';
    expect(() => compareAccess({ identity: reading }, mixed)).toThrow(message);
    expect(() => compareAccess(mixed, { identity: reading })).toThrow(message);
    expect(() => newAccess(mixed, { identity: reading })).toThrow(InvalidInputError);
  });
});
