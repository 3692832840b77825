import { passTo } from './pass-role-row.js';
import * as at from './resources.js';
import {
  hackTricks,
  other,
  plain,
  reference,
  some,
  type Ask,
  type RiskRow,
  type RiskSeverity,
  type RiskSource,
  type Step,
} from './row.js';

/** Access for others to a resource that the policies do not name. */
function share(severity: RiskSeverity, what: string, source: RiskSource, ...steps: (Ask | Step)[]): RiskRow {
  return { category: 'resourceExposure', severity, description: `Can ${what}.`, source, steps };
}

/** A change of who has access to any resource of a kind. */
function open(what: string, service: string, ...asks: Ask[]): RiskRow {
  const description = `change who has access to any ${what}, and so give other accounts access`;
  return share('high', description, reference(service), asks);
}

/** Resources that can be opened to other accounts. */
export const SHARING_RISKS = {
  openBucketLists: open(
    'bucket or object through access control lists',
    'Amazon S3',
    other(at.BUCKET, 's3:PutBucketAcl'),
    other(at.OBJECT, 's3:PutObjectAcl'),
  ),
  openAccessPoint: open('Amazon S3 access point', 'Amazon S3', other(at.ACCESS_POINT, 's3:PutAccessPointPolicy')),
  allowPublicBuckets: share(
    'medium',
    'turn off S3 Block Public Access for any bucket or for the account',
    reference('Amazon S3'),
    [other(at.BUCKET, 's3:PutBucketPublicAccessBlock'), plain('s3:PutAccountPublicAccessBlock')],
  ),
  replicateBuckets: share(
    'high',
    'replicate the objects of any bucket to another account',
    hackTricks('s3'),
    passTo('s3'),
    other(at.BUCKET, 's3:PutReplicationConfiguration'),
  ),
  openTableBucket: open(
    'table in Amazon S3 Tables',
    'Amazon S3 Tables',
    other(at.TABLE_BUCKET_TABLE, 's3tables:PutTablePolicy'),
  ),
  openSecret: open(
    'Secrets Manager secret',
    'AWS Secrets Manager',
    other(at.SECRET, 'secretsmanager:PutResourcePolicy'),
  ),
  openKey: open('AWS KMS key', 'AWS Key Management Service', other(at.KEY, 'kms:PutKeyPolicy', 'kms:CreateGrant')),
  openQueue: open('Amazon SQS queue', 'Amazon SQS', other(at.QUEUE, 'sqs:AddPermission', 'sqs:SetQueueAttributes')),
  openTopic: open('Amazon SNS topic', 'Amazon SNS', other(at.TOPIC, 'sns:AddPermission', 'sns:SetTopicAttributes')),
  openFunction: open(
    'Lambda function or layer',
    'AWS Lambda',
    other(at.FUNCTION, 'lambda:AddPermission'),
    other(at.LAYER_VERSION, 'lambda:AddLayerVersionPermission'),
  ),
  openFunctionUrl: share(
    'medium',
    'create or change the URL of any Lambda function, and let anyone call it',
    hackTricks('lambda'),
    other(at.FUNCTION, 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'),
    other(at.FUNCTION, 'lambda:AddPermission'),
  ),
  openRepository: open(
    'Amazon ECR repository',
    'Amazon ECR',
    other(at.IMAGE_REPOSITORY, 'ecr:SetRepositoryPolicy'),
    plain('ecr:PutRegistryPolicy'),
  ),
  openTable: open(
    'DynamoDB table or stream',
    'Amazon DynamoDB',
    other(at.TABLE, 'dynamodb:PutResourcePolicy'),
    other(at.TABLE_STREAM, 'dynamodb:PutResourcePolicy'),
  ),
  openStream: open('Kinesis data stream', 'Amazon Kinesis Data Streams', other(at.STREAM, 'kinesis:PutResourcePolicy')),
  openCatalog: open('AWS Glue Data Catalog', 'AWS Glue', some('glue:R:A:catalog', 'glue:PutResourcePolicy')),
  openLake: open(
    'database in Lake Formation',
    'AWS Lake Formation',
    plain('lakeformation:GrantPermissions', 'lakeformation:BatchGrantPermissions', 'lakeformation:PutDataLakeSettings'),
  ),
  openLogs: open(
    'CloudWatch Logs log group or destination',
    'Amazon CloudWatch Logs',
    plain('logs:PutResourcePolicy'),
    other(at.LOG_DESTINATION, 'logs:PutDestinationPolicy'),
  ),
  forwardLogs: share(
    'medium',
    'send the events of any log group to a destination in another account',
    reference('Amazon CloudWatch Logs'),
    other(at.LOG_GROUP, 'logs:PutSubscriptionFilter'),
  ),
  openEventBus: open('EventBridge event bus', 'Amazon EventBridge', plain('events:PutPermission')),
  openSearchDomain: open(
    'OpenSearch domain or collection',
    'Amazon OpenSearch Service',
    other(at.SEARCH_DOMAIN, 'es:UpdateDomainConfig', 'es:UpdateElasticsearchDomainConfig'),
    plain('aoss:CreateAccessPolicy', 'aoss:UpdateAccessPolicy'),
  ),
  openFileSystem: open(
    'Amazon EFS file system',
    'Amazon Elastic File System',
    other(at.FILE_SYSTEM, 'elasticfilesystem:PutFileSystemPolicy', 'elasticfilesystem:DeleteFileSystemPolicy'),
  ),
  openVault: open(
    'S3 Glacier or AWS Backup vault',
    'AWS Backup',
    other(at.VAULT, 'glacier:SetVaultAccessPolicy'),
    other(at.BACKUP_VAULT, 'backup:PutBackupVaultAccessPolicy'),
  ),
  openPackages: open(
    'CodeArtifact domain or repository',
    'AWS CodeArtifact',
    other('codeartifact:R:A:domain/{production}', 'codeartifact:PutDomainPermissionsPolicy'),
    other('codeartifact:R:A:repository/{production}/{production}', 'codeartifact:PutRepositoryPermissionsPolicy'),
  ),
  openBuildProject: open('CodeBuild project', 'AWS CodeBuild', other(at.BUILD_PROJECT, 'codebuild:PutResourcePolicy')),
  openApi: open(
    'REST API of API Gateway',
    'Amazon API Gateway',
    other('apigateway:R::/restapis/{a0123456789}', 'apigateway:UpdateRestApiPolicy'),
  ),
  openCertificateAuthority: open(
    'private certificate authority',
    'AWS Private Certificate Authority',
    other('acm-pca:R:A:certificate-authority/{01234567-89ab-cdef}', 'acm-pca:PutPolicy'),
  ),
  openWarehouse: share(
    'high',
    'share the snapshots or the data of any Amazon Redshift cluster with another account',
    hackTricks('redshift'),
    [
      other(at.WAREHOUSE_SNAPSHOT, 'redshift:AuthorizeSnapshotAccess'),
      other(at.WAREHOUSE_SHARE, 'redshift:AuthorizeDataShare'),
    ],
  ),
  openMessageCluster: open(
    'Amazon MSK cluster',
    'Amazon MSK',
    other('kafka:R:A:cluster/{production}/{01234567-89ab-cdef}', 'kafka:PutClusterPolicy'),
  ),
  openParameter: open(
    'Systems Manager parameter or document',
    'AWS Systems Manager',
    other(at.PARAMETER, 'ssm:PutResourcePolicy'),
    other(at.DOCUMENT, 'ssm:ModifyDocumentPermission'),
  ),
  openServiceNetwork: open(
    'VPC Lattice service',
    'Amazon VPC Lattice',
    other(
      'vpc-lattice:R:A:service/{svc-0123456789abcdef0}',
      'vpc-lattice:PutAuthPolicy',
      'vpc-lattice:PutResourcePolicy',
    ),
  ),
  openEmailIdentity: open(
    'Amazon SES email identity',
    'Amazon SES',
    plain('ses:PutIdentityPolicy'),
    other('ses:R:A:identity/{example.com}', 'ses:CreateEmailIdentityPolicy'),
  ),
  shareResources: share(
    'high',
    'share resources such as subnets and Aurora clusters with other accounts through AWS RAM',
    reference('AWS Resource Access Manager'),
    [
      plain('ram:CreateResourceShare'),
      other('ram:R:A:resource-share/{01234567-89ab-cdef}', 'ram:AssociateResourceShare'),
    ],
  ),
  shareSnapshot: share(
    'high',
    'share any EBS snapshot with another account or with everyone',
    hackTricks('ebs'),
    other(at.SNAPSHOT, 'ec2:ModifySnapshotAttribute'),
  ),
  shareImage: share(
    'high',
    'share any AMI with another account or with everyone',
    reference('Amazon EC2'),
    other(at.IMAGE, 'ec2:ModifyImageAttribute'),
  ),
  exportImage: share('medium', 'export any AMI or instance to an S3 bucket', reference('Amazon EC2'), [
    other(at.IMAGE, 'ec2:CreateStoreImageTask', 'ec2:ExportImage'),
    other(at.INSTANCE, 'ec2:CreateInstanceExportTask'),
  ]),
  shareDatabaseSnapshot: share(
    'high',
    'share any Amazon RDS snapshot with another account or with everyone',
    hackTricks('rds'),
    [
      other(at.DATABASE_SNAPSHOT, 'rds:ModifyDBSnapshotAttribute'),
      other(at.CLUSTER_SNAPSHOT, 'rds:ModifyDBClusterSnapshotAttribute'),
    ],
  ),
  transferDomain: share(
    'medium',
    'transfer any Route 53 domain to another account or registrar',
    reference('Amazon Route 53 Domains'),
    plain('route53domains:TransferDomainToAnotherAwsAccount', 'route53domains:RetrieveDomainAuthCode'),
  ),
} as const satisfies Record<string, RiskRow>;
