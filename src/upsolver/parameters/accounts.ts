import * as z from 'zod/mini';
import type { LocatedProblem, Problem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { check, checkAll, checkRelations, wrongType, type Result, type Schema } from '../../core/schema.js';
import { FEATURES } from '../catalogue/features.js';
import { ROLE_NAMES, type IntegrationMode, type RoleName } from '../catalogue/names.js';
import { SCOPE_OPTIONS, type Scope, type ScopeOption } from '../scope/options.js';
import { athenaFields, athenaOptions, type AthenaOptions } from './athena.js';
import { emptyProblems, integrationMode } from './common.js';
import { GUARDRAIL_SETTINGS, guardrailSettings, type GuardrailSettings } from './guardrails.js';
import { region } from './organization.js';
import { roleFields, type RoleParameters } from './role.js';
import { accountId, NAME_WITH_PATH, scopeFields, vpcId } from './scope.js';
import { validate } from './vocabulary.js';

/** Options of `scope` by name, with values that follow from the account: `all`, one option, or a list. */
export type ScopeSelection = 'all' | ScopeOption | readonly ScopeOption[];

/** Options of `scope` with their values. The account is filled in. */
export type ScopeSettings = { readonly [Option in keyof Scope]?: Scope[Option] | undefined };

/** The parameter `athena`. The account is filled in. */
export type AthenaSettings = AthenaOptions & {
  /** The account of the entry, 12 digits. */
  readonly accountId?: string | undefined;
};

/** What the roles of an account in one Region are built from. */
export type PlaceSettings = Partial<Omit<RoleParameters, 'region' | 'scope' | 'athena'>> & {
  /** The integration mode. */
  readonly mode?: IntegrationMode | undefined;
  /**
   * How far the policies are narrowed: `all`, names of options whose values follow from the account, or options with
   * their values; not at all if omitted.
   */
  readonly scope?: ScopeSelection | ScopeSettings | undefined;
  /**
   * Which databases are used through Athena, in the account of the entry; if omitted, the managed policy
   * AmazonAthenaFullAccess grants all.
   */
  readonly athena?: AthenaSettings | undefined;
  /** The ID of the VPC that the option `vpcId` of `scope` names. */
  readonly vpcId?: string | undefined;
  /** The name of a policy in the account that is the permissions boundary of the roles, with its path. */
  readonly permissionsBoundary?: string | undefined;
};

/** A Region of an account, and what is different there. */
export type RegionSettings = PlaceSettings & {
  /** The AWS Region of the integration, such as `us-east-1`. It also determines the partition. */
  readonly region: string;
};

/** What the roles of an account are built from. */
export type AccountSettings = PlaceSettings & {
  /** The AWS Region of the integration, such as `us-east-1`. It also determines the partition. */
  readonly region?: string | undefined;
  /** Several Regions in one account: names of Regions, or Regions with settings. */
  readonly regions?: readonly (string | RegionSettings)[] | undefined;
};

/** Findings of `check` that are accepted until a date. */
export type Acceptance = {
  /** The code of the finding. */
  readonly code: string;
  /** The role that has the finding; every role if omitted. */
  readonly role?: RoleName | undefined;
  /** The ID of the account that has the finding (12 digits); every account if omitted. */
  readonly account?: string | undefined;
  /** The fingerprint of the finding, which `check` prints. It changes with the access that was accepted. */
  readonly match?: string | undefined;
  /** Why the finding is accepted. */
  readonly reason: string;
  /** Who is responsible for accepting it. */
  readonly owner: string;
  /** The last day on which the acceptance counts, in UTC, such as `2027-06-30`. */
  readonly expires: string;
};

/** The accounts of an organization as data: the content of `upsolver-iam.yaml`. */
export type AccountsFile = {
  /** The JSON Schema of the file, for editors. */
  readonly $schema?: string | undefined;
  /** The version of the format: 1, also if omitted. */
  readonly version?: number | undefined;
  /** Settings of every account that does not have its own. */
  readonly defaults?: AccountSettings | undefined;
  /** The accounts by their ID (12 digits, in quotes), each with settings or nothing. */
  readonly accounts: Readonly<Record<string, AccountSettings | null>>;
  /** The guardrails of the organization, for the command `guardrails`. */
  readonly guardrails?: GuardrailSettings | undefined;
  /** Findings of `check` that no longer count. */
  readonly accepted?: readonly Acceptance[] | undefined;
};

/** The codes of findings that can be accepted: with a fingerprint only, and also without. */
export type AcceptableCodes = { readonly withMatch: readonly string[]; readonly withoutMatch: readonly string[] };

/** What a fingerprint of a finding looks like. The first letters keep YAML from reading a number. */
export const FINGERPRINT_PATTERN = '^f-[0-9a-f]{32}$';

/** What a day looks like. */
export const DAY_PATTERN = '^\\d{4}-\\d{2}-\\d{2}$';

/** What a reason and an owner look like: anything but whitespace. */
export const SENTENCE_PATTERN = '\\S';

export const fingerprint = /* @__PURE__ */ lazy(() =>
  patterned(FINGERPRINT_PATTERN, 'is not the fingerprint of a finding', 'copy it from the output of `check`'),
);
export const policyName = /* @__PURE__ */ lazy(() =>
  patterned(NAME_WITH_PATH, 'is not the name of a policy', 'for an ARN, use `permissionsBoundaryArn`'),
);
export const sentence = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => (value.trim() === '' ? [{ code: 'missing', message: 'the text is empty' }] : []))),
);
export const day = /* @__PURE__ */ lazy((): Schema<string> => z.string().check(check(dayProblems)));
export const formatVersion = /* @__PURE__ */ lazy((): Schema<number> =>
  z.number().check(
    check((value) => {
      const message = `version ${value} of the format is not known`;
      return value === 1 ? [] : [{ code: 'unknown_value', message, hint: 'use 1' }];
    }),
  ),
);

