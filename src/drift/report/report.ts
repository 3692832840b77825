import type { Issue } from '../../core/issue.js';
import type { Feature } from '../../upsolver/catalogue/features.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { ScopeOption } from '../../upsolver/scope/options.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { Finding, Severity } from './finding.js';

/**
 * How a deployed role compares with the expected one.
 *
 * - `inSync`: the role is as expected. It may have findings of severity `info`.
 * - `drifted`: something does not work, the role allows too much, or a setting differs.
 * - `missing`: the account has no such role.
 * - `unreadable`: a part of the input that the result depends on is missing or could not be read.
 */
export type RoleStatus = 'inSync' | 'drifted' | 'missing' | 'unreadable';

/** From best to worst. What is known to be wrong is worse than what is not known. */
export const STATUSES: readonly RoleStatus[] = ['inSync', 'unreadable', 'drifted', 'missing'];

/** The result for one expected role in one account. */
export type RoleReport = {
  role: RoleName;
  /** The expected name. */
  name: string;
  /** 12 digits. Absent if the input had no roles at all. */
  accountId?: string;
  status: RoleStatus;
  findings: Finding[];
  /** Settings that were not compared because the input does not include them, such as `maxSessionDuration`. */
  uncheckedSettings: string[];
  /** Set if the role's inline policies are a known variant of Upsolver's documented ones. */
  variant?: Variant;
  /** The expected role, for `repair`. Absent for roles in sync. */
  expected?: DeployableRole;
  /** The deployed role, for `repair`. Absent for roles in sync and for roles that were not found. */
  deployed?: DeployedRole;
  /** The role with the policies of the variant that was recognized, for `repair`. */
  variantRole?: DeployableRole;
  /** Documents of the input for managed policies that the role should have and does not have, for `repair`. */
  detachedPolicies?: DeployedPolicy[];
  /** The name of another role that occupies the expected role's instance profile. */
  roleInInstanceProfile?: string;
};

/** The result of a check: the expected roles in every account of the input. */
export type DriftReport = {
  /** The worst status of all roles; `unreadable` if they are in sync and parts of the input could not be read. */
  status: RoleStatus;
  /** By account ID, then in the order of the expected roles. */
  roles: RoleReport[];
  /** Accounts that look as if their roles were built with other parameters than those of the check. */
  hints?: ParameterHint[];
  /** The parts of the input that could not be read. */
  issues: Issue[];
};

/** The parameters that the roles of an account seem to be built with, where they differ from those of the check. */
export type ParameterHint = {
  /** 12 digits. */
  accountId: string;
  parameters: {
    mode?: IntegrationMode;
    namePrefix?: string;
    nameSuffix?: string;
    path?: string;
    orgId?: string;
    region?: string;
  };
  /** One sentence with the options of the command. */
  text: string;
};

export function statusOf(findings: readonly Finding[]): RoleStatus {
  const has = (...severities: Severity[]): boolean => findings.some(({ severity }) => severities.includes(severity));
  if (findings.some(({ code }) => code === 'roleMissing')) return 'missing';
  if (has('critical', 'error', 'warning')) return 'drifted';
  return has('unknown') ? 'unreadable' : 'inSync';
}

export function worstStatus(roles: readonly RoleReport[], issues: readonly Issue[]): RoleStatus {
  return worstOf([issues.length > 0 ? 'unreadable' : 'inSync', ...roles.map(({ status }) => status)]);
}

export function worstOf(statuses: readonly RoleStatus[]): RoleStatus {
  return statuses.reduce((worst, status) => (STATUSES.indexOf(status) > STATUSES.indexOf(worst) ? status : worst));
}

/** A known variant of Upsolver's documented policies, which a role's inline policies match exactly. */
export type Variant = {
  /** How their access compares with that of the documented policies. */
  relation: 'equivalent' | 'narrower' | 'broader' | 'incomparable' | 'unknown';
  /** An earlier revision of the documentation, by year and month: `2019-09`. */
  revision?: string;
  /** Features that are omitted. */
  withoutFeatures: Feature[];
  /** Options of `scope` that are set. */
  scope: ScopeOption[];
  /** The databases that it can use, in place of all that AmazonAthenaFullAccess grants. */
  databases?: string[];
  /** Set if AmazonAthenaFullAccess grants every database, in place of those that were requested. */
  athenaFullAccess?: true;
};

/** How the access of two roles can compare. */
export const RELATIONS: readonly Variant['relation'][] = [
  'equivalent',
  'narrower',
  'broader',
  'incomparable',
  'unknown',
];
