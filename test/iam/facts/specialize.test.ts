import { describe, expect, it } from 'vitest';
import type { AnyPolicy } from '../../../src/iam/document.js';
import { readFacts } from '../../../src/iam/facts/facts.js';
import { specialize } from '../../../src/iam/facts/specialize.js';
import {
  compareAccess,
  evaluateAccess,
  type AccessRequest,
  type Facts,
  type PolicyInput,
} from '../../../src/iam/index.js';
import { readPolicies } from '../../../src/iam/read.js';
import { count } from '../../deep.js';
import { allow, deny, policy } from '../layers/layer-vectors.js';
import { drawRequests, sampleOf } from '../reference/generate.js';

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

  it.each<[string, object, object, object, 'incomparable' | 'narrower']>([
    [
      'in the account of a resource',
      { Resource: 'arn:aws:sqs:*:${svc:k}:*' },
      { Resource: 'arn:aws:sqs:*:111122223333:*' },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
      'incomparable',
    ],
    [
      'in an ARN that is cut off',
      { Resource: 'arn:aws:sqs:*:${account}' },
      { Resource: 'arn:aws:sqs:*:111122223333' },
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
      'incomparable',
    ],
    [
      'at the beginning of an ARN',
      { Resource: '${aws:PrincipalTag/Team}:::${svc:other}bucket/*' },
      { Resource: 'arn:aws:s3:::*bucket/*' },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' },
      'narrower',
    ],
    [
      'as a whole value of an ARN operator',
      { Condition: { ArnEquals: { 'aws:ResourceTag/a': '${aws:PrincipalArn}' } } },
      { Condition: { ArnEquals: { 'aws:ResourceTag/a': 'arn:aws:iam::111122223333:role/a' } } },
      { action: 's3:A', resource: '*', context: { 'aws:ResourceTag/a': 'arn:aws:iam::111122223333:role/a' } },
      'narrower',
    ],
    [
      'with colons in a field of an ARN',
      { Condition: { ArnLike: { 'aws:ResourceTag/a': 'arn:aws:iam:${aws:username}:1:x' } } },
      { Condition: { ArnLike: { 'aws:ResourceTag/a': 'arn:aws:iam:a:b*:1:x' } } },
      { action: 's3:A', resource: '*', context: { 'aws:ResourceTag/a': 'arn:aws:iam:a:bc:1:x' } },
      'narrower',
    ],
  ])('do not resolve a variable %s', (_, withVariable, withText, asked, relation) => {
    const [variable, text] = [withVariable, withText].map((parts) => policy(allow(parts)));
    const inField = { keys: { ...facts.keys, 'aws:PrincipalTag/Team': 'arn:aws:s3', account: '111122223333' } };
    const decide = (each: PolicyInput): string =>
      evaluateAccess(each, asked as AccessRequest, { facts: inField }).decision;
    expect([decide(variable!), decide(text!)]).toEqual(['implicitDeny', 'allowed']);
    expect(compareAccess(variable!, text!, { facts: inField }).relation).toBe(relation);
  });
});

