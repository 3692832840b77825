import { isTagKey } from '../condition/tag-key.js';
import type { ComparedStatement } from './compile.js';

/**
 * The keys that can have several values at once: those that the policies use with set operators only. AWS requires a
 * set operator for multivalued keys, so that a key without one has at most one value. The same is true of tags and of
 * keys that policy variables name.
 */
export function multivaluedKeys(statements: readonly ComparedStatement[]): Set<string> {
  const withSetOperator = new Set<string>();
  const singleValued = new Set(statements.flatMap(({ variableKeys }) => variableKeys));
  for (const { literals } of statements) {
    for (const { atom } of literals) {
      if (atom.kind !== 'key' || atom.operator.family === 'Null') continue;
      if (atom.operator.quantifier === undefined || isTagKey(atom.key)) singleValued.add(atom.key);
      else withSetOperator.add(atom.key);
    }
  }
  return new Set([...withSetOperator].filter((key) => !singleValued.has(key)));
}
