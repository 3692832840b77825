/**
 * A token of a pattern: a literal character or a wildcard. In actions, resources and condition values, `*` matches any
 * run of characters and `?` any one character.
 *
 * Characters are Unicode code points, so that `?` matches an emoji.
 */
export type GlobToken = string | Wildcard;

export type Wildcard = {
  /** Whether it matches any run of characters, or exactly one character. */
  readonly many: boolean;
  /** Whether it stops at a colon, as a wildcard within a segment of an ARN does. */
  readonly withinSegment: boolean;
};

export const ANY_RUN: Wildcard = { many: true, withinSegment: false };
export const ANY_ONE: Wildcard = { many: false, withinSegment: false };
export const SEGMENT_RUN: Wildcard = { many: true, withinSegment: true };
export const SEGMENT_ONE: Wildcard = { many: false, withinSegment: true };

/** The tokens of a pattern in which `*` and `?` are wildcards. */
export function globTokens(pattern: string): GlobToken[] {
  return Array.from(pattern, (character) => {
    if (character === '*') return ANY_RUN;
    return character === '?' ? ANY_ONE : character;
  });
}

/** Whether a string contains wildcards. */
export function hasWildcards(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * Whether a plain pattern, in which wildcards match any character, matches a whole string.
 *
 * Backtracks to the last `*` only: changing what an earlier one matched never helps. Takes at most pattern x string
 * steps.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let next = 0;
  let starAt = -1;
  let starTook = 0;
  while (next < text.length) {
    const width = widthAt(text, next);
    if (pattern[at] === '*') {
      starAt = at;
      starTook = next;
      at += 1;
    } else if (pattern[at] === '?') {
      at += 1;
      next += width;
    } else if (pattern.startsWith(text.slice(next, next + width), at)) {
      at += width;
      next += width;
    } else if (starAt === -1) {
      return false;
    } else {
      at = starAt + 1;
      starTook += widthAt(text, starTook);
      next = starTook;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}

/** How many code units the character at a position has. */
function widthAt(text: string, position: number): number {
  return (text.codePointAt(position) as number) > 0xffff ? 2 : 1;
}

/**
 * Whether the tokens match a whole string.
 *
 * Follows all possible matches at once, character by character: at most tokens x characters steps for any pattern.
 */
export function matchesTokens(tokens: readonly GlobToken[], text: string): boolean {
  const seenAt = new Int32Array(tokens.length + 1).fill(-1);
  let step = 0;
  let active: number[] = [];

  const reach = (target: number[], position: number): void => {
    let at = position;
    while (seenAt[at] !== step) {
      seenAt[at] = step;
      target.push(at);
      const token = tokens[at];
      // A run may be empty, so that the token after it is reached as well.
      if (typeof token !== 'object' || !token.many) return;
      at += 1;
    }
  };

  reach(active, 0);
  for (const character of text) {
    step += 1;
    const next: number[] = [];
    for (const position of active) {
      const token = tokens[position];
      if (token === undefined || !accepts(token, character)) continue;
      reach(next, typeof token === 'object' && token.many ? position : position + 1);
    }
    if (next.length === 0) return false;
    active = next;
  }
  return seenAt[tokens.length] === step;
}

function accepts(token: GlobToken, character: string): boolean {
  if (typeof token === 'string') return token === character;
  return !token.withinSegment || character !== ':';
}
