import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildServerPolicy,
  managedPolicyArn,
  permissionsFor,
  rolesFor,
  type OrganizationRole,
  type Role,
} from '../../../src/index.js';
import { PAGE } from '../upsolver-pages.js';

const management = buildManagementPolicy().Statement;
const server = buildServerPolicy('acme', 'us-east-1').Statement;

const bySid = (sid: string) => {
  const found = [...management, ...server].filter((statement) => statement.Sid === sid);
  expect(found, sid).toHaveLength(1);
  return found[0]!;
};

/** Every statement: Sid, actions, resources, conditions as [operator, key, value]. */
const statements: [string, string[], string[], [string, string, string][]][] = [
  [
    'validateAndMonitor',
    [
      'ec2:DescribeSpotInstanceRequests',
      'ec2:DescribeAddresses',
      'ec2:DescribeInstances',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeInstanceStatus',
      'ec2:DescribeTags',
      'ec2:DescribeImages',
      'ec2:DescribeImageAttribute',
      'ec2:DescribeSpotPriceHistory',
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
    ],
    ['*'],
    [],
  ],
  [
    'requestSpotAndAddresses',
    [
      'ec2:RequestSpotInstances',
      'ec2:CancelSpotInstanceRequests',
      'ec2:CreateTags',
      'ec2:AssociateAddress',
      'ec2:DisassociateAddress',
      'ec2:AllocateAddress',
      'ec2:ReleaseAddress',
    ],
    ['*'],
    [],
  ],
  [
    'createNamedUpsolver',
    ['ec2:CreateVolume', 'ec2:RunInstances'],
    ['*'],
    [['StringLike', 'aws:RequestTag/Name', '*upsolver*']],
  ],
  [
    'useNamedUpsolver',
    ['ec2:TerminateInstances', 'ec2:StartInstances', 'ec2:AttachVolume', 'ec2:DeleteVolume', 'ec2:RunInstances'],
    ['*'],
    [['StringLike', 'ec2:ResourceTag/Name', '*upsolver*']],
  ],
  [
    'launchFromImageIntoSubnet',
    ['ec2:RunInstances'],
    ['arn:aws:ec2:*:*:network-interface/*', 'arn:aws:ec2:*:*:subnet/*', 'arn:aws:ec2:*::image/*'],
    [],
  ],
  [
    'upsolverBucketAccess',
    ['s3:*'],
    ['arn:aws:s3:::us-east-1-upsolver-acme', 'arn:aws:s3:::us-east-1-upsolver-acme/*'],
    [],
  ],
  ['listStreams', ['kinesis:ListStreams'], ['*'], []],
  ['upsolverManagedStream', ['kinesis:*'], ['arn:aws:kinesis:*:*:stream/upsolver_*'], []],
  ['sendScalingMetrics', ['cloudwatch:PutMetricData'], ['*'], []],
];

describe.each(statements)('the statement %s', (sid, actions, resources, conditions) => {
  it('has the effect Allow', () => expect(bySid(sid).Effect).toBe('Allow'));

  it.each(actions)('has the action %s', (action) => expect(bySid(sid).Action).toContain(action));

  it('has no other action', () => expect(bySid(sid).Action).toHaveLength(actions.length));

  it.each(resources)('has the resource %s', (resource) => expect(bySid(sid).Resource).toContain(resource));

  it('has no other resource', () => expect(bySid(sid).Resource).toHaveLength(resources.length));

  it('has exactly its condition', () => {
    const found = Object.entries(bySid(sid).Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, value]) => [operator, key, value]),
    );
    expect(found).toEqual(conditions);
  });
});

describe('the management policy and the server policy', () => {
  it('have these statements, in this order', () => {
    expect([...management, ...server].map(({ Sid }) => Sid)).toEqual(statements.map(([sid]) => sid));
    expect(management).toHaveLength(5);
    expect(server).toHaveLength(4);
  });

  it('grant 25 + 7 + 2 + 5 + 1 management actions, 38 of them distinct', () => {
    expect(management.map(({ Action }) => Action.length)).toEqual([25, 7, 2, 5, 1]);
    expect(new Set(management.flatMap(({ Action }) => Action)).size).toBe(38);
  });

  it('grant ec2:RunInstances in three statements, and no other action twice', () => {
    const actions = management.flatMap(({ Action }) => Action as string[]);
    const repeated = actions.filter((action, index) => actions.indexOf(action) !== index);
    expect(repeated).toEqual(['ec2:RunInstances', 'ec2:RunInstances']);
  });

  it('do not grant ec2:StopInstances and ec2:DetachVolume, as "running and stopping" might suggest', () => {
    const granted = management.flatMap(({ Action }) => Action as string[]);
    expect(granted).not.toContain('ec2:StopInstances');
    expect(granted).not.toContain('ec2:DetachVolume');
  });
});

