import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { isUnreadable, type DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding, type FindingCode } from '../report/finding.js';

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
  const managed = managedPolicies.filter(isUnreadable).map(({ arn, name }) => {
    const kind = managedPolicyArns.includes(arn) ? 'managed policy' : 'unexpected managed policy';
    return finding('policyUnreadable', `the input does not include the document of the ${kind} \`${name}\``, {
      policy: { kind: 'managed', name },
      actual: arn,
    });
  });
  return [...inline, ...managed];
}

/** Findings about something that an unread policy may have. */
const ABOUT_MISSING: ReadonlySet<FindingCode> = new Set([
  'permissionMissing',
  'conditionTightened',
  'denyMissing',
  'managedPolicyMissing',
]);

/**
 * The findings without those that an unread policy may refute. One finding says what they were about. What policies
 * allow or deny that could be read stays, whatever the others say.
 */
export function withoutUntold(
  findings: readonly Finding[],
  { inlinePolicies, managedPolicyArns }: DeployableRole,
  { unreadablePolicies, managedPolicies }: DeployedRole,
): Finding[] {
  const unreadManaged = managedPolicies.filter(isUnreadable);
  if (unreadablePolicies.length + unreadManaged.length === 0) return [...findings];
  // An expected policy does not replace another one.
  const isReplaceable =
    unreadablePolicies.length > 0 || unreadManaged.some(({ arn }) => !managedPolicyArns.includes(arn));
  const isUntold = ({ code }: Finding): boolean =>
    ABOUT_MISSING.has(code) && (code !== 'managedPolicyMissing' || isReplaceable);
  /** Whether a finding is about a policy of the role that itself could not be read. */
  const isOfUnread = ({ policy, expectedPolicy = policy }: Finding): boolean =>
    expectedPolicy?.kind === 'inline' &&
    unreadablePolicies.includes(expectedPolicy.name) &&
    inlinePolicies.some(({ name }) => name === expectedPolicy.name);
  const untold = findings.filter((each) => isUntold(each) && !isOfUnread(each));
  return [...findings.filter((each) => !isUntold(each)), ...(untold.length === 0 ? [] : [untoldFinding(untold)])];
}

function untoldFinding(untold: readonly Finding[]): Finding {
  const names = [...new Set(untold.map(({ action, policy }) => `\`${action ?? policy?.name}\``))];
  const message = `whether the role lacks ${names.join(', ')} depends on a policy that could not be read`;
  return finding('undecided', message);
}
