import { describe, expect, it, vi } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { casesOf } from '../../../src/iam/compare/cases.js';
import { readCompareOptions } from '../../../src/iam/compare/options.js';
import { findClasses } from '../../../src/iam/differences/find-classes.js';
import { NO_FACTS } from '../../../src/iam/facts/facts.js';
import {
  accessDifferences,
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  lostAccess,
  newAccess,
  type AccessClass,
  type AccessDifferences,
  type AccessLayers,
  type PolicyDocument,
  type PolicyInput,
} from '../../../src/iam/index.js';
import { readSides } from '../../../src/iam/layers/compared-layers.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { count } from '../../deep.js';
import { allow, bucket, deny, doing, policy } from '../compare/policies.js';
import { FULL } from '../layers/layer-vectors.js';
import { createJudge } from '../reference/evaluate.js';
import { drawRequests, sampleOf } from '../reference/generate.js';
import { listOf, type Policy, type Request } from '../reference/language.js';

// Full strength takes minutes on a busy machine.
vi.setConfig({ testTimeout: 1_800_000 });

const NOTHING = policy(deny({ Action: 'x:Nothing' }));

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

  it('gives what several statements allow to the first of them, and what overlaps to one class', () => {
    const after = policy(
      allow({ Action: 's3:Get*', Resource: bucket('a*') }),
      { ...allow({ Action: 's3:GetObject', Resource: bucket('a*') }), Sid: 'Again' },
      { ...allow({ Action: 's3:GetObject', Resource: [bucket('?b'), bucket('a?')] }), Sid: 'More' },
    );
    const { added } = accessDifferences(NOTHING, after);
    expect(
      added.map(({ statement, resources, notResources }) => [statement.statement, resources, notResources]),
    ).toEqual([
      [0, [bucket('a*')], undefined],
      [2, [bucket('?b')], undefined],
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

  it('marks actions that AWS documents for other resources only', () => {
    const after = policy(allow({ Action: ['s3:GetObject', 's3:ListAllMyBuckets'], Resource: bucket('a/*') }));
    const { added } = accessDifferences(NOTHING, after, { catalog: ACTION_CATALOG });
    expect(added.map((each) => [each.actions, each.unreachable])).toEqual([
      [['s3:GetObject'], undefined],
      [['s3:ListAllMyBuckets'], true],
    ]);
  });

  it('lists a pattern of actions without those of an earlier pattern that is no difference', () => {
    const { added } = accessDifferences(actions('s3:Get*'), actions('s3:Get*', 's3:*Object'));
    expect(added).toMatchObject([{ actions: ['s3:*Object'], notActions: ['s3:Get*'], isPartial: true }]);
    expect(added[0]?.example.action).toMatch(/^s3:(?!get).*object$/i);
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
    const named = accessDifferences(NOTHING, after, { catalog: ACTION_CATALOG }).added;
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

  it('lists what another way of granting gives although an earlier statement has the same actions', () => {
    const session = 'arn:aws:sts::111122223333:assumed-role/R/s';
    const layers = (identity: string[], ...granted: [action: string, resource: string][]): AccessLayers => ({
      identity: actions(...identity),
      boundary: actions('s3:Get*'),
      resource: policy(
        ...granted.map(
          ([Action, Resource]) => ({ Effect: 'Allow', Principal: { AWS: session }, Action, Resource }) as never,
        ),
      ),
      principalAccount: '111122223333',
      resourceAccount: '111122223333',
    });
    const { added, removed } = accessDifferences(
      layers(['x:y'], ['s3:List*', '*']),
      layers(['s3:Get*', 's3:Put*'], ['s3:List*', '*'], ['s3:PutObject', bucket('b/*')]),
    );
    expect(removed).toEqual([]);
    expect(added.map((each) => [each.actions, each.statement.layer, each.example.action])).toEqual([
      [['s3:Get*'], 'identity', 's3:Get'],
      [['s3:PutObject'], 'resource', 's3:PutObject'],
    ]);
  });

  it('does not take a pattern for covered whose wildcard ends at a colon', () => {
    const [wild, plain] = ['arn:aws:s3:*c:1:x', 'arn:aws:s3:a:b:c:1:x'];
    const before = policy(allow({ Resource: wild }));
    const after = policy(allow({ Resource: [wild, plain] }));
    expect(accessDifferences(before, after).added).toMatchObject([{ resources: [plain], notResources: [wild] }]);
    expect(compareAccess(before, after).relation).toBe('narrower');
  });

  it('has at most as many classes as it is asked for, and says how many more there are', () => {
    const { added, more } = accessDifferences(actions('ec2:*'), actions('sqs:*'), {
      catalog: ACTION_CATALOG,
      limit: 2,
    });
    expect(added).toHaveLength(2);
    expect(more?.added).toBe(2);
    expect(() => accessDifferences(FULL, FULL, { limit: -1 })).toThrow(InvalidInputError);
    expect(() => accessDifferences(FULL, FULL, { limit: 1.5 })).toThrow('`limit` must be an integer');
    expect(() => accessDifferences(FULL, FULL, null as never)).toThrow(InvalidInputError);
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

  it('lists a class once that is in several parts of all requests', () => {
    const facts = {
      keys: { 'aws:RequestedRegion': 'eu-west-1' },
      exceptions: [{ actions: ['iam:*'], keys: { 'aws:RequestedRegion': 'us-east-1' } }],
    };
    const anywhere = { StringLike: { 'aws:RequestedRegion': '??-*' } };
    const after = policy(allow({ Action: '*', Condition: anywhere }));
    expect(accessDifferences(NOTHING, after, { facts }).added).toMatchObject([{ actions: ['*'], isPartial: false }]);
  });

  it('keeps a statement whole if there are no steps left to split it', () => {
    const onlyWhole = (after: PolicyDocument) => {
      const cases = casesOf(readSides(doing('s3:A'), after, ['a', 'b']), NO_FACTS);
      return findClasses('b', cases, DEFAULT_READING, readCompareOptions({}), undefined, { left: 0 });
    };
    const two = policy(allow({ Action: ['s3:A', 's3:B'], Resource: [bucket('a'), bucket('b')] }));
    const [found, ...others] = onlyWhole(two);
    expect(others).toEqual([]);
    if (found?.undecided !== undefined) throw new Error('nothing is decided');
    expect(found).toMatchObject({ actions: ['s3:A', 's3:B'], resources: { Resource: [bucket('a'), bucket('b')] } });
    expect(found?.example().action).toBe('s3:B');
    const rest = policy({ Effect: 'Allow', NotAction: ['iam:*', 's3:*'], NotResource: [bucket('a'), bucket('b')] });
    expect(onlyWhole(rest)).toMatchObject([
      { actions: ['iam:*', 's3:*'], isInverted: true, resources: { NotResource: [bucket('a'), bucket('b')] } },
    ]);
  });

  it('keeps a statement whole if it is too much work to split it, and says what is not decided', () => {
    const many = policy(
      allow({ Action: '*', Resource: Array.from({ length: 60 }, (_, index) => bucket(`${index}-*`)) }),
    );
    const { added } = accessDifferences(NOTHING, many);
    expect(added[0]?.resources).toHaveLength(60);
    const open = policy(
      allow({ Condition: { StringEquals: { a: '${b}', c: '${a}x' }, StringNotEquals: { c: '${b}x' } } }),
    );
    const { unknown = [], added: none } = accessDifferences(NOTHING, open);
    expect(none).toEqual([]);
    expect(unknown).toEqual([{ of: 'proposed', policy: 0, statement: 0, reason: 'variables' }]);
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

describe('laws of differences, judged by the reference', () => {
  const asInput = (policies: readonly Policy[]): PolicyInput => policies as unknown as PolicyInput;
  const pairs = count(12, 400);

  /** The classes that a request is in. */
  function classesOf(request: Request, classes: readonly AccessClass[], own: readonly Policy[]): AccessClass[] {
    const applies = createJudge(own).applies(request);
    const places = own.flatMap(({ Statement }, policyIndex) =>
      listOf(Statement).map((statement, index) => ({
        policy: policyIndex,
        statement: index,
        effect: statement.Effect,
      })),
    );
    const first = places.findIndex(({ effect }, index) => effect === 'Allow' && applies[index] === true);
    const earlier = (place: { policy: number; statement: number }): boolean =>
      places.findIndex((each) => each.policy === place.policy && each.statement === place.statement) === first;
    return classes.filter(({ statement, actions: names, isInverted, notActions, resources, notResources }) => {
      const matches = (parts: object): boolean =>
        createJudge([
          {
            Version: own[statement.policy]?.Version ?? '2008-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...parts }],
          },
        ]).applies(request)[0] === true;
      const ofActions = isInverted ? matches({ Action: undefined, NotAction: names }) : matches({ Action: names });
      const ofResources = resources === undefined || matches({ Resource: resources });
      const excluded =
        (notActions !== undefined && matches({ Action: notActions })) ||
        (notResources !== undefined && matches({ Resource: notResources }));
      return earlier(statement) && ofActions && ofResources && !excluded;
    });
  }

  it(`the classes of ${pairs} pairs are all differences, and do not overlap`, () => {
    const found: unknown[] = [];
    let [differences, listed] = [0, 0];
    for (let seed = 1; seed <= pairs; seed += 1) {
      const { pair, draw } = sampleOf(seed);
      let result: AccessDifferences;
      try {
        result = accessDifferences(asInput(pair.a), asInput(pair.b));
      } catch (error) {
        if (error instanceof InvalidInputError) continue;
        throw error;
      }
      const { relation } = compareAccess(asInput(pair.a), asInput(pair.b));
      const judges = { a: createJudge(pair.a), b: createJudge(pair.b) };
      listed += result.added.length + result.removed.length;
      if (result.unknown === undefined && relation !== 'unknown') {
        const expected = {
          equivalent: [false, false],
          narrower: [false, true],
          broader: [true, false],
          incomparable: [true, true],
        }[relation];
        if (String([result.removed.length > 0, result.added.length > 0]) !== String(expected)) {
          found.push({ law: 'relation', seed, relation });
        }
      }
      for (const [classes, inner, outer] of [
        [result.added, 'b', 'a'],
        [result.removed, 'a', 'b'],
      ] as const) {
        for (const { example } of classes) {
          const request = example as unknown as Request;
          const isConfirmed =
            judges[inner].decide(request) === 'allowed' && judges[outer].decide(request).endsWith('Deny');
          const own = classesOf(request, classes, pair[inner]);
          if (!isConfirmed || own.length !== 1) found.push({ law: 'example', seed, request, classes: own.length });
        }
      }
      if (result.unknown !== undefined || result.more !== undefined) continue;
      for (const request of drawRequests(draw, pair, 20, 'typed')) {
        for (const [classes, inner, outer] of [
          [result.added, 'b', 'a'],
          [result.removed, 'a', 'b'],
        ] as const) {
          const isDifference =
            judges[inner].decide(request) === 'allowed' && judges[outer].decide(request).endsWith('Deny');
          if (!isDifference) continue;
          differences += 1;
          if (classesOf(request, classes, pair[inner]).length !== 1) found.push({ law: 'union', seed, request });
        }
      }
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(differences).toBeGreaterThan(pairs / 3);
    expect(listed).toBeGreaterThan(pairs * 0.8);
  });

  it('what is decided does not depend on the catalog', () => {
    for (let seed = 1; seed <= count(6, 150); seed += 1) {
      const { pair } = sampleOf(seed);
      const [a, b] = [asInput(pair.a), asInput(pair.b)];
      const relation = (options: object): unknown => {
        try {
          const { relation: found, readings = [] } = compareAccess(a, b, options);
          return [found, readings.map((each) => [each.reading, each.relation])];
        } catch (error) {
          if (error instanceof InvalidInputError) return 'refused';
          throw error;
        }
      };
      expect(relation({ catalog: ACTION_CATALOG })).toEqual(relation({}));
    }
  });

  it('each example that is chosen from a catalog is a difference', () => {
    for (let seed = 1; seed <= count(6, 150); seed += 1) {
      const { pair } = sampleOf(seed);
      try {
        for (const { witness, reading } of newAccess(asInput(pair.a), asInput(pair.b), { catalog: ACTION_CATALOG })) {
          if (witness === undefined) continue;
          const { keyValues: _, ...rest } = reading ?? {};
          expect(evaluateAccess(asInput(pair.b), witness, rest).decision).toBe('allowed');
          expect(evaluateAccess(asInput(pair.a), witness, rest).decision).not.toBe('allowed');
        }
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
      }
    }
  });
});
