import { json, oneOf, readData, reader, record } from '../../core/data.js';
import { guarded } from '../../core/guard.js';
import type { Immutable } from '../../core/immutable.js';
import { InvalidInputError } from '../../core/issue.js';
import { REVIEW_FORMAT, REVIEW_VERSION, type Review } from '../types.js';

type Head = { format: string; formatVersion: number };

/** Reads how a review begins. */
export const readHead = /* @__PURE__ */ record<Head>({
  format: /* @__PURE__ */ oneOf([REVIEW_FORMAT]),
  formatVersion: /* @__PURE__ */ reader(
    `${REVIEW_VERSION}, the version that this library writes`,
    (value) => (value === REVIEW_VERSION ? REVIEW_VERSION : undefined),
    'unknown_value',
  ),
});

const HINT = 'pass what `reviewOf` returned';

/**
 * Renders a copy of a review.
 *
 * @throws {InvalidInputError} If the value is not a review, or has no roles: a page without roles would look like one
 *   without risks.
 */
export function rendered(review: Immutable<Review>, render: (review: Review) => string): string {
  const copy = readData(json, review, ['review'], HINT) as Review;
  readData(readHead, copy, ['review'], HINT);
  const run = (): string => {
    if (copy.roles.length > 0) return render(copy);
    throw new InvalidInputError([
      { code: 'empty', path: ['review', 'roles'], message: 'the review has no roles', hint: HINT },
    ]);
  };
  return guarded('the review', ['review'], run, HINT);
}
