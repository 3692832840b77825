import { describe, expect, it } from 'vitest';
import { glueNameProblems } from '../../src/aws/glue.js';

const problemsOf = (value: string) => glueNameProblems(value, 'a table name');

describe('a name in the Data Catalog', () => {
  it.each(['sales', 'raw_events-2', '123', '_x', ' leading', 'größe', '日本', '😀', '${x}'])('can be %j', (name) => {
    expect(problemsOf(name)).toEqual([]);
  });

  it('is lowercase, and the hint says what Athena makes of another', () => {
    expect(problemsOf('SalesÄ')).toEqual([
      {
        code: 'upper_case',
        message: 'the table name `SalesÄ` has uppercase letters',
        hint: 'use `salesä`: Athena converts names to lowercase',
      },
    ]);
  });

  it.each(['a*', 'a?', 'a/b', 'a\nb', 'a\u0000', '\ud800', '\ufdd0'])('cannot be %j', (name) => {
    expect(problemsOf(name)).toMatchObject([{ code: 'invalid_characters', hint: expect.stringMatching(/^use lower/) }]);
  });

  it('is not empty', () => {
    expect(problemsOf('')).toEqual([{ code: 'missing', message: 'the table name is empty' }]);
  });

  it.each([
    ['one byte', 'a', 255],
    ['two bytes', 'é', 127],
    ['three bytes', '日', 85],
    ['four bytes', '😀', 63],
  ])('has at most 255 bytes, with characters of %s', (_size, character, most) => {
    expect(problemsOf(character.repeat(most))).toEqual([]);
    expect(problemsOf(character.repeat(most + 1))).toMatchObject([{ code: 'too_long' }]);
  });

  it('has every problem reported', () => {
    expect(problemsOf(`A*${'a'.repeat(1500)}`).map(({ code, message }) => [code, message.slice(-9)])).toEqual([
      ['invalid_characters', 't allowed'],
      ['upper_case', 'e letters'],
      ['too_long', 'not 1,502'],
    ]);
  });
});
