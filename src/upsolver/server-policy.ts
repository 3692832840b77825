import { partitionForRegion } from '../iam/partition.js';
import { assertValid, checkOrganization, type OrganizationParameters } from './input.js';
import { serverStatements, type ServerAction } from './permissions.js';
import { buildPolicy, type CataloguePolicy, type PlaceholderValues } from './statement.js';

/**
 * The policy of UpsolverServerRole, with which Upsolver's servers reach the data in the customer's account.
 *
 * @param orgId Upsolver's id of the organization: lower-case letters, digits and hyphens, as the name of its bucket,
 *   `<region>-upsolver-<orgId>`, allows. All public examples are lower-case UUIDs.
 * @param region The AWS Region of the integration, such as `us-east-1`. It picks the partition of the ARNs, too.
 * @returns A fresh document of four statements, in the order and under the Sids of the page.
 * @throws {InvalidInputError} With every problem of both parameters.
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
export function buildServerPolicy(orgId: string, region: string): CataloguePolicy<ServerAction> {
  const [organization] = assertValid<[OrganizationParameters]>(checkOrganization({ orgId, region }));
  return buildPolicy<ServerAction>(serverStatements, organizationPlaceholders(organization));
}

/** What the ARN templates of a role that belongs to an organization are filled with. */
export function organizationPlaceholders({ orgId, region }: OrganizationParameters): Required<PlaceholderValues> {
  return { Partition: partitionForRegion(region), Region: region, OrganizationId: orgId };
}
