import { awsManagedPolicyArn, nameInArn } from '../../aws/arn.js';
import {
  MANAGED_POLICY_SNAPSHOTS,
  type ManagedPolicySnapshot,
} from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { DeployedPolicy } from './deployed-role.js';

/** The library's snapshot of the AWS managed policy with a name, in whatever partition. */
export function snapshotNamed(name: string): ManagedPolicySnapshot | undefined {
  return Object.entries(MANAGED_POLICY_SNAPSHOTS).find(([known]) => known === name)?.[1];
}

/** An AWS managed policy as the library knows it. Its snapshots are from the partition `aws` and hold only there. */
export function snapshotPolicy(arn: string): DeployedPolicy {
  const name = nameInArn(arn);
  const snapshot = arn === awsManagedPolicyArn('aws', name) ? snapshotNamed(name) : undefined;
  return { arn, name, ...(snapshot && { version: snapshot.version, document: snapshot.document, isSnapshot: true }) };
}
