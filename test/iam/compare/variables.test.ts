import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  type AccessRequest,
  type ConditionBlock,
  type PolicyDocument,
  type Relation,
} from '../../../src/iam/index.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';

const asking = (resource: string, context?: AccessRequest['context']): AccessRequest => ({
  action: 's3:GetObject',
  resource,
  ...(context && { context }),
});
const decisions = (request: AccessRequest, ...policies: PolicyDocument[]) =>
  policies.map((each) => evaluateAccess(each, request).decision);
const unless = (Condition: ConditionBlock): PolicyDocument => policy(allow(), deny({ Action: '*', Condition }));

describe('everyday conditions with variables', () => {
  const tag = { 'aws:ResourceTag/t': '${aws:PrincipalTag/t}' };
  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: Relation]>([
    [
      'an Allow if equal, and a Deny if not',
      when({ StringEquals: { k: '${v}' } }),
      unless({ StringNotEquals: { k: '${v}' } }),
      'equivalent',
    ],
    [
      'tags that are equal, and a Deny if not',
      when({ StringEquals: tag }),
      unless({ StringNotEquals: tag }),
      'equivalent',
    ],
    [
      'a Deny if not equal, with and without IfExists',
      unless({ StringNotEquals: tag }),
      unless({ StringNotEqualsIfExists: tag }),
      'equivalent',
    ],
    [
      'equal, and equal if the key exists',
      when({ StringEquals: { k: '${v}' } }),
      when({ StringEqualsIfExists: { k: '${v}' } }),
      'narrower',
    ],
    [
      'if the key exists, and one of two',
      when({ StringEqualsIfExists: { k: '${v}' } }),
      when({ StringEquals: { k: '${v}' } }, { Null: { k: 'true' } }),
      'equivalent',
    ],
    [
      'ARN operators with both names',
      when({ ArnEquals: { k: 'arn:aws:iam::1:${v}' } }),
      when({ ArnLike: { k: 'arn:aws:iam::1:${v}' } }),
      'equivalent',
    ],
    [
      'a negated ARN operator in a Deny',
      when({ ArnLike: { k: 'arn:aws:iam::1:${v}' } }),
      unless({ ArnNotEquals: { k: 'arn:aws:iam::1:${v}' } }),
      'equivalent',
    ],
    [
      'fewer actions and a longer list that ignores letter case',
      when({ StringEqualsIgnoreCase: { k: '${v}' } }),
      policy(allow({ Action: 's3:*', Condition: { StringEqualsIgnoreCase: { k: ['${v}', 'x'] } } })),
      'narrower',
    ],
    [
      'a condition that leaves one value',
      policy(allow({ Resource: bucket('h/${u}'), Condition: { StringEquals: { u: 'bob' } } })),
      policy(allow({ Resource: bucket('h/bob'), Condition: { StringEquals: { u: 'bob' } } })),
      'equivalent',
    ],
    [
      'any of the values',
      when({ 'ForAnyValue:StringLike': { k: '${v}*' } }),
      unless({ 'ForAllValues:StringNotLike': { k: '${v}*' } }),
      'equivalent',
    ],
    [
      'all of the values',
      when({ 'ForAllValues:StringLike': { k: '${v}*' } }),
      unless({ 'ForAnyValue:StringNotLike': { k: '${v}*' } }),
      'equivalent',
    ],
  ])('compareAccess decides %s', (_what, a, b, relation) => {
    expect(compareAccess(a, b).relation).toBe(relation);
    expect(compareAccess(b, a).relation).toBe(relation === 'narrower' ? 'broader' : relation);
  });
});

