import { ARN_FIELDS, arnFields } from '../../aws/arn.js';

/** Stands for any text without colons in a pattern of {@link mayOverlap}, so it also matches itself. */
export const SEGMENT = '~';

/** More steps than this are not taken: longer patterns may overlap. */
const MOST_STEPS = 1_000_000;

/**
 * Whether two patterns may have a string in common, with `*` for any text, `?` for any character and {@link SEGMENT}. A
 * variable can stand for anything, and so can the missing fields of an ARN: the answer may be yes where it should be
 * no, and never the other way round.
 */
export function mayOverlap(one: string, other: string): boolean {
  return one === '*' || other === '*' || overlap(tokensOf(one), tokensOf(other));
}

/** Creates {@link mayOverlap} that remembers its answers. */
export function overlapTest(): (one: string, other: string) => boolean {
  const known = new Map<string, boolean>();
  return (one, other) => {
    const name = `${one}\n${other}`;
    const answer = known.get(name) ?? mayOverlap(one, other);
    known.set(name, answer);
    return answer;
  };
}

/** A pattern, one character a token. */
function tokensOf(pattern: string): string {
  const whole = pattern.startsWith('arn:') && arnFields(pattern).length < ARN_FIELDS ? `${pattern}*` : pattern;
  // The default value of a variable can contain a brace.
  return whole.replace(/\$\{[^}']*\}|\$\{.*\}/gs, '*').replace(/\*+/g, '*');
}

function overlap(a: string, b: string): boolean {
  const start = Math.min(literalLength(a), literalLength(b));
  if (a.slice(0, start) !== b.slice(0, start)) return false;
  if ((a.length - start) * (b.length - start) > MOST_STEPS) return true;
  // From the end: whether what is left of `a` and what is left of `b` have a string in common.
  let later = new Uint8Array(b.length + 2);
  for (let i = a.length; i >= start; i -= 1) {
    const row = new Uint8Array(b.length + 2);
    const x = a[i];
    for (let j = b.length; j >= start; j -= 1) {
      const y = b[j];
      const [skipX, skipY, skipBoth] = [later[j] as number, row[j + 1] as number, later[j + 1] as number];
      if (x === undefined && y === undefined) row[j] = 1;
      else if (x === '*') row[j] = skipX | (y === undefined ? 0 : skipY);
      else if (y === '*') row[j] = skipY | (x === undefined ? 0 : skipX);
      else if (x === SEGMENT) row[j] = skipX | (y === undefined || y === ':' ? 0 : skipY);
      else if (y === SEGMENT) row[j] = skipY | (x === undefined || x === ':' ? 0 : skipX);
      else if (x !== undefined && y !== undefined && (x === y || x === '?' || y === '?')) row[j] = skipBoth;
    }
    later = row;
  }
  return later[start] === 1;
}

/** How many characters are before the first wildcard. */
function literalLength(pattern: string): number {
  const end = pattern.search(/[*?~]/);
  return end === -1 ? pattern.length : end;
}
