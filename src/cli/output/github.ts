import type { Check, Level } from './check.js';

const COMMANDS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/**
 * Workflow commands of GitHub Actions: one annotation for each finding.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions". The escapes are those of `@actions/core`.
 */
export function toGithub(checks: readonly Check[]): string {
  return checks
    .flatMap(({ name, findings }) =>
      findings.map(({ level, code, message, file, position }) => {
        const properties = {
          ...(file !== undefined && { file }),
          ...(position !== undefined && { line: position.line, col: position.column }),
          title: `${name}: ${code}`,
        };
        const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        return `::${COMMANDS[level]} ${list.join(',')}::${escapeData(message)}`;
      }),
    )
    .join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
