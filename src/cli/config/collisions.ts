import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { AccountEntry } from './account-entry.js';

/**
 * Entries of one account whose roles would have the same names, or that are for the same organization and Region and so
 * for the same bucket. Names are unique in an account, whatever the Region, the path and the letter case.
 *
 * Source: IAM User Guide, "IAM identifiers".
 */
export function collisionProblems(entries: readonly AccountEntry[]): LocatedProblem[] {
  const seen = new Map<string, AccountEntry>();
  return entries.flatMap((entry) => {
    const { accountId, region, parameters, roles, path } = entry;
    const bucket = JSON.stringify([accountId, region, parameters.orgId]);
    const sameBucket = seen.get(bucket);
    seen.set(bucket, entry);
    if (sameBucket !== undefined) {
      const message = `the Region ${quote(region)} appears twice for one organization`;
      return [{ code: 'conflicting_elements' as const, path, message }];
    }
    const problems = roles.flatMap(({ name }): LocatedProblem[] => {
      const key = JSON.stringify([accountId, name.toLowerCase()]);
      const other = seen.get(key);
      seen.set(key, entry);
      return other === undefined ? [] : [sameName(name, entry, other)];
    });
    return problems.slice(0, 1);
  });
}

function sameName(name: string, { region, path }: AccountEntry, other: AccountEntry): LocatedProblem {
  const where = other.region === region ? 'another organization' : quote(other.region);
  return {
    code: 'conflicting_elements',
    path: [...path],
    message: `the role ${quote(name)} for ${quote(region)} has the name of a role for ${where}`,
    hint: `role names are unique in an account, in all Regions together: set \`nameSuffix: -${region}\``,
  };
}
