import { describe, expect, it } from 'vitest';
import { buildRoles, type DeployableRole } from '../../src/index.js';
import { reviewOf, toHtml, toMarkdown, type ReviewTrust } from '../../src/review/index.js';
import { trustOf as trustIn } from '../../src/review/trust.js';
import { count } from '../deep.js';
import { createJudge } from '../iam/reference/evaluate.js';
import type { Policy, Statement } from '../iam/reference/language.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';

/* Who can assume a role, and what a reviewer is warned of. Decisions are those of the reference evaluator. */

const [ROLE] = buildRoles('upsolver-vpc', PARAMETERS) as [DeployableRole];
const ACCOUNT = '111122223333';
const ASSUME = 'sts:AssumeRole';
const WEB = 'sts:AssumeRoleWithWebIdentity';
const SAML = 'sts:AssumeRoleWithSAML';
const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/X';
const oidc = (name: string): string => `arn:aws:iam::${ACCOUNT}:oidc-provider/${name}`;
const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/Okta`;

type TrustStatement = Omit<Statement, 'Effect'>;

function roleWith(...statements: TrustStatement[]): DeployableRole {
  const Statement = statements.map((statement) => ({ Effect: 'Allow', ...statement }));
  return { ...ROLE, trustPolicy: { Version: '2012-10-17', Statement } as unknown as DeployableRole['trustPolicy'] };
}

const trustOf = (...statements: TrustStatement[]): ReviewTrust[] =>
  reviewOf([roleWith(...statements)]).roles[0]!.assumedBy;

/** What a review says of a statement, without the rest of the review. */
const warningOf = (statement: TrustStatement): string | undefined =>
  trustIn(roleWith(statement).trustPolicy)[0]?.warning;

const byAccount = (Condition?: Statement['Condition'], Action: string | string[] = ASSUME): TrustStatement => ({
  Principal: { AWS: ACCOUNT },
  Action,
  ...(Condition && { Condition }),
});

const byProvider = (
  Federated: string,
  Condition?: Statement['Condition'],
  Action: string | string[] = WEB,
): TrustStatement => ({ Principal: { Federated }, Action, ...(Condition && { Condition }) });

describe('a review warns of an account that does not have to send a fixed external ID', () => {
  it.each<[what: string, statement: TrustStatement, warning: string | undefined]>([
    ['one external ID', byAccount({ StringEquals: { 'sts:ExternalId': 'acme' } }), undefined],
    ['one of several', byAccount({ StringEquals: { 'sts:ExternalId': ['acme', 'acme-2'] } }), undefined],
    ['one in another letter case', byAccount({ StringEqualsIgnoreCase: { 'STS:externalid': 'acme' } }), undefined],
    ['a pattern without wildcards', byAccount({ StringLike: { 'sts:ExternalId': 'acme' } }), undefined],
    ['an escaped wildcard', byAccount({ StringLike: { 'sts:ExternalId': 'acme${*}' } }), undefined],
    ['a literal asterisk', byAccount({ StringEquals: { 'sts:ExternalId': 'acme*' } }), undefined],
    ['no value at all, which nobody meets', byAccount({ StringEquals: { 'sts:ExternalId': [] } }), undefined],
    [
      'any, and one of them',
      byAccount({ StringLike: { 'sts:ExternalId': '*' }, StringEquals: { 'sts:ExternalId': 'acme' } }),
      undefined,
    ],
    ['a call that gives no credentials', byAccount(undefined, 'sts:TagSession'), undefined],
    ['no condition', byAccount(), 'No external ID is required.'],
    ['every call', byAccount(undefined, 'sts:*'), 'No external ID is required.'],
    ['any', byAccount({ StringLike: { 'sts:ExternalId': '?*' } }), 'No external ID is required.'],
    [
      'one, if it is sent',
      byAccount({ StringEqualsIfExists: { 'sts:ExternalId': 'x' } }),
      'No external ID is required.',
    ],
    ['all but one', byAccount({ StringNotEquals: { 'sts:ExternalId': 'x' } }), 'No external ID is required.'],
    [
      'one, or none',
      byAccount({ 'ForAllValues:StringEquals': { 'sts:ExternalId': 'x' } }),
      'No external ID is required.',
    ],
    ['another condition', byAccount({ Bool: { 'aws:SecureTransport': 'true' } }), 'No external ID is required.'],
    [
      'a pattern',
      byAccount({ StringLike: { 'sts:ExternalId': ['acme', 'acme-*'] } }),
      'No fixed external ID is required: `acme-*` is a pattern.',
    ],
    [
      'the external ID of the request',
      byAccount({ StringEquals: { 'sts:ExternalId': '${sts:ExternalId}' } }),
      'No fixed external ID is required: `${sts:ExternalId}` takes its value from the request.',
    ],
    [
      'a tag of the caller',
      byAccount({ StringLike: { 'sts:ExternalId': 'acme-${aws:PrincipalTag/id}' } }),
      'No fixed external ID is required: `acme-${aws:PrincipalTag/id}` takes its value from the request.',
    ],
    [
      'all actions but some',
      { Principal: { AWS: ACCOUNT }, NotAction: 'sts:TagSession' },
      'No external ID is required.',
    ],
    ['all actions but that one', { Principal: { AWS: ACCOUNT }, NotAction: ['sts:assumerole'] }, undefined],
    [
      'a wildcard in the principal',
      { ...byAccount({ StringEquals: { 'sts:ExternalId': 'acme' } }), Principal: { AWS: 'arn:aws:iam::*:root' } },
      'IAM does not accept a wildcard in a principal: who can assume the role is not known.',
    ],
  ])('%s', (_what, statement, warning) => expect(warningOf(statement)).toBe(warning));

  const OPERATORS = ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringLike', 'StringNotLike']
    .flatMap((base) => [base, `${base}IfExists`])
    .flatMap((base) => [base, `ForAllValues:${base}`, `ForAnyValue:${base}`]);
  const VALUES = ['acme', '*', 'ac*', '?cme', ['acme', 'ac?e'], '${sts:ExternalId}', '${aws:userid}', 'a${aws:userid}'];
  const SINGLE = OPERATORS.flatMap((operator) => VALUES.map((value) => ({ operator, value })));
  const IDS = [undefined, 'stranger', 'acne', 'xcme', 'a-stranger'];

  /** Whether a stranger, who knows no external ID of the policy, can assume the role. */
  function letsIn(statement: TrustStatement): boolean {
    const judge = createJudge([{ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } } as Policy]);
    return IDS.some((id) => {
      const context = {
        'aws:userid': id?.replace(/^a-/, '-') ?? 'x',
        ...(id !== undefined && { 'sts:ExternalId': id }),
      };
      const principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
      const resource = `arn:aws:iam::444455556666:role/${ROLE.name}`;
      return judge.decide({ action: ASSUME, resource, principal, context }) === 'allowed';
    });
  }

  it('exactly where a stranger can assume the role, but for conditions that nobody meets', () => {
    const wrong = SINGLE.filter(({ operator, value }) => {
      const statement = byAccount({ [operator]: { 'sts:ExternalId': value } });
      return letsIn(statement) !== (warningOf(statement) !== undefined);
    });
    // Nothing differs from itself, or from everything: a warning too many, never one too few.
    expect(wrong).toEqual([
      { operator: 'ForAnyValue:StringNotEquals', value: '${sts:ExternalId}' },
      { operator: 'ForAnyValue:StringNotLike', value: '*' },
      { operator: 'ForAnyValue:StringNotLike', value: '${sts:ExternalId}' },
    ]);
    expect(SINGLE.length).toBe(240);
  });

  it('wherever a stranger can assume the role, for pairs of conditions', { timeout: 120_000 }, () => {
    const step = count(37, 1);
    const pairs = SINGLE.flatMap((a) => SINGLE.map((b) => [a, b] as const));
    const tried = pairs.filter(([a, b], index) => a.operator !== b.operator && index % step === 0);
    const open = tried
      .map(([a, b]) =>
        byAccount({ [a.operator]: { 'sts:ExternalId': a.value }, [b.operator]: { 'sts:ExternalId': b.value } }),
      )
      .filter(letsIn);
    expect(open.length).toBeGreaterThan(100);
    expect(open.filter((statement) => warningOf(statement) === undefined)).toEqual([]);
  });
});

describe('a review warns of an identity provider whose sign-ins are not limited', () => {
  const everyCustomer = `Every customer of \`${GITHUB}\``;
  const everyUser = `Every user of \`${EKS}\``;
  it.each<[what: string, statement: TrustStatement, warning: string | undefined]>([
    ['GitHub without a condition', byProvider(oidc(GITHUB)), `${everyCustomer} can assume the role.`],
    [
      'GitHub with an audience, which all of its customers can choose',
      byProvider(oidc(GITHUB), { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }),
      `${everyCustomer} who meets the conditions can assume the role.`,
    ],
    [
      'GitHub with a repository',
      byProvider(oidc(GITHUB), { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/x:*' } }),
      undefined,
    ],
    ['an own provider without a condition', byProvider(oidc(EKS)), `${everyUser} can assume the role.`],
    [
      'an own provider with an audience, which is the same for all of its users',
      byProvider(oidc(EKS), { StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com' } }),
      `${everyUser} who meets the conditions can assume the role.`,
    ],
    [
      'an own provider with an audience and a subject',
      byProvider(oidc(EKS), {
        StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com', [`${EKS}:sub`]: 'system:serviceaccount:acme:upsolver' },
      }),
      undefined,
    ],
    [
      'an own provider with a pattern that every service account matches',
      byProvider(oidc(EKS), { StringLike: { [`${EKS}:sub`]: 'system:serviceaccount:*' } }),
      `${everyUser} who meets the conditions can assume the role.`,
    ],
    [
      'an own provider with a namespace',
      byProvider(oidc(EKS), { StringLike: { [`${EKS}:sub`]: 'system:serviceaccount:acme:*' } }),
      undefined,
    ],
    [
      'GitHub with an environment, which all of its customers can have as a subject',
      byProvider(oidc(GITHUB), { StringEquals: { [`${GITHUB}:sub`]: 'environment:production' } }),
      `${everyCustomer} who meets the conditions can assume the role.`,
    ],
    [
      'GitHub with any repository',
      byProvider(oidc(GITHUB), { StringLike: { [`${GITHUB}:sub`]: 'repo:*' } }),
      `${everyCustomer} who meets the conditions can assume the role.`,
    ],
    [
      'GitHub with the subject of the request',
      byProvider(oidc(GITHUB), { StringEquals: { [`${GITHUB}:sub`]: `repo:acme/\${${GITHUB}:sub}` } }),
      `${everyCustomer} who meets the conditions can assume the role.`,
    ],
    [
      'GitHub with a repository, if there is a subject',
      byProvider(oidc(GITHUB), { StringEqualsIfExists: { [`${GITHUB}:sub`]: 'repo:acme/x' } }),
      `${everyCustomer} who meets the conditions can assume the role.`,
    ],
    [
      'Google with an application',
      byProvider('accounts.google.com', { StringEquals: { 'accounts.google.com:aud': 'x' } }),
      'Every user of `accounts.google.com` who meets the conditions can assume the role.',
    ],
    [
      'an own provider with any subject',
      byProvider(oidc(EKS), { StringLike: { [`${EKS}:sub`]: '*' } }),
      `${everyUser} who meets the conditions can assume the role.`,
    ],
    [
      'an own provider with the claim of another one',
      byProvider(oidc(EKS), { StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/x:*' } }),
      `${everyUser} who meets the conditions can assume the role.`,
    ],
    [
      'Cognito without an audience',
      byProvider('cognito-identity.amazonaws.com'),
      'Every customer of `cognito-identity.amazonaws.com` can assume the role.',
    ],
    [
      'SAML without a condition',
      byProvider(PROVIDER, undefined, SAML),
      `Every user of \`${PROVIDER}\` can assume the role.`,
    ],
    [
      'SAML with an audience, which is the same for all of its users',
      byProvider(PROVIDER, { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, SAML),
      `Every user of \`${PROVIDER}\` who meets the conditions can assume the role.`,
    ],
    ['SAML with a user', byProvider(PROVIDER, { StringEquals: { 'SAML:sub': 'me@acme.com' } }, SAML), undefined],
    [
      'SAML with an address of the caller only',
      byProvider(PROVIDER, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, SAML),
      `Every user of \`${PROVIDER}\` who meets the conditions can assume the role.`,
    ],
    ['a provider that cannot call what is allowed', byProvider(oidc(GITHUB), undefined, ASSUME), undefined],
    [
      'a wildcard in the provider',
      byProvider(oidc('*'), { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/x:*' } }),
      'IAM does not accept a wildcard in a principal: who can assume the role is not known.',
    ],
  ])('%s', (_what, statement, warning) => expect(warningOf(statement)).toBe(warning));
});

describe('a review says who else can assume a role', () => {
  it('warns of everyone, and of a statement without a principal, which nobody could have meant', () => {
    expect(warningOf({ Principal: '*', Action: ASSUME })).toBe('Anyone in AWS can assume the role.');
    expect(warningOf({ Action: ASSUME, Resource: '*' })).toBe('Anyone in AWS can assume the role.');
    expect(warningOf({ Principal: { Federated: '*' }, Action: WEB })).toBe('Anyone in AWS can assume the role.');
    expect(
      warningOf({ Principal: { AWS: '*' }, Action: ASSUME, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    ).toBe('Anyone in AWS who meets the conditions can assume the role.');
  });

  it('does not warn of a service, nor of everyone for a call that gives no credentials', () => {
    expect(warningOf({ Principal: { Service: 'ec2.amazonaws.com' }, Action: ASSUME })).toBeUndefined();
    expect(warningOf({ Principal: '*', Action: 'sts:TagSession' })).toBeUndefined();
  });

  it('names accounts by their number and by the ARN of a principal, and nothing else as an account', () => {
    const ids = [ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/x`, 'AROAEXAMPLEEXAMPLE12', 'arn:aws:iam::x:root'];
    const found = trustOf({ Principal: { AWS: ids }, Action: ASSUME });
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found.map(({ accountId }) => accountId)).toEqual([ACCOUNT, ACCOUNT, undefined, undefined]);
  });

  it('names the statement, and all actions but those that it excludes', () => {
    const [found] = trustOf({ Sid: 'All', Principal: { AWS: ACCOUNT }, NotAction: ['sts:TagSession', 'sts:Get*'] });
    expect(found).toMatchObject({ sid: 'All', actions: ['all but sts:TagSession, sts:Get*'] });
  });

  it('has the external IDs of the condition that fixes them, and otherwise of all conditions', () => {
    const both = { StringLike: { 'sts:ExternalId': 'a*' }, StringEquals: { 'sts:ExternalId': 'acme' } };
    const open = {
      StringLike: { 'sts:ExternalId': 'a*' },
      'ForAnyValue:StringLike': { 'sts:ExternalId': ['*e', 'b'] },
    };
    expect(trustOf(byAccount(both))[0]!.externalIds).toEqual(['acme']);
    expect(trustOf(byAccount(open))[0]!.externalIds).toEqual(['a*', '*e', 'b']);
  });
});

describe('the formats of a review', () => {
  const review = reviewOf([roleWith(byAccount({ StringLike: { 'sts:ExternalId': 'acme-*' } }))]);

  it('begin with the warnings, and then name the risks', () => {
    const html = toHtml(review);
    expect(html).toContain(
      '<p class="verdict bad"><span><code>UpsolverRole</code>: No fixed external ID is required: ' +
        '<code>acme-*</code> is a pattern.</span> <span>The role has ',
    );
    expect(toMarkdown(review)).toMatch(
      /^\*\*`UpsolverRole`: No fixed external ID is required: `acme-\*` is a pattern\. The role has \d+ known risks/m,
    );
  });

  it('mark the external ID in the diagram, and the principal of whom they warn', () => {
    const html = toHtml(review);
    expect(html.match(/class="node warn"/g)).toHaveLength(2);
    const both = roleWith(byAccount({ StringEquals: { 'sts:ExternalId': ['acme', 'b', 'c'] } }), {
      Principal: '*',
      Action: ASSUME,
    });
    const diagram = toHtml(reviewOf([both]));
    expect(diagram).toContain('Anyone in AWS * and 1 more');
    expect(diagram.match(/class="node warn"/g)).toHaveLength(1);
  });

  it('say how many external IDs there are', () => {
    const several = reviewOf([roleWith(byAccount({ StringEquals: { 'sts:ExternalId': ['acme', 'b', 'c'] } }))]);
    expect(toHtml(several)).toContain('must send External ID acme or 2 more');
  });

  it.each([
    ['an identity provider', { Federated: oidc(EKS) }, WEB, 'Identity provider'],
    ['a principal that is not an account', { AWS: 'AROAEXAMPLEEXAMPLE12' }, ASSUME, 'Principal'],
    ['an AWS service', { Service: 'lambda.amazonaws.com' }, ASSUME, 'AWS service'],
    ['EC2', { Service: 'ec2.amazonaws.com' }, ASSUME, 'EC2 instances'],
  ])('draw %s', (_what, Principal: Record<string, string>, Action, label) => {
    expect(toHtml(reviewOf([roleWith({ Principal, Action })]))).toContain(
      `>${label} ${Object.values(Principal).join('')}, assumes Role UpsolverRole.</desc>`,
    );
  });

  it('say plainly that there are no conditions, and no external ID', () => {
    const open = reviewOf([roleWith(byAccount())]);
    expect(toHtml(open)).toMatch(/<dt>External ID<\/dt>\s*<dd>none required<\/dd>/);
    expect(toHtml(open)).toMatch(/<dt>Conditions<\/dt>\s*<dd>none<\/dd>/);
    expect(toMarkdown(open)).toContain(
      `| \`UpsolverRole\` | AWS principal \`${ACCOUNT}\`. **No external ID is required.** | - | none |`,
    );
    const nobody = reviewOf([roleWith(byAccount({ StringEquals: { 'sts:ExternalId': [] } }))]);
    expect(toHtml(nobody)).not.toContain('none required');
    expect(toHtml(nobody)).toContain('no value is possible');
  });
});
