import { readFileSync } from 'node:fs';
import { buildUpsolverPolicy } from '../src/index.js';
import { findRisks, SCOPE_ENTRIES } from '../src/risks/index.js';
import { FULL_SCOPE } from '../test/upsolver/role-parameters.js';
import { code, codeBlock, fillMarkers, table } from './markdown.js';

/** `docs/scoping.md` with its example and its tables regenerated from the code. */
export function renderScopingPage(): string {
  return fillMarkers(readFileSync('docs/scoping.md', 'utf8'), {
    example: codeBlock(
      'ts',
      `import type { Scope } from 'upsolver-iam';\n\nexport const scope: Scope = ${formatObject(FULL_SCOPE)};`,
    ),
    options: table(
      ['Option', 'Risk that it closes', 'What might break', 'Statements', 'Source'],
      SCOPE_ENTRIES.map(({ option, risk, mightBreak, changes, replaces, source }) => [
        code(option),
        risk,
        mightBreak,
        [...changes.map(code), ...(replaces === undefined ? [] : [`managed policy ${code(replaces)}`])].join(', '),
        source,
      ]),
    ),
    risks: table(
      ['Risk', 'What the policies allow', 'Closed by', 'Source'],
      findRisks(buildUpsolverPolicy('acme', 'us-east-1')).map((risk) => [
        code(risk.code),
        risk.description,
        risk.closedBy.map(code).join(' or '),
        risk.source,
      ]),
    ),
  });
}

/** An object of strings, lists of strings and booleans as TypeScript, one property a line. */
function formatObject(object: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(object).map(([name, value]) => `  ${name}: ${formatValue(value)},\n`);
  return `{\n${lines.join('')}}`;
}

function formatValue(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', "'").replaceAll(',', ', ');
}
