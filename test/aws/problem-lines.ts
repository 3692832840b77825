import type { Problem } from '../../src/core/issue.js';

/** `code: message (hint)` of each problem. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ code, message, hint }) => `${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`);
}
