import { foldCase } from './language.js';

/**
 * Texts of policies: wildcards and policy variables.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags" (reference_policies_variables.html).
 */

/** A part of a text: characters, a wildcard, or a variable with its key and the value that it has by default. */
export type Piece = string | { readonly wildcard: '*' | '?' } | { readonly key: string; readonly fallback?: string };

/** The value of a variable; `undefined` if it has none. */
export type ValueOf = (key: string) => string | undefined;

/**
 * `${key}`, `${key, 'default'}` with a comma and one space, or `${*}`, `${?}`, `${$}`, which "replace special
 * characters with their literal value". A name has no spaces, and nothing is nested.
 */
const VARIABLE = /\$\{(?:(?<special>[*?$])|(?<key>[^\s{}$*?,']+)(?:, '(?<fallback>[^']*)')?)\}/y;

const LIMIT = 50_000;

/** A value that is made once for a key: the texts of policies come again and again. */
export function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= LIMIT) known.clear();
  const made = make();
  known.set(key, made);
  return made;
}

const PIECES = new Map<string, readonly Piece[]>();

/**
 * The pieces of a text.
 *
 * @param hasVariables Whether `${…}` is a variable: "Variables were introduced in version 2012-10-17. Earlier versions
 *   of the policy language don't support policy variables", there they "are treated as literal strings".
 * @param hasWildcards Whether `*` and `?` are wildcards.
 */
export function piecesOf(text: string, hasVariables: boolean, hasWildcards: boolean): readonly Piece[] {
  return remember(PIECES, `${hasVariables} ${hasWildcards} ${text}`, () => split(text, hasVariables, hasWildcards));
}

function split(text: string, hasVariables: boolean, hasWildcards: boolean): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  const add = (piece: Piece): void => {
    if (literal !== '') pieces.push(literal);
    literal = '';
    pieces.push(piece);
  };
  for (let index = 0; index < text.length;) {
    VARIABLE.lastIndex = index;
    const variable = hasVariables && text.startsWith('${', index) ? VARIABLE.exec(text) : null;
    if (variable !== null) {
      const { special, key, fallback } = variable.groups as Record<string, string | undefined>;
      if (key === undefined) literal += special;
      else add(fallback === undefined ? { key: foldCase(key) } : { key: foldCase(key), fallback });
      index = VARIABLE.lastIndex;
      continue;
    }
    const character = text.charAt(index);
    if (hasWildcards && (character === '*' || character === '?')) add({ wildcard: character });
    else literal += character;
    index += 1;
  }
  if (literal !== '') pieces.push(literal);
  return pieces;
}

const isVariable = (piece: Piece): piece is { key: string; fallback?: string } =>
  typeof piece === 'object' && 'key' in piece;

/** The pieces with the values of their variables; `undefined` if one has none: then the text matches nothing. */
function resolve(pieces: readonly Piece[], valueOf: ValueOf): Piece[] | undefined {
  const resolved: Piece[] = [];
  for (const piece of pieces) {
    const value = isVariable(piece) ? (valueOf(piece.key) ?? piece.fallback) : piece;
    if (value === undefined) return undefined;
    resolved.push(value);
  }
  return resolved;
}

const hasVariable = (pieces: readonly Piece[]): boolean => pieces.some(isVariable);

/** Which characters the wildcards of a pattern match, as regular expressions for one character. */
type Wildcards = (index: number) => string;

/** Any character: "an asterisk matches any combination of characters, a question mark any single character". */
export const ANYTHING: Wildcards = () => '[^]';

/** The regular expression of pieces without variables. The value of a variable is literal. */
export function expressionOf(pieces: readonly Piece[], wildcards: Wildcards): string {
  return pieces
    .map((piece, index) => {
      if (typeof piece === 'string') return piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
      if (!('wildcard' in piece)) throw new Error('a variable without its value');
      return piece.wildcard === '*' ? `${wildcards(index)}*` : wildcards(index);
    })
    .join('');
}

const EXPRESSIONS = new Map<string, RegExp>();

/** Whether a whole text matches an expression, by code points. */
export function matchesWhole(expression: string, text: string): boolean {
  const compiled = remember(EXPRESSIONS, expression, () => new RegExp(`^(?:${expression})$`, 'u'));
  return compiled.test(text);
}

/** A test of texts, for values of variables that differ from request to request. */
export type TextTest = (text: string, valueOf: ValueOf) => boolean;

/** A test for pieces: prepared once if they have no variables. */
export function testOf(
  pieces: readonly Piece[],
  prepare: (pieces: readonly Piece[]) => (text: string) => boolean,
): TextTest {
  if (!hasVariable(pieces)) return prepare(pieces);
  return (text, valueOf) => {
    const resolved = resolve(pieces, valueOf);
    return resolved !== undefined && prepare(resolved)(text);
  };
}
