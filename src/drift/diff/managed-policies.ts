import { nameInArn } from '../../aws/arn.js';
import type { ExampleChooser } from '../../iam/compare/example.js';
import { managedPolicyReason } from '../../upsolver/catalogue/reasons.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { snapshotNamed, snapshotPolicy } from '../input/managed-policy.js';
import { finding, type Finding, type FindingDetails } from '../report/finding.js';
import type { ActualAccess, ExpectedAccess } from './access.js';
import { compareActionGrants, splitPolicies, statementsOf } from './action-grants.js';

/** AWS managed policies in another version than the library's snapshot: AWS changes them from time to time. */
export function findOtherVersions({ managedPolicyArns }: DeployableRole, { managedPolicies }: DeployedRole): Finding[] {
  return managedPolicies.flatMap(({ arn, name, version }) => {
    const { version: known } = snapshotPolicy(arn);
    if (known === undefined || version === known || !managedPolicyArns.includes(arn)) return [];
    const snapshot = `\`${known}\` of ${snapshotNamed(name)?.date}`;
    const message = `\`${name}\` has version \`${version}\`; this library knows ${snapshot}`;
    return [
      finding('managedPolicyVersion', message, {
        policy: { kind: 'managed', name },
        expected: known,
        ...(version !== undefined && { actual: version }),
      }),
    ];
  });
}

/** Expected managed policies that are not attached. */
export function findNotAttached(
  { role, managedPolicyArns }: DeployableRole,
  { managedPolicies }: DeployedRole,
  needs: ExpectedAccess,
  { own, managed }: ActualAccess,
  chooseExample?: ExampleChooser,
): Finding[] {
  const granted = statementsOf([...own, ...managed], 'Allow');
  return managedPolicyArns
    .filter((arn) => !managedPolicies.some((policy) => policy.arn === arn))
    .map((arn) => {
      const name = nameInArn(arn);
      const details: FindingDetails = {
        policy: { kind: 'managed', name },
        expected: arn,
        ...managedPolicyReason(role, name),
      };
      const message = `the managed policy \`${name}\` is not attached`;
      const policy = needs.managed.find((each) => each.name === name);
      if (policy === undefined) return finding('managedPolicyMissing', message, details);
      const [difference] = compareActionGrants(splitPolicies([policy], 'Allow'), [], granted, chooseExample);
      if (difference === undefined)
        return finding('managedPolicyReplaced', `${message}, but other policies grant the same access`, details);
      const witness = 'example' in difference ? { witness: difference.example } : {};
      return finding('managedPolicyMissing', message, { ...details, ...witness });
    });
}

/** Unexpected managed policies that cause none of the findings on permissions, or whose documents are not known. */
export function findAttachedUnneeded(
  { managedPolicyArns }: DeployableRole,
  { managedPolicies }: DeployedRole,
  permissions: readonly Finding[],
): Finding[] {
  const isBlamed = (name: string): boolean =>
    permissions.some(({ policy }) => policy?.kind === 'managed' && policy.name === name);
  return managedPolicies
    .filter(({ arn, name }) => !managedPolicyArns.includes(arn) && !isBlamed(name))
    .map(({ arn, name, document }) => {
      const details = { policy: { kind: 'managed' as const, name }, actual: arn };
      const attached = `the unexpected managed policy \`${name}\` is attached`;
      return document === undefined
        ? finding('managedPolicyExtra', `${attached}; the input does not include its document`, details)
        : finding('managedPolicyHarmless', `${attached}, but grants no additional access`, details);
    });
}
