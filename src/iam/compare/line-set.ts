/** The points from one to another, both included. */
export type Interval = readonly [first: bigint, last: bigint];

/**
 * A set of values of a condition key that is compared as a number, an instant or an address: points on a line, and
 * maybe all values that are no points because they have another type.
 *
 * INVARIANT: the intervals are in ascending order and do not touch.
 */
export type LineSet = { intervals: readonly Interval[]; hasMistyped: boolean };

/** The set of all points of intervals in any order. */
export function lineSet(intervals: readonly Interval[]): LineSet {
  const sorted = intervals.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const merged: [bigint, bigint][] = [];
  for (const [first, last] of sorted) {
    const before = merged.at(-1);
    if (before === undefined || first > before[1] + 1n) merged.push([first, last]);
    else if (last > before[1]) before[1] = last;
  }
  return { intervals: merged, hasMistyped: false };
}

/** Everything that is not in a set. */
export function complement({ intervals, hasMistyped }: LineSet, [first, last]: Interval): LineSet {
  const rest: Interval[] = [];
  let start = first;
  for (const [from, to] of intervals) {
    if (from > start) rest.push([start, from - 1n]);
    start = to + 1n;
  }
  if (start <= last) rest.push([start, last]);
  return { intervals: rest, hasMistyped: !hasMistyped };
}

/** What is in both sets. */
export function intersection(a: LineSet, b: LineSet): LineSet {
  const both: Interval[] = [];
  let [left, right] = [0, 0];
  while (left < a.intervals.length && right < b.intervals.length) {
    const [aFirst, aLast] = a.intervals[left] as Interval;
    const [bFirst, bLast] = b.intervals[right] as Interval;
    const first = aFirst > bFirst ? aFirst : bFirst;
    const last = aLast < bLast ? aLast : bLast;
    if (first <= last) both.push([first, last]);
    if (aLast < bLast) left += 1;
    else right += 1;
  }
  return { intervals: both, hasMistyped: a.hasMistyped && b.hasMistyped };
}

/** Whether a set has a point; `undefined` is a value that is no point. */
export function contains({ intervals, hasMistyped }: LineSet, point: bigint | undefined): boolean {
  if (point === undefined) return hasMistyped;
  let [low, high] = [0, intervals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [first, last] = intervals[middle] as Interval;
    if (point < first) high = middle;
    else if (point > last) low = middle + 1;
    else return true;
  }
  return false;
}
