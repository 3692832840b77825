import { describe, expect, it } from 'vitest';
import { evaluateAccess, type PolicyDocument } from '../../../src/iam/index.js';
import { SCOPE_OPTIONS } from '../../../src/index.js';
import { ACCOUNT, FULL_SCOPE } from '../role-parameters.js';
import { management, scopedManagement, scopedUpsolver, scopeOf, server } from './scoped-policies.js';

const ec2 = (resource: string): string => `arn:aws:ec2:us-east-1:${ACCOUNT}:${resource}`;
const VPC = { 'ec2:Vpc': ec2('vpc/vpc-0123456789abcdef0') };
const IN_REGION = { 'ec2:Region': 'us-east-1' };
const NAME_IN_REQUEST = { 'aws:RequestTag/Name': 'upsolver-data-updates' };
const NAMED = { 'ec2:ResourceTag/Name': 'upsolver', 'aws:ResourceTag/Name': 'upsolver' };

type Step = [action: string, resource: string, context?: Record<string, string>];

/** What Upsolver does, as EC2 authorizes it: one question for each resource of a call. */
const scenarios: Record<string, Step[]> = {
  'launching on demand': [
    ['ec2:RunInstances', ec2('instance/*'), NAME_IN_REQUEST],
    ['ec2:RunInstances', ec2('volume/*'), NAME_IN_REQUEST],
    ['ec2:RunInstances', ec2('network-interface/*'), { ...NAME_IN_REQUEST, ...VPC }],
    ['ec2:RunInstances', ec2('network-interface/*'), VPC],
    ['ec2:RunInstances', ec2('subnet/subnet-1'), VPC],
    ['ec2:RunInstances', ec2('security-group/sg-1'), { ...NAMED, ...VPC }],
    ['ec2:RunInstances', ec2('key-pair/upsolver'), NAMED],
    ['ec2:RunInstances', 'arn:aws:ec2:us-east-1::image/ami-1'],
    ['ec2:RunInstances', 'arn:aws:ec2:us-east-1::snapshot/snap-1', NAMED],
    ['ec2:RunInstances', ec2('launch-template/lt-1'), NAMED],
    ['ec2:RunInstances', ec2('placement-group/pg'), NAMED],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ],
  'tagging at launch': [
    ['ec2:CreateTags', ec2('instance/i-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'RunInstances' }],
    ['ec2:CreateTags', ec2('volume/vol-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'RunInstances' }],
    ['ec2:CreateTags', ec2('volume/vol-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'CreateVolume' }],
  ],
  'requesting Spot Instances': [
    ['ec2:RequestSpotInstances', ec2('spot-instances-request/*')],
    ['ec2:RequestSpotInstances', 'arn:aws:ec2:us-east-1::image/ami-1'],
    ['ec2:RequestSpotInstances', ec2('subnet/subnet-1'), VPC],
    ['ec2:RequestSpotInstances', ec2('security-group/sg-1'), VPC],
    ['ec2:RequestSpotInstances', ec2('network-interface/*'), VPC],
    ['ec2:RequestSpotInstances', ec2('network-interface/*')],
    ['ec2:RunInstances', ec2('spot-instances-request/*'), NAME_IN_REQUEST],
    ['ec2:CancelSpotInstanceRequests', ec2('spot-instances-request/sir-1')],
    ['ec2:DescribeSpotPriceHistory', '*', IN_REGION],
  ],
  'working with volumes': [
    ['ec2:CreateVolume', ec2('volume/*'), NAME_IN_REQUEST],
    ['ec2:AttachVolume', ec2('volume/vol-1'), NAMED],
    ['ec2:AttachVolume', ec2('instance/i-1'), NAMED],
    ['ec2:DeleteVolume', ec2('volume/vol-1'), NAMED],
  ],
  'starting and terminating instances': [
    ['ec2:StartInstances', ec2('instance/i-1'), NAMED],
    ['ec2:TerminateInstances', ec2('instance/i-1'), NAMED],
  ],
  'working with Elastic IPs': [
    ['ec2:AllocateAddress', ec2('elastic-ip/*'), NAME_IN_REQUEST],
    ['ec2:CreateTags', ec2('elastic-ip/eipalloc-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'AllocateAddress' }],
    ['ec2:AssociateAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:AssociateAddress', ec2('instance/i-1'), NAMED],
    ['ec2:AssociateAddress', ec2('network-interface/eni-1'), VPC],
    ['ec2:DisassociateAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:ReleaseAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:DescribeAddresses', '*', IN_REGION],
  ],
  'monitoring and scaling': [
    ['ec2:DescribeInstances', '*', IN_REGION],
    ['ec2:DescribeTags', '*', IN_REGION],
    ['ec2:DescribeImageAttribute', 'arn:aws:ec2:us-east-1::image/ami-1', IN_REGION],
    ['cloudwatch:PutMetricData', '*'],
    ['cloudwatch:GetMetricStatistics', '*'],
  ],
};

describe.each(Object.entries(scenarios))('%s', (_name, steps) => {
  it.each([
    ['the policy of the documentation', management],
    ['the fully scoped policy', scopedManagement(FULL_SCOPE)],
    ...SCOPE_OPTIONS.map((option): [string, PolicyDocument] => [
      `the scope option ${option}`,
      scopedManagement(scopeOf(option)),
    ]),
  ])('is allowed by %s', (_what, policy) => {
    const refused = steps.filter(
      ([action, resource, context = {}]) =>
        evaluateAccess(policy, { action, resource, context: { ...IN_REGION, ...context } }).decision !== 'allowed',
    );
    expect(refused).toEqual([]);
  });
});

describe('the full scope', () => {
  const refused: Step[] = [
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/Administrator`, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
    [
      'iam:PassRole',
      `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`,
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`],
    ['iam:AddRoleToInstanceProfile', `arn:aws:iam::${ACCOUNT}:instance-profile/Other`],
    ['ec2:CreateTags', ec2('instance/i-1'), NAME_IN_REQUEST],
    ['ec2:CreateTags', ec2('instance/i-1'), { ...NAME_IN_REQUEST, ...NAMED }],
    ['ec2:ReleaseAddress', ec2('elastic-ip/eipalloc-1')],
    ['ec2:AllocateAddress', ec2('elastic-ip/*')],
    ['ec2:RunInstances', ec2('subnet/subnet-1'), { 'ec2:Vpc': ec2('vpc/vpc-0fffffffffffffff0') }],
    ['ec2:RequestSpotInstances', ec2('subnet/subnet-1'), { ...NAMED, 'ec2:Vpc': ec2('vpc/vpc-0fffffffffffffff0') }],
    ['ec2:TerminateInstances', ec2('instance/i-1').replace('us-east-1', 'eu-west-1'), NAMED],
    ['ec2:TerminateInstances', ec2('instance/i-1').replace(ACCOUNT, '999999999999'), NAMED],
    ['ec2:DescribeInstances', '*', { 'ec2:Region': 'eu-west-1' }],
    ['iam:ListRoles', '*'],
  ];

  it.each(refused.map(([action, resource, context = {}]) => [action, resource, context] as const))(
    'refuses %s on %s with the context %j, which the documentation allows',
    (action, resource, context) => {
      const ask = (policy: PolicyDocument) =>
        evaluateAccess(policy, { action, resource, context: { ...IN_REGION, ...context } }).decision;
      expect(ask(management)).toBe('allowed');
      expect(ask(scopedManagement(FULL_SCOPE))).not.toBe('allowed');
    },
  );

  it('refuses changes of the bucket, and allows work with it', () => {
    const ask = (policy: PolicyDocument, action: string, resource = 'arn:aws:s3:::us-east-1-upsolver-acme') =>
      evaluateAccess(policy, { action, resource }).decision;
    for (const action of ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration', 's3:DeleteBucket']) {
      expect(ask(server, action)).toBe('allowed');
      expect(ask(scopedUpsolver(FULL_SCOPE), action)).toBe('implicitDeny');
    }
    expect(ask(scopedUpsolver(FULL_SCOPE), 's3:ListBucket')).toBe('allowed');
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
      expect(ask(scopedUpsolver(FULL_SCOPE), action, 'arn:aws:s3:::us-east-1-upsolver-acme/x')).toBe('allowed');
  });

  it('refuses changes of who can use the streams, and allows work with them', () => {
    const stream = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/upsolver_state`;
    const ask = (policy: PolicyDocument, action: string) =>
      evaluateAccess(policy, { action, resource: stream }).decision;
    for (const name of [
      'PutResourcePolicy',
      'DeleteResourcePolicy',
      'StopStreamEncryption',
      'RegisterStreamConsumer',
    ]) {
      expect(ask(server, `kinesis:${name}`)).toBe('allowed');
      expect(ask(scopedUpsolver(FULL_SCOPE), `kinesis:${name}`)).toBe('implicitDeny');
    }
    for (const name of [
      'CreateStream',
      'DescribeStreamSummary',
      'PutRecords',
      'GetRecords',
      'SplitShard',
      'DeleteStream',
    ])
      expect(ask(scopedUpsolver(FULL_SCOPE), `kinesis:${name}`)).toBe('allowed');
  });
});
