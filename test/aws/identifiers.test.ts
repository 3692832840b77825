import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  IDENTIFIERS,
  identifierProblems,
  pathProblems,
  sessionProblems,
  tagProblems,
} from '../../src/aws/identifiers.js';
import { problemLines } from './problem-lines.js';

type Case = [name: string, text: string, ...problems: string[]];

describe('identifierProblems', () => {
  it.each<[name: string, text: string]>([['12 digits', '123456789012']])(
    'accepts %s as an account ID',
    (_name, text) => {
      expect(identifierProblems(text, IDENTIFIERS.accountId)).toStrictEqual([]);
    },
  );

  it.each<Case>([
    ['an empty string', '', 'missing: the AWS account ID is empty'],
    ['11 digits', '12345678901', 'invalid_value: `12345678901` is not an AWS account ID (use 12 digits)'],
    ['13 digits', '1234567890123', 'invalid_value: `1234567890123` is not an AWS account ID (use 12 digits)'],
    [
      'a letter before 12 digits',
      'x123456789012',
      'invalid_value: `x123456789012` is not an AWS account ID (use 12 digits)',
    ],
    [
      'a letter in place of the last digit',
      '12345678901a',
      'invalid_value: `12345678901a` is not an AWS account ID (use 12 digits)',
    ],
  ])('refuses %s as an account ID', (_name, text, ...problems) => {
    expect(problemLines(identifierProblems(text, IDENTIFIERS.accountId))).toStrictEqual(problems);
  });

  const outsideExternalId = 'contains characters that are not allowed (use letters, digits and `_+=,.@:/-`)';

  it.each<[name: string, text: string]>([
    ['two letters', 'ab'],
    ['every character that is allowed', 'aZ0_+=,.@:/-'],
    ['1,224 characters', 'x'.repeat(1224)],
  ])('accepts %s as an external ID', (_name, text) => {
    expect(identifierProblems(text, IDENTIFIERS.externalId)).toStrictEqual([]);
  });

  it.each<Case>([
    ['an empty string', '', 'missing: the external ID is empty'],
    ['one letter', 'a', 'too_short: the external ID must have 2 to 1,224 characters, not 1'],
    ['1,225 characters', 'x'.repeat(1225), 'too_long: the external ID must have 2 to 1,224 characters, not 1,225'],
    ['a leading space', ' ab', `invalid_characters: the external ID \` ab\` ${outsideExternalId}`],
    ['a trailing space', 'ab ', `invalid_characters: the external ID \`ab \` ${outsideExternalId}`],
    [
      'a wildcard that is also too short',
      '*',
      'too_short: the external ID must have 2 to 1,224 characters, not 1',
      `invalid_characters: the external ID \`*\` ${outsideExternalId}`,
    ],
  ])('refuses %s as an external ID', (_name, text, ...problems) => {
    expect(problemLines(identifierProblems(text, IDENTIFIERS.externalId))).toStrictEqual(problems);
  });

  const namePart = { ...IDENTIFIERS.roleName, min: 0 };
  const outsidePrefix = (text: string): string =>
    `invalid_characters: the name prefix \`${text}\` contains characters that are not allowed ` +
    '(use letters, digits and `_+=,.@-`)';

  it.each<[name: string, text: string]>([
    ['an empty string', ''],
    ['every character that is allowed', 'aZ0_+=,.@-'],
  ])('accepts %s as a part of a name', (_name, text) => {
    expect(identifierProblems(text, namePart, 'a name prefix')).toStrictEqual([]);
  });

  it.each<Case>([
    ['a slash', '/a', outsidePrefix('/a')],
    ['a colon', 'a:', outsidePrefix('a:')],
  ])('refuses %s as a part of a name, under the name that it is given', (_name, text, ...problems) => {
    expect(problemLines(identifierProblems(text, namePart, 'a name prefix'))).toStrictEqual(problems);
  });

  const outsideKeys = (prefix: string): string =>
    `invalid_characters: the prefix \`${prefix}\` contains characters that are not allowed (use no wildcards, ` +
    'no control characters and no slash at the beginning; everything below the prefix is included)';

  it.each<[name: string, text: string]>([
    ['an empty string', ''],
    ['a letter', 'a'],
    ['spaces, an umlaut and an emoji', 'a/b c/ä😀/'],
    ['1,024 characters', 'x'.repeat(1024)],
  ])('accepts %s as the prefix of object keys', (_name, text) => {
    expect(identifierProblems(text, IDENTIFIERS.prefix)).toStrictEqual([]);
  });

  it.each<Case>([
    ['1,025 characters', 'x'.repeat(1025), 'too_long: the prefix must have at most 1,024 characters, not 1,025'],
    ['a slash alone', '/', outsideKeys('/')],
    ['a leading slash', '/a', outsideKeys('/a')],
    ['an asterisk alone', '*', outsideKeys('*')],
    ['an asterisk at the end', 'a*', outsideKeys('a*')],
    ['a question mark alone', '?', outsideKeys('?')],
    ['a question mark in the middle', 'a?b', outsideKeys('a?b')],
    ['a control character', '\u0001', outsideKeys('\\u0001')],
    ['a line feed', 'a\n', outsideKeys('a\\n')],
    ['half of a surrogate pair', '\ud800', outsideKeys('\\ud800')],
    ['the other half at the end', 'a\udc00', outsideKeys('a\\udc00')],
    ['the first noncharacter', '\ufdd0', outsideKeys('\ufdd0')],
    ['the last noncharacter at the end', 'a\ufdef', outsideKeys('a\ufdef')],
  ])('refuses %s as the prefix of object keys', (_name, text, ...problems) => {
    expect(problemLines(identifierProblems(text, IDENTIFIERS.prefix))).toStrictEqual(problems);
  });

  it.each(['vpc-0a1b2c3d', 'vpc-0123456789abcdef0'])('accepts %s as a VPC ID', (id) => {
    expect(identifierProblems(id, IDENTIFIERS.vpcId)).toStrictEqual([]);
  });

  it.each([
    'vpc-',
    'vpc-0a1b2c3',
    'vpc-0a1b2c3d4',
    'vpc-0123456789abcdef',
    'vpc-0123456789abcdef01',
    'vpc-0A1B2C3D',
    'vpc-0a1b2c3g',
    'vpc-0123456789abcdefg',
    'xvpc-0a1b2c3d',
    'subnet-0a1b2c3d',
  ])('refuses %s as a VPC ID', (id) => {
    expect(problemLines(identifierProblems(id, IDENTIFIERS.vpcId))).toStrictEqual([
      `invalid_value: \`${id}\` is not a VPC ID (use \`vpc-\` and 8 or 17 hexadecimal digits)`,
    ]);
  });

  it('calls an empty VPC ID missing', () => {
    expect(problemLines(identifierProblems('', IDENTIFIERS.vpcId))).toStrictEqual(['missing: the VPC ID is empty']);
  });
});

