import {
  MANAGED_POLICY_SNAPSHOTS,
  type ManagedPolicySnapshot,
} from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { DeployedPolicy } from './deployed-role.js';

/** The name at the end of a policy's ARN. */
export function policyNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The library's snapshot of the AWS managed policy with a name, in whatever partition. */
export function snapshotNamed(name: string): ManagedPolicySnapshot | undefined {
  return Object.entries(MANAGED_POLICY_SNAPSHOTS).find(([known]) => known === name)?.[1];
}

/** An AWS managed policy as the library knows it. Its snapshots are from the partition `aws` and hold only there. */
export function snapshotPolicy(arn: string): DeployedPolicy {
  const name = policyNameOf(arn);
  const snapshot = arn === `arn:aws:iam::aws:policy/${name}` ? snapshotNamed(name) : undefined;
  return { arn, name, ...(snapshot && { version: snapshot.version, document: snapshot.document, isSnapshot: true }) };
}
