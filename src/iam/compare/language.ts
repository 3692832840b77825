import { foldAscii } from '../../core/words.js';
import { parseBase64 } from '../condition/binary.js';
import type { Operator } from '../condition/operator.js';
import { isBoolean } from '../condition/value-type.js';
import { arnTokens, resourceTokens } from '../match/arn-pattern.js';
import {
  ANY_ONE,
  ANY_RUN,
  globTokens,
  matchesTokens,
  SEGMENT_ONE,
  SEGMENT_RUN,
  type GlobToken,
} from '../match/glob.js';
import { resolveTokens, type Resolver } from '../match/variable.js';
import type { Reading } from '../reading.js';
import type { AnyCase, Language, Pattern, Token } from './pattern.js';

/** How to interpret the strings of a policy. */
export type TextScope = { hasVariables: boolean; resolve: Resolver };

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

/** Every ARN that AWS writes: with a partition, a service and a resource. */
export const EVERY_REAL_ARN: Language = [
  [
    'a',
    'r',
    'n',
    ':',
    SEGMENT_ONE,
    SEGMENT_RUN,
    ':',
    SEGMENT_ONE,
    SEGMENT_RUN,
    ':',
    SEGMENT_RUN,
    ':',
    SEGMENT_RUN,
    ':',
    ANY_ONE,
    ANY_RUN,
  ],
];

/** Whether a string is in {@link EVERY_REAL_ARN}. */
export function isRealArn(text: string): boolean {
  return /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./s.test(text);
}

export const NOT_EMPTY: Language = [[ANY_ONE, ANY_RUN]];

/**
 * Characters that no action of a request has: whitespace, wildcards and, because actions are folded, uppercase letters.
 */
export function refusedInActions(character: string): boolean {
  return /[\s*?A-Z]/.test(character);
}

export function actionLanguage(patterns: readonly string[]): Language {
  return patterns.map((pattern) => globTokens(foldAscii(pattern)));
}

export function resourceLanguage(
  patterns: readonly string[],
  { hasVariables, resolve }: TextScope,
  colons: Reading['colons'],
): Language {
  return patterns.flatMap((pattern) => present(resourceTokens(pattern, hasVariables, resolve, colons)));
}

/** The families whose values are compared character by character. */
export type TextFamily = 'String' | 'Arn' | 'Bool' | 'Binary';

export function isTextFamily(family: Operator['family']): family is TextFamily {
  return family === 'String' || family === 'Arn' || family === 'Bool' || family === 'Binary';
}

/** The strings that the values of a policy match under an operator, before negation. */
export function valueLanguage(
  { family, comparison }: Pick<Operator, 'family' | 'comparison'>,
  policyValues: readonly string[],
  { hasVariables, resolve }: TextScope,
): Language {
  return policyValues.flatMap((value): Pattern[] => {
    if (family === 'Bool') return isBoolean(value) ? [Array.from(value, anyCase)] : [];
    if (family === 'Binary') return base64Spellings(value).map((text) => Array.from(text));
    if (family === 'Arn') return present(arnTokens(value, hasVariables, resolve));
    const tokens = resolveTokens(value, hasVariables, resolve, comparison === 'like');
    return present(comparison === 'equalsIgnoreCase' ? tokens?.map(anyCase) : tokens);
  });
}

function present(pattern: Pattern | undefined): Pattern[] {
  return pattern === undefined ? [] : [pattern];
}

function anyCase(token: GlobToken | string): Token {
  if (typeof token !== 'string') return token;
  const lower = foldAscii(token);
  return /^[a-z]$/.test(lower) ? { lower, upper: lower.toUpperCase() } : token;
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

/** Tests strings against a language. */
export type Matcher = {
  test: (text: string) => boolean;
  /** How many patterns a test can have to look at. */
  cost: number;
};

/** A test for a language. Compares the start of a pattern first, because that decides most tests. */
export function createMatcher(language: Language): Matcher {
  const isFolded = language.some((pattern) => pattern.some(isAnyCase));
  const words = new Set<string>();
  const others: { start: string; pattern: readonly GlobToken[] }[] = [];
  for (const tokens of language) {
    const pattern = tokens.map((token) => (isAnyCase(token) ? token.lower : token));
    const end = pattern.findIndex((token) => typeof token !== 'string');
    if (end === -1) words.add(pattern.join(''));
    else others.push({ start: pattern.slice(0, end).join(''), pattern });
  }
  const test = (given: string): boolean => {
    const text = isFolded ? foldAscii(given) : given;
    return (
      words.has(text) || others.some(({ start, pattern }) => text.startsWith(start) && matchesTokens(pattern, text))
    );
  };
  return { test, cost: others.length + 1 };
}

function isAnyCase(token: Token): token is AnyCase {
  return typeof token === 'object' && 'lower' in token;
}
