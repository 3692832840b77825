import type { AccessDiff, DiffRow, RoleDiff } from '../review/diff/diff.js';
import { accessOf, groupsOf, remarksOf } from '../review/diff/explain-diff.js';
import { actionsInWords, allUnreadInWords, diffVerdict, headingOf, levelInWords, SIGNS } from '../review/diff/words.js';
import { columnsOf, wrap } from './layout.js';
import type { Style, Tone } from './style.js';

/** A table needs this many columns; in a narrower terminal, a list is easier to read. */
export const TABLE_COLUMNS = 100;

const SIGN_WIDTH = '  +  '.length;
const LEVEL_WIDTH = 'Permissions management'.length + 2;
/** Wider lines are hard to read. */
const MOST_COLUMNS = 160;

/** A diff as a table for each role, in at least {@link TABLE_COLUMNS} columns. */
export function diffTable(diff: AccessDiff, style: Style): string {
  const columns = Math.min(style.columns, MOST_COLUMNS);
  const rest = columns - SIGN_WIDTH - LEVEL_WIDTH;
  const widths = [SIGN_WIDTH, LEVEL_WIDTH, Math.floor(rest * 0.4), Math.ceil(rest * 0.6)];
  return [
    style.wrap(markVerdict(diff, style)),
    ...diff.roles.map((role) => roleTable(role, widths, style)),
    ...allUnreadInWords(diff).map((sentence) => style.wrap(sentence)),
  ].join('\n\n');
}

function roleTable(role: RoleDiff, widths: readonly number[], style: Style): string {
  const lines = groupsOf(role.rows).flatMap(({ title, rows }) => [
    `  ${style.dim(title)}`,
    ...rows.flatMap((row) => rowLines(row, widths, style)),
  ]);
  return [
    style.bold(headingOf(role)),
    ...lines,
    ...remarksOf(role).map((each) => style.wrap(`  ${each.sign} ${each.message}`)),
  ].join('\n');
}

function rowLines(row: DiffRow, widths: readonly number[], style: Style): string[] {
  const note = row.unreachable ? ['no action that AWS documents makes such requests'] : [];
  const cells = [
    `  ${SIGNS[row.change]}`,
    row.part === 'trust' ? 'Trust' : levelInWords(row),
    actionsInWords(row).replaceAll(', ', '\n'),
    [...accessOf(row), ...note].join('\n'),
  ];
  return columnsOfCells(cells, widths).map((line) => colored(line, row, style));
}

/** Cells side by side, each broken into its width. */
export function columnsOfCells(cells: readonly string[], widths: readonly number[]): string[] {
  const broken = cells.map((cell, index) => wrap(cell, (widths[index] as number) - 2, 2).split('\n'));
  const height = Math.max(...broken.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    broken
      .map((lines, index) => {
        const text = lines[line] ?? '';
        return (
          text + ' '.repeat(Math.max(index === widths.length - 1 ? 0 : 2, (widths[index] as number) - columnsOf(text)))
        );
      })
      .join('')
      .trimEnd(),
  );
}

const TONES: Record<DiffRow['change'], Tone> = { added: 'bad', changed: 'warning', removed: 'note' };

/** A line with its sign in color. */
function colored(line: string, { change, unreachable }: DiffRow, style: Style): string {
  if (unreachable) return style.dim(line);
  const sign = SIGNS[change];
  return line.startsWith(`  ${sign}`) ? `  ${style.tint(TONES[change], sign)}${line.slice(3)}` : line;
}

/** The sentence that a diff comes to. */
export function markVerdict(diff: AccessDiff, style: Style): string {
  const tone: Tone = diff.gained > 0 ? 'bad' : diff.isUndecided ? 'unknown' : diff.lost > 0 ? 'note' : 'good';
  return style.mark(tone, diffVerdict(diff));
}
