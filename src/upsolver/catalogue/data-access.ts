import { OLD_DOCUMENTATION } from './pages.js';
import { copyReason } from './statements.js';
import type { Reason, Source } from './statements.js';

/** What each kind of data access grants, what for, and where that is documented. */

const s3Guide: Source = {
  kind: 'public-page',
  page: '"Configure access to S3" (docs.upsolver.com)',
  url: 'https://docs.upsolver.com/',
};
const kinesisGuide: Source = {
  kind: 'public-page',
  page: 'guide to IAM users, 2018 (github.com/Upsolver/Documentation_Old)',
  url: OLD_DOCUMENTATION,
};
const kinesisOutput: Source = { kind: 'derived', from: 'the Kinesis output, which has to read and write the stream' };
const queueConnection: Source = {
  kind: 'derived',
  from: 'S3 over SQS, which has to read and delete messages of the queue',
};
const keyConnection: Source = {
  kind: 'derived',
  from: 'connections to buckets, streams and queues that are encrypted with a KMS key',
};

/** Actions that are granted together, and why. */
type Access = Reason & { readonly actions: readonly string[] };

export const dataAccess = {
  s3Discovery: {
    actions: ['s3:ListAllMyBuckets'],
    purpose: "Find the account's buckets, when a connection has no path filter.",
    source: s3Guide,
  },
  s3Locate: { actions: ['s3:GetBucketLocation'], purpose: 'Find out the Region of a bucket.', source: s3Guide },
  s3List: { actions: ['s3:ListBucket'], purpose: 'Find the data of a bucket, or below a prefix.', source: s3Guide },
  s3Read: { actions: ['s3:GetObject', 's3:GetObjectVersion'], purpose: 'Read the data.', source: s3Guide },
  s3Write: { actions: ['s3:PutObject'], purpose: 'Write data: jobs that copy, insert or merge.', source: s3Guide },
  s3Retention: {
    actions: ['s3:DeleteObject'],
    purpose: 'Delete old data, when a table has a retention period.',
    source: s3Guide,
  },
  kinesisDiscovery: {
    actions: ['kinesis:ListStreams'],
    purpose: "Find the account's streams, to suggest them.",
    source: kinesisGuide,
  },
  kinesisRead: {
    actions: ['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords'],
    purpose: 'Read the records of a stream.',
    source: kinesisGuide,
  },
  kinesisWrite: {
    actions: ['kinesis:PutRecord', 'kinesis:PutRecords'],
    purpose: 'Write records to a stream.',
    source: kinesisOutput,
  },
  sqsNotifications: {
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    purpose: 'Receive notifications of new objects, and remove them.',
    source: queueConnection,
  },
  kmsRead: { actions: ['kms:Decrypt'], purpose: 'Read data that is encrypted with a key.', source: keyConnection },
  kmsWrite: {
    actions: ['kms:GenerateDataKey'],
    purpose: 'Write data that is encrypted with a key.',
    source: keyConnection,
  },
} as const satisfies Record<string, Access>;

/** A kind of data access. */
export type DataAccessKind = keyof typeof dataAccess;

/** An action that a data access policy can grant. */
export type DataAccessAction = (typeof dataAccess)[DataAccessKind]['actions'][number];

/** What one action of a data access policy is for. */
export type DataAccessPermission = Reason & {
  kind: DataAccessKind;
  action: DataAccessAction;
};

/**
 * Every action that {@link buildDataAccessPolicy} can grant, with its purpose, and whether it is documented
 * (`source.kind` is `public-page`) or derived from what it is used for (`derived`).
 *
 * @returns New data, kind by kind.
 *
 * @example
 * dataAccessPermissions().find(({ action }) => action === 's3:DeleteObject')?.purpose;
 * // 'Delete old data, when a table has a retention period.'
 *
 * Source: Upsolver's guides on S3 and Kinesis connections.
 */
export function dataAccessPermissions(): DataAccessPermission[] {
  return (Object.keys(dataAccess) as DataAccessKind[]).flatMap((kind) => {
    const { actions, ...reason } = dataAccess[kind];
    return actions.map((action) => ({ kind, action, ...copyReason(reason) }));
  });
}
