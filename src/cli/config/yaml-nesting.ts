import { Lexer } from 'yaml';
import type { Position } from '../../core/issue.js';

/** The parser calls itself for each level, and needs more stack than there is for about 800. */
const MAX_BRACKETS = 300;
const MAX_INDICATORS = 100;
const MAX_INDENTATION = 300;

/** What the lexer puts between tokens: the beginning of a document, of a scalar, and the end of brackets. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u001f', '\u0018']);

/**
 * Returns where a text may be nested deeper than the parser of YAML can follow: by brackets, by indentation, or by
 * marks such as `- ` outside of brackets in one line.
 */
export function findDeepNesting(text: string): Position | undefined {
  let [line, column, brackets, indicators] = [1, 1, 0, 0];
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    if (column === 1) indicators = 0;
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && /^[-?:]$/.test(token)) indicators += 1;
    const isIndentation = column === 1 && /^ +$/.test(token);
    if (brackets > MAX_BRACKETS || indicators > MAX_INDICATORS || (isIndentation && token.length > MAX_INDENTATION))
      return { line, column };
    const end = token.lastIndexOf('\n');
    line += end < 0 ? 0 : token.split('\n').length - 1;
    column = end < 0 ? column + token.length : token.length - end;
  }
  return undefined;
}
