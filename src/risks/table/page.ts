import type { PageRiskCode } from '../../upsolver/scope/risk-codes.js';
import { passTo } from './pass-role-row.js';
import * as at from './resources.js';
import { other, pathfinding, plain, reference, some, type Ask, type RiskRow } from './row.js';

/** Tagging of an existing resource: EC2 sets `ec2:CreateAction` only when a resource is tagged on creation. */
const tagExisting = (resource: string): Ask => ({
  ...other(resource, 'ec2:CreateTags'),
  absent: ['ec2:CreateAction'],
});

const TAG_GUIDE = {
  name: 'Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API"',
  url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html',
};

/** An existing resource, with or without the tags that the policies require: another step can tag it. */
const tagged = (resource: string, ...actions: string[]): Ask => ({ ...other(resource, ...actions), untagged: false });

/** The risks of the permissions in Upsolver's documentation. */
export const PAGE_RISKS = {
  passRoleToInstance: {
    category: 'escalation',
    severity: 'high',
    description: 'Can launch an instance with any role that EC2 can assume, and act as that role.',
    source: pathfinding('ec2-001'),
    steps: [passTo('ec2'), tagged(at.INSTANCE, 'ec2:RunInstances')],
  },
  passRoleToSpotInstance: {
    category: 'escalation',
    severity: 'high',
    description: 'Can request a Spot Instance with any role that EC2 can assume, and act as that role.',
    source: pathfinding('ec2-003'),
    steps: [passTo('ec2'), tagged(at.SPOT_REQUEST, 'ec2:RequestSpotInstances')],
  },
  fillInstanceProfile: {
    category: 'escalation',
    severity: 'medium',
    description:
      'Can add any role that EC2 can assume to an empty instance profile, and so give it to instances that use it.',
    source: {
      name: 'IAM API Reference, AddRoleToInstanceProfile; AWS does not document it as privilege escalation',
      url: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html',
    },
    steps: [passTo('ec2'), tagged(at.PROFILE, 'iam:AddRoleToInstanceProfile')],
  },
  passRoleToOtherService: {
    category: 'escalation',
    severity: 'medium',
    description:
      'Can pass any role to Lambda, CloudFormation, AWS Glue or Amazon ECS and, with permission to create resources ' +
      'there, act as that role.',
    source: {
      name: 'IAM Access Analyzer policy checks, "Pass role with star in resource"',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    },
    steps: [passTo('lambda', 'cloudformation', 'glue', 'ecs-tasks')],
  },
  bypassTagGuard: {
    category: 'disruption',
    severity: 'medium',
    description: 'Can tag any instance, and then terminate it, even where the policies require a tag.',
    source: TAG_GUIDE,
    steps: [tagExisting(at.INSTANCE), tagged(at.INSTANCE, 'ec2:TerminateInstances')],
  },
  readPolicies: {
    category: 'reconnaissance',
    severity: 'low',
    description:
      'Can list roles, policies or instance profiles of the account, or read its policies, and so find targets.',
    source: { ...pathfinding('ec2-001'), name: 'pathfinding.cloud, helpers of ec2-001', paths: [] },
    steps: [
      [
        other(at.POLICY, 'iam:GetPolicyVersion'),
        plain('iam:ListRoles', 'iam:ListPolicies', 'iam:ListInstanceProfiles'),
      ],
    ],
  },
  attachAnyVolume: {
    category: 'dataExposure',
    severity: 'medium',
    description:
      'Can tag any volume, attach it to an instance, and read its data, even where the policies require a tag.',
    source: TAG_GUIDE,
    steps: [tagExisting(at.VOLUME), tagged(at.VOLUME, 'ec2:AttachVolume')],
  },
  changeBucketPolicy: {
    category: 'resourceExposure',
    severity: 'high',
    description: 'Can change the policy of a bucket, and so give other accounts access to it.',
    source: { ...reference('Amazon S3'), name: 'Service Authorization Reference, Amazon S3: permissions management' },
    steps: [some(at.BUCKET, 's3:PutBucketPolicy')],
  },
  takeAnyAddress: {
    category: 'disruption',
    severity: 'medium',
    description: 'Can associate, disassociate or release any Elastic IP address of the account.',
    source: { ...reference('Amazon EC2'), name: 'Service Authorization Reference, Amazon EC2: elastic-ip' },
    steps: [other(at.ADDRESS, 'ec2:AssociateAddress', 'ec2:ReleaseAddress', 'ec2:DisassociateAddress')],
  },
} as const satisfies Record<PageRiskCode, RiskRow>;
