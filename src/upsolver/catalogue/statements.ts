import type { ConditionBlock } from '../../iam/document.js';
import type { Feature, ManagedPolicyName } from './names.js';

/*
 * The one place where an action, its purpose, its statement and its source meet. Builders, `permissionsFor`, the
 * documentation and the command all read from here.
 *
 * "The page" is Upsolver's documentation page "AWS role permissions" in its edition of November 2020. Its JSON says
 * what is granted, its tables say why. Statements and actions stand in the page's order.
 */

/** Where a purpose is documented. */
export type Source =
  /** In a table of Upsolver's page "AWS role permissions". */
  | { kind: 'source-page'; table: 'Permissions' | 'Managed Policies' | 'Custom Policies' }
  /** On another public page. */
  | { kind: 'public-page'; page: string }
  /** Nowhere: only the statement's own name tells. */
  | { kind: 'derived'; from: string };

/** Why something is granted, and where that is documented. */
export type Reason = { purpose: string; source: Source };

export type PermissionEntry<Action extends string = string> = readonly [action: Action, reason: Reason];

/** A statement before the partition, the Region and the organization are known: ARNs hold AWS's `${…}` placeholders. */
export type StatementTemplate<Action extends string = string> = {
  readonly sid: string;
  readonly grants: readonly PermissionEntry<Action>[];
  readonly resources: readonly string[];
  readonly condition?: ConditionBlock;
  /** The statement is there only with this feature, or only without it. */
  readonly feature?: Feature;
  readonly unlessFeature?: Feature;
};

export type ManagedPolicyEntry = {
  readonly name: ManagedPolicyName;
  readonly reasons: readonly Reason[];
  /** The policy is attached only with this feature. */
  readonly feature?: Feature;
};

const customPolicies: Source = { kind: 'source-page', table: 'Custom Policies' };
const managedPolicies: Source = { kind: 'source-page', table: 'Managed Policies' };
const permissionsTable: Source = { kind: 'source-page', table: 'Permissions' };

const run: Reason = {
  purpose: 'Launch, start and terminate the EC2 instances that Upsolver runs on, with their volumes and spot requests.',
  source: customPolicies,
};
const monitor: Reason = {
  purpose: "Watch the state of Upsolver's EC2 clusters, and tag what belongs to them.",
  source: customPolicies,
};
const spotImages: Reason = {
  purpose: 'Let Spotinst check security groups and machine images.',
  source: customPolicies,
};
const spotPrices: Reason = {
  purpose: 'Let Spotinst use spot instances.',
  source: {
    kind: 'public-page',
    page: '"AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
  },
};
const addresses: Reason = {
  purpose: "Give Upsolver's servers static IP addresses, so that they can be found.",
  source: customPolicies,
};
const autoScaling: Reason = {
  purpose: 'Scale clusters on CloudWatch statistics and alarms.',
  source: customPolicies,
};
const spotPolicies: Reason = {
  purpose: 'Let Spotinst validate the policies that it works under.',
  source: customPolicies,
};

/** The five statements of UpsolverManagementRole. The page gives them no Sid; these are ours, in the page's style. */
export const managementStatements = [
  {
    sid: 'validateAndMonitor',
    resources: ['*'],
    grants: [
      ['ec2:DescribeSpotInstanceRequests', monitor],
      ['ec2:DescribeAddresses', addresses],
      ['ec2:DescribeInstances', monitor],
      ['ec2:DescribeSecurityGroups', spotImages],
      ['ec2:DescribeInstanceStatus', monitor],
      ['ec2:DescribeTags', monitor],
      ['ec2:DescribeImages', spotImages],
      ['ec2:DescribeImageAttribute', spotImages],
      ['ec2:DescribeSpotPriceHistory', spotPrices],
      ['cloudwatch:PutMetricData', autoScaling],
      ['cloudwatch:GetMetricStatistics', autoScaling],
      ['cloudwatch:ListMetrics', autoScaling],
      ['cloudwatch:DescribeAlarmHistory', autoScaling],
      ['cloudwatch:DescribeAlarmsForMetric', autoScaling],
      ['cloudwatch:DescribeAlarms', autoScaling],
      ['iam:ListPolicies', spotPolicies],
      ['iam:GetPolicyVersion', spotPolicies],
      ['iam:GetPolicy', spotPolicies],
      ['iam:ListRoles', spotPolicies],
      ['iam:ListInstanceProfiles', spotPolicies],
      ['iam:AddRoleToInstanceProfile', spotPolicies],
      ['iam:ListInstanceProfilesForRole', spotPolicies],
      ['iam:ListAttachedRolePolicies', spotPolicies],
      ['iam:ListAccountAliases', spotPolicies],
      ['iam:PassRole', spotPolicies],
    ],
  },
  {
    sid: 'requestSpotAndAddresses',
    resources: ['*'],
    grants: [
      ['ec2:RequestSpotInstances', run],
      ['ec2:CancelSpotInstanceRequests', run],
      ['ec2:CreateTags', monitor],
      ['ec2:AssociateAddress', addresses],
      ['ec2:DisassociateAddress', addresses],
      ['ec2:AllocateAddress', addresses],
      ['ec2:ReleaseAddress', addresses],
    ],
  },
  {
    sid: 'createNamedUpsolver',
    resources: ['*'],
    condition: { StringLike: { 'aws:RequestTag/Name': '*upsolver*' } },
    grants: [
      ['ec2:CreateVolume', run],
      ['ec2:RunInstances', run],
    ],
  },
  {
    sid: 'useNamedUpsolver',
    resources: ['*'],
    condition: { StringLike: { 'ec2:ResourceTag/Name': '*upsolver*' } },
    grants: [
      ['ec2:TerminateInstances', run],
      ['ec2:StartInstances', run],
      ['ec2:AttachVolume', run],
      ['ec2:DeleteVolume', run],
      ['ec2:RunInstances', run],
    ],
  },
  {
    sid: 'launchFromImageIntoSubnet',
    resources: [
      'arn:${Partition}:ec2:*:*:network-interface/*',
      'arn:${Partition}:ec2:*:*:subnet/*',
      'arn:${Partition}:ec2:*::image/*',
    ],
    grants: [['ec2:RunInstances', run]],
  },
] as const satisfies readonly StatementTemplate[];

