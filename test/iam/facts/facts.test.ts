import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/iam/facts/facts.js';
import { compareAccess, evaluateAccess, newAccess, type AccessRequest, type Facts } from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';
import { allow, policy } from '../layers/layer-vectors.js';

const REGION = 'aws:RequestedRegion';
const request: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const inRegion = policy(allow({ Condition: { StringEquals: { [REGION]: 'eu-west-1' } } }));
const everything = policy(allow());

const problemsOf = (run: () => unknown): [string, string][] =>
  issuesOf(run).map(({ code, path }) => [code, path.join('.')]);

describe('facts', () => {
  it('are part of every request', () => {
    const facts = { keys: { 'AWS:requestedregion': 'eu-west-1' } };
    expect(evaluateAccess(inRegion, request, { facts }).decision).toBe('allowed');
    expect(evaluateAccess(inRegion, { ...request, context: { [REGION]: 'eu-west-1' } }, { facts }).decision).toBe(
      'allowed',
    );
    const accounts = { 'aws:PrincipalAccount': '111122223333', 'aws:ResourceAccount': '111122223333' };
    const known = { keys: { ...facts.keys, ...accounts } };
    expect(evaluateAccess({ identity: inRegion }, request, { facts: known }).decision).toBe('allowed');
  });

  it('give a key a set of values: a request that has fewer, others or one of them twice contradicts them', () => {
    const decide = (values: string[], known: string[] = ['a', 'b']): string => {
      const asked = { ...request, context: { 'aws:tagkeys': values } };
      return evaluateAccess(everything, asked, { facts: { keys: { 'aws:TagKeys': known } } }).decision;
    };
    expect([decide(['a', 'b']), decide(['b', 'a']), decide(['a'], ['a', 'a'])]).toEqual(Array(3).fill('allowed'));
    for (const values of [[], ['a'], ['a', 'c'], ['a', 'a'], ['a', 'b', 'c'], ['a', 'b', 'b']]) {
      expect(problemsOf(() => decide(values))).toEqual([['invalid_value', 'context.aws:tagkeys']]);
    }
  });

  it('give one value to keys that AWS documents as single-valued', () => {
    const given: Facts = {
      keys: { 'AWS:UserName': ['a', 'b'], 'aws:PrincipalTag/Team': ['x', 'y', 'z'], 'aws:SourceVpc': ['a', 'a'] },
      exceptions: [{ actions: ['s3:*'], keys: { [REGION]: ['eu-west-1', 'us-east-1'], 'aws:TagKeys': ['a', 'b'] } }],
    };
    const problem = (key: string, count: number, path: (string | number)[]) => ({
      severity: 'error',
      code: 'invalid_value',
      path: ['facts', ...path, key],
      message: `\`${key}\` is single-valued and must have 1 value, not ${count}`,
      hint: 'a list is the complete set of values of every request: give one value, or omit the key if requests differ',
    });
    const problems = [
      problem('AWS:UserName', 2, ['keys']),
      problem('aws:PrincipalTag/Team', 3, ['keys']),
      problem(REGION, 2, ['exceptions', 0, 'keys']),
    ];
    for (const run of [
      () => readFacts(given),
      () => evaluateAccess(inRegion, request, { facts: given }),
      () => compareAccess(inRegion, everything, { facts: given }),
    ]) {
      expect(run).toThrow(expect.objectContaining({ issues: problems }) as Error);
    }
  });

  it.each([
    ['one value in a list', { 'aws:username': ['a'] }],
    ['the same value twice', { 'aws:username': ['a', 'a'] }],
    ['several values of a multivalued key', { 'aws:TAGKEYS': ['a', 'b'], 'aws:PrincipalOrgPaths': ['o-1/', 'o-2/'] }],
    ['several values of a key of a service that is a list', { 'dynamodb:LeadingKeys': ['a', 'b'] }],
    ['several values of a key that AWS does not document', { 'x:key': ['a', 'b'], 'saml:aud': ['a', 'b'] }],
  ])('can give %s', (_, keys: NonNullable<Facts['keys']>) => {
    const Condition = { 'ForAllValues:StringEquals': keys };
    const isPresent = { Null: Object.fromEntries(Object.keys(keys).map((key) => [key, 'false'])) };
    const listed = policy(allow({ Condition: { ...Condition, ...isPresent } }));
    expect(evaluateAccess(listed, request, { facts: { keys } }).decision).toBe('allowed');
    expect(compareAccess(listed, everything, { facts: { keys } })).toEqual({ relation: 'equivalent' });
  });

  it('can be about a key with any name', () => {
    const [named, other] = ['x', 'y'].map((value) =>
      policy(allow({ Condition: { StringEquals: JSON.parse(`{ "__proto__": "${value}" }`) as object } })),
    );
    const facts = { keys: JSON.parse('{ "__proto__": "x" }') as Record<string, string> };
    expect(evaluateAccess(named!, request, { facts }).decision).toBe('allowed');
    expect(evaluateAccess(other!, request, { facts }).decision).toBe('implicitDeny');
  });

  it('are refused with what is wrong, and with what they say', () => {
    const messagesOf = (context: object, given: object): string[] =>
      issuesOf(() => evaluateAccess(inRegion, { ...request, context } as AccessRequest, { facts: given as Facts })).map(
        ({ message, hint }) => [message, hint ?? []].flat().join(': '),
      );
    const known = { keys: { [REGION]: 'eu-west-1', 'aws:SourceVpc': null, 'aws:TagKeys': ['a', 'b'] } };
    const context = { [REGION]: 'us-east-1', 'aws:sourcevpc': 'vpc-1', 'aws:TagKeys': ['c'] };
    expect(problemsOf(() => evaluateAccess(inRegion, { ...request, context }, { facts: known }))).toEqual([
      ['invalid_value', `context.${REGION}`],
      ['invalid_value', 'context.aws:sourcevpc'],
      ['invalid_value', 'context.aws:TagKeys'],
    ]);
    expect(messagesOf(context, known)).toEqual([
      '`aws:RequestedRegion` contradicts the facts: the facts say `eu-west-1`',
      '`aws:sourcevpc` contradicts the facts: the facts say that requests lack it',
      '`aws:TagKeys` contradicts the facts: the facts say `a`, `b`',
    ]);
    const exception = { actions: ['s3:*'], keys: { 'aws:SourceVpc': 'v' }, unknown: ['AWS:SourceVpc'], resource: 'x' };
    expect(messagesOf({}, { keys: { 'aws:x': 'a', 'AWS:X': 'b' }, exceptions: [exception], key: {} })).toEqual([
      '`key` is not a known member of facts: one of `keys`, `exceptions`',
      '`resource` is not a known member of facts: one of `actions`, `resources`, `keys`, `unknown`',
      'the condition key `AWS:X` appears twice, in different letter case',
      'the condition key `AWS:SourceVpc` is in `keys` and in `unknown`',
    ]);
    const ownKeys = () => {
      throw new TypeError('no');
    };
    expect(messagesOf({}, new Proxy({}, { ownKeys }))).toEqual([
      'the facts cannot be read: a getter or a proxy throws',
    ]);
    expect(problemsOf(() => readFacts(new Proxy({}, { ownKeys })))).toEqual([['invalid_type', 'facts']]);
    expect(messagesOf({}, { keys: { 'aws:x': 1 } })).toEqual([
      '`aws:x` must be a string that is not empty, a list of them, or `null`, not `number`: give each key a string, ' +
        'a list of strings, or `null` for a key that requests lack',
    ]);
  });

  it('are not compared with what is no request', () => {
    const facts = { keys: { [REGION]: 'eu-west-1' } };
    expect(problemsOf(() => evaluateAccess(inRegion, 'x' as unknown as AccessRequest, { facts }))).toEqual([
      ['invalid_type', ''],
    ]);
  });

  it('are given to a request that has some of them, and to none that they say lacks a key', () => {
    const facts: Facts = { keys: { [REGION]: 'eu-west-1', 'aws:SourceVpc': null } };
    const withoutVpc = policy(
      allow({ Condition: { StringEquals: { [REGION]: 'eu-west-1' }, Null: { 'aws:SourceVpc': 'true' } } }),
    );
    for (const context of [{}, { [REGION]: 'eu-west-1' }, { 'aws:requestedregion': 'eu-west-1' }]) {
      expect(evaluateAccess(withoutVpc, { ...request, context }, { facts }).decision).toBe('allowed');
    }
  });

  it('have exceptions, of which the first that matches counts', () => {
    const facts: Facts = {
      keys: { [REGION]: 'eu-west-1' },
      exceptions: [
        { actions: ['IAM:*'], resources: ['arn:aws:iam::*:role/*'], keys: { [REGION]: 'us-east-1' } },
        { actions: ['iam:*', 'sts:*'], keys: { [REGION]: null } },
      ],
    };
    const decide = (action: string, resource: string): string =>
      evaluateAccess(inRegion, { action, resource }, { facts }).decision;
    expect(decide('s3:GetObject', request.resource)).toBe('allowed');
    expect(decide('iam:GetRole', 'arn:aws:iam::111122223333:role/r')).toBe('implicitDeny');
    const inOne = policy(allow({ Condition: { StringEquals: { [REGION]: 'us-east-1' } } }));
    expect(
      evaluateAccess(inOne, { action: 'iam:GetRole', resource: 'arn:aws:iam::111122223333:role/r' }, { facts })
        .decision,
    ).toBe('allowed');
    expect(evaluateAccess(inOne, { action: 'iam:ListRoles', resource: '*' }, { facts }).decision).toBe('implicitDeny');
    // The comparison has the same parts.
    expect(
      compareAccess(inOne, policy(allow({ Action: 'iam:*', Resource: 'arn:aws:iam::*:role/*' })), { facts }),
    ).toEqual({
      relation: 'equivalent',
    });
    expect(compareAccess(inRegion, policy(allow({ NotAction: ['iam:*', 'sts:*'] })), { facts })).toEqual({
      relation: 'equivalent',
    });
  });

  it.each<[string, unknown, [string, string][]]>([
    ['no object', 'eu-west-1', [['invalid_type', 'facts']]],
    [
      'no values',
      { keys: { a: [], b: '', c: [''], d: 1, e: ['x', 2], f: Array(2), g: Object.assign(Array(2), { 1: 'x' }) } },
      'abcdefg'.split('').map((key) => ['invalid_type', `facts.keys.${key}`]),
    ],
    [
      'other members',
      { key: {}, exceptions: [{ actions: ['a:*'], keys: {}, resource: [] }] },
      [
        ['unknown_value', 'facts.key'],
        ['unknown_value', 'facts.exceptions.0.resource'],
      ],
    ],
    ['a key twice', { keys: { a: 'x', A: 'y' } }, [['duplicate_key', 'facts.keys.A']]],
    [
      'a key twice in an exception',
      { keys: { a: 'x' }, exceptions: [{ actions: ['a:*'], keys: { a: 'x', A: 'y' } }] },
      [['duplicate_key', 'facts.exceptions.0.keys.A']],
    ],
    ['exceptions without actions', { exceptions: [{ keys: {} }] }, [['missing', 'facts.exceptions.0.actions']]],
  ])('are refused: %s', (_, facts, problems) => {
    expect(problemsOf(() => evaluateAccess(inRegion, request, { facts: facts as Facts }))).toEqual(problems);
    expect(problemsOf(() => compareAccess(inRegion, inRegion, { facts: facts as Facts }))).toEqual(problems);
  });

  it('can be unknown for some requests', () => {
    const facts: Facts = {
      keys: { [REGION]: 'eu-west-1', 'aws:SourceVpc': null },
      exceptions: [{ actions: ['s3:*'], keys: { 'aws:SourceVpc': 'vpc-1' }, unknown: ['AWS:requestedregion'] }],
    };
    const decide = (action: string, context: Record<string, string>): string =>
      evaluateAccess(inRegion, { action, resource: '*', context }, { facts }).decision;
    expect(decide('s3:GetObject', {})).toBe('implicitDeny');
    expect(decide('s3:GetObject', { [REGION]: 'us-east-1' })).toBe('implicitDeny');
    expect(decide('s3:GetObject', { [REGION]: 'eu-west-1' })).toBe('allowed');
    expect(decide('ec2:RunInstances', {})).toBe('allowed');
    const relationFor = (Action: string): string =>
      compareAccess(
        policy(allow({ Action })),
        policy(allow({ Action, Condition: { StringEquals: { [REGION]: 'eu-west-1' } } })),
        { facts },
      ).relation;
    expect([relationFor('ec2:*'), relationFor('s3:*'), relationFor('*')]).toEqual(['equivalent', 'broader', 'broader']);
    const [found] = newAccess(inRegion, everything, { facts });
    expect(found?.witness?.action).toMatch(/^s3:/);
  });

  it('cannot be known and unknown', () => {
    const facts = {
      exceptions: [
        { actions: ['s3:*'], keys: { 'aws:SourceVpc': 'vpc-1' }, unknown: ['aws:x', 'AWS:SourceVpc'] },
        { actions: ['s3:*'], keys: {}, unknown: 'aws:x' },
      ],
    };
    expect(problemsOf(() => readFacts({ exceptions: facts.exceptions.slice(0, 1) } as Facts))).toEqual([
      ['conflicting_elements', 'facts.exceptions.0.unknown.1'],
    ]);
    expect(problemsOf(() => readFacts(facts as never))).toEqual([['invalid_type', 'facts.exceptions.1.unknown']]);
  });

  it('are the only option of a comparison', () => {
    expect(problemsOf(() => compareAccess(inRegion, inRegion, { fact: {} } as never))).toEqual([
      ['unknown_value', 'options.fact'],
    ]);
    expect(problemsOf(() => newAccess(inRegion, inRegion, null as never))).toEqual([['invalid_type', 'options']]);
    expect(problemsOf(() => evaluateAccess(inRegion, request, null as never))).toEqual([['invalid_type', 'reading']]);
  });
});
