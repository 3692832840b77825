import { parseBase64 } from '../condition/binary.js';
import { foldAscii } from '../condition/condition.js';
import type { Operator } from '../condition/operator.js';
import { arnTokens, resourceTokens } from '../match/arn-pattern.js';
import { ANY_ONE, ANY_RUN, globTokens, SEGMENT_ONE, SEGMENT_RUN } from '../match/glob.js';
import { resolveTokens, type LookUp } from '../match/variable.js';
import type { Reading } from '../reading.js';
import type { Language, Pattern, Token } from './automaton.js';

/** How the texts of a policy are to be read. */
export type TextScope = { hasVariables: boolean; lookUp: LookUp; colons: Reading['colons'] };

/** `service:Name` in lower case. */
export const EVERY_ACTION: Language = [[SEGMENT_ONE, SEGMENT_RUN, ':', SEGMENT_ONE, SEGMENT_RUN]];

/** `*`, and every ARN: six fields, the last of them not empty. */
export const EVERY_RESOURCE: Language = [
  ['*'],
  ['a', 'r', 'n', ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', ANY_ONE, ANY_RUN],
];

/** What ARN operators take for an ARN. */
export const EVERY_ARN: Language = [
  ['a', 'r', 'n', ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', SEGMENT_RUN, ':', ANY_RUN],
];

export const NOT_EMPTY: Language = [[ANY_ONE, ANY_RUN]];

/** An action of a request has neither white space nor wildcards, and is compared in lower case. */
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

/** The families whose values are texts, compared letter by letter. */
export type TextFamily = 'String' | 'Arn' | 'Bool' | 'Binary';

export function isTextFamily(family: Operator['family']): family is TextFamily {
  return family === 'String' || family === 'Arn' || family === 'Bool' || family === 'Binary';
}

/** The texts that a value of a policy matches under an operator, before any negation. */
export function valueLanguage(
  { family, comparison }: Operator,
  policyValues: readonly string[],
  { hasVariables, lookUp }: TextScope,
): Language {
  return policyValues.flatMap((value): Pattern[] => {
    if (family === 'Bool') return /^(?:true|false)$/i.test(value) ? [anyCase(Array.from(value))] : [];
    if (family === 'Binary') return base64Spellings(value).map((text) => Array.from(text));
    if (family === 'Arn') return present(arnTokens(value, hasVariables, lookUp));
    const tokens = resolveTokens(value, hasVariables, lookUp);
    if (tokens === undefined || comparison === 'like') return present(tokens);
    const characters = tokens.map((token) => (typeof token === 'string' ? token : token === ANY_RUN ? '*' : '?'));
    return [comparison === 'equals' ? characters : anyCase(characters)];
  });
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

/** Every text that has the bytes of a Base64 text: with and without padding, and whatever the bits that do not count. */
function base64Spellings(text: string): string[] {
  const bytes = parseBase64(text);
  if (bytes === undefined) return [];
  const padded = btoa(bytes);
  const core = padded.replace(/={1,2}$/, '');
  const padding = padded.slice(core.length);
  if (padding === '') return [padded];
  const spare = padding.length === 2 ? 16 : 4;
  const last = BASE64.indexOf(core.slice(-1));
  return Array.from({ length: spare }, (_, bits) => core.slice(0, -1) + (BASE64[last + bits] as string)).flatMap(
    (spelling) => [spelling, spelling + padding],
  );
}

/** The texts themselves, if a language has no wildcards; what no well-formed text can hold is left out. */
export function literalStrings(language: Language): string[] | undefined {
  if (!language.every((pattern) => pattern.every((token) => typeof token === 'string'))) return undefined;
  return [...new Set(language.map((pattern) => pattern.join('')))];
}
