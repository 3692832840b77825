import { arnFields } from '../../aws/arn.js';
import { findPartition, type Partition } from '../../aws/partition.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import { dataAccess, type DataAccessKind } from '../../upsolver/catalogue/data-access.js';
import {
  KEY_USERS,
  validateDataAccess,
  type DataAccessGrant,
  type KeyUser,
} from '../../upsolver/parameters/data-access.js';
import { assembleDataAccess } from '../../upsolver/policies/data-access-policy.js';
import { haveSameStatements } from '../diff/statement-key.js';

/**
 * Finds the grants that a policy is built from. They are inferred from what it names, rebuilt, and accepted only if the
 * result has the same statements.
 */
export function detectDataAccess(document: PolicyDocument, region: string): DataAccessGrant[] | undefined {
  const [{ value }] = validateDataAccess(inferGrants(document.Statement), { region });
  if (value === undefined) return undefined;
  const built = assembleDataAccess(value, findPartition(region) as Partition);
  return haveSameStatements([built], [document]) ? [...value] : undefined;
}

function inferGrants(statements: readonly Statement[]): DataAccessGrant[] {
  const resourcesOf = (kind: DataAccessKind): string[] => resourcesIn(statementsOf(statements, kind));
  const [writtenStreams, written, deleted] = [
    resourcesOf('kinesisWrite'),
    resourcesOf('s3Write'),
    resourcesOf('s3Retention'),
  ];
  const objects = [...new Set([...resourcesOf('s3Read'), ...written, ...deleted])];
  return [
    ...(resourcesOf('s3Discovery').length > 0 ? [{ service: 's3-discovery' as const }] : []),
    ...objects.map((arn) => ({
      service: 's3' as const,
      ...locationOf(arn),
      ...(written.includes(arn) && { write: true }),
      ...(deleted.includes(arn) && { retention: true }),
    })),
    ...(resourcesOf('kinesisDiscovery').length > 0 ? [{ service: 'kinesis-discovery' as const }] : []),
    ...resourcesOf('kinesisRead').map((streamArn) => ({
      service: 'kinesis' as const,
      streamArn,
      ...(writtenStreams.includes(streamArn) && { write: true }),
    })),
    ...resourcesOf('sqsNotifications').map((queueArn) => ({ service: 'sqs' as const, queueArn })),
    ...keysIn(statements),
  ];
}

function keysIn(statements: readonly Statement[]): DataAccessGrant[] {
  const written = new Set(
    statementsOf(statements, 'kmsWrite').flatMap((statement) =>
      resourcesIn([statement]).map((arn) => JSON.stringify([arn, servicesOf(statement)])),
    ),
  );
  return statementsOf(statements, 'kmsRead').flatMap((statement) => {
    const via = servicesOf(statement);
    return resourcesIn([statement]).map((keyArn): DataAccessGrant => ({
      service: 'kms',
      keyArn,
      via: via.length === 1 ? (via[0] as KeyUser) : via,
      ...(written.has(JSON.stringify([keyArn, via])) && { write: true }),
    }));
  });
}

/** The services through which the keys of a statement are used. */
function servicesOf(statement: Statement): KeyUser[] {
  const hosts = [statement.Condition?.StringEquals?.['kms:ViaService'] ?? []].flat();
  return KEY_USERS.filter((service) => hosts.some((host) => String(host).startsWith(`${service}.`)));
}

/** The statements that allow exactly the actions of a kind. */
function statementsOf(statements: readonly Statement[], kind: DataAccessKind): Statement[] {
  const wanted = sorted(dataAccess[kind].actions);
  return statements.filter(({ Effect, Action }) => Effect === 'Allow' && sorted([Action ?? []].flat()) === wanted);
}

function sorted(actions: readonly string[]): string {
  return actions
    .map((action) => action.toLowerCase())
    .toSorted()
    .join();
}

function resourcesIn(statements: readonly Statement[]): string[] {
  return [...new Set(statements.flatMap(({ Resource }) => [Resource ?? []].flat()))];
}

/** `arn:aws:s3:::bucket/prefix/*` as a location. */
function locationOf(arn: string): { bucket: string; prefix?: string } {
  const [, , , , , path = ''] = arnFields(arn.replaceAll('${$}{', '${'));
  const [bucket = ''] = path.split('/', 1);
  const prefix = path.slice(bucket.length + 1).replace(/\*$/, '');
  return { bucket, ...(prefix !== '' && { prefix }) };
}
