import { describe, expect, it } from 'vitest';
import {
  evaluateAccess,
  type AccessLayers,
  type AccessRequest,
  type LayeredDecision,
  type PolicyInput,
  type RequestPrincipal,
} from '../../../src/iam/index.js';
import { ACROSS_ACCOUNTS, OTHER, OWN, SAME_ACCOUNT, SESSION } from './accounts.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

/*
 * Who makes the request, whose accounts are involved, and what a decision depends on when it is omitted.
 */

const MANAGEMENT = '777788889999';
const get: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', principal: SESSION };
const decrypt: AccessRequest = {
  action: 'kms:Decrypt',
  resource: `arn:aws:kms:eu-west-1:${OWN}:key/1`,
  principal: SESSION,
};
const silent = policy(allow({ Action: 'x:y' }));
const silentFor = (Principal: unknown): PolicyInput => policy(allow({ Principal, Action: 'x:y' }));
const grantTo = (Principal: unknown): PolicyInput => policy(allow({ Principal }));
const EVERYONE = grantTo('*');

/** A decision without the layers. */
function decide(layers: AccessLayers, request: AccessRequest = get): Omit<LayeredDecision, 'layers'> {
  const { layers: _, ...decision } = evaluateAccess(layers, request);
  return decision;
}

const grantedBy = (layer: string): object => ({ decision: 'allowed', by: { layer, policy: 0, statement: 0 } });
const unknown = (...missing: string[]): object => ({ decision: 'unknown', missing });

/** Why each layer has no effect. */
function exemptionsOf(layers: AccessLayers, request: AccessRequest): Record<string, string | undefined> {
  const outcomes = evaluateAccess(layers, request).layers;
  return Object.fromEntries(
    outcomes.map((outcome) => [outcome.layer, 'exempt' in outcome ? String(outcome.exempt) : 'none']),
  );
}

describe('services, identity providers and anonymous callers', () => {
  const callers: [string, RequestPrincipal][] = [
    ['a service', { Service: 'sns.amazonaws.com' }],
    ['an identity provider', { Federated: `arn:aws:iam::${OWN}:saml-provider/idc` }],
    ['an anonymous caller', 'anonymous'],
  ];

  it.each(callers)('%s is limited by the resource and its RCPs only', (_, principal) => {
    const refusing = policy(deny());
    const layers: AccessLayers = {
      identity: refusing,
      boundary: refusing,
      session: refusing,
      scps: [refusing],
      rcps: [FULL_RCP],
      resource: EVERYONE,
    };
    expect(decide({ ...layers, ...SAME_ACCOUNT }, { ...get, principal })).toStrictEqual(grantedBy('resource'));
    expect(exemptionsOf({ ...layers, ...SAME_ACCOUNT }, { ...get, principal })).toEqual({
      rcp: 'none',
      scp: 'principal',
      resource: 'none',
      identity: 'principal',
      boundary: 'principal',
      session: 'principal',
    });
    const refused = { ...layers, resource: policy(deny({ Principal: '*', Sid: 'Closed' })) };
    expect(decide(refused, { ...get, principal })).toStrictEqual({
      decision: 'explicitDeny',
      by: { layer: 'resource', policy: 0, statement: 0, sid: 'Closed' },
    });
  });

  it.each(callers)('%s has no identity-based policies that could allow the request', (_, principal) => {
    const layers = { identity: FULL, resource: silentFor('*'), ...SAME_ACCOUNT };
    expect(decide(layers, { ...get, principal })).toStrictEqual({
      decision: 'implicitDeny',
      by: { layer: 'resource' },
    });
  });

  it.each(callers)(
    'a decision on %s depends on the resource-based policy, and on no other omitted fact',
    (_, principal) => {
      expect(decide({ scps: [] }, { ...get, principal })).toStrictEqual(unknown('resource'));
      expect(decide({ resource: EVERYONE }, { ...get, principal })).toStrictEqual(grantedBy('resource'));
    },
  );

  it.each(callers)(
    'a decision on %s depends on the account of the resource if that may be exempt from RCPs',
    (_, principal) => {
      const layers: AccessLayers = { resource: EVERYONE, rcps: [silentFor('*')], managementAccount: MANAGEMENT };
      expect(decide(layers, { ...get, principal })).toStrictEqual(unknown('resourceAccount'));
      expect(decide({ ...layers, resourceAccount: MANAGEMENT }, { ...get, principal })).toStrictEqual(
        grantedBy('resource'),
      );
    },
  );

  it.each(callers)('%s is no service-linked role: RCPs stay in force', (_, principal) => {
    const layers: AccessLayers = { resource: EVERYONE, rcps: [silentFor('*')], serviceLinked: true, ...SAME_ACCOUNT };
    expect(decide(layers, { ...get, principal })).toStrictEqual({
      decision: 'implicitDeny',
      by: { layer: 'rcp', level: 0 },
    });
    expect(exemptionsOf(layers, { ...get, principal })['rcp']).toBe('none');
  });
});

