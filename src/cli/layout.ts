import { stripVTControlCharacters } from 'node:util';

/** How many columns a text takes; escape sequences for colors take none. */
export function columnsOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

/**
 * Breaks the lines of a text that are longer than a number of columns, at spaces. What follows a break lines up with
 * the last column of the line if the line is a row of a table, and is otherwise indented by `hang` more spaces. A word
 * that is longer than a line stays whole, so that it can be copied.
 */
export function wrap(text: string, columns: number, hang = 2): string {
  return text
    .split('\n')
    .map((line) => (columnsOf(line) <= columns ? line : wrapLine(line, columns, hang)))
    .join('\n');
}

/** Text does not line up with a column that starts further right than this part of the line. */
const RIGHTMOST_START = 0.5;

function wrapLine(line: string, columns: number, hang: number): string {
  const start = textStart(line, columns, hang);
  const margin = ' '.repeat(start);
  const lines: string[] = [];
  let current = '';
  // Spaces between columns belong to the word before them, so that they survive.
  for (const [part] of line.matchAll(/^ *\S+ *|\S+ */g)) {
    // A break before the first word of the text would only move it.
    const isFull = columnsOf(current) > start && columnsOf(current) + columnsOf(part.trimEnd()) > columns;
    if (isFull) lines.push(current.trimEnd());
    current = isFull ? margin + part : current + part;
  }
  return [...lines, current.trimEnd()].join('\n');
}

/** Where the text of a line starts: after its last gap of two spaces, unless that is too far right. */
function textStart(line: string, columns: number, hang: number): number {
  const plain = stripVTControlCharacters(line);
  const indentation = plain.search(/\S|$/);
  const starts = [...plain.matchAll(/\S(?: {2,})(?=\S)/g)].map(({ index, 0: gap }) => index + gap.length);
  const start = starts.findLast((each) => each <= columns * RIGHTMOST_START);
  return start ?? indentation + hang;
}

/** Formats rows as lines with aligned columns, two spaces apart. Cells may have colors. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, columnsOf(cell));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] as number) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}
