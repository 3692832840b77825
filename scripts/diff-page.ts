import { readFileSync } from 'node:fs';
import { DIFF_FINDINGS } from '../src/review/diff/diff-sarif.js';
import { code, fillMarkers, table } from './markdown.js';

/** `docs/diff.md` with its table of findings regenerated from the code. */
export function renderDiffPage(): string {
  return fillMarkers(readFileSync('docs/diff.md', 'utf8'), {
    findings: table(
      ['Code', 'Meaning'],
      Object.entries(DIFF_FINDINGS).map(([name, meaning]) => [code(name), meaning]),
    ),
  });
}