describe('IAM principals', () => {
  it.each<[string, AccessRequest['principal'] | undefined]>([
    ['a user', `arn:aws:iam::${OWN}:user/ann`],
    ['a role', `arn:aws:iam::${OWN}:role/Deployer`],
    ['a session', SESSION],
    ['a user by its ID', 'AIDAEXAMPLE'],
    ['a canonical user ID, which stands for an account', { CanonicalUser: 'f'.repeat(64) }],
    ['someone unknown', undefined],
  ])('%s has identity-based policies', (_, principal) => {
    const { principal: __, ...request } = get;
    const from = { ...request, ...(principal !== undefined && { principal }) };
    expect(decide({ identity: FULL, resource: [], ...SAME_ACCOUNT }, from)).toStrictEqual(grantedBy('identity'));
    expect(decide({ resource: [], ...SAME_ACCOUNT }, from)).toStrictEqual(unknown('identity'));
    expect(exemptionsOf({ identity: FULL, boundary: FULL, session: FULL, scps: [FULL] }, from)).toEqual({
      scp: 'none',
      identity: 'none',
      boundary: 'none',
      session: 'none',
    });
  });
});

describe('the accounts of a request', () => {
  const table = (account: string): string => `arn:aws:dynamodb:eu-west-1:${account}:table/t`;
  const from = (principal: string, resource: string, context: AccessRequest['context'] = {}): AccessRequest => ({
    ...get,
    principal,
    resource,
    context,
  });
  const IN_ONE = grantedBy('identity');
  const IN_TWO = { decision: 'implicitDeny', by: { layer: 'resource' } };

  it.each<[string, Partial<AccessLayers>, AccessRequest, object]>([
    ['those of the ARNs', {}, from(SESSION, table(OWN)), IN_ONE],
    ['those of the ARNs, which can differ', {}, from(SESSION, table(OTHER)), IN_TWO],
    [
      'that of the condition key of the principal first',
      {},
      from(SESSION, table(OTHER), { 'aws:PrincipalAccount': OTHER }),
      IN_ONE,
    ],
    [
      'that of the condition key of the resource first',
      {},
      from(SESSION, table(OTHER), { 'aws:ResourceAccount': OWN }),
      IN_ONE,
    ],
    [
      'that of the principal in the layers before all others',
      { principalAccount: OTHER },
      from(SESSION, table(OWN), { 'aws:PrincipalAccount': OWN }),
      IN_TWO,
    ],
    [
      'that of the resource in the layers before all others',
      { resourceAccount: OTHER },
      from(SESSION, table(OWN), { 'aws:ResourceAccount': OWN }),
      IN_TWO,
    ],
    ['not known from an ID', {}, from('AROAEXAMPLE:s', table(OWN)), unknown('principalAccount')],
    ['not known from the ARN of a bucket', {}, from(SESSION, get.resource), unknown('resourceAccount')],
    ['not known from the name of a bucket', {}, from(SESSION, `arn:aws:s3:::${OWN}`), unknown('resourceAccount')],
    ['not known from a policy of AWS', {}, from(SESSION, 'arn:aws:iam::aws:policy/P'), unknown('resourceAccount')],
    ['not known from an action without a resource', {}, from(SESSION, '*'), unknown('resourceAccount')],
    ['both unknown', {}, from('AROAEXAMPLE:s', get.resource), unknown('principalAccount', 'resourceAccount')],
  ])('are %s', (_, layers, request, expected) => {
    expect(decide({ identity: FULL, resource: [], ...layers }, request)).toStrictEqual(expected);
  });
});

