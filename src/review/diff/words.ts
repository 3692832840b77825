import { ACCESS_LEVELS, type AccessLevel } from '../../aws/actions/access-level.js';
import { formatIssue } from '../../core/issue.js';
import { escapeInvisible, quoteText } from '../../core/quote.js';
import type { ConditionBlock } from '../../iam/document.js';
import type { AccessDiff, DiffRow, DiffUnread, RoleDiff, StatementTerms } from './diff.js';

/** How the rows of a diff begin. */
export const SIGNS: Record<DiffRow['change'], string> = { added: '+', changed: '~', removed: '-' };

/** Longer lists of actions are cut. */
const MOST_ACTIONS = 8;

/** A value with control characters escaped, and without backticks. */
export function show(text: string): string {
  return quoteText(text, 300).slice(1, -1);
}

/** The actions of a row: `s3:GetObject, s3:PutObject and 6 more`. */
export function actionsInWords({ actions, isInverted, undocumented, service }: DiffRow, most = MOST_ACTIONS): string {
  const shown = actions.length > most ? actions.slice(0, most - 1) : actions;
  const rest = actions.length - shown.length;
  const list = `${shown.map(show).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  if (isInverted) return `all actions but ${list}`;
  return undocumented && service !== '' && actions.some((action) => action.includes('*'))
    ? `other actions that match ${list}`
    : list;
}

/** The terms of a statement: `on arn:aws:s3:::bucket/* if aws:SecureTransport Bool true`. */
export function termsInWords({
  effect,
  principals,
  isAllBut,
  resources,
  notResources,
  condition,
}: StatementTerms): string {
  const parts = [
    ...(principals === undefined ? [] : [`${isAllBut ? 'by all but' : 'by'} ${principals.map(show).join(', ')}`]),
    ...(resources === undefined ? [] : [`on ${resources.map(show).join(', ')}`]),
    ...(notResources === undefined
      ? []
      : [`${resources === undefined ? 'on all but' : 'not on'} ${notResources.map(show).join(', ')}`]),
    ...(condition === undefined ? [] : [`if ${conditionInWords(condition)}`]),
  ];
  return [...(effect === 'Deny' ? ['denied'] : []), ...parts].join(' ');
}

function conditionInWords(condition: ConditionBlock): string {
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, value]) => `${show(key)} ${show(operator)} ${[value].flat().map(show).join(', ')}`,
      ),
    )
    .join(' and ');
}

/** The terms of several statements, of which each is enough. */
export function allTermsInWords(terms: readonly StatementTerms[]): string {
  return terms.map(termsInWords).join('; ');
}

/** The access level of a row. */
export function levelInWords({ accessLevel }: DiffRow): AccessLevel | 'Unknown' {
  return accessLevel ?? 'Unknown';
}

/** The name of a role, and what happened to it. */
export function headingOf({ name, oldName, only }: RoleDiff): string {
  const words = { old: ' (only in the old version)', new: ' (only in the new version)' };
  const renamed = oldName === undefined ? '' : `${show(oldName)} -> `;
  return `${renamed}${name === '' ? 'Policies' : show(name)}${only === undefined ? '' : words[only]}`;
}

/** Longer lists of what was not read are cut. */
const MOST_UNREAD = 10;

/** What was not read of a side: `Not compared: old version, template.Resources.N: a nested stack, …`. */
export function unreadInWords({ side, ...issue }: DiffUnread): string {
  const place = issue.file === undefined ? `${side} version, ` : '';
  return escapeInvisible(`Not compared: ${place}${formatIssue(issue)}.`);
}

/** A sentence for each part of a diff that was not read, at most ten. */
export function allUnreadInWords({ unread = [] }: AccessDiff): string[] {
  const sentences = [...new Set(unread.map(unreadInWords))];
  const rest = sentences.length - MOST_UNREAD;
  return [
    ...sentences.slice(0, MOST_UNREAD),
    ...(rest > 0 ? [`Not compared: ${rest} more ${rest === 1 ? 'part' : 'parts'} of the input.`] : []),
  ];
}

/** What a diff comes to, as a sentence. */
export function diffVerdict({ gained, lost, isUndecided, roles }: AccessDiff): string {
  const level = ACCESS_LEVELS.find((each) =>
    roles.some((role) => role.rows.some((row) => row.gained !== undefined && row.accessLevel === each)),
  );
  const worst = level === undefined ? '' : `, at worst ${level}`;
  const found = [
    ...(gained > 0 ? [`New access: ${differences(gained)}${worst}.`] : []),
    ...(lost > 0 ? [`Lost access: ${differences(lost)}.`] : []),
  ];
  const doubt = isUndecided ? ['Something could not be compared.'] : [];
  if (found.length === 0 && !isUndecided) return 'No difference in access.';
  return [...(found.length === 0 ? ['No difference was found.'] : found), ...doubt].join(' ');
}

function differences(count: number): string {
  return `${count} ${count === 1 ? 'difference' : 'differences'}`;
}
