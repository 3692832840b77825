import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { casesOf } from '../../../src/iam/compare/cases.js';
import type { UndecidedReason } from '../../../src/iam/compare/difference.js';
import { readCompareOptions } from '../../../src/iam/compare/options.js';
import { findClasses } from '../../../src/iam/differences/find-classes.js';
import { NO_FACTS } from '../../../src/iam/facts/facts.js';
import {
  accessDifferences,
  type AccessClass,
  type AccessDifferences,
  type AccessLayers,
  type PolicyDocument,
  type PolicyInput,
  type Statement,
} from '../../../src/iam/index.js';
import { readSides } from '../../../src/iam/layers/compared-layers.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { allow, bucket, doing, NOTHING, policy } from '../compare/policies.js';
import { SMALL_CATALOG } from './small-catalog.js';

const ACCOUNT = '111122223333';
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;

/** A condition with which a comparison is not decided, unless another one names a value. */
const MIXED = { StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } };

const granted = (AWS: string | string[], more: object = {}): Statement =>
  ({ Effect: 'Allow', Principal: { AWS }, Action: 's3:GetObject', Resource: '*', ...more }) as never;

/** Layers in which a request is allowed in several ways: by the identity alone, with the resource, or by that alone. */
const layers = (identity: PolicyDocument, ...resource: Statement[]): AccessLayers => ({
  identity,
  resource: policy(...resource),
  principalAccount: ACCOUNT,
  resourceAccount: ACCOUNT,
});

