import { expect, it } from 'vitest';
import { attempt } from '../../src/core/attempt.js';

class Expected extends Error {}

it('attempt returns the result, or the expected error, and lets other errors through', () => {
  const fail = (error: Error) => (): never => {
    throw error;
  };
  expect(attempt(Expected, () => 1)).toBe(1);
  expect(attempt(Expected, fail(new Expected('x')))).toBeInstanceOf(Expected);
  expect(() => attempt(Expected, fail(new TypeError('y')))).toThrow(TypeError);
});
