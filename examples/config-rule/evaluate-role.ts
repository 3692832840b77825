import { buildRoles, formatIssue, type DeployableRole, type IntegrationMode, type RoleParameters } from 'upsolver-iam';
import { checkRoles, roleFromApiResponses, type DriftReport, type RoleParts } from 'upsolver-iam/drift';
import type { Evaluation, RoleConfiguration } from './event.js';

/** Returns the default version of a managed policy: the response of `GetPolicyVersion`. */
export type ReadPolicy = (arn: string) => Promise<{ PolicyVersion?: object | undefined }>;

export type Verdict = Pick<Evaluation, 'ComplianceType' | 'Annotation'>;

const MAX_ANNOTATION = 256;

/** The parameters of the rule. AWS Config passes only strings, so lists and numbers are not supported. */
export type RuleParameters = RoleParameters & { mode: IntegrationMode };

/**
 * Compares a role with the expected role of the same name. Roles with other names are not applicable, so a missing or
 * renamed role is not noticed: that needs a check of the whole account.
 *
 * @throws {InvalidInputError} With every problem of the parameters.
 */
export async function evaluateRole(
  role: RoleConfiguration,
  { mode, ...parameters }: RuleParameters,
  readPolicy: ReadPolicy,
): Promise<Verdict> {
  const expected = buildRoles(mode, parameters).find(({ name }) => name === role.roleName);
  if (expected === undefined) return { ComplianceType: 'NOT_APPLICABLE' };
  const deployed = roleFromApiResponses({
    ...toParts(role),
    policyVersions: await readPolicies(role, expected, readPolicy),
  });
  const report = checkRoles(deployed, [expected], { parameters });
  if (report.status === 'inSync') return { ComplianceType: 'COMPLIANT' };
  return { ComplianceType: 'NON_COMPLIANT', Annotation: annotate(describe(report)) };
}

/** The responses that IAM would return about the role. */
function toParts(role: RoleConfiguration): RoleParts {
  const { rolePolicyList, attachedManagedPolicies, instanceProfileList, ...settings } = role;
  return {
    role: { Role: capitalize(settings) as object },
    attachedPolicies: [{ AttachedPolicies: capitalize(attachedManagedPolicies) as object[] }],
    inlinePolicies: capitalize(rolePolicyList) as object[],
    instanceProfiles: [{ InstanceProfiles: capitalize(instanceProfileList) as object[] }],
  };
}

/** AWS Config spells the fields of IAM in lower camel case, at every depth. */
function capitalize(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalize);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name.charAt(0).toUpperCase() + name.slice(1), capitalize(part)]),
  );
}

/**
 * A configuration item names managed policies but does not include their documents. The library knows those that the
 * role should have in the partition `aws`; all others are read, including those of AWS.
 */
async function readPolicies(
  role: RoleConfiguration,
  { managedPolicyArns }: DeployableRole,
  readPolicy: ReadPolicy,
): Promise<NonNullable<RoleParts['policyVersions']>> {
  const boundary = role.permissionsBoundary?.permissionsBoundaryArn;
  const arns = [...role.attachedManagedPolicies.map(({ policyArn }) => policyArn), ...(boundary ? [boundary] : [])];
  const isKnown = (arn: string): boolean => arn.startsWith('arn:aws:') && managedPolicyArns.includes(arn);
  const unknown = [...new Set(arns)].filter((arn) => !isKnown(arn));
  return Object.fromEntries(await Promise.all(unknown.map(async (arn) => [arn, await readPolicy(arn)] as const)));
}

function describe({ issues, roles }: DriftReport): string[] {
  const findings = roles.flatMap((role) => role.findings).filter(({ severity }) => severity !== 'info');
  return [...issues.map(formatIssue), ...findings.map(({ message }) => message)];
}

/** As many messages as fit, and how many more there are. */
function annotate(messages: readonly string[]): string {
  for (let count = messages.length; count > 0; count -= 1) {
    const left = messages.length - count;
    const text = [...messages.slice(0, count), ...(left > 0 ? [`${left} more`] : [])].join('; ');
    if (text.length <= MAX_ANNOTATION) return text;
  }
  return `${messages.join('; ').slice(0, MAX_ANNOTATION - 1)}…`;
}
