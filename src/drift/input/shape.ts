import { notAString, type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/* Reading values of unknown shape: each function reports what is wrong with its path, and returns what is usable. */

export type Path = readonly (string | number)[];
export type Fields = Readonly<Record<string, unknown>>;
export type ReportIssue = (issue: Issue) => void;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readString(fields: Fields, name: string, path: Path, complain: ReportIssue): string | undefined {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  const problem =
    value === '' ? { code: 'missing' as const, message: `\`${name}\` is empty` } : notAString(name, value);
  complain({ ...problem, path: [...path, name] });
  return undefined;
}

/** Entries of a list that are objects; a list that is not there is empty, as the SDK has it. */
export function readObjects(
  fields: Fields,
  name: string,
  path: Path,
  complain: ReportIssue,
): { entry: Fields; path: Path }[] {
  const value = fields[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    complain({
      code: 'invalid_type',
      path: [...path, name],
      message: `\`${name}\` must be a list, not ${quote(value)}`,
    });
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const place = [...path, name, index];
    if (isObject(entry)) return [{ entry, path: place }];
    complain({
      code: 'invalid_type',
      path: place,
      message: `an entry of \`${name}\` must be an object, not ${quote(entry)}`,
    });
    return [];
  });
}

/** A value as JSON; the empty text for one that has no such form, as one that contains itself. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
