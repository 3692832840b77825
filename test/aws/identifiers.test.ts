import { describe, expect, it } from 'vitest';
import { bucketProblems } from '../../src/aws/bucket.js';
import {
  ARN_KINDS,
  arnProblems,
  IDENTIFIERS,
  identifierProblems,
  partitionProblems,
  pathProblems,
  sessionProblems,
  tagProblems,
} from '../../src/aws/identifiers.js';
import type { Problem } from '../../src/core/issue.js';

/** `code: message (hint)` of each problem. */
const lines = (problems: Problem[]): string[] =>
  problems.map(({ code, message, hint }) => `${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`);

describe('an account id', () => {
  it.each<[text: string, ...problems: string[]]>([
    ['123456789012'],
    ['', 'missing: the AWS account ID is empty'],
    ['12345678901', 'invalid_value: `12345678901` is not an AWS account ID (use 12 digits)'],
    ['1234567890123', 'invalid_value: `1234567890123` is not an AWS account ID (use 12 digits)'],
    ['x123456789012', 'invalid_value: `x123456789012` is not an AWS account ID (use 12 digits)'],
    ['12345678901a', 'invalid_value: `12345678901a` is not an AWS account ID (use 12 digits)'],
  ])('%j', (text, ...problems) =>
    expect(lines(identifierProblems(text, IDENTIFIERS.accountId))).toStrictEqual(problems),
  );
});

describe('an external id', () => {
  const characters = 'contains characters that are not allowed (use letters, digits and `_+=,.@:/-`)';

  it.each<[text: string, ...problems: string[]]>([
    ['ab'],
    ['aZ0_+=,.@:/-'],
    ['x'.repeat(1224)],
    ['', 'missing: the external ID is empty'],
    ['a', 'too_short: the external ID must have 2 to 1,224 characters, not 1'],
    ['x'.repeat(1225), 'too_long: the external ID must have 2 to 1,224 characters, not 1,225'],
    [' ab', `invalid_characters: the external ID \` ab\` ${characters}`],
    ['ab ', `invalid_characters: the external ID \`ab \` ${characters}`],
    [
      '*',
      'too_short: the external ID must have 2 to 1,224 characters, not 1',
      `invalid_characters: the external ID \`*\` ${characters}`,
    ],
  ])('%j', (text, ...problems) =>
    expect(lines(identifierProblems(text, IDENTIFIERS.externalId))).toStrictEqual(problems),
  );
});

describe('a part of a name', () => {
  it.each<[text: string, ...problems: string[]]>([
    [''],
    ['aZ0_+=,.@-'],
    [
      '/a',
      'invalid_characters: the name prefix `/a` contains characters that are not allowed (use letters, digits and `_+=,.@-`)',
    ],
    [
      'a:',
      'invalid_characters: the name prefix `a:` contains characters that are not allowed (use letters, digits and `_+=,.@-`)',
    ],
  ])('%j', (text, ...problems) =>
    expect(lines(identifierProblems(text, { ...IDENTIFIERS.roleName, min: 0 }, 'a name prefix'))).toStrictEqual(
      problems,
    ),
  );
});

describe('a path', () => {
  const slashes = (text: string): string => `invalid_value: the path ${text} must begin and end with a slash`;

  it.each<[text: string, ...problems: string[]]>([
    ['/'],
    ['/a/'],
    ['/a/b-!~/'],
    [`/${'x'.repeat(510)}/`],
    ['', 'missing: the path is empty'],
    [`/${'x'.repeat(511)}/`, 'too_long: the path must have 1 to 512 characters, not 513'],
    ['a', slashes('`a`')],
    ['/a', slashes('`/a`')],
    ['a/', slashes('`a/`')],
    ['x/a/', slashes('`x/a/`')],
    ['/a/x', slashes('`/a/x`')],
    [
      '/a b/',
      'invalid_characters: the path `/a b/` contains characters that are not allowed (use ASCII characters without spaces)',
    ],
    [
      '/ä/',
      'invalid_characters: the path `/ä/` contains characters that are not allowed (use ASCII characters without spaces)',
    ],
    [
      ' /',
      'invalid_characters: the path ` /` contains characters that are not allowed (use ASCII characters without spaces)',
      slashes('` /`'),
    ],
    [
      '/ ',
      'invalid_characters: the path `/ ` contains characters that are not allowed (use ASCII characters without spaces)',
      slashes('`/ `'),
    ],
  ])('%j', (text, ...problems) => expect(lines(pathProblems(text))).toStrictEqual(problems));
});

describe('a session', () => {
  it.each<[seconds: number, ...problems: string[]]>([
    [3600],
    [43_200],
    [3599, 'out_of_range: the maximum session duration must be 3,600 to 43,200 whole seconds, not 3599'],
    [43_201, 'out_of_range: the maximum session duration must be 3,600 to 43,200 whole seconds, not 43201'],
    [3600.5, 'out_of_range: the maximum session duration must be 3,600 to 43,200 whole seconds, not 3600.5'],
    [NaN, 'out_of_range: the maximum session duration must be 3,600 to 43,200 whole seconds, not NaN'],
  ])('of %d seconds', (seconds, ...problems) => expect(lines(sessionProblems(seconds))).toStrictEqual(problems));
});

