import { describe, expect, it } from 'vitest';
import type { ResourcePrincipal } from '../../../src/iam/document.js';
import { idsOf, isExempt, matchesPrincipal, roleName, sessionRole } from '../../../src/iam/match/principal.js';
import type { Caller } from '../../../src/iam/request.js';

const account = '444455556666';
const root = `arn:aws:iam::${account}:root`;
const bob = `arn:aws:iam::${account}:user/Bob`;
const role = `arn:aws:iam::${account}:role/path/deputy`;
const session = `arn:aws:sts::${account}:assumed-role/deputy/session`;

/** A caller as text: `Service s`, `anonymous`, or the ARN or ID of an IAM principal; `?` is one that is not known. */
function callerOf(text: string): Caller {
  if (text === '?') return { kind: 'unknown', id: '' };
  if (text === 'anonymous') return { kind: 'anonymous', id: '' };
  const [, kind, id] = /^(Service|Federated|CanonicalUser) (.*)$/.exec(text) ?? [];
  return kind === undefined ? { kind: 'AWS', id: text } : { kind: kind as Caller['kind'], id: id as string };
}

const EVERY_KIND = [bob, 'AIDAEXAMPLE', 'Service s', 'Federated f', 'CanonicalUser c', 'anonymous', '?'];
/** `+` for true, `-` for false, `?` for undefined. */
const signs = (answers: (boolean | undefined)[]): string =>
  answers.map((answer) => (answer === undefined ? '?' : answer ? '+' : '-')).join('');

describe('matchesPrincipal', () => {
  it.each<[element: ResourcePrincipal, matched: string]>([
    ['*', '+++++++'],
    [{ AWS: '*' }, '++--+++'],
    [{ AWS: [bob, '*'] }, '++--+++'],
    [{ AWS: bob }, '+-----?'],
    [{ AWS: account }, '+-----?'],
    [{ AWS: root }, '+-----?'],
    [{ AWS: 'AIDAEXAMPLE' }, '-+----?'],
    [{ Service: 's' }, '--+---?'],
    [{ Service: '*' }, '------?'],
    [{ Federated: ['e', 'f'] }, '---+--?'],
    [{ CanonicalUser: 'c' }, '----+-?'],
    [{ CanonicalUser: ['d'], AWS: '1' }, '------?'],
    [{ Service: 's', Federated: 'f', CanonicalUser: 'c', AWS: account }, '+-+++-?'],
  ])(
    'the Principal %j names a user, a unique ID, a service, a provider, a canonical user, no one and who knows: %s',
    (element, matched) =>
      expect(signs(EVERY_KIND.map((text) => matchesPrincipal(element, callerOf(text))))).toBe(matched),
  );

  it.each<[value: string, caller: string, expected: boolean]>([
    [account, session, true],
    [account, root, true],
    ['444455556667', bob, false],
    ['44445555666', 'arn:aws:iam::44445555666:user/Bob', false],
    [root, session, true],
    ['arn:aws-cn:iam::444455556666:root', bob, false],
    [root, `AROAEXAMPLE:${account}`, false],
    ['arn::iam:::root', 'AIDAEXAMPLE', false],
    [role, role, true],
    [role, session, true],
    [role, `arn:aws:sts::${account}:assumed-role/deputy2/session`, false],
    [role, `arn:aws:sts::${account}:assumed-role/deputy`, false],
    [role, 'arn:aws:sts::444455556667:assumed-role/deputy/session', false],
    [role, 'arn:aws-cn:sts::444455556666:assumed-role/deputy/session', false],
    [role, `arn:aws:sts::${account}:federated-user/deputy`, false],
    [session, session, true],
    [session, role, false],
    [bob, session, false],
    [`arn:aws:iam::${account}:role/*`, role, false],
    ['AROAEXAMPLE', 'AROAEXAMPLE:session', true],
    ['AROAEXAMPLE', 'AROAEXAMPLE', true],
    ['AROAEXAMPLE', 'AROAEXAMPLE2', false],
    ['AROAEXAMPLE:session', 'AROAEXAMPLE:session', true],
    ['AROAEXAMPLE:session', 'AROAEXAMPLE:session:other', false],
    ['AIDAEXAMPLE', 'AIDAEXAMPLE:session', false],
  ])('the AWS principal %s names the caller %s: %s', (value, caller, expected) => {
    expect(matchesPrincipal({ AWS: value }, callerOf(caller))).toBe(expected);
    expect(matchesPrincipal({ AWS: ['1', value] }, callerOf(caller))).toBe(expected);
  });
});

