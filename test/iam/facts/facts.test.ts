import { describe, expect, it } from 'vitest';
import type { AnyPolicy } from '../../../src/iam/document.js';
import { readFacts } from '../../../src/iam/facts/facts.js';
import { specialize } from '../../../src/iam/facts/specialize.js';
import {
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  newAccess,
  type AccessRequest,
  type PolicyInput,
  type Facts,
} from '../../../src/iam/index.js';
import { readPolicies } from '../../../src/iam/read.js';
import { count } from '../../deep.js';
import { allow, deny, policy } from '../layers/layer-vectors.js';
import { drawRequests, sampleOf } from '../reference/generate.js';

const REGION = 'aws:RequestedRegion';
const request: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const inRegion = policy(allow({ Condition: { StringEquals: { [REGION]: 'eu-west-1' } } }));
const everything = policy(allow());

function problemsOf(run: () => unknown): [string, string][] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(({ code, path }) => [code, path.join('.')]);
  }
  throw new Error('nothing was refused');
}

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

  it('are refused by a request that contradicts them', () => {
    const facts = { keys: { [REGION]: 'eu-west-1', 'aws:SourceVpc': null, 'aws:TagKeys': ['a', 'b'] } };
    const context = { [REGION]: 'us-east-1', 'aws:sourcevpc': 'vpc-1', 'aws:TagKeys': ['b', 'a'] };
    expect(problemsOf(() => evaluateAccess(inRegion, { ...request, context }, { facts }))).toEqual([
      ['invalid_value', `context.${REGION}`],
      ['invalid_value', 'context.aws:sourcevpc'],
    ]);
    expect(problemsOf(() => evaluateAccess(inRegion, 'x' as unknown as AccessRequest, { facts }))).toEqual([
      ['invalid_type', ''],
    ]);
  });

  it('are refused with what is wrong, and with what they say', () => {
    const messagesOf = (context: object, given: object): string[] => {
      try {
        evaluateAccess(inRegion, { ...request, context } as AccessRequest, { facts: given as Facts });
      } catch (error) {
        return (error as InvalidInputError).issues.map(({ message, hint }) => [message, hint ?? []].flat().join(': '));
      }
      throw new Error('nothing was refused');
    };
    const known = { keys: { [REGION]: 'eu-west-1', 'aws:SourceVpc': null, 'aws:TagKeys': ['a', 'b'] } };
    const context = { [REGION]: 'us-east-1', 'aws:sourcevpc': 'vpc-1', 'aws:TagKeys': ['c'] };
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
    expect(messagesOf({}, { keys: { 'aws:x': 1 } })).toEqual([
      '`aws:x` must be a string that is not empty, a list of them, or `null`, not `number`: give each key a string, ' +
        'a list of strings, or `null` for a key that requests lack',
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
      { keys: { a: [], b: '', c: [''], d: 1, e: ['x', 2] } },
      'abcde'.split('').map((key) => ['invalid_type', `facts.keys.${key}`]),
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

describe('a comparison under facts', () => {
  const relation = (a: object, b: object, keys: Facts['keys']): unknown =>
    compareAccess(a as typeof everything, b as typeof everything, { facts: { keys: keys ?? {} } });

  it.each<[string, object, Facts['keys']]>([
    ['a condition that holds', { StringEquals: { [REGION]: ['eu-west-1', 'us-east-1'] } }, { [REGION]: 'eu-west-1' }],
    ['a key that is absent', { Null: { 'aws:SourceVpc': 'true' } }, { 'aws:SourceVpc': null }],
    [
      'several values',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] } },
      { 'aws:TagKeys': ['a', 'b'] },
    ],
    [
      'a variable',
      { StringEquals: { 'aws:PrincipalTag/Team': '${aws:username}' } },
      { 'aws:username': 'a*', 'aws:PrincipalTag/Team': 'a*' },
    ],
    [
      'a default',
      { StringEquals: { 'aws:PrincipalTag/Team': "${aws:username, 'x'}" } },
      { 'aws:username': null, 'aws:PrincipalTag/Team': 'x' },
    ],
    ['a number', { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9.5' }],
    [
      'all conditions of several operators',
      { Bool: { 'aws:SecureTransport': 'true' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a*' } },
      { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ab' },
    ],
  ])('knows that %s makes no difference', (_, Condition, keys) => {
    expect(relation(policy(allow({ Condition })), everything, keys)).toEqual({ relation: 'equivalent' });
    expect(compareAccess(policy(allow({ Condition })), everything).relation).toBe('narrower');
  });

  it('drops a statement whose condition does not hold, and keeps the places of others', () => {
    const a = policy(
      { ...allow({ Condition: { StringEquals: { [REGION]: 'x' } } }), Sid: 'Gone' },
      allow({ Action: 's3:A' }),
    );
    const facts = { keys: { [REGION]: 'eu-west-1' } };
    expect(newAccess(policy(deny()), a, { facts })).toEqual([
      { policy: 0, statement: 1, witness: { action: 's3:A', resource: '*' } },
    ]);
  });

  it('decides conditions of trust policies', () => {
    const trust = (Condition?: object): PolicyInput =>
      policy({
        Effect: 'Allow',
        Principal: { AWS: '111122223333' },
        Action: 'sts:AssumeRole',
        ...(Condition && { Condition }),
      } as never);
    const compare = (tag: string): string =>
      compareAccess(
        { resource: trust({ StringEquals: { 'aws:PrincipalTag/team': 'data' } }) },
        { resource: trust() },
        { facts: { keys: { 'aws:PrincipalTag/team': tag } } },
      ).relation;
    expect([compare('data'), compare('sales')]).toEqual(['equivalent', 'narrower']);
  });

  it('resolves variables of resources, with characters that are wildcards elsewhere', () => {
    const home = (Resource: string): object => policy(allow({ Resource }));
    const keys = { 'aws:username': 'a*${x}' };
    expect(relation(home('arn:aws:s3:::b/${aws:username}/*'), home('arn:aws:s3:::b/a${*}${$}{x}/*'), keys)).toEqual({
      relation: 'equivalent',
    });
    expect(
      relation(
        policy(allow({ NotResource: 'arn:aws:s3:::b/${aws:username}' })),
        policy(allow({ NotResource: 'arn:aws:s3:::b/a${*}${$}{x}' })),
        keys,
      ),
    ).toEqual({
      relation: 'equivalent',
    });
    // What is not known stays a variable, with its default.
    expect(
      relation(
        home("arn:aws:s3:::b/${aws:username}/${aws:userid, 'me'}"),
        home("arn:aws:s3:::b/a/${aws:userid, 'me'}"),
        { 'aws:username': 'a' },
      ),
    ).toEqual({ relation: 'equivalent' });
    // What is no variable stays what it is.
    expect(
      relation(home('arn:aws:s3:::b/${${aws:username}}'), home('arn:aws:s3:::b/${$}{a}'), { 'aws:username': 'a' }),
    ).toEqual({ relation: 'equivalent' });
    expect(
      relation(
        { ...home('arn:aws:s3:::${aws:username}'), Version: '2008-10-17' },
        { ...home('arn:aws:s3:::a'), Version: '2008-10-17' },
        { 'aws:username': 'a' },
      ),
    ).not.toEqual({
      relation: 'equivalent',
    });
  });

  it('decides a known key that is compared with one that is not known, and does not repeat it', () => {
    const same = policy(allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } } }));
    expect(relation(same, policy(deny()), { 'aws:PrincipalOrgID': 'o-1' })).toEqual({
      relation: 'broader',
      onlyInA: { action: 'x:x', resource: '*', context: { 'aws:ResourceOrgID': 'o-1' } },
    });
    const listed = policy(allow({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': '${aws:username}' } } }));
    expect(relation(listed, policy(deny()), { 'aws:TagKeys': ['a', 'b'] })).toEqual({
      relation: 'broader',
      onlyInA: { action: 'x:x', resource: '*', context: { 'aws:username': 'a' } },
    });
    const absent = policy(allow({ Resource: 'arn:aws:s3:::${aws:username}' }));
    expect(relation(absent, policy(deny()), { 'aws:username': null })).toEqual({ relation: 'equivalent' });
    const allBut = policy(allow({ NotResource: 'arn:aws:s3:::${aws:username}' }));
    expect(relation(allBut, everything, { 'aws:username': null })).toEqual({ relation: 'equivalent' });
    const two = policy(allow({ Resource: ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::a'] }));
    expect(relation(two, policy(allow({ Resource: 'arn:aws:s3:::a' })), { 'aws:username': null })).toEqual({
      relation: 'equivalent',
    });
  });

  it('considers no several values of a key with one, also where a set operator compares it', () => {
    const all = policy(allow({ Condition: { 'ForAllValues:StringEquals': { 'ec2:Owner': '${aws:ResourceOrgID}' } } }));
    const facts = { keys: { 'ec2:Owner': '111122223333' } };
    const found = newAccess(policy(deny()), all, { facts });
    expect(found.map(({ witness }) => witness?.context)).toEqual([{ 'aws:ResourceOrgID': '111122223333' }]);
    expect(evaluateAccess(all, found[0]!.witness!, { facts }).decision).toBe('allowed');
  });

  it('decides nothing of an absent key in a resource that is no ARN, except that it is absent', () => {
    const other = policy(allow({ Resource: '*${aws:username}' }));
    expect(relation(other, everything, { 'aws:username': null })).toMatchObject({ relation: 'narrower' });
    const present = policy(allow({ Condition: { Null: { 'aws:username': 'false' } } }));
    expect(relation(present, policy(deny()), { 'aws:username': null })).toEqual({ relation: 'equivalent' });
  });

  it('keeps the default of a variable that has several values', () => {
    const listed = policy(allow({ Resource: "arn:aws:s3:::${aws:TagKeys, 'a'}" }));
    const keys = { 'aws:TagKeys': ['a', 'b'] };
    expect(relation(listed, policy(allow({ Resource: 'arn:aws:s3:::a' })), keys)).toEqual({ relation: 'equivalent' });
  });

  it('leaves open what depends on the reading', () => {
    const notANumber = policy(allow({ Condition: { NumericNotEquals: { 's3:max-keys': '1' } } }));
    const { relation: found, readings } = compareAccess(notANumber, everything, {
      facts: { keys: { 's3:max-keys': 'x' } },
    });
    expect([found, ...(readings ?? []).map((each) => each.relation)]).toContain('equivalent');
  });

  it('considers exceptions only if a policy names their keys', () => {
    const facts = { exceptions: [{ actions: ['iam:*'], keys: { [REGION]: 'us-east-1' } }] };
    expect(compareAccess(policy(allow({ Action: 's3:A' })), policy(deny()), { facts })).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:A', resource: '*' },
    });
    expect(compareAccess(inRegion, policy(deny()), { facts }).relation).toBe('broader');
  });
});

describe('policies in which known keys are evaluated', () => {
  const facts: Facts = {
    keys: {
      'aws:username': 'a:b*',
      'aws:PrincipalTag/Team': 'dev',
      'svc:k': '111122223333',
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a',
      'aws:SourceArn': null,
      'aws:TagKeys': ['a', 'b'],
      's3:max-keys': '2',
    },
  };

  it('decide every request as the policies do', { timeout: 600_000 }, () => {
    const { keys } = readFacts(facts);
    const found: unknown[] = [];
    const decisions = new Set<string>();
    for (let seed = 1; seed <= count(300, 2000); seed += 1) {
      const { pair, draw } = sampleOf(seed);
      if (pair.kind !== 'identity') continue;
      const policies = readPolicies(pair.a as unknown as PolicyInput);
      const { policies: specialized } = specialize(policies, keys);
      for (const drawn of drawRequests(draw, pair, 10, 'typed')) {
        const known = new Set(Object.keys(facts.keys ?? {}).map((key) => key.toLowerCase()));
        const context = Object.fromEntries(
          Object.entries(drawn.context ?? {}).filter(([key]) => !known.has(key.toLowerCase())),
        );
        const asked = { ...drawn, context } as unknown as AccessRequest;
        for (const reading of [{}, { mistypedValue: 'fails' }, { colons: 'stay' }] as const) {
          const [before, after] = [policies, specialized].map(
            (each) => evaluateAccess(each as AnyPolicy[], asked, { facts, ...reading }).decision,
          );
          decisions.add(before!);
          if (before !== after) found.push({ seed, asked, reading, before, after });
        }
      }
    }
    expect(found.slice(0, 2)).toEqual([]);
    expect(decisions.size).toBe(3);
  });

  it.each<[string, object, object, object]>([
    [
      'in the account of a resource',
      { Resource: 'arn:aws:sqs:*:${svc:k}:*' },
      { Resource: 'arn:aws:sqs:*:111122223333:*' },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
    ],
    [
      'in an ARN that is cut off',
      { Resource: 'arn:aws:sqs:*:${account}' },
      { Resource: 'arn:aws:sqs:*:111122223333' },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
    ],
    [
      'at the beginning of an ARN',
      { Resource: '${aws:PrincipalTag/Team}:::${svc:other}bucket/*' },
      { Resource: 'arn:aws:s3:::*bucket/*' },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' },
    ],
    [
      'as a whole value of an ARN operator',
      { Condition: { ArnEquals: { 'aws:ResourceTag/a': '${aws:PrincipalArn}' } } },
      { Condition: { ArnEquals: { 'aws:ResourceTag/a': 'arn:aws:iam::111122223333:role/a' } } },
      { action: 's3:A', resource: '*', context: { 'aws:ResourceTag/a': 'arn:aws:iam::111122223333:role/a' } },
    ],
    [
      'with colons in a field of an ARN',
      { Condition: { ArnLike: { 'aws:ResourceTag/a': 'arn:aws:iam:${aws:username}:1:x' } } },
      { Condition: { ArnLike: { 'aws:ResourceTag/a': 'arn:aws:iam:a:b*:1:x' } } },
      { action: 's3:A', resource: '*', context: { 'aws:ResourceTag/a': 'arn:aws:iam:a:bc:1:x' } },
    ],
  ])('do not resolve a variable %s', (_, withVariable, withText, asked) => {
    const [variable, text] = [withVariable, withText].map((parts) => policy(allow(parts)));
    const inField = { keys: { ...facts.keys, 'aws:PrincipalTag/Team': 'arn:aws:s3', account: '111122223333' } };
    const decide = (each: PolicyInput): string =>
      evaluateAccess(each, asked as AccessRequest, { facts: inField }).decision;
    expect([decide(variable!), decide(text!)]).toEqual(['implicitDeny', 'allowed']);
    const { relation: found } = compareAccess(variable!, text!, { facts: inField });
    expect(['narrower', 'incomparable', 'unknown']).toContain(found);
  });
});
