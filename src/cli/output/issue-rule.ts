import { ISSUES } from '../../core/issue-codes.js';
import type { IssueCode } from '../../core/issue.js';
import { sarifRule, type SarifRule } from '../../core/sarif.js';

const LEVELS = { error: 'error', warning: 'warning', either: 'warning' } as const;

/** The rule of SARIF for an issue of a policy. */
export function issueRule(code: IssueCode): SarifRule {
  const { meaning, severity } = ISSUES[code];
  return sarifRule(code, { meaning: `the value ${meaning}`, level: LEVELS[severity], page: 'docs/policy-issues.md' });
}
