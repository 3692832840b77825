import { arnFields } from '../../aws/arn.js';
import { quote } from '../../core/quote.js';
import { hasWildcards, matchesGlob } from '../match/glob.js';
import type { StringList, Report } from './report.js';

/** Longer lists are not searched for redundant entries, because every pair has to be compared. */
export const LONGEST_SEARCHED_LIST = 300;

/**
 * Whether a resource pattern covers another one. A pattern with wildcards in the first five fields of an ARN, where
 * they have special rules, covers nothing.
 */
export function coversResource(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (!hasWildcards(outer) || outer.includes('?') || inner.includes('${')) return false;
  return !arnFields(outer).slice(0, 5).some(hasWildcards) && matchesGlob(outer, inner);
}

/** Whether an action pattern covers another one: a pattern without `?` does so if it matches the other's characters. */
export function coversAction(outer: string, inner: string): boolean {
  if (outer === inner || outer.toLowerCase() === inner.toLowerCase()) return true;
  return !outer.includes('?') && matchesGlob(outer.toLowerCase(), inner.toLowerCase());
}

/** The most steps that a list may take. Lists that people write take less than a hundredth of it. */
const MAX_STEPS = 5_000_000;

/** Whether a pattern could cover a text: it begins and ends as the pattern does, up to its wildcards. */
function couldCover(outer: string, inner: string): boolean {
  const head = /^[^*?]*/.exec(outer)?.[0] as string;
  const tail = outer.slice(Math.max(outer.lastIndexOf('*'), outer.lastIndexOf('?')) + 1);
  return inner.startsWith(head) && inner.endsWith(tail);
}

/** Reports entries of a list that appear twice or that another entry covers, until too many steps have been taken. */
export function reportRedundant(
  { entries }: StringList,
  covers: (outer: string, inner: string) => boolean,
  report: Report,
): void {
  if (entries.length > LONGEST_SEARCHED_LIST) return;
  const folded = entries.map(({ text }) => text.toLowerCase());
  let steps = 0;
  const isCovered = (outer: number, inner: number): boolean => {
    const [pattern, text] = [folded[outer] as string, folded[inner] as string];
    if (!couldCover(pattern, text)) return false;
    steps += pattern.length * text.length;
    return steps <= MAX_STEPS && covers(entries[outer]?.text as string, entries[inner]?.text as string);
  };
  for (const [index, { text, place }] of entries.entries()) {
    // Of two entries that cover each other, the first is kept. Every entry covers itself.
    const by = entries.find(
      (_other, position) => isCovered(position, index) && (position < index || !isCovered(index, position)),
    );
    if (by !== undefined) report.warning('redundant', place, `${quote(text)} is covered by ${quote(by.text)}`);
  }
}
