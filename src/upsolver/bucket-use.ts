import type { CatalogueStatement } from './statement.js';

/** What work on objects and their listing takes, and no more of `s3:*`. */
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

/** The statements, with work on the dedicated bucket's objects in place of `s3:*`. */
export function limitToBucketUse(statements: readonly CatalogueStatement[]): CatalogueStatement[] {
  return statements.map((statement) =>
    statement.Sid === 'upsolverBucketAccess' ? { ...statement, Action: [...BUCKET_USE_ACTIONS] } : statement,
  );
}
