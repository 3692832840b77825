import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/iam/compare/line-set.js';
import {
  ADDRESS_LINE,
  allowedPoints,
  DATE_LINE,
  isLineFamily,
  numberLine,
  type Line,
} from '../../../src/iam/compare/line.js';

it.each([
  ['Numeric', true],
  ['Date', true],
  ['Ip', true],
  ['String', false],
  ['Arn', false],
  ['Null', false],
])('isLineFamily(%s) is %s', (family, expected) => expect(isLineFamily(family)).toBe(expected));

describe('allowedPoints', () => {
  const line = numberLine(['5']);
  it.each<[comparison: Parameters<typeof allowedPoints>[1], value: string, points: Interval[]]>([
    ['equals', '5', [[50n, 50n]]],
    ['lessThan', '5', [[-1000n, 49n]]],
    ['lessThanEquals', '5', [[-1000n, 50n]]],
    ['greaterThan', '5', [[51n, 1000n]]],
    ['greaterThanEquals', '5', [[50n, 1000n]]],
    ['equals', 'x', []],
    ['lessThan', 'x', []],
  ])('allowedPoints returns the points under %s for %j', (comparison, value, points) =>
    expect(allowedPoints(line, comparison, value)).toStrictEqual(points),
  );

  it('allowedPoints returns none below the first point and above the last one', () => {
    expect(allowedPoints(ADDRESS_LINE, 'equals', '10.0.0.0/8')).toStrictEqual([[0x0a00_0000n, 0x0aff_ffffn]]);
    expect(allowedPoints(line, 'greaterThan', '1'.repeat(9))).toStrictEqual([]);
    expect(allowedPoints(line, 'lessThan', `-${'1'.repeat(9)}`)).toStrictEqual([]);
  });
});

const spelled = (line: Line, first: string, last: string): string[] =>
  line.spell([(line.pointsOf(first) as Interval)[0], (line.pointsOf(last) as Interval)[1]]);

/** The first spellings are literal; all are different and stand for the same point. */
function expectSpellings(line: Line, first: string, last: string, texts: readonly string[]): void {
  const all = spelled(line, first, last);
  expect(all.slice(0, texts.length)).toStrictEqual(texts);
  expect(new Set(all).size).toBe(all.length);
  expect(new Set(all.map(line.pointOf)).size).toBe(1);
}

describe('the line of numbers', () => {
  it('numberLine has points between any two numbers of the policies', () => {
    const line = numberLine(['1.5', '-20', 'x']);
    expect(line.ends).toStrictEqual([-100_000n, 100_000n]);
    expect(['1.5', '01.50', '+1.5', '-0', '1.51', '-20'].map(line.pointOf)).toStrictEqual([
      150n,
      150n,
      150n,
      0n,
      151n,
      -2000n,
    ]);
    expect(line.pointsOf('1.5')).toStrictEqual([150n, 150n]);
    expect(['x', '1e2', ''].map(line.pointOf)).toStrictEqual([undefined, undefined, undefined]);
    expect(line.pointsOf('x')).toBeUndefined();
  });

  it('numberLine gives a number with more decimal places a point next to that of a policy', () => {
    const line = numberLine(['1.5']);
    expect(['1.501', '1.509', '1.5000', '1.512', '-1.501'].map(line.pointOf)).toStrictEqual([
      151n,
      151n,
      150n,
      151n,
      -151n,
    ]);
  });

  it('numberLine ends beyond all numbers of the policies', () => {
    const line = numberLine([]);
    expect(line.ends).toStrictEqual([-1000n, 1000n]);
    expect(['99', '100', '123456789', '-123456789'].map(line.pointOf)).toStrictEqual([990n, 1000n, 1000n, -1000n]);
  });

  it.each<[first: string, last: string, texts: string[]]>([
    ['-5', '5', ['0', '0.0', '00']],
    ['3', '5', ['3', '3.0', '03']],
    ['2.5', '5', ['3', '3.0', '03']],
    ['2.1', '2.9', ['2.1']],
    ['-5', '-3', ['-3', '-3.0', '-03']],
    ['-5', '-2.5', ['-3', '-3.0', '-03']],
    ['-2.9', '-2.1', ['-2.1']],
    ['2.5', '2.5', ['2.5']],
    ['0', '0', ['0', '0.0', '00']],
  ])('the line of numbers spells a number from %s to %s as %j', (first, last, texts) =>
    expectSpellings(numberLine(['5.5']), first, last, texts),
  );

  it('the order of points is the order of numbers', () => {
    const anyNumber = fc
      .tuple(fc.constantFrom('', '-', '+'), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 999 }))
      .map(([sign, whole, part]) => `${sign}${whole}.${String(part).padStart(3, '0')}`);
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 3 }), anyNumber, (ofPolicies, value) => {
        const line = numberLine(ofPolicies);
        for (const each of ofPolicies) {
          const [point, other] = [line.pointOf(value) as bigint, line.pointOf(each) as bigint];
          expect(Number(point > other) - Number(point < other)).toBe(Math.sign(Number(value) - Number(each)));
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the line of instants', () => {
  it.each<[first: string, last: string, texts: string[]]>([
    ['2000', '2030', ['2026-01-01T00:00:00Z', '1767225600', '2026']],
    ['2026-01-01', '2026-01-01', ['2026-01-01T00:00:00Z', '1767225600', '2026']],
    ['2027-03-04T05:06:07Z', '2030', ['2027-03-04T05:06:07Z', '1804136767']],
    ['2027-03-04T05:06:07.5Z', '2030', ['2027-03-04T05:06:08Z', '1804136768']],
    ['2027-03-04T05:06:07.5Z', '2027-03-04T05:06:07.75Z', ['2027-03-04T05:06:07.5Z']],
    ['2000', '2020-02-03T04:05:06.5Z', ['2020-02-03T04:05:06Z', '1580702706']],
    ['1970-01-01T00:20:00Z', '1970-01-01T00:20:00Z', ['1970-01-01T00:20:00Z', '01200']],
    ['-1', '-1', ['1969-12-31T23:59:59Z', '-1']],
    ['1969-12-31T23:59:59.25Z', '1969-12-31T23:59:59.5Z', ['1969-12-31T23:59:59.5Z']],
    ['0000-01-01', '0000-01-01', ['0000-01-01T00:00:00Z', '-62167219200', '0000']],
    ['-99999999999', '0000-01-01', ['0000-01-01T00:00:00Z', '-62167219200', '0000']],
    ['-99999999999', '-62167219201', ['-62167219201']],
    ['9999-12-31T23:59:59Z', '253402300800', ['9999-12-31T23:59:59Z', '253402300799']],
    ['253402300800', '999999999999999', ['253402300800']],
  ])('the line of instants spells an instant from %s to %s as %j', (first, last, texts) =>
    expectSpellings(DATE_LINE, first, last, texts),
  );

  it('DATE_LINE has no point for what is no date', () => {
    expect(DATE_LINE.pointsOf('x')).toBeUndefined();
    expect(DATE_LINE.pointOf('2026-02-30')).toBeUndefined();
    expect(DATE_LINE.pointOf('1970-01-01T00:00:01.5Z')).toBe(1_500_000_000n);
    expect(DATE_LINE.ends).toStrictEqual([
      -9_999_999_999_999_999_999_000_000_000n,
      9_223_372_036_854_775_807_000_000_000n,
    ]);
    expect(DATE_LINE.spell([DATE_LINE.ends[0], DATE_LINE.ends[0]])).toStrictEqual(['-9999999999999999999']);
    expect(DATE_LINE.spell([DATE_LINE.ends[1], DATE_LINE.ends[1]])).toStrictEqual(['9223372036854775807']);
  });

  it('DATE_LINE spells nothing between two seconds far beyond the year 9999', () => {
    const start = 999_999_999_999n * 1_000_000_000n;
    expect(DATE_LINE.spell([start + 1n, start + 2n])).toStrictEqual([]);
    expect(DATE_LINE.spell([start + 1n, start + 1_000_000_001n])).toStrictEqual(['1000000000000', '01000000000000']);
  });
});

