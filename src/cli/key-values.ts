import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';

/**
 * Splits `key=value` at the first `=`.
 *
 * @param parameter The parameter that issues name.
 * @throws {InvalidInputError} With an issue for each entry without a key or without `=`.
 */
export function readKeyValues(entries: readonly string[], parameter: string): [string, string][] {
  const issues = entries
    .filter((entry) => entry.indexOf('=') < 1)
    .map((entry): LocatedProblem => ({
      code: 'invalid_value',
      path: [parameter],
      message: `${quote(entry)} is not of the form \`key=value\``,
    }));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
}
