import { readFileSync } from 'node:fs';
import type { RoleStatus } from '../../src/drift/index.js';
import type { IntegrationMode } from '../../src/index.js';
import { labelOf, type Change } from './changes.js';

/** What the table says of a change. */
type Expectation = {
  status: RoleStatus;
  /** `code` or `code action` of every finding, sorted. */
  findings: string[];
};

const lines = readFileSync('test/golden/drift-changes.txt', 'utf8').trimEnd().split('\n').slice(1);

const expectations = new Map(
  lines.map((line): [string, Expectation] => {
    const [mode, role, change, status, findings = ''] = line.split(/ \| ?/);
    return [`${mode} | ${role} | ${change}`, { status: status as RoleStatus, findings: readFindings(findings) }];
  }),
);

function readFindings(cell: string): string[] {
  if (cell === '') return [];
  return cell
    .split('; ')
    .flatMap((group) => {
      const [code = '', ...actions] = group.split(/(?<=^\w+) |, /);
      return actions.length === 0 ? [code] : actions.map((action) => `${code} ${action}`);
    })
    .toSorted();
}

/** The line of `test/golden/drift-changes.txt` for a change. */
export function expectationOf(mode: IntegrationMode, change: Change): Expectation {
  const found = expectations.get(labelOf(mode, change));
  if (found === undefined) throw new Error(`drift-changes.txt has no line for: ${labelOf(mode, change)}`);
  return found;
}

/** How many changes the table has. */
export const EXPECTED_CHANGES: number = lines.length;
