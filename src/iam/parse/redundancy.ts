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
  if (outer === inner) return true;
  // Most lists have no wildcards.
  if (!hasWildcards(outer)) return outer.length === inner.length && outer.toLowerCase() === inner.toLowerCase();
  return !outer.includes('?') && matchesGlob(outer.toLowerCase(), inner.toLowerCase());
}

/** Reports entries of a list that appear twice or that another entry covers. */
export function reportRedundant(
  { entries }: StringList,
  covers: (outer: string, inner: string) => boolean,
  report: Report,
): void {
  if (entries.length > LONGEST_SEARCHED_LIST) return;
  entries.forEach(({ text, place }, index) => {
    const by = entries.find((other, position) => {
      // Of two entries that cover each other, the first is kept. Every entry covers itself.
      return covers(other.text, text) && (position < index || !covers(text, other.text));
    });
    if (by !== undefined) report.warning('redundant', place, `${quote(text)} is covered by ${quote(by.text)}`);
  });
}
