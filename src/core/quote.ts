/** The longest string that {@link quote} does not truncate. */
export const MAX_QUOTED_LENGTH = 80;

/** The JSON escape of a UTF-16 code unit: `\u001b`. */
export function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Escapes control characters and characters that change the direction of text, for output on a terminal. */
export function escapeInvisible(text: string): string {
  return text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, escapeCharacter);
}

/** Like {@link quote}, for a string and with another maximum length. */
export function quoteText(value: string, maxLength: number): string {
  const short = value.length > maxLength ? `${value.slice(0, maxLength)}…` : value;
  const escaped = JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', escapeCharacter);
  return `\`${escapeInvisible(escaped)}\``;
}

/**
 * Puts a value in backticks for a message. Long strings are truncated, and control and text-direction characters are
 * escaped, so that a hostile value can change neither a terminal nor the meaning of the message. For a value that is
 * not a string, the result is its type.
 */
export function quote(value: unknown): string {
  return typeof value === 'string' ? quoteText(value, MAX_QUOTED_LENGTH) : `\`${typeName(value)}\``;
}

/** The JSON type of a value; what JSON does not have is named as JavaScript names it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  try {
    return Array.isArray(value) ? 'array' : typeof value;
  } catch {
    // A revoked proxy, which can be neither.
    return typeof value;
  }
}
