import { foldAscii } from '../../core/words.js';
import { elementsOf, type AnyPolicy } from '../document.js';
import { principalOf, type AccessRequest, type Caller } from '../request.js';
import { dimensionOfKey, keyOfDimension } from './atom.js';
import { FREE_ACTION, FREE_RESOURCE, freeDimension, type DimensionScope } from './dimension.js';
import type { KeyUsage } from './key-domain.js';
import type { Model } from './search.js';

/**
 * The request of a model. A condition key that the model does not constrain is omitted, unless every request
 * includes it: a request without it cannot occur. The action is in lowercase.
 */
export function requestOf(model: Model, uses: ReadonlyMap<string, KeyUsage>, scope: DimensionScope): AccessRequest {
  const context: Record<string, string | string[]> = {};
  const keys = new Set([...model.keys()].flatMap((dimension) => keyOfDimension(dimension) ?? []));
  for (const key of uses.keys()) if (scope.domainOf(key).isAlwaysPresent) keys.add(key);
  for (const key of keys) {
    const dimension = dimensionOfKey(key);
    const values = (model.get(dimension) ?? freeDimension(dimension, scope)).value as readonly string[];
    const [only] = values;
    if (only === undefined) continue;
    const name = uses.get(key)?.spelling ?? key;
    // Defined, not assigned: a policy can name the key `__proto__`.
    Object.defineProperty(context, name, {
      value: values.length === 1 ? only : [...values],
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  const caller = (model.get('principal')?.value ?? scope.callers[0]) as Caller | undefined;
  return {
    action: (model.get('action')?.value as string | undefined) ?? FREE_ACTION,
    resource: (model.get('resource')?.value as string | undefined) ?? FREE_RESOURCE,
    ...(Object.keys(context).length > 0 && { context }),
    ...(caller && { principal: principalOf(caller) }),
    ...(caller?.permissionsBoundary === true && { permissionsBoundary: true }),
  };
}

/** The action in the letter case of a policy, as far as a policy spells it. */
export function spellAction(action: string, policies: readonly AnyPolicy[]): string {
  let spelled = '';
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      const { Action = [], NotAction = [] } = elementsOf(statement);
      for (const pattern of [Action, NotAction].flat()) {
        if (pattern.length <= spelled.length) continue;
        const end = pattern.search(/[*?]/);
        const literal = end === -1 ? pattern : pattern.slice(0, end);
        if (literal.length > spelled.length && action.startsWith(foldAscii(literal))) spelled = literal;
      }
    }
  }
  return spelled + action.slice(spelled.length);
}
