import { describe, expect, it } from 'vitest';
import { formatCondition } from '../../src/cli/text.js';
import { alignColumns } from '../../src/core/columns.js';

describe('alignColumns', () => {
  it('makes columns as wide as their widest cell, rows of different lengths included', () => {
    expect(alignColumns([['a', 'bb', 'c'], ['dddd'], ['', 'e', 'f']])).toEqual(['a     bb  c', 'dddd', '      e   f']);
  });

  it('has no lines for no rows', () => expect(alignColumns([])).toEqual([]));
});

it('a condition of several operators, keys and values is in one line', () => {
  expect(formatCondition({ StringLike: { 'aws:a': ['x*', 'y'], 'aws:b': 'z' }, Null: { 'aws:c': 'false' } })).toBe(
    'aws:a StringLike x*, y and aws:b StringLike z and aws:c Null false',
  );
});
