import { describe, expect, it } from 'vitest';
import { attempt } from '../../src/core/attempt.js';

class Expected extends Error {}

function fail(error: Error): () => never {
  return () => {
    throw error;
  };
}

describe('attempt', () => {
  it('returns the result of the function', () => expect(attempt(Expected, () => 1)).toBe(1));

  it('returns an error of the expected class', () => {
    const error = new Expected('x');
    expect(attempt(Expected, fail(error))).toBe(error);
  });

  it('throws every other error', () => {
    const error = new TypeError('y');
    expect(() => attempt(Expected, fail(error))).toThrow(error);
  });
});
