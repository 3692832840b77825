import type { ConditionBlock } from '../iam/document.js';
import type { RiskCode } from '../upsolver/scope/risk-codes.js';

/** One step of a risk: a request for one of the actions on the resource, under the condition. */
export type RiskStep = {
  actions: string[];
  /** The service and the last part of an ARN, or `*` for actions without resources. */
  resource: { service: 'iam' | 'ec2' | 's3'; id: string } | '*';
  condition?: ConditionBlock;
  /** The resource has none of the tags that the policies require. */
  untagged?: true;
};

/** A risk exists if the policies allow a request of every step. */
export type KnownRisk = { description: string; source: string; steps: RiskStep[] };

/** Examples of any role and instance profile of the account, including the most powerful ones. */
const OTHER_ROLE = { service: 'iam', id: 'role/OrganizationAdministrator' } as const;
const OTHER_PROFILE = { service: 'iam', id: 'instance-profile/OrganizationAdministrator' } as const;

/** Examples of any instance, volume, address and Spot request of the account. */
const INSTANCE = { service: 'ec2', id: 'instance/i-0123456789abcdef0' } as const;
const VOLUME = { service: 'ec2', id: 'volume/vol-0123456789abcdef0' } as const;
const ADDRESS = { service: 'ec2', id: 'elastic-ip/eipalloc-0123456789abcdef0' } as const;
const SPOT_REQUEST = { service: 'ec2', id: 'spot-instances-request/sir-01234567' } as const;
const ANY_BUCKET = { service: 's3', id: '*' } as const;

const passToEc2: RiskStep = {
  actions: ['iam:PassRole'],
  resource: OTHER_ROLE,
  condition: { StringLikeIfExists: { 'iam:PassedToService': 'ec2.*' } },
};

/** Tagging of an existing resource: EC2 sets `ec2:CreateAction` only when a resource is tagged on creation. */
const tagExisting = (resource: typeof INSTANCE | typeof VOLUME): RiskStep => ({
  actions: ['ec2:CreateTags'],
  resource,
  condition: { Null: { 'ec2:CreateAction': 'true' } },
  untagged: true,
});

/** The known risks of Upsolver's roles. */
export const KNOWN_RISKS: Record<RiskCode, KnownRisk> = {
  passRoleToInstance: {
    description: 'Can launch an instance with any role that EC2 can assume, and act as that role.',
    source: 'pathfinding.cloud, ec2-001',
    steps: [passToEc2, { actions: ['ec2:RunInstances'], resource: INSTANCE }],
  },
  passRoleToSpotInstance: {
    description:
      'Can request a Spot Instance with any role that EC2 can assume, without any tag, and act as that role.',
    source: 'pathfinding.cloud, ec2-003',
    steps: [passToEc2, { actions: ['ec2:RequestSpotInstances'], resource: SPOT_REQUEST }],
  },
  fillInstanceProfile: {
    description:
      'Can add any role to an empty instance profile, and so give that role to the instances that use the profile.',
    source: 'IAM API Reference, AddRoleToInstanceProfile; AWS does not document it as privilege escalation',
    steps: [passToEc2, { actions: ['iam:AddRoleToInstanceProfile'], resource: OTHER_PROFILE }],
  },
  passRoleToOtherService: {
    description:
      'Can pass any role to services other than EC2 and, with permission to create resources there, act as that role.',
    source: 'IAM Access Analyzer policy checks, "Pass role with star in resource"',
    steps: [
      {
        actions: ['iam:PassRole'],
        resource: OTHER_ROLE,
        condition: {
          StringEquals: {
            'iam:PassedToService': [
              'lambda.amazonaws.com',
              'cloudformation.amazonaws.com',
              'glue.amazonaws.com',
              'ecs-tasks.amazonaws.com',
            ],
          },
        },
      },
    ],
  },
  bypassTagGuard: {
    description: 'Can add the required tag to any instance, and then terminate the instance.',
    source: 'Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API"',
    steps: [tagExisting(INSTANCE), { actions: ['ec2:TerminateInstances'], resource: INSTANCE }],
  },
  readPolicies: {
    description: 'Can list roles or read policies of the account, and so choose a target.',
    source: 'pathfinding.cloud, helpers of ec2-001',
    steps: [
      {
        actions: ['iam:ListRoles', 'iam:ListPolicies', 'iam:ListInstanceProfiles', 'iam:GetPolicyVersion'],
        resource: '*',
      },
    ],
  },
  attachAnyVolume: {
    description: 'Can add the required tag to any volume, attach the volume to an instance, and read its data.',
    source: 'Amazon EC2 User Guide, "Example policies to control access the Amazon EC2 API"',
    steps: [tagExisting(VOLUME), { actions: ['ec2:AttachVolume'], resource: VOLUME }],
  },
  changeBucketPolicy: {
    description: 'Can change the policy of a bucket, and so give other accounts access to it.',
    source: 'Service Authorization Reference, Amazon S3: permissions management',
    steps: [{ actions: ['s3:PutBucketPolicy'], resource: ANY_BUCKET }],
  },
  takeAnyAddress: {
    description: 'Can release or move any Elastic IP address of the account.',
    source: 'Service Authorization Reference, Amazon EC2: elastic-ip',
    steps: [
      {
        actions: ['ec2:ReleaseAddress', 'ec2:DisassociateAddress', 'ec2:AssociateAddress'],
        resource: ADDRESS,
        untagged: true,
      },
    ],
  },
};
