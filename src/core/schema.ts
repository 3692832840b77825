import {
  $ZodNever,
  $ZodObject,
  $ZodUnknown,
  config,
  safeParse,
  type $ZodCheck,
  type $ZodIssue,
  type $ZodIssueInvalidType,
  type $ZodLooseShape,
  type $ZodRawIssue,
  type $ZodType,
  type ParsePayload,
} from 'zod/v4/core';
import { InvalidInputError, notAString, notOneOf, type Issue, type Problem } from './issue.js';
import { quote } from './quote.js';
import type { StandardSchema } from './standard-schema.js';

/*
 * The only module that knows zod: schemas of parameters, and issues of our own for what they find. It builds on zod's
 * core, which is made for libraries: `zod/mini` has methods on every schema that a bundler cannot leave out.
 */

export type Schema<Value> = $ZodType<Value>;

/** Schemas are made when they are first needed: making one costs more than using it, and keeps zod in a bundle. */
export type LazySchema<Value> = () => Schema<Value>;

/** Either the value, or everything that is wrong with it. */
export type Result<Value> = { value: Value; issues: [] } | { value: undefined; issues: Issue[] };

/** What parameters are called in messages, where it is not just their name in words. */
const labels: Readonly<Record<string, string>> = {
  orgId: 'organization id',
  mode: 'integration mode',
  roleName: 'role',
  managedPolicyName: 'managed policy',
  partition: 'AWS partition',
};

