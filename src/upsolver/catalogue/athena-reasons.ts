import { ATHENA_STATEMENTS, athenaResource, type AthenaAction, type AthenaPart, type AthenaSid } from './athena.js';
import { copyReason, type Reason, type Source } from './statements.js';

/** Why each action of the statements that replace AmazonAthenaFullAccess is granted, and where AWS documents it. */

const athenaGuide = (page: string): Source => ({
  kind: 'public-page',
  page: `"${page}" (Amazon Athena User Guide, docs.aws.amazon.com)`,
  url: 'https://docs.aws.amazon.com/athena/latest/ug/what-is.html',
});

const workgroups = athenaGuide('Example workgroup policies');
const dataCatalogs = athenaGuide('Example data catalog policies');
const glueAccess = athenaGuide('Configure access to databases and tables in the AWS Glue Data Catalog');
const encryption = athenaGuide('Encryption at rest');
const lakeFormation = athenaGuide('Managing Lake Formation and Athena user permissions');
const fullAccess: Source = {
  kind: 'derived',
  from: 'AmazonAthenaFullAccess, which grants the same on buckets named aws-athena-query-results-*',
};
const drivers: Source = {
  kind: 'derived',
  from: 'AmazonAthenaFullAccess: AWS documents the action, but not which queries call it',
};
const defaultDatabase: Source = {
  kind: 'derived',
  from:
    'reports of Athena and AWS Glue that look for a database named default; AWS called access to it mandatory until ' +
    '2023, and now shows it as an example',
};
const tableWrites: Source = {
  kind: 'derived',
  from: 'AmazonAthenaFullAccess; AWS documents the actions, but not every statement of SQL that calls them',
};

type Entry = { readonly reason: Reason; readonly others?: Partial<Record<AthenaAction, Reason>> };

const readTables: Reason = { purpose: 'Read the definitions of databases and tables.', source: glueAccess };
const readPartitions: Reason = { purpose: 'Read the partitions of tables.', source: glueAccess };
const createTables: Reason = { purpose: 'Create tables and views.', source: glueAccess };
const dropTables: Reason = { purpose: 'Drop tables and views.', source: glueAccess };
const addPartitions: Reason = { purpose: 'Add partitions to tables.', source: glueAccess };
const dropPartitions: Reason = { purpose: 'Drop partitions of tables.', source: glueAccess };

const entries: Readonly<Record<AthenaSid, Entry>> = {
  runQueries: {
    reason: { purpose: 'Run queries in the workgroup, and read their state and their results.', source: workgroups },
    others: {
      'athena:GetQueryRuntimeStatistics': {
        purpose: 'Read how long a query ran, and how much data it scanned.',
        source: drivers,
      },
      'athena:GetWorkGroup': {
        purpose: 'Read the settings of the workgroup, such as its results.',
        source: workgroups,
      },
    },
  },
  readCatalogThroughAthena: {
    reason: { purpose: 'Read databases and tables through the API of Athena.', source: dataCatalogs },
  },
  listAthena: {
    reason: { purpose: 'List workgroups, data catalogs and engine versions, to suggest them.', source: workgroups },
    others: {
      'athena:ListDataCatalogs': { purpose: 'List data catalogs, to suggest them.', source: dataCatalogs },
    },
  },
  readDefaultDatabase: {
    reason: { purpose: 'Let Athena look for the database named default.', source: defaultDatabase },
  },
  listDatabases: {
    reason: { purpose: 'List the databases of the account, for SHOW DATABASES.', source: glueAccess },
  },
  readTables: {
    reason: readTables,
    others: {
      'glue:GetPartition': readPartitions,
      'glue:GetPartitions': readPartitions,
      'glue:BatchGetPartition': { ...readPartitions, source: tableWrites },
    },
  },
  writeTables: {
    reason: createTables,
    others: {
      'glue:UpdateTable': {
        purpose: 'Change tables and views, and commit writes to Iceberg tables.',
        source: glueAccess,
      },
      'glue:DeleteTable': dropTables,
      'glue:BatchDeleteTable': { ...dropTables, source: tableWrites },
      'glue:CreatePartition': { ...addPartitions, source: tableWrites },
      'glue:BatchCreatePartition': addPartitions,
      'glue:UpdatePartition': { purpose: 'Change partitions of tables.', source: tableWrites },
      'glue:DeletePartition': dropPartitions,
      'glue:BatchDeletePartition': { ...dropPartitions, source: tableWrites },
    },
  },
  createDatabase: {
    reason: { purpose: 'Create the databases, if they do not exist.', source: glueAccess },
    others: { 'glue:UpdateDatabase': { purpose: 'Change properties of the databases.', source: glueAccess } },
  },
  dropDatabase: {
    reason: { purpose: 'Drop the databases, with everything in them.', source: glueAccess },
  },
  queryResultObjects: { reason: { purpose: 'Write and read the results of queries.', source: fullAccess } },
  queryResultBucket: {
    reason: { purpose: 'Find the bucket for the results of queries, and list it.', source: fullAccess },
  },
  useCatalogKey: {
    reason: { purpose: 'Read and write a Data Catalog that is encrypted with a KMS key.', source: encryption },
  },
  lakeFormationCredentials: {
    reason: { purpose: 'Get temporary credentials for data that Lake Formation manages.', source: lakeFormation },
  },
};

/** What one action of the statements that replace AmazonAthenaFullAccess is for. */
export type AthenaPermission = Reason & {
  sid: AthenaSid;
  action: AthenaAction;
  /** ARNs with placeholders: `${Database}` and `${Table}` stand for each database and each of its tables. */
  resources: string[];
  /** The parts of the `athena` parameter without which it is not granted. */
  parts: AthenaPart[];
};

/**
 * Every action that can replace AmazonAthenaFullAccess, with its purpose, and whether AWS documents it (`source.kind`
 * is `public-page`) or it follows from something else (`derived`).
 *
 * @returns New data, statement by statement.
 *
 * @example
 * athenaPermissions().find(({ action }) => action === 'glue:DeleteTable')?.purpose; // 'Drop tables and views.'
 *
 * Source: Amazon Athena User Guide; each entry names its page.
 */
export function athenaPermissions(): AthenaPermission[] {
  return ATHENA_STATEMENTS.flatMap(({ sid, actions, resources, parts = [] }) =>
    (actions as readonly AthenaAction[]).map((action) => ({
      sid,
      action,
      resources: resources.map(athenaResource),
      parts: [...parts],
      ...copyReason(reasonOf(sid, action)),
    })),
  );
}

function reasonOf(sid: AthenaSid, action: AthenaAction): Reason {
  const { reason, others = {} } = entries[sid];
  return others[action] ?? reason;
}

/** The reason of an action, in the statement with a `Sid` or else in the first that has it. */
export function athenaReason(sid: string | undefined, action: string): Reason | undefined {
  const having = ATHENA_STATEMENTS.filter(({ actions }) => (actions as readonly string[]).includes(action));
  const statement = having.find((each) => each.sid === sid) ?? having[0];
  return statement && reasonOf(statement.sid, action as AthenaAction);
}

/** Whether a statement with the `Sid` is one that replaces AmazonAthenaFullAccess. */
export function isAthenaSid(sid: string | undefined): boolean {
  return ATHENA_STATEMENTS.some((statement) => statement.sid === sid);
}
