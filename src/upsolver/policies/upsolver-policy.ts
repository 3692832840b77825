import { partitionForRegion } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { CataloguePolicy } from '../catalogue/build-policy.js';
import { featuresWith } from '../catalogue/features.js';
import { partsOf, type PolicyAction } from '../catalogue/roles.js';
import { validateOrganizationArguments } from '../parameters/organization.js';
import { validateUpsolverOptions, type UpsolverPolicyOptions } from '../parameters/policy.js';
import { assembleAthena } from './athena-policy.js';
import { buildScopedPolicy } from './scoped-policy.js';

/** The policy of UpsolverRole, with every feature. */
export type UpsolverPolicy = CataloguePolicy<PolicyAction<'UpsolverRole'>>;

/**
 * Builds the policy of UpsolverRole, the one role of an integration in which Upsolver's servers run in Upsolver's VPC:
 * the statements of UpsolverManagementRole, then those of UpsolverServerRole.
 *
 * @param orgId As in {@link buildServerPolicy}.
 * @param region As in {@link buildServerPolicy}.
 * @param options `features` and `athena` as in {@link buildServerPolicy}, `scope` as in {@link buildManagementPolicy}.
 * @returns A new document of nine statements, if there are no options.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildUpsolverPolicy('acme', 'us-east-1').Statement.length; // 9
 *
 * Source: Upsolver's documentation, "AWS role permissions", tab "Upsolver VPC".
 */
export function buildUpsolverPolicy(orgId: string, region: string, options: UpsolverPolicyOptions): CataloguePolicy;
export function buildUpsolverPolicy(orgId: string, region: string): UpsolverPolicy;
export function buildUpsolverPolicy(
  orgId: string,
  region: string,
  options: UpsolverPolicyOptions = {},
): CataloguePolicy {
  const [, { features = {}, scope, athena }] = assertValid(
    validateOrganizationArguments(orgId, region),
    validateUpsolverOptions(options, region),
  );
  const place = { region, orgId, partition: partitionForRegion(region) };
  const policy = buildScopedPolicy(partsOf('UpsolverRole'), place, featuresWith(athena, features), scope);
  if (athena !== undefined) policy.Statement.push(...assembleAthena(athena, place).Statement);
  return policy;
}
