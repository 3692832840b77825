import { describe, expect, it } from 'vitest';
import { asObject } from '../../src/core/as-object.js';

describe('asObject', () => {
  it('returns objects as they are', () => {
    const value = { a: 1 };
    expect(asObject(value)).toBe(value);
  });

  it.each([undefined, null, 'text', 1, true])('has no members for %s', (value) => {
    expect(asObject(value)).toEqual({});
  });
});
