import { guarded } from '../../core/guard.js';
import { cell, inline } from '../../core/markdown.js';
import type { AccessDiff, DiffRow, RoleDiff, StatementTerms } from './diff.js';
import { remarksOf } from './explain-diff.js';
import { actionsInWords, allTermsInWords, allUnreadInWords, diffVerdict, headingOf, levelInWords } from './words.js';

/** What a comment of GitHub can have, with room for what others add. */
const MOST_CHARACTERS = 60_000;

/**
 * Formats a diff as Markdown for a pull request: a table for each role.
 *
 * @param diff What `diffRoles` or `diffPolicies` returned.
 * @param options `limit`: the most characters, by default 60,000, which a comment of GitHub has room for. Rows that do
 *   not fit are counted.
 * @returns Markdown, with all names and values escaped.
 * @throws {InvalidInputError} If it is no diff.
 *
 * @example
 * diffToMarkdown(diffPolicies(policy, policy)); // 'No difference in access.\n'
 *
 * Source: GitHub Docs, "Working with advanced formatting"; a comment has at most 65,536 characters.
 */
export function diffToMarkdown(diff: AccessDiff, options: { readonly limit?: number } = {}): string {
  return guarded(
    'the diff',
    ['diff'],
    () => {
      const { limit = MOST_CHARACTERS } = options;
      // First what counts most: the end can be cut.
      const unread = allUnreadInWords(diff).flatMap((sentence) => ['', inline(sentence)]);
      return withinLimit([inline(diffVerdict(diff)), ...unread, ...diff.roles.flatMap(roleLines)], limit);
    },
    'use what `diffRoles` or `diffPolicies` returned',
  );
}

const SYMBOLS: Record<DiffRow['change'], string> = { added: '➕', changed: '🔶', removed: '➖' };

function roleLines(role: RoleDiff): string[] {
  const table = ['| | Access level | Actions | Before | After |', '| --- | --- | --- | --- | --- |'];
  const remarks = remarksOf(role).map(({ message }) => `- ${inline(message)}`);
  return [
    '',
    `### ${inline(headingOf(role))}`,
    ...(role.rows.length === 0 ? [] : ['', ...table, ...role.rows.map(rowLine)]),
    ...(remarks.length === 0 ? [] : ['', ...remarks]),
  ];
}

function rowLine(row: DiffRow): string {
  const { change, before, after, part, unreachable } = row;
  const note = unreachable ? ' (no action that AWS documents makes such requests)' : '';
  const cells = [
    SYMBOLS[change],
    part === 'trust' ? 'Who can assume the role' : levelInWords(row),
    `${cell(actionsInWords(row, Infinity))}${note}`,
    accessCell(before, change !== 'added'),
    accessCell(after, change !== 'removed'),
  ];
  return `| ${cells.join(' | ')} |`;
}

function accessCell(terms: readonly StatementTerms[], isAllowed: boolean): string {
  return isAllowed ? cell(allTermsInWords(terms)) : 'not allowed';
}

const restOf = (count: number): string => `\n${count} more lines are not listed.\n`;

function withinLimit(lines: readonly string[], limit: number): string {
  const whole = `${lines.join('\n')}\n`;
  if (whole.length <= limit) return whole;
  let room = limit - restOf(lines.length).length;
  const end = lines.findIndex((line) => {
    room -= line.length + 1;
    return room < 0;
  });
  return [...lines.slice(0, end), restOf(lines.length - end)].join('\n');
}
