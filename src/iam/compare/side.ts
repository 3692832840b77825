import { lazy } from '../../core/lazy.js';
import type { AtomTable } from './atom-table.js';
import type { ComparedStatement } from './compile.js';
import { mergeStatements } from './merge.js';

/** The statements of one side of a comparison, prepared once for both directions. */
export type Side = {
  /** All statements, those with the same effect and literals once. */
  statements: readonly ComparedStatement[];
  /** Each Allow statement with its alternatives. */
  allows: readonly (readonly ComparedStatement[])[];
  /** The ways in which no Allow statement applies: for each, the statements of which none may. */
  refusals: readonly Refusal[];
  mergedDenies: () => readonly ComparedStatement[];
  /** Keys of the Deny statements, before and after they are merged. */
  denyKeys: () => ReadonlySet<string>;
};

/** Allow statements of which none applies to a request that is refused. */
export type Refusal = {
  merged: () => readonly ComparedStatement[];
  /** Keys of the statements, before and after they are merged. */
  keys: () => ReadonlySet<string>;
};

/** @param compiled The statements in their order, the alternatives of one next to each other. */
export function createSide(compiled: readonly ComparedStatement[], atoms: AtomTable): Side {
  const statements = withoutRepeated(compiled);
  const { merged: mergedDenies, keys: denyKeys } = refusalOf(ofEffect(statements, 'Deny'), atoms);
  return {
    statements,
    allows: groupAlternatives(compiled.filter(({ effect }) => effect === 'Allow')),
    refusals: [refusalOf(ofEffect(statements, 'Allow'), atoms)],
    mergedDenies,
    denyKeys,
  };
}

export function ofEffect(
  statements: readonly ComparedStatement[],
  effect: ComparedStatement['effect'],
): ComparedStatement[] {
  return statements.filter((statement) => statement.effect === effect);
}

/** Statements with the same effect and literals once. */
export function withoutRepeated(
  statements: readonly ComparedStatement[],
  groupOf: (statement: ComparedStatement) => string | number = ({ effect }) => effect,
): ComparedStatement[] {
  const seen = new Set<string>();
  return statements.filter((statement) => {
    const name = `${groupOf(statement)} ${statement.key}`;
    return !seen.has(name) && seen.add(name);
  });
}

/** The alternatives of each statement, which are next to each other. */
export function groupAlternatives(statements: readonly ComparedStatement[]): ComparedStatement[][] {
  const groups: ComparedStatement[][] = [];
  for (const each of statements) {
    const [last] = groups.at(-1) ?? [];
    if (last?.policy === each.policy && last.statement === each.statement) groups.at(-1)?.push(each);
    else groups.push([each]);
  }
  return groups;
}

/** Statements of one effect, each once, with what they are merged to. */
export function refusalOf(statements: readonly ComparedStatement[], atoms: AtomTable): Refusal {
  const merged = lazy(() => mergeStatements(statements, atoms));
  return { merged, keys: lazy(() => new Set([...statements, ...merged()].map(({ key }) => key))) };
}
