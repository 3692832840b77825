import { elementsOf, type AnyStatement } from '../../iam/document.js';
import type { KnownValues, ReadFacts } from '../../iam/facts/facts.js';
import { specialize } from '../../iam/facts/specialize.js';
import type { GuardrailLayers } from './layers.js';
import { mapLevels, mapStatements } from './slice.js';

/** Guardrails without what facts decide for all requests: conditions that hold, and statements that never apply. */
export function underFacts(layers: GuardrailLayers, facts: ReadFacts): GuardrailLayers {
  const known = knownForAll(facts);
  return mapLevels(layers, (level) => specialize(level, known).policies.map((each) => mapStatements(each, mayApply)));
}

/** What is known of all requests, also of those that are exceptions. */
function knownForAll({ keys, exceptions }: ReadFacts): KnownValues {
  return new Map(
    [...keys].filter(([key, { values }]) =>
      exceptions.every((exception) => JSON.stringify(exception.keys.get(key)?.values) === JSON.stringify(values)),
    ),
  );
}

function mayApply(statement: AnyStatement): AnyStatement | undefined {
  return elementsOf(statement).NotAction === '*' ? undefined : statement;
}
