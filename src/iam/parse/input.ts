import type { LocatedProblem } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import { nodeOf, readJson, type JsonResult } from './json.js';

/** The longest document that the IAM API accepts, including whitespace. */
const MAX_LENGTH = 131_072;

/** The nodes of a policy: of JSON text, of URL-encoded JSON text as the IAM API returns it, or of a value. */
export function readInput(input: unknown): JsonResult {
  if (typeof input !== 'string') return nodeOf(input);
  if (input.length > 3 * MAX_LENGTH) return { problems: [tooLong(input.length)] };
  const text = decodeDocument(input.replace(/^\ufeff/, ''));
  if (text.length > MAX_LENGTH) return { problems: [tooLong(text.length)] };
  return readJson(text);
}

function tooLong(length: number): LocatedProblem {
  return {
    code: 'too_long',
    path: [],
    message: `the policy must have at most ${formatNumber(MAX_LENGTH)} characters, not ${formatNumber(length)}`,
  };
}

/** Text that begins with a percent sign is URL-encoded: no JSON text begins with one. */
export function decodeDocument(text: string): string {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
