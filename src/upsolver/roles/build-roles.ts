import { SESSION_SECONDS } from '../../aws/identifiers.js';
import { ec2ServicePrincipal, partitionForRegion } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import type { IntegrationMode, RoleName } from '../catalogue/names.js';
import type { RolesByMode } from '../catalogue/roles.js';
import { validateMode } from '../parameters/common.js';
import { validateRoleParameters, type RoleParameters } from '../parameters/role.js';
import { expandScope } from '../scope/narrow.js';
import { assembleRoles } from './assemble-roles.js';
import type { DeployableRole } from './deployable-role.js';
import { assertFit } from './role-quotas.js';

/** The deployable roles of a mode, as a tuple: two for `private-vpc`, one for `upsolver-vpc`. */
export type DeployableRolesOf<Mode extends IntegrationMode> = DeployableRoleTuple<RolesByMode[Mode]>;

type DeployableRoleTuple<Names extends readonly RoleName[]> = {
  -readonly [Index in keyof Names]: DeployableRole<Names[Index]>;
};

/**
 * Builds the roles of an integration, with everything that creating them requires: trust policy, managed and inline
 * policies, name, path, boundary, maximum session duration, tags, and the instance profile of UpsolverServerRole.
 *
 * @param mode `private-vpc` ("My VPC" in Upsolver's documentation) has two roles, `upsolver-vpc` has one.
 * @param parameters The organization and its Region, the trusted account and the external ID. All other parameters are
 *   optional; without them, the permissions are exactly those of Upsolver's documentation.
 * @returns New data, in the order of Upsolver's documentation. `./cloudformation`, `./terraform` and `./aws-sdk` render
 *   it.
 * @throws {InvalidInputError} With every problem of all parameters, or with every quota of IAM that the roles exceed.
 *
 * @example
 * const [management, server] = buildRoles('private-vpc', {
 *   orgId: '12345678-1234-1234-1234-1234567890ab',
 *   region: 'eu-west-1',
 *   trustedAccountId: '123456789012',
 *   externalId: 'acme',
 *   features: { athenaTables: false },
 *   namePrefix: 'prod-',
 * });
 * server.managedPolicyArns; // ['arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess']
 * server.instanceProfile; // { name: 'prod-UpsolverServerRole', path: '/' }
 *
 * Source: Upsolver's documentation, "AWS role permissions" for what is granted; IAM User Guide for the rest.
 */
export function buildRoles<Mode extends IntegrationMode>(
  mode: Mode,
  parameters: RoleParameters,
): DeployableRolesOf<Mode> {
  const [validMode, valid] = assertValid(validateMode(mode), validateRoleParameters(parameters));
  const partition = partitionForRegion(valid.region);
  const roles = assembleRoles(validMode, {
    ...valid,
    partition,
    ec2ServicePrincipal: ec2ServicePrincipal(partition),
    features: valid.features ?? {},
    athena: valid.athena,
    dataAccess: valid.dataAccess ?? [],
    scope: valid.scope && expandScope(valid.scope, partition),
    permissionsBoundaryArn: valid.permissionsBoundaryArn,
    path: valid.path ?? '/',
    namePrefix: valid.namePrefix ?? '',
    nameSuffix: valid.nameSuffix ?? '',
    tags: valid.tags ?? {},
    maxSessionDuration: valid.maxSessionDuration ?? SESSION_SECONDS.min,
  });
  assertFit(roles);
  return roles as DeployableRolesOf<Mode>;
}
