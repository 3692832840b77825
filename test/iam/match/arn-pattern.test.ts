import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArn } from '../../../src/aws/arn.js';
import { arnFields } from '../../../src/aws/arn.js';
import {
  arnTokens,
  matchesArn,
  matchesResource,
  resourceMatcher,
  resourceTokens,
} from '../../../src/iam/match/arn-pattern.js';
import { globTokens } from '../../../src/iam/match/glob.js';
import { valueResolver } from '../../../src/iam/match/variable.js';

const lookUp = (key: string): string | undefined => ({ 'aws:username': 'David', 'aws:colon': 'a:b' })[key];
/** Evaluated once, and prepared. */
function resource(pattern: string, arn: string): boolean {
  const matches = matchesResource(pattern, arn, true, lookUp);
  expect(resourceMatcher(pattern, true, 'cross')(arn, lookUp)).toBe(matches);
  return matches;
}
const condition = (pattern: string, arn: string): boolean => matchesArn(pattern, arn, true, lookUp);

it.each([
  ['arn:aws:s3:::bucket/a:b:c', ['arn', 'aws', 's3', '', '', 'bucket/a:b:c'], true],
  ['arn:aws:s3', ['arn', 'aws', 's3'], false],
  ['*', ['*'], false],
  ['', [''], false],
  ['aws:a:b:c:d:e', ['aws', 'a', 'b', 'c', 'd', 'e'], false],
])('arnFields splits %j, and isArn says whether it is complete', (text, fields, complete) => {
  expect(arnFields(text)).toStrictEqual(fields);
  expect(isArn(text)).toBe(complete);
});

