export const MAX_QUOTED_LENGTH = 80;

export function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The text with control and text-direction characters escaped, for a terminal. */
export function escapeInvisible(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, escapeCharacter);
}

/** The same for a text, cut to a length of one's own. */
export function quoteText(value: string, maxLength: number): string {
  const short = value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
  const escaped = JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', escapeCharacter);
  return `\`${escapeInvisible(escaped)}\``;
}

/**
 * A value in backticks for a message: cut to a length that fits a line, with control and text-direction characters
 * escaped, so that a hostile value can change neither a terminal nor the sense of the sentence. Of a value that is not
 * a string only the type is named.
 */
export function quote(value: unknown): string {
  return typeof value === 'string' ? quoteText(value, MAX_QUOTED_LENGTH) : `\`${typeName(value)}\``;
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
