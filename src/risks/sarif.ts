import { guarded } from '../core/guard.js';
import { InvalidInputError, notAString } from '../core/issue.js';
import { sarifDocument, sarifEntry, sarifRule, type SarifDocument, type SarifLevel } from '../core/sarif.js';
import { withoutImplied } from './explain.js';
import { KNOWN_RISKS, type RiskCode } from './known-risks.js';
import type { RiskReport, RoleRisks } from './report.js';
import type { Risk, RiskStep } from './risks.js';
import type { RiskSeverity } from './table/row.js';

const LEVELS: Record<RiskSeverity, SarifLevel> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

/** The scores by which GitHub sorts results: within its bands for critical, high, medium and low. */
const SCORES: Record<RiskSeverity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/** A SARIF 2.1.0 log of risks, with the properties that `risksToSarif` writes. */
export type RiskSarifLog = SarifDocument<RiskCode, { steps: RiskStep[]; remedy: string }>;

/**
 * Converts a report to SARIF 2.1.0, the format that code scanning services such as GitHub's import.
 *
 * @param report What `findRoleRisks` returned.
 * @param toolVersion The version of the tool that the log names.
 * @param docsUrl The address of `docs/risks.md`, for links to the risks. Without it, each rule links to its source.
 * @returns A log with one rule for each risk that was checked and one result for each risk of each role; for an
 *   administrator that result alone. Policies that were not checked are notifications.
 * @throws {InvalidInputError} If the value is not a report, or the version or the address is not a string.
 *
 * @example
 * risksToSarif(report, '1.0.0').runs[0]?.results[0]?.ruleId; // 'passRoleToInstance'
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function risksToSarif(report: RiskReport, toolVersion: string, docsUrl?: string): RiskSarifLog {
  for (const [name, value] of Object.entries({ toolVersion, docsUrl: docsUrl ?? '' })) {
    if (typeof value !== 'string') throw new InvalidInputError([{ ...notAString(name, value), path: [name] }]);
  }
  return guarded(
    'the report',
    ['report'],
    () => {
      const { lookedFor, roles } = report;
      const rules = lookedFor.map((code) => toRule(code, docsUrl));
      const results = roles.flatMap((role) => withoutImplied(role.risks).map((risk) => toEntry(role, risk)));
      const notes = roles.flatMap(({ name, notLookedAt }) =>
        notLookedAt.map((arn) => `${name}: ${arn} was not checked, because the input does not include its document`),
      );
      return sarifDocument(toolVersion, rules, results, notes);
    },
    'use what `findRoleRisks` returned',
  );
}

function toRule(code: RiskCode, docsUrl: string | undefined) {
  const { description, severity, source } = KNOWN_RISKS[code];
  const anchor = `#${code.toLowerCase()}`;
  return {
    ...sarifRule(code, { meaning: description, level: LEVELS[severity], page: `docs/risks.md${anchor}`, source }),
    ...(docsUrl !== undefined && { helpUri: `${docsUrl}${anchor}` }),
    properties: { 'security-severity': SCORES[severity] },
  };
}

function toEntry({ name }: RoleRisks, { code, severity, description, remedy, steps, undecided }: Risk) {
  const doubt = undecided === undefined ? '' : ' This could not be decided.';
  const message = `${name}: ${description}${doubt} ${remedy}`;
  return sarifEntry(code, LEVELS[severity], message, name, `${name}/${code}`, { steps, remedy });
}
