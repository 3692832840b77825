import { elementsOf, type AnyPolicy } from '../document.js';
import type { AccessRequest, RequestPrincipal } from '../request.js';
import { keyOfDimension, type Dimension } from './atom.js';
import { FREE_ACTION, FREE_RESOURCE } from './dimension.js';
import type { Model } from './search.js';

/** The request of a model. Condition keys that the model does not constrain are omitted. */
export function requestOf(model: Model, policies: readonly AnyPolicy[]): AccessRequest {
  const valueOf = (dimension: Dimension): unknown => model.get(dimension)?.value;
  const context: Record<string, string | string[]> = {};
  for (const [dimension, { value }] of model) {
    const key = keyOfDimension(dimension);
    if (key === undefined) continue;
    const values = value as readonly string[];
    const [only] = values;
    if (only === undefined) continue;
    // Defined, not assigned: a policy can name the key `__proto__`.
    Object.defineProperty(context, key, { value: values.length === 1 ? only : [...values], enumerable: true });
  }
  const principal = valueOf('principal') as RequestPrincipal | undefined;
  return {
    action: spellAction((valueOf('action') as string | undefined) ?? FREE_ACTION, policies),
    resource: (valueOf('resource') as string | undefined) ?? FREE_RESOURCE,
    ...(Object.keys(context).length > 0 && { context: spellKeys(context, policies) }),
    ...(principal && { principal }),
  };
}

/** The action in the letter case of a policy, as far as a policy spells it. */
function spellAction(action: string, policies: readonly AnyPolicy[]): string {
  let spelled = '';
  let length = 0;
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      const { Action = [], NotAction = [] } = elementsOf(statement);
      for (const pattern of [Action, NotAction].flat()) {
        const literal = /^[^*?]*/.exec(pattern)?.[0] as string;
        const lower = literal.toLowerCase();
        if (lower.length <= length || !action.startsWith(lower)) continue;
        spelled = literal;
        // Not the length of the literal: the lowercase form of a letter can be longer, as that of `İ` is.
        length = lower.length;
      }
    }
  }
  return spelled + action.slice(length);
}

/** Condition keys in the letter case of the policy that names them first. */
function spellKeys(
  context: Record<string, string | string[]>,
  policies: readonly AnyPolicy[],
): Record<string, string | string[]> {
  const spellings = new Map<string, string>();
  for (const { Statement } of policies) {
    for (const { Condition = {} } of Statement) {
      for (const key of Object.values(Condition).flatMap((keys) => Object.keys(keys))) {
        if (!spellings.has(key.toLowerCase())) spellings.set(key.toLowerCase(), key);
      }
    }
  }
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [spellings.get(key) ?? key, value]));
}
