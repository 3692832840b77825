import { ec2ServicePrincipal, partitionOf } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { TrustPolicyDocument } from '../../iam/document.js';
import { unwrapSingle } from '../catalogue/build-policy.js';
import type { RoleName } from '../catalogue/names.js';
import { checkRoleName } from '../parameters/common.js';
import { checkServiceTrust, checkTrust, type TrustParameters } from '../parameters/role.js';

/** What `buildTrustPolicy` takes for each role: EC2 needs no account. */
export type TrustParametersOf<Name extends RoleName> = Name extends 'UpsolverServerRole'
  ? { region: string }
  : TrustParameters & { region: string };

/**
 * The trust policy of a role: who may assume it. UpsolverManagementRole and UpsolverRole trust one AWS account, and only
 * with an external id; UpsolverServerRole trusts EC2.
 *
 * @param roleName The role.
 * @param parameters `region` picks the partition. `trustedAccountId` (12 digits) and `externalId` (one or several, each 2
 *   to 1,224 characters) are required where an account is trusted, and refused where EC2 is.
 * @returns A fresh document of one statement.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildTrustPolicy('UpsolverRole', { region: 'us-east-1', trustedAccountId: '123456789012', externalId: 'acme' }).Statement[0];
 * // {
 * //   Sid: 'assumeWithExternalId',
 * //   Effect: 'Allow',
 * //   Principal: { AWS: 'arn:aws:iam::123456789012:root' },
 * //   Action: 'sts:AssumeRole',
 * //   Condition: { StringEquals: { 'sts:ExternalId': 'acme' } },
 * // }
 *
 * Source: IAM User Guide, "Access to AWS accounts owned by third parties". Upsolver's page shows no trust policy.
 */
export function buildTrustPolicy<Name extends RoleName>(
  roleName: Name,
  parameters: TrustParametersOf<Name>,
): TrustPolicyDocument {
  if (roleName === 'UpsolverServerRole') {
    const [{ region }] = assertValid<[{ region: string }]>(checkServiceTrust(parameters));
    return trustService(ec2ServicePrincipal(partitionOf(region)));
  }
  const [, { region, trustedAccountId, externalId }] = assertValid<[RoleName, TrustParameters & { region: string }]>(
    checkRoleName(roleName),
    checkTrust(parameters),
  );
  return trustAccount(`arn:${partitionOf(region)}:iam::${trustedAccountId}:root`, externalId);
}

/** Trusts an account, as its administrator delegates it, with one of some external ids. */
export function trustAccount(principalArn: string, externalId: string | string[]): TrustPolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'assumeWithExternalId',
        Effect: 'Allow',
        Principal: { AWS: principalArn },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': unwrapSingle([externalId].flat()) } },
      },
    ],
  };
}

/** Trusts a service of AWS. */
export function trustService(servicePrincipal: string): TrustPolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'assumeByInstances', Effect: 'Allow', Principal: { Service: servicePrincipal }, Action: 'sts:AssumeRole' },
    ],
  };
}
