import { describe, expect, it } from 'vitest';
import { closest } from '../../src/core/closest.js';

describe('closest', () => {
  it.each<[string, string[], string | undefined]>([
    ['privatevpc', ['private-vpc', 'upsolver-vpc'], 'private-vpc'],
    ['pivate-vpc', ['private-vpc', 'upsolver-vpc'], 'private-vpc'],
    ['passroles', ['passRoles', 'region'], 'passRoles'],
    ['passRole', ['withoutPolicyReads', 'passRoles'], 'passRoles'],
    ['Github', ['sarif', 'github'], 'github'],
    ['tagoncreate-only', ['tagOnCreateOnly'], 'tagOnCreateOnly'],
    ['everything', ['all', 'region'], undefined],
    ['x', ['a', 'b'], undefined],
    ['', ['a'], undefined],
    ['a', [], undefined],
    ['a'.repeat(101), ['a'.repeat(101)], undefined],
  ])('takes %j of %j to mean %j', (value, choices, expected) => {
    expect(closest(value, choices)).toBe(expected);
  });
});