describe('a statement that grants access in several ways', () => {
  const request = { action: 's3:GetObject', resource: '*' };
  const other = { AWS: `arn:aws:iam::${ACCOUNT}:user/other` };
  const added = (identity: PolicyDocument, ...resource: Statement[]): Partial<AccessDifferences> => {
    const { removed: _removed, ...rest } = accessDifferences(
      layers(policy(), ...resource),
      layers(identity, ...resource),
    );
    return rest;
  };
  const statement = { layer: 'identity', policy: 0, statement: 0 } as const;
  const listed = (example: AccessClass['example'], more: object = {}): AccessClass[] => [
    { actions: ['s3:GetObject'], resources: ['*'], isPartial: false, ...more, example, statement },
  ];

  it('is listed if the first of them is new and the second is not', () => {
    expect(added(doing('s3:GetObject'), granted(BOB, { Resource: bucket('b/*') }))).toStrictEqual({
      added: listed({ ...request, principal: { AWS: BOB } }, { isPartial: true }),
    });
  });

  it('is listed if the second of them is new and the first is not', () => {
    const trust = granted(ACCOUNT, { Action: 'sts:AssumeRole' });
    const before = policy({ Effect: 'Allow', NotAction: 'sts:AssumeRole', Resource: '*' });
    expect(accessDifferences(layers(before, trust), layers(doing('*'), trust))).toStrictEqual({
      added: listed({ action: 'sts:AssumeRole', resource: '*', principal: other }, { actions: ['*'], isPartial: true }),
      removed: [],
    });
  });

  it.each<[string, PolicyDocument, Statement]>([
    ['second', doing('s3:GetObject'), granted(ACCOUNT, { Condition: MIXED })],
    ['first', policy(allow({ Condition: MIXED })), granted(ACCOUNT, { Condition: { StringEquals: { k: '-977' } } })],
  ])('is listed if one of them is new and the %s is not decided', (which, identity, resource) => {
    const context = which === 'first' ? { context: { k: '-977' } } : {};
    const more = which === 'first' ? { condition: MIXED } : {};
    expect(added(identity, resource)).toStrictEqual({
      added: listed({ ...request, ...context, principal: other }, more),
    });
  });

  it('is not decided if one of them is not decided and no other one is new', () => {
    const unknown = [{ ...statement, of: 'proposed', reason: 'mixedTypes' as UndecidedReason }];
    expect(added(policy(allow({ Condition: MIXED })), granted(BOB))).toStrictEqual({ added: [], unknown });
  });

  it('has an example of the first of them', () => {
    const all = granted([`arn:aws:iam::${ACCOUNT}:role/r`, `arn:aws:sts::${ACCOUNT}:assumed-role/q/s`]);
    expect(accessDifferences(layers(policy()), layers(policy(), all))).toStrictEqual({
      added: [
        {
          actions: ['s3:GetObject'],
          resources: ['*'],
          isPartial: false,
          example: { ...request, principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/r` } },
          statement: { layer: 'resource', policy: 0, statement: 0 },
        },
      ],
      removed: [],
    });
  });

  it('is listed for what only one of them gives, although an earlier statement has the same actions', () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/R/s`;
    const side = (identity: PolicyDocument, ...more: Statement[]): AccessLayers => ({
      ...layers(identity, granted(session, { Action: 's3:List*' }), ...more),
      boundary: doing('s3:Get*'),
    });
    const { added: classes, removed } = accessDifferences(
      side(doing('x:y')),
      side(doing('s3:Get*', 's3:Put*'), granted(session, { Action: 's3:PutObject', Resource: bucket('b/*') })),
    );
    expect(removed).toEqual([]);
    expect(classes.map((each) => [each.actions, each.statement.layer, each.example.action])).toEqual([
      [['s3:Get*'], 'identity', 's3:Get'],
      [['s3:PutObject'], 'resource', 's3:PutObject'],
    ]);
  });
});

describe('the statements that classes belong to', () => {
  // Variables are searched last.
  const home = allow({
    Resource: bucket('${aws:username}'),
    Condition: { StringEquals: { 'aws:username': 'bob' } },
  });
  const any = allow({ Resource: bucket('*') });
  const places = (...after: PolicyDocument[]): unknown[] =>
    accessDifferences(NOTHING, after).added.map(({ actions, resources, example, statement }) => [
      [statement.policy, statement.statement],
      [...actions, ...(resources ?? [])],
      example.resource,
    ]);
  const ofHome = [['s3:GetObject', bucket('${aws:username}')], bucket('bob')];
  const ofAny = [['s3:GetObject', bucket('*')], bucket('example')];

  it('are the first ones that allow the requests, although variables are searched last', () => {
    expect(places(policy(home, any))).toStrictEqual([
      [[0, 0], ...ofHome],
      [[0, 1], ...ofAny],
    ]);
  });

  it('are in the order of the policies, and then of the statements', () => {
    const put = allow({ Action: 's3:PutObject', Resource: bucket('*') });
    expect(places(policy(put, home), policy(any))).toStrictEqual([
      [[0, 0], ['s3:PutObject', bucket('*')], bucket('example')],
      [[0, 1], ...ofHome],
      [[1, 0], ...ofAny],
    ]);
  });

  it('have what overlaps in one class only', () => {
    const after = policy(
      allow({ Action: 's3:Get*', Resource: bucket('a*') }),
      { ...allow({ Action: 's3:GetObject', Resource: bucket('a*') }), Sid: 'Again' },
      { ...allow({ Action: 's3:GetObject', Resource: [bucket('?b'), bucket('a?')] }), Sid: 'More' },
    );
    const { added } = accessDifferences(NOTHING, after);
    expect(added.map(({ statement, resources, notResources }) => [statement, resources, notResources])).toEqual([
      [{ policy: 0, statement: 0 }, [bucket('a*')], undefined],
      [{ policy: 0, statement: 2, sid: 'More' }, [bucket('?b')], undefined],
    ]);
  });
});

describe('the examples of classes', () => {
  it('have the action that reviewers know best', () => {
    const [found] = accessDifferences(NOTHING, doing('s3:AbortUpload', 's3:PutObject')).added;
    expect(found?.actions).toEqual(['s3:AbortUpload', 's3:PutObject']);
    expect(found?.example).toStrictEqual({ action: 's3:PutObject', resource: '*' });
  });

  it('are of the first part of all requests that has the class', () => {
    const facts = {
      keys: { 'aws:RequestedRegion': 'eu-west-1' },
      exceptions: [{ actions: ['iam:*'], keys: { 'aws:RequestedRegion': 'us-east-1' } }],
    };
    const after = policy(allow({ Action: '*', Condition: { StringLike: { 'aws:RequestedRegion': '??-*' } } }));
    expect(accessDifferences(NOTHING, after, { facts })).toStrictEqual({
      added: [
        {
          actions: ['*'],
          resources: ['*'],
          isPartial: false,
          example: { action: 'iam:x', resource: '*' },
          statement: { policy: 0, statement: 0 },
        },
      ],
      removed: [],
    });
  });

  it('are marked if no documented action has the condition keys of the statement', () => {
    const Condition = { StringEquals: { 'x:prefix': 'p' } };
    const context = { 'x:prefix': 'p' };
    const more = { resources: ['*'], condition: Condition, isPartial: false };
    const after = policy(allow({ Action: ['x:ListA', 'x:PutA'], Condition }));
    expect(accessDifferences(NOTHING, after, { catalog: SMALL_CATALOG }).added).toStrictEqual([
      {
        actions: ['x:PutA'],
        accessLevel: 'Write',
        ...more,
        example: { action: 'x:PutA', resource: '*', context },
        unreachable: true,
        statement: { policy: 0, statement: 0 },
      },
      {
        actions: ['x:ListA'],
        accessLevel: 'List',
        ...more,
        example: { action: 'x:ListA', resource: '*', context },
        statement: { policy: 0, statement: 0 },
      },
    ]);
  });

  it('are marked if AWS documents the actions for other resources only', () => {
    const after = policy(allow({ Action: ['s3:GetObject', 's3:ListAllMyBuckets'], Resource: bucket('a/*') }));
    const { added } = accessDifferences(NOTHING, after, { catalog: ACTION_CATALOG });
    expect(added.map((each) => [each.actions, each.unreachable])).toEqual([
      [['s3:GetObject'], undefined],
      [['s3:ListAllMyBuckets'], true],
    ]);
  });
});

describe('a statement that is not split', () => {
  const whole = (before: PolicyInput | AccessLayers, after: PolicyInput | AccessLayers): unknown[] => {
    const cases = casesOf(readSides(before, after, ['a', 'b']), NO_FACTS);
    const classes = findClasses('b', cases, DEFAULT_READING, readCompareOptions({}), undefined, { left: 0 });
    return classes.map((each) => (each.undecided === undefined ? { ...each, example: each.example() } : each));
  };
  const rest = { notActions: [], notResources: [], isReachable: true, condition: undefined };
  const place = { policy: 0, statement: 0 };
  const both = [bucket('a'), bucket('b')];

  it('has all of its actions and resources', () => {
    expect(whole(doing('s3:A'), policy(allow({ Action: ['s3:A', 's3:B'], Resource: both })))).toStrictEqual([
      {
        actions: ['s3:A', 's3:B'],
        isInverted: false,
        resources: { Resource: both },
        ...rest,
        isPartial: true,
        place,
        example: { action: 's3:B', resource: bucket('a') },
      },
    ]);
    const inverted = policy({ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], NotResource: both });
    expect(whole(doing('s3:A'), inverted)).toStrictEqual([
      {
        actions: ['iam:*', 's3:*'],
        isInverted: true,
        resources: { NotResource: both },
        ...rest,
        isPartial: true,
        place,
        example: { action: 'x:x', resource: '*' },
      },
    ]);
    const nobody = policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' } as never);
    const anyone = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } as never);
    expect(whole({ resource: nobody }, { resource: anyone })).toStrictEqual([
      {
        actions: ['sts:AssumeRole'],
        isInverted: false,
        resources: {},
        ...rest,
        isPartial: false,
        place,
        example: { action: 'sts:AssumeRole', resource: '*', principal: 'anonymous' },
      },
    ]);
  });

  it('is not listed if it makes no difference', () => {
    expect(whole(doing('s3:A'), doing('s3:A'))).toEqual([]);
  });

  it.each([
    ['is one that takes too much work: it keeps a pattern that another one includes', 60, ['0-a*']],
    ['is none that takes little work', 10, []],
  ])('%s', (_, count, kept) => {
    const patterns = Array.from({ length: count }, (__, index) => `${index}-*`);
    const many = policy(allow({ Action: '*', Resource: [...patterns, '0-a*'].map(bucket) }));
    const { added } = accessDifferences(NOTHING, many);
    expect(added.map(({ resources }) => resources)).toEqual([[...patterns, ...kept].map(bucket)]);
  });

  it('is listed as unknown if it is not decided', () => {
    const open = policy(
      allow({ Condition: { StringEquals: { a: '${b}', c: '${a}x' }, StringNotEquals: { c: '${b}x' } } }),
    );
    expect(accessDifferences(NOTHING, open)).toEqual({
      added: [],
      removed: [],
      unknown: [{ of: 'proposed', policy: 0, statement: 0, reason: 'variables' }],
    });
  });
});
