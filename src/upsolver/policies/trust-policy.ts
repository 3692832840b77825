import { rootArn } from '../../aws/arn.js';
import { ec2ServicePrincipal, partitionForRegion } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { TrustPolicyDocument } from '../../iam/document.js';
import { unwrapSingle } from '../catalogue/build-policy.js';
import type { RoleName } from '../catalogue/names.js';
import { roles } from '../catalogue/roles.js';
import { validateRoleName } from '../parameters/common.js';
import { validateServiceTrust, validateTrust, type TrustParameters } from '../parameters/role.js';

/** The parameters of `buildTrustPolicy` for each role: a role that EC2 assumes names no account. */
export type TrustParametersOf<Name extends RoleName> = Name extends 'UpsolverServerRole'
  ? { readonly region: string }
  : TrustParameters & { readonly region: string };

/**
 * Builds the trust policy of a role: who may assume it. UpsolverManagementRole and UpsolverRole trust one AWS account,
 * and only with an external ID; UpsolverServerRole trusts EC2.
 *
 * @param roleName The role.
 * @param parameters `region` determines the partition. `trustedAccountId` (12 digits) and `externalId` (one or several,
 *   each 2 to 1,224 characters) are required if an account is trusted, and refused if EC2 is.
 * @returns A new document of one statement.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * const parameters = { region: 'us-east-1', trustedAccountId: '123456789012', externalId: 'acme' };
 * buildTrustPolicy('UpsolverRole', parameters).Statement[0];
 * // {
 * //   Sid: 'assumeWithExternalId',
 * //   Effect: 'Allow',
 * //   Principal: { AWS: 'arn:aws:iam::123456789012:root' },
 * //   Action: 'sts:AssumeRole',
 * //   Condition: { StringEquals: { 'sts:ExternalId': 'acme' } },
 * // }
 *
 * Source: IAM User Guide, "Access to AWS accounts owned by third parties". Upsolver's documentation has no trust
 * policy.
 */
export function buildTrustPolicy<Name extends RoleName>(
  roleName: Name,
  parameters: TrustParametersOf<Name>,
): TrustPolicyDocument {
  const name = validateRoleName(roleName);
  if (name.value !== undefined && roles[name.value].trusts === 'ec2') {
    const [{ region }] = assertValid(validateServiceTrust(parameters));
    return trustService(ec2ServicePrincipal(partitionForRegion(region)));
  }
  const [, { region, trustedAccountId, externalId }] = assertValid(name, validateTrust(parameters));
  return trustAccount(rootArn(partitionForRegion(region), trustedAccountId), externalId);
}

/** Trusts an account, whose administrator delegates the access, with one of some external IDs. */
export function trustAccount(principalArn: string, externalId: string | readonly string[]): TrustPolicyDocument {
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

/** Trusts an AWS service. */
export function trustService(servicePrincipal: string): TrustPolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'assumeByInstances', Effect: 'Allow', Principal: { Service: servicePrincipal }, Action: 'sts:AssumeRole' },
    ],
  };
}
