import type { GlobToken } from '../match/glob.js';

/** A letter in either case, as `StringEqualsIgnoreCase` compares it. */
export type AnyCase = { readonly lower: string; readonly upper: string };

export type Token = GlobToken | AnyCase;

/** A pattern matches the strings that its tokens match one after the other. */
export type Pattern = readonly Token[];

/** A set of strings: those that at least one of the patterns matches. A string of a language is also called a word. */
export type Language = readonly Pattern[];

/** Whether a token is a `*`, which may match nothing. */
export function isRun(token: Token | undefined): boolean {
  return typeof token === 'object' && 'many' in token && token.many;
}
