import type { Source } from './statements.js';

/*
 * What has to be granted in Lake Formation, in addition to IAM. Where Lake Formation manages the permissions on a
 * database, both have to allow a request: IAM the call, Lake Formation the object.
 */

/** The permissions of Lake Formation that are granted here. */
export const LAKE_FORMATION_PERMISSIONS = [
  'SELECT',
  'INSERT',
  'DELETE',
  'DESCRIBE',
  'ALTER',
  'DROP',
  'CREATE_TABLE',
  'CREATE_DATABASE',
  'DATA_LOCATION_ACCESS',
] as const;

/** A permission of Lake Formation. */
export type LakeFormationPermission = (typeof LAKE_FORMATION_PERMISSIONS)[number];

/** What a permission of Lake Formation is granted on. */
export type LakeFormationResource =
  /** The Data Catalog of the account. */
  | { kind: 'catalog' }
  | { kind: 'database'; database: string }
  | { kind: 'table'; database: string; table: string }
  /** Every table of a database, those of the future included. */
  | { kind: 'allTables'; database: string }
  /** A location that is registered with Lake Formation. */
  | { kind: 'dataLocation'; locationArn: string };

type Rule = { permissions: readonly LakeFormationPermission[]; purpose: string; source: Source };

const permissionsPage: Source = {
  kind: 'public-page',
  page: '"Lake Formation permissions reference" (AWS Lake Formation Developer Guide, docs.aws.amazon.com)',
  url: 'https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html',
};

const athenaPage: Source = {
  kind: 'public-page',
  page:
    '"Considerations and limitations for querying data registered with Lake Formation" ' +
    '(Amazon Athena User Guide, docs.aws.amazon.com)',
  url: 'https://docs.aws.amazon.com/athena/latest/ug/what-is.html',
};

/** What is granted for which need. */
export const lakeFormationRules = {
  findDefault: { permissions: ['DESCRIBE'], purpose: 'Let Athena look for the database.', source: athenaPage },
  readDatabase: { permissions: ['DESCRIBE'], purpose: 'Find the database.', source: permissionsPage },
  readTables: { permissions: ['SELECT', 'DESCRIBE'], purpose: 'Query the tables.', source: permissionsPage },
  writeDatabase: {
    permissions: ['DESCRIBE', 'CREATE_TABLE', 'ALTER'],
    purpose: 'Create tables and views in the database, and change its properties.',
    source: permissionsPage,
  },
  writeTables: {
    permissions: ['SELECT', 'INSERT', 'DELETE', 'DESCRIBE', 'ALTER', 'DROP'],
    purpose: 'Query, write, change and drop tables, including those that others have created.',
    source: permissionsPage,
  },
  dropDatabase: {
    permissions: ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP'],
    purpose: 'Create tables and views in the database, change its properties, and drop it.',
    source: permissionsPage,
  },
  createDatabases: { permissions: ['CREATE_DATABASE'], purpose: 'Create databases.', source: permissionsPage },
  useLocation: {
    permissions: ['DATA_LOCATION_ACCESS'],
    purpose: 'Create tables with data in the location.',
    source: permissionsPage,
  },
} as const satisfies Record<string, Rule>;

/** What something is granted for. */
export type LakeFormationNeed = keyof typeof lakeFormationRules;