describe('pathProblems', () => {
  const slashes = (text: string): string => `invalid_value: the path \`${text}\` must begin and end with a slash`;
  const characters = (text: string): string =>
    `invalid_characters: the path \`${text}\` contains characters that are not allowed ` +
    '(use ASCII characters without spaces)';

  it.each<[name: string, text: string]>([
    ['a slash', '/'],
    ['one folder', '/a/'],
    ['two folders with the outermost ASCII characters', '/a/b-!~/'],
    ['512 characters', `/${'x'.repeat(510)}/`],
  ])('accepts %s', (_name, text) => {
    expect(pathProblems(text)).toStrictEqual([]);
  });

  it.each<Case>([
    ['an empty path', '', 'missing: the path is empty'],
    ['513 characters', `/${'x'.repeat(511)}/`, 'too_long: the path must have 1 to 512 characters, not 513'],
    ['two slashes alone', '//', 'invalid_value: the path `//` must not consist of two slashes'],
    ['a path without slashes', 'a', slashes('a')],
    ['a path without the last slash', '/a', slashes('/a')],
    ['a path without the first slash', 'a/', slashes('a/')],
    ['a path with text before its first slash', 'x/a/', slashes('x/a/')],
    ['a path with text after its last slash', '/a/x', slashes('/a/x')],
    ['a path with a space', '/a b/', characters('/a b/')],
    ['a path with an umlaut', '/ä/', characters('/ä/')],
    ['a space before the slash', ' /', characters(' /'), slashes(' /')],
    ['a space after the slash', '/ ', characters('/ '), slashes('/ ')],
  ])('refuses %s', (_name, text, ...problems) => {
    expect(problemLines(pathProblems(text))).toStrictEqual(problems);
  });

  it('finds nothing if and only if the pattern and the limits of a path accept the string', () => {
    const { pattern, min, max } = IDENTIFIERS.path;
    const parts = fc.array(fc.constantFrom('/', 'a', '//', ' ', 'ä', '\n', '/b/', 'x'.repeat(255)), { maxLength: 5 });
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.join('');
        const isValid = RegExp(pattern, 'u').test(text) && text.length >= min && text.length <= max;
        expect(pathProblems(text).length === 0, text).toBe(isValid);
      }),
      { numRuns: 500 },
    );
  });
});