describe('a statement in which known keys are evaluated', () => {
  const { keys: known } = readFacts({
    keys: {
      'aws:username': 'a:b*',
      'aws:PrincipalTag/Team': 'dev',
      'aws:PrincipalTag/Braces': '{aws:SourceIp}',
      'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a',
      'aws:SourceArn': null,
      'aws:TagKeys': ['a', 'b'],
      's3:max-keys': '2',
    },
  });
  const NEVER = { NotAction: '*', Resource: '*' };
  const when = (operator: string, key: string, value: string | string[]) => ({
    Condition: { [operator]: { [key]: value } },
  });
  /** What is left, and which known keys it names. */
  function evaluated(parts: object, Version = '2012-10-17'): [object, string[]] {
    const policies = [{ Version, Statement: [{ Sid: 'Own', ...allow(parts) }] }] as unknown as AnyPolicy[];
    const { policies: specialized, remaining } = specialize(policies, known);
    const { Sid, Effect, ...rest } = specialized[0]!.Statement[0] as Record<string, unknown>;
    expect([Sid, Effect]).toEqual(['Own', 'Allow']);
    return [rest, [...remaining]];
  }

  it.each<[string, object, object]>([
    [
      'only the conditions that are open',
      { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'dev', 'x:y': 'z' }, Bool: { 'x:b': 'true' } } },
      { Condition: { StringEquals: { 'x:y': ['z'] }, Bool: { 'x:b': ['true'] } } },
    ],
    [
      'no operator without conditions',
      { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'dev' }, Bool: { 'x:b': 'true' } } },
      when('Bool', 'x:b', ['true']),
    ],
    ['no conditions that hold', when('StringEquals', 'aws:PrincipalTag/Team', ['ops', 'dev']), {}],
    ['nothing of a condition that fails', when('StringEquals', 'aws:PrincipalTag/Team', 'ops'), NEVER],
    ['no conditions of a key that is absent', when('StringNotEquals', 'aws:SourceArn', '${x:y}'), {}],
    ['nothing of a condition that requires an absent key', when('StringEquals', 'aws:SourceArn', '${x:y}'), NEVER],
    ['an escaped character, which is no variable', when('StringLike', 'aws:username', 'a:b${*}'), {}],
    ['numbers, which have no variables', when('NumericEquals', 's3:max-keys', ['${x:y}', '2']), {}],
    ['a set of values', when('ForAnyValue:StringEquals', 'aws:TagKeys', 'b'), {}],
    ['no resource whose variable has no value', { Resource: 'arn:aws:s3:::b/${aws:SourceArn}' }, NEVER],
    [
      'the other resources',
      { Resource: ['arn:aws:s3:::b/${aws:SourceArn}', 'arn:aws:s3:::c'] },
      { Resource: ['arn:aws:s3:::c'] },
    ],
    [
      'all resources, if the one that it exempts has no value',
      { NotResource: 'arn:aws:s3:::b/${aws:SourceArn}' },
      { Resource: '*' },
    ],
    [
      'values in place of variables, without wildcards',
      { Resource: ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/${aws:PrincipalARN}'] },
      { Resource: ['arn:aws:s3:::b/a:b${*}/*', 'arn:aws:s3:::b/arn:aws:iam::111122223333:role/a'] },
    ],
    [
      'defaults in place of variables without one value',
      { NotResource: ["arn:aws:s3:::b/${aws:SourceArn, 'x*'}", "arn:aws:s3:::b/${aws:TagKeys, ''}"] },
      { Resource: undefined, NotResource: ['arn:aws:s3:::b/x${*}', 'arn:aws:s3:::b/'] },
    ],
    [
      'variables that are not known, with their defaults',
      { Resource: "arn:aws:s3:::${aws:PrincipalTag/Team}/${x:y}/${x:y, 'z'}/${x:y, ''}/${?}" },
      { Resource: ["arn:aws:s3:::dev/${x:y}/${x:y, 'z'}/${x:y, ''}/${?}"] },
    ],
    [
      'text that is no variable, also next to a value that looks like the rest of one',
      { Resource: 'arn:aws:s3:::b/$${aws:PrincipalTag/Braces}/${ ${aws:username}/$x' },
      { Resource: ['arn:aws:s3:::b/${$}{aws:SourceIp}/${$}{ a:b${*}/$x'] },
    ],
    [
      'no variables of an ARN before its last field',
      { Resource: 'arn:aws:sqs:*:${aws:PrincipalTag/Team}:${aws:PrincipalTag/Team}' },
      { Resource: ['arn:aws:sqs:*:${aws:PrincipalTag/Team}:dev'] },
    ],
    ['an ARN that is cut off', { Resource: 'arn:aws:s3:${x:y}' }, { Resource: ['arn:aws:s3:${x:y}'] }],
    [
      'values with colons as they are in strings',
      when('StringEquals', 'x:y', ['${aws:PrincipalArn}', '${aws:SourceArn}']),
      when('StringEquals', 'x:y', ['arn:aws:iam::111122223333:role/a']),
    ],
    [
      'values with colons in the last field of an ARN only',
      when('ArnLike', 'x:y', ['arn:aws:${aws:username}:::x', 'arn:aws:s3:::${aws:username}', '${aws:PrincipalArn}']),
      when('ArnLike', 'x:y', ['arn:aws:s3:::a:b${*}']),
    ],
    [
      'variables of any field of an ARN',
      when('ArnLike', 'x:y', 'arn:aws:${aws:PrincipalTag/Team}::${aws:PrincipalTag/Team}:${aws:PrincipalTag/Team}/*'),
      when('ArnLike', 'x:y', ['arn:aws:dev::dev:dev/*']),
    ],
  ])('keeps %s', (_, parts, left) => {
    expect(evaluated(parts)).toEqual([left === NEVER ? NEVER : { Action: '*', Resource: ['*'], ...left }, []]);
  });

  it.each<[string, object, string[]]>([
    [
      'it is compared with a key that is not known',
      when('StringLike', 'aws:UserName', ['x', '${x:y}']),
      ['aws:username'],
    ],
    ['its ARN is', when('ArnLike', 'aws:PrincipalArn', ['arn:aws:iam::${x:y}:role/a']), ['aws:principalarn']],
    [
      'its value is of another type',
      when('NumericNotEquals', 'aws:PrincipalTag/Team', ['1']),
      ['aws:principaltag/team'],
    ],
    [
      'it is in a resource that is no ARN',
      { Resource: ['*${aws:UserName}', '${x:y}:${aws:SourceArn}'] },
      ['aws:username', 'aws:sourcearn'],
    ],
  ])('names a known key as before where %s', (_, parts, remaining) => {
    expect(evaluated(parts)).toEqual([{ Action: '*', Resource: ['*'], ...parts }, remaining]);
  });

  it('has no variables in a policy of 2008', () => {
    const parts = {
      Resource: 'arn:aws:s3:::${aws:PrincipalTag/Team}',
      ...when('StringNotEquals', 'aws:PrincipalTag/Team', '${x:y}'),
    };
    expect(evaluated(parts, '2008-10-17')).toEqual([{ Action: '*', Resource: [parts.Resource] }, []]);
  });

  it('is the same statement if it has neither conditions nor variables', () => {
    const Statement = [
      allow(),
      allow({ NotResource: 'arn:aws:s3:::b/${*}/x' }),
      deny({ Resource: 'arn:aws:s3:::${}' }),
    ];
    const policies = [policy(...Statement) as AnyPolicy];
    const [found] = specialize(policies, known).policies;
    expect(found?.Statement.map((each, index) => (each as unknown) === Statement[index])).toEqual([true, true, true]);
    expect(specialize(policies, new Map()).policies).toBe(policies);
  });
});
