import { describe, expect, it } from 'vitest';
import { buildManagementPolicy } from '../../../src/index.js';
import { PAGE_REVISIONS, reviseStatements } from '../../../src/upsolver/catalogue/page-revisions.js';
import page from '../../fixtures/source-page.json' with { type: 'json' };

/** The actions of the first statement of UpsolverManagementRole in September 2019. */
const ACTIONS_OF_2019 = [
  'ec2:DescribeSpotInstanceRequests',
  'ec2:DescribeAddresses',
  'ec2:DescribeInstances',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeInstanceStatus',
  'ec2:DescribeTags',
  'ec2:DescribeImages',
  'ec2:DescribeImageAttribute',
  'cloudwatch:PutMetricData',
  'cloudwatch:GetMetricStatistics',
  'cloudwatch:ListMetrics',
  'cloudwatch:DescribeAlarmHistory',
  'cloudwatch:DescribeAlarmsForMetric',
  'cloudwatch:DescribeAlarms',
  'iam:ListPolicies',
  'iam:GetPolicyVersion',
  'iam:GetPolicy',
  'iam:ListRoles',
  'iam:ListInstanceProfiles',
  'iam:AddRoleToInstanceProfile',
  'iam:ListInstanceProfilesForRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListAccountAliases',
  'iam:PassRole',
];

/** Those of February 2020. */
const ACTIONS_OF_2020 = [
  ...ACTIONS_OF_2019.slice(0, 8),
  'ec2:DescribeSpotPriceHistory',
  ...ACTIONS_OF_2019.slice(8),
  'sts:DecodeAuthorizationMessage',
];

/** The management policy in a revision, without the Sids that Upsolver's documentation does not have. */
function policyOf(revision: string): unknown[] {
  const found = PAGE_REVISIONS.find(({ name }) => name === revision);
  if (found === undefined) throw new Error(`there is no revision ${revision}`);
  const { Statement } = buildManagementPolicy({ region: 'us-east-1' });
  return reviseStatements(Statement, found).map(({ Effect, Action, Resource, Condition }) => {
    return { Effect, Action, Resource, ...(Condition && { Condition }) };
  });
}

describe('the revisions of the documentation', () => {
  it('are those of September 2019 and February 2020, each with its source', () => {
    expect(PAGE_REVISIONS.map(({ name, source }) => [name, source])).toEqual([
      ['2019-09', 'github.com/Upsolver/Documentation_Old, Deployments/AWS/role-permissions.md, commit bee36eb'],
      [
        '2020-02',
        'history of github.com/Upsolver/Documentation_Old; the action supports no resources, so its resource is `*`',
      ],
    ]);
  });

  it.each([
    ['2019-09', ACTIONS_OF_2019],
    ['2020-02', ACTIONS_OF_2020],
  ])('differ from that of November 2020 in the first statement only: %s', (name, actions) => {
    const [, ...others] = page.managementPolicy.Statement;
    expect(policyOf(name)).toStrictEqual([{ Effect: 'Allow', Action: actions, Resource: ['*'] }, ...others]);
  });

  it('are made of new statements, so that the given ones stay as they are', () => {
    const { Statement } = buildManagementPolicy({ region: 'us-east-1' });
    for (const revision of PAGE_REVISIONS) reviseStatements(Statement, revision);
    expect(Statement).toStrictEqual(buildManagementPolicy({ region: 'us-east-1' }).Statement);
  });
});
