import * as z from 'zod/mini';
import {
  ARN_KINDS,
  arnProblems,
  IDENTIFIERS,
  identifierProblems,
  MAX_TAGS,
  partitionProblems,
  pathProblems,
  sessionProblems,
  tagProblems,
} from '../../aws/identifiers.js';
import { findPartition } from '../../aws/partition.js';
import { notAString, type LocatedProblem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { check, checkAll, checkRelations, wrongType, type Result, type Schema } from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import type { Features } from '../catalogue/features.js';
import { ROLE_NAMES } from '../catalogue/names.js';
import type { Scope } from '../scope/options.js';
import { athena, athenaConflicts, type AthenaParameters } from './athena.js';
import { emptyProblems, featureFlags } from './common.js';
import { dataAccessList, grantPartitionProblems, type DataAccessGrant } from './data-access.js';
import { bucketNameProblems, orgId, region, type OrganizationParameters } from './organization.js';
import { accountId, scope, scopePartitionProblems } from './scope.js';
import { standardSchema, validate } from './vocabulary.js';

/** Who may assume the roles that Upsolver itself uses. Neither has a default: a wrong one would trust a stranger. */
export type TrustParameters = {
  /** The AWS account that is trusted, 12 digits: Upsolver's. */
  readonly trustedAccountId: string;
  /** The external ID that Upsolver sends, or several; unique to this customer. */
  readonly externalId: string | readonly string[];
};

/** What deployable roles are built from. */
export type RoleParameters = OrganizationParameters &
  TrustParameters & {
    /** Optional features, all on by default. Set one to `false` to omit it. */
    readonly features?: Features | undefined;
    /** The data that Upsolver's servers read and write. */
    readonly dataAccess?: readonly DataAccessGrant[] | undefined;
    /** Which databases are used through Athena; if omitted, the managed policy AmazonAthenaFullAccess grants all. */
    readonly athena?: AthenaParameters | undefined;
    /** How far the policies are narrowed; not at all if omitted. */
    readonly scope?: Scope | undefined;
    /** The ARN of a permissions boundary: a policy that sets the maximum permissions of the roles. */
    readonly permissionsBoundaryArn?: string | undefined;
    /** The path of the roles and the instance profile; `/` if omitted. */
    readonly path?: string | undefined;
    /** Prefix of the names of the roles and the instance profile. */
    readonly namePrefix?: string | undefined;
    /** Suffix of the names of the roles and the instance profile. */
    readonly nameSuffix?: string | undefined;
    /** Tags of the roles and the instance profile. */
    readonly tags?: Readonly<Record<string, string>> | undefined;
    /** The maximum session duration in seconds: 3,600 to 43,200; 3,600 if omitted. */
    readonly maxSessionDuration?: number | undefined;
  };

export const externalId = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, IDENTIFIERS.externalId))),
);

export const externalIds = /* @__PURE__ */ lazy((): Schema<readonly string[]> =>
  z.array(externalId()).check(check(emptyProblems('external IDs'))),
);

export const permissionsBoundaryArn = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => arnProblems(value, ARN_KINDS.policy))),
);

export const path = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(pathProblems)));

export const namePrefix = /* @__PURE__ */ lazy((): Schema<string> => affix('a name prefix'));
export const nameSuffix = /* @__PURE__ */ lazy((): Schema<string> => affix('a name suffix'));

/** A part of a role's name may be empty. How long the whole is depends on both parts. */
function affix(what: string): Schema<string> {
  const identifier = { ...IDENTIFIERS.roleName, min: 0, max: Infinity };
  return z.string().check(check((value) => identifierProblems(value, identifier, what)));
}

export const maxSessionDuration = /* @__PURE__ */ lazy((): Schema<number> => z.number().check(check(sessionProblems)));

/** Not a record of zod's: that one silently drops the key `__proto__`. */
export const tags = /* @__PURE__ */ lazy(
  () => z.unknown().check(checkAll(tagsProblems)) as Schema<unknown> as Schema<Readonly<Record<string, string>>>,
);

const trust = { trustedAccountId: accountId, externalId: () => z.union([externalId(), externalIds()]) };

/** The schema of each parameter of `buildRoles`, by its name. */
export const roleFields = /* @__PURE__ */ lazy(() => ({
  orgId: orgId(),
  region: region(),
  trustedAccountId: trust.trustedAccountId(),
  externalId: trust.externalId(),
  features: z.optional(featureFlags()),
  dataAccess: z.optional(dataAccessList()),
  athena: z.optional(athena()),
  scope: z.optional(scope()),
  permissionsBoundaryArn: z.optional(permissionsBoundaryArn()),
  path: z.optional(path()),
  namePrefix: z.optional(namePrefix()),
  nameSuffix: z.optional(nameSuffix()),
  tags: z.optional(tags()),
  maxSessionDuration: z.optional(maxSessionDuration()),
}));

