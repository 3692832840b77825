import { isMembers, valueAt } from '../members.js';
import type { Instance } from './modules.js';

export const UNKNOWN: unique symbol = Symbol('known after apply');

/** An argument of a resource; `UNKNOWN` if it is known only after apply. */
export function argument({ values, unknown }: Instance, name: string): unknown {
  const isUnknown = valueAt(unknown, name) === true;
  return isUnknown ? UNKNOWN : (valueAt(values, name) ?? undefined);
}

/** The entries of a list, each of which can be known only after apply. */
export function entries(instance: Instance, name: string): unknown[] {
  const value = argument(instance, name);
  if (value === UNKNOWN) return [UNKNOWN];
  const marks = valueAt(instance.unknown, name);
  const length = Math.max(Array.isArray(value) ? value.length : 0, Array.isArray(marks) ? marks.length : 0);
  return Array.from({ length }, (_, index) =>
    Array.isArray(marks) && marks[index] === true ? UNKNOWN : (value as unknown[] | undefined)?.[index],
  );
}

/** Whether the configuration sets an argument. Without a configuration, every value counts as set. */
export function isSet({ expressions }: Instance, name: string): boolean {
  return expressions === undefined || Object.hasOwn(expressions, name);
}

/**
 * Whether an attribute says something: the provider computes it where the configuration does not set it, so that it is
 * known only after apply although nothing is attached. `dynamic` blocks are not in the configuration of a plan.
 */
export function isRead(instance: Instance, name: string): boolean {
  return isSet(instance, name) || argument(instance, name) !== UNKNOWN;
}

/** What depends on tags: a policy with such a key, and a policy of AWS without a document can be one. */
export const USES_TAGS = /aws:PrincipalTag|:iam::aws:policy/i;

/** The tags of a role, with the default tags of the provider. */
export function tagsOf(instance: Instance): { tags: { key: string; value: string }[]; areKnown: boolean } {
  const marks = ['tags', 'tags_all'].map((name) => valueAt(instance.unknown, name));
  const tags = ['tags', 'tags_all'].flatMap((name) => {
    const value = argument(instance, name);
    return isMembers(value) ? Object.entries(value) : [];
  });
  return {
    tags: [...new Map(tags)].map(([key, value]) => ({ key, value: String(value) })),
    areKnown: !marks.some((mark) => mark === true || (isMembers(mark) && Object.values(mark).includes(true))),
  };
}