/** `trusted account id` for `trustedAccountId`. */
function labelOf(name: string): string {
  return labels[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Returns the values of several checks, or throws with the issues of all. */
export function assertValid<Values extends readonly unknown[]>(
  ...checks: { [Index in keyof Values]: Result<Values[Index]> }
): Values {
  const issues = checks.flatMap((checked) => checked.issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return checks.map((checked) => checked.value) as unknown as Values;
}

export function lazy<Value>(create: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= create());
}

/** Judges a value under the name of its parameter; without a name, the value is the object of all parameters. */
export function validate<Value>(schema: LazySchema<Value>, value: unknown, name?: string): Result<Value> {
  const result = safeParse(schema(), value, { reportInput: true });
  if (result.success) return { value: result.data, issues: [] };
  const path = name === undefined ? [] : [name];
  return { value: undefined, issues: result.error.issues.flatMap((issue) => toIssues(issue, path)) };
}

/** A text that is good if nothing is found to be wrong with it. */
export function text(findProblems: (value: string) => Problem[]): Schema<string> {
  return typed('string', findProblems);
}

/** A number that is good if nothing is found to be wrong with it. */
export function number(findProblems: (value: number) => Problem[]): Schema<number> {
  return typed('number', findProblems);
}

export function flag(): Schema<boolean> {
  return typed('boolean', () => []);
}

/** A value of a primitive type. Zod's own schemas for these check more than is asked here, and weigh more. */
function typed<Value>(
  expected: 'string' | 'number' | 'boolean',
  findProblems: (value: Value) => Problem[],
): Schema<Value> {
  return leaf((value) =>
    typeof value === expected
      ? asIssues(findProblems(value as Value), value)
      : [{ code: 'invalid_type', expected, input: value }],
  );
}

export function choice<const Choice extends string>(choices: readonly Choice[]): Schema<Choice> {
  return leaf((value) =>
    choices.includes(value as Choice) ? [] : [{ code: 'invalid_value', values: [...choices], input: value }],
  );
}

/** A parameter that may be left out. Said in the two fields that zod's objects go by: its `optional` weighs 700 bytes. */
export function optional<Value>(schema: Schema<Value>): Schema<Value | undefined> {
  const maybe = leaf<Value | undefined>((value) => (value === undefined ? [] : issuesOf(schema, value)));
  const { _zod: internals } = maybe;
  Object.assign(internals, { optin: 'optional', optout: 'optional' });
  return maybe;
}

/** A list; `findProblems` sees the whole of it. */
export function list<Value>(
  schema: Schema<Value>,
  findProblems: (value: Value[]) => Problem[] = () => [],
): Schema<Value[]> {
  return leaf((value) => {
    if (!Array.isArray(value)) return [{ code: 'invalid_type', expected: 'array', input: value }];
    const issues = value.flatMap((entry: unknown, index) =>
      issuesOf(schema, entry).map((issue) => ({ ...issue, path: [index, ...(issue.path as PropertyKey[])] })),
    );
    return [...issues, ...asIssues(findProblems(value as Value[]), value)];
  });
}

/** One value, or a list of them. */
export function oneOrMany<Value>(one: Schema<Value>, many: Schema<Value[]>): Schema<Value | Value[]> {
  return either((value) => (Array.isArray(value) ? many : one));
}

/** An object with these parameters and no other. `findProblems` sees the whole of it, and says where each problem lies. */
export function object<Value>(
  shape: { [Name in keyof Required<Value>]: Schema<Value[Name & keyof Value]> },
  findProblems: (value: Value) => (Problem & { path: (string | number)[] })[] = () => [],
): Schema<Value> {
  // Zod would otherwise probe `new Function`, which a page's content security policy reports.
  config({ jitless: true });
  const checks = [
    check((value) => findProblems(value as Value).map(({ path, ...problem }) => toZodIssue(problem, value, path))),
  ];
  const catchall = new $ZodNever({ type: 'never' });
  return new $ZodObject({
    type: 'object',
    shape: shape as $ZodLooseShape,
    catchall,
    checks,
  }) as unknown as Schema<Value>;
}

/** An object in one of several forms, told apart by one of its texts. */
export function variants<Key extends string, Value extends { [Name in Key]: string }>(
  key: Key,
  schemas: { [Name in Value[Key]]: Schema<Extract<Value, { [Inner in Key]: Name }>> },
): Schema<Value> {
  const names = Object.keys(schemas) as Value[Key][];
  const unknownVariant = object<Pick<Value, Key>>({ [key]: choice(names) } as never);
  return either<Value>((value) => {
    const name = (value as Partial<Value> | null | undefined)?.[key];
    const schema: unknown = names.includes(name as Value[Key]) ? schemas[name as Value[Key]] : unknownVariant;
    return schema as Schema<Value>;
  });
}

/** The names of a record are the caller's own, its values are texts. */
export function record(
  findProblems: (entries: [name: string, value: string][]) => (Problem & { path: string[] })[],
): Schema<Record<string, string>> {
  return leaf((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return [{ code: 'invalid_type', expected: 'object', input: value }];
    const entries: [string, unknown][] = Object.entries(value);
    const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const wrong = entries.filter((entry) => typeof entry[1] !== 'string');
    return [
      ...wrong.map(([name, entry]) => toZodIssue(notAString(`value of ${quote(name)}`, entry), entry, [name])),
      ...findProblems(texts).map(({ path, ...problem }) => toZodIssue(problem, value, path)),
    ];
  });
}

function either<Value>(schemaFor: (value: unknown) => Schema<unknown>): Schema<Value> {
  return leaf((value) => issuesOf(schemaFor(value), value));
}

/** A schema of zod that asks a function of ours what is wrong. */
function leaf<Value>(findIssues: (value: unknown) => $ZodRawIssue[]): Schema<Value> {
  return new $ZodUnknown({ type: 'unknown', checks: [check(findIssues)] }) as unknown as Schema<Value>;
}

/** The form in which zod's `.check()` hands a function to a schema. */
function check(findIssues: (value: unknown) => $ZodRawIssue[]): $ZodCheck<never> {
  const run = ({ value, issues }: ParsePayload<unknown>): void => void issues.push(...findIssues(value));
  return { _zod: { check: run, def: { check: 'custom' }, onattach: [] } } as unknown as $ZodCheck<never>;
}

function issuesOf(schema: Schema<unknown>, value: unknown): $ZodRawIssue[] {
  return (safeParse(schema, value, { reportInput: true }).error?.issues ?? []) as $ZodRawIssue[];
}

function asIssues(problems: readonly Problem[], input: unknown): $ZodRawIssue[] {
  return problems.map((problem) => toZodIssue(problem, input));
}

export function standardSchema<Value>(schema: LazySchema<Value>, name: string): StandardSchema<Value> {
  return {
    '~standard': {
      version: 1,
      vendor: 'upsolver-iam',
      validate: (value) => {
        const checked = validate(schema, value, name);
        // The validator judges the value itself, so its issues lie at the root.
        return checked.value === undefined
          ? { issues: checked.issues.map((issue) => ({ ...issue, path: [] })) }
          : { value: checked.value };
      },
    },
  };
}

function toZodIssue(problem: Problem, input: unknown, path: (string | number)[] = []): $ZodRawIssue {
  return { code: 'custom', params: problem, input, continue: true, path };
}

const TYPES: Partial<Record<string, string>> = {
  boolean: '`true` or `false`',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};

/** Our issues for one of zod's: only zod's code, path and input are used, its texts depend on settings. */
function toIssues(issue: $ZodIssue, root: readonly string[]): Issue[] {
  const path = [...root, ...(issue.path as (string | number)[])];
  if (issue.code === 'custom') return [{ ...(issue.params as Problem), path }];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown_parameter',
      message: `${quote(key)} is not a parameter`,
      path: [...path, key],
    }));
  }
  const name = path.findLast((part): part is string => typeof part === 'string');
  const label = name === undefined ? 'parameters' : labelOf(name);
  if (issue.code === 'invalid_value') {
    const choices = issue.values as string[];
    return [{ ...notOneOf(label, issue.input, choices, guessChoice(issue.input, choices)), path }];
  }
  return [{ ...wrongType(label, (issue as $ZodIssueInvalidType).expected, issue.input), path }];
}

function wrongType(label: string, expected: string, value: unknown): Problem {
  const type = TYPES[expected];
  if (type === undefined) return notAString(label, value);
  const verb = label.endsWith('s') && type === 'an object' ? 'are' : 'is';
  return value === undefined || value === null
    ? { code: 'missing', message: `the ${label} ${verb} missing` }
    : { code: 'invalid_type', message: `the ${label} must be ${type}, not ${quote(value)}` };
}

/** The choice in another spelling; the page calls the private VPC "My VPC". */
function guessChoice(value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const spelling = value
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const meant = spelling === 'my-vpc' ? 'private-vpc' : spelling;
  return choices.find((each) => each.toLowerCase() === meant);
}
