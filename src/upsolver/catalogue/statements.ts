import type { ConditionBlock } from '../../iam/document.js';
import type { FeatureDependent } from './features.js';
import type { ManagedPolicyName } from './names.js';
import { DOCUMENTATION, OLD_DOCUMENTATION, SOURCE_PAGE } from './pages.js';

/*
 * The one place where an action, its purpose, its statement and its source meet. Builders, `permissionsFor`, the
 * documentation and the command all read from here.
 *
 * The source is Upsolver's documentation page "AWS role permissions" in its revision of November 2020. Its JSON says
 * what is granted, its tables say why. Statements and actions keep its order.
 */

/** Where a purpose is documented. */
export type Source =
  /** In a table of Upsolver's documentation, "AWS role permissions". */
  | {
      kind: 'source-page';
      table: 'Permissions' | 'Managed Policies' | 'Custom Policies';
      /** Year and month of the text that the catalogue implements. */
      revision: string;
      /** Where Upsolver publishes the page. Its text has changed since. */
      url: string;
      /** The text of that revision. */
      archiveUrl: string;
    }
  /** On another public page. */
  | {
      kind: 'public-page';
      page: string;
      /** The page, or the site or repository that it is in. */
      url: string;
    }
  /** Nowhere: it follows from something else, such as a statement's name. */
  | { kind: 'derived'; from: string };

/** Why something is granted, and where that is documented. */
export type Reason = { purpose: string; source: Source };

type SourcePage = Extract<Source, { kind: 'source-page' }>;

/** A reason as the catalogue has it: Upsolver's page is named by a table alone. */
export type CatalogueReason = {
  readonly purpose: string;
  readonly source: Pick<SourcePage, 'kind' | 'table'> | Exclude<Source, SourcePage>;
};

/** One action of a statement, and why it is granted. */
export type PermissionEntry<Action extends string = string> = readonly [action: Action, reason: CatalogueReason];

/** A statement before the partition, the Region and the organization are known: ARNs hold AWS's `${…}` placeholders. */
export type StatementTemplate<Action extends string = string> = FeatureDependent & {
  readonly sid: string;
  readonly entries: readonly PermissionEntry<Action>[];
  readonly resources: readonly string[];
  readonly condition?: ConditionBlock;
};

/** An AWS managed policy, and why a role holds it. */
export type ManagedPolicyEntry = FeatureDependent & {
  readonly name: ManagedPolicyName;
  readonly reasons: readonly CatalogueReason[];
  /** The part of it that Upsolver needs, where a scope option puts a statement in its place. */
  readonly needed?: StatementTemplate;
};

const customPolicies: CatalogueReason['source'] = { kind: 'source-page', table: 'Custom Policies' };
export const managedPolicies: CatalogueReason['source'] = { kind: 'source-page', table: 'Managed Policies' };
export const permissionsTable: CatalogueReason['source'] = { kind: 'source-page', table: 'Permissions' };

const run: CatalogueReason = {
  purpose:
    'Launch, start and terminate the EC2 instances that Upsolver runs on, with their volumes and ' +
    'Spot Instance requests.',
  source: customPolicies,
};
const monitor: CatalogueReason = {
  purpose: "Watch the state of Upsolver's EC2 clusters, and tag what belongs to them.",
  source: customPolicies,
};
const spotImages: CatalogueReason = {
  purpose: 'Let Spotinst check security groups and machine images.',
  source: customPolicies,
};
const spotPrices: CatalogueReason = {
  purpose: 'Let Spotinst use Spot Instances.',
  source: {
    kind: 'public-page',
    page: '"AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
    url: OLD_DOCUMENTATION,
  },
};
const addresses: CatalogueReason = {
  purpose: "Give Upsolver's servers static IP addresses, so that they can be found.",
  source: customPolicies,
};
const autoScaling: CatalogueReason = {
  purpose: 'Scale clusters on CloudWatch statistics and alarms.',
  source: customPolicies,
};
const spotPolicies: CatalogueReason = {
  purpose: 'Let Spotinst validate the policies that apply to it.',
  source: customPolicies,
};

/** The five statements of UpsolverManagementRole. The documentation gives them no `Sid`: these are ours. */
export const managementStatements = [
  {
    sid: 'validateAndMonitor',
    resources: ['*'],
    entries: [
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
    entries: [
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
    entries: [
      ['ec2:CreateVolume', run],
      ['ec2:RunInstances', run],
    ],
  },
  {
    sid: 'useNamedUpsolver',
    resources: ['*'],
    condition: { StringLike: { 'ec2:ResourceTag/Name': '*upsolver*' } },
    entries: [
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
    entries: [['ec2:RunInstances', run]],
  },
] as const satisfies readonly StatementTemplate[];

/** The four statements of UpsolverServerRole, with the documentation's `Sid`s. */
export const serverStatements = [
  {
    sid: 'upsolverBucketAccess',
    feature: 'dedicatedBucket',
    resources: [
      'arn:${Partition}:s3:::${Region}-upsolver-${OrganizationId}',
      'arn:${Partition}:s3:::${Region}-upsolver-${OrganizationId}/*',
    ],
    entries: [
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
    entries: [
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
    entries: [
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
    entries: [
      [
        'cloudwatch:PutMetricData',
        {
          purpose: 'Report the metrics that scaling and self-healing use.',
          source: {
            kind: 'public-page',
            page: 'upsolver-components.md (github.com/Upsolver/Documentation)',
            url: DOCUMENTATION,
          },
        },
      ],
    ],
  },
] as const satisfies readonly StatementTemplate[];

/** The `Sid` of a statement of Upsolver's documentation: a misspelled one does not compile. */
export type PageSid = (typeof managementStatements | typeof serverStatements)[number]['sid'];

/** An action of a statement of UpsolverManagementRole. */
export type ManagementAction = (typeof managementStatements)[number]['entries'][number][0];

/** An action of a statement of UpsolverServerRole. */
export type ServerAction = (typeof serverStatements)[number]['entries'][number][0];

/** A copy with the addresses of its source that shares nothing with the catalogue, so that a caller may change it. */
export function copyReason({ purpose, source }: CatalogueReason): Reason {
  return { purpose, source: source.kind === 'source-page' ? { ...source, ...SOURCE_PAGE } : { ...source } };
}
