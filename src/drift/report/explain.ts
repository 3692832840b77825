import { alignColumns, indent } from '../../core/columns.js';
import { formatIssue, type Issue } from '../../core/issue.js';
import { escapeInvisible } from '../../core/quote.js';
import { assertValid } from '../../core/schema.js';
import { explainRequest } from '../../iam/explain.js';
import { sharedMessage } from './action-message.js';
import type { Finding } from './finding.js';
import { readDescribed } from './read-report.js';
import type { DriftReport, ParameterHint, RoleReport, RoleStatus, Variant } from './report.js';

const STATUS_NAMES: Record<RoleStatus, string> = {
  inSync: 'in sync',
  drifted: 'drifted',
  missing: 'missing',
  unreadable: 'unreadable',
};

const RELATION_NAMES: Record<Variant['relation'], string> = {
  equivalent: "equivalent to Upsolver's documentation",
  narrower: "narrower than Upsolver's documentation",
  broader: "broader than Upsolver's documentation",
  incomparable: "neither narrower nor broader than Upsolver's documentation",
  unknown: "not comparable with Upsolver's documentation",
};

/** Settings that an export does not include, and the call that returns them. */
export const UNCHECKED_SETTINGS: Readonly<Record<string, string>> = {
  maxSessionDuration: 'maximum session duration (the input does not include it; GetRole returns it)',
  instanceProfile: 'instance profile (the input does not include it; ListInstanceProfilesForRole returns it)',
};

/**
 * Writes a report for people: a summary, a line for each role, the worst first, then the findings with their purpose
 * and an example request. Findings that differ only in their action are listed as one, and so are many roles in sync.
 *
 * @param report The result of `checkRoles`, also one that was saved as JSON.
 * @returns Several lines of plain text without a line break at the end.
 * @throws {InvalidInputError} If the value is not a report.
 *
 * @example
 * explainReport(checkRoles(roleFromApiResponses(responses), roles));
 * // 'All roles are in sync.\n\nUpsolverRole  account 123456789012  in sync'
 */
export function explainReport(report: DriftReport): string {
  const [valid] = assertValid(readDescribed(report));
  return explain(valid);
}

function explain(report: DriftReport): string {
  const { roles, hints = [], issues } = report;
  const inOrder = roles.toSorted((a, b) => rank(a) - rank(b));
  const isFolded = roles.filter(isInSync).length > MAX_IN_SYNC;
  const shown = isFolded ? inOrder.filter((role) => !isInSync(role)) : inOrder;
  const rows = [...alignColumns(shown.map(summaryRow)), ...(isFolded ? [foldedRow(roles.filter(isInSync))] : [])];
  return [
    summary(report),
    ...(rows.length === 0 ? [] : [rows.join('\n')]),
    ...(hints.length === 0 ? [] : [hints.map(explainHint).join('\n')]),
    ...shown.filter(({ findings, variant }) => findings.length > 0 || variant !== undefined).map(explainRole),
    ...explainUnchecked(report),
    ...(issues.length === 0 ? [] : [explainIssues(issues)]),
  ].join('\n\n');
}

/** More roles in sync than this are one line. */
const MAX_IN_SYNC = 10;

/** The worst first. */
const STATUS_ORDER: readonly RoleStatus[] = ['drifted', 'missing', 'unreadable', 'inSync'];

function isInSync({ status }: RoleReport): boolean {
  return status === 'inSync';
}

function rank({ status, findings }: RoleReport): number {
  return findings.some(({ severity }) => severity === 'critical') ? -1 : STATUS_ORDER.indexOf(status);
}

/** If parts of the input could not be read, roles in sync may not be. */
function summary({ status, roles, issues }: DriftReport): string {
  if (roles.length === 0) return 'No roles were checked.';
  const isWhole = issues.length === 0 && !(status === 'unreadable' && roles.every(isInSync));
  if (isWhole && roles.every(isInSync)) return 'All roles are in sync.';
  const total = roles.length === 1 ? '1 role' : `${roles.length} roles`;
  if (roles.every(isInSync)) return `Incomplete: ${total} in sync, but parts of the input could not be read.`;
  const limit = isWhole ? '' : ' (incomplete input)';
  const counts = (Object.keys(STATUS_NAMES) as RoleStatus[])
    .map((each) => ({ each, count: roles.filter((role) => role.status === each).length }))
    .filter(({ count }) => count > 0)
    .map(({ each, count }) => `${count} ${STATUS_NAMES[each]}${each === 'inSync' ? limit : ''}`)
    .join(', ');
  return `${!isWhole && roles.some(isInSync) ? 'Incomplete: ' : ''}${total}: ${counts}.`;
}

