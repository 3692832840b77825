import { expect, it } from 'vitest';
import { mapStrings } from '../../src/render/json.js';

it('mapStrings maps strings wherever they are, keys if asked to, and nothing else', () => {
  const value = { a: ['b', { c: 'd' }], n: 1, yes: true, nothing: null };
  const upperCase = (text: string): string => text.toUpperCase();
  expect(mapStrings(value, upperCase)).toEqual({ a: ['B', { c: 'D' }], n: 1, yes: true, nothing: null });
  expect(mapStrings(value, upperCase, (key) => `${key}${key}`)).toEqual({
    aa: ['B', { cc: 'D' }],
    nn: 1,
    yesyes: true,
    nothingnothing: null,
  });
  expect(value).toEqual({ a: ['b', { c: 'd' }], n: 1, yes: true, nothing: null });
});
