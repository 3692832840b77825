import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';

/**
 * Splits `key=value` at the first `=`, and collects the values of each key.
 *
 * @param parameter The parameter that issues name.
 * @throws {InvalidInputError} With an issue for each entry without a key or without `=`.
 */
export function readKeyValues(entries: readonly string[], parameter: string): Map<string, string[]> {
  const issues = entries
    .filter((entry) => entry.indexOf('=') < 1)
    .map((entry): LocatedProblem => ({
      code: 'invalid_value',
      path: [parameter],
      message: `${quote(entry)} is not of the form \`key=value\``,
    }));
  if (issues.length > 0) throw new InvalidInputError(issues);
  const values = new Map<string, string[]>();
  for (const entry of entries) {
    const [key, value] = [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)];
    const given = values.get(key);
    if (given === undefined) values.set(key, [value]);
    else given.push(value);
  }
  return values;
}

/**
 * Reads `key=value` entries in which each key has one value.
 *
 * @throws {InvalidInputError} Also with an issue for each key with several values.
 */
export function readSettings(entries: readonly string[], parameter: string): Record<string, string> {
  const values = [...readKeyValues(entries, parameter)];
  const issues = values
    .filter(([, given]) => new Set(given).size > 1)
    .map(([key, given]): LocatedProblem => ({
      code: 'duplicate_key',
      path: [parameter],
      message: `${quote(key)} is given ${given.length} times, with different values`,
      hint: 'give each key once',
    }));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return Object.fromEntries(values.map(([key, [value = '']]) => [key, value]));
}
