import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/canonical-json.js';
import type { Finding } from '../../drift/report/finding.js';
import type { RoleReport } from '../../drift/report/report.js';

/**
 * Returns what identifies a finding of a role. A finding about access says which action or principal, but not how far
 * the access goes: its fingerprint includes the policies of the deployed and of the expected role, so that it changes
 * with every change of the access. A finding about a setting says everything itself.
 */
export function fingerprintOf(finding: Finding, { role, expected, deployed }: RoleReport): string {
  const { code, action, policy, expectedPolicy, condition, tag, expected: wanted, actual, witness } = finding;
  const details = { role, code, action, policy, expectedPolicy, condition, tag, expected: wanted, actual };
  const isSetting = [policy, action, witness].every((detail) => detail === undefined) && wanted !== undefined;
  const access = isSetting ? undefined : [accessOf(deployed), accessOf(expected)];
  return `f-${createHash('sha256')
    .update(canonicalJson([details, access]))
    .digest('hex')
    .slice(0, 32)}`;
}

/** What decides who can do what with a role. */
function accessOf(role: RoleReport['expected'] | RoleReport['deployed']): unknown {
  if (role === undefined) return undefined;
  const { trustPolicy, inlinePolicies, ...rest } = role;
  const attached =
    'managedPolicies' in rest
      ? {
          managedPolicies: rest.managedPolicies.map(({ arn, document }) => ({ arn, document })),
          boundary: rest.permissionsBoundary && [rest.permissionsBoundary.arn, rest.permissionsBoundary.document],
          unreadable: rest.unreadablePolicies,
        }
      : { managedPolicies: rest.managedPolicyArns, boundary: rest.permissionsBoundaryArn };
  return [trustPolicy, asSet(inlinePolicies), { ...attached, managedPolicies: asSet(attached.managedPolicies) }];
}

/** Policies in an order that does not depend on the one in which AWS lists them. */
function asSet(policies: readonly unknown[]): string[] {
  return policies.map(canonicalJson).toSorted();
}
