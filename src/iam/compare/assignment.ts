import type { ComparedStatement } from './compile.js';

/** Values of the keys that variables name, by the keys in lowercase; `undefined` if the key is absent. */
export type Assignment = ReadonlyMap<string, string | undefined>;

const MAX_ASSIGNMENTS = 200;
const MAX_VALUES = 12;

/**
 * Values worth trying for the variables of statements: no value, values that no policy names, values that the policies
 * compare the key with, and parts of their resources.
 */
export function* variableAssignments(statements: readonly ComparedStatement[]): Generator<Assignment, void, void> {
  const keys = [...new Set(statements.flatMap(({ variableKeys }) => variableKeys))];
  const choices = keys.map((key) => valuesFor(key, statements));
  const total = choices.reduce((product, { length }) => Math.min(product * length, MAX_ASSIGNMENTS), 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    yield new Map(
      keys.map((key, index) => {
        const values = choices[index] as (string | undefined)[];
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return [key, value];
      }),
    );
  }
}

function valuesFor(key: string, statements: readonly ComparedStatement[]): (string | undefined)[] {
  const texts = statements.flatMap(({ literals }) =>
    literals.flatMap(({ atom }): readonly string[] => {
      if (atom.kind === 'key') return atom.key === key || atom.symbolicForm === undefined ? atom.values : [];
      return atom.kind === 'text' && atom.dimension === 'resource' ? piecesOf(atom.language) : [];
    }),
  );
  const plain = [...new Set(texts)].filter((text) => text !== '' && !/[*?$]/.test(text));
  return ['x', undefined, ...plain.slice(0, MAX_VALUES), 'y'];
}

/** The literal strings between the separators and wildcards of resource patterns. */
function piecesOf(language: readonly (readonly unknown[])[]): string[] {
  return language.flatMap((pattern) =>
    pattern
      .map((token) => (typeof token === 'string' ? token : '*'))
      .join('')
      .split(/[/:*]/)
      .slice(5),
  );
}
