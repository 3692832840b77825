import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TooComplexError } from '../../../src/iam/compare/budget.js';
import { covers, isPlainlyWithin, withoutCovered, withoutForeign } from '../../../src/iam/compare/covering.js';
import type { Language, Pattern, Token } from '../../../src/iam/compare/pattern.js';
import { ANY_ONE, ANY_RUN, globTokens, SEGMENT_ONE, SEGMENT_RUN } from '../../../src/iam/match/glob.js';

const letterA = { lower: 'a', upper: 'A' };
const symbol = '\udc00';
const of = (...patterns: string[]): Language => patterns.map(globTokens);

describe('covers', () => {
  it.each<[what: string, outer: Pattern, inner: Pattern, expected: boolean]>([
    ['the same characters', globTokens('ab'), globTokens('ab'), true],
    ['other characters', globTokens('ab'), globTokens('aa'), false],
    ['more characters', globTokens('ab'), globTokens('abc'), false],
    ['fewer characters', globTokens('abc'), globTokens('ab'), false],
    ['the empty pattern with a run', globTokens('*'), [], true],
    ['the empty pattern with the empty pattern', [], [], true],
    ['the empty pattern with a character', globTokens('?'), [], false],
    ['a character with a question mark', globTokens('?'), globTokens('a'), true],
    ['a question mark with a character', globTokens('a'), globTokens('?'), false],
    ['a run with a question mark', globTokens('?'), globTokens('*'), false],
    ['a question mark with a run', globTokens('*'), globTokens('?'), true],
    ['runs and what is between them', globTokens('*b*q*'), globTokens('x*a*b?c*q'), true],
    ['a run and a longer end', globTokens('*ab'), globTokens('*aab'), true],
    ['a run and a shorter end', globTokens('*aab'), globTokens('*ab'), false],
    ['a colon with a wildcard of a segment', [SEGMENT_ONE], [':'], false],
    ['a colon with a run of a segment', [SEGMENT_RUN], [':'], false],
    ['a letter with a wildcard of a segment', [SEGMENT_ONE], ['a'], true],
    ['a run of a segment with a run', [ANY_RUN], [SEGMENT_RUN], true],
    ['a run with a run of a segment', [SEGMENT_RUN], [ANY_RUN], false],
    ['a run of a segment with itself', [SEGMENT_RUN], [SEGMENT_RUN], true],
    ['a wildcard of a segment with a run of a segment', [SEGMENT_RUN], [SEGMENT_ONE], true],
    ['a run of a segment with a wildcard of a segment', [SEGMENT_ONE], [SEGMENT_RUN], false],
    ['a question mark with a wildcard of a segment', [ANY_ONE], [SEGMENT_ONE], true],
    ['a letter in either case with the lower one', [letterA], ['a'], true],
    ['a letter in either case with the upper one', [letterA], ['A'], true],
    ['a letter in either case with another one', [letterA], ['b'], false],
    ['a letter in either case with itself', [letterA], [{ ...letterA }], true],
    ['a letter in either case with another pair', [letterA], [{ lower: 'b', upper: 'B' }], false],
    ['a letter in either case with a wildcard', [letterA], [ANY_ONE], false],
    ['a letter with a letter in either case', ['a'], [letterA], false],
    ['a question mark with a letter in either case', [SEGMENT_ONE], [letterA], true],
    ['a symbol with a run', [ANY_RUN], [symbol], true],
    ['a symbol with a question mark', [ANY_ONE], [symbol], false],
    ['a symbol with a run of a segment', [SEGMENT_RUN], [symbol], false],
    ['a symbol with itself', [symbol], [symbol], true],
    ['a symbol with another one', ['\udc01'], [symbol], false],
  ])('covers decides the case: %s', (_what, outer, inner, expected) => expect(covers(outer, inner)).toBe(expected));

  it('covers may miss what no single token covers', () =>
    expect(covers(globTokens('*?'), globTokens('?*'))).toBe(false));

  /** Whether tokens match a string, by trying everything. */
  const matches = ([token, ...rest]: Pattern, text: string): boolean => {
    if (token === undefined) return text === '';
    const [first, ...others] = text;
    const takes = first !== undefined && takesCharacter(token, first);
    if (typeof token === 'object' && 'many' in token && token.many) {
      return matches(rest, text) || (takes && matches([token, ...rest], others.join('')));
    }
    return takes && matches(rest, others.join(''));
  };
  const takesCharacter = (token: Token, character: string): boolean => {
    if (typeof token === 'string') return token === character;
    if ('lower' in token) return [token.lower, token.upper].includes(character);
    return !token.withinSegment || character !== ':';
  };
  const alphabet = ['a', 'A', 'b', ':'];
  const strings = (length: number): string[] =>
    length === 0 ? [''] : strings(length - 1).flatMap((text) => alphabet.map((character) => text + character));
  const all = [0, 1, 2, 3, 4].flatMap(strings);
  const anyToken = fc.constantFrom<Token>('a', 'b', ':', letterA, ANY_ONE, ANY_RUN, ANY_RUN, SEGMENT_ONE, SEGMENT_RUN);
  const anyPattern = fc.array(anyToken, { maxLength: 4 });

  it('covers is true only if every short string of the inner pattern matches the outer one', () => {
    let covered = 0;
    fc.assert(
      fc.property(anyPattern, anyPattern, (outer, inner) => {
        if (!covers(outer, inner)) return;
        covered += 1;
        expect(all.filter((text) => matches(inner, text) && !matches(outer, text))).toStrictEqual([]);
      }),
      { numRuns: 3000, seed: 1 },
    );
    expect(covered).toBeGreaterThan(300);
  });

  it('covers is exact for strings without wildcards', () => {
    fc.assert(
      fc.property(anyPattern, fc.constantFrom(...all), (outer, text) => {
        expect(covers(outer, Array.from(text))).toBe(matches(outer, text));
      }),
      { numRuns: 3000, seed: 2 },
    );
  });
});

