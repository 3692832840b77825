import { readFileSync } from 'node:fs';
import { ISSUES, type IssueSource } from '../src/core/issue-codes.js';
import type { IssueCode } from '../src/core/issue.js';
import { code, fillMarkers, table } from './markdown.js';
import { CHECKS_OF_CODES, CHECKS_WITHOUT_CODE } from './policy-checks.js';

const SEVERITIES = { error: 'error', warning: 'warning', either: 'error or warning' } as const;

const SOURCES: Record<IssueSource, string> = {
  input: 'arguments',
  policy: 'policies',
  account: 'what `checkRoles` reads',
};

/** `docs/policy-issues.md` with its table regenerated from the table of codes. */
export function renderIssuesPage(): string {
  const rows = Object.entries(ISSUES).map(([name, issue]) => [
    code(name),
    issue.meaning,
    SEVERITIES[issue.severity],
    issue.occursIn.map((source) => SOURCES[source]).join(', '),
    (CHECKS_OF_CODES[name as IssueCode] ?? []).join('; '),
  ]);
  const others = Object.entries(CHECKS_WITHOUT_CODE).map(([reason, checks]) => [checks.join('; '), reason]);
  return fillMarkers(readFileSync('docs/policy-issues.md', 'utf8'), {
    issues: table(['Code', 'The value …', 'Severity', 'Occurs in', 'Check of IAM Access Analyzer'], rows),
    checks: table(['Check of IAM Access Analyzer', 'Why it has no code'], others),
  });
}