describe('a decision that depends on what is omitted', () => {
  const delegating = grantTo({ AWS: OWN });
  const { principal: _, ...fromSomeone } = get;

  it.each<[string, AccessLayers, AccessRequest, object]>([
    ['names identity policies', { resource: delegating, ...SAME_ACCOUNT }, get, unknown('identity')],
    ['does not name an account that does not matter', { resource: delegating }, get, unknown('identity')],
    [
      'names the account that decides whether identity policies matter',
      { resource: grantTo({ AWS: SESSION }) },
      get,
      unknown('resourceAccount', 'identity'),
    ],
    ['names all that matter', { principalAccount: OWN }, get, unknown('resourceAccount', 'identity', 'resource')],
    ['names a key policy, which can delegate', { identity: FULL, ...SAME_ACCOUNT }, decrypt, unknown('resource')],
    ['names a key policy, which can name principals', { identity: [], ...SAME_ACCOUNT }, decrypt, unknown('resource')],
    [
      'names a key policy, whatever limits the principal',
      { identity: FULL, boundary: [], session: [], ...SAME_ACCOUNT },
      decrypt,
      unknown('resource'),
    ],
    ['names a bucket policy across accounts', { identity: FULL, ...ACROSS_ACCOUNTS }, get, unknown('resource')],
    [
      'names no resource-based policy that need not exist',
      { identity: [], ...SAME_ACCOUNT },
      get,
      { decision: 'implicitDeny', by: { layer: 'identity' } },
    ],
    [
      'names the account that may be exempt from SCPs',
      { identity: FULL, resource: EVERYONE, scps: [silent], managementAccount: MANAGEMENT, resourceAccount: OWN },
      fromSomeone,
      unknown('principalAccount'),
    ],
    [
      'names the account that may be exempt from SCPs, also if the resource is in the management account',
      { identity: FULL, resource: EVERYONE, scps: [silent], managementAccount: OWN, resourceAccount: OWN },
      fromSomeone,
      unknown('principalAccount'),
    ],
    [
      'names the account that may be exempt from RCPs',
      {
        identity: FULL,
        resource: EVERYONE,
        rcps: [silentFor('*')],
        managementAccount: MANAGEMENT,
        principalAccount: OWN,
      },
      get,
      unknown('resourceAccount'),
    ],
    [
      'names both accounts that may be exempt',
      { identity: FULL, resource: EVERYONE, scps: [silent], rcps: [silentFor('*')], managementAccount: MANAGEMENT },
      fromSomeone,
      unknown('principalAccount', 'resourceAccount'),
    ],
    [
      'names no account if none is exempt',
      { identity: FULL, resource: EVERYONE, scps: [silent] },
      fromSomeone,
      { decision: 'implicitDeny', by: { layer: 'scp', level: 0 } },
    ],
  ])('%s', (__, layers, request, expected) => {
    expect(decide(layers, request)).toStrictEqual(expected);
  });

  it('does not call SCPs and RCPs exempt if they may have an effect', () => {
    const layers: AccessLayers = { scps: [FULL], rcps: [FULL_RCP], managementAccount: MANAGEMENT };
    expect(exemptionsOf(layers, fromSomeone)).toEqual({ rcp: 'none', scp: 'none' });
    const inManagement = { ...layers, principalAccount: MANAGEMENT, resourceAccount: MANAGEMENT };
    expect(exemptionsOf(inManagement, fromSomeone)).toEqual({ rcp: 'managementAccount', scp: 'managementAccount' });
    expect(exemptionsOf({ ...inManagement, serviceLinked: true }, fromSomeone)).toEqual({
      rcp: 'serviceLinkedRole',
      scp: 'serviceLinkedRole',
    });
  });

  it('names the boundary of a principal that is said to have one', () => {
    const bounded = { ...get, permissionsBoundary: true };
    expect(decide({ identity: FULL, ...SAME_ACCOUNT }, bounded)).toStrictEqual(unknown('boundary'));
    expect(decide({ identity: FULL, boundary: FULL, ...SAME_ACCOUNT }, bounded)).toStrictEqual(grantedBy('identity'));
    expect(decide({ identity: FULL, ...SAME_ACCOUNT }, { ...get, permissionsBoundary: false })).toStrictEqual(
      grantedBy('identity'),
    );
    // A boundary does not limit what a policy grants to the session.
    expect(decide({ resource: grantTo({ AWS: SESSION }), ...SAME_ACCOUNT }, bounded)).toStrictEqual(
      grantedBy('resource'),
    );
    expect(decide({ resource: EVERYONE }, { ...bounded, principal: 'anonymous' })).toStrictEqual(grantedBy('resource'));
  });
});

describe('NotPrincipal', () => {
  const all = policy(deny({ NotPrincipal: { AWS: [SESSION, `arn:aws:iam::${OWN}:role/Deployer`, OWN] } }));

  it('exempts a principal that has no boundary, and none that has one', () => {
    expect(decide({ identity: FULL, resource: all, ...SAME_ACCOUNT })).toStrictEqual(grantedBy('identity'));
    expect(decide({ identity: FULL, boundary: FULL, resource: all, ...SAME_ACCOUNT })).toStrictEqual({
      decision: 'explicitDeny',
      by: { layer: 'resource', policy: 0, statement: 0 },
    });
  });
});
