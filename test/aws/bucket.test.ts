import { describe, expect, it } from 'vitest';
import { bucketProblems, reservedEnding } from '../../src/aws/bucket.js';
import { problemLines } from './problem-lines.js';

describe('bucketProblems', () => {
  it.each([
    'abc',
    'a-b.c',
    '1a.2',
    '0aa',
    'aa0',
    'x'.repeat(63),
    'sthree',
    'xn-a',
    'a-s3alias-b',
    'a--ol-s3-b',
    'a.mrap-b',
    '1.2.3.x',
    'xxn--a',
    'axxn--b',
  ])('accepts %s as a bucket name', (name) => expect(bucketProblems(name)).toStrictEqual([]));

  it.each([
    'ab',
    'x'.repeat(64),
    'Abc',
    'aBc',
    'abC',
    'a_c',
    '-ab',
    'ab-',
    '.ab',
    'ab.',
    'a..b',
    'xn--abc',
    'sthree-abc',
    'amzn-s3-demo-bucket',
    'abc-s3alias',
    'abc--ol-s3',
    'abc.mrap',
    'abc--x-s3',
    'abc--table-s3',
    '192.168.5.4',
    '12345',
    'a b',
    'abc\n',
  ])('refuses %j as a bucket name', (name) => {
    expect(problemLines(bucketProblems(name))).toStrictEqual([
      `invalid_value: \`${name.replace('\n', '\\n')}\` is not a bucket name ` +
        '(use 3 to 63 lowercase letters, digits, dots and hyphens, with a letter or digit at both ends)',
    ]);
  });

  it('calls an empty bucket name missing', () => {
    expect(problemLines(bucketProblems(''))).toStrictEqual(['missing: the bucket name is empty']);
  });

  it('accepts a name that ends with `-an`, because S3 gives such names to buckets that exist', () => {
    expect(bucketProblems('acme-111122223333-us-east-1-an')).toStrictEqual([]);
  });
});

describe('reservedEnding', () => {
  it.each(['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3', '-an'])('finds the reserved ending %s', (ending) => {
    expect(reservedEnding(`acme${ending}`)).toBe(ending);
  });

  it.each(['acme', 'acme-an-1', 'an', 's3alias', ''])('finds no reserved ending in %j', (name) => {
    expect(reservedEnding(name)).toBeUndefined();
  });
});
