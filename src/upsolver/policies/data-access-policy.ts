import { arnFields } from '../../aws/arn.js';
import { findPartition, serviceHosts, type Partition } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { ConditionBlock } from '../../iam/document.js';
import {
  escapeVariables,
  unwrapSingle,
  withSlash,
  type CataloguePolicy,
  type CatalogueStatement,
} from '../catalogue/build-policy.js';
import { dataAccess, type DataAccessAction, type DataAccessKind } from '../catalogue/data-access.js';
import { validateDataAccess, type DataAccessGrant, type DataAccessParameters } from '../parameters/data-access.js';

/** A policy that grants access to data. */
export type DataAccessPolicy = CataloguePolicy<DataAccessAction>;

/**
 * Builds the policy of the documentation's row "additional data read/write permissions": access to the data that
 * Upsolver reads and writes, for the role of its servers.
 *
 * It is narrow by construction: buckets and objects have separate statements, listing is limited to the prefix, and
 * keys can be used only through the services that hold the data. Grants of the same kind share a statement, and a grant
 * that another covers is dropped.
 *
 * @param grants What is read and written; at least one.
 * @param parameters `region` determines the partition of buckets; `aws` if omitted. ARNs must be in it.
 * @returns A new document. Grants in another order give the same statements, with resources in another order.
 * @throws {InvalidInputError} With every problem of all grants.
 *
 * @example
 * const { Statement } = buildDataAccessPolicy([{ service: 's3', bucket: 'acme-events', prefix: 'clicks/' }]);
 * Statement.map(({ Sid, Resource }) => [Sid, Resource]);
 * // [
 * //   ['locateBuckets', ['arn:aws:s3:::acme-events']],
 * //   ['listPrefixes', ['arn:aws:s3:::acme-events']],
 * //   ['readObjects', ['arn:aws:s3:::acme-events/clicks/*']],
 * // ]
 *
 * Source: Upsolver's guides on S3 and Kinesis connections; `dataAccessPermissions` names it action by action.
 */
export function buildDataAccessPolicy(
  grants: readonly DataAccessGrant[],
  parameters: DataAccessParameters = {},
): DataAccessPolicy {
  const [valid, { region }] = assertValid(...validateDataAccess(grants, parameters));
  return assembleDataAccess(valid, findPartition(region) ?? 'aws');
}

/** The same for grants that are known to be valid, in a partition that may be a placeholder. */
export function assembleDataAccess(grants: readonly DataAccessGrant[], partition: string): DataAccessPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...s3Statements(grants, partition),
      ...kinesisStatements(grants),
      ...sqsStatements(grants),
      ...kmsStatements(grants),
    ],
  };
}

type Of<Service extends DataAccessGrant['service']> = Extract<DataAccessGrant, { service: Service }>;

function grantsOf<Service extends DataAccessGrant['service']>(
  service: Service,
  grants: readonly DataAccessGrant[],
): Of<Service>[] {
  return grants.filter((grant): grant is Of<Service> => grant.service === service);
}

type Statements = CatalogueStatement<DataAccessAction>[];

/** One statement, or none if there is nothing to grant it on. */
function allow(
  Sid: string,
  kind: DataAccessKind,
  resources: readonly string[],
  Condition?: ConditionBlock,
): Statements {
  if (resources.length === 0) return [];
  const Action: DataAccessAction[] = [...dataAccess[kind].actions];
  return [{ Sid, Effect: 'Allow', Action, Resource: [...new Set(resources)], ...(Condition && { Condition }) }];
}

function everything(grants: readonly DataAccessGrant[]): string[] {
  return grants.map(() => '*');
}

function s3Statements(grants: readonly DataAccessGrant[], partition: string): Statements {
  const s3 = grantsOf('s3', grants);
  const arn = (resource: string): string => `arn:${partition}:s3:::${resource}`;
  const objectsOf = (some: readonly Of<'s3'>[]): string[] =>
    widest(some).map(({ bucket, prefix }) => arn(`${bucket}/${escapeVariables(prefix)}*`));
  const locations = widest(s3);
  const [whole, partly] = [locations.filter(isWhole), locations.filter((location) => !isWhole(location))];
  return [
    ...allow('discoverBuckets', 's3Discovery', everything(grantsOf('s3-discovery', grants))),
    ...allow(
      'locateBuckets',
      's3Locate',
      locations.map(({ bucket }) => arn(bucket)),
    ),
    ...allow(
      'listBuckets',
      's3List',
      whole.map(({ bucket }) => arn(bucket)),
    ),
    ...listPrefixes(partly, arn),
    ...allow('readObjects', 's3Read', objectsOf(s3)),
    ...allow('writeObjects', 's3Write', objectsOf(s3.filter(({ write }) => write))),
    ...allow('deleteObjects', 's3Retention', objectsOf(s3.filter(({ retention }) => retention))),
  ];
}