describe('withoutCovered', () => {
  const reduce = (inner: string[], ...others: string[][]): Language =>
    withoutCovered(
      of(...inner),
      others.map((patterns) => of(...patterns)),
      { left: 10_000 },
    );

  it.each<[what: string, inner: string[], others: string[][], left: string[]]>([
    ['nothing to compare with', ['a', 'b*'], [], ['a', 'b*']],
    ['an equal pattern', ['a*b', 'c'], [['c', 'a*b']], []],
    ['a wider pattern', ['abc', 'abd', 'b'], [['ab*']], ['b']],
    ['a wider pattern in the second list', ['abc', 'b'], [['x'], ['a?c']], ['b']],
    ['two wider patterns with the same start', ['a1', 'a2'], [['a*1', 'a*2']], []],
    ['a wider pattern that starts with a wildcard', ['abc', 'b'], [['*c']], ['b']],
    ['patterns that cover together only', ['a?'], [['aa', 'a*b']], ['a?']],
    ['a narrower pattern', ['a*'], [['ab*']], ['a*']],
    ['a pattern with a longer start', ['a'], [['ab*']], ['a']],
  ])('withoutCovered omits what another pattern covers: %s', (_what, inner, others, left) =>
    expect(reduce(inner, ...others)).toStrictEqual(of(...left)),
  );

  it('withoutCovered tells a symbol, a letter in either case and a wildcard apart', () => {
    const patterns: Language = [[letterA], ['a'], [ANY_ONE], [SEGMENT_ONE], [ANY_RUN], [SEGMENT_RUN], [symbol]];
    for (const pattern of patterns) {
      expect(withoutCovered([pattern], [[pattern]], { left: 1000 })).toStrictEqual([]);
    }
    expect(withoutCovered(patterns, [[['a']]], { left: 1000 })).toStrictEqual(
      patterns.filter(([each]) => each !== 'a'),
    );
  });

  it('withoutCovered reads each list once, and takes few steps for each pattern', () => {
    const list = of(...Array.from({ length: 1000 }, (_, index) => `b${index}/*`));
    const budget = { left: 10_000 };
    expect(withoutCovered(list, [list], budget)).toStrictEqual([]);
    expect(budget.left).toBe(8000);
    withoutCovered(list, [list], budget);
    expect(budget.left).toBe(7000);
    expect(() => withoutCovered(list, [list], { left: 999 })).toThrow(TooComplexError);
  });
});

it('isPlainlyWithin is true if another pattern covers each pattern, and stops at the first that none covers', () => {
  const list = of(...Array.from({ length: 1000 }, (_, index) => `b${index}/*`));
  expect(isPlainlyWithin(list, of('b*'), { left: 10_000 })).toBe(true);
  expect(isPlainlyWithin(of('b1/x', 'b2/*'), list, { left: 10_000 })).toBe(true);
  expect(isPlainlyWithin(list, of('b1/*'), { left: 10 })).toBe(false);
});

describe('withoutForeign', () => {
  const list = (letter: string, end = '/*'): Language =>
    of(...Array.from({ length: 60 }, (_, index) => `${letter}${index}${end}`));

  it('withoutForeign omits what begins with other characters than all patterns of another long list', () => {
    const both: Language = [...list('a'), ...of('b1', 'b1/', 'b1/x', '*', 'b', '?', 'c*', 'b61*')];
    const [left, right, short] = withoutForeign([both, list('b'), of('a')], { left: 100_000 }) as [
      Language,
      Language,
      Language,
    ];
    expect(left).toStrictEqual(of('b1', 'b1/', 'b1/x', '*', 'b', '?'));
    expect(right).toStrictEqual(list('b'));
    expect(short).toStrictEqual([]);
  });

  it('withoutForeign leaves short lists to the search', () => {
    const languages = [of('a'), list('b')];
    expect(withoutForeign(languages, { left: 0 })).toBe(languages);
  });

  it('withoutForeign takes steps for what it looks at', () =>
    expect(() => withoutForeign([list('a'), list('b')], { left: 100 })).toThrow(TooComplexError));
});
