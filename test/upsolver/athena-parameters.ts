import type { AthenaParameters } from '../../src/index.js';
import { ACCOUNT } from './role-parameters.js';

/** Databases that are only read. */
export const READ = {
  accountId: ACCOUNT,
  workgroup: 'upsolver',
  databases: [{ name: 'sales', access: 'read' }],
  results: { bucket: 'acme-results', prefix: 'upsolver' },
} satisfies AthenaParameters;

/** The same database, with its tables written. */
export const WRITE = { ...READ, databases: [{ name: 'sales', access: 'write' }] } satisfies AthenaParameters;

export const CATALOG_KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-1234-1234-1234-1234567890ab`;

/** Every option, with databases and tables of each kind. */
export const EVERYTHING = {
  accountId: ACCOUNT,
  workgroup: 'upsolver',
  databases: [
    { name: 'sales', access: 'write' },
    { name: 'lake', access: 'write', tables: ['clicks', 'views'] },
    { name: 'raw', access: 'read', tables: ['events'] },
    { name: 'public', access: 'read' },
  ],
  results: { bucket: 'acme-results', prefix: 'upsolver/' },
  catalogKey: CATALOG_KEY,
  listDatabases: true,
  listWorkgroups: true,
  createDatabases: true,
  dropDatabases: true,
  lakeFormation: true,
  dataLocations: [{ bucket: 'acme-lake', prefix: 'tables' }, { bucket: 'acme-raw' }],
} satisfies AthenaParameters;
