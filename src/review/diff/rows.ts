import { ACCESS_LEVELS, accessLevelRank } from '../../aws/actions/access-level.js';
import { groupBy } from '../../core/group-by.js';
import type { LazyClass } from '../../iam/differences/access-differences.js';
import { unionsOf } from '../../iam/differences/unions.js';
import type { AnyStatement } from '../../iam/document.js';
import { mayOverlap } from '../../iam/match/overlap.js';
import type { DiffExample, DiffRow, StatementTerms } from './diff.js';
import type { DiffSide } from './side.js';
import { serviceOfAll, termsFor, termsOf } from './terms.js';

/** An action, or all but some actions, with the classes that it is in. */
type Entry = { actions: string[]; like: LazyClass; gained: LazyClass[]; lost: LazyClass[] };

/** The rows of all differences in access of a part of a role, by service, worst access level first. */
export function rowsOf(
  part: DiffRow['part'],
  found: { added: readonly LazyClass[]; removed: readonly LazyClass[] },
  old: DiffSide,
  next: DiffSide,
): DiffRow[] {
  const entries = new Map<string, Entry>();
  const collect = (classes: readonly LazyClass[], side: 'gained' | 'lost'): void => {
    for (const each of classes) {
      for (const actions of each.isInverted ? [each.actions] : each.actions.map((action) => [action])) {
        const key = JSON.stringify([actions, each.isInverted, each.undocumented]).toLowerCase();
        const entry = entries.get(key) ?? { actions, like: each, gained: [], lost: [] };
        entries.set(key, { ...entry, [side]: [...entry[side], each] });
      }
    }
  };
  collect(found.added, 'gained');
  collect(found.removed, 'lost');
  const groups = new Map<string, Group>();
  for (const entry of entries.values()) {
    const { isInverted = false, undocumented, accessLevel } = entry.like;
    const changed = changeOf(entry, old, next);
    const unreachable = [...entry.gained, ...entry.lost].every((each) => each.unreachable === true);
    const service = serviceOfAll(entry.actions, isInverted);
    const sides = [entry.gained.length > 0, entry.lost.length > 0];
    // What two rows have with all actions but some is not all but the actions of both.
    const excluded = isInverted && entry.actions;
    const name = JSON.stringify([service, changed, sides, excluded, undocumented, accessLevel, unreachable]);
    const group = groups.get(name) ?? { ...entry, changed, service, unreachable };
    const actions = new Set([...group.actions, ...entry.actions]);
    groups.set(name, { ...group, actions: [...actions] });
  }
  return byService([...groups.values()].map((group) => toRow(part, group, old, next)));
}

type Group = Entry & { changed: Change; service: string; unreachable: boolean };

function toRow(
  part: DiffRow['part'],
  { actions, like, gained, lost, changed, service, unreachable }: Group,
  old: DiffSide,
  next: DiffSide,
): DiffRow {
  const { isInverted, undocumented, accessLevel } = like;
  const [gain, loss] = [gained, lost].map(([first, ...more]) => more.find((each) => !each.unreachable) ?? first);
  return {
    change: changed.change,
    part,
    service,
    actions: actions.toSorted(),
    ...(isInverted && { isInverted }),
    ...(undocumented && { undocumented }),
    ...(accessLevel !== undefined && { accessLevel }),
    ...(unreachable && { unreachable }),
    before: changed.before,
    after: changed.after,
    ...(gain !== undefined && { gained: exampleOf(gain, next) }),
    ...(loss !== undefined && { lost: exampleOf(loss, old) }),
  };
}

type Change = Pick<DiffRow, 'change' | 'before' | 'after'>;

function changeOf({ actions, like, gained, lost }: Entry, old: DiffSide, next: DiffSide): Change {
  const isInverted = like.isInverted === true;
  const isPartial = [...gained, ...lost].some((each) => each.isPartial);
  const [before, after] = [old, next].map(({ policies }) => termsFor(policies, actions, isInverted)) as [
    StatementTerms[],
    StatementTerms[],
  ];
  // Of patterns, other statements can be about other actions: then the statements say less than what differs.
  const areAllowed = [before, after].every((terms) => terms.some(({ effect }) => effect === 'Allow'));
  const tells = isPartial && areAllowed && JSON.stringify(before) !== JSON.stringify(after);
  if (gained.length > 0 && lost.length > 0) return { change: 'changed', before, after };
  if (tells) return { change: 'changed', before, after };
  return gained.length > 0
    ? { change: 'added', before: [], after: partsOf(gained, next) }
    : { change: 'removed', before: partsOf(lost, old), after: [] };
}

/**
 * The terms of classes: on what they differ. Those that differ in resources only are merged if the merged terms say the
 * same.
 */
function partsOf(classes: readonly LazyClass[], { policies }: DiffSide): StatementTerms[] {
  const parts = classes.map(({ resources, notResources = [], condition, statement: place }) => {
    const { principals } = termsOf(policies[place.policy]?.Statement[place.statement] as AnyStatement);
    return { principals, condition, resources, notResources };
  });
  return groupBy(parts, ({ principals, condition, resources, notResources }) =>
    JSON.stringify([principals, condition, resources === undefined && notResources]),
  ).flatMap((group) =>
    unionsOf(
      group,
      ({ resources, notResources }) => ({ patterns: resources ?? [], excluded: notResources }),
      mayOverlap,
    ).map(({ values: [{ principals, condition, resources }], patterns, excluded }) => ({
      effect: 'Allow',
      ...(principals && { principals }),
      ...(resources && { resources: patterns.includes('*') ? ['*'] : patterns }),
      ...(excluded.length > 0 && { notResources: excluded }),
      ...(condition && { condition }),
    })),
  );
}

function exampleOf({ example, statement }: LazyClass, side: DiffSide): DiffExample {
  const policyName = side.nameOf(statement);
  return {
    request: example(),
    statement: { ...statement, ...(policyName !== undefined && { policyName }) },
  };
}

const CHANGES = ['added', 'changed', 'removed'] as const;

function byService(rows: readonly DiffRow[]): DiffRow[] {
  const worst = new Map<string, number>();
  for (const row of rows) worst.set(row.service, Math.min(worst.get(row.service) ?? Infinity, rankOf(row)));
  return rows.toSorted(
    (a, b) =>
      (worst.get(a.service) as number) - (worst.get(b.service) as number) ||
      compareText(a.service, b.service) ||
      rankOf(a) - rankOf(b) ||
      CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change) ||
      compareText(a.actions.join(), b.actions.join()),
  );
}

/** What no action that AWS documents can reach comes last. */
function rankOf({ accessLevel, unreachable }: DiffRow): number {
  const rank = accessLevel === undefined ? ACCESS_LEVELS.length : accessLevelRank(accessLevel);
  return rank + (unreachable ? ACCESS_LEVELS.length + 1 : 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
