import { expect, it } from 'vitest';
import { distinct } from '../../src/render/ids.js';

it.each([
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  [
    ['a', 'a', 'a'],
    ['a', 'a2', 'a3'],
  ],
  [
    ['a2', 'a', 'a'],
    ['a2', 'a', 'a3'],
  ],
  [
    ['a', 'a', 'a2'],
    ['a', 'a2', 'a22'],
  ],
])('distinct makes names unique by adding a number to those that appear again: %j', (names, expected) => {
  expect(distinct(names)).toEqual(expected);
});
