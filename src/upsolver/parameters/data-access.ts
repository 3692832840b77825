import { ARN_KINDS, arnProblems, bucketProblems, partitionProblems, prefixProblems } from '../../aws/identifiers.js';
import { partitionOf } from '../../aws/partition.js';
import type { Problem } from '../../core/issue.js';
import {
  choice,
  flag,
  validate,
  lazy,
  list,
  object,
  oneOrMany,
  optional,
  text,
  variants,
  type Result,
} from '../../core/schema.js';
import { regionText } from './common.js';

/* What `buildDataAccessPolicy` takes. */

/** Services through which a KMS key is used. */
export const KEY_USERS = ['s3', 'kinesis', 'sqs'] as const;

/** A service through which a KMS key is used. */
export type KeyUser = (typeof KEY_USERS)[number];

/** Data that Upsolver reads, and perhaps writes. */
export type DataAccessGrant =
  /** Read the objects of a bucket, or below a prefix; `data` and `data/` are the same prefix. */
  | {
      service: 's3';
      /** The name of the bucket. */
      bucket: string;
      prefix?: string | undefined;
      /** Also write objects. */
      write?: boolean | undefined;
      /** Also delete objects, for the retention of tables. */
      retention?: boolean | undefined;
    }
  /** List all buckets of the account; needed if a connection has no filter of paths. */
  | { service: 's3-discovery' }
  /** Read a stream. */
  | {
      service: 'kinesis';
      streamArn: string;
      /** Also write to it. */
      write?: boolean | undefined;
    }
  /** List all streams of the account. */
  | { service: 'kinesis-discovery' }
  /** Receive notifications of new objects. */
  | { service: 'sqs'; queueArn: string }
  /** Read data that is encrypted with a key. */
  | {
      service: 'kms';
      keyArn: string;
      /** The services that hold the data. */
      via: KeyUser | KeyUser[];
      /** Also write. */
      write?: boolean | undefined;
    };

/** Where the data lies. */
export type DataAccessParameters = {
  /** An AWS Region; only its partition matters. The partition `aws` if left out. */
  region?: string | undefined;
};

type Of<Service extends DataAccessGrant['service']> = Extract<DataAccessGrant, { service: Service }>;

export const grantList = /* @__PURE__ */ lazy(() =>
  list(
    variants<'service', DataAccessGrant>('service', {
      s3: object<Of<'s3'>>({
        service: choice(['s3']),
        bucket: text(bucketProblems),
        prefix: optional(text(prefixProblems)),
        write: optional(flag()),
        retention: optional(flag()),
      }),
      's3-discovery': object<Of<'s3-discovery'>>({ service: choice(['s3-discovery']) }),
      kinesis: object<Of<'kinesis'>>({
        service: choice(['kinesis']),
        streamArn: text((arn) => arnProblems(arn, ARN_KINDS.stream)),
        write: optional(flag()),
      }),
      'kinesis-discovery': object<Of<'kinesis-discovery'>>({ service: choice(['kinesis-discovery']) }),
      sqs: object<Of<'sqs'>>({ service: choice(['sqs']), queueArn: text((arn) => arnProblems(arn, ARN_KINDS.queue)) }),
      kms: object<Of<'kms'>>({
        service: choice(['kms']),
        keyArn: text((arn) => arnProblems(arn, ARN_KINDS.key)),
        via: oneOrMany(choice(KEY_USERS), list(choice(KEY_USERS), notEmpty('service that uses the key'))),
        write: optional(flag()),
      }),
    }),
    notEmpty('data access'),
  ),
);

const dataAccessObject = /* @__PURE__ */ lazy(() => object<DataAccessParameters>({ region: optional(regionText()) }));

/** The grants, and where they lie. Partitions are only compared where both are known. */
export function checkDataAccess(
  grants: unknown,
  parameters: unknown,
): [Result<DataAccessGrant[]>, Result<DataAccessParameters>] {
  const where = validate(dataAccessObject, parameters);
  const checked = validate(grantList, grants, 'grants');
  if (checked.value === undefined || where.value === undefined) return [checked, where];
  const issues = grantPartitionProblems(checked.value, partitionOf(where.value.region)).map(({ path, ...problem }) => {
    return { ...problem, path: ['grants', ...path] };
  });
  return [issues.length === 0 ? checked : { value: undefined, issues }, where];
}

/** ARNs in grants that lie in another partition. */
export function grantPartitionProblems(
  grants: readonly DataAccessGrant[],
  partition: string,
): (Problem & { path: (string | number)[] })[] {
  return grants.flatMap((grant, index) =>
    (['streamArn', 'queueArn', 'keyArn'] as const).flatMap((name) => {
      const arn = (grant as Partial<Record<string, unknown>> | null)?.[name];
      return typeof arn === 'string'
        ? partitionProblems(arn, partition).map((problem) => ({ ...problem, path: [index, name] }))
        : [];
    }),
  );
}

export function notEmpty(what: string): (list: unknown[]) => Problem[] {
  return (values) => (values.length > 0 ? [] : [{ code: 'empty', message: `the list of ${what} is empty` }]);
}
