import { arnFields } from '../../aws/arn.js';
import { accountIdProblems, ARN_KINDS, arnProblems, partitionProblems, vpcIdProblems } from '../../aws/identifiers.js';
import { findPartition, type Partition } from '../../aws/partition.js';
import { type Issue, type Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { flag, lazy, list, object, optional, text } from '../../core/schema.js';
import type { Scope } from '../scope/narrow.js';
import { regionText } from './common.js';

/* What `scope` takes. */

export const accountIdText = /* @__PURE__ */ lazy(() => text(accountIdProblems));

export const scopeObject = /* @__PURE__ */ lazy(() =>
  object<Scope>(
    {
      accountId: accountIdText(),
      region: optional(regionText()),
      vpcId: optional(text(vpcIdProblems)),
      passRoles: optional(list(text((role) => arnOrNameProblems(role, 'role')))),
      instanceProfiles: optional(list(text((profile) => arnOrNameProblems(profile, 'instanceProfile')))),
      tagOnCreateOnly: optional(flag()),
      namedAddressesOnly: optional(flag()),
      withoutPolicyReads: optional(flag()),
      withoutBucketAdministration: optional(flag()),
    },
    otherAccounts,
  ),
);

function arnOrNameProblems(entry: string, kind: 'role' | 'instanceProfile'): Problem[] {
  if (entry.startsWith('arn:')) return arnProblems(entry, ARN_KINDS[kind]);
  if (/^\/?[\w+=,.@/-]*[\w+=,.@-]$/.test(entry)) return [];
  const message = `${quote(entry)} is neither the name nor the ARN of a ${ARN_KINDS[kind].what}`;
  return [{ code: entry === '' ? 'missing' : 'invalid_value', message }];
}

const LISTS_OF_ARNS = ['passRoles', 'instanceProfiles'] as const;

/** Roles that are passed, and instance profiles, lie in the account that the policy is for. */
function otherAccounts(scope: Scope): (Problem & { path: (string | number)[] })[] {
  return LISTS_OF_ARNS.flatMap((name) =>
    (scope[name] ?? []).flatMap((entry, index) => {
      const [arn, , , , account] = arnFields(entry);
      if (arn !== 'arn' || account === scope.accountId) return [];
      const message = `${quote(entry)} lies in the account ${quote(account)}, not in ${quote(scope.accountId)}`;
      return [{ code: 'invalid_value' as const, path: [name, index], message }];
    }),
  );
}

export function partitionIn(region: unknown): Partition | undefined {
  return typeof region === 'string' ? findPartition(region) : undefined;
}

/** ARNs and the Region of a scope, which may be anything at all, have to lie in the partition of the roles. */
export function scopeIssues(scope: unknown, region: unknown): Issue[] {
  const partition = partitionIn(region);
  if (typeof scope !== 'object' || scope === null || partition === undefined) return [];
  const raw = scope as Readonly<Record<string, unknown>>;
  const arns = LISTS_OF_ARNS.flatMap((name) => {
    const entries: unknown[] = Array.isArray(raw[name]) ? raw[name] : [];
    return entries.flatMap((entry, index) => {
      const problems = typeof entry === 'string' ? partitionProblems(entry, partition) : [];
      return problems.map((problem) => ({ ...problem, path: ['scope', name, index] }));
    });
  });
  const other = partitionIn(raw['region']);
  if (other === undefined || other === partition) return arns;
  const message = `the region ${quote(raw['region'])} lies in the partition ${quote(other)}, not in ${quote(partition)}`;
  return [...arns, { code: 'wrong_partition', path: ['scope', 'region'], message }];
}
