import { formatIssue, type Issue } from '../core/issue.js';
import type { Severity } from '../drift/report/finding.js';
import type { DriftReport, RoleReport, RoleStatus } from '../drift/report/report.js';
import type { Check, CheckFinding, Level } from './output/check.js';
import type { Style, Tone } from './style.js';
import type { ExitCode } from './terminal.js';

/** The severities that `--fail-on` can name, the worst first. */
export const FAIL_ON = ['critical', 'error', 'warning', 'never'] as const;

/** One of {@link FAIL_ON}. */
export type FailOn = (typeof FAIL_ON)[number];

/** Whether a severity is at least the one that `--fail-on` names. */
export function isCounted(severity: Severity, limit: FailOn): boolean {
  const counted: readonly string[] = FAIL_ON.slice(0, limit === 'never' ? 0 : FAIL_ON.indexOf(limit) + 1);
  return counted.includes(severity);
}

/** Whether a role has a finding of at least a severity. */
export function hasCounted({ findings }: RoleReport, limit: FailOn): boolean {
  return findings.some(({ severity }) => isCounted(severity, limit));
}

/** Whether there is something about a role that could not be told, also beside findings that do not count. */
export function hasUnknown({ findings }: RoleReport): boolean {
  return findings.some(({ severity }) => severity === 'unknown');
}

/**
 * Returns the exit status of a report: 1 for a finding of at least a severity; 3 if there is none, but the input is
 * incomplete; 2 if nothing of the input could be read.
 */
export function exitCodeOf({ roles, issues }: DriftReport, limit: FailOn): ExitCode {
  if (roles.some((role) => hasCounted(role, limit))) return 1;
  if (issues.length === 0) return roles.some(hasUnknown) ? 3 : 0;
  return roles.every(({ accountId }) => accountId === undefined) ? 2 : 3;
}

const LEVELS: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  error: 'error',
  warning: 'warning',
  unknown: 'warning',
  info: 'note',
};

/** The roles of a report and what could not be read as checks, for every format but text and JSON. */
export function toChecks({ roles, issues }: Pick<DriftReport, 'roles' | 'issues'>): Check[] {
  const ofRoles = roles.map(({ name, accountId, findings }) => ({
    name: accountId === undefined ? name : `${accountId}/${name}`,
    findings: findings.map(({ severity, code, message }) => ({ level: LEVELS[severity], code, message })),
  }));
  return issues.length === 0 ? ofRoles : [...ofRoles, { name: 'input', findings: issues.map(toFinding) }];
}

function toFinding({ code, file, position, ...rest }: Issue): CheckFinding {
  return {
    level: 'error',
    code,
    message: formatIssue({ code, ...rest }),
    ...(file !== undefined && { file }),
    ...(position !== undefined && { position }),
  };
}

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  'in sync': 'good',
  drifted: 'bad',
  missing: 'bad',
  unreadable: 'unknown',
} satisfies Record<Exclude<RoleStatus, 'inSync'> | 'in sync', Tone>;

const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  critical: 'bad',
  error: 'bad',
  warning: 'warning',
  unknown: 'unknown',
  info: 'note',
};

/** A report in words, with statuses and severities in color. */
export function colorReport(text: string, style: Style): string {
  return text
    .replace(/^( +)(critical|error|warning|unknown|info)(?= \w+: )/gm, (_, margin: string, severity: Severity) => {
      return margin + style.mark(SEVERITY_TONES[severity], severity);
    })
    .replace(/^(\S+ +account \d+ +)(in sync|drifted|missing|unreadable)\b/gm, (_, start: string, status: string) => {
      return start + style.mark(STATUS_TONES[status] as Tone, status);
    });
}
