import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, ORGANIZATION_ID, REGION, TRUSTED_ACCOUNT_ID } from '../guardrails.js';
import { checkOne, guardrail, roleWith } from './example-role.js';

const trust = (Principal: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...more,
});
const DENY = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' };
const OTHERS = guardrail('rcp', {
  ...DENY,
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION_ID } },
});

describe('the calls that assume a role', () => {
  it.each<[string, unknown, string[]]>([
    ['anybody, who can be of the organization or not', '*', ['narrowed']],
    ['an identity provider, of which the account is not known', { Federated: 'accounts.google.com' }, ['narrowed']],
    ["the role's own account, by its ARN", { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` }, ['works']],
    ["the role's own account, by its ID", { AWS: ACCOUNT_ID }, ['works']],
    ['another account', { AWS: TRUSTED_ACCOUNT_ID }, ['cutOff']],
    ['a unique ID, of which the account is not known', { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, ['narrowed']],
    [
      'a service and two accounts',
      { AWS: [TRUSTED_ACCOUNT_ID, ACCOUNT_ID], Service: 'ec2.amazonaws.com' },
      ['cutOff', 'works', 'cutOff'],
    ],
  ])('are judged for %s', (_what, principal, statuses) => {
    const { assume } = checkOne(roleWith([], [trust(principal)]), OTHERS);
    expect(assume.map(({ status }) => status)).toEqual(statuses);
  });

  it('can be of any organization if that of the account is not known', () => {
    const facts = { accountId: ACCOUNT_ID, region: REGION };
    for (const account of [ACCOUNT_ID, TRUSTED_ACCOUNT_ID]) {
      const { assume } = checkOne(roleWith([], [trust({ AWS: account })]), OTHERS, { facts });
      expect(assume.map(({ status }) => status)).toEqual(['narrowed']);
    }
  });

  it('do not count if the trust policy itself denies them', () => {
    const insecure = guardrail('rcp', { ...DENY, Condition: { StringEquals: { 'sts:ExternalId': 'a' } } });
    const own = trust('*', { Effect: 'Deny', Condition: { StringEquals: { 'sts:ExternalId': 'a' } } });
    const allowed = trust({ AWS: TRUSTED_ACCOUNT_ID });
    const statusOf = (...statements: object[]) =>
      checkOne(roleWith([], statements), insecure).assume.map(({ status }) => status);
    expect([statusOf(allowed), statusOf(allowed, own)]).toEqual([['narrowed'], ['works']]);
  });

  it('are those that `NotAction` does not exempt', () => {
    const statement = { Effect: 'Allow', Principal: '*', NotAction: ['sts:TagSession', 'STS:AssumeRoleWith*'] };
    const role = roleWith([], [statement]);
    expect(checkOne(role, guardrail('rcp', DENY)).assume).toMatchObject([
      { action: 'sts:AssumeRole', principal: '*', status: 'cutOff' },
    ]);
  });
});
