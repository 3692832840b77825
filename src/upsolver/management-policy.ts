import { partitionForRegion } from '../iam/partition.js';
import { assertValid, checkManagement, type ManagementParameters } from './input.js';
import { managementStatements, type ManagementAction } from './permissions.js';
import { buildPolicy, type CataloguePolicy } from './statement.js';

/**
 * The policy of UpsolverManagementRole, with which Upsolver creates and manages servers in the customer's VPC.
 *
 * @param parameters `region` picks the partition of the ARNs; `aws` if it is left out.
 * @returns A fresh document of five statements, in the order of the page, each with a Sid.
 * @throws {InvalidInputError} If the region is not an AWS Region, or a parameter is unknown.
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
  const [{ region }] = assertValid<[ManagementParameters]>(checkManagement(parameters));
  return buildPolicy<ManagementAction>(managementStatements, {
    Partition: region === undefined ? 'aws' : partitionForRegion(region),
  });
}