describe('a tag', () => {
  const characters = 'contains characters that are not allowed (use letters, digits, spaces and `_.:/=+-@`)';

  it.each<[key: string, value: string, ...problems: string[]]>([
    ['k', ''],
    ['Kostenstelle é 1', '_.:/=+-@'],
    ['k'.repeat(128), 'v'.repeat(256)],
    ['xaws:k', 'aws:v'],
    ['', 'v', 'missing: the tag key is empty'],
    ['k'.repeat(129), 'v', 'too_long: the tag key must have 1 to 128 characters, not 129'],
    ['k', 'v'.repeat(257), 'too_long: the tag value must have at most 256 characters, not 257'],
    [
      '*k',
      'v;',
      `invalid_characters: the tag key \`*k\` ${characters}`,
      `invalid_characters: the tag value \`v;\` ${characters}`,
    ],
    ['aws:k', 'v', 'reserved_name: tag keys that begin with `aws:` are reserved'],
    ['AWS:k', 'v', 'reserved_name: tag keys that begin with `aws:` are reserved'],
  ])('%j: %j', (key, value, ...problems) => expect(lines(tagProblems(key, value))).toStrictEqual(problems));
});

describe('an ARN', () => {
  const hints = {
    policy: 'for example `arn:aws:iam::123456789012:policy/Name`',
    role: 'for example `arn:aws:iam::123456789012:role/Name`',
    instanceProfile: 'for example `arn:aws:iam::123456789012:instance-profile/Name`',
    stream: 'for example `arn:aws:kinesis:us-east-1:123456789012:stream/name`',
    queue: 'for example `arn:aws:sqs:us-east-1:123456789012:name`',
    key: 'for example `arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-1234567890ab`',
  } satisfies Record<keyof typeof ARN_KINDS, string>;
  const whats = {
    policy: 'a policy',
    role: 'a role',
    instanceProfile: 'an instance profile',
    stream: 'a Kinesis stream',
    queue: 'an SQS queue',
    key: 'a KMS key',
  };

  it.each<[kind: keyof typeof ARN_KINDS, arn: string]>([
    ['policy', 'arn:aws:iam::123456789012:policy/Name'],
    ['policy', 'arn:aws:iam::aws:policy/service-role/Name'],
    ['policy', 'arn:aws-us-gov:iam::123456789012:policy/a/b_+=,.@-'],
    ['role', 'arn:aws:iam::123456789012:role/path/Name'],
    ['instanceProfile', 'arn:aws:iam::123456789012:instance-profile/path/Name'],
    ['stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/a_b.c-1'],
    ['stream', `arn:aws:kinesis:us-gov-west-1:123456789012:stream/${'x'.repeat(128)}`],
    ['queue', 'arn:aws:sqs:us-east-1:123456789012:a_b-1.fifo'],
    ['queue', `arn:aws-iso-b:sqs:us-isob-east-12:123456789012:${'x'.repeat(80)}`],
    ['key', 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234'],
  ])('of a %s: %s', (kind, arn) => expect(arnProblems(arn, ARN_KINDS[kind])).toStrictEqual([]));

  it.each<[kind: keyof typeof ARN_KINDS, code: Problem['code'], arn: string]>([
    ['policy', 'invalid_arn', ''],
    ['policy', 'invalid_arn', 'arn'],
    ['policy', 'wrong_service', 'arn:aws:sts::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'xarn:aws:sts::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'xarn:aws:iam::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:xaws:iam::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws-:iam::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws1:iam::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn::iam::123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam:us-east-1:123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam:::policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam::1234567890123:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam::x123456789012:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam::12345678901:policy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam::123456789012:policy/'],
    ['policy', 'invalid_arn', 'arn:aws:iam::123456789012:xpolicy/Name'],
    ['policy', 'invalid_arn', 'arn:aws:iam::123456789012:policy/a*'],
    ['role', 'invalid_arn', 'arn:aws:iam::aws:role/Name'],
    ['role', 'invalid_arn', 'arn:aws:iam::123456789012:role/'],
    ['role', 'invalid_arn', 'arn:aws:iam::123456789012:xrole/Name'],
    ['role', 'invalid_arn', 'arn:aws:iam::123456789012:role/a*'],
    ['instanceProfile', 'invalid_arn', 'arn:aws:iam::123456789012:instance-profile/'],
    ['instanceProfile', 'invalid_arn', 'arn:aws:iam::123456789012:xinstance-profile/Name'],
    ['instanceProfile', 'invalid_arn', 'arn:aws:iam::123456789012:instance-profile/a*'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis::123456789012:stream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-east:123456789012:stream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-1:123456789012:stream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-east-1a:123456789012:stream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:1us-east-1:123456789012:stream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-east-1:123456789012:stream/'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-east-1:123456789012:xstream/name'],
    ['stream', 'invalid_arn', 'arn:aws:kinesis:us-east-1:123456789012:stream/a*'],
    ['stream', 'invalid_arn', `arn:aws:kinesis:us-east-1:123456789012:stream/${'x'.repeat(129)}`],
    ['queue', 'invalid_arn', 'arn:aws:sqs:us-east-1:123456789012:'],
    ['queue', 'invalid_arn', 'arn:aws:sqs:us-east-1:123456789012:.fifo'],
    ['queue', 'invalid_arn', 'arn:aws:sqs:us-east-1:123456789012:name.x'],
    ['queue', 'invalid_arn', 'arn:aws:sqs:us-east-1:123456789012:*name'],
    ['queue', 'invalid_arn', `arn:aws:sqs:us-east-1:123456789012:${'x'.repeat(81)}`],
    ['key', 'invalid_arn', 'arn:aws:kms:us-east-1:123456789012:alias/name'],
    ['key', 'invalid_arn', 'arn:aws:kms:us-east-1:123456789012:key/'],
    ['key', 'invalid_arn', 'arn:aws:kms:us-east-1:123456789012:xkey/1'],
    ['key', 'invalid_arn', 'arn:aws:kms:us-east-1:123456789012:key/*'],
    ['key', 'invalid_arn', 'arn:aws:kms:us-east-1:123456789012:key/1*'],
    ['key', 'wrong_service', 'arn:aws:kmsx:us-east-1:123456789012:key/1'],
  ])('not of a %s (%s): %s', (kind, code, arn) => {
    const message = `\`${arn.length > 80 ? `${arn.slice(0, 80)}…` : arn}\` is not the ARN of ${whats[kind]}`;
    expect(arnProblems(arn, ARN_KINDS[kind])).toStrictEqual([{ code, message, hint: hints[kind] }]);
  });

  it.each<[arn: string, ...problems: string[]]>([
    ['arn:aws-cn:iam::123456789012:role/x'],
    ['role/x'],
    ['x:aws'],
    [
      'arn:aws:iam::123456789012:role/x',
      'wrong_partition: `arn:aws:iam::123456789012:role/x` is in the `aws` partition; expected `aws-cn`',
    ],
  ])('in the partition aws-cn: %s', (arn, ...problems) =>
    expect(lines(partitionProblems(arn, 'aws-cn'))).toStrictEqual(problems),
  );
});

describe('the name of a bucket', () => {
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
  ])('%j', (name) => expect(bucketProblems(name)).toStrictEqual([]));

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
  ])('not %j', (name) => {
    expect(lines(bucketProblems(name))).toStrictEqual([
      `invalid_value: \`${name.replace('\n', '\\n')}\` is not a bucket name (use 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends)`,
    ]);
  });

  it('not the empty one', () => expect(lines(bucketProblems(''))).toStrictEqual(['missing: the bucket name is empty']));
});