describe('isExempt', () => {
  it.each<[element: ResourcePrincipal, complete: string, named: string]>([
    ['*', '+++++++', '+++++++'],
    [{ AWS: '*' }, '++--+++', '++--+++'],
    [{ AWS: bob }, '------?', '+-----?'],
    [{ AWS: [bob, root] }, '+-----?', '+-----?'],
    [{ AWS: [bob, account] }, '+-----?', '+-----?'],
    [{ AWS: root }, '------?', '------?'],
    [{ AWS: ['AIDAEXAMPLE', root] }, '------?', '-+----?'],
    [{ Service: 's' }, '--+---?', '--+---?'],
    [{ Federated: ['e', 'f'] }, '---+--?', '---+--?'],
    [{ CanonicalUser: 'c' }, '----+-?', '----+-?'],
  ])(
    'the NotPrincipal %j exempts callers of every kind: %s, and if named is enough: %s',
    (element, complete, named) => {
      const exempt = (reading: 'complete' | 'named'): string =>
        signs(EVERY_KIND.map((text) => isExempt(element, callerOf(text), reading)));
      expect(exempt('complete')).toBe(complete);
      expect(exempt('named')).toBe(named);
    },
  );

  it.each<[listed: string[], caller: string, complete: boolean, named: boolean]>([
    [[root], root, true, true],
    [[account], root, true, true],
    [[bob], root, false, false],
    [[session, role, root], session, true, true],
    [[session, root], session, false, true],
    [[role, root], session, false, true],
    [[session, role], session, false, true],
    [[root], session, false, false],
    [[session, role, root], `${session}2`, false, true],
    [[session, root], `${session}2`, false, false],
    [[role, root], role, true, true],
    [[session, 'arn:aws:iam::444455556666:role/other', root], session, false, true],
    [[bob, 'arn:aws-cn:iam::444455556666:root'], bob, false, true],
    [['AROAEXAMPLE', 'AROAEXAMPLE:session', account], 'AROAEXAMPLE:session', false, true],
    [['AROAEXAMPLE'], 'AROAEXAMPLE:session', false, true],
  ])('the NotPrincipal { AWS: %j } exempts %s: %s, and if named is enough: %s', (AWS, caller, complete, named) => {
    expect(isExempt({ AWS }, callerOf(caller), 'complete')).toBe(complete);
    expect(isExempt({ AWS }, callerOf(caller), 'named')).toBe(named);
  });

  it('isExempt never exempts an IAM principal with a permissions boundary', () => {
    const bounded = { kind: 'AWS', id: bob, permissionsBoundary: true } as const;
    for (const element of ['*', { AWS: '*' }, { AWS: [bob, root] }] as const) {
      expect(isExempt(element as ResourcePrincipal, bounded, 'complete')).toBe(false);
      expect(isExempt(element as ResourcePrincipal, bounded, 'named')).toBe(false);
      expect(isExempt(element as ResourcePrincipal, { ...bounded, permissionsBoundary: false }, 'complete')).toBe(true);
    }
    expect(isExempt({ Service: 's' }, { kind: 'Service', id: 's', permissionsBoundary: true }, 'complete')).toBe(true);
  });
});

it('idsOf returns the IDs of one kind', () => {
  expect(idsOf({ AWS: 'a', Service: ['b', 'c'] }, 'AWS')).toStrictEqual(['a']);
  expect(idsOf({ AWS: 'a', Service: ['b', 'c'] }, 'Service')).toStrictEqual(['b', 'c']);
  expect(idsOf({ AWS: 'a' }, 'Federated')).toStrictEqual([]);
  expect(idsOf('*', 'AWS')).toStrictEqual([]);
});

it.each([
  [role, 'deputy'],
  ['arn:aws:iam::1:role/deputy', 'deputy'],
  ['arn:aws:iam::1:role/', undefined],
  ['arn:aws:iam::1:role/deputy/', undefined],
  ['arn:aws:iam::1:user/role/x', undefined],
  ['arn:aws:iam::1', undefined],
])('roleName(%j) is %j', (arn, name) => expect(roleName(arn)).toBe(name));

it.each([
  [session, 'deputy'],
  ['arn:aws:sts::1:assumed-role/deputy/', undefined],
  ['arn:aws:sts::1:assumed-role/deputy', undefined],
  ['arn:aws:iam::1:assumed-role/deputy/session', undefined],
  ['arn:aws:sts::1:x/assumed-role/deputy/session', undefined],
  ['AROAEXAMPLE:session', undefined],
])('sessionRole(%j) is %j', (arn, name) => expect(sessionRole(arn)).toBe(name));
