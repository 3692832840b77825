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

/** Reading of data in resources that the policies do not name. */
function read(severity: RiskSeverity, what: string, source: RiskSource, ...steps: (Ask | Step)[]): RiskRow {
  return { category: 'dataExposure', severity, description: `Can ${what}.`, source, steps };
}

/** Access to data that the policies do not name. */
export const DATA_RISKS = {
  readObjects: read(
    'high',
    'read the objects of any bucket',
    hackTricks('s3'),
    other(at.OBJECT, 's3:GetObject', 's3:GetObjectVersion'),
  ),
  readTableBuckets: read(
    'medium',
    'read any table in Amazon S3 Tables',
    reference('Amazon S3 Tables'),
    other(at.TABLE_BUCKET_TABLE, 's3tables:GetTableData'),
  ),
  decryptWithAnyKey: read(
    'medium',
    'decrypt data with any AWS KMS key whose key policy allows IAM policies to control access',
    hackTricks('kms'),
    other(at.KEY, 'kms:Decrypt', 'kms:ReEncryptFrom'),
  ),
  readTables: read(
    'medium',
    'read the items of any DynamoDB table',
    hackTricks('dynamodb'),
    other(
      at.TABLE,
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:PartiQLSelect',
    ),
  ),
  exportTables: read(
    'medium',
    'export any DynamoDB table to an S3 bucket',
    hackTricks('dynamodb'),
    other(at.TABLE, 'dynamodb:ExportTableToPointInTime'),
  ),
  readTableStreams: read(
    'medium',
    'read the changes of any DynamoDB table from its stream',
    hackTricks('dynamodb'),
    other(at.TABLE_STREAM, 'dynamodb:GetRecords'),
  ),
  queryDatabases: read(
    'medium',
    'run SQL statements on any Aurora cluster through the Data API',
    hackTricks('rds'),
    other(at.DATABASE_CLUSTER, 'rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement'),
  ),
  exportDatabases: read('medium', 'export any snapshot or cluster of Amazon RDS to an S3 bucket', hackTricks('rds'), [
    other(at.DATABASE_SNAPSHOT, 'rds:StartExportTask'),
    other(at.CLUSTER_SNAPSHOT, 'rds:StartExportTask'),
    other(at.DATABASE_CLUSTER, 'rds:StartExportTask'),
  ]),
  restoreDatabases: read(
    'medium',
    'restore a copy of an Amazon RDS database, and change the master user password of the copy',
    hackTricks('rds'),
    some(at.DATABASE, 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceToPointInTime'),
    some(at.DATABASE, 'rds:ModifyDBInstance'),
  ),
  readDatabaseLogs: read(
    'low',
    'download the logs of any Amazon RDS database',
    reference('Amazon RDS'),
    other(at.DATABASE, 'rds:DownloadDBLogFilePortion', 'rds:DownloadCompleteDBLogFile'),
  ),
  queryWarehouses: read(
    'medium',
    'run SQL statements on any Amazon Redshift cluster or workgroup, and read the results',
    hackTricks('redshift'),
    [
      other(at.WAREHOUSE, 'redshift-data:ExecuteStatement'),
      other(at.WAREHOUSE_WORKGROUP, 'redshift-data:ExecuteStatement'),
    ],
    plain('redshift-data:GetStatementResult'),
  ),
  readQueryResults: read(
    'medium',
    'read the query results of any Athena workgroup',
    hackTricks('athena-stored-query'),
    other(at.WORKGROUP, 'athena:GetQueryResults'),
  ),
  accessLakeData: read(
    'medium',
    'get credentials for data on which Lake Formation permissions were granted',
    reference('AWS Lake Formation'),
    plain('lakeformation:GetDataAccess'),
  ),
  readStreams: read(
    'medium',
    'read the records of any Kinesis data stream',
    hackTricks('kinesis-data-streams'),
    other(at.STREAM, 'kinesis:GetRecords'),
  ),
  receiveMessages: read(
    'medium',
    'receive the messages of any Amazon SQS queue',
    hackTricks('sqs'),
    other(at.QUEUE, 'sqs:ReceiveMessage'),
  ),
  subscribeToTopics: read(
    'medium',
    'subscribe to any Amazon SNS topic, and receive its messages',
    hackTricks('sns'),
    other(at.TOPIC, 'sns:Subscribe'),
  ),
  readLogs: read(
    'medium',
    'read the events of any log group, which may contain personal data and secrets',
    reference('Amazon CloudWatch Logs'),
    [
      other(at.LOG_STREAM, 'logs:GetLogEvents'),
      other(at.LOG_GROUP, 'logs:FilterLogEvents', 'logs:StartQuery', 'logs:StartLiveTail'),
    ],
  ),
  readSnapshots: read(
    'high',
    'read the blocks of any EBS snapshot',
    hackTricks('ebs'),
    other(at.SNAPSHOT, 'ebs:GetSnapshotBlock'),
  ),
  mirrorTraffic: read(
    'medium',
    'copy the traffic of any network interface',
    {
      name: 'Rhino Security Labs, "Abusing VPC Traffic Mirroring in AWS"',
      url: 'https://rhinosecuritylabs.com/aws/abusing-vpc-traffic-mirroring-in-aws/',
    },
    other('ec2:R:A:network-interface/{eni-0123456789abcdef0}', 'ec2:CreateTrafficMirrorSession'),
    some(at.MIRROR_SESSION, 'ec2:CreateTrafficMirrorSession'),
  ),
  readUserData: read(
    'medium',
    'read the user data of any instance or launch template, which may contain passwords',
    hackTricks('ec2'),
    [other(at.INSTANCE, 'ec2:DescribeInstanceAttribute'), plain('ec2:DescribeLaunchTemplateVersions')],
  ),
  readFunctions: read(
    'medium',
    'read the code and the environment variables of any Lambda function',
    hackTricks('lambda'),
    other(at.FUNCTION, 'lambda:GetFunction', 'lambda:GetFunctionConfiguration'),
  ),
  readTaskDefinitions: read(
    'low',
    'read the environment variables of any Amazon ECS task definition',
    hackTricks('ecs'),
    plain('ecs:DescribeTaskDefinition'),
  ),
  readBuildProjects: read(
    'low',
    'read the environment variables of any CodeBuild project',
    hackTricks('codebuild'),
    other(at.BUILD_PROJECT, 'codebuild:BatchGetProjects'),
  ),
  readConnections: read(
    'medium',
    'read the passwords of any AWS Glue connection',
    hackTricks('glue'),
    other(at.GLUE_CONNECTION, 'glue:GetConnection', 'glue:GetConnections'),
  ),
  readSourceCode: read(
    'medium',
    'read the code of any CodeCommit repository',
    reference('AWS CodeCommit'),
    other(at.SOURCE_REPOSITORY, 'codecommit:GitPull', 'codecommit:GetFile', 'codecommit:GetBlob'),
  ),
  pullImages: read(
    'medium',
    'pull the images of any Amazon ECR repository',
    hackTricks('ecr'),
    other(at.IMAGE_REPOSITORY, 'ecr:GetDownloadUrlForLayer'),
    other(at.IMAGE_REPOSITORY, 'ecr:BatchGetImage'),
  ),
  readPackages: read('low', 'download the packages of any CodeArtifact repository', reference('AWS CodeArtifact'), [
    other('codeartifact:R:A:repository/{production}/{production}', 'codeartifact:ReadFromRepository'),
    other(
      'codeartifact:R:A:package/{production}/{production}/{npm}/{acme}/{core}',
      'codeartifact:GetPackageVersionAsset',
    ),
  ]),
  mountFileSystems: read(
    'medium',
    'mount any Amazon EFS file system that it can reach over the network',
    hackTricks('efs'),
    other(at.FILE_SYSTEM, 'elasticfilesystem:ClientMount'),
  ),
  searchDocuments: read(
    'medium',
    'read the documents of any OpenSearch domain or collection',
    reference('Amazon OpenSearch Service'),
    [other(at.SEARCH_DOMAIN, 'es:ESHttpGet'), other(at.SEARCH_COLLECTION, 'aoss:APIAccessAll')],
  ),
  readOtherDatabases: read(
    'medium',
    'read any table in Amazon Keyspaces or Amazon Timestream, or any Amazon Neptune graph',
    reference('Amazon Keyspaces, Amazon Timestream and Amazon Neptune'),
    [
      other(at.KEYSPACE_TABLE, 'cassandra:Select'),
      other(at.TIMESTREAM_TABLE, 'timestream:Select'),
      other(at.GRAPH, 'neptune-db:ReadDataViaQuery', 'neptune-db:connect'),
    ],
  ),
  readArchives: read(
    'medium',
    'retrieve the archives of any S3 Glacier vault',
    reference('Amazon S3 Glacier'),
    other(at.VAULT, 'glacier:InitiateJob'),
    other(at.VAULT, 'glacier:GetJobOutput'),
  ),
  readConfigurations: read(
    'low',
    'read any configuration in AWS AppConfig',
    hackTricks('appconfig'),
    other(
      'appconfig:R:A:application/{production}/environment/{production}/configuration/{production}',
      'appconfig:GetLatestConfiguration',
    ),
  ),
  readExecutions: read(
    'low',
    'read the input and output of any Step Functions execution',
    reference('AWS Step Functions'),
    other('states:R:A:execution:{production}:{01234567-89ab-cdef}', 'states:GetExecutionHistory'),
  ),
} as const satisfies Record<string, RiskRow>;
