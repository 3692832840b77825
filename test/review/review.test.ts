import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { checkRoles } from '../../src/drift/index.js';
import type { ConditionBlock } from '../../src/iam/index.js';
import { buildRoles, InvalidInputError, type DeployableRole } from '../../src/index.js';
import { explainCondition } from '../../src/review/conditions.js';
import { readApproved, reviewOf, toMarkdown, type Review } from '../../src/review/index.js';
import { overallHash, signedDocuments } from '../../src/review/sign-off.js';
import { findRisks } from '../../src/risks/index.js';
import { exportOf } from '../drift/account.js';
import { having, PARAMETERS } from '../upsolver/role-parameters.js';
import { linesOf } from './input/roles.js';
import { HOSTILE, reviewFor, SCOPED } from './reviews.js';

const roles = buildRoles('private-vpc', PARAMETERS);
const statement = { Effect: 'Allow' as const, Action: 'sts:AssumeRole' };

/** What a review says about a trust policy. */
function trustOf(...Statement: DeployableRole['trustPolicy']['Statement']) {
  const role = { ...roles[0], trustPolicy: { Version: '2012-10-17' as const, Statement } };
  return reviewOf([role]).roles[0]!.assumedBy;
}

describe('reviewOf', () => {
  it('names who can assume a role, and which external ID is required', () => {
    const [{ assumedBy }, server] = reviewFor('private-vpc', 'documented').roles as [
      Review['roles'][0],
      Review['roles'][0],
    ];
    expect(assumedBy).toMatchObject([
      { kind: 'AWS', accountId: PARAMETERS.trustedAccountId, externalIds: [PARAMETERS.externalId] },
    ]);
    expect(assumedBy[0]).not.toHaveProperty('warning');
    expect(server.assumedBy).toMatchObject([{ kind: 'Service', id: 'ec2.amazonaws.com', externalIds: [] }]);
  });

  it.each([
    ['anyone', { Principal: '*' as const }, /^Anyone in AWS/],
    ['anyone', { Principal: { AWS: '*' } }, /^Anyone in AWS/],
    ['AWS', { Principal: { AWS: '111122223333' } }, /^No external ID is required/],
    [
      'AWS',
      { Principal: { AWS: '111122223333' }, Condition: { StringLike: { 'sts:ExternalId': '*' } } },
      /^No external ID is required/,
    ],
    [
      'AWS',
      { Principal: { AWS: '111122223333' }, Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'acme' } } },
      /^No external ID is required/,
    ],
  ])('warns of %s that can assume a role too easily: %j', (kind, more, warning) => {
    const [found] = trustOf({ ...statement, ...more });
    expect(found).toMatchObject({ kind, warning: expect.stringMatching(warning) as string });
  });

  it('counts the permissions of each role, each with its purpose and source', () => {
    const counts = reviewFor('private-vpc', 'documented').roles.map(({ permissions }) => permissions);
    expect(counts.map(({ length }) => length)).toEqual([40, 4]);
    expect(counts.flat().filter(({ reason }) => reason === undefined)).toEqual([]);
  });

  it('finds the risks of the role with its managed policies, as findRisks does', () => {
    for (const { definition, policies, risks } of reviewFor('private-vpc', 'documented').roles) {
      const documents = policies.flatMap(({ document }) => document ?? []);
      const found = findRisks([...definition.inlinePolicies.map(({ document }) => document), ...documents]);
      expect(new Set(risks.map(({ code }) => code))).toEqual(new Set(found.map(({ code }) => code)));
    }
  });

  it('compares roles as documented with themselves as equivalent, and scoped ones as narrower', () => {
    const relations = (review: Review) => review.comparison!.map(({ relation }) => relation);
    expect(relations(reviewFor('private-vpc', 'documented'))).toEqual(['equivalent', 'equivalent']);
    expect(relations(reviewFor('private-vpc', 'scoped'))).toEqual(['narrower', 'narrower']);
    const [management] = reviewFor('private-vpc', 'scoped').comparison!;
    const statusOf = (name: string) => management!.actions.find(({ action }) => action === name)?.status;
    expect(['iam:PassRole', 'iam:ListRoles', 'cloudwatch:ListMetrics'].map(statusOf)).toEqual([
      'narrowed',
      'removed',
      'same',
    ]);
  });

  it('signs the documents with their SHA-256', () => {
    const { signOff, roles: reviewed } = reviewFor('private-vpc', 'documented');
    const hash = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
    expect(signOff.documents[0]).toEqual({
      role: 'UpsolverManagementRole',
      kind: 'trust',
      name: 'UpsolverManagementRole',
      sha256: hash(reviewed[0]!.definition.trustPolicy),
    });
    expect(signOff.documents.map(({ kind }) => kind)).toEqual([
      'trust',
      'inline',
      'managed',
      'trust',
      'inline',
      'managed',
      'managed',
    ]);
  });

  it.each([
    ['no roles', [], {}],
    ['roles of two modes', [...roles, ...buildRoles('upsolver-vpc', PARAMETERS)], {}],
    ['parameters of other roles', roles, { parameters: having({ externalId: 'other' }) }],
    ['parameters that are not valid', roles, { parameters: { ...PARAMETERS, region: 'x' } }],
    ['a catalog that is none', roles, { catalog: {} as never }],
    ['guardrails that are none', roles, { guardrails: {} as never }],
  ])('refuses %s', (_what, given, options) =>
    expect(() => reviewOf(given as DeployableRole[], options)).toThrow(InvalidInputError),
  );
});

