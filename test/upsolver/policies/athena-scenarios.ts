import type { AthenaParameters } from '../../../src/index.js';

/*
 * What Upsolver does through Athena, as AWS authorizes it: a question for each action on each resource that AWS names
 * for it. Glue asks about the object, its database and the catalog; a deletion also about what the object contains.
 */

/** Where a scenario takes place. */
export type Place = { partition: string; region: string; account: string };

/** A question of AWS: an action on one resource. */
export type Step = [action: string, resource: string];

export type Scenario = {
  name: string;
  /** The page of AWS that names the actions and the resources. */
  source: string;
  /** What of the `athena` parameter allows it, in addition to databases that are read. */
  needs: Partial<AthenaParameters>;
  /** Steps in a database with a table. */
  steps: (at: Place, database: string, table: string) => Step[];
  /** Whether it does not depend on the database. */
  isGeneral?: boolean;
  /** Whether it needs all tables of the database. */
  isAboutAllTables?: boolean;
};

const GLUE_PAGE =
  'Amazon Athena User Guide, "Configure access to databases and tables in the AWS Glue Data Catalog": examples';

const glue = ({ partition, region, account }: Place, resource: string): string =>
  `arn:${partition}:glue:${region}:${account}:${resource}`;
const athena = ({ partition, region, account }: Place, resource: string): string =>
  `arn:${partition}:athena:${region}:${account}:${resource}`;

/** Each action on each resource. */
const each = (actions: string[], resources: string[]): Step[] =>
  actions.flatMap((action) => resources.map((resource): Step => [action, resource]));

const onDefault = (at: Place): Step[] =>
  each(['glue:GetDatabase', 'glue:GetDatabases'], [glue(at, 'catalog'), glue(at, 'database/default')]);

const databaseAndAbove = (at: Place, database: string): string[] => [
  glue(at, 'catalog'),
  glue(at, `database/${database}`),
];

const tableAndAbove = (at: Place, database: string, table: string): string[] => [
  ...databaseAndAbove(at, database),
  glue(at, `table/${database}/${table}`),
];

