import { expect, it } from 'vitest';
import { alignColumns, indent } from '../../src/core/columns.js';

it.each<[name: string, rows: string[][], lines: string[]]>([
  ['no rows', [], []],
  ['a row without cells', [[]], ['']],
  [
    'rows of equal length',
    [
      ['a', 'bb'],
      ['ccc', 'd'],
    ],
    ['a    bb', 'ccc  d'],
  ],
  ['a first row that is shorter', [['a'], ['bb', 'c', 'd']], ['a', 'bb  c  d']],
  ['a last row that is shorter', [['a', 'b', 'c'], ['dd']], ['a   b  c', 'dd']],
  [
    'empty cells',
    [
      ['', 'b'],
      ['a', ''],
    ],
    ['   b', 'a'],
  ],
])('alignColumns aligns %s without spaces at the end, and indent puts two before each line', (_name, rows, lines) => {
  expect(alignColumns(rows)).toStrictEqual(lines);
  expect(indent(alignColumns(rows))).toStrictEqual(lines.map((line) => `  ${line}`));
});

it('alignColumns takes more rows than a call can have arguments', () => {
  expect(alignColumns(Array.from({ length: 150_000 }, () => ['a', 'b']))[149_999]).toBe('a  b');
});
