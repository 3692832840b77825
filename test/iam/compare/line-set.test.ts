import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complement,
  contains,
  intersection,
  lineSet,
  type Interval,
  type LineSet,
} from '../../../src/iam/compare/line-set.js';

const ENDS: Interval = [-8n, 8n];
const POINTS = Array.from({ length: 17 }, (_, index) => BigInt(index) - 8n);

const set = (intervals: (readonly [number, number])[], hasMistyped = false): LineSet => ({
  intervals: intervals.map(([first, last]) => [BigInt(first), BigInt(last)]),
  hasMistyped,
});

describe('lineSet', () => {
  it.each<[what: string, given: (readonly [number, number])[], merged: (readonly [number, number])[]]>([
    ['no intervals', [], []],
    ['one point', [[3, 3]], [[3, 3]]],
    [
      'intervals in another order',
      [
        [5, 6],
        [1, 2],
      ],
      [
        [1, 2],
        [5, 6],
      ],
    ],
    [
      'intervals that overlap',
      [
        [1, 4],
        [3, 6],
      ],
      [[1, 6]],
    ],
    [
      'intervals that touch',
      [
        [1, 2],
        [3, 4],
      ],
      [[1, 4]],
    ],
    [
      'intervals with a gap of one point',
      [
        [1, 2],
        [4, 5],
      ],
      [
        [1, 2],
        [4, 5],
      ],
    ],
    [
      'an interval within another one',
      [
        [1, 9],
        [3, 4],
        [10, 11],
      ],
      [[1, 11]],
    ],
    [
      'the same interval twice',
      [
        [1, 2],
        [1, 2],
      ],
      [[1, 2]],
    ],
    [
      'intervals with the same start',
      [
        [1, 2],
        [1, 5],
        [1, 3],
      ],
      [[1, 5]],
    ],
  ])('lineSet merges %s', (_what, given, merged) => expect(lineSet(set(given).intervals)).toStrictEqual(set(merged)));

  it('lineSet does not change the intervals that it is given', () => {
    const given: Interval[] = [
      [1n, 2n],
      [2n, 9n],
    ];
    lineSet(given);
    expect(given).toStrictEqual([
      [1n, 2n],
      [2n, 9n],
    ]);
  });
});

it.each<[what: string, given: LineSet, rest: LineSet]>([
  ['nothing', set([]), set([[-8, 8]], true)],
  ['everything', set([[-8, 8]], true), set([])],
  [
    'the middle',
    set([[-1, 1]]),
    set(
      [
        [-8, -2],
        [2, 8],
      ],
      true,
    ),
  ],
  ['the start', set([[-8, 0]], true), set([[1, 8]])],
  ['the end', set([[8, 8]]), set([[-8, 7]], true)],
  [
    'two points',
    set([
      [-8, -8],
      [8, 8],
    ]),
    set([[-7, 7]], true),
  ],
])('the complement of %s is everything else', (_what, given, rest) =>
  expect(complement(given, ENDS)).toStrictEqual(rest),
);

it.each<[what: string, a: LineSet, b: LineSet, both: LineSet]>([
  ['nothing and everything', set([]), set([[-8, 8]], true), set([])],
  ['sets with values of other types', set([[1, 2]], true), set([[2, 3]], true), set([[2, 2]], true)],
  [
    'an interval over several',
    set([[0, 8]]),
    set([
      [-2, 1],
      [3, 4],
      [8, 8],
    ]),
    set([
      [0, 1],
      [3, 4],
      [8, 8],
    ]),
  ],
  [
    'several over an interval',
    set([
      [-2, 1],
      [3, 4],
      [8, 8],
    ]),
    set([[0, 8]]),
    set([
      [0, 1],
      [3, 4],
      [8, 8],
    ]),
  ],
  ['intervals that touch', set([[0, 1]]), set([[2, 3]]), set([])],
  [
    'equal ends',
    set([
      [0, 3],
      [5, 6],
    ]),
    set([
      [1, 3],
      [5, 5],
    ]),
    set([
      [1, 3],
      [5, 5],
    ]),
  ],
])('the intersection of %s is what both have', (_what, a, b, both) => expect(intersection(a, b)).toStrictEqual(both));

it('contains finds a value of another type only in a set that has such values', () => {
  expect(contains(set([[0, 1]]), undefined)).toBe(false);
  expect(contains(set([], true), undefined)).toBe(true);
});

describe('sets of small whole numbers', () => {
  const anyInterval = fc
    .tuple(fc.integer({ min: -8, max: 8 }), fc.integer({ min: -8, max: 8 }))
    .map(([a, b]) => [BigInt(Math.min(a, b)), BigInt(Math.max(a, b))] as Interval);
  const anyIntervals = fc.array(anyInterval, { maxLength: 6 });
  const anySet = fc
    .tuple(anyIntervals, fc.boolean())
    .map(([intervals, hasMistyped]) => ({ ...lineSet(intervals), hasMistyped }));
  const members = (given: LineSet): bigint[] => POINTS.filter((point) => contains(given, point));
  const isWithin = (point: bigint, [first, last]: Interval): boolean => first <= point && point <= last;
  const isOrdered = ({ intervals }: LineSet): boolean =>
    intervals.every(([first, last], index) => first <= last && first > (intervals[index - 1]?.[1] ?? -99n) + 1n);

  it('lineSet has exactly the points of its intervals, in intervals that do not touch', () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const result = lineSet(intervals);
        expect(isOrdered(result)).toBe(true);
        expect(members(result)).toStrictEqual(
          POINTS.filter((point) => intervals.some((interval) => isWithin(point, interval))),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('complement and intersection agree with sets of single points', () => {
    fc.assert(
      fc.property(anySet, anySet, (a, b) => {
        const [other, both] = [complement(a, ENDS), intersection(a, b)];
        expect([other, both].every(isOrdered)).toBe(true);
        expect(members(other)).toStrictEqual(POINTS.filter((point) => !contains(a, point)));
        expect(members(both)).toStrictEqual(POINTS.filter((point) => contains(a, point) && contains(b, point)));
        expect(other.hasMistyped).toBe(!a.hasMistyped);
        expect(both.hasMistyped).toBe(a.hasMistyped && b.hasMistyped);
      }),
      { numRuns: 500 },
    );
  });
});
