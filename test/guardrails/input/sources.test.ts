import { expect, it } from 'vitest';
import { positionAt } from '../../../src/guardrails/input/sources.js';
import { readJson } from '../../../src/iam/parse/json.js';

it('a problem is at the nearest part of its path that the text has', () => {
  const { node } = readJson('{\n"Statement":\n {"Action": ["a",\n "b"]}}');
  expect(positionAt(node!, ['Statement', 0, 'Action', 1])).toEqual({ line: 4, column: 2 });
  expect(positionAt(node!, ['Statement', 0])).toEqual({ line: 3, column: 2 });
  expect(positionAt(node!, ['Statement', 0, 'Effect'])).toEqual({ line: 3, column: 2 });
  expect(positionAt(node!, [])).toEqual({ line: 1, column: 1 });
});
