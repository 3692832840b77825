import { describe, expect, it } from 'vitest';
import { findString, type StringQuery } from '../../../src/iam/compare/automaton.js';
import { TooComplexError } from '../../../src/iam/compare/budget.js';
import type { Language, Pattern } from '../../../src/iam/compare/pattern.js';
import { ANY_RUN, globTokens, SEGMENT_ONE, SEGMENT_RUN } from '../../../src/iam/match/glob.js';

const of = (...patterns: string[]): Language => patterns.map(globTokens);
const tokens = (...pattern: Pattern): Language => [pattern];
const find = (all: Language[], none: Language[] = [], more: Partial<StringQuery> = {}): string | undefined =>
  findString({ all, none, ...more }, { left: 1_000_000 });

const letterA = { lower: 'a', upper: 'A' };
const symbol = '\udc00';

describe('findString', () => {
  it.each<[what: string, all: Language[], none: Language[], word: string | undefined]>([
    ['nothing asked', [], [], ''],
    ['a character for ?', [of('a?')], [], 'ax'],
    ['two patterns at once', [of('a*'), of('*b')], [], 'ab'],
    ['a pattern without a word', [of('a*')], [of('a')], 'ax'],
    ['nothing left', [of('*')], [of('*')], undefined],
    ['the other word', [of('a', 'b')], [of('a')], 'b'],
    ['a character that nobody names', [of('?*')], [of('x', 'a', 'b')], 'c'],
    ['a word that a wildcard takes', [of('a')], [of('?')], undefined],
    ['a colon that a run stops at', [tokens(SEGMENT_RUN, 'b'), of('*:b')], [], undefined],
    ['a colon that ? stops at', [tokens(SEGMENT_ONE), of(':')], [], undefined],
    ['a free run and one that stops', [tokens(ANY_RUN, SEGMENT_RUN, 'b'), of('*:b')], [of(':b')], 'x:b'],
    ['a colon because it is all that is left', [of('?')], [tokens(SEGMENT_ONE)], ':'],
    ['colons between', [tokens(SEGMENT_RUN, ':', SEGMENT_RUN)], [of('*:')], ':x'],
    ['a letter in either case', [tokens(letterA)], [of('a')], 'A'],
    ['a letter in the other case', [tokens(letterA)], [of('A')], 'a'],
    ['a letter in no case', [tokens(letterA)], [of('a', 'A')], undefined],
    ['a letter in neither case', [tokens(letterA), of('b')], [], undefined],
    ['runs that overlap', [of('*a*b*c')], [of('*abc')], 'axbc'],
    ['runs side by side', [of('**a')], [], 'a'],
    ['no pattern', [[]], [], undefined],
    ['one of two languages without a pattern', [of('a'), []], [], undefined],
    ['the empty text', [of('')], [], ''],
    ['not the empty text', [of('*')], [of('')], 'x'],
    ['one of several patterns', [of('ab*', 'b*')], [of('*a*')], 'b'],
    ['a pattern and one with a run', [of('b', '*a')], [of('*a')], 'b'],
    ['the shorter of two', [of('aaa', 'bb')], [], 'bb'],
    ['unions against a union', [of('a*', 'b*')], [of('a*'), of('b*')], undefined],
    ['unions against less', [of('a*', 'b*', 'c')], [of('a*'), of('b*')], 'c'],
    ['a run in the middle of a pattern', [of('a*b')], [of('ab', 'a?b')], 'axxb'],
    ['a run that is not the last of its pattern', [of('ab')], [of('*a')], 'ab'],
    ['an unwanted pattern that goes on', [of('a*')], [of('a*b')], 'a'],
    ['an unwanted pattern that stops at colons', [of('a*')], [tokens('a', SEGMENT_RUN)], 'a:'],
    ['an emoji', [of('\u{1f600}')], [], '\u{1f600}'],
    ['half a character', [of('\ud83d')], [], undefined],
    ['half a character, unwanted', [of('?')], [of('\ud83d')], 'x'],
  ])('findString finds a shortest string for: %s', (_what, all, none, word) => expect(find(all, none)).toBe(word));

  it('findString uses an uncommon character if the patterns name all common ones', () => {
    const common = Array.from('xabcdefghijklmnopqrstuvwyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./');
    expect(find([of('?')], [of(...common)])).toBe('\u00a1');
    expect(find([of('?')], [of(...common, '\u00a1', '\u00a2')])).toBe('\u00a3');
    const refuses = (character: string): boolean => character > '\u00a0' && character <= '\u3000';
    expect(find([of('?')], [of(...common)], { refuses })).toBe('\u3001');
    for (const character of common) {
      const others = common.filter((each) => each !== character);
      expect(find([of('?')], [of(...others)])).toBe(character);
    }
  });

  it('findString returns no refused character', () => {
    const refuses = (character: string): boolean => 'xab'.includes(character);
    expect(find([of('?')], [], { refuses })).toBe('c');
    expect(find([of('a*')], [], { refuses })).toBeUndefined();
    expect(find([of('a*', 'd')], [], { refuses })).toBe('d');
  });

  it.each<[what: string, all: Language, none: Language, word: string | undefined]>([
    ['itself', of(symbol), [], symbol],
    ['a free run', of(symbol), of('*'), undefined],
    ['no ?', of(symbol), of('?'), symbol],
    ['no run that stops', of(symbol), tokens(SEGMENT_RUN), symbol],
    ['no other symbol', of(symbol), of('\udc01'), symbol],
    ['no ? that stops', of(symbol), tokens(SEGMENT_ONE), symbol],
    ['no letter', of(symbol), tokens(letterA), symbol],
    ['a run and what follows', of(`a${symbol}b`), of('a*b'), undefined],
    ['a run and not what follows', of(`a${symbol}b`), of('a*c'), `a${symbol}b`],
  ])('findString matches a symbol with %s', (_what, all, none, word) =>
    expect(find([all], [none], { hasSymbols: true })).toBe(word),
  );

  it('findString throws when the budget is used up', () => {
    expect(() => findString({ all: [of('abc')], none: [] }, { left: 3 })).toThrow();
    const budget = { left: 100 };
    expect(findString({ all: [of('abc')], none: [] }, budget)).toBe('abc');
    expect(budget.left).toBeLessThan(100);
    expect(budget.left).toBeGreaterThan(0);
    const hard = { all: [of(`*a${'?'.repeat(20)}`), of(`*b${'?'.repeat(20)}`)], none: [] };
    expect(() => findString(hard, { left: 20_000 })).toThrow(TooComplexError);
  });

  it('findString goes straight to a string that is easy to see', () => {
    const late = (count: number): Language => of(`*a${'?'.repeat(count)}`);
    const budget = { left: 20_000 };
    expect(findString({ all: [late(100)], none: [late(99), late(101)] }, budget)).toBe(`a${'x'.repeat(100)}`);
  });

  it('findString decides patterns that a single other pattern covers without a walk', () => {
    const many = Array.from({ length: 12 }, (_, index) => `*a${index}*b*q*`);
    const budget = { left: 1000 };
    expect(findString({ all: [of(...many)], none: [of('*a*b*')] }, budget)).toBeUndefined();
    expect(1000 - budget.left).toBeLessThan(50);
  });
});
