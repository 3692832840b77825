import { describe, expect, it } from 'vitest';
import { ARN_KINDS, arnPattern, arnProblems, partitionProblems } from '../../src/aws/identifiers.js';
import type { Problem } from '../../src/core/issue.js';
import { problemLines } from './problem-lines.js';

describe('arnProblems', () => {
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
    ['policy', 'arn:aws:iam::123456789012:policy/a!b/P'],
    ['role', 'arn:aws:iam::123456789012:role/path/Name'],
    ['instanceProfile', 'arn:aws:iam::123456789012:instance-profile/path/Name'],
    ['stream', 'arn:aws:kinesis:us-east-1:123456789012:stream/a_b.c-1'],
    ['stream', `arn:aws:kinesis:us-gov-west-1:123456789012:stream/${'x'.repeat(128)}`],
    ['queue', 'arn:aws:sqs:us-east-1:123456789012:a_b-1.fifo'],
    ['queue', `arn:aws-iso-b:sqs:us-isob-east-12:123456789012:${'x'.repeat(80)}`],
    ['key', 'arn:aws:kms:us-east-1:123456789012:key/mrk-1234'],
  ])('accepts as the ARN of a %s: %s', (kind, arn) => {
    expect(arnProblems(arn, ARN_KINDS[kind])).toStrictEqual([]);
  });

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
    ['role', 'invalid_arn', 'arn:aws:iam::123456789012:role/a*/b'],
    ['role', 'invalid_arn', 'arn:aws:iam::123456789012:role/a!b/c'],
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
  ])('refuses as the ARN of a %s, with the code %s: %j', (kind, code, arn) => {
    const message = `\`${arn.length > 80 ? `${arn.slice(0, 80)}…` : arn}\` is not the ARN of ${whats[kind]}`;
    expect(arnProblems(arn, ARN_KINDS[kind])).toStrictEqual([{ code, message, hint: hints[kind] }]);
  });
});

it.each(Object.entries(ARN_KINDS))('the example in the hint for the ARN of a %s is valid', (_name, kind) => {
  const [{ hint = '' } = {}] = arnProblems('', kind);
  const example = /`(.+)`/.exec(hint)?.[1] ?? '';
  expect(RegExp(arnPattern(kind), 'u').test(example)).toBe(true);
  expect(arnProblems(example, kind)).toStrictEqual([]);
});

it.each<[arn: string, ...problems: string[]]>([
  ['arn:aws-cn:iam::123456789012:role/x'],
  ['role/x'],
  ['x:aws'],
  [
    'arn:aws:iam::123456789012:role/x',
    'wrong_partition: `arn:aws:iam::123456789012:role/x` is in the `aws` partition; expected `aws-cn`',
  ],
])('partitionProblems compares the partition of %s with aws-cn', (arn, ...problems) => {
  expect(problemLines(partitionProblems(arn, 'aws-cn'))).toStrictEqual(problems);
});
