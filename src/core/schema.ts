import * as z from 'zod/mini';
import { InvalidInputError, notAString, notOneOf, unreadable, type LocatedProblem, type Problem } from './issue.js';
import { quote } from './quote.js';
import type { StandardSchema } from './standard-schema.js';

/*
 * What schemas need in addition to zod: checks that report our problems, and our issues for what zod finds. The schemas
 * themselves are written with `zod/mini`, each next to the type that it validates.
 */

export type Schema<Value> = z.ZodMiniType<Value>;

/** Schemas are made when they are first needed: making one costs more than using it, and keeps zod in a bundle. */
export type LazySchema<Value> = () => Schema<Value>;

/** Either the value, or everything that is wrong with it. */
export type Result<Value> = { value: Value; issues: [] } | { value: undefined; issues: LocatedProblem[] };

/** The values of results, in their order. */
type ValuesOf<Results extends readonly Result<unknown>[]> = {
  -readonly [Index in keyof Results]: Extract<Results[Index], { issues: [] }>['value'];
};

/** Returns the values of several results, or throws with the issues of all. */
export function assertValid<const Results extends readonly Result<unknown>[]>(...results: Results): ValuesOf<Results> {
  const issues = results.flatMap((result) => result.issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return results.map((result) => result.value) as ValuesOf<Results>;
}

/** A check that reports what a function finds wrong with a value of the right type. */
export function check<Value>(findProblems: (value: Value) => readonly Problem[]): z.core.$ZodCheck<Value> {
  return checkAll((value) => findProblems(value).map((problem) => ({ ...problem, path: [] })));
}

/** The same for problems that are somewhere in the value. */
export function checkAll<Value>(findProblems: (value: Value) => readonly LocatedProblem[]): z.core.$ZodCheck<Value> {
  return z.check<Value>(report(findProblems));
}

/**
 * A check of how the parts of an object fit together. It runs even if some parts are invalid, so that one call reports
 * everything: each part can have any value.
 */
export function checkRelations<Value>(
  findProblems: (value: { readonly [Name in keyof Value]: unknown }) => readonly LocatedProblem[],
): z.core.$ZodCheck<Value> {
  return z.check<Value>(report(findProblems), { when: hasParts });
}

function hasParts({ value }: { value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

function report<Value>(findProblems: (value: Value) => readonly LocatedProblem[]) {
  return ({ value, issues }: z.core.ParsePayload<Value>): void => {
    for (const { path, ...problem } of findProblems(value)) {
      issues.push({ code: 'custom', message: problem.message, params: problem, input: value, continue: true, path });
    }
  };
}

/** What a package calls its parameters, and how it reads a misspelled choice. */
export type Vocabulary = {
  /** What a parameter is called in messages, by the path to it. */
  label: (path: readonly (string | number)[]) => string;
  /** The choice that a value stands for in another spelling. */
  guess: (value: string, choices: readonly string[]) => string | undefined;
};

/** Validates a value under the name of its parameter; without a name, the value is the object of all parameters. */
export type Validate = <Value>(schema: LazySchema<Value>, value: unknown, name?: string) => Result<Value>;

export function createValidator(vocabulary: Vocabulary): Validate {
  return (schema, value, name) => {
    // Zod would otherwise probe `new Function`, which a page's content security policy reports.
    z.config({ jitless: true });
    const path = name === undefined ? [] : [name];
    try {
      const result = schema().safeParse(value, { reportInput: true });
      if (result.success) return { value: result.data, issues: [] };
      return { value: undefined, issues: result.error.issues.flatMap((issue) => toIssues(issue, path, vocabulary)) };
    } catch {
      return { value: undefined, issues: [{ ...unreadable(`the ${vocabulary.label(path)}`), path }] };
    }
  };
}

/** A Standard Schema of a parameter, or, without a name, of an object of parameters. */
export function createStandardSchema<Value>(
  validate: Validate,
  schema: LazySchema<Value>,
  name?: string,
): StandardSchema<Value> {
  return {
    '~standard': {
      version: 1,
      vendor: 'upsolver-iam',
      validate: (value) => {
        const result = validate(schema, value, name);
        if (result.value !== undefined) return { value: result.value };
        // Paths begin inside the value that was given.
        const depth = name === undefined ? 0 : 1;
        return { issues: result.issues.map((issue) => ({ ...issue, path: issue.path.slice(depth) })) };
      },
    },
  };
}

const TYPES: Partial<Record<string, string>> = {
  boolean: '`true` or `false`',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};

/** Our issues for one of zod's: only its code, path and input are used; its messages depend on settings. */
function toIssues(
  issue: z.core.$ZodIssue,
  root: readonly (string | number)[],
  vocabulary: Vocabulary,
): LocatedProblem[] {
  const path = [...root, ...(issue.path as (string | number)[])];
  const label = vocabulary.label(path);
  switch (issue.code) {
    case 'custom':
      return [{ ...(issue.params as Problem), path }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'unknown_parameter',
        message: `${quote(key)} is not a recognized parameter`,
        path: [...path, key],
      }));
    case 'invalid_value':
      return [{ ...unknownChoice(label, issue.input, issue.values as string[], vocabulary), path }];
    case 'invalid_union': {
      const branch = furthestBranch(issue.errors);
      return branch === undefined
        ? [{ ...unknownVariant(label, issue, vocabulary), path }]
        : branch.flatMap((each) => toIssues(each, path, vocabulary));
    }
    default:
      return [{ ...wrongType(label, (issue as z.core.$ZodIssueInvalidType).expected, issue.input), path }];
  }
}

/** The alternative of a union that the value comes closest to: the one whose own type it has. */
function furthestBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined {
  return branches.find((branch) => branch.every(({ path }) => path.length > 0)) ?? branches[0];
}

/** The value of a property that tells the variants of an object apart. */
function unknownVariant(label: string, issue: z.core.$ZodIssueInvalidUnion, vocabulary: Vocabulary): Problem {
  const { discriminator = '', options = [] } = issue as { discriminator?: string; options?: readonly unknown[] };
  const value = (issue.input as Readonly<Record<string, unknown>>)[discriminator];
  return unknownChoice(label, value, options as string[], vocabulary);
}

function unknownChoice(label: string, value: unknown, choices: readonly string[], { guess }: Vocabulary): Problem {
  return notOneOf(label, value, choices, typeof value === 'string' ? guess(value, choices) : undefined);
}

/** The problem of a value of another type than the expected one, by zod's name for it. */
export function wrongType(label: string, expected: string, value: unknown): Problem {
  const type = TYPES[expected];
  if (type === undefined) return notAString(label, value);
  if (expected === 'number' && typeof value === 'number') {
    return { code: 'out_of_range', message: `the ${label} must be a finite number, not ${value}` };
  }
  const verb = label.endsWith('s') && type === 'an object' ? 'are' : 'is';
  return value === undefined || value === null
    ? { code: 'missing', message: `the ${label} ${verb} missing` }
    : { code: 'invalid_type', message: `the ${label} must be ${type}, not ${quote(value)}` };
}
