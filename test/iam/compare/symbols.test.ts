import { describe, expect, it } from 'vitest';
import {
  createSymbols,
  hasLoneSurrogate,
  isLoneSurrogate,
  symbolResolvers,
  variablesOf,
  type TextPosition,
} from '../../../src/iam/compare/symbols.js';

const arn = 'arn:aws:s3:${a}::b/${C}';

it.each<[text: string, place: TextPosition, keys: string[]]>([
  ['${a}/${B}${*}', 'value', ['a', 'B']],
  ['${a}/${B}', 'resource', ['a', 'B']],
  [arn, 'value', ['a', 'C']],
  [arn, 'resource', ['C']],
  ['arn:aws:${a}', 'value', ['a']],
  ['arn:aws:${a}', 'resource', []],
  ['arn${a}', 'resource', ['a']],
  ['arn', 'resource', []],
  ['xarn:aws:s3:${a}::b', 'resource', ['a']],
  ['arn:aws:s3:::b:${a}', 'resource', ['a']],
  ['${${a}}', 'value', ['a']],
  ['$a}', 'value', []],
])('the variables of %j as a %s name the keys %j', (text, place, keys) =>
  expect(variablesOf(text, place).map(({ key }) => key)).toStrictEqual(keys),
);

it('variablesOf returns the defaults of variables', () => {
  expect(variablesOf("${a}${b, 'c'}", 'value')).toStrictEqual([
    { kind: 'variable', key: 'a' },
    { kind: 'variable', key: 'b', defaultValue: 'c' },
  ]);
});

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

  it('symbolResolvers writes a variable with a default both with and without it', () => {
    const resolvers = symbolResolvers(createSymbols());
    const write = (key: string, defaultValue?: string): unknown[] =>
      resolvers.map((resolve) =>
        resolve({ kind: 'variable', key, ...(defaultValue !== undefined && { defaultValue }) }),
      );
    expect(write('k')).toStrictEqual(['\udc00', '\udc00']);
    expect(write('K', 'x')).toStrictEqual(['\udc01', '\udc00']);
    expect(write('k', 'x')).toStrictEqual(['\udc01', '\udc00']);
  });
});

it.each([
  ['\ud800', true],
  ['\udbff', true],
  ['\udc00', true],
  ['\udfff', true],
  ['\ud7ff', false],
  ['\ue000', false],
  ['\u{1f600}', false],
  ['\ud800x', false],
  ['x\ud800', false],
  ['', false],
])('isLoneSurrogate(%j) is %s', (character, expected) => expect(isLoneSurrogate(character)).toBe(expected));

it.each([
  ['\ud800', true],
  ['a\udc00b', true],
  ['a\udc00\ud800b', true],
  ['a\u{1f600}', false],
  ['\u{1f600}\udc00', true],
  ['', false],
])('hasLoneSurrogate(%j) is %s', (text, expected) => expect(hasLoneSurrogate(text)).toBe(expected));