describe('managed policies', () => {
  const names = Object.fromEntries(
    [...rolesFor('private-vpc'), ...rolesFor('upsolver-vpc')].map((role) => [
      role.name,
      role.managedPolicies.map(({ name }) => name),
    ]),
  );

  it('of UpsolverManagementRole are AWSCloudFormationReadOnlyAccess alone', () => {
    expect(names['UpsolverManagementRole']).toEqual(['AWSCloudFormationReadOnlyAccess']);
  });

  it('of UpsolverServerRole are for Athena and CloudFormation', () => {
    expect(names['UpsolverServerRole']).toEqual(['AmazonAthenaFullAccess', 'AWSCloudFormationReadOnlyAccess']);
  });

  it('of UpsolverRole are those of both other roles, each once, with both reasons', () => {
    expect(names['UpsolverRole']).toEqual(['AWSCloudFormationReadOnlyAccess', 'AmazonAthenaFullAccess']);
    expect(rolesFor('upsolver-vpc')[0].managedPolicies[0]?.reasons).toEqual([
      {
        purpose: 'Notice when the first integration has been completed.',
        source: { kind: 'source-page', table: 'Managed Policies', ...PAGE },
      },
      {
        purpose: 'Notice when later integrations have been completed.',
        source: { kind: 'source-page', table: 'Managed Policies', ...PAGE },
      },
    ]);
  });

  it.each([
    ['aws', 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess'],
    ['aws-cn', 'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess'],
    ['aws-us-gov', 'arn:aws-us-gov:iam::aws:policy/AmazonAthenaFullAccess'],
    ['aws-iso-b', 'arn:aws-iso-b:iam::aws:policy/AmazonAthenaFullAccess'],
  ] as const)('have the ARN of the partition %s, without the stray space in the documentation', (partition, arn) => {
    expect(managedPolicyArn('AmazonAthenaFullAccess', partition)).toBe(arn);
  });
});

describe('the roles', () => {
  it('of private-vpc are two, in the order of the documentation', () => {
    expect(rolesFor('private-vpc').map(({ name }) => name)).toEqual(['UpsolverManagementRole', 'UpsolverServerRole']);
  });

  it('of upsolver-vpc is one', () => {
    expect(rolesFor('upsolver-vpc').map(({ name }) => name)).toEqual(['UpsolverRole']);
  });

  it.each([
    ['UpsolverManagementRole', 'AWS', "Upsolver's own AWS account."],
    ['UpsolverServerRole', 'Service', 'EC2, for servers with the instance profile.'],
    ['UpsolverRole', 'AWS', "Upsolver's own AWS account."],
  ])('%s is assumed by a principal of type %s', (name, principalType, description) => {
    const role = [...rolesFor('private-vpc'), ...rolesFor('upsolver-vpc')].find((each) => each.name === name);
    expect(role?.assumedBy).toEqual({ principalType, description });
  });

  it.each([
    ['UpsolverManagementRole', "Lets Upsolver create and manage its servers in the customer's VPC."],
    ['UpsolverServerRole', "Lets Upsolver's servers in the customer's VPC reach the data in the customer's account."],
    ['UpsolverRole', "Lets Upsolver's servers in Upsolver's VPC do what both other roles allow."],
  ])('%s has the purpose that the documentation gives it', (name, purpose) => {
    const role = [...rolesFor('private-vpc'), ...rolesFor('upsolver-vpc')].find((each) => each.name === name);
    expect(role?.purpose).toBe(purpose);
  });

  it('have the permissions that permissionsFor returns', () => {
    for (const role of [...rolesFor('private-vpc'), ...rolesFor('upsolver-vpc')]) {
      expect(role.permissions).toEqual(permissionsFor(role.name));
    }
  });

  it('are described alike with and without an organization', () => {
    const [described] = rolesFor('upsolver-vpc');
    const [role] = rolesFor('upsolver-vpc', { orgId: 'acme', region: 'us-east-1' });
    const description = ({ name, purpose, assumedBy, managedPolicies, permissions }: Role | OrganizationRole) => {
      return { name, purpose, assumedBy, managedPolicies, permissions };
    };
    expect(description(role)).toStrictEqual(description(described));
  });
});
