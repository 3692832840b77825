import type { ConditionBlock } from '../../iam/document.js';
import { buildStatement, type CatalogueStatement } from '../catalogue/build-policy.js';
import { stackStatusStatement } from '../catalogue/parts.js';
import type { PageSid } from '../catalogue/statements.js';

/* What options of `scope` do to statements. */

export type Statements = readonly CatalogueStatement[];

/** The `Sid` of a statement that an option makes. */
type ScopedSid =
  | 'passNamedRoles'
  | 'fillNamedInstanceProfiles'
  | 'tagOnCreate'
  | 'allocateNamedAddresses'
  | 'useNamedAddresses'
  | 'connectAddresses'
  | (typeof stackStatusStatement)['sid']
  | 'monitorInRegion'
  | 'denyOtherVpcs';

type Sid = PageSid | ScopedSid;

/** Where the policy is for, with names and IDs, or the placeholders of a template. */
export type ScopeContext = {
  partition: string;
  ec2ServicePrincipal: string;
  accountId: string;
  region?: string | undefined;
};

export function ec2Arn(
  { partition, region = '*', accountId = '*' }: Partial<ScopeContext> & { partition: string },
  resource: string,
): string {
  return `arn:${partition}:ec2:${region}:${accountId}:${resource}`;
}

/** The statements without some actions of one of them; a statement without actions is dropped. */
export function without(statements: Statements, sid: PageSid, actions: readonly string[]): Statements {
  return statements
    .map((statement) =>
      statement.Sid === sid
        ? { ...statement, Action: statement.Action.filter((action) => !actions.includes(action)) }
        : statement,
    )
    .filter(({ Action }) => Action.length > 0);
}

export type NewStatement = { Sid: ScopedSid; Resource?: readonly string[]; Condition?: ConditionBlock };

/**
 * The statements with some actions of one of them moved to a new statement after it. Without resources the new
 * statement is not made.
 */
export function move(
  statements: Statements,
  sid: PageSid,
  actions: readonly string[],
  { Sid, Resource = ['*'], Condition }: NewStatement,
): Statements {
  const from = statements.find((statement) => statement.Sid === sid);
  const Action = from?.Action.filter((action) => actions.includes(action)) ?? [];
  if (Action.length === 0) return statements;
  const moved: CatalogueStatement = {
    Sid,
    Effect: 'Allow',
    Action,
    Resource: [...Resource],
    ...(Condition && { Condition }),
  };
  return statements.flatMap((statement) => {
    if (statement.Sid !== sid) return [statement];
    return [...without([statement], sid, actions), ...(Resource.length === 0 ? [] : [moved])];
  });
}

/** Puts a statement after another one, if that one exists. */
export function insertAfter(
  statements: Statements,
  sid: Sid,
  added: CatalogueStatement & { Sid: ScopedSid },
): Statements {
  return statements.flatMap((statement) => (statement.Sid === sid ? [statement, added] : [statement]));
}

/** Statements whose actions are all EC2 write actions; its read actions support no resources. */
const EC2_WRITES: ReadonlySet<string> = new Set<Sid>([
  'requestSpotAndAddresses',
  'createNamedUpsolver',
  'useNamedUpsolver',
  'launchFromImageIntoSubnet',
  'tagOnCreate',
  'allocateNamedAddresses',
  'useNamedAddresses',
  'connectAddresses',
]);

/** Statements that reach images and snapshots, which have no account in their ARNs. */
const WITH_IMAGES: ReadonlySet<string> = new Set<Sid>(['requestSpotAndAddresses', 'useNamedUpsolver']);

/** The statement with the account and the Region in place of wildcards, if EC2 supports resources for it. */
export function limitToAccount(statement: CatalogueStatement, context: ScopeContext): CatalogueStatement {
  if (!EC2_WRITES.has(statement.Sid)) return statement;
  const withoutAccount = { ...context, accountId: '' };
  const everything = [
    ec2Arn(context, '*'),
    ...(WITH_IMAGES.has(statement.Sid)
      ? [ec2Arn(withoutAccount, 'image/*'), ec2Arn(withoutAccount, 'snapshot/*')]
      : []),
  ];
  const Resource = statement.Resource.flatMap((resource) => {
    if (resource === '*') return everything;
    // `arn:aws:ec2:*:*:subnet/*` and `arn:aws:ec2:*::image/*`
    const [, , , , account = '', type = ''] = resource.split(':');
    return [ec2Arn(account === '' ? withoutAccount : context, type)];
  });
  return { ...statement, Resource };
}

/** The part of `s3:*` that working with objects and listing them requires. */
const BUCKET_USE_ACTIONS = [
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectTagging',
  's3:PutObject',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];

const BUCKET_ACCESS: PageSid = 'upsolverBucketAccess';

/** The statements with work on the dedicated bucket's objects in place of `s3:*`. */
export function limitToBucketUse(statements: Statements): CatalogueStatement[] {
  return statements.map((statement) =>
    statement.Sid === BUCKET_ACCESS ? { ...statement, Action: [...BUCKET_USE_ACTIONS] } : statement,
  );
}

/**
 * The part of `kinesis:*` that creating, using and deleting streams requires. AWS documents what producers and
 * consumers call; that Upsolver also creates, resizes and tags its streams follows from the Sid upsolverManagedStream.
 *
 * Source: Amazon Kinesis Data Streams Developer Guide, "Create an IAM policy and user".
 */
const STREAM_USE_ACTIONS = [
  'kinesis:CreateStream',
  'kinesis:DeleteStream',
  'kinesis:DescribeStream',
  'kinesis:DescribeStreamSummary',
  'kinesis:ListShards',
  'kinesis:GetShardIterator',
  'kinesis:GetRecords',
  'kinesis:PutRecord',
  'kinesis:PutRecords',
  'kinesis:SplitShard',
  'kinesis:MergeShards',
  'kinesis:IncreaseStreamRetentionPeriod',
  'kinesis:DecreaseStreamRetentionPeriod',
  'kinesis:AddTagsToStream',
  'kinesis:ListTagsForStream',
];

const STREAM_ACCESS: PageSid = 'upsolverManagedStream';

/** The statements with work on Upsolver's own streams in place of `kinesis:*`. */
export function limitToStreamUse(statements: Statements): CatalogueStatement[] {
  return statements.map((statement) =>
    statement.Sid === STREAM_ACCESS ? { ...statement, Action: [...STREAM_USE_ACTIONS] } : statement,
  );
}

/** The statements with one in place of AWSCloudFormationReadOnlyAccess, which is not attached then. */
export function addStackStatus(
  statements: Statements,
  { partition }: Pick<ScopeContext, 'partition'>,
): CatalogueStatement[] {
  return [...statements, buildStatement(stackStatusStatement, { Partition: partition })];
}
