import type { Problem } from '../../../core/issue.js';
import type { InputBudget } from '../budget.js';
import type { InputPath } from '../documents.js';
import type { Members } from '../members.js';

/** What `AWS::NoValue` resolves to: it is removed from the list or object that it is in. */
export const NOTHING: unique symbol = Symbol('AWS::NoValue');

/** A value of a template without functions. Values that are not known are symbols in its texts. */
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value } | typeof NOTHING;

/** Thrown where a value cannot be resolved, after its problem has been recorded. */
export class UnresolvedError extends Error {}

/** Resolves the values of one template. Every function throws {@link UnresolvedError} where it cannot. */
export type Context = {
  readonly budget: InputBudget;
  readonly mappings: Members;
  resolve: (value: unknown, path: InputPath) => Value;
  /** The value of a parameter, pseudo parameter or resource, as `Ref` returns it. */
  reference: (name: unknown, path: InputPath) => Value;
  /** An attribute of a resource, as `Fn::GetAtt` returns it. */
  attribute: (resource: string, name: string, path: InputPath) => string;
  /** Whether a condition holds; otherwise the symbols that it depends on. */
  holds: (name: unknown, path: InputPath) => Truth;
  /** A symbol that stands for a function of symbols. */
  derive: (name: string, args: readonly string[]) => string;
  /** Whether a symbol depends on a parameter, whose value could be given. */
  dependsOnParameter: (symbol: string) => boolean;
  /** Fails because something cannot be decided without the values of symbols. */
  failForUnknown: (what: string, symbols: readonly string[], path: InputPath) => never;
  fail: (problem: Problem, path: InputPath) => never;
};

/** Whether something holds, or the symbols that this depends on. */
export type Truth = boolean | { unknown: string[] };
