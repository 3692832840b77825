import {
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
} from '../../aws/identifiers.js';
import { type Issue, type Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import {
  flag,
  validate,
  lazy,
  list,
  number,
  object,
  oneOrMany,
  optional,
  record,
  text,
  type Result,
} from '../../core/schema.js';
import { ROLE_NAMES, type Features } from '../catalogue/names.js';
import type { Scope } from '../scope/narrow.js';
import {
  dedicatedBucketProblems,
  featuresObject,
  orgIdText,
  regionText,
  type OrganizationParameters,
} from './common.js';
import { grantList, grantPartitionProblems, notEmpty, type DataAccessGrant } from './data-access.js';
import { accountIdText, partitionIn, scopeIssues, scopeObject } from './scope.js';

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

const externalIds = /* @__PURE__ */ lazy(() =>
  oneOrMany(text(externalIdProblems), list(text(externalIdProblems), notEmpty('external ids'))),
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
  object<TrustParameters & { region: string }>({
    region: regionText(),
    trustedAccountId: accountIdText(),
    externalId: externalIds(),
  }),
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
export function checkRoleParameters(value: unknown): Result<RoleParameters> {
  return withRelations(validate(roleObject, value), value, relationIssues);
}

export function checkManagementParameters(value: unknown): Result<ManagementParameters> {
  return withRelations(validate(managementObject, value), value, ({ region, scope }) =>
    scopeIssues(scope, region ?? 'us-east-1'),
  );
}

export function checkUpsolverOptions(value: unknown, region: unknown): Result<UpsolverPolicyOptions> {
  return withRelations(validate(upsolverOptions, value, 'options'), value, ({ scope }) =>
    scopeIssues(scope, region).map((issue) => ({ ...issue, path: ['options', ...issue.path] })),
  );
}

export const checkTrust = (value: unknown): Result<TrustParameters & { region: string }> =>
  validate(trustObject, value);
export const checkServiceTrust = (value: unknown): Result<{ region: string }> => validate(serviceTrustObject, value);
export const checkServerOptions = (value: unknown): Result<ServerPolicyOptions> =>
  validate(serverOptions, value, 'options');

/** Parameters that may be anything at all. */
type Raw = Readonly<Record<string, unknown>>;

function withRelations<Value>(checked: Result<Value>, value: unknown, relations: (raw: Raw) => Issue[]): Result<Value> {
  if (typeof value !== 'object' || value === null) return checked;
  const issues = [...checked.issues, ...relations(value as Raw)];
  return issues.length === 0 ? checked : { value: undefined, issues };
}

function relationIssues(raw: Raw): Issue[] {
  const { orgId, region, permissionsBoundaryArn, dataAccess, scope } = raw;
  const partition = partitionIn(region);
  if (partition === undefined) return nameLengthIssues(raw);
  const bucket = typeof orgId === 'string' ? dedicatedBucketProblems({ orgId, region: region as string }) : [];
  const boundary =
    typeof permissionsBoundaryArn === 'string' ? partitionProblems(permissionsBoundaryArn, partition) : [];
  const grants = Array.isArray(dataAccess) ? grantPartitionProblems(dataAccess as DataAccessGrant[], partition) : [];
  return [
    ...bucket,
    ...boundary.map((problem) => ({ ...problem, path: ['permissionsBoundaryArn'] })),
    ...grants.map((problem) => ({ ...problem, path: ['dataAccess', ...problem.path] })),
    ...scopeIssues(scope, region),
    ...nameLengthIssues(raw),
  ];
}

function tagsProblems(tags: [key: string, value: string][]): (Problem & { path: string[] })[] {
  const seen = new Set<string>();
  const problems = tags.flatMap(([key, value]) => {
    const found = tagProblems(key, value);
    // Keys of a role's tags are the same in any letter case. Source: IAM User Guide, "Tags for IAM resources".
    const message = `the tag key ${quote(key)} is there in another letter case, too`;
    if (seen.has(key.toLowerCase())) found.push({ code: 'duplicate_key', message });
    seen.add(key.toLowerCase());
    return found.map((problem) => ({ ...problem, path: [key] }));
  });
  if (tags.length <= MAX_TAGS) return problems;
  const message = `${tags.length} tags are ${tags.length - MAX_TAGS} too many`;
  return [...problems, { code: 'over_quota', path: [], message, hint: `a role takes ${MAX_TAGS}` }];
}

/** Every role's name, in either mode: parameters that suit one mode should suit the other. */
function nameLengthIssues({ namePrefix = '', nameSuffix = '' }: Raw): Issue[] {
  if (typeof namePrefix !== 'string' || typeof nameSuffix !== 'string') return [];
  const longest = Math.max(...ROLE_NAMES.map(({ length }) => length));
  const length = namePrefix.length + longest + nameSuffix.length;
  if (length <= MAX_ROLE_NAME_LENGTH) return [];
  const path = [namePrefix.length >= nameSuffix.length ? 'namePrefix' : 'nameSuffix'];
  const message = `names of roles would have ${length} characters`;
  const left = MAX_ROLE_NAME_LENGTH - longest;
  const hint = `AWS takes ${MAX_ROLE_NAME_LENGTH}, which leaves ${left} for prefix and suffix together`;
  return [{ code: 'too_long', path, message, hint }];
}
