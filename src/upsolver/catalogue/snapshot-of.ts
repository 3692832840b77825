import { awsManagedPolicyArn } from '../../aws/arn.js';
import { MANAGED_POLICY_SNAPSHOTS, type ManagedPolicySnapshot } from './managed-policy-snapshots.js';
import { MANAGED_POLICY_NAMES } from './names.js';

/** The snapshot of the managed policy with an ARN; none in other partitions, whose versions can differ. */
export function snapshotOf(arn: string): ManagedPolicySnapshot | undefined {
  const name = MANAGED_POLICY_NAMES.find((each) => awsManagedPolicyArn('aws', each) === arn);
  return name && MANAGED_POLICY_SNAPSHOTS[name];
}
