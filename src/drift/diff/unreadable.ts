import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding } from '../report/finding.js';

export function unreadableTrust(): Finding {
  return finding('policyUnreadable', 'the trust policy could not be read', {
    policy: { kind: 'trust', name: 'trust policy' },
  });
}

/** The inline and attached managed policies whose documents are missing or could not be read. */
export function findUnreadablePolicies(
  { managedPolicyArns }: DeployableRole,
  { unreadablePolicies, managedPolicies }: DeployedRole,
): Finding[] {
  const inline = unreadablePolicies.map((name) =>
    finding('policyUnreadable', `the inline policy \`${name}\` could not be read`, {
      policy: { kind: 'inline', name },
    }),
  );
  const managed = managedPolicies
    .filter(({ document }) => document === undefined)
    .map(({ arn, name }) => {
      const kind = managedPolicyArns.includes(arn) ? 'managed policy' : 'unexpected managed policy';
      return finding('policyUnreadable', `the input does not include the document of the ${kind} \`${name}\``, {
        policy: { kind: 'managed', name },
        actual: arn,
      });
    });
  return [...inline, ...managed];
}
