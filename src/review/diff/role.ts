import { quote } from '../../core/quote.js';
import type { CompareOptions } from '../../iam/compare/options.js';
import type { AnyPolicy } from '../../iam/document.js';
import type { DiffDoubt, RoleDiff } from './diff.js';
import { diffPart } from './part.js';
import type { RoleVersion } from './read-roles.js';
import { sideOf, type DiffSide } from './side.js';

/** A policy that allows nothing, in place of what a side does not have. */
const NOTHING = { Version: '2012-10-17', Statement: [] } as unknown as AnyPolicy;

/** Compares two versions of a role, of which one side can have none. */
export function diffRole(
  old: RoleVersion | undefined,
  next: RoleVersion | undefined,
  options: CompareOptions,
): RoleDiff {
  const { name } = (next ?? old) as RoleVersion;
  const [before, after] = [old ?? emptyRole(name), next ?? emptyRole(name)];
  const boundaries = compareBoundaries(before, after);
  const unread = compareUnread(before, after);
  const trust = diffTrust(before, after, options);
  const [one, other] = [permissionsOf(before, boundaries.isKnown), permissionsOf(after, boundaries.isKnown)];
  const permissions = isSame(one.input, other.input) ? EQUAL : diffPart('permissions', one, other, options);
  const parts = [trust, permissions];
  const readings = parts.flatMap((part) => part.readings ?? []);
  return {
    name,
    ...(old !== undefined && next !== undefined && old.name !== name && { oldName: old.name }),
    ...(old === undefined && { only: 'new' as const }),
    ...(next === undefined && { only: 'old' as const }),
    rows: parts.flatMap(({ rows }) => rows),
    ...(readings.length > 0 && { readings }),
    doubts: [...parts.flatMap(({ doubts }) => doubts), ...unread.doubts, ...boundaries.doubts],
    notes: [...unread.notes, ...boundaries.notes],
  };
}

function emptyRole(name: string): RoleVersion {
  return { name, trustPolicy: NOTHING, policies: [], boundary: undefined, unreadable: [] };
}

type Part = Pick<RoleDiff, 'rows' | 'readings' | 'doubts'>;

const EQUAL: Part = { rows: [], doubts: [] };

/** Whether two parts are written alike: then there is nothing to compare. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function diffTrust(
  { trustPolicy: old }: RoleVersion,
  { trustPolicy: next }: RoleVersion,
  options: CompareOptions,
): Part {
  if (old !== undefined && next !== undefined) {
    return isSame(old, next)
      ? EQUAL
      : diffPart('trust', sideOf([old], nameOfTrust), sideOf([next], nameOfTrust), options);
  }
  const side = next === undefined ? 'new' : 'old';
  const message = `The trust policy of the ${side} role is not known: who can assume the role was not compared.`;
  return { rows: [], doubts: [{ part: 'trust', side, message }] };
}

const nameOfTrust = (): string => 'trust policy';

function permissionsOf({ policies, boundary }: RoleVersion, hasBoundary: boolean): DiffSide {
  const documents = policies.length === 0 ? [NOTHING] : policies.map(({ document }) => document);
  const limit = hasBoundary ? boundary?.document : undefined;
  return {
    input: limit === undefined ? documents : { identity: documents, boundary: [limit] },
    policies: documents,
    nameOf: ({ layer, policy }) => (layer === 'boundary' ? boundary?.name : policies[policy]?.name),
  };
}

type Unknown = { doubts: DiffDoubt[]; notes: string[] };

/** An AWS managed policy is the same for everyone. Other policies of the same name can differ. */
const OF_AWS = /^arn:[^:]*:iam::aws:policy\//;

/** The policies of which nobody knows what they allow. */
function compareUnread(old: RoleVersion, next: RoleVersion): Unknown {
  const isOnBoth = (name: string): boolean =>
    OF_AWS.test(name) && old.unreadable.includes(name) && next.unreadable.includes(name);
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

/**
 * The permissions boundaries, if all that there are have a known document. One that is not known and the same on both
 * sides limits both alike, so that what differs without it is at least what differs with it.
 */
function compareBoundaries(
  { boundary: old }: RoleVersion,
  { boundary: next }: RoleVersion,
): Unknown & { isKnown: boolean } {
  const unknown = [old, next].filter((each) => each !== undefined && each.document === undefined);
  if (unknown.length === 0) return { isKnown: true, doubts: [], notes: [] };
  const isSameName = old?.name === next?.name;
  if (isSameName || old === undefined) {
    const { name } = unknown[0] as { name: string };
    const which = old === undefined ? 'The new role has' : 'Both sides have';
    const message = `${which} the permissions boundary ${quote(name)}, whose document is not known: it can allow less.`;
    return { isKnown: false, doubts: [], notes: [message] };
  }
  const message =
    next === undefined
      ? `The permissions boundary ${quote(old.name)} is gone, and its document is not known: it may have allowed less.`
      : `The permissions boundary was ${quote(old.name)} and is ${quote(next.name)}: what it allows was not compared.`;
  return { isKnown: false, doubts: [{ part: 'permissions', side: 'new', message }], notes: [] };
}