describe('the line of addresses', () => {
  it.each<[block: string, texts: string[]]>([
    ['0.0.0.0/0', ['192.0.2.1']],
    ['::/0', ['2001:db8::1']],
    ['10.0.0.0/8', ['10.0.0.1']],
    ['10.1.2.3', ['10.1.2.3']],
    ['255.255.255.254/31', ['255.255.255.255']],
    ['0.0.0.0', ['0.0.0.0']],
    ['a:b:c:d::/64', ['a:b:c:d::1']],
    ['::', ['::']],
    ['1::', ['1::']],
    ['::1', ['::1']],
    ['1:0:0:2::3', ['1::2:0:0:0:3']],
    ['1:2:3:4:5:6:7:8', ['1:2:3:4:5:6:7:8']],
    ['1:0:3:4:5:6:7:8', ['1:0:3:4:5:6:7:8']],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
  ])('the line of addresses spells an address of %s as %j', (block, texts) =>
    expectSpellings(ADDRESS_LINE, block, block, texts),
  );

  it('ADDRESS_LINE has the addresses of IPv6 after those of IPv4', () => {
    expect(ADDRESS_LINE.ends).toStrictEqual([0n, (1n << 128n) + (1n << 32n) - 1n]);
    expect(ADDRESS_LINE.pointOf('255.255.255.255')).toBe((1n << 32n) - 1n);
    expect(ADDRESS_LINE.pointOf('::')).toBe(1n << 32n);
    expect(['10.0.0.0/8', 'x', ''].map(ADDRESS_LINE.pointOf)).toStrictEqual([undefined, undefined, undefined]);
    expect(ADDRESS_LINE.pointsOf('x')).toBeUndefined();
    expect(ADDRESS_LINE.spell([(1n << 32n) - 1n, 1n << 32n])).toStrictEqual(['255.255.255.255']);
    expect(ADDRESS_LINE.spell([0n, (1n << 32n) + 5n])).toStrictEqual(['192.0.2.1']);
  });
});

it('every spelled value is in the interval that it was asked for', () => {
  const lines: readonly Line[] = [numberLine(['12.34']), DATE_LINE, ADDRESS_LINE];
  const anyAsked = fc.constantFrom(...lines).chain((line) => {
    const [min, max] = line.ends;
    const near = line === DATE_LINE ? 100_000_000_000_000_000_000n : max - min;
    const point = fc.oneof(
      fc.bigInt({ min, max }),
      fc.bigInt({ min: -near > min ? -near : min, max: near < max ? near : max }),
    );
    return fc.tuple(fc.constant(line), point, point);
  });
  fc.assert(
    fc.property(anyAsked, ([line, a, b]) => {
      const [first, last] = a < b ? [a, b] : [b, a];
      for (const text of line.spell([first, last])) {
        const point = line.pointOf(text) as bigint;
        expect(point >= first && point <= last).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
