import type { Assignment } from './atom-table.js';
import { keyOfDimension, type Literal } from './atom.js';
import type { ComparedStatement } from './compile.js';

const MAX_ASSIGNMENTS = 200;
const MAX_VALUES = 12;

/**
 * Values worth trying for the variables of statements: no value, values that no policy names, values that the policies
 * compare the key with, and parts of their resources.
 */
export function likelyAssignments(statements: readonly ComparedStatement[]): Generator<Assignment, void, void> {
  const keys = [...new Set(statements.flatMap(({ variableKeys }) => variableKeys))];
  const texts = likelyTexts(statements);
  return combinations(keys.map((key) => [key, likelyValues(key, texts)]));
}

/**
 * All assignments under which a statement can apply, if it compares keys that variables name with a few strings. Empty
 * if it compares none of them so, or if there are too many.
 *
 * @param demands What holds of every request that is searched for: the literals of the statement, and what its side
 *   does not deny.
 */
export function pinnedAssignments(demands: readonly Literal[], keys: ReadonlySet<string>): Assignment[] {
  const pinned = new Map<string, readonly string[]>();
  for (const { atom, positive } of demands) {
    const key = keyOfDimension(atom.dimension);
    if (key === undefined || !keys.has(key) || atom.kind !== 'key' || atom.symbolic !== undefined) continue;
    const words = positive && atom.quantity === 'one' ? atom.test?.words() : undefined;
    if (words !== undefined && words.length < (pinned.get(key)?.length ?? Infinity)) pinned.set(key, words);
  }
  const total = [...pinned.values()].reduce((product, { length }) => product * length, 1);
  return pinned.size === 0 || total > MAX_ASSIGNMENTS ? [] : [...combinations([...pinned])];
}

/** The first combinations of values. */
function* combinations(
  choices: readonly (readonly [string, readonly (string | undefined)[]])[],
): Generator<Assignment, void, void> {
  const total = choices.reduce((product, [, { length }]) => Math.min(product * length, MAX_ASSIGNMENTS), 1);
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    yield new Map(
      choices.map(([key, values]) => {
        const value = values[rest % values.length];
        rest = Math.floor(rest / values.length);
        return [key, value];
      }),
    );
  }
}

/** The values of a key: those that it is compared with, and others. */
function likelyValues(key: string, { ofKeys, others }: LikelyTexts): (string | undefined)[] {
  const plain = new Set([...(ofKeys.get(key) ?? []), ...others].filter((text) => text !== '' && !/[*?$]/.test(text)));
  // A value with a colon matches fewer patterns of ARNs.
  return ['x', undefined, ...[...plain].slice(0, MAX_VALUES), 'y', 'x:x'];
}

/** Strings of policies: those that keys are compared with, by key, and a few others. */
type LikelyTexts = { ofKeys: ReadonlyMap<string, readonly string[]>; others: readonly string[] };

function likelyTexts(statements: readonly ComparedStatement[]): LikelyTexts {
  const ofKeys = new Map<string, string[]>();
  const others: string[] = [];
  for (const { atom } of statements.flatMap(({ literals }) => literals)) {
    if (atom.kind === 'key') {
      const key = keyOfDimension(atom.dimension) as string;
      const values = atom.test?.values.slice(0, MAX_VALUES) ?? [];
      ofKeys.set(key, [...(ofKeys.get(key) ?? []), ...values]);
      if (atom.symbolic === undefined) others.push(...values);
    } else if (atom.kind === 'text' && atom.dimension === 'resource') {
      others.push(...piecesOf(atom.language().slice(0, MAX_VALUES)));
    }
  }
  return { ofKeys, others: [...new Set(others)].slice(0, 10 * MAX_VALUES) };
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
