import { describe, expect, it } from 'vitest';
import { isArn } from '../../../src/aws/arn.js';
import { findString, type Language } from '../../../src/iam/compare/automaton.js';
import {
  EVERY_ACTION,
  EVERY_ARN,
  EVERY_RESOURCE,
  isTextFamily,
  NOT_EMPTY,
  refusedInActions,
  valueLanguage,
  literalStrings,
} from '../../../src/iam/compare/language.js';
import { operatorNamed } from '../../../src/iam/condition/operator.js';
import { globTokens } from '../../../src/iam/match/glob.js';
import { isRequestAction, isRequestResource } from '../../../src/iam/request.js';

const has = (language: Language, text: string): boolean =>
  findString({ all: [language, [Array.from(text)]], none: [] }, { left: 100_000 }) === text;

describe('everything', () => {
  it.each<[text: string, action: boolean, resource: boolean, arn: boolean, notEmpty: boolean]>([
    ['', false, false, false, false],
    ['*', false, true, false, true],
    ['s3:get', true, false, false, true],
    ['s:g', true, false, false, true],
    [':g', false, false, false, true],
    ['s:', false, false, false, true],
    ['s:g:t', false, false, false, true],
    ['arn:::::', false, false, true, true],
    ['arn:::::x', false, true, true, true],
    ['arn:a:b:c:d:e:f', false, true, true, true],
    ['arn:a:b:c:e', false, false, false, true],
    ['xrn:::::x', false, false, false, true],
    ['axn:::::x', false, false, false, true],
    ['arx:::::x', false, false, false, true],
    ['arnx:::::x', false, false, false, true],
    ['**', false, false, false, true],
  ])(
    'the languages of all actions, resources, ARNs and non-empty strings agree with their predicates on %j',
    (text, ...expected) => {
      expect([EVERY_ACTION, EVERY_RESOURCE, EVERY_ARN, NOT_EMPTY].map((language) => has(language, text))).toStrictEqual(
        expected,
      );
      expect([isRequestAction(text), isRequestResource(text), isArn(text), text !== '']).toStrictEqual(expected);
    },
  );
});

it.each([
  ['a', false],
  ['A', true],
  [' ', true],
  ['\t', true],
  ['*', true],
  ['?', true],
  [':', false],
  ['\u00c4', true],
  ['\u00e4', false],
])('refusedInActions(%j) is %s', (character, expected) => expect(refusedInActions(character)).toBe(expected));

it.each([
  ['String', true],
  ['Arn', true],
  ['Bool', true],
  ['Binary', true],
  ['Numeric', false],
  ['Date', false],
  ['Ip', false],
  ['Null', false],
] as const)('isTextFamily(%s) is %s', (family, expected) => expect(isTextFamily(family)).toBe(expected));

describe('the texts that a value matches', () => {
  const lookUp = (key: string): string | undefined => (key === 'v' ? 'v*' : undefined);
  const words = (operator: string, ...values: string[]): string[] | undefined =>
    literalStrings(valueLanguage(operatorNamed(operator), values, { hasVariables: true, lookUp, colons: 'cross' }));

  it.each<[operator: string, value: string, words: string[] | undefined]>([
    ['StringEquals', 'a*?', ['a*?']],
    ['StringEquals', '${v}${*}', ['v**']],
    ['StringEquals', '${w}', []],
    ['StringLike', 'a', ['a']],
    ['StringLike', 'a*', undefined],
    ['StringLike', '${v}', ['v*']],
    ['StringLike', '${w}*', []],
    ['StringEqualsIgnoreCase', '1\u00c4*', ['1\u00c4*']],
    ['StringEqualsIgnoreCase', 'a', undefined],
    ['Bool', 'yes', []],
    ['Bool', 'xtrue', []],
    ['Bool', 'truex', []],
    ['Bool', 'true', undefined],
    ['ArnLike', 'arn:a:b:c:d:${v}', ['arn:a:b:c:d:v*']],
    ['ArnLike', 'x', []],
    ['ArnEquals', 'arn:a:b:c:d:*', undefined],
    ['BinaryEquals', '!', []],
    ['BinaryEquals', '', ['']],
    ['BinaryEquals', 'YWJj', ['YWJj']],
    ['BinaryEquals', 'YWI', ['YWI', 'YWI=', 'YWJ', 'YWJ=', 'YWK', 'YWK=', 'YWL', 'YWL=']],
    [
      'BinaryEquals',
      'YWJjZA==',
      Array.from('ABCDEFGHIJKLMNOP', (_, bits) => `YWJjZ${String.fromCharCode(65 + bits)}`).flatMap((text) => [
        text,
        `${text}==`,
      ]),
    ],
    ['BinaryEquals', '+/8', ['+/8', '+/8=', '+/9', '+/9=', '+/+', '+/+=', '+//', '+//=']],
  ])('valueLanguage has the right words under %s for %j', (operator, value, expected) =>
    expect(words(operator, value)).toStrictEqual(expected),
  );

  it('valueLanguage has ASCII letters in either case under StringEqualsIgnoreCase', () => {
    const language = valueLanguage(operatorNamed('StringEqualsIgnoreCase'), ['aZ1\u00c4'], {
      hasVariables: true,
      lookUp,
      colons: 'cross',
    });
    expect(language).toStrictEqual([[{ lower: 'a', upper: 'A' }, { lower: 'z', upper: 'Z' }, '1', '\u00c4']]);
  });

  it('literalStrings returns each word once', () =>
    expect(words('StringEquals', 'a', 'b', 'a')).toStrictEqual(['a', 'b']));

  it('literalStrings returns undefined if a pattern has wildcards', () => {
    expect(literalStrings([globTokens('a'), globTokens('a*')])).toBeUndefined();
    expect(literalStrings([])).toStrictEqual([]);
  });
});
