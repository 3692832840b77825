import type { Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { IDENTIFIERS, identifierProblems } from './identifiers.js';

/** Beginnings that bucket names must not have. Source: Amazon S3 User Guide, "General purpose bucket naming rules". */
const RESERVED_BEGINNINGS = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;

/**
 * Endings that general purpose bucket names must not have, and what S3 reserves them for. Names that end in `-an`
 * exist: S3 gives the ending to buckets in the namespace of one account.
 *
 * Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
const RESERVED_ENDINGS = [
  { ending: '-s3alias', isBucketName: false },
  { ending: '--ol-s3', isBucketName: false },
  { ending: '.mrap', isBucketName: false },
  { ending: '--x-s3', isBucketName: false },
  { ending: '--table-s3', isBucketName: false },
  { ending: '-an', isBucketName: true },
] as const;

/** The ending of a name under which nobody can create a bucket in the global namespace. */
export function reservedEnding(name: string): string | undefined {
  return RESERVED_ENDINGS.find(({ ending }) => name.endsWith(ending))?.ending;
}

/** What is wrong with a string as the name of a bucket that exists. */
export function bucketProblems(name: string): Problem[] {
  const { what, rule } = IDENTIFIERS.bucket;
  const problems = identifierProblems(name, IDENTIFIERS.bucket);
  if (problems.length > 0) return problems;
  const isReserved =
    RESERVED_BEGINNINGS.some((beginning) => name.startsWith(beginning)) ||
    RESERVED_ENDINGS.some(({ ending, isBucketName }) => !isBucketName && name.endsWith(ending));
  // Two dots in a row enclose no label; digits and dots alone look like an IP address.
  if (!isReserved && !name.includes('..') && !/^[\d.]+$/.test(name)) return [];
  return [{ code: 'invalid_value', message: `${quote(name)} is not ${what}`, hint: `use ${rule}` }];
}
