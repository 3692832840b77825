import { arnFields } from '../iam/arn.js';
import { quote, type Issue, type Problem } from '../iam/issue.js';
import {
  accountIdProblems,
  ARN_KINDS,
  arnProblems,
  externalIdProblems,
  MAX_ROLE_NAME_LENGTH,
  MAX_TAGS,
  nameProblems,
  partitionProblems,
  pathProblems,
  sessionProblems,
  tagProblems,
  vpcIdProblems,
} from '../iam/names.js';
import { findPartition, type Partition } from '../iam/partition.js';
import { grantList, grantPartitionProblems, notEmpty, type DataAccessGrant } from './grant-input.js';
import { bucketProblems, featuresObject, orgIdText, regionText, type OrganizationParameters } from './input.js';
import { ROLE_NAMES, type Features } from './names.js';
import {
  flag,
  judge,
  lazy,
  list,
  number,
  object,
  oneOrMany,
  optional,
  record,
  text,
  type Checked,
} from './schema.js';
import type { Scope } from './scope.js';

/* What the builders of roles, trust policies and scoped policies take. */

/** Who may assume the roles that Upsolver itself uses. Neither has a default: a wrong one would let a stranger in. */
export type TrustParameters = {
  /** The AWS account that is trusted, 12 digits: Upsolver's. */
  trustedAccountId: string;
  /** The external id, or several, that Upsolver sends; it belongs to this customer alone. */
  externalId: string | string[];
};

/** What deployable roles are made from. */
export type RoleParameters = OrganizationParameters &
  TrustParameters & {
    /** What the set-up wizard lets one leave out; all is wanted, unless it says `false`. */
    features?: Features | undefined;
    /** The data that Upsolver's servers read and write. */
    dataAccess?: DataAccessGrant[] | undefined;
    /** How far the policies are narrowed; not at all, if it is left out. */
    scope?: Scope | undefined;
    /** A policy that limits what the roles can ever do. */
    permissionsBoundaryArn?: string | undefined;
    /** Path of roles and instance profile; `/` if left out. */
    path?: string | undefined;
    /** Put in front of the names of roles and instance profile. */
    namePrefix?: string | undefined;
    /** Put behind them. */
    nameSuffix?: string | undefined;
    /** Tags of roles and instance profile. */
    tags?: Record<string, string> | undefined;
    /** Longest session, in seconds: 3,600 to 43,200; 3,600 if left out. */
    maxSessionDuration?: number | undefined;
  };

/** Where UpsolverManagementRole is made, and how far it is narrowed. */
export type ManagementParameters = {
  /** An AWS Region; only its partition matters. The partition `aws` if left out. */
  region?: string | undefined;
  /** How far the policy is narrowed; not at all, if it is left out. */
  scope?: Scope | undefined;
};

/** What a policy of the servers can leave out. */
export type ServerPolicyOptions = {
  features?: Features | undefined;
  /** The dedicated bucket is used, but neither its policy nor its settings are changed. */
  withoutBucketAdministration?: boolean | undefined;
};

/** What the policy of UpsolverRole can leave out, and how far it is narrowed. */
export type UpsolverPolicyOptions = {
  features?: Features | undefined;
  scope?: Scope | undefined;
};

const accountIdText = /* @__PURE__ */ lazy(() => text(accountIdProblems));
const externalIds = /* @__PURE__ */ lazy(() =>
  oneOrMany(text(externalIdProblems), list(text(externalIdProblems), notEmpty('external ids'))),
);