/** The four statements of UpsolverServerRole, under the page's own Sids. */
export const serverStatements = [
  {
    sid: 'upsolverBucketAccess',
    feature: 'dedicatedBucket',
    resources: [
      'arn:${Partition}:s3:::${Region}-upsolver-${OrganizationId}',
      'arn:${Partition}:s3:::${Region}-upsolver-${OrganizationId}/*',
    ],
    grants: [
      [
        's3:*',
        {
          purpose: "Keep Upsolver's own data in the bucket that is dedicated to it.",
          source: { kind: 'derived', from: 'the Sid upsolverBucketAccess' },
        },
      ],
    ],
  },
  {
    sid: 'listStreams',
    feature: 'kinesisStreams',
    resources: ['*'],
    grants: [
      [
        'kinesis:ListStreams',
        {
          purpose: "Find the account's Kinesis streams, to suggest them in Upsolver's user interface.",
          source: permissionsTable,
        },
      ],
    ],
  },
  {
    sid: 'upsolverManagedStream',
    resources: ['arn:${Partition}:kinesis:*:*:stream/upsolver_*'],
    grants: [
      [
        'kinesis:*',
        {
          purpose: 'Create and use the Kinesis streams that Upsolver manages for itself.',
          source: { kind: 'derived', from: 'the Sid upsolverManagedStream' },
        },
      ],
    ],
  },
  {
    sid: 'sendScalingMetrics',
    resources: ['*'],
    grants: [
      [
        'cloudwatch:PutMetricData',
        {
          purpose: 'Report the metrics that scaling and self-healing work on.',
          source: { kind: 'public-page', page: 'upsolver-components.md (github.com/Upsolver/Documentation)' },
        },
      ],
    ],
  },
] as const satisfies readonly StatementTemplate[];

/** An action of a statement of UpsolverManagementRole. */
export type ManagementAction = (typeof managementStatements)[number]['grants'][number][0];

/** An action of a statement of UpsolverServerRole. */
export type ServerAction = (typeof serverStatements)[number]['grants'][number][0];

export const managementManagedPolicies: readonly ManagedPolicyEntry[] = [
  {
    name: 'AWSCloudFormationReadOnlyAccess',
    reasons: [{ purpose: 'Notice when the first integration has been completed.', source: managedPolicies }],
  },
];

export const serverManagedPolicies: readonly ManagedPolicyEntry[] = [
  {
    name: 'AmazonAthenaFullAccess',
    feature: 'athenaTables',
    reasons: [{ purpose: 'Manage Athena tables.', source: managedPolicies }],
  },
  {
    name: 'AWSCloudFormationReadOnlyAccess',
    reasons: [{ purpose: 'Notice when later integrations have been completed.', source: managedPolicies }],
  },
];

const listBuckets = [
  's3:ListAllMyBuckets',
  { purpose: "Find the account's buckets, to suggest them in Upsolver's user interface.", source: permissionsTable },
] as const satisfies PermissionEntry;

/** Documented permissions that no statement grants: they come with a managed policy. */
export const serverManagedGrants = [
  { policy: 'AmazonAthenaFullAccess', grant: listBuckets },
] as const satisfies readonly { policy: ManagedPolicyName; grant: PermissionEntry }[];

/** Grants what the page promises, when the managed policy that has it is left out. */
const listBucketsStatement = {
  sid: 'listBuckets',
  unlessFeature: 'athenaTables',
  resources: ['*'],
  grants: [listBuckets],
} as const satisfies StatementTemplate;

/** Every statement that the servers can have, whatever the features. */
export const possibleServerStatements: readonly StatementTemplate[] = /* @__PURE__ */ [
  serverStatements,
  listBucketsStatement,
].flat();

/** An action that UpsolverServerRole is documented to have, and has through a managed policy. */
export type ServerManagedAction = (typeof serverManagedGrants)[number]['grant'][0];

/** A copy that shares nothing with the catalogue, so that a caller may change it. */
export function copyReason({ purpose, source }: Reason): Reason {
  return { purpose, source: { ...source } };
}