export const roleParameters = /* @__PURE__ */ lazy((): Schema<RoleParameters> =>
  z.strictObject(roleFields()).check(checkRelations(relationProblems)),
);

const accountTrust = /* @__PURE__ */ lazy((): Schema<TrustParameters & { readonly region: string }> =>
  z.strictObject({
    region: region(),
    trustedAccountId: trust.trustedAccountId(),
    externalId: trust.externalId(),
  }),
);
const serviceTrust = /* @__PURE__ */ lazy((): Schema<{ readonly region: string }> =>
  z.strictObject({ region: region() }),
);

/**
 * Validates the parameters of `buildRoles`, a whole request body: paths of issues are names of form fields.
 * Standard Schema version 1.
 */
export const roleParametersSchema: StandardSchema<RoleParameters> = /* @__PURE__ */ standardSchema(roleParameters);

export const validateRoleParameters = (value: unknown): Result<RoleParameters> => validate(roleParameters, value);

export const validateTrust = (value: unknown): Result<TrustParameters & { readonly region: string }> =>
  validate(accountTrust, value);

export const validateServiceTrust = (value: unknown): Result<{ readonly region: string }> =>
  validate(serviceTrust, value);

/** Parameters that can have any value. */
type Raw = Readonly<Record<string, unknown>>;

/** What concerns several parameters. It is checked even if one of them is invalid. */
function relationProblems(raw: Raw): LocatedProblem[] {
  const { permissionsBoundaryArn: boundaryArn, dataAccess: grants } = raw;
  const partition = findPartition(raw['region']);
  if (partition === undefined) return [...athenaConflicts(raw), ...nameLengthProblems(raw)];
  const boundary = typeof boundaryArn === 'string' ? partitionProblems(boundaryArn, partition) : [];
  const data = Array.isArray(grants) ? grantPartitionProblems(grants, partition) : [];
  return [
    ...bucketNameProblems(raw),
    ...boundary.map((problem) => ({ ...problem, path: ['permissionsBoundaryArn'] })),
    ...data.map((problem) => ({ ...problem, path: ['dataAccess', ...problem.path] })),
    ...scopePartitionProblems(raw['scope'], raw['region']),
    ...athenaConflicts(raw),
    ...nameLengthProblems(raw),
  ];
}

function tagsProblems(value: unknown): LocatedProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ ...wrongType('tags', 'object', value), path: [] }];
  }
  const seen = new Set<string>();
  const entries: [string, unknown][] = Object.entries(value);
  // Far more tags than a role can have are not looked at one by one.
  const problems: LocatedProblem[] = entries.slice(0, 20 * MAX_TAGS).flatMap(([key, tag]) => {
    if (typeof tag !== 'string') return [{ ...notAString(`value of ${quote(key)}`, tag), path: [key] }];
    const found = tagProblems(key, tag);
    // Source: IAM User Guide, "Tags for IAM resources".
    if (seen.has(key.toLowerCase())) {
      found.push({ code: 'duplicate_key', message: `tag keys are case-insensitive: ${quote(key)} is a duplicate` });
    }
    seen.add(key.toLowerCase());
    return found.map((problem) => ({ ...problem, path: [key] }));
  });
  if (entries.length <= MAX_TAGS) return problems;
  const message = `${entries.length} tags exceed the limit of ${MAX_TAGS}`;
  return [...problems, { code: 'over_quota', path: [], message }];
}

/** How many characters prefix and suffix of a role's name can have together, whatever the role. */
export function maxAffixLength(): number {
  return IDENTIFIERS.roleName.max - Math.max(...ROLE_NAMES.map(({ length }) => length));
}

/** Every role's name, in either mode: parameters that suit one mode should suit the other. */
export function nameLengthProblems({ namePrefix: before = '', nameSuffix: after = '' }: Raw): LocatedProblem[] {
  if (typeof before !== 'string' || typeof after !== 'string') return [];
  const length = before.length + after.length;
  const left = maxAffixLength();
  if (length <= left) return [];
  const { max } = IDENTIFIERS.roleName;
  const message = `role names must have at most ${max} characters, not ${length + max - left}`;
  const hint = `prefix and suffix can have ${left} characters in total`;
  return [{ code: 'too_long', path: [before.length >= after.length ? 'namePrefix' : 'nameSuffix'], message, hint }];
}
