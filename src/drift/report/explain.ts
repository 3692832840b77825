import { alignColumns, indent } from '../../core/columns.js';
import { formatIssue, type Issue } from '../../core/issue.js';
import { escapeInvisible } from '../../core/quote.js';
import { explainRequest } from '../../iam/explain.js';
import type { Finding } from './finding.js';
import type { Variant } from './report.js';
import type { DriftReport, RoleReport, RoleStatus } from './report.js';

const WORDS: Record<RoleStatus, string> = {
  inSync: 'in sync',
  drifted: 'drifted',
  missing: 'missing',
  unreadable: 'unreadable',
};

const RELATIONS: Record<Variant['relation'], string> = {
  equivalent: "the same as the page's",
  narrower: "narrower than the page's",
  broader: "broader than the page's",
  incomparable: "neither narrower nor broader than the page's",
  unknown: "not to be told from the page's",
};

/**
 * A report in words: first every role in a line, then what was found, with purposes and requests. Findings that differ
 * in their action only are told together, with one request.
 *
 * @example
 * explainReport(checkRoles(page, roles));
 * // 'All roles are in sync.\n\nUpsolverRole  account 123456789012  in sync'
 */
export function explainReport(report: DriftReport): string {
  return [
    summary(report),
    alignColumns(report.roles.map(summaryRow)).join('\n'),
    ...report.roles.filter(({ findings, variant }) => findings.length > 0 || variant !== undefined).map(explainRole),
    ...(report.issues.length === 0 ? [] : [explainIssues(report.issues)]),
  ].join('\n\n');
}

function summary({ roles }: DriftReport): string {
  const counts = (Object.keys(WORDS) as RoleStatus[])
    .map((status) => ({ status, count: roles.filter((role) => role.status === status).length }))
    .filter(({ count }) => count > 0);
  if (counts.every(({ status }) => status === 'inSync')) return 'All roles are in sync.';
  return `${roles.length === 1 ? '1 role' : `${roles.length} roles`}: ${counts.map(({ status, count }) => `${count} ${WORDS[status]}`).join(', ')}.`;
}

function summaryRow({ name, accountId, status, findings, uncheckedSettings }: RoleReport): string[] {
  const count = findings.length === 0 ? '' : `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  const unknown = uncheckedSettings.length === 0 ? '' : `not in the input: ${uncheckedSettings.join(', ')}`;
  return [name, accountId === undefined ? '' : `account ${accountId}`, WORDS[status], count, unknown];
}

function explainRole({ name, accountId, status, findings, variant }: RoleReport): string {
  const title = `${name}${accountId === undefined ? '' : `, account ${accountId}`}: ${WORDS[status]}`;
  return [
    title,
    ...(variant ? indent([explainVariant(variant)]) : []),
    ...groupFindings(findings).flatMap((group) => indent(explainGroup(group))),
  ].join('\n');
}

function explainVariant({ relation, revision, withoutFeatures, scope }: Variant): string {
  const parts = [
    ...(revision === undefined ? [] : [`the page's edition of ${revision}`]),
    ...(withoutFeatures.length === 0 ? [] : [`the page without ${withoutFeatures.join(', ')}`]),
    ...(scope.length === 0 ? [] : [`scope ${scope.join(', ')}`]),
  ];
  return `its own policies are ${RELATIONS[relation]}${parts.length === 0 ? '' : `, and equal to ${parts.join(' and ')}`}`;
}

/** Findings that say the same of several actions. */
function groupFindings(findings: readonly Finding[]): [Finding, ...Finding[]][] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const each of findings) {
    const { code, message, purpose, policy, action = '' } = each;
    const key = JSON.stringify([code, message.replace(`\`${action}\``, ''), purpose, policy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function explainGroup(group: [Finding, ...Finding[]]): string[] {
  const [first] = group;
  const { severity, code, message, action = '', purpose, witness } = first;
  const isOne = group.length === 1;
  const subject = group.map((each) => `\`${each.action}\``).join(', ');
  const text = isOne ? message : message.replace(`\`${action}\` is`, `${subject} are`);
  return [
    // Names come from the account, and may have been made to confuse a terminal.
    `${severity} ${code}: ${escapeInvisible(text)}`,
    ...(purpose === undefined ? [] : indent([`needed to: ${purpose}`])),
    ...(witness === undefined ? [] : indent(['for example:', ...indent(explainRequest(witness).split('\n'))])),
  ];
}

function explainIssues(issues: readonly Issue[]): string {
  return ['Could not be read:', ...indent(issues.map(formatIssue))].join('\n');
}
