import { listOf, type Policy, type Request } from './language.js';

/** Makes disagreements small: drops parts as long as the disagreement remains. */

export type Case = { readonly a: readonly Policy[]; readonly b?: readonly Policy[]; readonly request?: Request };

/**
 * Every value with one part less: one element of a list, one member of an object, one value instead of a list. None is
 * empty.
 */
function* smaller(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    const values: readonly unknown[] = value;
    for (let index = 0; index < values.length; index += 1) {
      if (values.length > 1) yield values.filter((_, other) => other !== index);
      for (const part of smaller(values[index])) yield values.map((each, other) => (other === index ? part : each));
    }
    if (values.length === 1 && typeof values[0] === 'string') yield values[0];
  } else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    for (const [name, member] of members) {
      if (members.length > 1 && !KEPT.has(name)) yield Object.fromEntries(members.filter(([other]) => other !== name));
      for (const part of smaller(member)) {
        yield Object.fromEntries(members.map(([other, each]) => [other, other === name ? part : each]));
      }
    }
  } else if (typeof value === 'string' && !SIMPLE.has(value) && value.length < 40) {
    // Resources and actions that say less.
    if (/^arn:|^[*]$/.test(value)) yield '*';
    if (/^\w+:\S/.test(value) && !value.startsWith('arn:')) yield 's3:x';
  }
}

/** Without these, a policy is none. */
const KEPT = new Set(['Effect', 'Principal', 'NotPrincipal', 'Statement', 'Action', 'NotAction', 'action', 'resource']);
const SIMPLE = new Set(['*', 's3:x', 'x']);

/** A kind of policy must not change: a statement keeps its principal and its resource. */
const isWhole = (policies: readonly Policy[]): boolean =>
  policies.every(({ Statement }) =>
    listOf(Statement).every(
      ({ Resource, NotResource, Action, NotAction }) =>
        (Resource ?? NotResource) !== undefined && (Action ?? NotAction) !== undefined,
    ),
  );

/**
 * The smallest case that is found by dropping one part after the other.
 *
 * @param fails Whether a case still shows the same disagreement. It may throw: then it does not.
 */
export function shrink(start: Case, fails: (candidate: Case) => boolean): Case {
  let current = start;
  for (let step = 0; step < 200; step += 1) {
    const next = [...candidates(current)].find((candidate) => {
      try {
        return fails(candidate);
      } catch {
        return false;
      }
    });
    if (next === undefined) return current;
    current = next;
  }
  return current;
}

function* candidates(current: Case): Generator<Case> {
  const keepsResources = isWhole(current.a);
  for (const side of ['a', 'b'] as const) {
    for (const part of smaller(current[side] ?? [])) {
      const policies = part as readonly Policy[];
      if (Array.isArray(policies) && policies.length > 0 && isWhole(policies) === keepsResources) {
        yield { ...current, [side]: policies };
      }
    }
  }
  if (current.request !== undefined) {
    for (const part of smaller(current.request)) yield { ...current, request: part as Request };
  }
}
