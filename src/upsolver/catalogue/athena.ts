/*
 * What replaces AmazonAthenaFullAccess if the role is limited to some databases: a statement for each purpose, and on
 * what. Why each action is granted is in `athena-reasons.ts`, which no builder needs.
 */

/** The parts of the `athena` parameter without which some statements do not exist. */
export const ATHENA_PARTS = [
  'write',
  'createDatabases',
  'dropDatabases',
  'listDatabases',
  'listWorkgroups',
  'lakeFormation',
  'bucket',
  'key',
] as const;

/** A part of the `athena` parameter without which a statement does not exist. */
export type AthenaPart = (typeof ATHENA_PARTS)[number];

type AthenaStatement = {
  readonly sid: string;
  readonly actions: readonly string[];
  /**
   * ARNs with placeholders: `${Database}` stands for each database, `${Table}` for each of its tables. The others have
   * one value. A resource without a colon is one of Glue's.
   */
  readonly resources: readonly string[];
  /** The parts that it needs; without any, it is always granted. */
  readonly parts?: readonly AthenaPart[];
};

const CATALOG = 'catalog';
const DATABASE = 'database/${Database}';
const TABLE = 'table/${Database}/${Table}';

/**
 * The statements, in their order. Glue authorizes each call on the object and everything that contains it, and a
 * deletion also on everything that the object contains.
 *
 * Sources: Amazon Athena User Guide, "Configure access to databases and tables in the AWS Glue Data Catalog" and
 * "Example workgroup policies"; Service Authorization Reference, Amazon Athena and AWS Glue.
 */
const athenaStatements = [
  {
    sid: 'runQueries',
    actions: [
      'athena:StartQueryExecution',
      'athena:StopQueryExecution',
      'athena:GetQueryExecution',
      'athena:BatchGetQueryExecution',
      'athena:GetQueryResults',
      'athena:GetQueryResultsStream',
      'athena:GetQueryRuntimeStatistics',
      'athena:ListQueryExecutions',
      'athena:GetWorkGroup',
    ],
    resources: ['arn:${Partition}:athena:${Region}:${Account}:workgroup/${Workgroup}'],
  },
  {
    sid: 'readCatalogThroughAthena',
    actions: [
      'athena:GetDataCatalog',
      'athena:GetDatabase',
      'athena:ListDatabases',
      'athena:GetTableMetadata',
      'athena:ListTableMetadata',
    ],
    resources: ['arn:${Partition}:athena:${Region}:${Account}:datacatalog/AwsDataCatalog'],
  },
  {
    sid: 'listAthena',
    actions: ['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions'],
    resources: ['*'],
    parts: ['listWorkgroups'],
  },
  {
    sid: 'readDefaultDatabase',
    actions: ['glue:GetDatabase', 'glue:GetDatabases'],
    resources: [CATALOG, 'database/default'],
  },
  {
    sid: 'listDatabases',
    actions: ['glue:GetDatabases'],
    resources: [CATALOG, 'database/*'],
    parts: ['listDatabases'],
  },
  {
    sid: 'readTables',
    actions: [
      'glue:GetDatabase',
      'glue:GetDatabases',
      'glue:GetTable',
      'glue:GetTables',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:BatchGetPartition',
    ],
    resources: [CATALOG, DATABASE, TABLE],
  },
  {
    sid: 'writeTables',
    actions: [
      'glue:CreateTable',
      'glue:UpdateTable',
      'glue:DeleteTable',
      'glue:BatchDeleteTable',
      'glue:CreatePartition',
      'glue:BatchCreatePartition',
      'glue:UpdatePartition',
      'glue:DeletePartition',
      'glue:BatchDeletePartition',
    ],
    resources: [CATALOG, DATABASE, TABLE],
    parts: ['write'],
  },
  {
    sid: 'createDatabase',
    actions: ['glue:CreateDatabase', 'glue:UpdateDatabase'],
    resources: [CATALOG, DATABASE],
    parts: ['write', 'createDatabases'],
  },
  {
    sid: 'dropDatabase',
    actions: ['glue:DeleteDatabase', 'glue:DeleteTable', 'glue:GetTables', 'glue:GetTable'],
    resources: [CATALOG, DATABASE, 'table/${Database}/*', 'userDefinedFunction/${Database}/*'],
    parts: ['write', 'dropDatabases'],
  },
  {
    sid: 'queryResultObjects',
    actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    resources: ['arn:${Partition}:s3:::${Bucket}/${Prefix}*'],
    parts: ['bucket'],
  },
  {
    sid: 'queryResultBucket',
    actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    resources: ['arn:${Partition}:s3:::${Bucket}'],
    parts: ['bucket'],
  },
  {
    sid: 'useCatalogKey',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'],
    resources: ['${Key}'],
    parts: ['key'],
  },
  {
    sid: 'lakeFormationCredentials',
    actions: ['lakeformation:GetDataAccess'],
    resources: ['*'],
    parts: ['lakeFormation'],
  },
] as const satisfies readonly AthenaStatement[];

type Table = typeof athenaStatements;

/** The `Sid` of a statement that replaces AmazonAthenaFullAccess. */
export type AthenaSid = Table[number]['sid'];

/** An action of a statement that replaces AmazonAthenaFullAccess. */
export type AthenaAction = Table[number]['actions'][number];

/** The statements as data of one shape. */
export const ATHENA_STATEMENTS: readonly (AthenaStatement & { readonly sid: AthenaSid })[] = athenaStatements;

/** A resource of a statement as the ARN that it is. */
export function athenaResource(resource: string): string {
  return resource === '*' || resource.includes(':') || resource === '${Key}'
    ? resource
    : `arn:\${Partition}:glue:\${Region}:\${Account}:${resource}`;
}
