import type { RoleParameters } from '../../upsolver/parameters/role.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding, type FindingCode } from '../report/finding.js';
import { statusOf, type RoleReport } from '../report/report.js';
import { checkRole, type AccountFacts } from './role.js';
import { uncheckedSettings, type RoleByInstanceProfile } from './settings.js';
import { detectVariant } from './variant.js';

/** What reports on the roles of an account need to know. */
export type ReportContext = AccountFacts & { parameters?: RoleParameters | undefined };

/** The account that lacks a role. */
type Account = { accountId: string; roleByInstanceProfile: RoleByInstanceProfile };

/** The report on a role that was found. `first` are findings from looking for it. */
export function roleReport(
  expected: DeployableRole,
  deployed: DeployedRole,
  first: readonly Finding[],
  { parameters, ...facts }: ReportContext,
): RoleReport {
  const { role, name } = expected;
  const findings = [...first, ...checkRole(expected, deployed, facts)];
  const status = statusOf(findings);
  const variant =
    parameters && mayBeVariant(findings, parameters) ? detectVariant(expected, deployed, parameters) : undefined;
  return {
    role,
    name,
    accountId: deployed.accountId,
    status,
    findings,
    uncheckedSettings: uncheckedSettings(expected, deployed),
    ...(variant && { variant }),
    ...(status !== 'inSync' && {
      expected: structuredClone(expected),
      deployed: structuredClone(deployed),
      ...otherRoleInProfile(expected, facts.roleByInstanceProfile),
    }),
  };
}

/** The report on a role that was not found. It is missing only if the whole input could be read. */
export function missingReport(expected: DeployableRole, isComplete: boolean, account?: Account): RoleReport {
  const { role, name } = expected;
  const findings = [
    isComplete
      ? finding('roleMissing', `there is no role \`${name}\``, { expected: name })
      : finding('inputIncomplete', `no role \`${name}\` in the parts of the input that could be read`, {
          expected: name,
        }),
  ];
  return {
    role,
    name,
    ...(account && { accountId: account.accountId }),
    status: statusOf(findings),
    findings,
    uncheckedSettings: [],
    expected: structuredClone(expected),
    ...(account && otherRoleInProfile(expected, account.roleByInstanceProfile)),
  };
}

function otherRoleInProfile(
  { name, instanceProfile }: DeployableRole,
  roleByInstanceProfile: RoleByInstanceProfile,
): Pick<RoleReport, 'roleInInstanceProfile'> {
  const roleInInstanceProfile = instanceProfile && roleByInstanceProfile.get(instanceProfile.name);
  return roleInInstanceProfile === undefined || roleInInstanceProfile === name ? {} : { roleInInstanceProfile };
}

const PERMISSION_CODES = new Set<FindingCode>([
  'permissionMissing',
  'conditionTightened',
  'permissionExtra',
  'conditionWeakened',
  'denyMissing',
  'managedPolicyMissing',
]);

/** Whether the role's policies may differ from the documented ones: they were asked to, or they have drifted. */
function mayBeVariant(findings: readonly Finding[], { scope, features = {} }: RoleParameters): boolean {
  const isAskedFor = scope !== undefined || Object.values(features).includes(false);
  return isAskedFor || findings.some(({ code }) => PERMISSION_CODES.has(code));
}
