import { arnFields } from '../../aws/arn.js';
import { partitionForRegion } from '../../aws/partition.js';
import type { Statement } from '../../iam/document.js';
import { ATHENA_STATEMENTS, type AthenaSid } from '../../upsolver/catalogue/athena.js';
import { ATHENA_FLAGS, validateAthena, type AthenaParameters } from '../../upsolver/parameters/athena.js';
import { assembleAthena } from '../../upsolver/policies/athena-policy.js';
import type { InlinePolicy } from '../../upsolver/roles/deployable-role.js';
import { statementKey, statementKeys } from './statement-key.js';

/** What replaces AmazonAthenaFullAccess in a role, and the other policies of the role. */
export type DetectedAthena = { athena: AthenaParameters; policy: InlinePolicy; others: InlinePolicy[] };

/** The flags that a statement shows. Databases can be created and changed by one of them. */
const FLAG_SIDS: Readonly<Record<(typeof ATHENA_FLAGS)[number], AthenaSid>> = {
  listDatabases: 'listDatabases',
  listWorkgroups: 'listAthena',
  createDatabases: 'createDatabase',
  dropDatabases: 'dropDatabase',
  lakeFormation: 'lakeFormationCredentials',
};

/**
 * Finds the parameter `athena` that some statements of a role are built with. It is inferred from what they name,
 * rebuilt, and accepted only if each of the result's statements is there.
 */
export function detectAthena(policies: readonly InlinePolicy[], region: string): DetectedAthena | undefined {
  const statements = policies.flatMap(({ document }) => document.Statement);
  const inferred = inferAthena(statements);
  const [{ value: athena }] = validateAthena(inferred, { region });
  if (athena === undefined) return undefined;
  const document = assembleAthena(athena, { region, partition: partitionForRegion(region) });
  const own = statementKeys([document]);
  const found = statementKeys(policies.map((policy) => policy.document));
  if ([...own].some((key) => !found.has(key))) return undefined;
  const others = policies
    .map(({ name, document: { Version, Statement } }) => ({
      name,
      document: { Version, Statement: Statement.filter((each) => !own.has(statementKey(each, Version))) },
    }))
    .filter((policy) => policy.document.Statement.length > 0);
  return { athena, policy: { name: 'UpsolverAthenaPolicy', document }, others };
}

/** Whether a managed policy is AWS's own, in any partition. */
export function isAthenaFullAccess(arn: string): boolean {
  return /^arn:[\w-]+:iam::aws:policy\/AmazonAthenaFullAccess$/.test(arn);
}

/** What the statements name; not valid if something is missing. */
function inferAthena(statements: readonly Statement[]): unknown {
  const resourcesOf = (sid: AthenaSid): string[] | undefined => findResources(statements, sid);
  const [workgroup = ''] = resourcesOf('runQueries') ?? [];
  const [, , , , accountId] = arnFields(workgroup);
  const written = new Set((resourcesOf('writeTables') ?? []).flatMap((arn) => namesIn(arn)?.database ?? []));
  const tablesByDatabase = new Map<string, string[]>();
  for (const arn of resourcesOf('readTables') ?? []) {
    const names = namesIn(arn);
    if (names === undefined) continue;
    const tables = tablesByDatabase.get(names.database) ?? [];
    tablesByDatabase.set(names.database, [...tables, ...(names.table === undefined ? [] : [names.table])]);
  }
  const [results] = resourcesOf('queryResultObjects') ?? [];
  const [catalogKey] = resourcesOf('useCatalogKey') ?? [];
  const flags = ATHENA_FLAGS.filter((flag) => resourcesOf(FLAG_SIDS[flag]) !== undefined);
  return {
    accountId,
    workgroup: workgroup.slice(workgroup.lastIndexOf('/') + 1),
    databases: [...tablesByDatabase].map(([name, tables]) => ({
      name,
      access: written.has(name) ? 'write' : 'read',
      ...(!tables.includes('*') && { tables }),
    })),
    results: results === undefined ? 'managed' : locationOf(results),
    ...(catalogKey !== undefined && { catalogKey }),
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
  };
}

function actionsOf(actions: readonly string[]): string {
  return actions
    .map((each) => each.toLowerCase())
    .toSorted()
    .join();
}

/** The resources of the statement that allows exactly the actions of one of the catalogue. */
function findResources(statements: readonly Statement[], sid: AthenaSid): string[] | undefined {
  const wanted = ATHENA_STATEMENTS.flatMap((statement) => (statement.sid === sid ? statement.actions : []));
  const onAll = sid === 'listDatabases';
  const found = statements.find(
    ({ Effect, Action, Resource }) =>
      Effect === 'Allow' &&
      actionsOf([Action ?? []].flat()) === actionsOf(wanted) &&
      (!onAll || [Resource ?? []].flat().some((resource) => resource.endsWith(':database/*'))),
  );
  return found && [found.Resource ?? []].flat();
}

function namesIn(arn: string): { database: string; table?: string } | undefined {
  const [, database, table] = /:(?:database|table)\/([^/]+)(?:\/(.+))?$/.exec(arn.replaceAll('${$}{', '${')) ?? [];
  return database === undefined ? undefined : { database, ...(table !== undefined && { table }) };
}

/** `arn:aws:s3:::bucket/prefix/*` as a location. */
function locationOf(arn: string): { bucket: string; prefix?: string } {
  const [, , , , , path = ''] = arnFields(arn.replaceAll('${$}{', '${'));
  const [bucket = ''] = path.split('/', 1);
  const prefix = path.slice(bucket.length + 1).replace(/\*$/, '');
  return { bucket, ...(prefix !== '' && { prefix }) };
}
