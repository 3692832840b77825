import type { Command } from 'commander';
import { groupBy } from '../core/group-by.js';
import {
  ATHENA_FLAGS,
  type AthenaDatabase,
  type AthenaOptions,
  type S3Location,
} from '../upsolver/parameters/athena.js';
import { listed, oneOfList } from './command.js';

/** The options that replace AmazonAthenaFullAccess. */
export type AthenaCommandOptions = {
  readTables?: string[];
  writeTables?: string[];
  queryResults?: string;
  workgroup?: string;
  catalogKey?: string;
  dataLocations?: string[];
  athena?: string[];
};

/** Adds the options that replace AmazonAthenaFullAccess. */
export function addAthenaOptions(command: Command): Command {
  return command
    .option(
      '--read-tables <tables>',
      'Tables to read through Athena, in place of AmazonAthenaFullAccess: sales/orders, or sales/* for all tables of ' +
        'the database sales, separated by commas',
      listed,
    )
    .option('--write-tables <tables>', 'Tables to read and write, in the same form', listed)
    .option('--query-results <location>', 'Where query results are stored: s3://bucket/prefix, or managed by Athena')
    .option('--workgroup <name>', 'Athena workgroup (default: primary)')
    .option('--catalog-key <arn>', 'ARN of the KMS key that encrypts the Data Catalog')
    .option(
      '--data-locations <locations>',
      'Locations in which tables are created, registered with Lake Formation: s3://bucket/prefix, separated by commas',
      listed,
    )
    .option(
      '--athena <options>',
      `With --read-tables or --write-tables: ${ATHENA_FLAGS.join(', ')}. For a template with parameters for tables, ` +
        'also write, bucket (for results) and key (of the Data Catalog)',
      listed,
    );
}

/** Whether an option is given that replaces AmazonAthenaFullAccess. */
export function hasAthena(options: AthenaCommandOptions): boolean {
  const { readTables, writeTables, queryResults, workgroup, catalogKey, dataLocations, athena } = options;
  return [readTables, writeTables, queryResults, workgroup, catalogKey, dataLocations, athena].some(
    (value) => value !== undefined,
  );
}

/**
 * Returns the options as the parameter `athena`, without the account; `undefined` if there are none. `buildRoles`
 * checks the values, missing ones included.
 *
 * @throws {InvalidInputError} If `--athena` names an option that does not exist.
 */
export function readAthena(options: AthenaCommandOptions): AthenaOptions | undefined {
  if (!hasAthena(options)) return undefined;
  const flags = oneOfList('athena', 'option', options.athena ?? [], ATHENA_FLAGS);
  const databases = [
    ...databasesOf(options.readTables ?? [], 'read'),
    ...databasesOf(options.writeTables ?? [], 'write'),
  ];
  return {
    ...(options.workgroup !== undefined && { workgroup: options.workgroup }),
    databases,
    results: readResults(options.queryResults) as AthenaOptions['results'],
    ...(options.catalogKey !== undefined && { catalogKey: options.catalogKey }),
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
    ...(options.dataLocations !== undefined && { dataLocations: options.dataLocations.map(readLocation) }),
  };
}

/** `sales/orders`, `sales/*` and `sales` as databases, in the order in which they first appear. */
function databasesOf(entries: readonly string[], access: AthenaDatabase['access']): AthenaDatabase[] {
  const named = entries.map((entry) => {
    const [name = '', ...table] = entry.split('/');
    return { name, table: table.length === 0 ? '*' : table.join('/') };
  });
  return groupBy(named, ({ name }) => name).map((group) => {
    const tables = group.map(({ table }) => table);
    // All tables include each of them.
    return { name: group[0].name, access, ...(!tables.includes('*') && { tables }) };
  });
}

function readResults(text: string | undefined): unknown {
  return text === undefined || text === 'managed' ? text : readLocation(text);
}

/** `s3://bucket/prefix`, or something else in place of a bucket, whose check refuses it. */
function readLocation(text: string): S3Location {
  const [, bucket = text, prefix = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(text) ?? [];
  return { bucket, ...(prefix !== '' && { prefix }) };
}
