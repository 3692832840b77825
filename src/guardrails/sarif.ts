import { guarded } from '../core/guard.js';
import { InvalidInputError, notAString } from '../core/issue.js';
import { sarifDocument, sarifEntry, sarifRule, type SarifDocument, type SarifLevel } from '../core/sarif.js';
import { UNDECIDED_REASONS } from './check/reasons.js';
import type { AssumeOutcome, GuardrailOutcome, GuardrailPermission, GuardrailReport } from './check/report.js';
import { describeEffect, describePolicy, STATUS_WORDS } from './explain-guardrails.js';

/** The codes of findings about guardrails. */
export const GUARDRAIL_FINDINGS = {
  permissionCutOff: { level: 'error', text: 'Guardrails deny every request that a permission is needed for.' },
  permissionNarrowed: { level: 'warning', text: 'Guardrails deny some of the requests that a permission allows.' },
  permissionUnknown: { level: 'warning', text: 'Whether guardrails block a permission could not be decided.' },
  assumeRoleCutOff: { level: 'error', text: 'Resource control policies deny every call that assumes the role.' },
  assumeRoleNarrowed: { level: 'warning', text: 'Resource control policies deny some calls that assume the role.' },
  assumeRoleUnknown: { level: 'warning', text: 'Whether the role can be assumed could not be decided.' },
} as const satisfies Record<string, { level: SarifLevel; text: string }>;

/** What a finding about guardrails is known by. */
export type GuardrailFindingCode = keyof typeof GUARDRAIL_FINDINGS;

/** Something about a role that does not work. */
export type GuardrailFinding = {
  code: GuardrailFindingCode;
  level: SarifLevel;
  message: string;
  /** What it is about: the action, or the principal that assumes the role. */
  subject: string;
  outcome: GuardrailOutcome;
};

/** A SARIF 2.1.0 log of what guardrails deny, with the properties that `guardrailsToSarif` writes. */
export type GuardrailSarifLog = SarifDocument<GuardrailFindingCode, Omit<GuardrailOutcome, 'status'>>;

/**
 * Converts a report to SARIF 2.1.0, the format that code scanning services such as GitHub's import.
 *
 * @param report What `checkGuardrails` returned.
 * @param toolVersion The version of the tool that the log names.
 * @returns A log with one result for each permission that does not work and for each principal that cannot assume a
 *   role. Managed policies that were not checked, and policies that were not evaluated, are notifications.
 * @throws {InvalidInputError} If the value is not a report, or the version is not a string.
 *
 * @example
 * guardrailsToSarif(report, '1.0.0').runs[0]?.results[0]?.ruleId; // 'permissionCutOff'
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function guardrailsToSarif(report: GuardrailReport, toolVersion: string): GuardrailSarifLog {
  if (typeof toolVersion !== 'string') {
    throw new InvalidInputError([{ ...notAString('toolVersion', toolVersion), path: ['toolVersion'] }]);
  }
  return guarded(
    'the report',
    ['report'],
    () => {
      const rules = Object.entries(GUARDRAIL_FINDINGS).map(([id, { level, text }]) =>
        sarifRule(id, { meaning: text, level, page: 'docs/guardrails.md#findings' }),
      );
      const { roles, notEvaluated } = report;
      const results = roles.flatMap((role) =>
        guardrailFindings(role).map(({ code, level, message, subject, outcome }) => {
          const { by, lost, left, unknown } = outcome;
          const properties = {
            ...(by && { by }),
            ...(lost && { lost }),
            ...(left && { left }),
            ...(unknown !== undefined && { unknown }),
          };
          const text = `${role.name}: ${message}`;
          return sarifEntry(code, level, text, role.name, `${role.name}/${code}/${subject}`, properties);
        }),
      );
      const notes = [
        ...roles.flatMap(({ name, notLookedAt }) =>
          notLookedAt.map((arn) => `${name}: ${arn} was not checked, because the input does not include its document`),
        ),
        ...notEvaluated.map((each) => `${each.name} of type ${each.type}, ${describeEffect(each)}, was not evaluated`),
      ];
      return sarifDocument(toolVersion, rules, results, notes);
    },
    'use what `checkGuardrails` returned',
  );
}

/** What does not work of a role. */
export function guardrailFindings({
  permissions,
  assume,
}: {
  permissions: readonly GuardrailPermission[];
  assume: readonly AssumeOutcome[];
}): GuardrailFinding[] {
  const counts = new Map<string, number>();
  return [
    ...permissions.flatMap((each) => findingOf('permission', each, numbered(each.action, counts))),
    ...assume.flatMap((each) => findingOf('assumeRole', each, numbered(each.principal ?? each.action, counts))),
  ];
}

/** The same action can be needed for several purposes. */
function numbered(subject: string, counts: Map<string, number>): string {
  const count = (counts.get(subject) ?? 0) + 1;
  counts.set(subject, count);
  return count === 1 ? subject : `${subject}/${count}`;
}

function findingOf(
  kind: 'permission' | 'assumeRole',
  outcome: GuardrailPermission | AssumeOutcome,
  subject: string,
): GuardrailFinding[] {
  const { status, by, unknown, action } = outcome;
  if (status === 'works') return [];
  const code = `${kind}${status[0]?.toUpperCase()}${status.slice(1)}` as GuardrailFindingCode;
  const caller = 'principal' in outcome ? ` by ${outcome.principal}` : '';
  const reason = unknown === undefined ? '' : `, because ${UNDECIDED_REASONS[unknown]}`;
  const denied = by === undefined ? '' : `; denied by ${describePolicy(by)}`;
  const message = `${action}${caller} is ${STATUS_WORDS[status]}${reason}${denied}`;
  return [{ code, level: GUARDRAIL_FINDINGS[code].level, message, subject, outcome }];
}
