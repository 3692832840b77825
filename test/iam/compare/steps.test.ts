import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../src/iam/compare/budget.js';
import { grantedOnlyBy } from '../../../src/iam/compare/difference.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import type { ConditionBlock, PolicyDocument, Relation, Statement } from '../../../src/iam/index.js';
import { DEFAULT_READING, type Reading } from '../../../src/iam/reading.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';

/*
 * What comparisons cost, in steps, which are the same on every machine. The bounds are about twice what is needed
 * today: a method that is slower by an order of growth exceeds them.
 */

type Answer = Relation | 'tooComplex';

function compare(
  a: PolicyDocument,
  b: PolicyDocument,
  reading: Partial<Reading> = {},
): { answer: Answer; steps: number } {
  const budget = createBudget();
  const { left: full } = budget;
  const [inA, inB] = [[a], [b]];
  const workspace = createWorkspace([...inA, ...inB], budget);
  let isTooComplex = false;
  const hasMore = (inner: readonly PolicyDocument[], outer: readonly PolicyDocument[]): boolean => {
    for (const { witness, undecided } of grantedOnlyBy(inner, outer, { ...DEFAULT_READING, ...reading }, workspace)) {
      if (witness !== undefined) return true;
      isTooComplex ||= undecided === 'tooComplex';
    }
    return false;
  };
  const [more, less] = [hasMore(inA, inB), hasMore(inB, inA)];
  const relation = more ? (less ? 'incomparable' : 'broader') : less ? 'narrower' : 'equivalent';
  return { answer: isTooComplex ? 'tooComplex' : relation, steps: full - budget.left };
}

const times = <Value>(length: number, of: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => of(index));
const numbers = (count: number): string[] => times(count, (index) => String(index * 3));
const blocks = (count: number): string[] => times(count, (index) => `10.${index >> 8}.${index & 255}.0/24`);
/** A list of values, and the same without the last one. */
const shorter = (operator: string, count: number, list: (count: number) => string[]) =>
  [when({ [operator]: { k: list(count) } }), when({ [operator]: { k: list(count - 1) } })] as const;

describe('values', () => {
  const lists: [operator: string, count: number, list: (count: number) => string[], steps: number][] = [
    ['IpAddress', 300, blocks, 20_000],
    ['NumericEquals', 300, numbers, 5000],
    ['IpAddress', 5000, blocks, 300_000],
    ['NumericEquals', 5000, numbers, 100_000],
    ['DateEquals', 5000, numbers, 100_000],
    ['StringEquals', 5000, numbers, 100_000],
    ['StringEqualsIgnoreCase', 5000, (count) => numbers(count).map((text) => `a${text}`), 700_000],
    ['StringLike', 5000, (count) => numbers(count).map((text) => `${text}*`), 600_000],
    ['ArnLike', 5000, (count) => numbers(count).map((text) => `arn:aws:iam::1:role/${text}*`), 1_500_000],
    ['BinaryEquals', 5000, (count) => numbers(count).map((text) => btoa(text)), 250_000],
  ];
  it.each(lists)('a longer list under %s, of %d values, is broader', (operator, count, list, bound) => {
    const { answer, steps } = compare(...shorter(operator, count, list));
    expect(answer).toBe('broader');
    expect(steps).toBeLessThan(bound);
  });

  it('5,000 values are compared with one interval, one pattern and both Booleans', () => {
    const cases: [ConditionBlock, ConditionBlock, Answer][] = [
      [{ NumericEquals: { k: numbers(5000) } }, { NumericLessThan: { k: '15000' } }, 'narrower'],
      [{ DateEquals: { k: numbers(5000) } }, { DateLessThan: { k: '9999-12-31' } }, 'narrower'],
      [{ IpAddress: { k: blocks(5000) } }, { IpAddress: { k: '10.0.0.0/8' } }, 'narrower'],
      [{ NotIpAddress: { k: blocks(5000) } }, { NotIpAddress: { k: blocks(4999) } }, 'narrower'],
      [{ StringLike: { k: numbers(5000).map((text) => `a${text}*`) } }, { StringLike: { k: 'a*' } }, 'narrower'],
      [{ Bool: { k: times(5000, () => 'true') } }, { Bool: { k: ['true', 'false'] } }, 'narrower'],
    ];
    for (const [a, b, relation] of cases) {
      const { answer, steps } = compare(when(a), when(b));
      expect(answer).toBe(relation);
      expect(steps).toBeLessThan(400_000);
    }
  });

  it('more values than a function can have arguments are compared', () => {
    expect(compare(when({ NumericEquals: { k: numbers(130_000) } }), policy()).answer).toBe('broader');
  });

  it('many Deny statements with negated ARN operators cost a multiple of their number, not a power of two', () => {
    const guarded = (count: number): PolicyDocument =>
      policy(
        allow({ Action: '*' }),
        ...times(count, (index) => {
          const names = times(count - index, (other) => `arn:aws:iam::111122223333:role/r${index + other}`);
          return deny({ Action: '*', Condition: { ArnNotLike: { k: names } } });
        }),
      );
    for (const reading of [{}, { mistypedValue: 'fails', keyValues: 'any' }] satisfies Partial<Reading>[]) {
      const [some, twice] = [20, 40].map((count) => compare(guarded(count), doing('s3:*'), reading));
      expect([some?.answer, twice?.answer]).toStrictEqual(['incomparable', 'incomparable']);
      expect(some?.steps).toBeLessThan(20_000);
      expect(twice?.steps).toBeLessThan(80_000);
    }
  });
});