const scopeObject = /* @__PURE__ */ lazy(() =>
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

export const tagRecord = /* @__PURE__ */ lazy(() => record(tagsProblems));

const roleObject = /* @__PURE__ */ lazy(() =>
  object<RoleParameters>({
    orgId: orgIdText(),
    region: regionText(),
    trustedAccountId: accountIdText(),
    externalId: externalIds(),
    features: optional(featuresObject()),
    dataAccess: optional(grantList()),
    scope: optional(scopeObject()),
    permissionsBoundaryArn: optional(text((arn) => arnProblems(arn, ARN_KINDS.policy))),
    path: optional(text(pathProblems)),
    namePrefix: optional(text((name) => nameProblems('name prefix', name))),
    nameSuffix: optional(text((name) => nameProblems('name suffix', name))),
    tags: optional(tagRecord()),
    maxSessionDuration: optional(number(sessionProblems)),
  }),
);

const trustObject = /* @__PURE__ */ lazy(() =>
  object<TrustParameters & { region: string }>({ region: regionText(), trustedAccountId: accountIdText(), externalId: externalIds() }),
);
const serviceTrustObject = /* @__PURE__ */ lazy(() => object<{ region: string }>({ region: regionText() }));
const managementObject = /* @__PURE__ */ lazy(() =>
  object<ManagementParameters>({ region: optional(regionText()), scope: optional(scopeObject()) }),
);
const serverOptions = /* @__PURE__ */ lazy(() =>
  object<ServerPolicyOptions>({ features: optional(featuresObject()), withoutBucketAdministration: optional(flag()) }),
);

const upsolverOptions = /* @__PURE__ */ lazy(() =>
  object<UpsolverPolicyOptions>({ features: optional(featuresObject()), scope: optional(scopeObject()) }),
);

/** The parameters of roles. What concerns several of them is judged even where one of them has problems. */
export function checkRoleParameters(value: unknown): Checked<RoleParameters> {
  return withRelations(judge(roleObject, value), value, relationIssues);
}

export function checkManagementParameters(value: unknown): Checked<ManagementParameters> {
  return withRelations(judge(managementObject, value), value, ({ region, scope }) => scopeIssues(scope, region ?? 'us-east-1'));
}

export function checkUpsolverOptions(value: unknown, region: unknown): Checked<UpsolverPolicyOptions> {
  return withRelations(judge(upsolverOptions, value, 'options'), value, ({ scope }) =>
    scopeIssues(scope, region).map((issue) => ({ ...issue, path: ['options', ...issue.path] })),
  );
}

export const checkTrust = (value: unknown): Checked<TrustParameters & { region: string }> => judge(trustObject, value);
export const checkServiceTrust = (value: unknown): Checked<{ region: string }> => judge(serviceTrustObject, value);
export const checkServerOptions = (value: unknown): Checked<ServerPolicyOptions> => judge(serverOptions, value, 'options');

/** Parameters that may be anything at all. */
type Raw = Readonly<Record<string, unknown>>;

function withRelations<Value>(checked: Checked<Value>, value: unknown, relations: (raw: Raw) => Issue[]): Checked<Value> {
  if (typeof value !== 'object' || value === null) return checked;
  const issues = [...checked.issues, ...relations(value as Raw)];
  return issues.length === 0 ? checked : { value: undefined, issues };
}

function relationIssues(raw: Raw): Issue[] {
  const { orgId, region, permissionsBoundaryArn, dataAccess, scope } = raw;
  const partition = partitionIn(region);
  const issues: Issue[] = [];
  if (typeof orgId === 'string' && typeof region === 'string') issues.push(...bucketProblems({ orgId, region }));
  if (partition !== undefined) {
    if (typeof permissionsBoundaryArn === 'string') {
      issues.push(...partitionProblems(permissionsBoundaryArn, partition).map((problem) => ({ ...problem, path: ['permissionsBoundaryArn'] })));
    }
    if (Array.isArray(dataAccess)) {
      const problems = grantPartitionProblems(dataAccess as DataAccessGrant[], partition);
      issues.push(...problems.map((problem) => ({ ...problem, path: ['dataAccess', ...problem.path] })));
    }
    issues.push(...scopeIssues(scope, region));
  }
  return [...issues, ...nameLengthIssues(raw)];
}

function partitionIn(region: unknown): Partition | undefined {
  return typeof region === 'string' ? findPartition(region) : undefined;
}

/** ARNs and the Region of a scope have to lie in the partition of the roles. */
function scopeIssues(scope: unknown, region: unknown): Issue[] {
  const partition = partitionIn(region);
  if (typeof scope !== 'object' || scope === null || partition === undefined) return [];
  const raw = scope as Raw;
  const arns = (['passRoles', 'instanceProfiles'] as const).flatMap((name) => {
    const entries = Array.isArray(raw[name]) ? raw[name] : [];
    return entries.flatMap((entry: unknown, index) =>
      typeof entry === 'string' ? partitionProblems(entry, partition).map((problem) => ({ ...problem, path: ['scope', name, index] })) : [],
    );
  });
  const other = partitionIn(raw['region']);
  if (other === undefined || other === partition) return arns;
  return [
    ...arns,
    { code: 'wrong_partition', path: ['scope', 'region'], message: `the region ${quote(raw['region'])} lies in the partition ${quote(other)}, not in ${quote(partition)}` },
  ];
}

/** Roles that are passed, and instance profiles, lie in the account that the policy is for. */
function otherAccounts(scope: Scope): (Problem & { path: (string | number)[] })[] {
  return (['passRoles', 'instanceProfiles'] as const).flatMap((name) =>
    (scope[name] ?? []).flatMap((entry, index) => {
      const [arn, , , , account] = arnFields(entry);
      if (arn !== 'arn' || account === scope.accountId) return [];
      return [{ code: 'wrong_partition' as const, path: [name, index], message: `${quote(entry)} lies in the account ${quote(account)}, not in ${quote(scope.accountId)}` }];
    }),
  );
}

function arnOrNameProblems(entry: string, kind: 'role' | 'instanceProfile'): Problem[] {
  if (entry.startsWith('arn:')) return arnProblems(entry, ARN_KINDS[kind]);
  if (/^\/?[\w+=,.@/-]*[\w+=,.@-]$/.test(entry)) return [];
  return [{ code: entry === '' ? 'missing' : 'invalid_value', message: `${quote(entry)} is neither the name nor the ARN of a ${ARN_KINDS[kind].what}` }];
}

function tagsProblems(tags: [key: string, value: string][]): (Problem & { path: string[] })[] {
  const seen = new Set<string>();
  const problems = tags.flatMap(([key, value]) => {
    const found = tagProblems(key, value);
    // Keys of a role's tags are the same in any letter case. Source: IAM User Guide, "Tags for IAM resources".
    if (seen.has(key.toLowerCase())) found.push({ code: 'duplicate_key', message: `the tag key ${quote(key)} is there in another letter case, too` });
    seen.add(key.toLowerCase());
    return found.map((problem) => ({ ...problem, path: [key] }));
  });
  if (tags.length <= MAX_TAGS) return problems;
  return [...problems, { code: 'over_quota', path: [], message: `${tags.length} tags are ${tags.length - MAX_TAGS} too many`, hint: `a role takes ${MAX_TAGS}` }];
}

/** Every role's name, in either mode: parameters that suit one mode should suit the other. */
function nameLengthIssues({ namePrefix = '', nameSuffix = '' }: Raw): Issue[] {
  if (typeof namePrefix !== 'string' || typeof nameSuffix !== 'string') return [];
  const longest = Math.max(...ROLE_NAMES.map(({ length }) => length));
  const length = namePrefix.length + longest + nameSuffix.length;
  if (length <= MAX_ROLE_NAME_LENGTH) return [];
  const path = [namePrefix.length >= nameSuffix.length ? 'namePrefix' : 'nameSuffix'];
  return [{ code: 'too_long', path, message: `names of roles would have ${length} characters`, hint: `AWS takes ${MAX_ROLE_NAME_LENGTH}, which leaves ${MAX_ROLE_NAME_LENGTH - longest} for prefix and suffix together` }];
}
