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
  mergedAllows: () => readonly ComparedStatement[];
  mergedDenies: () => readonly ComparedStatement[];
  /** Keys of the Allow statements, before and after they are merged. */
  allowKeys: () => ReadonlySet<string>;
  /** Keys of the Deny statements, before and after they are merged. */
  denyKeys: () => ReadonlySet<string>;
};

/** @param compiled The statements in their order, the alternatives of one next to each other. */
export function createSide(compiled: readonly ComparedStatement[], atoms: AtomTable): Side {
  const ofEffect = { Allow: new Map<string, ComparedStatement>(), Deny: new Map<string, ComparedStatement>() };
  const statements: ComparedStatement[] = [];
  const allows: ComparedStatement[][] = [];
  for (const statement of compiled) {
    const { effect, key, policy } = statement;
    if (!ofEffect[effect].has(key)) {
      ofEffect[effect].set(key, statement);
      statements.push(statement);
    }
    if (effect === 'Deny') continue;
    const [last] = allows.at(-1) ?? [];
    if (last?.policy === policy && last.statement === statement.statement) allows.at(-1)?.push(statement);
    else allows.push([statement]);
  }
  const merged = (effect: ComparedStatement['effect']) =>
    lazy(() => mergeStatements([...ofEffect[effect].values()], atoms));
  const keysOf = (effect: ComparedStatement['effect'], others: () => readonly ComparedStatement[]) =>
    lazy(() => new Set([...ofEffect[effect].keys(), ...others().map(({ key }) => key)]));
  const [mergedAllows, mergedDenies] = [merged('Allow'), merged('Deny')];
  return {
    statements,
    allows,
    mergedAllows,
    mergedDenies,
    allowKeys: keysOf('Allow', mergedAllows),
    denyKeys: keysOf('Deny', mergedDenies),
  };
}
