import type { ComparedStatement } from './compile.js';

/** Tags have one value. */
const TAG_KEY = /(?:request|resource|principal|existingobject|session)tag\//;

/**
 * The keys that can have several values at once: those that the policies ask about with set operators only. AWS demands
 * a set operator for a key with several values, so that one that is asked about without has at most one; and so has a
 * tag, and a key whose value a variable takes.
 */
export function multivaluedKeys(statements: readonly ComparedStatement[]): Set<string> {
  const withSetOperator = new Set<string>();
  const singleValued = new Set(statements.flatMap(({ variableKeys }) => variableKeys));
  for (const { literals } of statements) {
    for (const { atom } of literals) {
      if (atom.kind !== 'key' || atom.operator.family === 'Null') continue;
      if (atom.operator.quantifier === undefined || TAG_KEY.test(atom.key)) singleValued.add(atom.key);
      else withSetOperator.add(atom.key);
    }
  }
  return new Set([...withSetOperator].filter((key) => !singleValued.has(key)));
}
