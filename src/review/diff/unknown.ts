import { quote } from '../../core/quote.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../../iam/document.js';
import type { DiffDoubt, DiffRow } from './diff.js';
import type { RoleVersion } from './read-roles.js';

/** What is not known of two versions of a role: doubts, and what both sides have alike. */
export type Unknown = { doubts: DiffDoubt[]; notes: string[] };

/** An AWS managed policy is the same for everyone. Other policies of the same name can differ. */
const OF_AWS = /^arn:[^:]*:iam::aws:policy\//;

/**
 * The policies of which nobody knows what they allow. What both sides allow by a policy of AWS can only differ by
 * denials, permissions boundaries and tags, which are known.
 */
export function compareUnread(old: RoleVersion, next: RoleVersion): Unknown {
  const areLimitsAlike = limitsOf(old) === limitsOf(next);
  const isOnBoth = (name: string): boolean =>
    OF_AWS.test(name) && areLimitsAlike && old.unreadable.includes(name) && next.unreadable.includes(name);
  const doubtsOf = (names: readonly string[], side: 'old' | 'new'): DiffDoubt[] =>
    names
      .filter((name) => !isOnBoth(name))
      .map((name) => ({
        part: 'permissions',
        side,
        message: `The ${side} role has ${quote(name)}, whose document is not known: what it allows was not compared.`,
      }));
  return {
    doubts: [...doubtsOf(old.unreadable, 'old'), ...doubtsOf(next.unreadable, 'new')],
    notes: old.unreadable
      .filter(isOnBoth)
      .map((name) => `Both sides have ${quote(name)}, whose document is not known.`),
  };
}

/** What takes access away that other policies grant. */
function limitsOf({ policies, boundary, tags }: RoleVersion): string {
  const denials = policies.flatMap(({ document: { Version, Statement } }) =>
    (Statement as AnyStatement[])
      .filter(({ Effect }) => Effect === 'Deny')
      .map(({ Sid: _sid, ...rest }) => ({ Version, ...rest })),
  );
  return JSON.stringify([denials, boundary?.document ?? boundary?.name, tags]);
}

/** The permissions boundaries, if all that there are have a known document. */
export function compareBoundaries(
  { boundary: old }: RoleVersion,
  { boundary: next }: RoleVersion,
): Unknown & { isKnown: boolean } {
  const unknown = [old, next].filter((each) => each !== undefined && each.document === undefined);
  if (unknown.length === 0) return { isKnown: true, doubts: [], notes: [] };
  if (old !== undefined && old.name === next?.name && OF_AWS.test(old.name)) {
    const message = `Both sides have the permissions boundary ${quote(old.name)}, whose document is not known.`;
    return { isKnown: false, doubts: [], notes: [message] };
  }
  return {
    isKnown: false,
    doubts: [{ part: 'permissions', side: 'new', message: boundaryDoubt(old, next) }],
    notes: [],
  };
}

function boundaryDoubt(old: RoleVersion['boundary'], next: RoleVersion['boundary']): string {
  if (old === undefined) return `The new role has the permissions boundary ${quote(next?.name)}: it can allow less.`;
  if (next === undefined) return `The permissions boundary ${quote(old.name)} is gone: it may have allowed less.`;
  if (old.name !== next.name)
    return `The permissions boundary was ${quote(old.name)} and is ${quote(next.name)}: it was not compared.`;
  return `Both sides have the permissions boundary ${quote(old.name)}, whose document is not known and can differ.`;
}

const PRINCIPAL_TAG = /aws:PrincipalTag/i;

/** What policies allow by the tags of their role, where these differ. */
export function tagDoubts(old: RoleVersion, next: RoleVersion): DiffDoubt[] {
  if (old.tags === next.tags) return [];
  const documents = [old, next].flatMap(({ policies, boundary }) => [policies, boundary?.document]);
  if (!PRINCIPAL_TAG.test(JSON.stringify(documents))) return [];
  const message = 'The tags of the role differ, and policies depend on `aws:PrincipalTag`: what they allow can differ.';
  return [{ part: 'permissions', side: 'new', message }];
}

const ATTRIBUTES = '`DeletionPolicy` or `UpdateReplacePolicy`';

/** What the new template no longer has or replaces, but CloudFormation can retain. */
export function retainedDoubts(old: RoleVersion | undefined, next: RoleVersion | undefined): DiffDoubt[] {
  return [
    ...(old !== undefined && isLeft(old, [next])
      ? [`CloudFormation can retain the role ${quote(old.name)} (${ATTRIBUTES}): it can stay in the account.`]
      : []),
    ...(old?.policies ?? [])
      .filter((policy) => isLeft(policy, next?.policies ?? []))
      .map(({ name }) => `CloudFormation can retain the policy ${quote(name)} (${ATTRIBUTES}): it can stay attached.`),
  ].map((message) => ({ part: 'permissions', side: 'old', message }));
}

type Retainable = Pick<RoleVersion['policies'][number], 'name' | 'isManaged' | 'retained'>;

/** Whether something can be retained, and none of these is certainly the same. */
function isLeft({ name, isManaged, retained }: Retainable, others: readonly (Retainable | undefined)[]): boolean {
  const isSame = (other: Retainable | undefined): boolean =>
    other?.name === name && other.isManaged === isManaged && (other.retained ?? 'named') === retained;
  return retained !== undefined && (retained === 'unknown' || !others.some(isSame));
}

/** A value that a template does not have, as `rolesFromCloudFormation` writes it. */
const SYMBOL = /<[\w./=+@%(),-]+>/;

/**
 * Where two values that are not known, or such a value and one that is written out, could be the same. Texts are taken
 * to differ if they are written differently: what is only allowed is then reported, but what is denied or excluded
 * could be missed.
 */
export function symbolDoubts(
  part: DiffRow['part'],
  old: readonly AnyPolicy[],
  next: readonly AnyPolicy[],
): DiffDoubt[] {
  const policies = [...old, ...next];
  const [symbol] = SYMBOL.exec(JSON.stringify(policies)) ?? [];
  if (symbol === undefined || !policies.some(({ Statement }) => (Statement as AnyStatement[]).some(isSensitive)))
    return [];
  const message = `A value that the input does not have, such as ${quote(symbol)}, can decide what is different.`;
  return [{ part, side: 'new', message }];
}

function isSensitive(statement: AnyStatement): boolean {
  const { NotAction, NotResource, NotPrincipal } = elementsOf(statement);
  if (statement.Effect === 'Deny' || [NotAction, NotResource, NotPrincipal].some((each) => each !== undefined))
    return true;
  const condition = statement.Condition ?? {};
  return (
    SYMBOL.test(JSON.stringify(condition)) || Object.keys(condition).some((operator) => /Not|Null/i.test(operator))
  );
}
