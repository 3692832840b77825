import { guarded } from '../core/guard.js';
import type { Immutable } from '../core/immutable.js';
import { InvalidInputError, type Issue } from '../core/issue.js';
import { parseOperator } from './condition/operator.js';
import {
  DOCUMENT_ELEMENTS,
  PRINCIPAL_KINDS,
  STATEMENT_ELEMENTS,
  type AnyPolicy,
  type PrincipalKind,
} from './document.js';
import { safeReadPolicy } from './parse/parse.js';

/** A statement as people and AWS write it, in the types that TypeScript infers for imported JSON. */
export type StatementLike = {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: object;
};

/** A policy as people and AWS write it: one statement or a list, booleans and numbers as condition values. */
export type PolicyLike = {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: StatementLike | readonly StatementLike[];
};

/** A response of AWS with a policy: of `GetPolicyVersion`, `GetRolePolicy`, `GetRole` or `GetBucketPolicy`. */
export type PolicyResponse =
  | { readonly PolicyVersion: { readonly Document?: unknown } }
  | { readonly PolicyDocument: unknown }
  | { readonly Role: { readonly AssumeRolePolicyDocument?: unknown } }
  | { readonly Policy: string };

/** One policy: a document, JSON text, URL-encoded text, or a response of AWS with a policy in it. */
export type PolicySource = Immutable<AnyPolicy> | PolicyLike | PolicyResponse | string;

/** One policy, or all policies that are attached together. */
export type PolicyInput = PolicySource | readonly PolicySource[];

/**
 * Reads policies for functions that work with documents. Nothing that AWS returns is rejected; what is no policy is:
 * an unknown effect, a statement without actions, a condition operator that IAM does not define.
 *
 * @param name The parameter, for the paths of problems.
 * @returns The documents: as they were given if they have the form of documents, otherwise new ones.
 * @throws {InvalidInputError} With every problem of every policy.
 */
export function readPolicies(input: PolicyInput, name?: string): readonly AnyPolicy[] {
  const path = name === undefined ? [] : [name];
  return guarded('the policies', path, () => {
    if (!Array.isArray(input)) return isDocument(input) ? [input] : readAll([input], () => path);
    const policies: readonly unknown[] = input;
    if (isListOf(policies, isDocument)) return policies as AnyPolicy[];
    return readAll(policies, (index) => [...path, index]);
  });
}

function readAll(policies: readonly unknown[], pathOf: (index: number) => (string | number)[]): AnyPolicy[] {
  const problems: Issue[] = [];
  const documents = Array.from(policies, (policy, index): AnyPolicy | undefined => {
    const result = safeReadPolicy(policy, 'any');
    if (result.success) return result.document;
    problems.push(...result.issues.map((issue) => ({ ...issue, path: [...pathOf(index), ...issue.path] })));
    return undefined;
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return documents as AnyPolicy[];
}

const IN_DOCUMENT: ReadonlySet<(typeof DOCUMENT_ELEMENTS)[number]> = /* @__PURE__ */ new Set(DOCUMENT_ELEMENTS);
const IN_STATEMENT: ReadonlySet<(typeof STATEMENT_ELEMENTS)[number]> = /* @__PURE__ */ new Set(STATEMENT_ELEMENTS);
const IN_PRINCIPAL: ReadonlySet<PrincipalKind> = /* @__PURE__ */ new Set(PRINCIPAL_KINDS);

/** Whether a value has the form of a document, so that it can be used as it is. */
function isDocument(value: unknown): value is AnyPolicy {
  if (!hasOnly(value, IN_DOCUMENT)) return false;
  const { Version, Id, Statement } = value;
  return (
    (Version === '2012-10-17' || Version === '2008-10-17') &&
    (Id === undefined || typeof Id === 'string') &&
    isListOf(Statement, isStatement)
  );
}

function isStatement(value: unknown): boolean {
  if (!hasOnly(value, IN_STATEMENT)) return false;
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = value;
  const hasPrincipal = Principal !== undefined || NotPrincipal !== undefined;
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    (Sid === undefined || typeof Sid === 'string') &&
    isOneOf(Action, NotAction, isStrings) &&
    (!hasPrincipal || isOneOf(Principal, NotPrincipal, isPrincipal)) &&
    (Resource === undefined && NotResource === undefined ? hasPrincipal : isOneOf(Resource, NotResource, isStrings)) &&
    (NotPrincipal === undefined || Effect === 'Deny') &&
    (Condition === undefined || isCondition(Condition))
  );
}

/** Whether exactly one of two elements is present and has the right form. */
function isOneOf(one: unknown, other: unknown, isRight: (value: unknown) => boolean): boolean {
  return one === undefined ? isRight(other) : other === undefined && isRight(one);
}

function isStrings(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!Array.isArray(value)) return false;
  // Lists of strings are the longest lists: no function is called for an entry.
  for (let index = 0; index < value.length; index += 1) if (typeof value[index] !== 'string') return false;
  return true;
}

function isListOf(value: unknown, isRight: (entry: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return false;
  // Not `every`, which skips the holes of a list.
  for (let index = 0; index < value.length; index += 1) if (!isRight(value[index])) return false;
  return true;
}

function isPrincipal(value: unknown): boolean {
  if (value === '*') return true;
  if (!hasOnly(value, IN_PRINCIPAL)) return false;
  const ids = Object.values(value);
  return ids.length > 0 && ids.every(isStrings);
}

function isCondition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  for (const name of Object.keys(value)) {
    const keys = value[name];
    const isRight = parseOperator(name)?.name === name && isRecord(keys) && hasDistinctKeys(keys);
    if (!isRight || !Object.values(keys).every(isStrings)) return false;
  }
  return true;
}

/** Whether no two keys are the same in different letter case. */
function hasDistinctKeys(keys: object): boolean {
  const names = Object.keys(keys);
  return names.length < 2 || new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

/** Whether a value is a plain object. Others can have inherited members, which not everything looks at. */
function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function hasOnly<Member extends string>(
  value: unknown,
  members: ReadonlySet<Member>,
): value is { [Name in Member]?: unknown } {
  if (!isRecord(value)) return false;
  for (const member of Object.keys(value)) if (!members.has(member as Member)) return false;
  return true;
}
