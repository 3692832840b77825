import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, table, wrap } from '../../src/cli/layout.js';

describe('wrap', () => {
  it('breaks long lines at spaces, and indents what follows', () => {
    expect(wrap('one two three four', 9)).toBe('one two\n  three\n  four');
    expect(wrap('  one two three', 9)).toBe('  one two\n    three');
    expect(wrap('one two three four', 9, 0)).toBe('one two\nthree\nfour');
  });

  it('lines up what follows with the last column of a table', () => {
    expect(wrap('  allow  ec2:RunInstances if it is named', 30)).toBe(
      '  allow  ec2:RunInstances if\n         it is named',
    );
  });

  it('does not line up with a column that would leave too little room', () => {
    expect(wrap('a long name of a thing  and its text', 24)).toBe('a long name of a thing\n  and its text');
  });

  it('leaves short lines and words that are too long alone', () => {
    expect(wrap('a\n\n  b', 3)).toBe('a\n\n  b');
    expect(wrap('arn:aws:iam::111122223333:role/x', 10)).toBe('arn:aws:iam::111122223333:role/x');
    expect(wrap('any length', Infinity)).toBe('any length');
  });

  it('does not count escape sequences', () => {
    const red = '\u001b[31mred\u001b[39m';
    expect(columnsOf(red)).toBe(3);
    expect(wrap(`${red} and ${red}`, 11)).toBe(`${red} and ${red}`);
  });

  it('keeps every word in its order, within the columns where words allow it', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const line = fc.tuple(fc.nat(6), fc.array(fc.tuple(word, fc.constantFrom(' ', '  ')), { minLength: 1 }));
    fc.assert(
      fc.property(line, fc.integer({ min: 40, max: 120 }), ([indentation, words], columns) => {
        const text = ' '.repeat(indentation) + words.map(([each, gap]) => each + gap).join('');
        const wrapped = wrap(text.trimEnd(), columns);
        expect(wrapped.split(/\s+/).filter(Boolean)).toEqual(words.map(([each]) => each));
        expect(wrapped.split('\n').filter((each) => each.length > columns)).toEqual([]);
        expect(wrapped).not.toMatch(/ $/m);
      }),
    );
  });
});

describe('table', () => {
  it('aligns columns, with cells of any length and color', () => {
    const bold = '\u001b[1mb\u001b[22m';
    expect(table([['a', 'bb'], [bold], ['ccc', 'd', 'e'], []])).toEqual(['a    bb', bold, 'ccc  d   e', '']);
  });
});
