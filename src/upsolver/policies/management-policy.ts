import { assertValid } from '../../core/schema.js';
import type { CataloguePolicy } from '../catalogue/build-policy.js';
import { managementPart } from '../catalogue/parts.js';
import { type ManagementAction } from '../catalogue/statements.js';
import { validateManagementParameters, type ManagementParameters } from '../parameters/policy.js';
import { buildScopedPolicy } from './scoped-policy.js';

/** The policy of UpsolverManagementRole. */
export type ManagementPolicy = CataloguePolicy<ManagementAction>;

/**
 * Builds the policy of UpsolverManagementRole, with which Upsolver creates and manages servers in the customer's VPC.
 *
 * @param parameters `region` determines the partition of the ARNs; `aws` if omitted. `scope` narrows the policy, see
 *   `docs/scoping.md`; without it the policy is exactly that of Upsolver's documentation.
 * @returns A new document of five statements, in the order of Upsolver's documentation, each with a `Sid`; a scope
 *   splits some of them.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * buildManagementPolicy({ region: 'us-gov-west-1' }).Statement[4]?.Resource;
 * // [
 * //   'arn:aws-us-gov:ec2:*:*:network-interface/*',
 * //   'arn:aws-us-gov:ec2:*:*:subnet/*',
 * //   'arn:aws-us-gov:ec2:*::image/*',
 * // ]
 *
 * Source: Upsolver's documentation, "AWS role permissions", Management Role, Custom Policies; its JSON lacks a `{`.
 */
export function buildManagementPolicy(parameters: ManagementParameters = {}): ManagementPolicy {
  const [{ region, scope }] = assertValid(validateManagementParameters(parameters));
  return buildScopedPolicy([managementPart], { region }, {}, scope) as ManagementPolicy;
}
