import type { AtomTable } from './atom-table.js';
import type { Literal, TextAtom } from './atom.js';
import { describeLiterals, keyOfLiterals, type ComparedStatement } from './compile.js';

/**
 * Fewer statements that apply to the same requests: statements that differ in their lists of actions only become one
 * with all these actions, and then statements that differ in their lists of resources only. So a policy with a
 * statement for each action is compared as the policy with one statement for all of them.
 */
export function mergeStatements(statements: readonly ComparedStatement[], atoms: AtomTable): ComparedStatement[] {
  return mergeBy('resource', mergeBy('action', statements, atoms), atoms);
}

function mergeBy(
  dimension: TextAtom['dimension'],
  statements: readonly ComparedStatement[],
  atoms: AtomTable,
): ComparedStatement[] {
  const groups = new Map<
    string,
    { list: TextAtom; others: Literal[]; patterns: string[]; same: ComparedStatement[] }
  >();
  const merged: ComparedStatement[] = [];
  for (const statement of statements) {
    const list = listOf(statement, dimension);
    if (list === undefined) {
      merged.push(statement);
      continue;
    }
    const others = statement.literals.filter(({ atom }) => atom !== list);
    const name = [statement.effect, list.scope, keyOfLiterals(others)].join(' ');
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { list, others, patterns: [...list.patterns], same: [statement] });
    else {
      group.same.push(statement);
      group.patterns.push(...list.patterns);
    }
  }
  for (const { list, others, patterns, same } of groups.values()) {
    const [first, ...more] = same as [ComparedStatement, ...ComparedStatement[]];
    if (more.length === 0) {
      merged.push(first);
      continue;
    }
    const literals = [...others, { atom: list.withPatterns(patterns), positive: true }];
    const variableKeys = [...new Set(same.flatMap((statement) => statement.variableKeys))];
    merged.push({ ...first, ...describeLiterals(literals, atoms), variableKeys });
  }
  return merged;
}

/** The list of patterns without variables that a statement has for a dimension. */
function listOf({ literals }: ComparedStatement, dimension: TextAtom['dimension']): TextAtom | undefined {
  for (const { atom, positive } of literals) {
    if (positive && atom.kind === 'text' && atom.dimension === dimension && atom.symbolic === undefined) return atom;
  }
  return undefined;
}
