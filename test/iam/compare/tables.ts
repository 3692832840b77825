import {
  createAtomTable,
  NO_ASSIGNMENT,
  type Assignment,
  type AtomTable,
} from '../../../src/iam/compare/atom-table.js';
import type { KeyAtom, Quantity, ValueTest } from '../../../src/iam/compare/atom.js';
import type { KeySearch } from '../../../src/iam/compare/key-search.js';
import { ADDRESS_LINE, DATE_LINE, numberLine, type Line, type LineFamily } from '../../../src/iam/compare/line.js';
import { operatorNamed } from '../../../src/iam/condition/operator.js';

/** Lines, atom tables and atoms for tests of single modules. */

export function createLines(numbers: readonly string[] = []): Record<LineFamily, () => Line> {
  const numeric = numberLine(numbers);
  return { Numeric: () => numeric, Date: () => DATE_LINE, Ip: () => ADDRESS_LINE };
}

export const createTable = (assignment: Assignment = NO_ASSIGNMENT, numbers: readonly string[] = []): AtomTable =>
  createAtomTable(createLines(numbers), assignment);

export const lineOf =
  (numbers: readonly string[] = []): KeySearch['line'] =>
  (family) =>
    createLines(numbers)[family]();

/** What an operator without negation compares a value with: `test('StringLike', 'a*')`. */
export function valueTest(operator: string, values: string | string[], excludes = false): ValueTest {
  const { family, comparison } = operatorNamed(operator);
  return { family: family as ValueTest['family'], comparison, values: [values].flat(), excludes };
}

/** An atom about the key `k`: `keyAtom(table, 'one', 'StringLike', 'a*')`. */
export function keyAtom(
  table: AtomTable,
  quantity: Quantity,
  operator: string,
  values: string | string[],
  { key = 'k', hasVariables = true, excludes = false } = {},
): KeyAtom {
  return table.condition(key, quantity, valueTest(operator, values, excludes), hasVariables);
}
