import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/iam/match/glob.js';
import { overlapTest, SEGMENT } from '../../../src/iam/match/overlap.js';
import { count } from '../../deep.js';

describe('the quick test whether patterns overlap', () => {
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 7 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 7 });

  it('never says no where a string matches both', () => {
    fc.assert(
      fc.property(glob, glob, text, (one, other, each) => {
        fc.pre(matchesGlob(one, each) && matchesGlob(other, each));
        return overlapTest()(one, other);
      }),
      { numRuns: count(1000, 3000) },
    );
  });

  it.each<[string, string, boolean]>([
    ['arn:aws:s3:::a/*', `arn:${SEGMENT}:s3:::*`, true],
    ['arn:aws:s3:::a/*', `arn:${SEGMENT}:ec2:${SEGMENT}:${SEGMENT}:instance/i-1`, false],
    ['arn:aws:s3*', `arn:${SEGMENT}:s3:::a`, true],
    ['arn:aws*:instance/i-1', `arn:${SEGMENT}:ec2:${SEGMENT}:${SEGMENT}:instance/i-1`, true],
    ['arn:aws:iam::*:role/app-*', `arn:${SEGMENT}:iam::${SEGMENT}:role/OrganizationAdministrator`, false],
    ['arn:aws:iam::*:role/${aws:username}', `arn:${SEGMENT}:iam::${SEGMENT}:role/OrganizationAdministrator`, true],
    [`a${SEGMENT}`, `${SEGMENT}b`, true],
    [`a${SEGMENT}`, 'a:', false],
    [`a${SEGMENT}c`, 'abbc', true],
    [`a${SEGMENT}`, '*', true],
    [`a${SEGMENT}`, 'a?', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*', 'anything', true],
    ['a*b', '*', true],
    ['a*', '*b', true],
    ['ab', 'ab*', true],
    ['ab*', 'ab', true],
    ['ab', 'a', false],
    ['a', 'ab', false],
    ['abc', 'abd', false],
    ['arn:aws:s3', 'arn:aws:s3:::a', true],
    ['arn:aws:s3', 'arn:aws:ec2:::a', false],
    ["a${aws:username, '}'}b", 'axb', true],
    ["a${aws:username, '}'}b", 'axc', false],
    [`${'a*'.repeat(2000)}b`, `${'*a'.repeat(2000)}c`, true],
  ])('answers for %s and %s', (one, other, expected) => {
    const test = overlapTest();
    expect([test(one, other), test(other, one), test(one, other)]).toEqual([expected, expected, expected]);
  });
});