const WRITE: Partial<AthenaParameters> = { databases: [{ name: 'sales', access: 'write' }] };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a query, its state and its results',
    source: 'Amazon Athena User Guide, "Example workgroup policies": a specified workgroup; Managed query results',
    needs: {},
    steps: (at, database, table) => [
      ...each(
        [
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
        [athena(at, 'workgroup/upsolver')],
      ),
      ...onDefault(at),
      ...each(
        [
          'glue:GetDatabase',
          'glue:GetTable',
          'glue:GetTables',
          'glue:GetPartition',
          'glue:GetPartitions',
          'glue:BatchGetPartition',
        ],
        tableAndAbove(at, database, table),
      ),
    ],
  },
  {
    name: 'query results in a bucket',
    source: 'Amazon Athena User Guide, "AWS managed policies for Amazon Athena": AmazonAthenaFullAccess, s3',
    needs: {},
    isGeneral: true,
    steps: ({ partition }) => [
      ...each(
        ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        [`arn:${partition}:s3:::acme-results/upsolver/2026/11/26/result.csv`],
      ),
      ...each(
        ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        [`arn:${partition}:s3:::acme-results`],
      ),
    ],
  },
  {
    name: 'databases and tables through the API of Athena',
    source: 'Amazon Athena User Guide, "Example data catalog policies": a specified data catalog',
    needs: {},
    isGeneral: true,
    steps: (at) =>
      each(
        [
          'athena:GetDataCatalog',
          'athena:GetDatabase',
          'athena:ListDatabases',
          'athena:GetTableMetadata',
          'athena:ListTableMetadata',
        ],
        [athena(at, 'datacatalog/AwsDataCatalog')],
      ),
  },
  {
    name: 'lists of workgroups and data catalogs',
    source: 'Amazon Athena User Guide, "Example workgroup policies": actions without a resource',
    needs: { listWorkgroups: true },
    isGeneral: true,
    steps: () => each(['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions'], ['*']),
  },
  {
    name: 'SHOW DATABASES',
    source: GLUE_PAGE,
    needs: { listDatabases: true },
    isGeneral: true,
    steps: (at) => [
      ...onDefault(at),
      ...each(['glue:GetDatabases'], [glue(at, 'catalog'), glue(at, 'database/anything')]),
    ],
  },
  {
    name: 'SHOW TABLES',
    source: GLUE_PAGE,
    needs: {},
    isAboutAllTables: true,
    steps: (at, database) => [
      ...onDefault(at),
      ...each(
        ['glue:GetDatabase', 'glue:GetTables'],
        [...databaseAndAbove(at, database), glue(at, `table/${database}/x`)],
      ),
    ],
  },
  {
    name: 'CREATE DATABASE',
    source: GLUE_PAGE,
    needs: { ...WRITE, createDatabases: true },
    steps: (at, database) => each(['glue:GetDatabase', 'glue:CreateDatabase'], databaseAndAbove(at, database)),
  },
  {
    name: 'ALTER DATABASE',
    source: GLUE_PAGE,
    needs: { ...WRITE, createDatabases: true },
    steps: (at, database) => each(['glue:GetDatabase', 'glue:UpdateDatabase'], databaseAndAbove(at, database)),
  },
  {
    name: 'DROP DATABASE with everything in it',
    source: GLUE_PAGE,
    needs: { ...WRITE, dropDatabases: true },
    steps: (at, database) =>
      each(
        ['glue:GetDatabase', 'glue:DeleteDatabase', 'glue:GetTables', 'glue:GetTable', 'glue:DeleteTable'],
        databaseAndAbove(at, database),
      ).concat(
        each(
          ['glue:DeleteDatabase', 'glue:GetTables', 'glue:GetTable', 'glue:DeleteTable'],
          [glue(at, `table/${database}/any`), glue(at, `userDefinedFunction/${database}/any`)],
        ),
      ),
  },
  {
    name: 'CREATE TABLE',
    source: GLUE_PAGE,
    needs: WRITE,
    steps: (at, database, table) => [
      ...onDefault(at),
      ...each(
        [
          'glue:GetDatabase',
          'glue:GetDatabases',
          'glue:GetTable',
          'glue:GetTables',
          'glue:GetPartitions',
          'glue:CreateTable',
        ],
        tableAndAbove(at, database, table),
      ),
    ],
  },
  {
    name: 'ALTER TABLE',
    source: GLUE_PAGE,
    needs: WRITE,
    steps: (at, database, table) =>
      each(['glue:GetDatabase', 'glue:GetTable', 'glue:UpdateTable'], tableAndAbove(at, database, table)),
  },
  {
    name: 'DROP TABLE with partitions',
    source: GLUE_PAGE,
    needs: WRITE,
    steps: (at, database, table) =>
      each(
        [
          'glue:GetDatabase',
          'glue:GetTable',
          'glue:DeleteTable',
          'glue:GetPartitions',
          'glue:GetPartition',
          'glue:DeletePartition',
        ],
        tableAndAbove(at, database, table),
      ),
  },
  {
    name: 'MSCK REPAIR TABLE in a database that exists',
    source: GLUE_PAGE,
    needs: WRITE,
    steps: (at, database, table) =>
      each(
        ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions', 'glue:GetPartition', 'glue:BatchCreatePartition'],
        tableAndAbove(at, database, table),
      ),
  },
  {
    name: 'MSCK REPAIR TABLE with glue:CreateDatabase, as AWS prints it',
    source: GLUE_PAGE,
    needs: { ...WRITE, createDatabases: true },
    steps: (at, database, table) => [
      ...each(['glue:CreateDatabase'], databaseAndAbove(at, database)),
      ...each(['glue:GetDatabase', 'glue:GetTable', 'glue:BatchCreatePartition'], tableAndAbove(at, database, table)),
    ],
  },
  {
    name: 'ALTER TABLE ADD and DROP PARTITION',
    source: 'Amazon Athena User Guide, "About access control for table partitions and versions in AWS Glue"',
    needs: WRITE,
    steps: (at, database, table) =>
      each(
        [
          'glue:GetTable',
          'glue:CreatePartition',
          'glue:BatchCreatePartition',
          'glue:UpdatePartition',
          'glue:DeletePartition',
          'glue:BatchDeletePartition',
        ],
        tableAndAbove(at, database, table),
      ),
  },
  {
    name: 'CREATE OR REPLACE VIEW, and DROP VIEW',
    source: 'Service Authorization Reference, AWS Glue: a view is a table of the Data Catalog',
    needs: WRITE,
    steps: (at, database, table) =>
      each(
        ['glue:GetTable', 'glue:CreateTable', 'glue:UpdateTable', 'glue:DeleteTable', 'glue:BatchDeleteTable'],
        tableAndAbove(at, database, table),
      ),
  },
  {
    name: 'INSERT, UPDATE, MERGE and OPTIMIZE of an Iceberg table',
    source: 'Amazon Athena User Guide, "Query Apache Iceberg tables": the catalog holds the pointer to the metadata',
    needs: WRITE,
    steps: (at, database, table) =>
      each(['glue:GetDatabase', 'glue:GetTable', 'glue:UpdateTable'], tableAndAbove(at, database, table)),
  },
  {
    name: 'a Data Catalog that is encrypted with a KMS key',
    source: 'Amazon Athena User Guide, "Encryption at rest": permissions to encrypted metadata',
    needs: {},
    isGeneral: true,
    steps: (at) => each(['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'], [keyOf(at)]),
  },
  {
    name: 'data that Lake Formation manages',
    source:
      'Amazon Athena User Guide, "Managing Lake Formation and Athena user permissions": lakeformation:GetDataAccess',
    needs: { lakeFormation: true },
    isGeneral: true,
    steps: () => each(['lakeformation:GetDataAccess'], ['*']),
  },
];

/** The KMS key of the Data Catalog in a place. */
export function keyOf({ partition, region, account }: Place): string {
  return `arn:${partition}:kms:${region}:${account}:key/12345678-1234-1234-1234-1234567890ab`;
}

/** The scenario of the key needs the key of its place. */
export function needsOf({ name, needs }: Scenario, at: Place): Partial<AthenaParameters> {
  return name.includes('KMS key') ? { ...needs, catalogKey: keyOf(at) } : needs;
}
