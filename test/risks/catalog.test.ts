import { expect, it } from 'vitest';
import { ACTION_CATALOG, holdsService } from '../../src/aws/actions/index.js';
import { InvalidInputError } from '../../src/index.js';
import { findRisks, findRoleRisks, type Risk } from '../../src/risks/index.js';
import { everyNth } from '../deep.js';
import { createJudge } from '../iam/reference/evaluate.js';
import { undocumented } from '../undocumented.js';
import { allow, deny, policy } from './policies.js';

/* Policies that allow none of the examples of the table, so that an exact search finds the requests. */
const POLICIES = {
  'a name of a bucket': policy(allow('s3:*', 'arn:aws:s3:::logs-????/a*')),
  'roles that end with a word': policy(
    allow('iam:PassRole', 'arn:aws:iam::*:role/*-job'),
    allow('*', '*', { StringEquals: { 'aws:SecureTransport': 'true' } }),
  ),
  'a Deny of usual names': policy(allow('*'), deny('*', ['*Organization*', '*production*', '*01234*'])),
  conditions: policy(
    allow(['s3:*', 'iam:*', 'ec2:*', 'lambda:*'], '*', { StringLike: { 'aws:PrincipalTag/Team': '?x*' } }),
  ),
  'another Region': policy(allow('*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } })),
};

const withoutExamples = (risks: Risk[]): unknown =>
  risks.map(({ witnesses: _all, steps, ...risk }) => ({
    ...risk,
    steps: steps.map(({ request: _request, ...step }) => step),
  }));

it.each(everyNth(Object.entries(POLICIES), 2))(
  'finds the same risks with a catalog, with requests that AWS documents and the policies allow: %s',
  async (_name, document) => {
    const risks = findRisks(document, { catalog: ACTION_CATALOG });
    expect(risks.length).toBeGreaterThan(0);
    expect(withoutExamples(risks)).toEqual(withoutExamples(findRisks(document)));
    const judge = createJudge([document]);
    for (const { code, witnesses } of risks) {
      for (const request of witnesses) {
        expect(judge.decide(request as never), JSON.stringify(request)).toBe('allowed');
        const isKnown = holdsService(ACTION_CATALOG, request.action.split(':')[0] as string);
        if (isKnown) expect(await undocumented({ place: code, request })).toEqual([]);
      }
    }
  },
);

it('gives each role its own steps for examples, and refuses what is no catalog', () => {
  const inlinePolicies = [{ name: 'a', document: POLICIES['a name of a bucket'] }];
  const role = { name: 'a', inlinePolicies, managedPolicyArns: [] };
  const { roles } = findRoleRisks([role, role], { catalog: ACTION_CATALOG });
  expect(roles[0]?.risks).toEqual(findRisks(POLICIES['a name of a bucket'], { catalog: ACTION_CATALOG }));
  expect(roles[1]).toEqual(roles[0]);
  for (const options of [{ catalog: {} }, { catalog: null }, null, 1]) {
    expect(() => findRisks(policy(), options as never), JSON.stringify(options)?.slice(0, 40)).toThrow(
      InvalidInputError,
    );
    expect(() => findRoleRisks([], options as never)).toThrow(InvalidInputError);
  }
});
