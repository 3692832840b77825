import type { ComparedAction, ReviewPermission, ReviewReason } from '../types.js';

/** Permissions with the same purpose and source. */
export type ReasonGroup = { reason: ReviewReason | undefined; permissions: ReviewPermission[] };

/** Permissions by purpose and source, in the order in which the purposes first occur. */
export function groupByReason(permissions: readonly ReviewPermission[]): ReasonGroup[] {
  return groupBy(permissions, ({ reason }) => reason ?? null).map((group) => ({
    reason: group[0].reason,
    permissions: group,
  }));
}

/** Permissions for the same, which several statements grant under different conditions. */
export function groupSame(permissions: readonly ReviewPermission[]): [ReviewPermission, ...ReviewPermission[]][] {
  return groupBy(permissions, ({ action, exceptActions, exceptResources }) => [action, exceptActions, exceptResources]);
}

/** Actions that the options change in the same way; one that allows something new is alone. */
export function groupChanges(actions: readonly ComparedAction[]): [ComparedAction, ...ComparedAction[]][] {
  return groupBy(actions, ({ action, lost: _lost, gained, ...change }) => (gained === undefined ? change : action));
}

function groupBy<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => unknown): [Entry, ...Entry[]][] {
  const groups = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of entries) {
    const key = JSON.stringify(keyOf(entry));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
