import { assertValid, checkOrganization, type OrganizationParameters } from './input.js';
import { managementStatements, serverStatements, type ManagementAction, type ServerAction } from './permissions.js';
import { organizationPlaceholders } from './server-policy.js';
import { buildPolicy, type CataloguePolicy } from './statement.js';

/**
 * The policy of UpsolverRole, the one role of an integration in which Upsolver's servers run in Upsolver's VPC: the
 * statements of UpsolverManagementRole, then those of UpsolverServerRole.
 *
 * @param orgId As in {@link buildServerPolicy}.
 * @param region As in {@link buildServerPolicy}.
 * @returns A fresh document of nine statements.
 * @throws {InvalidInputError} With every problem of both parameters.
 *
 * @example
 * buildUpsolverPolicy('acme', 'us-east-1').Statement.length; // 9
 *
 * Source: Upsolver's page "AWS role permissions", tab "Upsolver VPC": both roles' permissions, "unless otherwise
 * stated", and nothing is stated otherwise.
 */
export function buildUpsolverPolicy(
  orgId: string,
  region: string,
): CataloguePolicy<ManagementAction | ServerAction> {
  const [organization] = assertValid<[OrganizationParameters]>(checkOrganization({ orgId, region }));
  return buildPolicy<ManagementAction | ServerAction>(
    [...managementStatements, ...serverStatements],
    organizationPlaceholders(organization),
  );
}