function summaryRow({ name, accountId, status, findings }: RoleReport): string[] {
  const count = findings.length === 0 ? '' : `${findings.length} finding${findings.length === 1 ? '' : 's'}`;
  return [name, accountId === undefined ? '' : `account ${accountId}`, STATUS_NAMES[status], count];
}

function foldedRow(roles: readonly RoleReport[]): string {
  const accounts = new Set(roles.map(({ accountId }) => accountId)).size;
  return `${roles.length} roles in sync in ${accounts === 1 ? '1 account' : `${accounts} accounts`}`;
}

function explainHint({ text }: ParameterHint): string {
  return `${escapeInvisible(text.charAt(0).toUpperCase() + text.slice(1))}; its roles are not repaired.`;
}

/** A footnote for each setting that was not compared, with the roles if it was compared for others. */
function explainUnchecked({ roles }: DriftReport): string[] {
  const lines = Object.entries(UNCHECKED_SETTINGS).flatMap(([setting, description]) => {
    const names = roles.filter(({ uncheckedSettings }) => uncheckedSettings.includes(setting)).map(({ name }) => name);
    if (names.length === 0) return [];
    const of = names.length === roles.length ? '' : ` for ${[...new Set(names)].join(', ')}`;
    return [`Not checked${of}: ${description}.`];
  });
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function explainRole({ name, accountId, status, findings, variant }: RoleReport): string {
  const title = `${name}${accountId === undefined ? '' : `, account ${accountId}`}: ${STATUS_NAMES[status]}`;
  return [
    title,
    ...(variant ? indent([explainVariant(variant)]) : []),
    ...groupFindings(findings).flatMap((group) => indent(explainGroup(group))),
  ].join('\n');
}

function explainVariant(variant: Variant): string {
  const { relation, revision, withoutFeatures, scope, databases, athenaFullAccess } = variant;
  const parts = [
    ...(revision === undefined ? [] : [`the revision of ${revision}`]),
    ...(withoutFeatures.length === 0 ? [] : [`it without ${withoutFeatures.join(', ')}`]),
    ...(scope.length === 0 ? [] : [`scope ${scope.join(', ')}`]),
    ...(databases === undefined ? [] : [`named databases only (${databases.join(', ')})`]),
    ...(athenaFullAccess === undefined ? [] : ['`AmazonAthenaFullAccess` in place of named databases']),
  ];
  const match = parts.length === 0 ? '' : `, and match ${parts.join(' and ')}`;
  return `its inline policies are ${RELATION_NAMES[relation]}${match}`;
}

type FindingGroup = [Finding, ...Finding[]];

/** Puts findings together that differ only in their action and example request. */
function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<unknown, FindingGroup>();
  for (const each of findings) {
    const shared = sharedMessage(each, []);
    const key = shared === undefined ? each : JSON.stringify([each.code, shared, each.purpose, each.policy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

function explainGroup(group: FindingGroup): string[] {
  const [first] = group;
  const { severity, code, purpose, witness } = first;
  const actions = group.flatMap(({ action }) => action ?? []);
  const message = (group.length > 1 ? sharedMessage(first, actions) : undefined) ?? first.message;
  return [
    // Names come from the account and may contain control characters.
    `${severity} ${code}: ${escapeInvisible(message)}`,
    ...(purpose === undefined ? [] : indent([`Purpose: ${purpose}`])),
    ...(witness === undefined ? [] : indent(['Example request:', ...indent(explainRequest(witness).split('\n'))])),
  ];
}

function explainIssues(issues: readonly Issue[]): string {
  return ['Could not be read:', ...indent(issues.map(formatIssue))].join('\n');
}
