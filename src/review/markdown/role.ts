import { allActions, countLevel, LEVELS, UNKNOWN_LEVEL } from '../text/counts.js';
import { groupByReason, groupSame } from '../text/groups.js';
import type { ReviewPermission, ReviewPolicy, ReviewReason, ReviewRole, ReviewStatement } from '../types.js';
import { bullets, codeList, codeSpan, escapeProse, linkText, notKnownText, tableText } from './cells.js';

/** What a role allows: by service and access level, by purpose, and statement by statement. */
export function roleParts(role: ReviewRole): string[] {
  const { name, purpose, permissions, policies, notOpened } = role;
  const isManaged = notOpened.length > 0 || policies.some(({ kind }) => kind === 'managed');
  return [
    `## What ${codeSpan(name)} allows`,
    escapeProse(purpose),
    ...notKnownText(role, 'what they allow is not counted'),
    levelTable(role),
    permissionTable(permissions),
    ...(policies.some(({ kind }) => kind === 'inline') ? [] : ['The role has no inline policies.']),
    ...policies.flatMap(policyParts),
    ...(isManaged ? [] : ['The role has no managed policies.']),
    ...(notOpened.length === 0 ? [] : [`**What these managed policies allow is not known:** ${codeList(notOpened)}`]),
  ];
}

function levelTable(role: ReviewRole): string {
  const all = allActions(role);
  if (all.length === 0) return 'The policies that are known allow no action.';
  const columns = LEVELS.filter((level) => level !== UNKNOWN_LEVEL || countLevel(all, level) > 0);
  return tableText(
    ['Service', ...columns, 'All'],
    role.services.map(({ service, actions }) => [
      codeSpan(service),
      ...columns.map((level) => String(countLevel(actions, level) || '-')),
      String(actions.length),
    ]),
  );
}

function permissionTable(permissions: readonly ReviewPermission[]): string {
  if (permissions.length === 0) return 'Its own policies allow nothing.';
  return tableText(
    ['Permission', 'Level', 'Purpose', 'Source'],
    groupByReason(permissions).flatMap(({ reason, permissions: group }) =>
      groupSame(group).map((same) => [
        granted(same[0], same.length),
        same[0].level ?? UNKNOWN_LEVEL,
        ...reasonCells(reason),
      ]),
    ),
  );
}

function reasonCells(reason: ReviewReason | undefined): string[] {
  return reason === undefined ? ['-', '-'] : [escapeProse(reason.purpose), linkText(reason.source)];
}

/** An action, or everything but some; and where, if that is everywhere but on some resources. */
function granted(permission: ReviewPermission, statements: number): string {
  const { action, exceptActions, exceptResources, covers, warning } = permission;
  return [
    exceptActions === undefined ? codeSpan(action) : `everything but ${codeList(exceptActions)}`,
    ...(exceptResources === undefined ? [] : [`on all resources but ${codeList(exceptResources)}`]),
    ...(covers > 1 ? [`(${covers} actions)`] : []),
    ...(statements > 1 ? [`(${statements} statements)`] : []),
    ...(warning === undefined ? [] : [`**${escapeProse(warning)}**`]),
  ].join(' ');
}

function policyParts({ kind, name, version, date, reasons, statements }: ReviewPolicy): string[] {
  const known = version === undefined ? '' : `, version ${version} of ${date}`;
  return [
    `### ${kind === 'managed' ? 'Managed policy' : 'Inline policy'} ${codeSpan(name)}${known}`,
    ...(reasons.length === 0
      ? []
      : [bullets(reasons.map(({ purpose, source }) => `${escapeProse(purpose)} Source: ${linkText(source)}`))]),
    tableText(['Statement', 'Effect', 'Actions', 'Resources', 'Conditions'], statements.map(statementRow)),
  ];
}

function statementRow(statement: ReviewStatement): string[] {
  const { sid, index, effect, actions, exceptActions, resources, exceptResources, conditions } = statement;
  return [
    sid === undefined ? String(index) : codeSpan(sid),
    effect,
    `${exceptActions === undefined ? '' : 'all but '}${codeList(actions)}`,
    `${exceptResources === undefined ? '' : 'all but '}${codeList(resources)}`,
    conditions.map(escapeProse).join('; ') || '-',
  ];
}
