import { cell, inline } from '../../core/markdown.js';
import type { Check, CheckFinding } from './check.js';

/** A table of what was checked, then the findings of each. */
export function checksToMarkdown(title: string, checks: readonly Check[]): string {
  const rows = checks.map(({ name, findings }) => `| ${cell(name)} | ${summaryOf(findings)} |`);
  const details = checks
    .filter(({ findings }) => findings.length > 0)
    .map(({ name, findings }) =>
      [
        `### ${inline(name)}`,
        '',
        ...findings.map(({ level, code, message }) => `- **${level}** \`${code}\`: ${inline(message)}`),
      ].join('\n'),
    );
  return [`## ${title}`, ['| | Findings |', '| --- | --- |', ...rows].join('\n'), ...details].join('\n\n');
}

function summaryOf(findings: readonly CheckFinding[]): string {
  if (findings.length === 0) return 'none';
  const counts = (['error', 'warning', 'note'] as const)
    .map((level) => ({ level, count: findings.filter((each) => each.level === level).length }))
    .filter(({ count }) => count > 0);
  return counts.map(({ level, count }) => `${count} ${level}${count === 1 ? '' : 's'}`).join(', ');
}
