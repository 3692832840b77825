import { awsManagedPolicyArn } from '../../aws/arn.js';
import type { Partition } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { ManagedPolicyName } from '../catalogue/names.js';
import { validateManagedPolicyName, validatePartition } from '../parameters/common.js';

/**
 * The ARN of an AWS managed policy that a role of the catalogue holds.
 *
 * @param managedPolicyName The policy's name.
 * @param partition The partition of the account. That the policy exists under the same name in every partition is
 *   AWS's pattern; outside `aws` and `aws-cn` it has not been verified.
 * @returns The ARN, typed to its last letter.
 * @throws {InvalidInputError} If there is no such policy here, or no such partition.
 *
 * @example
 * managedPolicyArn('AmazonAthenaFullAccess', 'aws-cn'); // 'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess'
 *
 * Source: AWS Managed Policy Reference Guide. The ARN in Upsolver's documentation has a stray space.
 */
export function managedPolicyArn<Name extends ManagedPolicyName, P extends Partition>(
  managedPolicyName: Name,
  partition: P,
): `arn:${P}:iam::aws:policy/${Name}` {
  assertValid(validateManagedPolicyName(managedPolicyName), validatePartition(partition));
  return awsManagedPolicyArn(partition, managedPolicyName);
}
