import { readFileSync } from 'node:fs';
import { ISSUES, type IssueSource } from '../src/core/issue-codes.js';
import { code, fillMarkers, table } from './markdown.js';

const SEVERITIES = { error: 'error', warning: 'warning', either: 'error or warning' } as const;

const SOURCES: Record<IssueSource, string> = {
  input: 'arguments',
  policy: 'policies',
  account: 'what `checkRoles` reads',
};

/** `docs/policy-issues.md` with its table regenerated from the table of codes. */
export function renderIssuesPage(): string {
  const rows = Object.entries(ISSUES).map(([name, { meaning, severity, occursIn }]) => [
    code(name),
    meaning,
    SEVERITIES[severity],
    occursIn.map((source) => SOURCES[source]).join(', '),
  ]);
  return fillMarkers(readFileSync('docs/policy-issues.md', 'utf8'), {
    issues: table(['code', 'the value …', 'severity', 'occurs in'], rows),
  });
}
