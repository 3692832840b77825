import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG, type ActionCatalog, type ServiceReference } from '../../../src/aws/actions/index.js';
import { differencesOf } from '../../../src/iam/differences/access-differences.js';
import {
  accessDifferences,
  InvalidInputError,
  lostAccess,
  newAccess,
  type AccessClass,
  type AccessLayers,
  type PolicyDocument,
} from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';
import { allow, bucket, deny, NOTHING, policy } from '../compare/policies.js';
import { FULL } from '../layers/layer-vectors.js';
import { SMALL_CATALOG } from './small-catalog.js';

const shape = ({ actions, resources, notResources, accessLevel, isPartial }: AccessClass): unknown[] =>
  [actions, resources, notResources, accessLevel, isPartial].filter((each) => each !== undefined);

const between = (
  a: PolicyDocument,
  b: PolicyDocument,
  withCatalog = false,
): { added: unknown[]; removed: unknown[] } => {
  const { added, removed } = accessDifferences(a, b, withCatalog ? { catalog: ACTION_CATALOG } : {});
  return { added: added.map(shape), removed: removed.map(shape) };
};

const actions = (...Action: string[]): PolicyDocument => policy(allow({ Action }));

describe('accessDifferences', () => {
  it('lists the actions of each side that the other does not have', () => {
    expect(between(actions('s3:A', 's3:B'), actions('s3:B', 's3:C', 's3:D'))).toEqual({
      added: [[['s3:C', 's3:D'], ['*'], false]],
      removed: [[['s3:A'], ['*'], false]],
    });
  });

  it('has no row for statements that are reordered, split or merged', () => {
    const one = policy(allow({ Action: ['s3:A', 's3:B'], Resource: [bucket('a'), bucket('b')] }));
    const split = policy(
      allow({ Action: 's3:B', Resource: bucket('b') }),
      allow({ Action: 's3:A', Resource: [bucket('b'), bucket('a')] }),
      allow({ Action: 's3:B', Resource: bucket('a') }),
    );
    expect(accessDifferences(one, split)).toEqual({ added: [], removed: [] });
  });

  it('tells actions that are allowed on other resources or under other conditions from new ones', () => {
    const before = policy(allow({ Action: 's3:GetObject', Resource: bucket('a/*') }));
    const after = policy(allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: [bucket('a/*'), bucket('b/*')] }));
    expect(between(before, after)).toEqual({
      added: [
        [['s3:PutObject'], [bucket('a/*'), bucket('b/*')], false],
        [['s3:GetObject'], [bucket('b/*')], true],
      ],
      removed: [],
    });
    const onlyTls = policy(allow({ Action: 's3:GetObject', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }));
    const { removed } = accessDifferences(actions('s3:GetObject'), onlyTls);
    expect(removed).toEqual([
      {
        actions: ['s3:GetObject'],
        resources: ['*'],
        isPartial: true,
        example: { action: 's3:GetObject', resource: '*', context: { 'aws:SecureTransport': 'false' } },
        statement: { policy: 0, statement: 0 },
      },
    ]);
  });

  it('lists actions by name and by access level with a catalog, worst first', () => {
    const { added, removed } = between(actions('sqs:Get*'), actions('sqs:*'), true);
    expect(removed).toEqual([]);
    expect(added.map((each) => (each as unknown[])[2])).toEqual(['Permissions management', 'Write', 'Read', true]);
    expect(added[0]).toEqual([
      ['sqs:AddPermission', 'sqs:RemovePermission', 'sqs:SetQueueAttributes'],
      ['*'],
      'Permissions management',
      false,
    ]);
    const classes = accessDifferences(actions('sqs:Get*'), actions('sqs:*'), { catalog: ACTION_CATALOG }).added;
    expect(classes[0]?.example.resource).toBe('arn:aws:sqs:us-east-1:111122223333:example-queue');
    expect(classes.at(-1)).toMatchObject({ actions: ['sqs:*'], undocumented: true, unreachable: true });
    expect(classes.filter(({ unreachable }) => unreachable)).toHaveLength(1);
  });

  it('lists who else can assume a role, without resources', () => {
    const trust = (...AWS: string[]): AccessLayers => ({
      resource: policy({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' } as never),
    });
    const { added, removed } = accessDifferences(trust('111122223333'), trust('111122223333', '444455556666'));
    expect(removed).toEqual([]);
    expect(added).toEqual([
      {
        actions: ['sts:AssumeRole'],
        isPartial: true,
        example: {
          action: 'sts:AssumeRole',
          resource: '*',
          principal: { AWS: expect.stringMatching(/^arn:aws:iam::444455556666:/) },
        },
        statement: { layer: 'resource', policy: 0, statement: 0 },
      },
    ]);
  });

  it('lists what NotAction and NotResource leave', () => {
    const after = policy({ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], NotResource: bucket('a') });
    expect(accessDifferences(NOTHING, after).added).toMatchObject([
      { actions: ['iam:*', 's3:*'], isInverted: true, notResources: [bucket('a')], isPartial: false },
    ]);
    const { iam, kms, s3 } = ACTION_CATALOG.services as Record<string, ServiceReference>;
    const catalog = { ...ACTION_CATALOG, services: { iam, kms, s3 } } as ActionCatalog;
    const named = accessDifferences(NOTHING, after, { catalog }).added;
    expect(named.at(-1)).toMatchObject({ isInverted: true, undocumented: true });
    expect(named.flatMap((each) => each.actions)).toContain('kms:Decrypt');
    expect(named.slice(0, -1).flatMap((each) => each.actions)).not.toContain('s3:GetObject');
  });

  it('lists what a resource-based policy grants next to other layers', () => {
    const layers = (Action: string): AccessLayers => ({
      scps: [FULL, actions('s3:*', 'sts:*')],
      resource: policy({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:user/bob' },
        Action,
        Resource: '*',
      } as never),
      principalAccount: '111122223333',
      resourceAccount: '111122223333',
    });
    const { added, removed } = accessDifferences(layers('sts:AssumeRole'), layers('sts:*'));
    expect(removed).toEqual([]);
    expect(added).toMatchObject([{ actions: ['sts:*'], statement: { layer: 'resource', policy: 0, statement: 0 } }]);
  });

  it('has at most as many classes as it is asked for, and says how many more there are', () => {
    const before = policy(...['a', 'b', 'c'].map((name) => allow({ Action: `s3:${name}`, Resource: bucket(name) })));
    const listed = (limit: number): unknown[] => {
      const { added, removed, ...rest } = accessDifferences(before, actions('s3:D'), { limit });
      return [...[added, removed].map((classes) => classes.flatMap((each) => each.actions)), rest];
    };
    expect(listed(3)).toStrictEqual([['s3:D'], ['s3:a', 's3:b', 's3:c'], {}]);
    expect(listed(1)).toStrictEqual([['s3:D'], ['s3:a'], { more: { added: 0, removed: 2 } }]);
    expect(listed(0)).toStrictEqual([[], [], { more: { added: 1, removed: 3 } }]);
    expect(accessDifferences(FULL, FULL, { limit: 0 })).toStrictEqual({ added: [], removed: [] });
  });

  it.each<[string, unknown, object]>([
    [
      'a negative limit',
      { limit: -1 },
      {
        code: 'out_of_range',
        path: ['options', 'limit'],
        message: expect.stringMatching(/^`limit` must be an integer/),
      },
    ],
    [
      'a limit that is no integer',
      { limit: '5' },
      {
        code: 'out_of_range',
        path: ['options', 'limit'],
        message: '`limit` must be an integer that is not negative, not `5`',
      },
    ],
    [
      'options that are no object',
      5,
      { code: 'invalid_type', path: ['options'], message: 'the options must be an object, not `number`' },
    ],
    ['no options', null, { code: 'invalid_type', path: ['options'], message: expect.stringContaining('an object') }],
    ['a list', [], { code: 'invalid_type', path: ['options'], message: expect.stringContaining('an object') }],
    [
      'options that cannot be read',
      {
        get limit(): number {
          throw new Error('refused');
        },
      },
      {
        code: 'invalid_type',
        path: ['options'],
        message: 'the options cannot be read: a getter or a proxy throws',
      },
    ],
  ])('refuses %s', (_what, options, problem) => {
    expect(issuesOf(() => accessDifferences(FULL, FULL, options as never))).toStrictEqual([problem]);
  });

  it('names the side of each problem', () => {
    const issue = { code: 'missing', message: 'the policy has no `Statement`' };
    expect(issuesOf(() => accessDifferences({} as never, FULL))).toStrictEqual([{ ...issue, path: ['existing'] }]);
    expect(issuesOf(() => accessDifferences(FULL, {} as never))).toStrictEqual([{ ...issue, path: ['proposed'] }]);
  });

  it('lists the worst access levels first, whichever statements they are of, and what has none last', () => {
    const after = policy(
      ...['x:New', 'x:ListA', 'x:GetA', 'x:SetPolicy'].map((Action) => allow({ Action })),
      allow({ Action: 'x:PutA', Resource: bucket('a') }),
    );
    const { added } = accessDifferences(NOTHING, after, { catalog: SMALL_CATALOG });
    expect(added.map((each) => [...each.actions, each.accessLevel, each.statement.statement])).toStrictEqual([
      ['x:SetPolicy', 'Permissions management', 3],
      ['x:PutA', 'Write', 4],
      ['x:GetA', 'Read', 2],
      ['x:ListA', 'List', 1],
      ['x:New', undefined, 0],
    ]);
  });

  it('says which statements of which side are not decided', () => {
    const Condition = { StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } };
    const open = policy(allow({ Condition }), { ...allow({ Action: 's3:A', Condition }), Sid: 'Second' });
    // What the first of them grants, the same again does not add.
    const twice = policy(allow({ Condition }), allow({ Condition }));
    expect(accessDifferences(NOTHING, twice).unknown).toMatchObject([{ statement: 0 }]);
    const undecided = (of: string): object[] => [
      { policy: 0, statement: 0, of, reason: 'mixedTypes' },
      { policy: 0, statement: 1, sid: 'Second', of, reason: 'mixedTypes' },
    ];
    expect(accessDifferences(open, NOTHING)).toStrictEqual({ added: [], removed: [], unknown: undecided('existing') });
    expect(accessDifferences(NOTHING, open)).toStrictEqual({ added: [], removed: [], unknown: undecided('proposed') });
    const { unknown } = accessDifferences({ identity: open }, { identity: NOTHING });
    expect(unknown).toStrictEqual(undecided('existing').map((each) => ({ ...each, layer: 'identity' })));
  });

  it('compares layers under facts, and names the layer', () => {
    const scps = [
      FULL,
      [FULL, policy(deny({ Action: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))],
    ];
    const facts = {
      keys: { 'aws:RequestedRegion': 'eu-west-1' },
      exceptions: [{ actions: ['iam:*'], keys: { 'aws:RequestedRegion': 'us-east-1' } }],
    };
    const identity = actions('iam:PassRole', 's3:GetObject');
    const { added, removed } = accessDifferences({ identity }, { identity, scps }, { facts });
    expect(added).toEqual([]);
    expect(removed).toEqual([
      {
        actions: ['iam:PassRole'],
        resources: ['*'],
        isPartial: true,
        example: { action: 'iam:PassRole', resource: '*' },
        statement: { layer: 'identity', policy: 0, statement: 0 },
      },
    ]);
  });
});

describe('lostAccess', () => {
  it('is newAccess the other way round', () => {
    const [before, after] = [actions('s3:A', 's3:B'), actions('s3:B')];
    expect(lostAccess(before, after)).toEqual(newAccess(after, before));
    expect(lostAccess(before, after)).toEqual([
      { policy: 0, statement: 0, witness: { action: 's3:A', resource: '*' } },
    ]);
    expect(() => lostAccess({} as never, after)).toThrow(InvalidInputError);
  });
});

describe('differencesOf', () => {
  it('lists each action on each resource on its own, if it is asked to', () => {
    const after = policy(allow({ Action: ['s3:B', 's3:A'], Resource: [bucket('a'), bucket('b')] }));
    const { added, removed, unknown } = differencesOf(NOTHING, after, {}, { byAction: true });
    expect([removed, unknown]).toEqual([[], []]);
    expect(added.map(({ example, ...each }) => ({ ...each, example: example() }))).toStrictEqual(
      ['a', 'b'].flatMap((name) =>
        ['s3:B', 's3:A'].map((action) => ({
          actions: [action],
          resources: [bucket(name)],
          isPartial: false,
          example: { action, resource: bucket(name) },
          statement: { policy: 0, statement: 0 },
        })),
      ),
    );
  });
});
