import { describe, expect, it } from 'vitest';
import type { AnyPolicy } from '../../../src/iam/document.js';
import { evaluateAccess, type AccessLayers, type PolicyInput, type RequestPrincipal } from '../../../src/iam/index.js';
import { forIamPrincipals, naming, type NamedAs } from '../../../src/iam/layers/resource-policy.js';
import { OWN, SESSION } from './accounts.js';
import { allow, deny, FULL, policy } from './layer-vectors.js';

const ROOT = `arn:aws:iam::${OWN}:root`;
const ROLE = `arn:aws:iam::${OWN}:role/app/Deployer`;
const USER = `arn:aws:iam::${OWN}:user/ann`;
const CANONICAL = 'f'.repeat(64);

describe('what limits a grant of a resource-based policy within an account', () => {
  const silent = policy(allow({ Action: 'x:y' }));

  /** What limits the grant, by what happens if a layer does not allow the request. */
  function limitsOf(Principal: unknown, principal: string | RequestPrincipal): string[] {
    const resource: PolicyInput = policy(allow({ Principal }));
    const accounts = { principalAccount: OWN, resourceAccount: OWN };
    const isAllowed = (layers: AccessLayers): boolean => {
      const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key', principal };
      return evaluateAccess({ resource, ...accounts, ...layers }, request).decision === 'allowed';
    };
    const all = { identity: FULL, boundary: FULL, session: FULL };
    expect(isAllowed(all)).toBe(true);
    const isLimitedByIdentity = !isAllowed({ ...all, identity: silent });
    // Only the grant may allow the request.
    const others = isLimitedByIdentity ? all : { ...all, identity: silent };
    const layers = ['identity', 'boundary', 'session'] as const;
    return layers.filter((layer) => !isAllowed({ ...others, [layer]: silent }));
  }

  const BY_ACCOUNT = ['identity', 'boundary', 'session'];
  const BY_LIMITS = ['boundary', 'session'];

  it.each<[string, unknown, string | RequestPrincipal, string[]]>([
    ['everyone', '*', SESSION, []],
    ['every AWS principal', { AWS: '*' }, SESSION, []],
    ['every AWS principal, among others', { AWS: [ROLE, '*'] }, SESSION, []],
    ['an account', { AWS: OWN }, SESSION, BY_ACCOUNT],
    ['an account by its root user', { AWS: ROOT }, SESSION, BY_ACCOUNT],
    [
      'an account of another partition by its root user',
      { AWS: ROOT.replace('aws', 'aws-us-gov') },
      SESSION.replace('aws', 'aws-us-gov'),
      BY_ACCOUNT,
    ],
    ['an account by its canonical user ID', { CanonicalUser: CANONICAL }, { CanonicalUser: CANONICAL }, BY_ACCOUNT],
    ['a role', { AWS: ROLE }, SESSION, BY_LIMITS],
    ['a role, which makes the request', { AWS: ROLE }, ROLE, BY_LIMITS],
    ['a role by its ID', { AWS: 'AROAEXAMPLE' }, 'AROAEXAMPLE:s', BY_LIMITS],
    ['a session', { AWS: SESSION }, SESSION, []],
    ['a session by its ID', { AWS: 'AROAEXAMPLE:s' }, 'AROAEXAMPLE:s', []],
    ['a user', { AWS: USER }, USER, []],
    ['a user whose name looks like the ID of a role', { AWS: `${USER}-AROA` }, `${USER}-AROA`, []],
    ['a user by its ID', { AWS: 'AIDAEXAMPLE' }, 'AIDAEXAMPLE', []],
    [
      'a federated user',
      { AWS: `arn:aws:sts::${OWN}:federated-user/ann` },
      `arn:aws:sts::${OWN}:federated-user/ann`,
      [],
    ],
    ['an account and a role', { AWS: [OWN, ROLE] }, SESSION, BY_LIMITS],
    ['an account, a role and a session', { AWS: [OWN, ROLE, SESSION] }, SESSION, []],
    ['an account and the session of another role', { AWS: [OWN, `${SESSION}2`] }, SESSION, BY_ACCOUNT],
    ['a role and a service', { AWS: ROLE, Service: 'sns.amazonaws.com' }, SESSION, BY_LIMITS],
  ])('a grant to %s is limited by the right layers', (_, Principal, principal, limits) => {
    expect(limitsOf(Principal, principal)).toEqual(limits);
  });
});

describe('the statements that name principals in a way', () => {
  const Service = 'sns.amazonaws.com';
  const policies = policy(
    { ...allow({ Principal: { AWS: [OWN, ROLE, SESSION, ROOT], Service, CanonicalUser: CANONICAL } }), Sid: 'Mixed' },
    allow({ Principal: '*' }),
    allow({ Principal: { Service } }),
    { ...deny({ Principal: { AWS: [OWN, ROLE, SESSION] } }), Sid: 'Deny' },
    deny({ NotPrincipal: { AWS: [OWN, ROLE, SESSION] } }),
  ) as AnyPolicy;
  const never = (Effect: string, Sid?: string) => ({ ...(Sid && { Sid }), Effect, NotAction: '*', Resource: '*' });

  it.each<[NamedAs, object, readonly object[]]>([
    ['account', { AWS: [OWN, ROOT], CanonicalUser: [CANONICAL] }, [never('Allow'), never('Allow')]],
    ['role', { AWS: [ROLE] }, [never('Allow'), never('Allow')]],
    [
      'session',
      { AWS: [SESSION], Service: [Service] },
      [allow({ Principal: '*' }), allow({ Principal: { Service: [Service] } })],
    ],
  ])('%s: others never apply, and stay in their places', (way, Principal, others) => {
    expect(naming(policies, way)).toStrictEqual({
      Version: '2012-10-17',
      Statement: [{ ...allow({ Principal }), Sid: 'Mixed' }, ...others, never('Deny', 'Deny'), never('Deny')],
    });
  });
});

describe('a resource-based policy for IAM principals', () => {
  const { Principal: _, ...rest } = allow({ Principal: '*' });
  const named = [
    allow({ Principal: { AWS: [ROLE, SESSION] } }),
    allow({ Principal: { Service: '*' } }),
    allow({ Principal: { CanonicalUser: CANONICAL } }),
  ];
  const notNamed = deny({ NotPrincipal: { AWS: [ROLE] } });
  const forAll = [
    allow({ Principal: '*' }),
    allow({ Principal: { AWS: '*' } }),
    allow({ Principal: { AWS: [ROLE, '*'], Service: 'sns.amazonaws.com' } }),
  ];
  const whole = policy(...named, notNamed, ...forAll) as AnyPolicy;

  it.each([
    ['keeps NotPrincipal, which can exempt them', true, notNamed],
    ['has no NotPrincipal if they have a boundary', false, deny()],
  ])('has no principal in statements for everyone, and %s', (__, mayBeExempt, exempting) => {
    expect(forIamPrincipals(whole, mayBeExempt)).toStrictEqual({
      Version: '2012-10-17',
      Statement: [...named, exempting, rest, rest, rest],
    });
  });
});
