import { describe, expect, it } from 'vitest';
import { unionsOf, type Terms } from '../../../src/iam/differences/unions.js';
import { mayOverlap } from '../../../src/iam/match/overlap.js';

/** Patterns, and with a minus those that are excluded. */
const termsOf = (text: string): Terms => {
  const words = text.split(' ');
  return {
    patterns: words.filter((word) => !word.startsWith('-')),
    excluded: words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)),
  };
};

const united = (...terms: string[]): string[] =>
  unionsOf(terms, termsOf, mayOverlap).map(({ patterns, excluded }) =>
    [...patterns, ...excluded.map((each) => `-${each}`)].join(' '),
  );

describe('unionsOf', () => {
  it.each([
    ['nothing is excluded', ['a', 'b'], 'a b'],
    ['one has all of what the other excludes', ['a*', '*b -a*'], 'a* *b'],
    ['the other one has all of what the first excludes', ['*b -a*', 'a*'], '*b a*'],
    ['both exclude the same', ['a* -*c', 'b* -*c'], 'a* b* -*c'],
    ['one has nothing of what the other excludes', ['a', '*b -c*'], 'a *b -c*'],
    ['they have the same pattern', ['a -b*', 'a -b*'], 'a -b*'],
  ])('lists terms together if %s', (_because, terms, union) => expect(united(...terms)).toEqual([union]));

  it.each([
    ['of an earlier list', ['a*', '*c -ab*'], ['a*', '*c -ab*']],
    ['of a later list', ['*c -ab*', 'a*'], ['*c -ab*', 'a*']],
    ['of a part of a list', ['d', 'a*', '*c -ab*'], ['d a*', '*c -ab*']],
    ['of a list that excludes something else', ['a* -*d', '*c -ab*'], ['a* -*d', '*c -ab*']],
  ])('excludes nothing %s', (_which, terms, unions) => expect(united(...terms)).toEqual(unions));

  it('adds terms to the first list that can take them, and keeps the order of the values', () => {
    const values = ['a*', '*c -ab*', 'a?', '*d -ab*', 'e'];
    const unions = unionsOf(values, termsOf, mayOverlap);
    expect(unions.map((union) => union.values)).toEqual([
      ['a*', 'a?', 'e'],
      ['*c -ab*', '*d -ab*'],
    ]);
    expect(unionsOf([], termsOf, mayOverlap)).toEqual([]);
  });
});
