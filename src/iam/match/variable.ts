import { ANY_ONE, ANY_RUN, hasWildcards, matchesGlob, matchesTokens, type GlobToken } from './glob.js';

/**
 * A part of a string of a policy: literal text, in which `*` and `?` may still be wildcards, an escaped character
 * (`${*}`, `${?}`, `${$}`), or a policy variable.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export type TemplatePart = { kind: 'text'; text: string } | { kind: 'escaped'; character: string } | VariablePart;

export type VariablePart = { kind: 'variable'; key: string; defaultValue?: string };

/** The value of a condition key in the request, if it has exactly one. */
export type LookUp = (key: string) => string | undefined;

const VARIABLE = /\$\{(?:([*?$])|([^\s{},']+)(?:, '([^']*)')?)\}/g;

/** Splits a string into its parts. What only looks like a variable, such as `${}`, is literal text. */
export function templateParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, escaped, key = '', defaultValue] = match;
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    if (escaped !== undefined) parts.push({ kind: 'escaped', character: escaped });
    else parts.push({ kind: 'variable', key, ...(defaultValue !== undefined && { defaultValue }) });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/**
 * Replaces every variable by its value. Returns `undefined` if a variable has neither a value nor a default: such a
 * string matches nothing. Values are literal, including wildcards in them.
 *
 * @param hasVariables Whether the policy supports variables: its version is `2012-10-17`.
 */
export function resolveText(text: string, hasVariables: boolean, lookUp: LookUp): string | undefined {
  if (!hasVariables || !text.includes('${')) return text;
  let resolved = '';
  for (const part of templateParts(text)) {
    const literal = part.kind === 'text' ? part.text : literalOf(part, lookUp);
    if (literal === undefined) return undefined;
    resolved += literal;
  }
  return resolved;
}

/** What a variable of a pattern stands for: tokens, or `undefined` if it has no value. */
export type Resolver = (variable: VariablePart) => Iterable<GlobToken> | undefined;

/** The values of variables, whose wildcards are literal. */
export function valueResolver(lookUp: LookUp): Resolver {
  return (variable) => literalOf(variable, lookUp);
}

/**
 * Like {@link resolveText}, for a pattern. Returns `undefined` if a variable has no value: such a pattern matches
 * nothing.
 *
 * @param withWildcards Whether `*` and `?` in the policy are wildcards.
 */
export function resolveTokens(
  pattern: string,
  hasVariables: boolean,
  resolve: Resolver,
  withWildcards = true,
): GlobToken[] | undefined {
  const tokens: GlobToken[] = [];
  const parts: TemplatePart[] = hasVariables ? templateParts(pattern) : [{ kind: 'text', text: pattern }];
  for (const part of parts) {
    if (part.kind === 'text') {
      for (const character of part.text) tokens.push((withWildcards && wildcards.get(character)) || character);
    } else if (part.kind === 'escaped') {
      tokens.push(part.character);
    } else {
      const value = resolve(part);
      if (value === undefined) return undefined;
      for (const token of value) tokens.push(token);
    }
  }
  return tokens;
}

/**
 * Whether a pattern with variables matches a string, prepared for many strings: `false` if a variable has no value.
 */
export function templateMatcher(pattern: string): (text: string, lookUp: LookUp) => boolean {
  const parts = templateParts(pattern);
  return (text, lookUp) => {
    let resolved = '';
    for (const part of parts) {
      const literal = part.kind === 'text' ? part.text : literalOf(part, lookUp);
      if (literal === undefined) return false;
      if (part.kind !== 'text' && hasWildcards(literal)) {
        const tokens = resolveTokens(pattern, true, valueResolver(lookUp));
        return tokens !== undefined && matchesTokens(tokens, text);
      }
      resolved += literal;
    }
    return matchesGlob(resolved, text);
  };
}

const wildcards: ReadonlyMap<string, GlobToken> = new Map([
  ['*', ANY_RUN],
  ['?', ANY_ONE],
]);

function literalOf(part: Exclude<TemplatePart, { kind: 'text' }>, lookUp: LookUp): string | undefined {
  return part.kind === 'escaped' ? part.character : (lookUp(part.key) ?? part.defaultValue);
}