describe('statements', () => {
  const buckets = (count: number, nameOf = (index: number) => `b${index}/*`) =>
    policy(...times(count, (index) => allow({ Resource: bucket(nameOf(index)) })));
  /** 300 Allow statements, and as many Deny statements. */
  const pairs = (denyOf: (index: number) => Parameters<typeof deny>[0]): PolicyDocument =>
    policy(
      ...times(300, (index) => allow({ Action: `s3:a${index}`, Resource: bucket(`b${index}/*`) })),
      ...times(300, (index) => deny(denyOf(index))),
    );

  const comparisons: [what: string, a: PolicyDocument, b: PolicyDocument, answer: Answer, steps: number][] = [
    ['1,000 statements and one pattern', buckets(1000), on(bucket('*')), 'narrower', 700_000],
    [
      '2,000 statements in another order',
      buckets(2000),
      policy(...buckets(2000).Statement.toReversed()),
      'equivalent',
      250_000,
    ],
    [
      '300 Allow and 300 rewritten Deny statements',
      pairs((index) => ({ Action: `s3:a${index}`, Resource: bucket(`b${index}/x*`) })),
      pairs((index) => ({
        Action: [`s3:a${index}`, `S3:A${index}`],
        Resource: [bucket(`b${index}/x*`), bucket(`b${index}/xy`)],
      })),
      'equivalent',
      1_100_000,
    ],
    [
      '300 Allow and 300 other Deny statements',
      pairs((index) => ({ Action: `s3:a${index}`, Resource: bucket(`b${index}/x*`) })),
      pairs((index) => ({ Action: `s3:a${index}`, Resource: bucket(`b${index}/y*`) })),
      'incomparable',
      1_500_000,
    ],
    [
      'patterns with wildcards in the middle',
      on(...times(12, (index) => bucket(`*a${index}*b*q*`))),
      on(bucket('*a*b*')),
      'narrower',
      20_000,
    ],
    [
      '3,000 excluded actions',
      policy({ Effect: 'Allow', NotAction: numbers(3000).map((text) => `s3:a${text}`), Resource: '*' }),
      policy({ Effect: 'Allow', NotAction: numbers(2999).map((text) => `s3:a${text}`), Resource: '*' }),
      'narrower',
      100_000,
    ],
    ['200 runs in a pattern', on(bucket(`${'*a'.repeat(200)}*b`)), on(bucket('*a*a*b')), 'narrower', 15_000],
    [
      '50 conditions',
      when({ StringLike: Object.fromEntries(numbers(50).map((text) => [`k${text}`, 'a*'])) }),
      when({ StringLike: Object.fromEntries(numbers(49).map((text) => [`k${text}`, 'a*'])) }),
      'narrower',
      4000,
    ],
  ];
  it.each(comparisons)('a comparison is decided within a bound: %s', (_what, a, b, answer, bound) => {
    const found = compare(a, b);
    expect(found.answer).toBe(answer);
    expect(found.steps).toBeLessThan(bound);
  });

  it('statements with variables cost few steps', () => {
    const home = (count: number) =>
      times(count, (index) =>
        allow({
          Action: `s3:a${index}*`,
          Resource: bucket(`b/\${v${index}}/\${w${index}}`),
          Condition: { StringLike: { [`k${index}`]: `\${v${index}}*` } },
        }),
      );
    const { answer, steps } = compare(policy(...home(8)), policy(allow({ Action: 's3:z' }), ...home(7)));
    expect(answer).toBe('incomparable');
    expect(steps).toBeLessThan(15_000);
  });

  it('long lists of resources that are excluded are decided', () => {
    const folders = (bucketNumber: number, count: number): string[] =>
      times(count, (index) => bucket(`b${bucketNumber}-${index}/*`));
    const excluding = (effect: Statement['Effect'], count: number): Statement[] =>
      times(20, (index) => ({ Effect: effect, Action: '*', NotResource: folders(index, count) }));
    const overlapping = (first: number): Statement[] =>
      times(5, (index) => ({
        Effect: 'Deny',
        Action: '*',
        NotResource: times(500, (each) => bucket(`b${first + index + each}/*`)),
      }));
    const all = allow({ Action: '*' });
    for (const [a, b, relation] of [
      [policy(...excluding('Allow', 500)), policy(...excluding('Allow', 499)), 'equivalent'],
      [policy(all, ...excluding('Deny', 500)), policy(all, ...excluding('Deny', 499)), 'equivalent'],
      [policy(all, ...overlapping(0)), policy(all, ...overlapping(1)), 'incomparable'],
    ] as const) {
      const { answer, steps } = compare(a, b);
      expect(answer).toBe(relation);
      expect(steps).toBeLessThan(1_500_000);
    }
  });

  it('lists of 1,000 principals are decided', () => {
    const named = (count: number): Record<'AWS', string[]> => ({
      AWS: times(count, (index) => `arn:aws:iam::111122223333:role/r${index}`),
    });
    const everyone = { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' } as const;
    const trusting = (count: number) => policy({ ...allow(), Principal: named(count) } as never);
    const denying = (count: number) =>
      policy(everyone as Statement, { ...deny({}), NotPrincipal: named(count) } as never);
    for (const [a, b, relation] of [
      [trusting(1000), trusting(999), 'broader'],
      [denying(1000), denying(999), 'broader'],
    ] as const) {
      const { answer, steps } = compare(a, b, { notPrincipal: 'named' });
      expect(answer).toBe(relation);
      expect(steps).toBeLessThan(20_000);
    }
  });

  it('a run before many question marks is decided', () => {
    const late = (count: number): PolicyDocument => on(bucket(`*a${'?'.repeat(count)}`));
    for (const [count, bound] of [
      [5, 3000],
      [16, 12_000],
      [100, 500_000],
    ] as const) {
      const { answer, steps } = compare(late(count), late(count - 1));
      expect(answer).toBe('incomparable');
      expect(steps).toBeLessThan(bound);
    }
  });

  it('runs before many question marks are bounded where every state has to be seen', () => {
    const late = (letter: string, count: number): string => bucket(`*${letter}${'?'.repeat(count)}`);
    for (const count of [20, 100]) {
      const never: Statement = { Effect: 'Deny', Action: '*', NotResource: late('b', count) };
      const { answer, steps } = compare(policy(allow({ Resource: late('a', count) }), never), on(bucket('c')));
      expect(answer).toBe('tooComplex');
      expect(steps).toBeLessThan(1_510_000);
    }
  });
});
