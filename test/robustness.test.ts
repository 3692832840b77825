import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ISSUES } from '../src/core/issue-codes.js';
import { InvalidInputError } from '../src/index.js';
import * as zod from '../src/upsolver/zod/index.js';
import { deep, everyNth } from './deep.js';
import { hostileValues, oddMembers, oddValues, wideValues } from './odd-values.js';
import { ENTRY_POINTS, VALID_CALLS, type ValidCall } from './valid-calls.js';

/*
 * Whatever a function is given, it returns or throws `InvalidInputError`. Nothing that it is given is changed: all of
 * it is frozen.
 */

/** Functions whose calls take longer: each odd member takes its turn, at another place. */
const SLOW = new Set([
  'athenaFullAccessBeyond',
  'buildRoles',
  'checkQuotas',
  'checkRoles',
  'compareAccess',
  'compilePolicies',
  'compilePolicies().evaluate',
  'createRoleCheck',
  'createRoleCheck().add',
  'diffPolicies',
  'diffRoles',
  'evaluateAccess',
  'explainReport',
  'findRisks',
  'findRoleRisks',
  'newAccess',
  'repair',
  'reviewOf',
  'permissionChanges',
  'readDeployedRoles',
  'rolesFromCloudFormation',
  'safeParsePolicy',
  'toHtml',
  'toImports',
  'toMarkdown',
  'toSarif',
]);

const calls = Object.entries(VALID_CALLS);

describe('the table of valid calls', () => {
  const exported = Object.values(ENTRY_POINTS).flatMap((exports) => Object.entries(exports));
  const callable = exported.filter(([, value]) => typeof value === 'function' || isStandardSchema(value));

  it('has every function and every schema of every entry point', () => {
    const names = new Set(callable.map(([name]) => name));
    expect(names.size).toBeGreaterThan(45);
    const rows = Object.keys(VALID_CALLS).filter((name) => !name.includes('()'));
    expect(rows.toSorted()).toEqual([...names].toSorted());
  });

  it.each(Object.entries(VALID_CALLS))('has arguments that %s accepts, all frozen', async (_name, { call, args }) => {
    await call(...(args.map(freeze) as never[]));
  });
});

describe.each(everyNth(calls, 3))('%s', (name, { call, args }) => {
  it('answers or refuses whatever takes the place of an argument', async () => {
    expect(oddValues().length).toBeGreaterThan(60);
    const failures = args.flatMap((_arg, index) =>
      [...oddValues(), ...(deep ? wideValues() : [])].map(([kind, value]) =>
        failureOf(`argument ${index}: ${kind}`, call, args.with(index, value)),
      ),
    );
    expect((await Promise.all(failures)).flat()).toEqual([]);
  });

  it('answers or refuses odd values in all places, and none at all', async () => {
    const failures = oddValues().map(([kind, value]) => failureOf(kind, call, [value, value, value, value]));
    failures.push(failureOf('no arguments', call, []));
    expect((await Promise.all(failures)).flat()).toEqual([]);
  });

  it('answers or refuses arguments with an odd member', async () => {
    const kinds = oddMembers();
    const places = args.flatMap((arg, index) => [...membersOf(arg)].map((path) => ({ path, index })));
    const failures = places.flatMap(({ path, index }, turn) =>
      (SLOW.has(name) || !deep
        ? (deep ? [0, 7, 13] : [0]).map((offset) => kinds[(turn + offset) % kinds.length]!)
        : kinds
      ).map(([kind, value]) =>
        failureOf(
          `argument ${index}, ${path.join('.')}: ${kind}`,
          call,
          args.with(index, having(args[index], path, value)),
        ),
      ),
    );
    expect((await Promise.all(failures)).flat()).toEqual([]);
  });
});

describe('the schemas for zod', () => {
  // Looking at some values throws, and zod looks.
  const hostile = new Set(hostileValues().map(([kind]) => kind));

  it.each(Object.entries(zod))('%s accepts or refuses whatever it is given', (_name, schema) => {
    const values = [...oddValues(), ...wideValues()].filter(([kind]) => !hostile.has(kind));
    const results = values.map(([, value]) => z.safeParse(schema, freeze(value)));
    expect(results.filter(({ success }) => !success).length).toBeGreaterThan(60);
  });
});

/** What is wrong with the answer to a call, if anything is. A promise may be rejected as a function may throw. */
async function failureOf(what: string, call: ValidCall['call'], args: readonly unknown[]): Promise<string[]> {
  try {
    const result = call(...(args.map(freeze) as never[]));
    if (result instanceof Promise) await result;
    return [];
  } catch (error) {
    if (!(error instanceof InvalidInputError)) return [`${what}: ${String(error)}`];
    return error.issues.length > 0 && error.issues.every(isWellFormed) ? [] : [`${what}: ${JSON.stringify(error)}`];
  }
}

function isWellFormed({ code, path, message, hint, severity }: InvalidInputError['issues'][number]): boolean {
  return (
    Object.hasOwn(ISSUES, code) &&
    Array.isArray(path) &&
    path.every((part) => typeof part === 'string' || typeof part === 'number') &&
    typeof message === 'string' &&
    message.length > 0 &&
    ['string', 'undefined'].includes(typeof hint) &&
    severity === 'error'
  );
}

function isStandardSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '~standard' in value;
}

/** Freezes lists and plain objects, whatever they hold. */
function freeze<Value>(value: Value): Value {
  for (const pending: unknown[] = [value]; pending.length > 0;) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    try {
      const isPlain = Array.isArray(next) || [Object.prototype, null].includes(Object.getPrototypeOf(next) as null);
      if (!isPlain || next === Math || Object.isFrozen(next)) continue;
      Object.freeze(next);
      for (const { value: member } of Object.values(Object.getOwnPropertyDescriptors(next))) pending.push(member);
    } catch {
      // A revoked proxy cannot be changed either.
    }
  }
  return value;
}

/** The paths to all members of a value, whatever their depth. */
function* membersOf(value: unknown, path: readonly string[] = []): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    yield [...path, key];
    yield* membersOf(member, [...path, key]);
  }
}

/** A copy of a value with another member at the end of a path. */
function having(value: unknown, [key, ...rest]: readonly string[], member: unknown): unknown {
  if (key === undefined) return member;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as unknown as Record<string, unknown>)
    : { ...(value as object) };
  copy[key] = having(copy[key], rest, member);
  return copy;
}
