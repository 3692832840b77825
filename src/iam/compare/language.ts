import { parseBase64 } from '../condition/binary.js';
import { foldAscii } from '../condition/condition.js';
import type { Operator } from '../condition/operator.js';
import { isBoolean } from '../condition/value-type.js';
import { arnTokens, resourceTokens } from '../match/arn-pattern.js';
import { ANY_ONE, ANY_RUN, globTokens, SEGMENT_ONE, SEGMENT_RUN, type GlobToken } from '../match/glob.js';
import { resolveTokens, type LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import type { Language, Pattern, Token } from './automaton.js';

/** How to interpret the strings of a policy. */
export type TextScope = { hasVariables: boolean; lookUp: LookUp; colons: Reading['colons'] };

/** Every action of a request in lowercase, as `isRequestAction` defines it, together with {@link refusedInActions}. */
export const EVERY_ACTION: Language = [[SEGMENT_ONE, SEGMENT_RUN, ':', SEGMENT_ONE, SEGMENT_RUN]];

/** Every resource of a request, as `isRequestResource` defines it. */
export const EVERY_RESOURCE: Language = [
  ['*'],
  ['a', 'r', 'n', ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', ANY_ONE, ANY_RUN],
];

/** Every value that ARN operators accept as an ARN, as `isArn` defines it. */
export const EVERY_ARN: Language = [
  ['a', 'r', 'n', ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', ANY_RUN],
];

export const NOT_EMPTY: Language = [[ANY_ONE, ANY_RUN]];

/**
 * Characters that no action of a request has: whitespace, wildcards and, because actions are folded, uppercase letters.
 */
export function refusedInActions(character: string): boolean {
  return /[\s*?]/.test(character) || character.toLowerCase() !== character;
}

export function actionLanguage(patterns: readonly string[]): Language {
  return patterns.map((pattern) => globTokens(pattern.toLowerCase()));
}

export function resourceLanguage(patterns: readonly string[], { hasVariables, lookUp, colons }: TextScope): Language {
  return patterns.flatMap((pattern) => {
    const tokens = resourceTokens(pattern, hasVariables, lookUp, colons);
    return tokens === undefined ? [] : [tokens];
  });
}

/** The families whose values are compared character by character. */
export type TextFamily = 'String' | 'Arn' | 'Bool' | 'Binary';

export function isTextFamily(family: Operator['family']): family is TextFamily {
  return family === 'String' || family === 'Arn' || family === 'Bool' || family === 'Binary';
}

/** The strings that the values of a policy match under an operator, before negation. */
export function valueLanguage(
  { family, comparison }: Operator,
  policyValues: readonly string[],
  { hasVariables, lookUp }: TextScope,
): Language {
  return policyValues.flatMap((value): Pattern[] => {
    if (family === 'Bool') return isBoolean(value) ? [anyCase(Array.from(value))] : [];
    if (family === 'Binary') return base64Spellings(value).map((text) => Array.from(text));
    if (family === 'Arn') return present(arnTokens(value, hasVariables, lookUp));
    const tokens = resolveTokens(value, hasVariables, lookUp);
    if (tokens === undefined || comparison === 'like') return present(tokens);
    const characters = tokens.map(literalCharacter);
    return [comparison === 'equals' ? characters : anyCase(characters)];
  });
}

/** The character of a token under an operator that has no wildcards. */
function literalCharacter(token: GlobToken): string {
  if (typeof token === 'string') return token;
  return token.many ? '*' : '?';
}

function present(pattern: Pattern | undefined): Pattern[] {
  return pattern === undefined ? [] : [pattern];
}

function anyCase(characters: readonly string[]): Token[] {
  return characters.map((character) => {
    const lower = foldAscii(character);
    if (!/^[a-z]$/.test(lower)) return character;
    return { lower, upper: lower.toUpperCase() };
  });
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Every Base64 string with the same bytes: with and without padding, and with any value of the unused bits. */
function base64Spellings(text: string): string[] {
  const bytes = parseBase64(text);
  if (bytes === undefined) return [];
  const padded = btoa(bytes);
  const core = padded.replace(/={1,2}$/, '');
  const padding = padded.slice(core.length);
  if (padding === '') return [padded];
  const start = core.slice(0, -1);
  const last = BASE64.indexOf(core.slice(-1));
  const unusedBits = padding.length === 2 ? 4 : 2;
  return Array.from(BASE64.slice(last, last + 2 ** unusedBits), (character) => start + character).flatMap(
    (spelling) => [spelling, spelling + padding],
  );
}

/** The strings of a language without wildcards, each once; `undefined` if the language has wildcards. */
export function literalStrings(language: Language): string[] | undefined {
  if (!language.every((pattern) => pattern.every((token) => typeof token === 'string'))) return undefined;
  return [...new Set(language.map((pattern) => pattern.join('')))];
}
