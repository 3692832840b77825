import { partitionForRegion } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import { buildPolicy, type CataloguePolicy } from '../catalogue/build-policy.js';
import { featuresWith } from '../catalogue/features.js';
import { serverPart } from '../catalogue/parts.js';
import { type ServerAction } from '../catalogue/statements.js';
import { validateOrganizationArguments } from '../parameters/organization.js';
import { validateServerOptions, type ServerPolicyOptions } from '../parameters/policy.js';
import { addStackStatus, limitToBucketUse, limitToStreamUse } from '../scope/statements.js';
import { assembleAthena } from './athena-policy.js';

/** The policy of UpsolverServerRole, with every feature. */
export type ServerPolicy = CataloguePolicy<ServerAction>;

/**
 * Builds the policy of UpsolverServerRole, with which Upsolver's servers reach the data in the customer's account.
 *
 * @param orgId Upsolver's ID of the organization: lowercase letters, digits and hyphens, as the name of its bucket,
 *   `<region>-upsolver-<orgId>`, allows. All public examples are lowercase UUIDs.
 * @param region The AWS Region of the integration, such as `us-east-1`. It also determines the partition of the ARNs.
 * @param options `features` that are `false` are omitted. Without `athenaTables`, which brings a managed policy, a
 *   separate statement grants `s3:ListAllMyBuckets`, because Upsolver's documentation promises it.
 *   `withoutBucketAdministration` grants work with the dedicated bucket's objects in place of `s3:*`, and
 *   `withoutStreamAdministration` work with Upsolver's own streams in place of `kinesis:*`. `stackStatusOnly`
 *   adds a statement that replaces AWSCloudFormationReadOnlyAccess, and `athena` those of {@link buildAthenaPolicy},
 *   which replace AmazonAthenaFullAccess, at the end.
 * @returns A new document of four statements, in the order and with the `Sid`s of Upsolver's documentation.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildServerPolicy('12345678-1234-1234-1234-1234567890ab', 'eu-west-1').Statement[0]?.Resource;
 * // [
 * //   'arn:aws:s3:::eu-west-1-upsolver-12345678-1234-1234-1234-1234567890ab',
 * //   'arn:aws:s3:::eu-west-1-upsolver-12345678-1234-1234-1234-1234567890ab/*',
 * // ]
 *
 * Source: Upsolver's documentation, "AWS role permissions", Server Role, Custom Policy.
 */
export function buildServerPolicy(orgId: string, region: string, options: ServerPolicyOptions): CataloguePolicy;
export function buildServerPolicy(orgId: string, region: string): ServerPolicy;
export function buildServerPolicy(orgId: string, region: string, options: ServerPolicyOptions = {}): CataloguePolicy {
  const [, { features = {}, withoutBucketAdministration, withoutStreamAdministration, stackStatusOnly, athena }] =
    assertValid(validateOrganizationArguments(orgId, region), validateServerOptions(options, region));
  const partition = partitionForRegion(region);
  const values = { Partition: partition, Region: region, OrganizationId: orgId };
  const policy = buildPolicy([serverPart], values, featuresWith(athena, features));
  if (withoutBucketAdministration === true) policy.Statement = limitToBucketUse(policy.Statement);
  if (withoutStreamAdministration === true) policy.Statement = limitToStreamUse(policy.Statement);
  if (stackStatusOnly === true) policy.Statement = addStackStatus(policy.Statement, { partition });
  if (athena !== undefined) policy.Statement.push(...assembleAthena(athena, { region, partition }).Statement);
  return policy;
}
