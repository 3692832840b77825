import type { AnyPolicy } from '../document.js';
import type { AllElements } from '../document.js';
import type { AccessRequest, RequestPrincipal } from '../request.js';
import type { Model } from './search.js';

/** The request of a model. What the model does not settle is left out, or free. */
export function requestOf(model: Model, policies: readonly AnyPolicy[]): AccessRequest {
  const valueOf = (dimension: string): unknown => model.get(dimension)?.value;
  const context: Record<string, string | string[]> = {};
  for (const [dimension, { value }] of model) {
    if (!dimension.startsWith('key ')) continue;
    const values = value as readonly string[];
    // Defined, not assigned: a policy may name the key `__proto__`.
    const [only] = values;
    if (only === undefined) continue;
    Object.defineProperty(context, dimension.slice(4), {
      value: values.length === 1 ? only : [...values],
      enumerable: true,
    });
  }
  const principal = valueOf('principal') as RequestPrincipal | undefined;
  return {
    action: spellAction((valueOf('action') as string | undefined) ?? 'x:x', policies),
    resource: (valueOf('resource') as string | undefined) ?? '*',
    ...(Object.keys(context).length > 0 && { context: spellKeys(context, policies) }),
    ...(principal && { principal }),
  };
}

/** The action in the letter case in which a policy writes it, as far as one does. */
function spellAction(action: string, policies: readonly AnyPolicy[]): string {
  let spelled = '';
  let length = 0;
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      const { Action = [], NotAction = [] } = statement as AllElements;
      for (const pattern of [Action, NotAction].flat()) {
        const literal = /^[^*?]*/.exec(pattern)?.[0] as string;
        const lower = literal.toLowerCase();
        if (lower.length <= length || !action.startsWith(lower)) continue;
        spelled = literal;
        // Not the length of the literal: a letter may be two in lower case.
        length = lower.length;
      }
    }
  }
  return spelled + action.slice(length);
}

/** Condition keys in the letter case in which a policy first writes them. */
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
