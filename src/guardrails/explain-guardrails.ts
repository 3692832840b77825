import { alignColumns, indent } from '../core/columns.js';
import { groupBy } from '../core/group-by.js';
import { guarded } from '../core/guard.js';
import { formatIssue } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { explainRequest } from '../iam/explain.js';
import { UNDECIDED_REASONS } from './check/reasons.js';
import type {
  AssumeOutcome,
  DenyingPolicy,
  GuardrailOutcome,
  GuardrailPermission,
  GuardrailReport,
  GuardrailStatus,
  RoleGuardrails,
} from './check/report.js';
import { DENIED_LAYERS } from './denied-layer.js';
import type { OtherPolicy } from './input/guardrails.js';

/** The statuses in words. */
export const STATUS_WORDS: Readonly<Record<GuardrailStatus, string>> = {
  cutOff: 'cut off',
  narrowed: 'narrowed',
  unknown: 'unknown',
  works: 'works',
};

/**
 * Describes in words what guardrails leave of roles: for each role how many permissions work, then those that do not,
 * with what denies them, a request that is lost and one that is left. Ends with what was assumed and not evaluated.
 *
 * @param report What `checkGuardrails` returned.
 * @returns Lines of text.
 * @throws {InvalidInputError} If the value is not a report.
 *
 * @example
 * explainGuardrails(checkGuardrails(roles, guardrails, { facts })).split('\n')[0];
 * // 'UpsolverManagementRole: 29 of 40 permissions work, 10 cut off, 1 narrowed.'
 */
export function explainGuardrails(report: GuardrailReport): string {
  return guarded('the report', ['report'], () => describe(report), 'use what `checkGuardrails` returned');
}

function describe({ roles, assumptions, notEvaluated, limits, warnings }: GuardrailReport): string {
  return [
    ...roles.map(describeRole),
    section('Warnings', warnings.map(formatIssue)),
    section(
      'Assumed',
      assumptions.map(({ message }) => message),
    ),
    section(
      'Not evaluated',
      notEvaluated.map((each) => `${quote(each.name)} of type ${each.type} (${each.file}), ${describeEffect(each)}`),
    ),
    section('What policies do not show', limits),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** What a policy that was not evaluated can do. */
export function describeEffect({ effect }: Pick<OtherPolicy, 'effect'>): string {
  return effect === 'enforced' ? 'which can make AWS services deny requests' : 'which denies no request';
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...indent(lines.map((line) => `- ${line}`))].join('\n');
}

function describeRole({ name, permissions, assume, notLookedAt }: RoleGuardrails): string {
  const counts = (['cutOff', 'narrowed', 'unknown'] as const).flatMap((status) => {
    const count = permissions.filter((each) => each.status === status).length;
    return count === 0 ? [] : [`${count} ${STATUS_WORDS[status]}`];
  });
  const works = permissions.filter(({ status }) => status === 'works').length;
  const affected = permissions.filter(({ status }) => status !== 'works');
  // What one statement cuts off has one reason. What it narrows has a request of its own that remains allowed.
  const groups = groupBy(affected, (each) =>
    each.status === 'cutOff' ? String(JSON.stringify(each.by)) : String(affected.indexOf(each)),
  );
  return [
    `${name}: ${[`${works} of ${permissions.length} permissions work`, ...counts].join(', ')}.`,
    ...assume.map(describeAssume),
    ...(notLookedAt.length === 0
      ? []
      : [section('Not checked, because the input does not include their documents', notLookedAt)]),
    ...(affected.length === 0 ? [] : [alignColumns(tableOf(groups)).join('\n')]),
    ...groups.map(describeGroup),
  ].join('\n\n');
}

function describeAssume(outcome: AssumeOutcome): string {
  const { principal, action, status } = outcome;
  const caller = principal === undefined ? 'Who assumes the role' : quote(principal);
  return [`${caller}, ${action}: ${STATUS_WORDS[status]}${reasonOf(outcome)}.`, ...indent(detailsOf(outcome))].join(
    '\n',
  );
}

type Group = readonly [GuardrailPermission, ...GuardrailPermission[]];

function tableOf(groups: readonly Group[]): string[][] {
  const rows = groups.map((group) => {
    const [{ status, action, by }] = group;
    return [
      STATUS_WORDS[status],
      group.length === 1 ? action : `${group.length} permissions`,
      by === undefined ? '-' : describePolicy(by),
    ];
  });
  return [['status', 'permission', 'denied by'], ...rows];
}

/** How many permissions of a group are named. */
const MAX_NAMED = 20;

function describeGroup(group: Group): string {
  const [first] = group;
  if (group.length === 1) return describePermission(first);
  const named = group.slice(0, MAX_NAMED).map(({ action }) => action);
  const rest = group.length - named.length;
  const more = rest === 0 ? '' : ` and ${rest} more, which the report in JSON lists`;
  return [
    `${group.length} permissions: ${STATUS_WORDS[first.status]}.`,
    ...indent([`${named.join(', ')}${more}.`, ...detailsOf(first)]),
  ].join('\n');
}

function describePermission(permission: GuardrailPermission): string {
  const { action, status, purpose, authorizations = [] } = permission;
  const parts = authorizations.filter((each) => each.status !== 'works');
  const ofParts = parts.map(({ resourceType, status: part }) => `${resourceType} ${STATUS_WORDS[part]}`);
  const facts = alignColumns([
    ...(purpose === undefined ? [] : [['purpose', purpose]]),
    ...(ofParts.length === 0 ? [] : [['of a launch', ofParts.join(', ')]]),
  ]);
  return [
    `${action}: ${STATUS_WORDS[status]}${reasonOf(permission)}.`,
    ...indent([...facts, ...detailsOf(permission)]),
  ].join('\n');
}

function reasonOf({ unknown }: GuardrailOutcome): string {
  return unknown === undefined ? '' : `, because ${UNDECIDED_REASONS[unknown]}`;
}

function detailsOf({ by, lost, left }: GuardrailOutcome): string[] {
  const example = (title: string, request: NonNullable<typeof lost>): string[] => [
    title,
    ...indent(explainRequest(request).split('\n')),
  ];
  return [
    ...(by === undefined ? [] : [`Denied by ${describePolicy(by)}.`]),
    ...(lost === undefined ? [] : example('Request that is denied:', lost)),
    ...(left === undefined ? [] : example('Request that remains allowed:', left)),
  ];
}

/** A policy that denies, in the words of AWS. */
export function describePolicy({ layer, level, policy, statement, sid }: DenyingPolicy): string {
  const kind = DENIED_LAYERS[layer].name;
  const place = level === undefined || level === '' ? '' : ` at level ${quote(level)}`;
  if (policy === undefined) return `no ${kind} that allows it${place}`;
  const name = sid === undefined || sid === '' ? `statement ${statement}` : quote(sid);
  return `${name} of ${kind} ${quote(policy)}${place}`;
}
