import type { CompareOptions } from '../../iam/compare/options.js';
import type { AnyPolicy } from '../../iam/document.js';
import type { DiffRow, RoleDiff } from './diff.js';
import { diffPart } from './part.js';
import type { RoleVersion } from './read-roles.js';
import { sideOf, type DiffSide } from './side.js';
import { compareBoundaries, compareUnread, retainedDoubts, symbolDoubts, tagDoubts } from './unknown.js';

/** A policy that allows nothing, in place of what a side does not have. */
const NOTHING = { Version: '2012-10-17', Statement: [] } as unknown as AnyPolicy;

/** Compares two versions of a role, of which one side can have none. */
export function diffRole(
  old: RoleVersion | undefined,
  next: RoleVersion | undefined,
  options: CompareOptions,
): RoleDiff {
  const present = (next ?? old) as RoleVersion;
  const { name } = present;
  const [before, after] = [old ?? withoutAccess(present), next ?? withoutAccess(present)];
  const boundaries = compareBoundaries(before, after);
  const unread = compareUnread(before, after);
  const trust = diffTrust(before, after, options);
  const [one, other] = [permissionsOf(before, boundaries.isKnown), permissionsOf(after, boundaries.isKnown)];
  const permissions = isSame(one.input, other.input) ? EQUAL : comparePart('permissions', one, other, options);
  const parts = [trust, permissions];
  const readings = parts.flatMap((part) => part.readings ?? []);
  return {
    name,
    ...(old !== undefined && next !== undefined && old.name !== name && { oldName: old.name }),
    ...(old === undefined && { only: 'new' as const }),
    ...(next === undefined && { only: 'old' as const }),
    rows: parts.flatMap(({ rows }) => rows),
    ...(readings.length > 0 && { readings }),
    doubts: [
      ...parts.flatMap(({ doubts }) => doubts),
      ...unread.doubts,
      ...boundaries.doubts,
      ...tagDoubts(before, after),
      ...retainedDoubts(old, next),
    ],
    notes: [...unread.notes, ...boundaries.notes],
  };
}

function withoutAccess(role: RoleVersion): RoleVersion {
  return { ...role, trustPolicy: NOTHING, policies: [], boundary: undefined, unreadable: [] };
}

type Part = Pick<RoleDiff, 'rows' | 'readings' | 'doubts'>;

const EQUAL: Part = { rows: [], doubts: [] };

/** Compares a part, of which some values may not be known. */
function comparePart(part: DiffRow['part'], old: DiffSide, next: DiffSide, options: CompareOptions): Part {
  const found = diffPart(part, old, next, options);
  return { ...found, doubts: [...found.doubts, ...symbolDoubts(part, old.policies, next.policies)] };
}

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
      : comparePart('trust', sideOf([old], nameOfTrust), sideOf([next], nameOfTrust), options);
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
    // A boundary grants nothing: the statement is one of the role's own policies.
    nameOf: ({ policy }) => policies[policy]?.name,
  };
}
