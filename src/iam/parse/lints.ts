import { arnFields } from '../arn.js';
import type { AllElements } from '../evaluate.js';
import { hasWildcards, matchesGlob } from '../glob.js';
import { quote } from '../issue.js';
import type { ParsedStatement } from './statement.js';
import type { Report, Texts } from './report.js';

/** Longer lists are not searched for entries that others cover: it takes a comparison for every pair. */
const LONGEST_SEARCHED_LIST = 300;

/** Reports entries of a list that another entry covers, or that are there twice. */
export function reportRedundant({ entries }: Texts, covers: (outer: string, inner: string) => boolean, report: Report): void {
  if (entries.length > LONGEST_SEARCHED_LIST) return;
  entries.forEach(({ text, place }, index) => {
    const by = entries.find((other, position) => {
      // Of two that cover each other, the first stays; so does each that covers itself.
      return covers(other.text, text) && (position < index || !covers(text, other.text));
    });
    if (by !== undefined) report.warning('redundant', place, `${quote(text)} is covered by ${quote(by.text)}`);
  });
}

/** A pattern that has no `?` matches what another matches, if it matches that one's text. */
export function coversAction(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  // Most lists have no wildcards, and are compared entry by entry.
  if (!hasWildcards(outer)) return outer.length === inner.length && outer.toLowerCase() === inner.toLowerCase();
  return !outer.includes('?') && matchesGlob(outer.toLowerCase(), inner.toLowerCase());
}

/** The same; in the first five fields of an ARN wildcards have rules of their own, so that there it has none. */
export function coversResource(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (!hasWildcards(outer) || outer.includes('?') || inner.includes('${')) return false;
  return !arnFields(outer).slice(0, 5).some(hasWildcards) && matchesGlob(outer, inner);
}

/** What is dangerous about a statement, each found by looking at it alone. */
export function lintStatement({ statement, place }: ParsedStatement, isTrust: boolean, report: Report): void {
  const { Effect } = statement;
  if (Effect !== 'Allow') return;
  const { Action = [], NotAction, Resource = [], NotPrincipal, Principal } = statement as AllElements;
  const conditions = Object.values(statement.Condition ?? {}).flatMap((keys) => Object.keys(keys));
  const limits = (key: string): boolean => conditions.some((each) => each.toLowerCase() === key);

  const passesRoles = [Action].flat().some((pattern) => matchesGlob(pattern.toLowerCase(), 'iam:passrole'));
  if (passesRoles && [Resource].flat().includes('*') && !limits('iam:passedtoservice')) {
    report.warning('pass_role_any', place, '`iam:PassRole` on `*` lets any role be passed to any service', 'name the roles, and add `iam:PassedToService`');
  }
  if (NotAction !== undefined) {
    report.warning('allow_inverted', place, '`NotAction` with `Allow` allows every action but these, new ones of AWS too');
  }
  if (NotPrincipal !== undefined) {
    report.warning('allow_inverted', place, '`NotPrincipal` with `Allow` lets everyone in but these');
  }
  if (isTrust && conditions.length === 0 && Principal !== undefined && isEveryone(Principal)) {
    report.warning('public_principal', place, 'everyone may assume the role', 'name the accounts, or add a condition');
  }
}

function isEveryone(principal: AllElements['Principal'] & {}): boolean {
  return principal === '*' || ('AWS' in principal && [principal.AWS].flat().includes('*'));
}

/** Reports statements that say the same as an earlier one, but for their names. */
export function reportDuplicates(statements: readonly ParsedStatement[], report: Report): void {
  const seen = new Map<string, number>();
  for (const { statement, place } of statements) {
    const text = JSON.stringify({ ...statement, Sid: undefined });
    const earlier = seen.get(text);
    if (earlier !== undefined) report.warning('duplicate_statement', place, `the statement says what statement ${earlier} says`);
    else seen.set(text, place.path.at(-1) as number);
  }
}
