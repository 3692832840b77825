import { arnFields } from '../../aws/arn.js';
import { templateParts, type Resolver, type VariablePart } from '../match/variable.js';

/** Where a string is: variables are supported in the last field of a resource, and anywhere in a condition value. */
export type TextPosition = 'resource' | 'value';

/** The variables of a string. */
export function variablesOf(text: string, place: TextPosition): VariablePart[] {
  if (!text.includes('${')) return [];
  const fields = arnFields(text);
  const part = place === 'resource' && fields[0] === 'arn' ? (fields[5] ?? '') : text;
  return templateParts(part).filter((each) => each.kind === 'variable');
}

/**
 * Stand-ins for the values of variables: the same character for the same key and default. `undefined` when all are in
 * use.
 */
export type Symbols = (key: string, defaultValue: string | undefined) => string | undefined;

const FIRST_SYMBOL = 0xdc00;
const LAST_SYMBOL = 0xdfff;

/** Symbols are second halves of surrogate pairs, which no well-formed string has alone. */
export function createSymbols(): Symbols {
  const known = new Map<string, string>();
  return (key, defaultValue) => {
    const name = JSON.stringify([key.toLowerCase(), defaultValue]);
    const symbol = known.get(name) ?? String.fromCharCode(FIRST_SYMBOL + known.size);
    if (symbol.charCodeAt(0) > LAST_SYMBOL) return undefined;
    known.set(name, symbol);
    return symbol;
  };
}

/**
 * The two ways in which a string with variables appears in a language of symbols.
 *
 * Wherever a variable without a default has a value, the variable with a default has the same value. So a string with
 * defaults also appears without them: it matches whatever the string without defaults matches.
 */
export function symbolResolvers(symbols: Symbols): Resolver[] {
  return [({ key, defaultValue }) => symbols(key, defaultValue), ({ key }) => symbols(key, undefined)];
}

/** Whether a character is half of a surrogate pair, which no well-formed string has alone. */
export function isLoneSurrogate(character: string): boolean {
  return /^[\ud800-\udfff]$/.test(character);
}

/** Whether a string contains half of a surrogate pair. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Cs}/u.test(text);
}
