import * as z from 'zod/mini';
import { arnFields } from '../../aws/arn.js';
import {
  ARN_KINDS,
  arnProblems,
  IDENTIFIERS,
  identifierProblems,
  isAccountId,
  partitionProblems,
} from '../../aws/identifiers.js';
import { findPartition } from '../../aws/partition.js';
import type { LocatedProblem, Problem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { check, checkRelations, type Schema } from '../../core/schema.js';
import { withoutArticle } from '../../core/words.js';
import { SCOPE_OPTIONS, scopeKind, type Scope, type ScopeKind, type ScopeOption } from '../scope/options.js';
import { region } from './organization.js';

export const accountId = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, IDENTIFIERS.accountId))),
);

export const vpcId = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, IDENTIFIERS.vpcId))),
);

/** The name of a role or an instance profile, with its path. */
export const NAME_WITH_PATH = '^/?[\\w+=,.@/-]*[\\w+=,.@-]$';

export const roleNameOrArn = /* @__PURE__ */ lazy((): Schema<string> => nameOrArn('role'));
export const instanceProfileNameOrArn = /* @__PURE__ */ lazy((): Schema<string> => nameOrArn('instanceProfile'));

function nameOrArn(kind: 'role' | 'instanceProfile'): Schema<string> {
  return z.string().check(check((value) => nameOrArnProblems(value, kind)));
}

function nameOrArnProblems(value: string, kind: 'role' | 'instanceProfile'): Problem[] {
  const { what } = ARN_KINDS[kind];
  if (value === '') return [{ code: 'missing', message: `the ${withoutArticle(what)} is empty` }];
  if (value.startsWith('arn:')) return arnProblems(value, ARN_KINDS[kind]);
  if (RegExp(NAME_WITH_PATH).test(value)) return [];
  return [{ code: 'invalid_value', message: `${quote(value)} is neither the name nor the ARN of ${what}` }];
}

/** The schema of an option's value, by its kind. */
const schemas: { [Kind in ScopeKind]: () => Schema<unknown> } = {
  account: accountId,
  region,
  vpc: vpcId,
  roles: () => z.array(roleNameOrArn()),
  instanceProfiles: () => z.array(instanceProfileNameOrArn()),
  flag: () => z.boolean(),
};

/** The schema of each option's value, by the name of the option. */
export function scopeFields(): [option: ScopeOption, schema: Schema<unknown>][] {
  return SCOPE_OPTIONS.map((option) => [option, schemas[scopeKind(option)]()]);
}

export const scope = /* @__PURE__ */ lazy((): Schema<Scope> => {
  const shape = scopeFields().map(([option, schema]) => [option, option === 'accountId' ? schema : z.optional(schema)]);
  // The table of options ties each kind to the type of its value.
  return z
    .strictObject(Object.fromEntries(shape) as Record<string, Schema<unknown>>)
    .check(checkRelations(accountProblems)) as unknown as Schema<Scope>;
});

/** The options that list roles and instance profiles. */
function entriesOf(value: Readonly<Record<string, unknown>>): { path: [string, number]; entry: string }[] {
  const lists = SCOPE_OPTIONS.filter((option) => ['roles', 'instanceProfiles'].includes(scopeKind(option)));
  return lists.flatMap((option) => {
    const list: unknown = value[option];
    const entries: unknown[] = Array.isArray(list) ? list : [];
    return entries.flatMap((entry, index) =>
      typeof entry === 'string' ? [{ path: [option, index] satisfies [string, number], entry }] : [],
    );
  });
}

/** Roles that are passed, and instance profiles, are in the account that the policy is for. */
function accountProblems(value: Readonly<Record<string, unknown>>): LocatedProblem[] {
  const own = value['accountId'];
  if (typeof own !== 'string' || !isAccountId(own)) return [];
  return entriesOf(value).flatMap(({ path, entry }) => {
    const [arn, , , , account] = arnFields(entry);
    if (arn !== 'arn' || account === own) return [];
    const message = `${quote(entry)} is in the account ${quote(account)}; expected ${quote(own)}`;
    return [{ code: 'invalid_value' as const, path, message }];
  });
}

/** ARNs and the Region of a scope, which can be any value, must be in the partition of the roles. */
export function scopePartitionProblems(value: unknown, roleRegion: unknown): LocatedProblem[] {
  const partition = findPartition(roleRegion);
  if (typeof value !== 'object' || value === null || partition === undefined) return [];
  const raw = value as Readonly<Record<string, unknown>>;
  const arns = entriesOf(raw).flatMap(({ path, entry }) =>
    partitionProblems(entry, partition).map((problem) => ({ ...problem, path: ['scope', ...path] })),
  );
  const other = findPartition(raw['region']);
  if (other === undefined || other === partition) return arns;
  const given = quote(raw['region']);
  const message = `the Region ${given} is in the ${quote(other)} partition; expected ${quote(partition)}`;
  return [...arns, { code: 'wrong_partition', path: ['scope', 'region'], message }];
}
