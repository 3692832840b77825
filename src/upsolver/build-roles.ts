import { InvalidInputError, type Issue } from '../iam/issue.js';
import { ec2ServicePrincipal, partitionOf } from '../iam/partition.js';
import { checkQuotas, type QuotaUse } from '../iam/quota.js';
import { assembleRoles } from './assemble-roles.js';
import type { DeployableRole } from './deployable-role.js';
import { checkMode } from './input.js';
import type { IntegrationMode, RoleName } from './names.js';
import { checkRoleParameters, type RoleParameters } from './role-input.js';
import type { RolesByMode } from './roles.js';
import { assertValid } from './schema.js';
import { expandScope } from './scope-values.js';

/** The deployable roles of a mode, as a tuple: two for `private-vpc`, one for `upsolver-vpc`. */
export type DeployableRolesOf<Mode extends IntegrationMode> = DeployableRoleTuple<RolesByMode[Mode]>;

type DeployableRoleTuple<Names extends readonly RoleName[]> = {
  -readonly [Index in keyof Names]: DeployableRole<Names[Index]>;
};

/**
 * The roles of an integration, with everything that it takes to create them: trust policy, managed and inline policies,
 * name, path, boundary, session, tags, and the instance profile of UpsolverServerRole.
 *
 * @param mode `private-vpc` (the page's "My VPC") has two roles, `upsolver-vpc` has one.
 * @param parameters The organization and its Region, the account that is trusted and the external id; what else there is
 *   has a default, with which the permissions are exactly the page's.
 * @returns Fresh data, in the order of the page. `./cloudformation`, `./terraform` and `./aws-sdk` render it.
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
 * Source: Upsolver's page "AWS role permissions" for what is granted; IAM User Guide for the rest.
 */
export function buildRoles<Mode extends IntegrationMode>(mode: Mode, parameters: RoleParameters): DeployableRolesOf<Mode> {
  const [validMode, valid] = assertValid<[Mode, RoleParameters]>(checkMode(mode) as never, checkRoleParameters(parameters));
  const { region, scope, dataAccess = [], path = '/', namePrefix = '', nameSuffix = '', tags = {} } = valid;
  const partition = partitionOf(region);
  const servicePrincipal = ec2ServicePrincipal(partition);
  const roles = assembleRoles(validMode, {
    ...valid,
    partition,
    ec2ServicePrincipal: servicePrincipal,
    features: valid.features ?? {},
    scope: scope && expandScope(scope, partition, servicePrincipal),
    permissionsBoundaryArn: valid.permissionsBoundaryArn,
    maxSessionDuration: valid.maxSessionDuration,
    dataAccess,
    path,
    namePrefix,
    nameSuffix,
    tags,
  });
  const issues = roles.flatMap(quotaIssues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return roles as DeployableRolesOf<Mode>;
}

/** What of a role IAM would refuse for its size. Source: IAM User Guide, "IAM and AWS STS quotas". */
function quotaIssues({ name, trustPolicy, inlinePolicies }: DeployableRole): Issue[] {
  const documents = inlinePolicies.map(({ document }) => document);
  const uses = [...checkQuotas(documents, 'role-inline'), ...checkQuotas(trustPolicy, 'trust-policy')];
  return uses.filter(({ fits }) => !fits).map((use) => sizeIssue(name, use));
}

function sizeIssue(name: string, { attachment, used, limit, left }: QuotaUse): Issue {
  const isTrust = attachment === 'trust-policy';
  return {
    code: 'over_quota',
    path: [isTrust ? 'externalId' : 'dataAccess'],
    message: `the ${isTrust ? 'trust policy' : 'inline policies'} of ${name} would have ${used} characters, ${-left} too many`,
    hint: `AWS takes ${limit}`,
  };
}