it('names the role whose policy cannot be read, and where it is in the list', () => {
  const [management, server] = roles as readonly [DeployableRole, DeployableRole];
  const Statement = [{ Effect: 'Allow', Action: 7, Principal: '*' }];
  const document = { Version: '2012-10-17', Statement } as never;
  expect(linesOf(() => reviewOf([management, { ...server, trustPolicy: document }]))).toEqual([
    'roles.1.trustPolicy.Statement.0.Action: the trust policy of `UpsolverServerRole`: ' +
      'an action must be a string, not a number',
  ]);
  const inlinePolicies = [{ name: 'Own', document }];
  expect(linesOf(() => reviewOf([management, { ...server, inlinePolicies }]))[0]).toMatch(
    /^roles\.1\.inlinePolicies\.0\.document\.Statement\.0.*: the policies of `UpsolverServerRole`: /,
  );
});

/** The first managed policy of a review. */
const managedIn = ({ roles: [role] }: Review) => role!.policies.find(({ kind }) => kind === 'managed')!;

describe('readApproved', () => {
  it('returns the roles, with which a deployment is in sync', () => {
    const { roles: approved } = readApproved(JSON.parse(JSON.stringify(reviewFor('private-vpc', 'documented'))));
    expect(checkRoles(exportOf(roles), approved).status).toBe('inSync');
  });

  it('refuses a review of which a role or a hash was edited', () => {
    const edit = (change: (review: Review) => void): Review => {
      const copy = structuredClone(reviewFor('private-vpc', 'documented'));
      change(copy);
      return copy;
    };
    const edited = [
      edit(({ roles: [role] }) => void (role!.definition.maxSessionDuration = 43_200)),
      edit(({ roles: [role] }) => void role!.definition.managedPolicyArns.push('arn:aws:iam::aws:policy/X')),
      edit(({ roles: [role] }) => void (role!.definition.inlinePolicies[0]!.document.Statement[0]!.Action = '*')),
      edit(({ signOff }) => void signOff.documents.pop()),
      edit((review) => void (review.formatVersion = 2 as 1)),
      edit((review) => void (managedIn(review).arn = 'arn:aws:iam::aws:policy/X')),
      edit((review) => void delete managedIn(review).arn),
      edit((review) => void (managedIn(review).version = 'v1')),
      edit((review) => void delete managedIn(review).version),
    ];
    for (const each of edited) expect(() => readApproved(each)).toThrow(InvalidInputError);
  });

  it.each([
    ['an ARN that the role does not have', { arn: 'arn:aws:iam::aws:policy/xAWSCloudFormationReadOnlyAccess' }],
    ['a name that is not that of the ARN', { name: 'AmazonAthenaFullAccess' }],
    ['no ARN', { arn: undefined }],
  ])('refuses a managed policy with %s, also with the hashes of it', (_name, change) => {
    const review = structuredClone(reviewFor('private-vpc', 'documented'));
    Object.assign(managedIn(review), change);
    if ('arn' in change && change.arn === undefined) delete managedIn(review).arn;
    review.signOff.documents = signedDocuments(review.roles);
    review.signOff.sha256 = overallHash(
      review.roles.map(({ definition }) => definition),
      review.signOff.documents,
    );
    expect(() => readApproved(review)).toThrow(/`UpsolverManagementRole` does not have the managed policy/);
  });
});

