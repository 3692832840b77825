import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  explainAccess,
  explainComparison,
  explainNewAccess,
  newAccess,
  type AccessLayers,
  type AccessRequest,
  type PolicyInput,
} from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { issuesOf } from '../../issues-of.js';
import { layersOf } from '../reference/generate-layers.js';
import { ACROSS_ACCOUNTS, OTHER, OWN, SAME_ACCOUNT } from './accounts.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

const request: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const reading = policy(allow({ Action: 's3:Get*' }));

const problemsOf = (run: () => unknown): [string, string][] =>
  issuesOf(run).map(({ code, path }) => [code, path.join('.')]);

/** What each problem says, and what to do. */
const messagesOf = (run: () => unknown): string[] =>
  issuesOf(run).map(({ message, hint }) => [message, hint ?? []].flat().join(': '));

describe('what is said of layers', () => {
  it('is what is wrong with each, and what to pass', () => {
    const layers = {
      identity: policy({ ...allow(), Principal: '*' } as ReturnType<typeof allow>),
      rcps: policy(deny({ Principal: '*' })),
      resource: policy(allow()),
      principalAccount: '11112222333',
      serviceLinked: 'no',
      scp: [],
    } as unknown as AccessLayers;
    expect(messagesOf(() => evaluateAccess(layers, request))).toEqual([
      '`scp` is not a known layer: one of `identity`, `boundary`, `session`, `resource`, `scps`, `rcps`, ' +
        '`principalAccount`, `resourceAccount`, `managementAccount`, `serviceLinked`',
      '`identity` cannot have `Principal`',
      '`resource` must have `Principal`',
      '`rcps` must be a list of levels, not `object`: list the policies of the root first, then those of each ' +
        'organizational unit, then those of the account',
      '`11112222333` is not an AWS account ID: use 12 digits, as a string',
      '`serviceLinked` must be `true` or `false`, not `no`',
    ]);
  });

  it.each<[string, AccessLayers, AccessLayers | PolicyInput, string[]]>([
    [
      'identity policies',
      { scps: [FULL] },
      { identity: reading },
      ['`identity` is missing, and the other side has identity-based policies'],
    ],
    [
      'accounts and a resource policy',
      { identity: reading, resource: policy(allow({ Principal: '*' })), ...ACROSS_ACCOUNTS },
      { identity: reading, principalAccount: OWN },
      [
        '`resourceAccount` is missing, and the effect of resource-based policies depends on it',
        '`resource` is missing, and the other side has a resource-based policy',
      ],
    ],
    [
      'the account of the principal',
      { scps: [FULL], managementAccount: OWN },
      { scps: [FULL] },
      ['`principalAccount` is missing, and `scps` have no effect in the management account'],
    ],
    [
      'the account of the resource',
      { rcps: [FULL_RCP], managementAccount: OWN },
      { rcps: [FULL_RCP] },
      ['`resourceAccount` is missing, and `rcps` have no effect in the management account'],
    ],
    [
      'a policy with principals',
      { identity: reading },
      [reading, policy(allow({ Principal: '*' }))],
      ['policy 1 has principals, and the other side has layers of one principal: pass it as the layer `resource`'],
    ],
    [
      'another principal',
      { identity: reading, ...SAME_ACCOUNT },
      { identity: reading, principalAccount: '999988887777' },
      ["`999988887777` is another account than the other side's: both are about one principal"],
    ],
  ])('that cannot be compared is about %s', (_, a, b, messages) => {
    expect(messagesOf(() => compareAccess(a, b))).toEqual(messages);
  });
});

