import { InvalidInputError, unreadable, type ErrorCode, type LocatedProblem, type Problem } from './issue.js';
import { quote, typeName } from './quote.js';
import type { Result } from './schema.js';

/*
 * Reads data of a known shape, such as roles and reports, and copies it on the way: each value is looked at once, so
 * that no getter or proxy can answer differently later. Small enough for every bundle, unlike schemas of parameters.
 */

type Path = readonly (string | number)[];
type Report = (problem: LocatedProblem) => void;

/** Returns a copy of a value. Reports why if it has another shape; the result is then not used. */
export type Reader<Value> = (value: unknown, path: Path, report: Report) => Value;

const MAX_PROBLEMS = 1000;

/**
 * Reads a value.
 *
 * @param path The name of the parameter, and the path to the value in it.
 * @param hint Where to get a valid value.
 * @returns The copy, or everything that is wrong with the value.
 */
export function safeReadData<Value>(read: Reader<Value>, value: unknown, path: Path, hint: string): Result<Value> {
  const problems: LocatedProblem[] = [];
  let count = 0;
  const result = read(value, path, (problem) => {
    count += 1;
    if (count <= MAX_PROBLEMS) problems.push({ ...problem, hint });
  });
  if (count > MAX_PROBLEMS) {
    const message = `${count - MAX_PROBLEMS} more problems are not listed`;
    problems.push({ code: 'too_long', path: [...path], message });
  }
  return count === 0 ? { value: result, issues: [] } : { value: undefined, issues: problems };
}

/** The same, but throws. */
export function readData<Value>(...args: Parameters<typeof safeReadData<Value>>): Value {
  const { value, issues } = safeReadData(...args);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return value as Value;
}

/** What is at the end of a path: the name of a member, or the entry of a list. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `entry ${last} of ${nameOf(path.slice(0, -1))}` : quote(last);
}

/** A reader that reports the values for which `read` returns nothing. */
export function reader<Value>(
  expected: string,
  read: (value: unknown, path: Path, report: Report) => Value | undefined,
  code: ErrorCode = 'invalid_type',
): Reader<Value> {
  return (value, path, report) => {
    const fail = (problem: Problem): void => report({ ...problem, path: [...path] });
    try {
      const result = read(value, path, report);
      if (result !== undefined) return result;
      if (value === undefined || value === null) fail({ code: 'missing', message: `${nameOf(path)} is missing` });
      else fail({ code, message: `${nameOf(path)} must be ${expected}, not ${quote(value)}` });
    } catch {
      fail(unreadable(nameOf(path)));
    }
    return undefined as Value;
  };
}

export const text: Reader<string> = /* @__PURE__ */ reader('a string', (value) =>
  typeof value === 'string' ? value : undefined,
);

export const number: Reader<number> = /* @__PURE__ */ reader('a finite number', (value) =>
  Number.isFinite(value) ? (value as number) : undefined,
);

export const trueOrFalse: Reader<boolean> = /* @__PURE__ */ reader('`true` or `false`', (value) =>
  typeof value === 'boolean' ? value : undefined,
);

/** A value that is passed on, whatever it is. */
export const anything: Reader<unknown> = (value) => value;

export function oneOf<Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  const expected = `one of ${choices.map(quote).join(', ')}`;
  return reader(expected, (value) => choices.find((choice) => choice === value), 'unknown_value');
}

export function optional<Value>(read: Reader<Value>): Reader<Value | undefined> {
  return (value, path, report) => (value === undefined ? undefined : read(value, path, report));
}

export function list<Value>(read: Reader<Value>): Reader<Value[]> {
  return reader('a list without gaps', (value, path, report) =>
    // A list of gaps can be far longer than memory.
    Array.isArray(value) && Object.keys(value).length >= value.length
      ? value.map((entry, index) => read(entry, [...path, index], report))
      : undefined,
  );
}

/** An object with the members of a type. Other members are dropped, and so are members that are `undefined`. */
export function record<Value extends object>(members: {
  readonly [Name in keyof Value]-?: Reader<Value[Name]>;
}): Reader<Value> {
  const readers = Object.entries(members) as [string, Reader<unknown>][];
  return membersReader(() => readers) as Reader<Value>;
}

/** An object whose members have the same type, whatever their names. Members that are `undefined` are dropped. */
export function mapOf<Value>(read: Reader<Value>): Reader<Record<string, Value>> {
  const member = optional(read);
  return membersReader((value) => Object.keys(value).map((name) => [name, member])) as Reader<Record<string, Value>>;
}

function membersReader(readersOf: (value: object) => readonly [string, Reader<unknown>][]): Reader<object> {
  return reader('an object', (value, path, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const found = readersOf(value).map(([name, read]): [string, unknown] => [
      name,
      read((value as Readonly<Record<string, unknown>>)[name], [...path, name], report),
    ]);
    return Object.fromEntries(found.filter(([, member]) => member !== undefined));
  });
}

/** Far more than a policy can have. */
const MAX_DEPTH = 32;
const MAX_VALUES = 100_000;

/** What JSON can hold, apart from lists. */
const scalarOrObject: Reader<unknown> = /* @__PURE__ */ reader('JSON', (value) =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value) || isPlain(value)
    ? value
    : undefined,
);

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What JSON can hold. Without a result, the problem has been reported. */
export const json: Reader<unknown> = (value, path, report) => {
  let values = 0;
  let isValid = true;
  const note: Report = (problem) => {
    isValid = false;
    report(problem);
  };
  const read: Reader<unknown> = (part, place) => {
    values += 1;
    if (place.length > path.length + MAX_DEPTH) values = Infinity;
    if (values > MAX_VALUES) return null;
    if (typeName(part) === 'array') return list(read)(part, place, note);
    const found = scalarOrObject(part, place, note);
    return typeof found === 'object' && found !== null ? mapOf(read)(found, place, note) : found;
  };
  const copy = read(value, path, note);
  if (values <= MAX_VALUES) return isValid ? copy : undefined;
  const message = `${nameOf(path)} must have at most ${MAX_DEPTH} levels and 100,000 values`;
  report({ code: 'too_long', path: [...path], message });
  return undefined;
};
