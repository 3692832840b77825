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

const STAR = 42;
const QUESTION_MARK = 63;

/**
 * Whether a plain pattern, in which wildcards match any character, matches a whole string.
 *
 * Backtracks to the last `*` only: changing what an earlier one matched never helps. Takes at most pattern x string
 * steps.
 *
 * @param letterCase With `ignoreCase`, the string must be in lowercase, and ASCII letters of the pattern match it in
 * either case.
 */
export function matchesGlob(pattern: string, text: string, letterCase?: 'ignoreCase'): boolean {
  const ignoresCase = letterCase === 'ignoreCase';
  // Literal patterns often differ from the string at their end only: actions of a service, ARNs of an account.
  const end = pattern.charCodeAt(pattern.length - 1);
  if (isLiteral(end) && !matchesUnit(end, text.charCodeAt(text.length - 1), ignoresCase)) return false;
  let at = 0;
  let next = 0;
  let starAt = -1;
  let starTook = 0;
  while (next < text.length) {
    const code = pattern.charCodeAt(at);
    if (code === STAR) {
      at += 1;
      if (at === pattern.length) return true;
      starAt = at;
      starTook = next;
      continue;
    }
    const unit = text.charCodeAt(next);
    const isWildcard = code === QUESTION_MARK;
    if (isWildcard || matchesUnit(code, unit, ignoresCase)) {
      const width = unit < 0xd800 || unit > 0xdbff ? 1 : widthAt(text, next);
      if (isWildcard || width === 1 || pattern.charCodeAt(at + 1) === text.charCodeAt(next + 1)) {
        at += isWildcard ? 1 : width;
        next += width;
        continue;
      }
    }
    if (starAt === -1) return false;
    at = starAt;
    starTook += widthAt(text, starTook);
    if (!ignoresCase && isLiteral(pattern.charCodeAt(starAt))) {
      starTook = text.indexOf(pattern.charAt(starAt), starTook);
      if (starTook === -1) return false;
    }
    next = starTook;
  }
  while (pattern.charCodeAt(at) === STAR) at += 1;
  return at === pattern.length;
}

/** Whether a string is in a list, prepared for many strings. */
export function listMatcher(texts: readonly string[]): (text: string) => boolean {
  if (texts.length < 8) return (text) => texts.includes(text);
  const set = new Set(texts);
  return (text) => set.has(text);
}

/** {@link matchesGlob} of one pattern, prepared for many strings: finds the texts between its `*` one after another. */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (pattern === '*') return () => true;
  if (!hasWildcards(pattern)) return (text) => text === pattern;
  if (/[?\ud800-\udfff]/.test(pattern)) return (text) => matchesGlob(pattern, text);
  const [start = '', ...middle] = pattern.split('*');
  const end = middle.pop() as string;
  let longest = '';
  for (const part of middle) if (part.length > longest.length) longest = part;
  if (pattern === `*${longest}*`) return (text) => text.includes(longest);
  return (text) => {
    // First what rules out most texts.
    if (longest !== '' && !text.includes(longest)) return false;
    if (!text.startsWith(start) || (end !== '' && !text.endsWith(end))) return false;
    let at = start.length;
    const stop = text.length - end.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= stop;
  };
}

/** Whether a code unit is no wildcard and a whole character, not half of one; not so outside of a string. */
function isLiteral(code: number): boolean {
  return code !== STAR && code !== QUESTION_MARK && (code < 0xd800 || code > 0xdfff);
}

function matchesUnit(code: number, wanted: number, ignoresCase: boolean): boolean {
  return code === wanted || (ignoresCase && code >= 65 && code <= 90 && code + 32 === wanted);
}

/** How many code units the character at a position has. */
function widthAt(text: string, position: number): 1 | 2 {
  const code = text.charCodeAt(position);
  if (code < 0xd800 || code > 0xdbff) return 1;
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