describe('values of variables', () => {
  it('a variable before the last field of an ARN has no value with a colon under an ARN operator', () => {
    const k = 'arn:aws:iam::${aws:x}:role/a';
    const [equal, like] = [when({ StringEquals: { k } }), when({ ArnLike: { k } })];
    const witness = asking('*', { 'aws:x': 'x:x', k: 'arn:aws:iam::x:x:role/a' });
    expect(compareAccess(equal, like)).toStrictEqual({ relation: 'broader', onlyInA: witness });
    expect(decisions(witness, equal, like)).toStrictEqual(['allowed', 'implicitDeny']);
  });

  it('what looks like a variable after the variable in it is replaced is literal text', () => {
    const [nested, one] = [on(bucket('b/${${aws:username}}/*')), on(bucket('b/?/*'))];
    const onlyInA = asking(bucket('b/${x}/example'), { 'aws:username': 'x' });
    const onlyInB = asking(bucket('b/x/example'));
    expect(compareAccess(nested, one)).toStrictEqual({ relation: 'incomparable', onlyInA, onlyInB });
    expect(decisions(onlyInA, nested, one)).toStrictEqual(['allowed', 'implicitDeny']);
    expect(decisions(asking(bucket('b/${bob}/k'), { 'aws:username': 'bob' }), nested, one)).toStrictEqual([
      'allowed',
      'implicitDeny',
    ]);
  });

  it('policies with more than 1,024 variables are not taken for equal', () => {
    const many = bucket(Array.from({ length: 1024 }, (_, index) => `\${v${index}}`).join(''));
    const [a, b] = [on(many), on(many)];
    a.Statement.push(allow({ Resource: bucket('h/${z}') }));
    b.Statement.push(allow({ Resource: bucket('q') }));
    const { relation, onlyInA } = compareAccess(a, b);
    expect(relation).toBe('incomparable');
    expect(onlyInA?.resource).toBe(bucket('h/x'));
    expect(onlyInA?.context).toMatchObject({ z: 'x' });
    expect(decisions(asking(bucket('h/w'), { z: 'w' }), a, b)).toStrictEqual(['allowed', 'implicitDeny']);
  });

  it('letters of actions are folded one by one, whatever follows them', () => {
    expect(compareAccess(doing('s:A\u03a3*'), doing('s:A\u03a3'))).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's:A\u03a3x', resource: '*' },
    });
    expect(compareAccess(doing('s:A\u03a3'), doing('s:a\u03c3')).relation).toBe('incomparable');
  });

  it('an action list that names all common letters leaves no whitespace for a witness', () => {
    const letters = [
      ...'xabcdefghijklmnopqrstuvwyz0123456789-_./',
      ...Array.from({ length: 0x3000 - 0x2d30 }, (_, index) => String.fromCharCode(0x2d30 + index)),
    ];
    const a = doing('x:*');
    const b = doing(...letters.flatMap((letter) => [`x:${letter}*`, `${letter}:*`]));
    // The pattern `x:*` is in the list.
    expect(compareAccess(a, b).relation).toBe('narrower');
    const { relation, onlyInA } = compareAccess(doing('q1:*'), doing(...letters.map((letter) => `q1:${letter}*`)));
    expect([relation, onlyInA]).toStrictEqual(['broader', { action: 'q1:\u00a1', resource: '*' }]);
  });
});

describe('the version of a policy', () => {
  const old = (document: PolicyDocument): PolicyDocument => ({ ...document, Version: '2008-10-17' });

  it('each of several policies has variables or not, by its own version', () => {
    const [mine, yours] = [on(bucket('mine/${u}')), on(bucket('yours/${u}'))];
    const literal = on(bucket('mine/${$}{u}'));
    for (const both of [
      [old(mine), yours],
      [yours, old(mine)],
    ]) {
      expect(compareAccess(both, [literal, yours])).toStrictEqual({ relation: 'equivalent' });
      expect(compareAccess(both, [mine, yours])).toStrictEqual({
        relation: 'incomparable',
        onlyInA: asking(bucket('mine/${u}')),
        onlyInB: asking(bucket('mine/x'), { u: 'x' }),
      });
    }
    const without = on(bucket('yours/*'));
    expect(compareAccess([old(mine), yours], [literal, without]).relation).toBe('narrower');
    expect(compareAccess([old(yours), mine], [literal, without]).relation).toBe('incomparable');
  });

  it('the older version has no variables in values of ARN operators', () => {
    const k = 'arn:aws:iam::${k:t}:role/x';
    const [first, second] = [old(when({ ArnEquals: { k } })), when({ ArnEquals: { k } })];
    expect(decisions(asking('*', { k }), first, second)).toStrictEqual(['allowed', 'implicitDeny']);
    expect(decisions(asking('*', { k: 'arn:aws:iam::1:role/x', 'k:t': '1' }), first, second)).toStrictEqual([
      'implicitDeny',
      'allowed',
    ]);
    expect(compareAccess(first, old(when({ StringEquals: { k } }))).relation).toBe('equivalent');
  });
});

it('the reading of colons also matters to NotResource', () => {
  const crossing = 'arn:aws:sqs:*:1:q';
  const resource = 'arn:aws:sqs:a:b:c:1:q';
  const but = (...NotResource: string[]): PolicyDocument =>
    policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource });
  expect(compareAccess(but(crossing, resource), but(crossing))).toStrictEqual({
    relation: 'equivalent',
    readings: [{ reading: { colons: 'stay' }, relation: 'narrower', onlyInB: asking(resource) }],
  });
});
