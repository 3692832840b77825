import { type Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/** The organization id that stands on Upsolver's page in place of a real one. */
const PAGE_PLACEHOLDER = 'UPSOLVER_ORG_ID';

/** Longest name of a general purpose bucket, in characters. Source: Amazon S3 User Guide, bucket naming rules. */
const MAX_BUCKET_NAME_LENGTH = 63;

/**
 * Endings that S3 keeps for itself. Source: Amazon S3 User Guide, bucket naming rules; `-an` belongs to buckets in the
 * namespace of one account. Endings and beginnings that need a dot or precede the Region cannot occur here.
 */
const RESERVED_ENDINGS = ['-s3alias', '--ol-s3', '--x-s3', '--table-s3', '-an'] as const;

/** Name of the bucket that is dedicated to Upsolver. Source: the resource of the page's statement upsolverBucketAccess. */
export function bucketName(orgId: string, region: string): string {
  return `${region}-upsolver-${orgId}`;
}

/** What is wrong with a text as an organization id, whatever the Region. An id has to keep the bucket's name legal. */
export function orgIdProblems(orgId: string): Problem[] {
  if (orgId === '') return [{ code: 'missing', message: 'the organization id is empty' }];
  if (orgId.trim().toUpperCase() === PAGE_PLACEHOLDER) {
    return [
      {
        code: 'placeholder',
        message: `${quote(orgId)} is the placeholder of Upsolver's page, not an organization id`,
        hint: "put your organization's id in its place, a lower-case UUID",
      },
    ];
  }

  const problems: Problem[] = [];
  const trimmed = orgId.trim();
  if (trimmed !== orgId) {
    problems.push({
      code: 'surrounding_whitespace',
      message: `the organization id ${quote(orgId)} begins or ends with white space`,
    });
  }
  if (/[A-Z]/.test(trimmed)) {
    problems.push({
      code: 'upper_case',
      message: `the organization id ${quote(orgId)} has upper-case letters`,
      hint: 'the name of an S3 bucket is lower-case',
    });
  }
  if (/[^A-Za-z0-9-]/.test(trimmed)) {
    problems.push({
      code: 'invalid_characters',
      message: `the organization id ${quote(orgId)} has characters other than letters, digits and hyphens`,
    });
  }
  if (trimmed.startsWith('-') || trimmed.endsWith('-')) {
    problems.push({
      code: 'edge_hyphen',
      message: `the organization id ${quote(orgId)} begins or ends with a hyphen`,
    });
  }
  const nameEnd = bucketName(orgId, '');
  const ending = RESERVED_ENDINGS.find((reserved) => nameEnd.endsWith(reserved));
  if (ending !== undefined) {
    problems.push({
      code: 'reserved_name',
      message: `the organization id ${quote(orgId)} makes a bucket name that ends in ${quote(ending)}`,
      hint: 'S3 keeps this ending for itself',
    });
  }
  return problems;
}

/** What is wrong with an organization id in one Region: the bucket's name may be too long. */
export function bucketNameProblems(orgId: string, region: string): Problem[] {
  const { length } = bucketName(orgId, region);
  if (length <= MAX_BUCKET_NAME_LENGTH) return [];
  return [
    {
      code: 'too_long',
      message: `the organization id ${quote(orgId)} makes a bucket name of ${length} characters`,
      hint: `S3 takes ${MAX_BUCKET_NAME_LENGTH}, which leaves ${MAX_BUCKET_NAME_LENGTH - bucketName('', region).length} for the id in ${quote(region)}`,
    },
  ];
}
