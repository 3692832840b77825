import { describe, expect, it } from 'vitest';
import { compareAccess, type PolicyDocument, type Relation } from '../../../src/iam/index.js';
import { allow, bucket, deny, on, policy, when } from './policies.js';

describe('hostile policies', () => {
  it.each<[what: string, a: () => PolicyDocument, b: () => PolicyDocument, relation: Relation]>([
    ['many runs in a pattern', () => on(bucket(`${'*a'.repeat(100)}*b`)), () => on(bucket('*a*a*b')), 'narrower'],
    [
      '1,000 statements',
      () => policy(...Array.from({ length: 1000 }, (_, n) => allow({ Resource: bucket(`b${n}/*`) }))),
      () => on(bucket('*')),
      'narrower',
    ],
    ['a pattern of 100,000 characters', () => on(bucket('a'.repeat(100_000))), () => on(bucket('a*')), 'narrower'],
    [
      'patterns that multiply',
      () =>
        policy(
          allow(),
          ...Array.from({ length: 30 }, (_, n) => deny({ Resource: `*${String.fromCharCode(97 + n)}*` })),
        ),
      () => policy(),
      'broader',
    ],
  ])('compareAccess decides %s', (_what, a, b, relation) => expect(compareAccess(a(), b()).relation).toBe(relation));

  it('compareAccess decides thousands of values', () => {
    const numbers = (count: number): PolicyDocument =>
      when({ NumericEquals: { n: Array.from({ length: count }, (_, n) => String(n)) } });
    expect(compareAccess(numbers(400), when({ NumericLessThan: { n: '400' } })).relation).toBe('narrower');
    expect(compareAccess(numbers(5000), when({ NumericLessThan: { n: '5000' } }))).toStrictEqual({
      relation: 'narrower',
      onlyInB: { action: 's3:GetObject', resource: '*', context: { n: '-1' } },
    });
  });

  it('compareAccess never answers wrongly for more variables than there are symbols', () => {
    const home = (name: string): string => bucket(`home/${name}`);
    const many = Array.from({ length: 1100 }, (_, index) => home(`\${k${index}}/b`));
    const { relation } = compareAccess(on(...many), on(...many, home('\ud800${k}')));
    expect(['unknown', 'narrower', 'equivalent']).toContain(relation);
  });

  it('compareAccess gives up on requests that would take too long to confirm', () => {
    const long = on(bucket('*a'.repeat(20_000)));
    expect(compareAccess(long, on(bucket(`${'*a'.repeat(19_999)}*b`))).relation).toBe('unknown');
  });

  it('compareAccess gives up on patterns that are too complex, or decides them', () => {
    const long = (letter: string): string => bucket(`*${letter}${'?'.repeat(40)}`);
    const both = policy(
      allow({ Resource: long('a') }),
      deny({ Resource: [long('b'), long('c')] }),
      deny({ Resource: bucket('*d*') }),
    );
    const comparison = compareAccess(both, on(bucket(`*a${'?'.repeat(39)}[`), bucket('*e*'), long('[')));
    expect(comparison.relation === 'unknown' || comparison.onlyInA !== undefined).toBe(true);
    const hard = on(...Array.from({ length: 12 }, (_, n) => bucket(`*${'ab'[n % 2]}${'?'.repeat(30 + n)}`)));
    const cover = on(...Array.from({ length: 12 }, (_, n) => bucket(`*${'ab'[n % 2]}${'?'.repeat(29 + n)}*`)));
    const result = compareAccess(hard, cover);
    expect(['narrower', 'unknown']).toContain(result.relation);
  });
});
