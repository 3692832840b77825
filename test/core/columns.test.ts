import { expect, it } from 'vitest';
import { alignColumns, indent } from '../../src/core/columns.js';

it.each<[rows: string[][], lines: string[]]>([
  [[], []],
  [[[]], ['']],
  [
    [
      ['a', 'bb'],
      ['ccc', 'd'],
    ],
    ['a    bb', 'ccc  d'],
  ],
  [
    [['a'], ['bb', 'c', 'd']],
    ['a', 'bb  c  d'],
  ],
  [
    [['a', 'b', 'c'], ['dd']],
    ['a   b  c', 'dd'],
  ],
  [
    [
      ['', 'b'],
      ['a', ''],
    ],
    ['   b', 'a'],
  ],
])('%j in columns', (rows, lines) => {
  expect(alignColumns(rows)).toStrictEqual(lines);
  expect(indent(alignColumns(rows))).toStrictEqual(lines.map((line) => `  ${line}`));
});