describe('the beginning of keys', () => {
  const characters = (prefix: string): string =>
    `invalid_characters: the prefix \`${prefix}\` contains characters that are not allowed (use no wildcards, no control characters and no slash at the beginning; everything below the prefix is included)`;

  it.each<[prefix: string, ...problems: string[]]>([
    [''],
    ['a'],
    ['a/b c/ä😀/'],
    ['x'.repeat(1024)],
    ['x'.repeat(1025), 'too_long: the prefix must have at most 1,024 characters, not 1,025'],
    ['/', characters('/')],
    ['/a', characters('/a')],
    ['*', characters('*')],
    ['a*', characters('a*')],
    ['?', characters('?')],
    ['a?b', characters('a?b')],
    ['\u0001', characters('\\u0001')],
    ['a\n', characters('a\\n')],
    ['\ud800', characters('\\ud800')],
    ['a\udc00', characters('a\\udc00')],
    ['\ufdd0', characters('\ufdd0')],
    ['a\ufdef', characters('a\ufdef')],
  ])('%j', (prefix, ...problems) =>
    expect(lines(identifierProblems(prefix, IDENTIFIERS.prefix))).toStrictEqual(problems),
  );
});

describe('the id of a VPC', () => {
  it.each(['vpc-0a1b2c3d', 'vpc-0123456789abcdef0'])('%j', (id) =>
    expect(identifierProblems(id, IDENTIFIERS.vpcId)).toStrictEqual([]),
  );

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
  ])('not %j', (id) => {
    expect(identifierProblems(id, IDENTIFIERS.vpcId)).toStrictEqual([
      {
        code: 'invalid_value',
        message: `\`${id}\` is not a VPC ID`,
        hint: 'use `vpc-` and 8 or 17 hexadecimal digits',
      },
    ]);
  });

  it('not empty', () =>
    expect(identifierProblems('', IDENTIFIERS.vpcId)).toStrictEqual([
      { code: 'missing', message: 'the VPC ID is empty' },
    ]));
});
