import { arnFields } from '../../aws/arn.js';
import { replaceVariables, templateParts } from '../match/variable.js';
import { isLoneSurrogate } from './automaton.js';

/** Where a text stands: variables count in the last field of a resource only, and anywhere in a condition's value. */
export type TextPosition = 'resource' | 'value';

/** The keys that the variables of a text name, in lower case. */
export function variableKeys(text: string, place: TextPosition): string[] {
  return templateParts(variablePart(text, place)[1]).flatMap((part) =>
    part.kind === 'variable' ? [part.key.toLowerCase()] : [],
  );
}

/** The character that stands for a variable; the same for the same key and default. `undefined` when all are taken. */
export type Symbols = (key: string, defaultValue: string | undefined) => string | undefined;

const FIRST_SYMBOL = 0xdc00;
const LAST_SYMBOL = 0xdfff;

/** Second halves of surrogate pairs, which no well-formed text has alone. */
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
 * Those of the texts that can be written with a symbol for each variable. A text that has halves of surrogate pairs
 * itself matches nothing that exists, and is left out: its halves would be taken for symbols.
 *
 * A variable with a default has the value of one without, where that has a value. So a text with defaults is written
 * without them, too: what is matched by a variable without a default is matched by it as well.
 */
export function symbolicTexts(texts: readonly string[], place: TextPosition, symbols: Symbols): string[] {
  const possible = texts.filter((text) => !Array.from(text).some(isLoneSurrogate));
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

/** The texts with `*` for each variable: they match what the texts match, whatever the values, and more. */
export function widenedTexts(texts: readonly string[], place: TextPosition): string[] {
  return texts.map((text) => replaceIn(text, place, () => '*'));
}

/** A text that is compared letter by letter, as a pattern that matches the same. */
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

/** The part of a text that has no variables, and the part that may. */
function variablePart(text: string, place: TextPosition): [head: string, rest: string] {
  const fields = arnFields(text);
  if (place === 'value' || fields[0] !== 'arn') return ['', text];
  if (fields.length < 6) return [text, ''];
  const rest = fields[5] as string;
  return [text.slice(0, text.length - rest.length), rest];
}
