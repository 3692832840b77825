import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../src/iam/facts/facts.js';
import { regionsOf } from '../../../src/iam/facts/regions.js';
import { compareAccess, evaluateAccess, type AccessRequest, type Facts } from '../../../src/iam/index.js';
import { allow, deny, policy } from '../layers/layer-vectors.js';

const nothing = policy(deny());
const everything = policy(allow());
const whenKey = (value: string, parts: Parameters<typeof allow>[0] = {}) =>
  policy(allow({ ...parts, Condition: { StringEquals: { 'x:key': value } } }));
/** Exceptions in which the key has the value `2`, which is `1` in other requests. */
const except = (...resources: string[]): Facts => ({
  keys: { 'x:key': '1' },
  exceptions: [{ actions: ['*'], resources, keys: { 'x:key': '2' } }],
});
const object = (name: string): AccessRequest => ({ action: 's3:GetObject', resource: `arn:aws:s3:::b/${name}` });
const decide = (of: typeof everything, asked: AccessRequest, facts: Facts): string =>
  evaluateAccess(of, asked, { facts }).decision;

describe('an exception', () => {
  it('keeps what is known of all requests, apart from the keys that it names', () => {
    const facts: Facts = {
      keys: { 'x:key': '1', 'aws:SourceVpc': 'vpc-1', 'aws:PrincipalOrgID': 'o-1' },
      exceptions: [{ actions: ['s3:*'], keys: { 'X:Key': '2' }, unknown: ['aws:PrincipalOrgID'] }],
    };
    const ofVpc = (value: string) =>
      policy(allow({ Action: 's3:*', Condition: { StringEquals: { 'x:key': value, 'aws:sourcevpc': 'vpc-1' } } }));
    expect(['1', '2'].map((value) => decide(ofVpc(value), object('k'), facts))).toEqual(['implicitDeny', 'allowed']);
    expect(compareAccess(ofVpc('2'), policy(allow({ Action: 's3:*' })), { facts })).toEqual({ relation: 'equivalent' });
    expect(compareAccess(ofVpc('1'), nothing, { facts })).toEqual({ relation: 'equivalent' });
  });

  it('is about each of its resources', () => {
    const facts = except('arn:aws:s3:::b/a', 'arn:aws:s3:::b/c*');
    const decisions = ['a', 'b', 'cd'].map((name) => decide(whenKey('2'), object(name), facts));
    expect(decisions).toEqual(['allowed', 'implicitDeny', 'allowed']);
    const Resource = ['arn:aws:s3:::b/a', 'arn:aws:s3:::b/c*'];
    expect(compareAccess(whenKey('2'), policy(allow({ Resource })), { facts })).toEqual({ relation: 'equivalent' });
    expect(decide(whenKey('2'), object('a'), except())).toBe('implicitDeny');
    expect(compareAccess(whenKey('2'), nothing, { facts: except() })).toEqual({ relation: 'equivalent' });
  });

  it.each([
    ['${aws:username}', '${aws:username}', 'ann', '${$}{aws:username}'],
    ['${*}', '${any}', '*', '${$}{*}'],
  ])('has no variables in its resources: %s is text', (name, matched, other, escaped) => {
    const facts = except(`arn:aws:s3:::b/${name}`);
    const asked = [matched, other].map((each) => ({ ...object(each), context: { 'aws:username': 'ann' } }));
    expect(asked.map((each) => decide(whenKey('2'), each, facts))).toEqual(['allowed', 'implicitDeny']);
    const compareWith = (text: string) =>
      compareAccess(whenKey('2'), policy(allow({ Resource: `arn:aws:s3:::b/${text}` })), { facts }).relation;
    expect([compareWith(escaped), compareWith(name)]).toEqual(['equivalent', 'incomparable']);
  });

  it('has resources that are read as those of policies are', () => {
    const facts = except('arn:aws:s3:*:b');
    const asked = { action: 's3:A', resource: 'arn:aws:s3:eu:1:b:x' };
    const one = policy(allow({ Resource: asked.resource, Condition: { StringEquals: { 'x:key': '2' } } }));
    const decisions = (['cross', 'stay'] as const).map(
      (colons) => evaluateAccess(one, asked, { facts, colons }).decision,
    );
    expect(decisions).toEqual(['allowed', 'implicitDeny']);
    const { relation, readings } = compareAccess(one, nothing, { facts });
    expect([relation, readings]).toEqual(['broader', [{ reading: { colons: 'stay' }, relation: 'equivalent' }]]);
  });

  it('counts if policies name one of its keys, whatever other exceptions are about', () => {
    const facts: Facts = {
      keys: { 'x:key': '1' },
      exceptions: [
        { actions: ['iam:*'], keys: { 'aws:SourceVpc': 'vpc-1' } },
        { actions: ['s3:*'], keys: { 'x:key': '2' } },
      ],
    };
    const outside = policy(allow({ NotAction: 's3:*' }));
    expect(compareAccess(whenKey('1'), outside, { facts })).toEqual({ relation: 'equivalent' });
    expect(compareAccess(whenKey('1'), everything, { facts })).toMatchObject({
      relation: 'narrower',
      onlyInB: { action: expect.stringMatching(/^s3:/) as string },
    });
  });

  it.each([
    [['a', 'b'], ['a', 'c'], 'b'],
    [['a'], ['a', 'b'], 'b'],
    [['a', 'b'], ['a'], 'b'],
    [['a'], null, 'a'],
  ])('counts if it has other values than all requests: %s and %s', (values, others, differing) => {
    const facts: Facts = {
      keys: { 'x:keys': values },
      exceptions: [{ actions: ['s3:*'], keys: { 'x:keys': others } }],
    };
    const listed = policy(allow({ Condition: { 'ForAnyValue:StringEquals': { 'x:keys': differing } } }));
    const isGeneral = values.includes(differing);
    const actions = isGeneral ? { NotAction: 's3:*' } : { Action: 's3:*' };
    expect(compareAccess(listed, policy(allow(actions)), { facts })).toEqual({ relation: 'equivalent' });
    expect(compareAccess(listed, isGeneral ? everything : nothing, { facts }).relation).toBe(
      isGeneral ? 'narrower' : 'broader',
    );
  });
});

describe('the parts of all requests', () => {
  const partsOf = (exceptions: Facts['exceptions'], used: string[] = ['x:key', 'x:keys']): number =>
    regionsOf(readFacts({ keys: { 'x:key': '1', 'x:keys': ['a', 'b'] }, ...(exceptions && { exceptions }) }), (key) =>
      used.includes(key),
    ).length;

  it('are one for each exception, and one for the rest', () => {
    expect(partsOf([{ actions: ['a:*'], keys: { 'x:key': '2' } }])).toBe(2);
    expect(partsOf([{ actions: ['a:*'], keys: {}, unknown: ['x:keys'] }])).toBe(2);
    expect(partsOf([{ actions: ['a:*'], keys: { 'x:other': '2' } }], ['x:other'])).toBe(2);
  });

  it('are one if no exception makes a difference to what policies name', () => {
    expect(partsOf(undefined)).toBe(1);
    expect(partsOf([{ actions: ['a:*'], keys: { 'x:other': '2' } }])).toBe(1);
    expect(partsOf([{ actions: ['a:*'], keys: { 'x:key': '2' } }], ['x:keys'])).toBe(1);
    expect(partsOf([{ actions: ['a:*'], keys: { 'x:key': '1', 'x:keys': ['b', 'a'] } }])).toBe(1);
  });
});
