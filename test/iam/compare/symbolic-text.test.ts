import { describe, expect, it } from 'vitest';
import {
  createSymbols,
  escapeWildcards,
  symbolicTexts,
  variableKeys,
  widenedTexts,
  type TextPosition,
} from '../../../src/iam/compare/symbolic-text.js';

const arn = 'arn:aws:s3:${a}::b/${C}';

it.each<[text: string, place: TextPosition, keys: string[]]>([
  ['${a}/${B}${*}', 'value', ['a', 'b']],
  ['${a}/${B}', 'resource', ['a', 'b']],
  [arn, 'value', ['a', 'c']],
  [arn, 'resource', ['c']],
  ['arn:aws:${a}', 'value', ['a']],
  ['arn:aws:${a}', 'resource', []],
  ['arn${a}', 'resource', ['a']],
  ['arn', 'resource', []],
  ['xarn:aws:s3:${a}::b', 'resource', ['a']],
  ['arn:aws:s3:::b:${a}', 'resource', ['a']],
])('the variables of %j as a %s name the keys %j', (text, place, keys) =>
  expect(variableKeys(text, place)).toStrictEqual(keys),
);

it.each<[text: string, place: TextPosition, widened: string]>([
  ["${a}/${b, 'c'}${*}?", 'value', '*/*${*}?'],
  [arn, 'value', 'arn:aws:s3:*::b/*'],
  [arn, 'resource', 'arn:aws:s3:${a}::b/*'],
  ['arn:aws:${a}', 'resource', 'arn:aws:${a}'],
  ['arn:aws:s3:::', 'resource', 'arn:aws:s3:::'],
])('widenedTexts widens %j as a %s to %j', (text, place, widened) =>
  expect(widenedTexts([text, 'x'], place)).toStrictEqual([widened, 'x']),
);

it.each([
  ['a*b?', 'a${*}b${?}'],
  ['${*}*', '${*}${*}'],
  ["${a}${b, 'c*'}", "${a}${b, 'c*'}"],
  ["${a, ''}", "${a, ''}"],
  ['${', '${'],
])('escapeWildcards turns %j into the pattern %j', (text, pattern) => expect(escapeWildcards(text)).toBe(pattern));

describe('symbols', () => {
  it('createSymbols gives the same symbol for the same key and default, and undefined when all are in use', () => {
    const symbols = createSymbols();
    expect(symbols('a', undefined)).toBe('\udc00');
    expect(symbols('b', undefined)).toBe('\udc01');
    expect(symbols('A', undefined)).toBe('\udc00');
    expect(symbols('a', 'x')).toBe('\udc02');
    expect(symbols('a', '')).toBe('\udc03');
    for (let index = 4; index < 1023; index += 1) symbols(`k${index}`, undefined);
    expect(symbols('last', undefined)).toBe('\udfff');
    expect(symbols('more', undefined)).toBeUndefined();
    expect(symbols('more', undefined)).toBeUndefined();
    expect(symbols('last', undefined)).toBe('\udfff');
  });

  it('symbolicTexts writes a variable with a default both with and without it', () => {
    const write = (...texts: string[]): string[] => symbolicTexts(texts, 'value', createSymbols());
    expect(write('a${k}b', '${k}')).toStrictEqual(['a\udc00b', '\udc00']);
    expect(write("${k, 'x'}", '${*}${k}')).toStrictEqual(['\udc00', '${*}\udc01', '\udc01']);
    expect(write('${k}', 'a\udc00', '\ud83d${k}', '\u{1f600}')).toStrictEqual(['\udc00', '\u{1f600}']);
    expect(symbolicTexts([arn], 'resource', createSymbols())).toStrictEqual(['arn:aws:s3:${a}::b/\udc00']);
  });

  it('symbolicTexts omits strings for which no symbols are left', () => {
    const onlyFor =
      (known: string) =>
      (key: string): string | undefined =>
        key === known ? '\udc00' : undefined;
    expect(symbolicTexts(['${a}', '${b}', '${b}${a}', '${a}${b}', 'x'], 'value', onlyFor('a'))).toStrictEqual([
      '\udc00',
      'x',
    ]);
  });
});
