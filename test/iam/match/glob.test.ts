import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  globMatcher,
  globTokens,
  hasWildcards,
  listMatcher,
  matchesGlob,
  matchesTokens,
  SEGMENT_ONE,
  SEGMENT_RUN,
  type GlobToken,
} from '../../../src/iam/match/glob.js';

/** The same question to the engine's own regular expressions. */
function asRegExp(pattern: string): RegExp {
  const body = Array.from(pattern, (character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : character.replace(/[\\^$.|+()[\]{}/-]/u, String.raw`\$&`);
  });
  return new RegExp(`^${body.join('')}$`, 'su');
}

const letters = fc.constantFrom('a', 'b', ':', '.', '\n', '😀');
const texts = fc.string({ unit: letters, maxLength: 12 });
const patterns = fc.string({ unit: fc.oneof(letters, fc.constantFrom('*', '?')), maxLength: 10 });

describe('a pattern', () => {
  it('a pattern matches what the equivalent regular expression matches', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        const expected = asRegExp(pattern).test(text);
        expect(matchesGlob(pattern, text)).toBe(expected);
        expect(globMatcher(pattern)(text)).toBe(expected);
        expect(matchesTokens(globTokens(pattern), text)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '', false],
    ['?', '😀', true],
    ['??', '😀', false],
    ['??', '\uffffa', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*a', 'aab', false],
    ['😀*', '😀x', true],
    ['a**', 'a', true],
    ['a*?', 'a', false],
    ['ab*ba', 'aba', false],
    ['ab*b*ba', 'abba', false],
    ['ab*b*ba', 'abbba', true],
    ['?', '\ud83d', true],
    ['??', '\ud83da', true],
    ['\ud83d*', '😀', false],
    ['*\ude00', '😀', false],
  ])('the pattern %j on %j matches: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
    expect(globMatcher(pattern)(text)).toBe(expected);
    expect(matchesTokens(globTokens(pattern), text)).toBe(expected);
  });

  it('a pattern that is made to be slow is matched quickly', () => {
    const text = `${'a'.repeat(2_000)}c`;
    const pattern = `${'*a'.repeat(100)}*b`;
    const started = performance.now();
    expect(matchesGlob(pattern, text)).toBe(false);
    expect(matchesTokens(globTokens(pattern), text)).toBe(false);
    expect(globMatcher(pattern)(text)).toBe(false);
    expect(matchesGlob('*a'.repeat(50_000), 'a'.repeat(2_000))).toBe(false);
    expect(globMatcher('*a'.repeat(50_000))('a'.repeat(2_000))).toBe(false);
    // The bound is on growth, not on speed: a way through all choices would not end within the age of the universe.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('a wildcard within a segment', () => {
  const tokens: GlobToken[] = ['a', SEGMENT_RUN, ':', SEGMENT_ONE];

  it.each([
    ['a:x', true],
    ['abc:x', true],
    ['ab:c:x', false],
    ['a::', false],
    ['a:', false],
  ])('a wildcard within a segment does not match a colon: %j is %s', (text, expected) =>
    expect(matchesTokens(tokens, text)).toBe(expected),
  );
});

it.each([
  ['a', false],
  ['', false],
  ['a*', true],
  ['?', true],
])('hasWildcards(%j) is %s', (pattern, expected) => expect(hasWildcards(pattern)).toBe(expected));

it.each([3, 30])('listMatcher finds the entries of a list of %i', (length) => {
  const matches = listMatcher(Array.from({ length }, (_, index) => `text-${index}`));
  expect(['text-0', `text-${length - 1}`, `text-${length}`, 'text', ''].map(matches)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