describe('sessionProblems', () => {
  const problem = (seconds: string): string =>
    `out_of_range: the maximum session duration must be 3,600 to 43,200 whole seconds, not ${seconds}`;

  it.each<[seconds: number]>([[3600], [43_200]])('accepts a maximum session duration of %s seconds', (seconds) => {
    expect(sessionProblems(seconds)).toStrictEqual([]);
  });

  it.each<[seconds: number, ...problems: string[]]>([
    [3599, problem('3599')],
    [43_201, problem('43201')],
    [3600.5, problem('3600.5')],
    [NaN, problem('NaN')],
  ])('refuses a maximum session duration of %s seconds', (seconds, ...problems) => {
    expect(problemLines(sessionProblems(seconds))).toStrictEqual(problems);
  });
});

describe('tagProblems', () => {
  const characters = 'contains characters that are not allowed (use letters, digits, spaces and `_.:/=+-@`)';

  it.each<[name: string, key: string, value: string]>([
    ['an empty value', 'k', ''],
    ['every kind of character that is allowed', 'Kostenstelle é 1', '_.:/=+-@'],
    ['a key and a value of the greatest length', 'k'.repeat(128), 'v'.repeat(256)],
    ['`aws:` anywhere but at the beginning of the key', 'xaws:k', 'aws:v'],
  ])('accepts a tag with %s', (_name, key, value) => {
    expect(tagProblems(key, value)).toStrictEqual([]);
  });

  it.each<[name: string, key: string, value: string, ...problems: string[]]>([
    ['an empty key', '', 'v', 'missing: the tag key is empty'],
    ['a key of 129 characters', 'k'.repeat(129), 'v', 'too_long: the tag key must have 1 to 128 characters, not 129'],
    [
      'a value of 257 characters',
      'k',
      'v'.repeat(257),
      'too_long: the tag value must have at most 256 characters, not 257',
    ],
    [
      'a bad character in both',
      '*k',
      'v;',
      `invalid_characters: the tag key \`*k\` ${characters}`,
      `invalid_characters: the tag value \`v;\` ${characters}`,
    ],
    ['a key that begins with `aws:`', 'aws:k', 'v', 'reserved_name: tag keys that begin with `aws:` are reserved'],
    ['a key that begins with `AWS:`', 'AWS:k', 'v', 'reserved_name: tag keys that begin with `aws:` are reserved'],
  ])('refuses a tag with %s', (_name, key, value, ...problems) => {
    expect(problemLines(tagProblems(key, value))).toStrictEqual(problems);
  });
});
