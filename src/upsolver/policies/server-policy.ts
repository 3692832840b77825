import { partitionOf } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import { buildPolicy, isEnabled, type CataloguePolicy, type PlaceholderValues } from '../catalogue/build-policy.js';
import type { Features } from '../catalogue/names.js';
import { possibleServerStatements, type ServerAction, type StatementTemplate } from '../catalogue/statements.js';
import { checkOrganization, type OrganizationParameters } from '../parameters/common.js';
import { checkServerOptions, type ServerPolicyOptions } from '../parameters/role.js';
import { limitToBucketUse } from '../scope/narrow.js';

/**
 * The policy of UpsolverServerRole, with which Upsolver's servers reach the data in the customer's account.
 *
 * @param orgId Upsolver's id of the organization: lower-case letters, digits and hyphens, as the name of its bucket,
 *   `<region>-upsolver-<orgId>`, allows. All public examples are lower-case UUIDs.
 * @param region The AWS Region of the integration, such as `us-east-1`. It picks the partition of the ARNs, too.
 * @param options `features` that are `false` leave out what belongs to them. Without `athenaTables`, which brings a
 *   managed policy, `s3:ListAllMyBuckets` gets a statement of its own: the page promises it.
 *   `withoutBucketAdministration` grants work on the dedicated bucket's objects in place of `s3:*`.
 * @returns A fresh document of four statements, in the order and under the Sids of the page.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildServerPolicy('12345678-1234-1234-1234-1234567890ab', 'eu-west-1').Statement[0]?.Resource;
 * // [
 * //   'arn:aws:s3:::eu-west-1-upsolver-12345678-1234-1234-1234-1234567890ab',
 * //   'arn:aws:s3:::eu-west-1-upsolver-12345678-1234-1234-1234-1234567890ab/*',
 * // ]
 *
 * Source: Upsolver's page "AWS role permissions", Server Role, Custom Policy.
 */
export function buildServerPolicy(orgId: string, region: string, options: ServerPolicyOptions): CataloguePolicy;
export function buildServerPolicy(orgId: string, region: string): CataloguePolicy<ServerAction>;
export function buildServerPolicy(orgId: string, region: string, options: ServerPolicyOptions = {}): CataloguePolicy {
  const [organization, { features, withoutBucketAdministration }] = assertValid<
    [OrganizationParameters, ServerPolicyOptions]
  >(checkOrganization({ orgId, region }), checkServerOptions(options));
  const policy = buildPolicy(serverTemplates(features), organizationPlaceholders(organization));
  return withoutBucketAdministration === true ? { ...policy, Statement: limitToBucketUse(policy.Statement) } : policy;
}

/** The statements that the wanted features leave. */
export function serverTemplates(features: Features | undefined): StatementTemplate[] {
  return possibleServerStatements.filter((template) => isEnabled(template, features));
}

/** What the ARN templates of a role that belongs to an organization are filled with. */
export function organizationPlaceholders({ orgId, region }: OrganizationParameters): Required<PlaceholderValues> {
  return { Partition: partitionOf(region), Region: region, OrganizationId: orgId };
}
