import { compareAccess, type PolicyInput } from '../../../src/iam/index.js';
import type { AccessDiff } from '../../../src/review/diff/diff.js';

/** Whether a diff gains and loses access exactly if a comparison says so, under some reading of the documentation. */
export function agreesWithComparison(old: PolicyInput, proposed: PolicyInput, diff: AccessDiff): boolean {
  const { relation, readings = [] } = compareAccess(proposed, old);
  const relations = [relation, ...readings.map((each) => each.relation)];
  const isNew = relations.some((each) => each === 'broader' || each === 'incomparable');
  const isLost = relations.some((each) => each === 'narrower' || each === 'incomparable');
  const [gained, lost] = [diff.gained > 0, diff.lost > 0];
  // What is not decided must be said, and can hide what is different.
  if (relations.includes('unknown')) return diff.isUndecided || gained || lost;
  return diff.isUndecided || (isNew === gained && isLost === lost);
}