describe('Resource', () => {
  it.each([
    ['*', '*', true],
    ['*', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::b', '*', false],
    ['arn:aws:s3:::b', 'arn:aws:s3:::b', true],
    ['arn:aws:s3:::b', 'arn:aws:s3:::B', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::b/*/c', 'arn:aws:s3:::b/x:y/z/c', true],
    // incomplete: the missing fields are *
    ['arn:aws:sqs', 'arn:aws:sqs:us-east-1:111122223333:queue', true],
    ['arn:aws:sqs:eu', 'arn:aws:sqs:us-east-1:111122223333:queue', false],
    ['arn:aws', 'arn:aws-cn:s3:::b', false],
    ['arn:*', 'arn:aws:s3:::b', true],
    ['arn', 'arn:aws:s3:::b', false],
    ['arn*', 'arn:aws:s3:::b', true],
    ['?', '*', true],
    // a * in the middle of a field stays inside, one at its end may cross
    ['arn:aws:ec2:us-*-1:111122223333:instance/*', 'arn:aws:ec2:us-east-1:111122223333:instance/i', true],
    ['arn:aws:ec2:us-*-1:111122223333:*', 'arn:aws:ec2:us-e:x-1:111122223333:y', false],
    ['arn:aws:svc:*:111122223333:finance/*', 'arn:aws:svc:us-east-2:9:a:111122223333:finance/x', true],
    ['arn:aws:svc:*a:1:x', 'arn:aws:svc:b:a:1:x', false],
    ['arn:aws:svc:?:1:x', 'arn:aws:svc:::1:x', false],
    ['arn:aws:svc:?:1:x', 'arn:aws:svc:r:1:x', true],
    // variables count after the fifth colon only
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/David/x', true],
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/Ana/x', false],
    ['arn:aws:s3:::b/${aws:missing}/*', 'arn:aws:s3:::b//x', false],
    ['arn:aws:s3:*:1:${aws:username}', 'arn:aws:s3:r:2:1:David', true],
    ['${aws:username}', 'David', true],
    ['${aws:missing}', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:${aws:username}::b', 'arn:aws:s3:David::b', false],
    ['arn:aws:s3:${x}::', 'arn:aws:s3:${x}::', true],
    ['arn:aws:s3:${x}::', 'arn:aws:s3:David::', false],
    ['arn:aws:s3:${x}::b/${aws:username}', 'arn:aws:s3:${x}::b/David', true],
    ['arn:aws:s3:*:1:${aws:missing}', 'arn:aws:s3:r:1:', false],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', true],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', false],
  ])('the Resource pattern %j on %j matches: %s', (pattern, arn, expected) =>
    expect(resource(pattern, arn)).toBe(expected),
  );

  it('a Resource pattern has literal variables in a policy that does not support them', () => {
    expect(matchesResource('arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/David', false, lookUp)).toBe(false);
    expect(matchesResource('arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/${aws:username}', false, lookUp)).toBe(
      true,
    );
  });

  it.each<[pattern: string, arn: string, cross: boolean, stay: boolean]>([
    ['arn:aws:sqs:*:1:q', 'arn:aws:sqs:r:1:q', true, true],
    ['arn:aws:sqs:*:1:q', 'arn:aws:sqs:a:b:c:1:q', true, false],
    ['arn:aws:sqs:*:1:q*', 'arn:aws:sqs:r:1:q:x', true, true],
    ['arn:aws:sqs:*-1:1:q', 'arn:aws:sqs:a:b-1:1:q', false, false],
    ['arn:*:q', 'arn:a:q:c:d:e', true, true],
    ['arn:*:q', 'arn:a:b:q:c:d:e', true, false],
    ['arn:*:q', 'arn:a:b:q:c:d', false, false],
    ['arn:*:sqs:*:1:${aws:username}', 'arn:aws:sqs:a:b:1:David', true, false],
    ['arn:*:sqs:*:1:${aws:username}', 'arn:aws:sqs:a:1:David', true, true],
    ['*', 'arn:aws:sqs:a:1:x', true, true],
  ])(
    'the Resource pattern %j on %j matches if stars cross colons: %s, if they stay: %s',
    (pattern, arn, ...expected) => {
      const found = (['cross', 'stay'] as const).map((colons) => matchesResource(pattern, arn, true, lookUp, colons));
      expect(found).toStrictEqual(expected);
    },
  );

  it('matchesResource agrees with a slow implementation of the rules', () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
    const part = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 3 });
    const slow = (fields: string[]): RegExp => {
      const head = fields.slice(0, 5).map((text) =>
        text
          .replace(/\*(?!$)/g, '[^:]*')
          .replace(/\*$/, '.*')
          .replaceAll('?', '[^:]'),
      );
      const last = (fields[5] ?? '').replaceAll('*', '.*').replaceAll('?', '.');
      return new RegExp(`^${[...head, last].join(':')}$`, 's');
    };
    fc.assert(
      fc.property(fc.tuple(field, field, field, field, field), part, part, part, (fields, x, y, z) => {
        const arn = `arn:${x}:${y}:a:${z}:b`;
        expect(resource(['arn', ...fields].join(':'), arn)).toBe(slow(['arn', ...fields]).test(arn));
      }),
      { numRuns: 5000 },
    );
  });
});

it.each(['x*', 'arn'])('resourceTokens has the tokens of %j, which is no ARN, as they are', (pattern) => {
  expect(resourceTokens(pattern, true, valueResolver(lookUp), 'cross')).toStrictEqual(globTokens(pattern));
});

describe('an ARN operator', () => {
  it.each([
    ['arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:111122223333:t', true],
    ['arn:aws:sns:*:111122223333:*', 'arn:aws:sns:us-east-1:9:111122223333:t', false],
    ['arn:aws:lambda:*:1:*', 'arn:aws:lambda:r:1:function:f:1', true],
    ['arn:aws:lambda:*:1:function:*', 'arn:aws:lambda:r:1:function:f:1', true],
    ['arn:aws:lambda:*:1', 'arn:aws:lambda:r:1:function', false],
    ['arn:aws:s3:::b', '*', false],
    ['arn:aws:s3:::b', 'arn:aws:s3:b', false],
    ['*', 'arn:aws:s3:::b', false],
    ['aws:aws:s3:::b', 'arn:aws:s3:::b', false],
    ['arn:aws:sns:*:1:${aws:username}', 'arn:aws:sns:r:1:David', true],
    ['arn:aws:sns:*:1:${aws:missing}', 'arn:aws:sns:r:1:David', false],
    ['arn:aws:sns:?*:1:${aws:username}', 'arn:aws:sns:r:1:David', true],
    ['arn:aws:sns:?*:1:${aws:username}', 'arn:aws:sns:r:2:1:David', false],
    ["arn:aws:sns:${aws:region, 'r'}:1:t", 'arn:aws:sns:r:1:t', true],
    ['arn:aws:sns:?:1:t?', 'arn:aws:sns:r:1:t1', true],
    ['arn:aws:sns:${aws:colon}:t', 'arn:aws:sns:a:b:t', false],
    ['arn:aws:sns:${aws:colon}:1:t', 'arn:aws:sns:a:b:1:t', false],
    ['arn:aws:sns:r:1:${aws:colon}', 'arn:aws:sns:r:1:a:b', true],
    ['*', '*', false],
    ['*', '', false],
    ['arn:aws:s3:::', 'arn:aws:s3:::', true],
    ['aws:aws:s3:::b', 'aws:aws:s3:::b', false],
    ['*:aws:s3:::b', 'arn:aws:s3:::b', true],
    ['a?n:aws:s3:::b', 'arn:aws:s3:::b', true],
    ['a?:aws:s3:::b', 'arn:aws:s3:::b', false],
    ['*:aws:s3:::b', 'aws:aws:s3:::b', false],
    ['arn:aws:s3', 'arn:aws:s3', false],
  ])('the ARN operator with %j on %j matches: %s', (pattern, arn, expected) =>
    expect(condition(pattern, arn)).toBe(expected),
  );

  it.each([
    '*',
    '',
    'arn',
    'arn:aws:s3::b',
    'aws:aws:s3:::b',
    'arn:aws:s3:${aws:colon}::b',
    'arn:aws:s3:::${aws:missing}',
  ])('arnTokens returns no pattern for %j', (pattern) =>
    expect(arnTokens(pattern, true, valueResolver(lookUp))).toBeUndefined(),
  );

  it('an ARN operator has literal variables in a policy that does not support them', () => {
    const literal = 'arn:aws:iam::${k:t}:role/x';
    expect(matchesArn(literal, literal, false, lookUp)).toBe(true);
    expect(matchesArn('arn:aws:iam::${k}:role/x', 'arn:aws:iam::${k}:role/x', false, lookUp)).toBe(true);
    expect(matchesArn('arn:aws:iam::1:${k:t}', 'arn:aws:iam::1:${k:t}', false, lookUp)).toBe(true);
  });
});
