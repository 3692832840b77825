import { arnFields } from '../../aws/arn.js';
import { quote } from '../../core/quote.js';
import { hasWildcards, matchesGlob } from '../match/glob.js';
import type { StringList, Report } from './report.js';

/** Longer lists are not searched for entries that others cover: it takes a comparison for every pair. */
export const LONGEST_SEARCHED_LIST = 300;

/** The same; in the first five fields of an ARN wildcards have rules of their own, so that there it has none. */
export function coversResource(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (!hasWildcards(outer) || outer.includes('?') || inner.includes('${')) return false;
  return !arnFields(outer).slice(0, 5).some(hasWildcards) && matchesGlob(outer, inner);
}

/** A pattern that has no `?` matches what another matches, if it matches that one's text. */
export function coversAction(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  // Most lists have no wildcards, and are compared entry by entry.
  if (!hasWildcards(outer)) return outer.length === inner.length && outer.toLowerCase() === inner.toLowerCase();
  return !outer.includes('?') && matchesGlob(outer.toLowerCase(), inner.toLowerCase());
}

/** Reports entries of a list that another entry covers, or that are there twice. */
export function reportRedundant(
  { entries }: StringList,
  covers: (outer: string, inner: string) => boolean,
  report: Report,
): void {
  if (entries.length > LONGEST_SEARCHED_LIST) return;
  entries.forEach(({ text, place }, index) => {
    const by = entries.find((other, position) => {
      // Of two that cover each other, the first stays; so does each that covers itself.
      return covers(other.text, text) && (position < index || !covers(text, other.text));
    });
    if (by !== undefined) report.warning('redundant', place, `${quote(text)} is covered by ${quote(by.text)}`);
  });
}
