import { awsManagedPolicyArn } from '../../aws/arn.js';
import type { Partition } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { ManagedPolicyName } from '../catalogue/names.js';
import { validateManagedPolicyName, validatePartition } from '../parameters/common.js';

/**
 * Returns the ARN of an AWS managed policy that Upsolver's roles use.
 *
 * @param managedPolicyName The policy's name.
 * @param partition The partition of the account. AWS managed policies usually have the same name in every
 *   partition; outside `aws` and `aws-cn` this has not been verified.
 * @returns The ARN, typed as a literal.
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
