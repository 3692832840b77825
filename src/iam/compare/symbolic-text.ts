import { arnFields } from '../../aws/arn.js';
import { replaceVariables, templateParts } from '../match/variable.js';
import { hasLoneSurrogate } from './automaton.js';

/** Where a string is: variables are supported in the last field of a resource, and anywhere in a condition value. */
export type TextPosition = 'resource' | 'value';

/** The keys that the variables of a string name, in lowercase. */
export function variableKeys(text: string, place: TextPosition): string[] {
  return templateParts(variablePart(text, place)[1]).flatMap((part) =>
    part.kind === 'variable' ? [part.key.toLowerCase()] : [],
  );
}

/** The symbol of a variable: the same character for the same key and default. `undefined` when all are in use. */
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
 * Replaces each variable by a symbol, in the strings for which there are enough symbols. A string with lone surrogates
 * matches nothing that exists; it is omitted, because the surrogates would look like symbols.
 *
 * Wherever a variable without a default has a value, the variable with a default has the same value. So a string with
 * defaults also appears without them: it matches whatever the string without defaults matches.
 */
export function symbolicTexts(texts: readonly string[], place: TextPosition, symbols: Symbols): string[] {
  const possible = texts.filter((text) => !hasLoneSurrogate(text));
  const written = [true, false].flatMap((withDefault) =>
    possible.flatMap((text) => {
      let isComplete = true;
      const symbolic = replaceIn(text, place, ({ key, defaultValue }) => {
        const symbol = symbols(key, withDefault ? defaultValue : undefined);
        isComplete &&= symbol !== undefined;
        return symbol ?? '';
      });
      return isComplete ? [symbolic] : [];
    }),
  );
  return [...new Set(written)];
}

/** Replaces each variable by `*`. The results match at least what the strings match, for any values. */
export function widenedTexts(texts: readonly string[], place: TextPosition): string[] {
  return texts.map((text) => replaceIn(text, place, () => '*'));
}

/** Escapes wildcards, so that the pattern matches the string literally. */
export function escapeWildcards(text: string): string {
  return templateParts(text)
    .map((part) => {
      if (part.kind === 'text') return part.text.replace(/[*?]/g, (wildcard) => `\${${wildcard}}`);
      if (part.kind === 'escaped') return `\${${part.character}}`;
      return `\${${part.key}${part.defaultValue === undefined ? '' : `, '${part.defaultValue}'`}}`;
    })
    .join('');
}

function replaceIn(text: string, place: TextPosition, replacement: Parameters<typeof replaceVariables>[1]): string {
  const [head, rest] = variablePart(text, place);
  return head + replaceVariables(rest, replacement);
}

/** Splits a string into the part without variables and the part that may have some. */
function variablePart(text: string, place: TextPosition): [head: string, rest: string] {
  const fields = arnFields(text);
  if (place === 'value' || fields[0] !== 'arn') return ['', text];
  if (fields.length < 6) return [text, ''];
  const rest = fields[5] as string;
  return [text.slice(0, text.length - rest.length), rest];
}
