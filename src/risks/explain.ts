import { alignColumns, indent } from '../core/columns.js';
import { guarded } from '../core/guard.js';
import { quote } from '../core/quote.js';
import type { UndecidedReason } from '../iam/compare/difference.js';
import { explainRequest } from '../iam/explain.js';
import type { RiskReport, RoleRisks } from './report.js';
import type { Risk, RiskStep } from './risks.js';
import type { StatementPlace } from './search.js';
import { RISK_SEVERITIES } from './table/row.js';

/** The page that describes every risk. */
const LIST = 'docs/risks.md';

/** Why a step of a risk could not be decided. */
export const UNDECIDED_STEPS: Readonly<Record<UndecidedReason, string>> = {
  variables: 'it depends on policy variables',
  mixedTypes: 'it depends on a condition key that is compared as values of several types',
  tooComplex: 'it is too complex to decide',
};

/**
 * Describes a report in words: for each role a table of its risks, the worst first, then each risk with its source,
 * its remedy, and for each step an example request and the statement that allows it. Says how many risks were checked
 * and which policies were not.
 *
 * An administrator has nearly every other risk: those are counted, not described.
 *
 * @param report What `findRoleRisks` returned.
 * @returns Lines of text.
 * @throws {InvalidInputError} If the value is not a report.
 *
 * @example
 * explainRisks(findRoleRisks([{ name: 'Reader', inlinePolicies: [], managedPolicyArns: [] }]));
 * // 'Reader: None of the 207 known risks found (list: docs/risks.md).'
 */
export function explainRisks(report: RiskReport): string {
  return guarded('the report', ['report'], () => describe(report), 'use what `findRoleRisks` returned');
}

function describe({ roles, lookedFor }: RiskReport): string {
  return roles.map((role) => describeRole(role, lookedFor.length)).join('\n\n');
}

function describeRole(role: RoleRisks, count: number): string {
  const { name, risks, notLookedAt } = role;
  const shown = withoutImplied(risks);
  const hidden = risks.length - shown.length;
  const known = `of the ${count} known risks found (list: ${LIST})`;
  const title = risks.length === 0 ? `${name}: None ${known}` : `${name}: ${risks.length} ${known}`;
  return [
    `${title}${notLookedAt.length > 0 ? ', in the policies that were checked' : ''}.`,
    ...(notLookedAt.length === 0
      ? []
      : [['Not checked, because the input does not include their documents:', ...indent(notLookedAt)].join('\n')]),
    ...(shown.length === 0 ? [] : [alignColumns(tableOf(shown, role)).join('\n')]),
    ...(hidden === 0 ? [] : [`An administrator also has ${hidden} other known risks.`]),
    ...shown.map((risk) => describeRisk(risk, role)),
  ].join('\n\n');
}

/** The risks, the worst first; for an administrator that alone. */
export function withoutImplied(risks: readonly Risk[]): Risk[] {
  const administrator = risks.find(({ code, undecided }) => code === 'administratorAccess' && undecided === undefined);
  if (administrator !== undefined) return [administrator];
  return risks.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ severity }: Risk): number {
  return RISK_SEVERITIES.indexOf(severity);
}

function tableOf(risks: readonly Risk[], role: RoleRisks): string[][] {
  const rows = risks.map(({ severity, code, steps, closedBy, undecided }) => [
    severity,
    code,
    undecided === undefined ? [...new Set(steps.map((step) => statementName(step, role)))].join(', ') : 'undecided',
    closedBy.join(' or ') || '-',
  ]);
  return [['severity', 'risk', 'allowed by', 'closed by scope option'], ...rows];
}

function statementName({ statement }: RiskStep, { policies }: RoleRisks): string {
  const { policy, statement: index, sid } = statement as StatementPlace;
  const name = sid === undefined || sid === '' ? `statement ${index}` : quote(sid);
  return policies.length < 2 ? name : `${name} of ${quote(policies[policy]?.name)}`;
}

function describeRisk(risk: Risk, role: RoleRisks): string {
  const { code, severity, description, source, url, remedy, closedBy, steps } = risk;
  const facts = alignColumns([
    ['source', `${source}: ${url}`],
    ['remedy', remedy],
    ...(closedBy.length === 0 ? [] : [['closed by', `scope option ${closedBy.join(' or ')}`]]),
  ]);
  return [
    `${code} (${severity}): ${description}`,
    ...indent([...facts, ...steps.flatMap((step, index) => describeStep(step, index, role))]),
  ].join('\n');
}

function describeStep(step: RiskStep, index: number, role: RoleRisks): string[] {
  const { actions, request, undecided } = step;
  const title = `Step ${index + 1}`;
  if (request === undefined) {
    const reason = UNDECIDED_STEPS[undecided as UndecidedReason];
    return [`${title}, ${actions.map(quote).join(' or ')}: undecided, because ${reason}.`];
  }
  const by = `${title}, allowed by ${statementName(step, role)}. Example request:`;
  return [by, ...indent(explainRequest(request).split('\n'))];
}
