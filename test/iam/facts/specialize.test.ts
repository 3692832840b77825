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
import { allow, policy } from '../layers/layer-vectors.js';
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
