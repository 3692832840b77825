import * as z from 'zod/mini';
import { bucketProblems } from '../../aws/bucket.js';
import { ARN_KINDS, arnProblems, IDENTIFIERS, identifierProblems, partitionProblems } from '../../aws/identifiers.js';
import { partitionForRegion } from '../../aws/partition.js';
import type { LocatedProblem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { check, type Result, type Schema } from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import { emptyProblems } from './common.js';
import { region } from './organization.js';
import { standardSchema, validate } from './vocabulary.js';

/** The services through which a KMS key can be used: `s3`, `kinesis` and `sqs`. */
export const KEY_USERS = ['s3', 'kinesis', 'sqs'] as const;

/** A service through which a KMS key is used. */
export type KeyUser = (typeof KEY_USERS)[number];

/** Data that Upsolver reads, and optionally writes. */
export type DataAccessGrant =
  /** Read the objects of a bucket, or below a prefix; `data` and `data/` are the same prefix. */
  | {
      readonly service: 's3';
      /** The name of the bucket. */
      readonly bucket: string;
      /** The beginning of the objects' keys; the whole bucket if omitted. */
      readonly prefix?: string | undefined;
      /** Also write objects. */
      readonly write?: boolean | undefined;
      /** Also delete objects, for the retention of tables. */
      readonly retention?: boolean | undefined;
    }
  /** List all buckets of the account; needed if a connection has no path filter. */
  | { readonly service: 's3-discovery' }
  /** Read a stream. */
  | {
      readonly service: 'kinesis';
      /** The ARN of the stream. */
      readonly streamArn: string;
      /** Also write to it. */
      readonly write?: boolean | undefined;
    }
  /** List all streams of the account. */
  | { readonly service: 'kinesis-discovery' }
  /** Receive notifications of new objects. */
  | {
      readonly service: 'sqs';
      /** The ARN of the queue. */
      readonly queueArn: string;
    }
  /** Read data that is encrypted with a key. */
  | {
      readonly service: 'kms';
      /** The ARN of the key. */
      readonly keyArn: string;
      /** The services that hold the data. */
      readonly via: KeyUser | readonly KeyUser[];
      /** Also write. */
      readonly write?: boolean | undefined;
    };

/** Where the data is. */
export type DataAccessParameters = {
  /** An AWS Region; only its partition matters. The partition `aws` if omitted. */
  readonly region?: string | undefined;
};

const flag = () => z.optional(z.boolean());

export const bucket = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(bucketProblems)));

export const prefix = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, IDENTIFIERS.prefix))),
);

/** Schemas of ARNs, by what they name. */
export const streamArn = /* @__PURE__ */ lazy((): Schema<string> => arn('stream'));
export const queueArn = /* @__PURE__ */ lazy((): Schema<string> => arn('queue'));
export const keyArn = /* @__PURE__ */ lazy((): Schema<string> => arn('key'));

function arn(kind: 'stream' | 'queue' | 'key'): Schema<string> {
  return z.string().check(check((value) => arnProblems(value, ARN_KINDS[kind])));
}

export const keyUsers = /* @__PURE__ */ lazy((): Schema<readonly KeyUser[]> =>
  z.array(z.enum(KEY_USERS)).check(check(emptyProblems('services that use the key'))),
);

export const dataAccessGrant = /* @__PURE__ */ lazy((): Schema<DataAccessGrant> =>
  z.discriminatedUnion('service', [
    z.strictObject({
      service: z.literal('s3'),
      bucket: bucket(),
      prefix: z.optional(prefix()),
      write: flag(),
      retention: flag(),
    }),
    z.strictObject({ service: z.literal('s3-discovery') }),
    z.strictObject({ service: z.literal('kinesis'), streamArn: streamArn(), write: flag() }),
    z.strictObject({ service: z.literal('kinesis-discovery') }),
    z.strictObject({ service: z.literal('sqs'), queueArn: queueArn() }),
    z.strictObject({
      service: z.literal('kms'),
      keyArn: keyArn(),
      via: z.union([z.enum(KEY_USERS), keyUsers()]),
      write: flag(),
    }),
  ]),
);

export const dataAccessList = /* @__PURE__ */ lazy((): Schema<readonly DataAccessGrant[]> =>
  z.array(dataAccessGrant()).check(check(emptyProblems('data access'))),
);

const dataAccessParameters = /* @__PURE__ */ lazy((): Schema<DataAccessParameters> =>
  z.strictObject({ region: z.optional(region()) }),
);

/** Validates one entry of `dataAccess`. Standard Schema version 1. */
export const dataAccessGrantSchema: StandardSchema<DataAccessGrant> = /* @__PURE__ */ standardSchema(dataAccessGrant);

/** The grants, and where they are. Partitions are compared only if both are known. */
export function validateDataAccess(
  grants: unknown,
  parameters: unknown,
): [Result<readonly DataAccessGrant[]>, Result<DataAccessParameters>] {
  const where = validate(dataAccessParameters, parameters);
  const result = validate(dataAccessList, grants, 'grants');
  if (result.value === undefined || where.value === undefined) return [result, where];
  const { region: of } = where.value;
  const partition = of === undefined ? 'aws' : partitionForRegion(of);
  const issues = grantPartitionProblems(result.value, partition).map(({ path, ...problem }) => {
    return { ...problem, path: ['grants', ...path] };
  });
  return [issues.length === 0 ? result : { value: undefined, issues }, where];
}

/** ARNs in another partition, in grants that can be any value. */
export function grantPartitionProblems(grants: readonly unknown[], partition: string): LocatedProblem[] {
  return grants.flatMap((grant, index) =>
    ['streamArn', 'queueArn', 'keyArn'].flatMap((name) => {
      const value = (grant as Readonly<Record<string, unknown>> | null | undefined)?.[name];
      return typeof value === 'string'
        ? partitionProblems(value, partition).map((problem) => ({ ...problem, path: [index, name] }))
        : [];
    }),
  );
}
