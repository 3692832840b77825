import { foldAscii } from '../../core/words.js';
import { globMatcher, hasWildcards, matchesGlob } from './glob.js';

/** Whether an `Action` or `NotAction` element matches an action in lowercase. */
export type ActionMatcher = (action: string) => boolean;

/** Actions are case-insensitive. `*` alone matches every action of every service. */
export function matchesAction(patterns: string | readonly string[] | ActionMatcher, action: string): boolean {
  if (typeof patterns === 'function') return patterns(action);
  if (typeof patterns === 'string') return matchesGlob(patterns, action, 'ignoreCase');
  for (const pattern of patterns) {
    // Most patterns of a list are names of another length, which is quick to see.
    const { length } = pattern;
    if (length > action.length ? !pattern.includes('*') : length < action.length && !hasWildcards(pattern)) continue;
    if (matchesGlob(pattern, action, 'ignoreCase')) return true;
  }
  return false;
}

/** {@link matchesAction}, prepared for many actions: those without wildcards are looked up. */
export function actionMatcher(patterns: readonly string[]): ActionMatcher {
  const folded = patterns.map(foldAscii);
  const names = new Set(folded);
  const globs = folded.filter(hasWildcards).map(globMatcher);
  return (action) => {
    if (names.has(action)) return true;
    for (const matches of globs) if (matches(action)) return true;
    return false;
  };
}
