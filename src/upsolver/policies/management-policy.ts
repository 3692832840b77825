import { partitionOf } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import { buildPolicy, type CataloguePolicy } from '../catalogue/build-policy.js';
import { managementStatements, type ManagementAction } from '../catalogue/statements.js';
import { checkManagementParameters, type ManagementParameters } from '../parameters/role.js';
import { expandScope, narrowStatements } from '../scope/narrow.js';

/**
 * The policy of UpsolverManagementRole, with which Upsolver creates and manages servers in the customer's VPC.
 *
 * @param parameters `region` picks the partition of the ARNs; `aws` if it is left out. `scope` narrows the policy, see
 *   `docs/scoping.md`; without it the policy is the page's.
 * @returns A fresh document of five statements, in the order of the page, each with a Sid; a scope makes more of them.
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
 * Source: Upsolver's page "AWS role permissions", Management Role, Custom Policies (the first `{` of its JSON is missing there).
 */
export function buildManagementPolicy(parameters: ManagementParameters = {}): CataloguePolicy<ManagementAction> {
  const [{ region, scope }] = assertValid<[ManagementParameters]>(checkManagementParameters(parameters));
  const partition = partitionOf(region);
  const policy = buildPolicy<ManagementAction>(managementStatements, { Partition: partition });
  if (scope === undefined) return policy;
  return {
    ...policy,
    Statement: narrowStatements(policy.Statement, expandScope(scope, partition)) as typeof policy.Statement,
  };
}