function patterned(pattern: string, otherwise: string, hint: string): Schema<string> {
  return z.string().check(
    check((value) => {
      const message = `${quote(value)} ${otherwise}`;
      return RegExp(pattern).test(value) ? [] : [{ code: 'invalid_value', message, hint }];
    }),
  );
}

function dayProblems(value: string): Problem[] {
  // `Date` accepts the 31st of February, but does not return it.
  const time = RegExp(DAY_PATTERN).test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(value)) return [];
  return [{ code: 'invalid_value', message: `${quote(value)} is not a day`, hint: 'write `2027-06-30`' }];
}

const scopeSetting = /* @__PURE__ */ lazy(() => {
  const options = scopeFields().map(([option, schema]) => [option, z.optional(schema)] as const);
  return z.union([
    z.enum(['all', ...SCOPE_OPTIONS]),
    z.array(z.enum(SCOPE_OPTIONS)),
    z.strictObject(Object.fromEntries(options) as Record<string, z.ZodMiniOptional<Schema<unknown>>>),
  ]);
});

/** Every parameter of `buildRoles`, all optional, and what is written in another way for many accounts. */
const placeFields = /* @__PURE__ */ lazy(() => {
  const { region: _region, ...fields } = roleFields();
  const optional = Object.entries(fields).map(([name, schema]) => [name, z.optional(schema as Schema<unknown>)]);
  return {
    mode: z.optional(integrationMode()),
    ...(Object.fromEntries(optional) as Record<string, z.ZodMiniOptional<Schema<unknown>>>),
    athena: z.optional(athenaOptions()),
    scope: z.optional(scopeSetting()),
    vpcId: z.optional(vpcId()),
    permissionsBoundary: z.optional(policyName()),
  };
});

export const regionSettings = /* @__PURE__ */ lazy(
  () =>
    z
      .strictObject({ region: region(), ...placeFields() })
      .check(checkRelations(exclusiveProblems)) as unknown as Schema<RegionSettings>,
);

export const regionList = /* @__PURE__ */ lazy(() =>
  z.array(z.union([region(), regionSettings()])).check(check(emptyProblems('Regions'))),
);

