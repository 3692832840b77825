import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { latestOf, type PolicySource, type Snapshot } from './managed-policies.js';

/** What a new version of each snapshot grants or no longer grants, by the names of actions. */
export function describeChanges(
  source: PolicySource,
  held: Readonly<Record<string, Snapshot>> = MANAGED_POLICY_SNAPSHOTS,
): string[] {
  return Object.entries(held).flatMap(([name, before]) => {
    const after = latestOf(name, source);
    if (before.version === after.version && JSON.stringify(before) === JSON.stringify(after)) return [];
    const [old, now] = [actionsOf(before.document), actionsOf(after.document)];
    return [
      `${name}: ${before.version} (${before.date}) -> ${after.version} (${after.date})`,
      ...now.filter((action) => !old.includes(action)).map((action) => `  + ${action}`),
      ...old.filter((action) => !now.includes(action)).map((action) => `  - ${action}`),
    ];
  });
}

function actionsOf(document: unknown): string[] {
  const { Statement } = document as { Statement: { Action?: string | string[] }[] };
  return [...new Set([Statement].flat().flatMap(({ Action = [] }) => Action))].toSorted();
}

/** The lines of two texts that differ, as a diff shows them, without those that are the same. */
export function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return alignLines(old.slice(start, old.length - end), now.slice(start, now.length - end));
}

/** By the longest common subsequence. */
function alignLines(old: readonly string[], now: readonly string[]): string[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const common = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const best = old[i] === now[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
      lengths[i]?.fill(best, j, j + 1);
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      i += 1;
      j += 1;
    } else if (j === now.length || (i < old.length && common(i + 1, j) >= common(i, j + 1))) {
      lines.push(`- ${old[i]}`);
      i += 1;
    } else {
      lines.push(`+ ${now[j]}`);
      j += 1;
    }
  }
  return lines;
}