describe('layers that cannot be read', () => {
  it('are refused with every problem and where it is', () => {
    const layers = {
      identity: policy({ ...allow(), Principal: '*' } as ReturnType<typeof allow>),
      boundary: { Statement: [{ Effect: 'Perhaps', Action: '*', Resource: '*' }] },
      scps: [FULL, [FULL, { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource: '*' }] }]],
      rcps: policy(deny({ Principal: '*' })),
      resource: policy(allow()),
      principalAccount: '11112222333',
      resourceAccount: 111122223333,
      serviceLinked: 'no',
      scp: [],
    } as unknown as AccessLayers;
    expect(problemsOf(() => evaluateAccess(layers, request))).toEqual([
      ['unknown_value', 'scp'],
      ['forbidden_element', 'identity.0.Statement.0.Principal'],
      ['unknown_value', 'boundary.Statement.0.Effect'],
      ['missing', 'resource.0.Statement.0.Principal'],
      ['missing', 'scps.1.1.Statement.0'],
      ['invalid_type', 'rcps'],
      ['invalid_value', 'principalAccount'],
      ['invalid_value', 'resourceAccount'],
      ['invalid_type', 'serviceLinked'],
    ]);
    expect(problemsOf(() => compareAccess(layers, FULL))[0]).toEqual(['unknown_value', 'a.scp']);
  });

  it('are not taken for policies, nor policies for layers', () => {
    expect(problemsOf(() => evaluateAccess({} as AccessLayers, request))).toEqual([['missing', '']]);
    expect(
      problemsOf(() => evaluateAccess({ Statement: [], scps: [] } as unknown as AccessLayers, request))[0]?.[0],
    ).toBe('unknown_element');
    expect(problemsOf(() => evaluateAccess(null as unknown as AccessLayers, request))[0]?.[0]).toBe('invalid_type');
  });

  it.each([['NotPrincipal', policy(deny({ NotPrincipal: { AWS: '111122223333' } })), 'forbidden_element']])(
    'has a policy that cannot have %s',
    (_, scp, code) => {
      expect(problemsOf(() => evaluateAccess({ scps: [scp] }, request))).toEqual([
        [code, 'scps.0.0.Statement.0.NotPrincipal'],
      ]);
    },
  );

  it('has a getter that throws', () => {
    const hostile = Object.defineProperty({ scps: [FULL] }, 'identity', {
      enumerable: true,
      get: () => {
        throw new TypeError('no');
      },
    });
    expect(problemsOf(() => evaluateAccess(hostile, request))).toEqual([['invalid_type', '']]);
  });
});

describe('two sides that cannot be compared', () => {
  it.each<[string, AccessLayers, AccessLayers, [string, string][]]>([
    ['one side omits identity policies', { scps: [FULL] }, { identity: reading }, [['missing', 'a.identity']]],
    [
      'accounts are omitted',
      { identity: reading, resource: policy(allow({ Principal: '*' })) },
      { identity: reading, principalAccount: OWN },
      [
        ['missing', 'a.principalAccount'],
        ['missing', 'a.resourceAccount'],
        ['missing', 'b.resourceAccount'],
        ['missing', 'b.resource'],
      ],
    ],
    [
      'one side omits the resource policy across accounts',
      { identity: reading, resource: policy(allow({ Principal: '*' })), ...ACROSS_ACCOUNTS },
      { identity: reading, ...ACROSS_ACCOUNTS },
      [['missing', 'b.resource']],
    ],
    [
      'one side has no resource policy',
      { rcps: [FULL_RCP] },
      { resource: policy(allow({ Principal: '*' })) },
      [['missing', 'a.resource']],
    ],
  ])('%s', (_, a, b, problems) => {
    expect(problemsOf(() => compareAccess(a, b))).toEqual(problems);
  });
});

describe('policies with principals', () => {
  it('are not compared with layers of one principal: they are the layer `resource`', () => {
    const anyone = policy(allow({ Principal: '*' }));
    expect(problemsOf(() => compareAccess({ identity: reading }, [reading, anyone]))).toEqual([
      ['forbidden_element', 'b'],
    ]);
    expect(compareAccess({ resource: anyone }, anyone)).toEqual({ relation: 'equivalent' });
  });
});

