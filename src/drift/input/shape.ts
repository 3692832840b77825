import { notAString, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/* Reads values of unknown shape. Each function reports what is wrong, with its path, and returns what is usable. */

export type ValuePath = readonly (string | number)[];
export type Fields = Readonly<Record<string, unknown>>;
export type ReportIssue = (issue: LocatedProblem) => void;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readStringField(
  fields: Fields,
  name: string,
  path: ValuePath,
  report: ReportIssue,
): string | undefined {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  const problem =
    value === '' ? { code: 'missing' as const, message: `\`${name}\` is empty` } : notAString(name, value);
  report({ ...problem, path: [...path, name] });
  return undefined;
}

/** The entries of a list that are objects. A missing list is empty: the SDK omits empty lists. */
export function readObjects(
  fields: Fields,
  name: string,
  path: ValuePath,
  report: ReportIssue,
): { entry: Fields; path: ValuePath }[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report({
      code: 'invalid_type',
      path: [...path, name],
      message: `\`${name}\` must be a list, not ${quote(value)}`,
    });
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const place = [...path, name, index];
    if (isObject(entry)) return [{ entry, path: place }];
    report({
      code: 'invalid_type',
      path: place,
      message: `entries of \`${name}\` must be objects, not ${quote(entry)}`,
    });
    return [];
  });
}

/** A value as JSON. Returns an empty string for values without a JSON form, such as cyclic objects. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** Copies plain data, in a fraction of the time that `structuredClone` takes. */
export function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf<unknown>(member)])) as Value;
}
