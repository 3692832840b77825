import { partitionOf } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import { buildPolicy, type CataloguePolicy } from '../catalogue/build-policy.js';
import { managementStatements, type ManagementAction, type ServerAction } from '../catalogue/statements.js';
import { checkOrganization, type OrganizationParameters } from '../parameters/common.js';
import { checkUpsolverOptions, type UpsolverPolicyOptions } from '../parameters/role.js';
import { expandScope, narrowStatements } from '../scope/narrow.js';
import { organizationPlaceholders, serverTemplates } from './server-policy.js';

/**
 * The policy of UpsolverRole, the one role of an integration in which Upsolver's servers run in Upsolver's VPC: the
 * statements of UpsolverManagementRole, then those of UpsolverServerRole.
 *
 * @param orgId As in {@link buildServerPolicy}.
 * @param region As in {@link buildServerPolicy}.
 * @param options `features` as in {@link buildServerPolicy}, `scope` as in `buildManagementPolicy`.
 * @returns A fresh document of nine statements, if there are no options.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildUpsolverPolicy('acme', 'us-east-1').Statement.length; // 9
 *
 * Source: Upsolver's page "AWS role permissions", tab "Upsolver VPC": both roles' permissions, "unless otherwise
 * stated", and nothing is stated otherwise.
 */
export function buildUpsolverPolicy(orgId: string, region: string, options: UpsolverPolicyOptions): CataloguePolicy;
export function buildUpsolverPolicy(orgId: string, region: string): CataloguePolicy<ManagementAction | ServerAction>;
export function buildUpsolverPolicy(
  orgId: string,
  region: string,
  options: UpsolverPolicyOptions = {},
): CataloguePolicy {
  const [organization, { features, scope }] = assertValid<[OrganizationParameters, UpsolverPolicyOptions]>(
    checkOrganization({ orgId, region }),
    checkUpsolverOptions(options, region),
  );
  const policy = buildPolicy(
    [...managementStatements, ...serverTemplates(features)],
    organizationPlaceholders(organization),
  );
  if (scope === undefined) return policy;
  return { ...policy, Statement: narrowStatements(policy.Statement, expandScope(scope, partitionOf(region))) };
}
