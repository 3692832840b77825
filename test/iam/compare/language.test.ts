import { describe, expect, it } from 'vitest';
import { isArn } from '../../../src/aws/arn.js';
import { findString } from '../../../src/iam/compare/automaton.js';
import {
  actionLanguage,
  createMatcher,
  EVERY_ACTION,
  EVERY_ARN,
  EVERY_RESOURCE,
  isTextFamily,
  literalStrings,
  NOT_EMPTY,
  refusedInActions,
  resourceLanguage,
  valueLanguage,
} from '../../../src/iam/compare/language.js';
import type { Language } from '../../../src/iam/compare/pattern.js';
import { operatorNamed } from '../../../src/iam/condition/operator.js';
import { ANY_ONE, ANY_RUN, globTokens, SEGMENT_RUN } from '../../../src/iam/match/glob.js';
import { valueResolver } from '../../../src/iam/match/variable.js';
import { isRequestAction, isRequestResource } from '../../../src/iam/request.js';

const has = (language: Language, text: string): boolean =>
  findString({ all: [language, [Array.from(text)]], none: [] }, { left: 100_000 }) === text;
const resolve = valueResolver((key) => (key === 'v' ? 'v*' : undefined));
const scope = { hasVariables: true, resolve };

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
  ['Z', true],
  [' ', true],
  ['\t', true],
  ['\u3000', true],
  ['*', true],
  ['?', true],
  [':', false],
  ['\u00c4', false],
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

it('actionLanguage converts ASCII letters to lowercase, and no others', () => {
  expect(actionLanguage(['S3:G?t*', 'x:\u0130\u03a3'])).toStrictEqual([
    [...'s3:g', ANY_ONE, 't', ANY_RUN],
    [...'x:\u0130\u03a3'],
  ]);
});

it('resourceLanguage has the strings of all entries that have values for their variables', () => {
  const patterns = ['*', 'arn:aws:sqs:*:1:${v}', '${w}', '${v}${*}'];
  expect(resourceLanguage(patterns, scope, 'cross')).toStrictEqual([
    [ANY_RUN],
    [...'arn:aws:sqs:', ANY_RUN, ...':1:v*'],
    [...'v**'],
  ]);
  expect(resourceLanguage(patterns.slice(1, 2), scope, 'stay')).toStrictEqual([
    [...'arn:aws:sqs:', SEGMENT_RUN, ...':1:v*'],
  ]);
  expect(resourceLanguage(['${v}'], { ...scope, hasVariables: false }, 'cross')).toStrictEqual([[...'${v}']]);
});

describe('the strings that a value matches', () => {
  const words = (operator: string, ...values: string[]): string[] | undefined =>
    literalStrings(valueLanguage(operatorNamed(operator), values, scope));

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
    ['StringEqualsIgnoreCase', '${w}', []],
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

  it('valueLanguage has ASCII letters in either case under StringEqualsIgnoreCase and Bool', () => {
    const [t, r, u, e] = Array.from('true', (lower) => ({ lower, upper: lower.toUpperCase() }));
    expect(valueLanguage(operatorNamed('StringEqualsIgnoreCase'), ['eR1\u00c4'], scope)).toStrictEqual([
      [e, r, '1', '\u00c4'],
    ]);
    expect(valueLanguage(operatorNamed('Bool'), ['TRUE', 'no'], scope)).toStrictEqual([[t, r, u, e]]);
  });

  it('literalStrings returns each word once', () =>
    expect(words('StringEquals', 'a', 'b', 'a')).toStrictEqual(['a', 'b']));

  it('literalStrings returns undefined if a pattern has wildcards', () => {
    expect(literalStrings([globTokens('a'), globTokens('a*')])).toBeUndefined();
    expect(literalStrings([])).toStrictEqual([]);
  });
});

describe('createMatcher', () => {
  it.each<[what: string, language: Language, matched: string[], others: string[]]>([
    ['no patterns', [], [], ['', 'a']],
    ['words', [[...'ab'], [...'c']], ['ab', 'c'], ['a', 'abc', '', 'AB']],
    ['a start', [globTokens('ab*')], ['ab', 'abc'], ['a', 'xab']],
    ['wildcards and words', [globTokens('*b'), [...'c']], ['b', 'ab', 'c'], ['a', 'bc']],
    ['letters in either case', valueLanguage(operatorNamed('Bool'), ['true'], scope), ['true', 'TRUE'], ['t', 'trues']],
    [
      'letters in either case and a wildcard',
      [[{ lower: 'a', upper: 'A' }, ANY_RUN, '1']],
      ['a1', 'AX1', 'ax1'],
      ['1', 'b1', 'a'],
    ],
  ])('a matcher of %s matches the strings of the language only', (_what, language, matched, others) => {
    const { test } = createMatcher(language);
    expect(matched.filter((text) => !test(text))).toStrictEqual([]);
    expect(others.filter(test)).toStrictEqual([]);
  });

  it('the cost of a test is the number of patterns with wildcards, and one for all words', () => {
    expect(createMatcher([]).cost).toBe(1);
    expect(createMatcher([[...'ab'], [...'c']]).cost).toBe(1);
    expect(createMatcher([globTokens('a*'), globTokens('?'), [...'c']]).cost).toBe(3);
  });
});
