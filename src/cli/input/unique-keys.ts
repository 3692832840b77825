import { attempt } from '../../core/attempt.js';
import { quote } from '../../core/quote.js';
import { fileError } from './file-problem.js';
import { positionOf } from './sample.js';

const SPACE = /[ \t\r\n]*/y;

/**
 * Refuses JSON in which an object has a key twice: `JSON.parse` drops the first value without a word. Other texts pass,
 * whatever is wrong with them.
 *
 * @throws {InvalidInputError} With the first such key.
 */
export function assertUniqueKeys(file: string, text: string): void {
  const open: Set<unknown>[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at];
    if (mark === '{') open.push(new Set());
    else if (mark === '}') open.pop();
    else if (mark === '"') {
      const start = at;
      at = endOfString(text, at);
      SPACE.lastIndex = at + 1;
      SPACE.test(text);
      if (text[SPACE.lastIndex] !== ':') continue;
      const name = attempt(SyntaxError, (): unknown => JSON.parse(text.slice(start, at + 1)));
      const keys = open.at(-1);
      if (keys?.has(name)) {
        const message = `the key ${quote(name)} appears twice`;
        throw fileError(file, { code: 'duplicate_key', message, position: positionOf(text, start) });
      }
      keys?.add(name);
    }
  }
}

/** The offset of the quotation mark that closes a string; the end of the text if none does. */
function endOfString(text: string, start: number): number {
  let end = start;
  let isEscaped = true;
  while (isEscaped) {
    end = text.indexOf('"', end + 1);
    if (end === -1) return text.length;
    let first = end;
    while (text[first - 1] === '\\') first -= 1;
    isEscaped = (end - first) % 2 === 1;
  }
  return end;
}
