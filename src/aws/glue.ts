import type { Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { formatNumber, withoutArticle } from '../core/words.js';
import { IDENTIFIERS, identifierProblems } from './identifiers.js';

/**
 * What is wrong with a string as the name of a database or a table of the Data Catalog. Its length is limited in bytes.
 *
 * Source: Amazon Athena User Guide, "Name databases, tables, and columns".
 *
 * @param what What to call it, with its article: `a database name`.
 */
export function glueNameProblems(value: string, what: string): Problem[] {
  const name = withoutArticle(what);
  const { max, pattern } = IDENTIFIERS.glueName;
  const anyCase = { ...IDENTIFIERS.glueName, max: Infinity, pattern: pattern.replace('\\p{Lu}', '') };
  const problems = identifierProblems(value, anyCase, what);
  if (/\p{Lu}/u.test(value)) {
    const hint = `use ${quote(value.toLowerCase())}: Athena converts names to lowercase`;
    problems.push({ code: 'upper_case', message: `the ${name} ${quote(value)} has uppercase letters`, hint });
  }
  const bytes = utf8Length(value);
  if (bytes > max) {
    const message = `the ${name} must have at most ${max} bytes, not ${formatNumber(bytes)}`;
    problems.push({ code: 'too_long', message });
  }
  return problems;
}

function utf8Length(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const point = character.codePointAt(0) as number;
    bytes += point < 0x80 ? 1 : point < 0x8_00 ? 2 : point < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
}
