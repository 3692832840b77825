import { conditionKeyFacts, type ConditionKeyType } from '../../aws/condition-keys.js';
import { operatorNamed, type OperatorFamily } from '../condition/operator.js';
import { elementsOf, type AnyPolicy } from '../document.js';
import type { Reading } from '../reading.js';
import { variablesOf, type TextPosition } from './symbols.js';

/** The values that a condition key can have in the requests of a comparison. */
export type KeyDomain = {
  /** Whether it can have several values at once. */
  isMultivalued: boolean;
  /** Whether every request has it. */
  isAlwaysPresent: boolean;
  /** The type of its values; `undefined` if they can be any string. */
  type: Exclude<ConditionKeyType, 'String'> | undefined;
};

/** How policies use a condition key. */
export type KeyUsage = {
  /** The key as the policies spell it first. */
  spelling: string;
  families: ReadonlySet<OperatorFamily>;
  hasSetOperator: boolean;
};

/** How policies use each condition key, by the key in lowercase; also keys that only variables name. */
export function keyUses(policies: readonly AnyPolicy[]): Map<string, KeyUsage> {
  const uses = new Map<string, KeyUsage & { families: Set<OperatorFamily> }>();
  const useOf = (key: string): KeyUsage & { families: Set<OperatorFamily> } => {
    const folded = key.toLowerCase();
    const use = uses.get(folded) ?? { spelling: key, families: new Set(), hasSetOperator: false };
    uses.set(folded, use);
    return use;
  };
  for (const { Statement } of policies) {
    for (const statement of Statement) {
      const { Resource = [], NotResource = [] } = elementsOf(statement);
      const texts: [string, TextPosition][] = [Resource, NotResource].flat().map((text) => [text, 'resource']);
      for (const [name, keys] of Object.entries(statement.Condition ?? {})) {
        const { family, quantifier } = operatorNamed(name);
        for (const [key, values] of Object.entries(keys)) {
          const use = useOf(key);
          if (family !== 'Null') use.families.add(family);
          use.hasSetOperator ||= quantifier !== undefined;
          for (const value of [values].flat()) texts.push([value, 'value']);
        }
      }
      for (const [text, place] of texts) for (const { key } of variablesOf(text, place)) useOf(key);
    }
  }
  return uses;
}

/**
 * The domain of a key. What AWS documents about it decides; for other keys, the operators of the policies do. A key
 * that AWS does not document can have several values if a policy uses it with a set operator, which AWS requires for
 * such keys.
 */
export function keyDomain(key: string, use: KeyUsage | undefined, keyValues: Reading['keyValues']): KeyDomain {
  const facts = conditionKeyFacts(key);
  const hasSetOperator = use?.hasSetOperator ?? false;
  if (keyValues === 'any') {
    const isMultivalued = hasSetOperator || (facts?.isMultivalued ?? false);
    return { isMultivalued, isAlwaysPresent: false, type: undefined };
  }
  const type = facts?.type ?? inferredType(use);
  return {
    isMultivalued: facts?.isMultivalued ?? hasSetOperator,
    isAlwaysPresent: facts?.isAlwaysPresent ?? false,
    type: type === 'String' ? undefined : type,
  };
}

/** The type of a key that all operators of the policies agree on. */
function inferredType(use: KeyUsage | undefined): ConditionKeyType | undefined {
  const [family, ...others] = use?.families ?? [];
  return others.length > 0 || family === 'Null' ? undefined : family;
}