describe('a comparison of layers', () => {
  it('says what a service control policy takes away, and that facts make up for it', () => {
    const scps = [
      FULL,
      [FULL, policy(deny({ Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))],
    ];
    const limited = { identity: reading, scps };
    expect(compareAccess(limited, { identity: reading })).toEqual({
      relation: 'narrower',
      onlyInB: { action: 's3:Get', resource: '*', context: { 'aws:RequestedRegion': 'us-west-2' } },
    });
    const facts = { keys: { 'aws:RequestedRegion': 'eu-west-1' } };
    expect(compareAccess(limited, { identity: reading }, { facts })).toEqual({ relation: 'equivalent' });
  });

  it('takes what both sides omit to allow every request', () => {
    expect(compareAccess({ scps: [FULL] }, { scps: [reading] }).relation).toBe('broader');
    expect(compareAccess({ rcps: [FULL_RCP] }, { rcps: [policy(allow({ Principal: '*', Action: 's3:*' }))] })).toEqual({
      relation: 'broader',
      onlyInA: expect.objectContaining({ resource: expect.stringMatching(/^arn:/) as string }) as AccessRequest,
    });
  });

  it('are those of one principal', () => {
    const side = (principalAccount: string): AccessLayers => ({
      identity: FULL,
      resource: [],
      ...SAME_ACCOUNT,
      principalAccount,
    });
    expect(problemsOf(() => compareAccess(side('111122223333'), side('999988887777')))).toEqual([
      ['invalid_value', 'b.principalAccount'],
    ]);
    expect(problemsOf(() => newAccess(side('111122223333'), side('999988887777')))).toEqual([
      ['invalid_value', 'proposed.principalAccount'],
    ]);
  });

  it('need the account that a management account may be', () => {
    const limited: AccessLayers = { identity: FULL, scps: [reading], managementAccount: '777788889999' };
    expect(problemsOf(() => compareAccess(limited, { identity: reading }))).toEqual([
      ['missing', 'a.principalAccount'],
    ]);
    expect(compareAccess({ ...limited, principalAccount: '777788889999' }, { identity: reading }).relation).toBe(
      'broader',
    );
    expect(compareAccess({ ...limited, principalAccount: OWN }, { identity: reading }).relation).toBe('equivalent');
    const withRcp: AccessLayers = { identity: FULL, rcps: [FULL_RCP], managementAccount: '777788889999' };
    expect(problemsOf(() => compareAccess(withRcp, { identity: FULL }))).toEqual([['missing', 'a.resourceAccount']]);
    expect(evaluateAccess({ ...limited, resourceAccount: OWN }, { ...request, action: 's3:PutObject' })).toMatchObject({
      decision: 'unknown',
      missing: ['principalAccount', 'resource'],
    });
  });

  it('knows that a canonical user ID stands for the IAM principals of an account', () => {
    const CanonicalUser = 'f'.repeat(64);
    const layers: AccessLayers = {
      scps: [[FULL, policy(deny({ Action: 's3:PutObject' }))]],
      resource: policy(allow({ Principal: { CanonicalUser } } as never)),
      principalAccount: '999988887777',
      resourceAccount: OWN,
    };
    const put = { ...request, action: 's3:PutObject', principal: { CanonicalUser } };
    expect(evaluateAccess({ ...layers, identity: FULL }, put).decision).toBe('explicitDeny');
    expect(evaluateAccess({ ...layers, identity: FULL }, { ...put, action: 's3:GetObject' }).decision).toBe('allowed');
    expect(evaluateAccess({ ...layers, identity: [] }, { ...put, action: 's3:GetObject' }).decision).toBe(
      'implicitDeny',
    );
    const nobody = { ...layers, resource: policy(deny({ Principal: '*', Action: 'x:y' } as never)) };
    expect(compareAccess({ ...layers, identity: FULL }, { ...nobody, identity: FULL })).toMatchObject({
      relation: 'broader',
      onlyInA: { principal: { CanonicalUser } },
    });
  });

  it('knows that a boundary limits a role that a bucket policy names, and not a session', () => {
    const boundary = policy(allow({ Action: 'sns:*' }));
    const named = (id: string): AccessLayers => ({
      identity: reading,
      resource: policy(allow({ Principal: { AWS: id }, Action: 's3:PutObject' })),
      ...SAME_ACCOUNT,
    });
    const session = named('arn:aws:sts::111122223333:assumed-role/r/s');
    const role = named('arn:aws:iam::111122223333:role/r');
    const relation = (a: AccessLayers): string => compareAccess({ ...a, boundary }, a).relation;
    const put = { principal: 'arn:aws:sts::111122223333:assumed-role/r/s', action: 's3:PutObject', resource: '*' };
    expect(relation(session)).toBe('narrower');
    expect(evaluateAccess({ ...session, boundary }, put).decision).toBe('allowed');
    expect(evaluateAccess({ ...role, boundary }, put).decision).toBe('implicitDeny');
    const onlyPut = policy(deny({ NotAction: 's3:PutObject' }));
    const without = (a: AccessLayers): AccessLayers => ({ ...a, scps: [[FULL, onlyPut]] });
    expect(relation(without(session))).toBe('equivalent');
    expect(relation(without(role))).toBe('narrower');
  });

  it('names the layer of a statement that could not be compared', () => {
    const like = (pattern: string) => policy(deny({ Condition: { StringLike: { 'aws:username': pattern } } }));
    const open = {
      identity: policy(
        allow({ Condition: { StringEquals: { 'aws:username': '${aws:userid}${aws:sourceidentity}' } } }),
      ),
    };
    const { unknown = [], relation } = compareAccess(open, {
      ...open,
      scps: [FULL, [FULL, like('?*a${aws:userid}*b')]],
    });
    if (relation === 'unknown') expect(unknown[0]).toMatchObject({ layer: 'identity', policy: 0, statement: 0 });
    expect(['unknown', 'broader']).toContain(relation);
  });

  it('lists new access by its layer', () => {
    const scps = [FULL, policy(allow({ Action: 'ec2:*' }))];
    const found = newAccess({ identity: reading, scps }, { identity: reading });
    expect(found).toEqual([
      { layer: 'identity', policy: 0, statement: 0, witness: { action: 's3:Get', resource: '*' } },
    ]);
    expect(explainNewAccess(found)).toBe(
      'New access, granted by identity-based policy, statement 0:\n  action    `s3:Get`\n  resource  `*`',
    );
    expect(explainComparison(compareAccess({ identity: reading, scps }, { identity: reading }))).toMatch(
      /^A is narrower/,
    );
  });
});

describe('layers and policies', () => {
  it('are compared with each other', () => {
    expect(compareAccess({ identity: reading, scps: [FULL] }, reading)).toEqual({ relation: 'equivalent' });
    expect(compareAccess(reading, { identity: reading, scps: [policy(allow({ Action: 'ec2:*' }))] }).relation).toBe(
      'broader',
    );
  });

  it('differ in statements of layers that were given', () => {
    const more = policy(allow({ Action: 'sns:*' }), { ...allow({ Action: 'ec2:*' }), Sid: 'Compute' });
    const found = newAccess({ scps: [FULL, policy(allow({ Action: 'sns:*' }))] }, { scps: [more, FULL] });
    expect(found).toEqual([
      { layer: 'scp', level: 0, policy: 0, statement: 1, sid: 'Compute', witness: { action: 'ec2:x', resource: '*' } },
    ]);
    // What resource control policies cannot deny is nobody's statement.
    const [beyond] = newAccess(policy(deny({ Action: 'x:*' })), {
      rcps: [FULL_RCP, policy(allow({ Principal: '*', Action: 's3:A' }))],
    });
    expect(beyond).toMatchObject({ layer: 'rcp', level: 0 });
  });
});

describe('laws of layers', { timeout: 600_000 }, () => {
  const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
  const withoutResource = (seed: number): AccessLayers => {
    const { resource: _, ...layers } = layersOf(seed, { withResource: false }).layers;
    return layers as unknown as AccessLayers;
  };

  it('another level or a boundary never widens', () => {
    fc.assert(
      fc.property(anySeed, anySeed, (seed, other) => {
        const layers = withoutResource(seed);
        const { identity } = withoutResource(other);
        const more: AccessLayers[] = [
          { ...layers, scps: [...(layers.scps ?? []), identity ?? []] },
          ...(layers.boundary === undefined ? [{ ...layers, boundary: identity ?? [] }] : []),
        ];
        for (const limited of more) {
          expect(['equivalent', 'narrower', 'unknown']).toContain(compareAccess(limited, layers).relation);
        }
      }),
      { numRuns: count(8, 40) },
    );
  });

  it('a layer that allows everything changes nothing', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const layers = withoutResource(seed);
        const more = {
          ...layers,
          scps: [...(layers.scps ?? []), FULL],
          rcps: [FULL_RCP, ...(layers.rcps ?? [])],
          session: layers.session ?? FULL,
        };
        expect(['equivalent', 'unknown']).toContain(compareAccess(more, layers).relation);
      }),
      { numRuns: count(8, 40) },
    );
  });

  it('facts only remove requests', () => {
    const facts = { keys: { 'aws:username': 'a', 'aws:PrincipalTag/Team': null, 'svc:k': 'b' } };
    fc.assert(
      fc.property(anySeed, anySeed, (seed, other) => {
        const a = withoutResource(seed);
        const { principalAccount } = a;
        const b = { ...withoutResource(other), ...(principalAccount !== undefined && { principalAccount }) };
        const [before, after] = [compareAccess(a, b).relation, compareAccess(a, b, { facts }).relation];
        const possible: Record<string, string[]> = {
          equivalent: ['equivalent'],
          narrower: ['narrower', 'equivalent'],
          broader: ['broader', 'equivalent'],
          incomparable: ['incomparable', 'narrower', 'broader', 'equivalent'],
        };
        if (before !== 'unknown' && after !== 'unknown') expect(possible[before]).toContain(after);
      }),
      { numRuns: count(15, 60) },
    );
  });
});

