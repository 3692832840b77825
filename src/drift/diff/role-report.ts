import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { copyOf } from '../input/shape.js';
import { finding, type Finding } from '../report/finding.js';
import { statusOf, type RoleReport, type Variant } from '../report/report.js';
import { checkRecognized, mayBeExplained, recognizedFinding, withPoliciesOf } from './recognized.js';
import { byWorst, checkRole, type AccountFacts, type RoleFindings } from './role.js';
import { uncheckedSettings } from './settings.js';
import { haveSameStatements } from './statement-key.js';
import { inlineDocuments } from './variant-builder.js';
import type { DetectVariant } from './variant.js';

/** What reports on the roles of an account need to know. */
export type ReportContext = AccountFacts & {
  /** Absent if the parameters of the expected roles are not known. */
  detectVariant?: DetectVariant | undefined;
  /** Whether the expected roles are variants themselves. */
  isVariantRequested: boolean;
};

/** The report on a role that was found. `first` are findings from looking for it. */
export function roleReport(
  expected: DeployableRole,
  deployed: DeployedRole,
  first: readonly Finding[],
  context: ReportContext,
): RoleReport {
  const { role, name } = expected;
  const { told, variant, variantRole } = findDifferences(expected, deployed, context);
  const findings = byWorst([...first, ...told]);
  const status = statusOf(findings);
  return {
    role,
    name,
    accountId: deployed.accountId,
    status,
    findings,
    uncheckedSettings: uncheckedSettings(expected, deployed),
    ...(variant && { variant }),
    ...(status !== 'inSync' && {
      expected: copyOf(expected),
      deployed: copyOf(deployed),
      ...(variantRole && { variantRole: copyOf(variantRole) }),
      ...detachedPolicies(expected, context, deployed),
      ...otherRoleInProfile(expected, context),
    }),
  };
}

type Differences = RoleFindings & { variant?: Variant; variantRole?: DeployableRole };

function findDifferences(expected: DeployableRole, deployed: DeployedRole, context: ReportContext): Differences {
  const found = checkRole(expected, deployed, context);
  const { detectVariant, isVariantRequested } = context;
  const detected = isVariantRequested || mayBeExplained(found) ? detectVariant?.(expected, deployed) : undefined;
  if (detected === undefined) return found;
  const { variant, built, isWhole } = detected;
  // What is said of the inline policies must be true of all of them.
  const described = isWhole ? { variant } : {};
  const recognized = isRequested(built, expected) ? undefined : recognizedFinding(detected, found);
  if (recognized === undefined) return { ...found, ...described };
  const variantRole = withPoliciesOf(expected, built);
  return { ...checkRecognized(recognized, variantRole, expected, deployed, context), ...described, variantRole };
}

/** Whether a variant is what was requested: then it explains nothing. */
function isRequested(built: DeployableRole, expected: DeployableRole): boolean {
  return (
    haveSameStatements(inlineDocuments(built), inlineDocuments(expected)) &&
    attachmentsOf(built) === attachmentsOf(expected)
  );
}

function attachmentsOf({ managedPolicyArns }: DeployableRole): string {
  return managedPolicyArns.toSorted().join();
}

/** The account that lacks a role. */
type Account = AccountFacts & { accountId: string };

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
    expected: copyOf(expected),
    ...(account && { ...detachedPolicies(expected, account), ...otherRoleInProfile(expected, account) }),
  };
}

/** The documents that a repair will attach, as the input has them. */
function detachedPolicies(
  { managedPolicyArns, permissionsBoundaryArn: boundary }: DeployableRole,
  { managedPolicy }: AccountFacts,
  deployed?: DeployedRole,
): Pick<RoleReport, 'detachedPolicies'> {
  const attached = new Set([
    ...(deployed?.managedPolicies ?? []).map(({ arn }) => arn),
    deployed?.permissionsBoundary?.arn,
  ]);
  const found = [...managedPolicyArns, ...(boundary === undefined ? [] : [boundary])]
    .filter((arn) => !attached.has(arn))
    .map((arn): DeployedPolicy => managedPolicy(arn))
    .filter(({ document, isSnapshot }) => document !== undefined && isSnapshot !== true);
  return found.length === 0 ? {} : { detachedPolicies: copyOf(found) };
}

function otherRoleInProfile(
  { name, instanceProfile }: DeployableRole,
  { roleByInstanceProfile }: AccountFacts,
): Pick<RoleReport, 'roleInInstanceProfile'> {
  const roleInInstanceProfile = instanceProfile && roleByInstanceProfile.get(instanceProfile.name);
  return roleInInstanceProfile === undefined || roleInInstanceProfile === name ? {} : { roleInInstanceProfile };
}