describe('explainCondition', () => {
  it.each([
    [
      { StringLike: { 'aws:RequestTag/Name': '*upsolver*' } },
      'the tag of the request (`aws:RequestTag/Name`) matches `*upsolver*`',
    ],
    [{ ArnNotEquals: { 'ec2:Vpc': 'a' } }, 'the VPC (`ec2:Vpc`) does not match `a`, or is absent'],
    [{ Null: { 'ec2:Vpc': 'false' } }, 'the VPC (`ec2:Vpc`) is present'],
    [{ StringEqualsIfExists: { 'x:y': ['a', 'b'] } }, '`x:y` is one of `a`, `b`, or is absent'],
    [{ 'ForAllValues:StringEquals': { 'x:y': 'a' } }, 'every value of `x:y` is `a`, or there is no value'],
    [{ 'ForAnyValue:StringLike': { 'x:y': 'a' } }, 'at least one value of `x:y` matches `a`'],
    [
      { 'ForAnyValue:StringLikeIfExists': { 'x:y': ['a', 'b'] } },
      'at least one value of `x:y` matches one of `a`, `b`, or there is no value',
    ],
    [{ bool: { 'toString/x': 'true' } } as ConditionBlock, '`toString/x` is `true`'],
    [{ Null: { 'x:y': ['true', 'false'] } }, '`x:y` is absent or present'],
    [{ NumericLessThanEquals: { 'x:y': '5' } }, '`x:y` is at most `5`'],
    [{ StringEquals: { 'x:y': [] } }, '`x:y`: no value is possible (`StringEquals`)'],
  ])('says %j in words', (condition, words) => expect(explainCondition(condition)).toEqual([words]));
});

describe('toMarkdown', () => {
  it('has the roles, their risks, and every hash', () => {
    const review = reviewFor('private-vpc', 'guarded');
    const text = toMarkdown(review);
    for (const { sha256 } of review.signOff.documents) expect(text).toContain(sha256);
    for (const { code } of review.roles.flatMap(({ risks }) => risks)) expect(text).toContain(`\`${code}\``);
    expect(text).toContain('## What your guardrails leave');
    expect(toMarkdown(JSON.parse(JSON.stringify(review)) as Review)).toBe(text);
  });

  it('escapes hostile names', () => {
    const text = toMarkdown(reviewFor('private-vpc', 'hostile'));
    expect(text).not.toMatch(/[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain(HOSTILE);
    // Every bar of a value is escaped: rows have as many cells as their table has columns.
    expect(text).not.toMatch(/^# heading/m);
  });

  it('refuses what is no review', () => expect(() => toMarkdown({} as Review)).toThrow(InvalidInputError));
});

describe('the parameters of a review', () => {
  it('are those of the sign-off', () => {
    const review = reviewOf(buildRoles('upsolver-vpc', SCOPED), { parameters: SCOPED, catalog: ACTION_CATALOG });
    expect(review.signOff.parameters).toEqual(SCOPED);
  });
});
