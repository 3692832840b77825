import type { Issue } from '../../core/issue.js';
import type { Feature } from '../../upsolver/catalogue/features.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { ScopeOption } from '../../upsolver/scope/options.js';
import type { DeployedRole } from '../input/deployed-role.js';
import type { Finding, Severity } from './finding.js';

/**
 * - `inSync`: the role is what it should be; there may be findings worth knowing.
 * - `drifted`: something does not work, too much is allowed, or a setting is another one.
 * - `missing`: the account has no such role.
 * - `unreadable`: the input does not tell.
 */
export type RoleStatus = 'inSync' | 'drifted' | 'missing' | 'unreadable';

/** How one role of one account is. */
export type RoleReport = {
  role: RoleName;
  /** The name that it should have. */
  name: string;
  /** Not there, if the input had no role at all. */
  accountId?: string;
  status: RoleStatus;
  findings: Finding[];
  /** What the input did not tell, so that it was not compared. */
  uncheckedSettings: string[];
  /** What the role's own policies are, where they are a known variant of the page's. */
  variant?: Variant;
  /** The role as it should be and as it is, for `repair`; not there for roles that are in sync. */
  expected?: DeployableRole;
  deployed?: DeployedRole;
  /** Which other role the instance profile of the expected role holds. */
  roleInInstanceProfile?: string;
};

/** How the roles of one account, or of several, are. */
export type DriftReport = {
  /** The worst status of all roles; `unreadable`, if parts of the input could not be read. */
  status: RoleStatus;
  /** By account, then in the order of the expected roles. */
  roles: RoleReport[];
  /** What in the input could not be read. */
  issues: Issue[];
};

export function statusOf(findings: readonly Finding[]): RoleStatus {
  const has = (...severities: Severity[]): boolean => findings.some(({ severity }) => severities.includes(severity));
  if (findings.some(({ code }) => code === 'roleMissing')) return 'missing';
  if (has('error', 'warning')) return 'drifted';
  return has('unknown') ? 'unreadable' : 'inSync';
}

/** From the best to the worst; what is not known could be anything. */
const ORDER: readonly RoleStatus[] = ['inSync', 'drifted', 'missing', 'unreadable'];

export function worstStatus(roles: readonly RoleReport[], issues: readonly Issue[]): RoleStatus {
  if (issues.length > 0) return 'unreadable';
  return roles.reduce<RoleStatus>(
    (worst, { status }) => (ORDER.indexOf(status) > ORDER.indexOf(worst) ? status : worst),
    'inSync',
  );
}

/** What the role's own policies are, exactly, where they are a variant of the page's. */
export type Variant = {
  /** How they lie to the page's policies: the same, or a part of them. */
  relation: 'equivalent' | 'narrower' | 'broader' | 'incomparable' | 'unknown';
  /** An earlier edition of the page, by year and month. */
  revision?: string;
  /** Features that are left out. */
  withoutFeatures: Feature[];
  /** Options of `scope` that are on. */
  scope: ScopeOption[];
};
