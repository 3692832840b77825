import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { RawRole } from './raw.js';
import { jsonText } from './shape.js';

/** What is kept of an account: the roles with an expected name, and roles that could be them under another name. */
export type AccountState = {
  /** By role name. A role may appear several times in the input. */
  matched: Map<string, RawRole[]>;
  candidates: RawRole[];
  /** The role in each expected instance profile, by the name of the profile. */
  roleByInstanceProfile: Map<string, string>;
};

/** Sorts roles by account. Roles that cannot be an expected one are dropped. */
/** @param detach Makes a role independent of the text that it was read from. */
export function createAccounts(
  expected: readonly DeployableRole[],
  detach: (role: RawRole) => RawRole,
): {
  add: (role: RawRole) => void;
  states: () => [accountId: string, state: AccountState][];
  /** Forgets an account. Returns what was kept of it. */
  take: (accountId: string) => AccountState | undefined;
} {
  const names = new Set(expected.map(({ name }) => name));
  const profiles = new Set(expected.flatMap(({ instanceProfile }) => instanceProfile?.name ?? []));
  const tags = expected.flatMap((role) => role.tags);
  const accounts = new Map<string, AccountState>();

  const isCandidate = (role: RawRole): boolean =>
    mentionsUpsolver(role) ||
    role.tags.some(({ key, value }) => tags.some((tag) => tag.key === key && tag.value === value));

  return {
    add(role) {
      const state: AccountState = accounts.get(role.accountId) ?? {
        matched: new Map(),
        candidates: [],
        roleByInstanceProfile: new Map(),
      };
      accounts.set(role.accountId, state);
      if (names.has(role.name)) addTo(state.matched, detach(role));
      else if (isCandidate(role)) state.candidates.push(detach(role));
      for (const profile of role.instanceProfiles ?? [])
        if (profiles.has(profile)) state.roleByInstanceProfile.set(profile, role.name);
    },
    states: () => [...accounts].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    take(accountId) {
      const state = accounts.get(accountId);
      accounts.delete(accountId);
      return state;
    },
  };
}

function addTo(matched: Map<string, RawRole[]>, role: RawRole): void {
  const same = matched.get(role.name);
  if (same === undefined) matched.set(role.name, [role]);
  else same.push(role);
}

/** The tag conditions, bucket and stream of Upsolver's policies all contain the word. */
function mentionsUpsolver({ name, inlinePolicies, managedPolicies, origin }: RawRole): boolean {
  const raw = origin.source?.text;
  // Without escapes, what its values mention is also in the text.
  if (raw !== undefined && !/upsolver/i.test(raw) && !raw.includes(String.raw`\u`)) return false;
  const texts = [
    name,
    ...managedPolicies.map((policy) => policy.name),
    ...inlinePolicies.map(({ document }) => jsonText(document)),
  ];
  return texts.some((text) => /upsolver/i.test(text));
}