/** The settings that say the same thing in two ways: one level of a file can have one of each pair. */
export const EXCLUSIVE_SETTINGS = [
  ['region', 'regions'],
  ['permissionsBoundaryArn', 'permissionsBoundary'],
] as const;

export const accountSettings = /* @__PURE__ */ lazy(
  () =>
    z
      .strictObject({ ...placeFields(), region: z.optional(region()), regions: z.optional(regionList()) })
      .check(checkRelations(exclusiveProblems)) as unknown as Schema<AccountSettings>,
);

function exclusiveProblems(raw: Readonly<Record<string, unknown>>): LocatedProblem[] {
  const both = EXCLUSIVE_SETTINGS.filter((names) => names.every((name) => raw[name] !== undefined));
  return both.map(([name, other]) => {
    const message = `${quote(name)} and ${quote(other)} are alternatives`;
    return { code: 'conflicting_elements', path: [other], message, hint: 'use one of them' };
  });
}

const nullableSettings = /* @__PURE__ */ lazy(() => z.nullable(accountSettings()));

/** Not a record of zod's: that one silently drops the key `__proto__`. */
export const accounts = /* @__PURE__ */ lazy(
  () => z.unknown().check(checkAll(accountsProblems)) as Schema<unknown> as Schema<AccountsFile['accounts']>,
);

function accountsProblems(value: unknown): LocatedProblem[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ ...wrongType('accounts', 'object', value), path: [] }];
  }
  const entries: [string, unknown][] = Object.entries(value);
  if (entries.length === 0) return emptyProblems('accounts')([]).map((problem) => ({ ...problem, path: [] }));
  return entries.flatMap(([id, settings]) =>
    [...validate(accountId, id).issues, ...validate(nullableSettings, settings).issues].map((problem) => ({
      ...problem,
      path: [id, ...problem.path],
    })),
  );
}

/** An accepted finding. Which codes there are is not known here. */
export function acceptance({ withMatch, withoutMatch }: AcceptableCodes): Schema<Acceptance> {
  return z
    .strictObject({
      code: z.enum([...withMatch, ...withoutMatch]),
      role: z.optional(z.enum(ROLE_NAMES)),
      account: z.optional(accountId()),
      match: z.optional(fingerprint()),
      reason: sentence(),
      owner: sentence(),
      expires: day(),
    })
    .check(
      checkRelations(({ code, match }) => {
        if (match !== undefined || !withMatch.some((each) => each === code)) return [];
        const message = `the fingerprint of the finding is missing: ${quote(code)} can be any access`;
        return [{ code: 'missing', path: ['match'], message, hint: 'copy it from the output of `check`' }];
      }),
    );
}

/** The schema of the whole file, for the codes of findings that can be accepted. */
export function accountsFile(codes: AcceptableCodes): Schema<AccountsFile> {
  return z.strictObject({
    $schema: z.optional(z.string()),
    version: z.optional(formatVersion()),
    defaults: z.optional(accountSettings()),
    accounts: accounts(),
    guardrails: z.optional(guardrailSettings()),
    accepted: z.optional(z.array(acceptance(codes))),
  });
}

export const validateAccountsFile = (value: unknown, codes: AcceptableCodes): Result<AccountsFile> =>
  validate(() => accountsFile(codes), value);

export const validateAccountSettings = (value: unknown): Result<AccountSettings> => validate(accountSettings, value);

/** Returns the names that a member of the file can have, by the path of the object that it is in. */
export function namesAt(path: readonly (string | number)[]): readonly string[] {
  const [section, , part] = path;
  const last = path.at(-1);
  if (section === undefined) return ['$schema', 'version', 'defaults', 'accounts', 'guardrails', 'accepted'];
  if (section === 'guardrails') return GUARDRAIL_SETTINGS;
  if (last === 'features') return FEATURES;
  if (last === 'scope') return SCOPE_OPTIONS;
  if (last === 'athena') return ['accountId', ...Object.keys(athenaFields())];
  if (section === 'accepted') return ['code', 'role', 'account', 'match', 'reason', 'owner', 'expires'];
  return [...Object.keys(placeFields()), 'region', ...(part === 'regions' ? [] : ['regions'])];
}