/** A statement for each set of prefixes: buckets that share one share the statement. */
function listPrefixes(locations: readonly S3Location[], arn: (bucket: string) => string): Statements {
  const prefixesByBucket = new Map<string, string[]>();
  for (const { bucket, prefix } of locations)
    prefixesByBucket.set(bucket, [...(prefixesByBucket.get(bucket) ?? []), prefix]);
  const bucketsByPrefixes = new Map<string, string[]>();
  for (const [bucket, prefixes] of prefixesByBucket) {
    const key = JSON.stringify(prefixes.toSorted());
    bucketsByPrefixes.set(key, [...(bucketsByPrefixes.get(key) ?? []), bucket]);
  }
  return [...bucketsByPrefixes].flatMap(([key, buckets], index) => {
    const patterns = (JSON.parse(key) as string[]).map((prefix) => `${escapeVariables(prefix)}*`);
    const condition = { StringLike: { 's3:prefix': unwrapSingle(patterns) } };
    return allow(numbered('listPrefixes', index), 's3List', buckets.map(arn), condition);
  });
}

type S3Location = { bucket: string; prefix: string };

function isWhole({ prefix }: S3Location): boolean {
  return prefix === '';
}

/** The places that no other place contains, each once. A prefix ends in a slash, unless it is the whole bucket. */
function widest(grants: readonly { bucket: string; prefix?: string | undefined }[]): S3Location[] {
  const locations = grants.map(({ bucket, prefix }) => ({ bucket, prefix: withSlash(prefix) }));
  return locations.filter(
    (location, index) =>
      !locations.some(
        (other, otherIndex) =>
          other.bucket === location.bucket &&
          location.prefix.startsWith(other.prefix) &&
          (other.prefix !== location.prefix || otherIndex < index),
      ),
  );
}

function kinesisStatements(grants: readonly DataAccessGrant[]): Statements {
  const streams = grantsOf('kinesis', grants);
  return [
    ...allow('discoverStreams', 'kinesisDiscovery', everything(grantsOf('kinesis-discovery', grants))),
    ...allow(
      'readStreams',
      'kinesisRead',
      streams.map(({ streamArn }) => streamArn),
    ),
    ...allow(
      'writeStreams',
      'kinesisWrite',
      streams.filter(({ write }) => write).map(({ streamArn }) => streamArn),
    ),
  ];
}

function sqsStatements(grants: readonly DataAccessGrant[]): Statements {
  return allow(
    'receiveNotifications',
    'sqsNotifications',
    grantsOf('sqs', grants).map(({ queueArn }) => queueArn),
  );
}

/** Keys by the services that use them, and where: `kms:ViaService` holds the Region. */
function kmsStatements(grants: readonly DataAccessGrant[]): Statements {
  const groups = new Map<string, { hosts: string[]; keys: Of<'kms'>[] }>();
  for (const grant of grantsOf('kms', grants)) {
    const [, partition = '', , region = ''] = arnFields(grant.keyArn);
    const hosts = [...new Set([grant.via].flat())]
      .toSorted()
      .flatMap((service) => serviceHosts(service, region, partition as Partition));
    const group = groups.get(hosts.join()) ?? { hosts, keys: [] };
    group.keys.push(grant);
    groups.set(hosts.join(), group);
  }
  const arnsOf = (some: readonly Of<'kms'>[]): string[] => some.map(({ keyArn }) => keyArn);
  return [...groups.values()].flatMap(({ hosts, keys }, index) => {
    const condition = (): ConditionBlock => ({ StringEquals: { 'kms:ViaService': unwrapSingle(hosts) } });
    return [
      ...allow(numbered('decryptData', index), 'kmsRead', arnsOf(keys), condition()),
      ...allow(numbered('encryptData', index), 'kmsWrite', arnsOf(keys.filter(({ write }) => write)), condition()),
    ];
  });
}

/** `listPrefixes`, `listPrefixes2` and so on. */
function numbered(sid: string, index: number): string {
  return index === 0 ? sid : `${sid}${index + 1}`;
}
