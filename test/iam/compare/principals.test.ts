import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type RequestPrincipal,
  type ResourcePolicyDocument,
  type ResourcePrincipal,
  type ResourceStatement,
} from '../../../src/iam/index.js';

const account = '444455556666';
const [root, bob] = [`arn:aws:iam::${account}:root`, `arn:aws:iam::${account}:user/Bob`];
const role = `arn:aws:iam::${account}:role/cross-account-read-only-role`;
const session = `arn:aws:sts::${account}:assumed-role/cross-account-read-only-role/cross-account-audit-app`;

const policy = (...Statement: ResourceStatement[]): ResourcePolicyDocument => ({ Version: '2012-10-17', Statement });
const open = (Principal: ResourcePrincipal): ResourceStatement => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:*',
  Resource: '*',
});
const guarded = (NotPrincipal: ResourcePrincipal): ResourcePolicyDocument =>
  policy(open('*'), { Effect: 'Deny', NotPrincipal, Action: 's3:*', Resource: '*' });
const nothing = policy();
const asking = (principal: RequestPrincipal) => ({ action: 's3:x', resource: '*', principal });

describe('everyone who can be named', () => {
  it.each<[principal: ResourcePrincipal, asker: RequestPrincipal]>([
    [{ CanonicalUser: '79a59d' }, { CanonicalUser: '79a59d' }],
    [{ AWS: 'AIDAEXAMPLE' }, { AWS: 'AIDAEXAMPLE' }],
    [{ AWS: 'AROAEXAMPLE' }, { AWS: 'AROAEXAMPLE' }],
    [{ AWS: bob }, { AWS: bob }],
    [{ Federated: 'accounts.google.com' }, { Federated: 'accounts.google.com' }],
    [{ Service: 'ec2.amazonaws.com' }, { Service: 'ec2.amazonaws.com' }],
    ['*', 'anonymous'],
  ])('access of %j is new access, with a request of that principal', (principal, asker) => {
    const granted = policy(open(principal));
    expect(compareAccess(granted, nothing)).toStrictEqual({ relation: 'broader', onlyInA: asking(asker) });
    expect(newAccess(nothing, granted)).toStrictEqual([{ policy: 0, statement: 0, witness: asking(asker) }]);
    expect(evaluateAccess(granted, asking(asker)).decision).toBe('allowed');
  });

  it('everyone is more than everyone with credentials, who are more than one account', () => {
    expect(compareAccess(policy(open('*')), policy(open({ AWS: '*' })))).toStrictEqual({
      relation: 'broader',
      onlyInA: asking({ Service: 'other.amazonaws.com' }),
    });
    const known = { AWS: '*', Service: 'other.amazonaws.com' };
    expect(compareAccess(policy(open({ AWS: '*' })), policy(open({ CanonicalUser: 'c', AWS: account })))).toStrictEqual(
      {
        relation: 'broader',
        onlyInA: asking({ AWS: 'arn:aws:iam::999999999999:user/other' }),
      },
    );
    expect(compareAccess(policy(open(known)), policy(open({ ...known, CanonicalUser: 'c' }))).relation).toBe(
      'equivalent',
    );
  });

  it('a role is less than its account, and its unique ID has nothing to do with its ARN', () => {
    expect(compareAccess(policy(open({ AWS: role })), policy(open({ AWS: account }))).relation).toBe('narrower');
    expect(compareAccess(policy(open({ AWS: session })), policy(open({ AWS: role }))).relation).toBe('narrower');
    expect(compareAccess(policy(open({ AWS: 'AROAEXAMPLE:me' })), policy(open({ AWS: 'AROAEXAMPLE' }))).relation).toBe(
      'narrower',
    );
    expect(compareAccess(policy(open({ AWS: 'AROAEXAMPLE' })), policy(open({ AWS: role }))).relation).toBe(
      'incomparable',
    );
  });
});

describe('NotPrincipal', () => {
  it('an account in NotPrincipal does not exempt the users in it', () => {
    const policies = guarded({ AWS: [bob, root] });
    const decide = (user: string) =>
      evaluateAccess(policies, asking({ AWS: `arn:aws:iam::${account}:user/${user}` })).decision;
    expect(['Alice', 'Bob'].map(decide)).toStrictEqual(['explicitDeny', 'allowed']);
    expect(compareAccess(policies, guarded({ AWS: root }))).toStrictEqual({
      relation: 'broader',
      onlyInA: asking({ AWS: bob }),
    });
  });

  it('a role in NotPrincipal does not exempt its other sessions', () => {
    const policies = guarded({ AWS: [session, role, root] });
    const decide = (AWS: string) => evaluateAccess(policies, asking({ AWS })).decision;
    expect([session, `${session}2`, role].map(decide)).toStrictEqual(['allowed', 'explicitDeny', 'allowed']);
    expect(compareAccess(policies, guarded({ AWS: [role, root] }))).toStrictEqual({
      relation: 'broader',
      onlyInA: asking({ AWS: session }),
      readings: [{ reading: { notPrincipal: 'named' }, relation: 'equivalent' }],
    });
  });

  it('a principal with a permissions boundary is the difference to a policy without NotPrincipal', () => {
    expect(
      compareAccess(
        policy(open({ AWS: [bob] })),
        policy(open({ AWS: [bob] }), ...guarded({ AWS: [bob, root] }).Statement.slice(1)),
      ),
    ).toStrictEqual({
      relation: 'broader',
      onlyInA: { ...asking({ AWS: bob }), permissionsBoundary: true },
    });
  });

  it('services and providers are exempt if they are listed', () => {
    const some = guarded({ Service: 'a.amazonaws.com', Federated: 'f.example' });
    expect(compareAccess(some, guarded({ Service: 'a.amazonaws.com' }))).toStrictEqual({
      relation: 'broader',
      onlyInA: asking({ Federated: 'f.example' }),
    });
  });
});