describe('explainAccess on layers', () => {
  it("names the layer in the words of AWS's messages", () => {
    const layers: AccessLayers = {
      identity: [FULL, reading],
      boundary: [],
      scps: [FULL, [FULL, policy({ ...deny({ Action: 's3:*' }), Sid: 'No' })]],
      rcps: [FULL_RCP],
      resource: policy(allow({ Principal: { Service: 'sns.amazonaws.com' } })),
      ...SAME_ACCOUNT,
      managementAccount: OTHER,
    };
    const from = { ...request, principal: 'arn:aws:iam::111122223333:user/ann' };
    expect(explainAccess(evaluateAccess(layers, from))).toMatchInlineSnapshot(`
      "Denied: with an explicit deny in a service control policy at level 1, policy 1, statement 0 (No).
        resource control policy 0  statement 0                 Allow  applies
        service control policy 0   statement 0                 Allow  applies
        service control policy 1   policy 0, statement 0       Allow  applies
        service control policy 1   policy 1, statement 0 (No)  Deny   applies
        resource-based policy      statement 0                 Allow  does not apply: \`Principal\` does not match
        identity-based policy      policy 0, statement 0       Allow  applies
        identity-based policy      policy 1, statement 0       Allow  applies
        permissions boundary       has no statements"
    `);
    const { scps: _, ...withoutScps } = layers;
    expect(explainAccess(evaluateAccess(withoutScps, from)).split('\n')[0]).toBe(
      'Denied: because no permissions boundary allows the action.',
    );
    expect(explainAccess(evaluateAccess({ identity: FULL }, from)).split('\n')[0]).toBe(
      'Unknown: the decision depends on `resourceAccount` and `resource`, which are omitted.',
    );
  });

  it('says why a layer has no effect', () => {
    const layers: AccessLayers = { identity: FULL, scps: [FULL], rcps: [FULL_RCP], ...SAME_ACCOUNT };
    const explained = (more: AccessLayers, about: AccessRequest): string =>
      explainAccess(evaluateAccess({ ...layers, ...more }, about));
    expect(explained({ managementAccount: OWN }, request)).toContain('has no effect in the management account');
    expect(explained({ serviceLinked: true }, request)).toContain('has no effect on service-linked roles');
    expect(explained({}, { ...request, action: 'ec2:RunInstances' })).toContain('has no effect on this action');
    const toService = { resource: policy(allow({ Principal: '*' })) };
    expect(explained(toService, { ...request, principal: { Service: 'sns.amazonaws.com' } })).toContain(
      'has no effect on this kind of principal',
    );
  });
});
