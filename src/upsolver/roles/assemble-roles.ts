import { awsManagedPolicyArn, rootArn } from '../../aws/arn.js';
import type { TrustPolicyDocument } from '../../iam/document.js';
import { buildPolicy, type CatalogueStatement } from '../catalogue/build-policy.js';
import { featuresWith, type FeatureChoice } from '../catalogue/features.js';
import type { IntegrationMode, RoleName } from '../catalogue/names.js';
import { partsOf, roles, rolesOfMode, type trusts } from '../catalogue/roles.js';
import type { AthenaParameters } from '../parameters/athena.js';
import type { DataAccessGrant } from '../parameters/data-access.js';
import { assembleAthena } from '../policies/athena-policy.js';
import { assembleDataAccess } from '../policies/data-access-policy.js';
import { trustAccount, trustService } from '../policies/trust-policy.js';
import { narrowStatements, type ScopeValues } from '../scope/narrow.js';
import { chosenOptions } from '../scope/options.js';
import type { DeployableRole, InlinePolicy } from './deployable-role.js';
import { managedPoliciesOf } from './managed-policies.js';

/**
 * What roles are assembled from, known to be valid. Strings may be the placeholders of a template: nothing here looks
 * into them.
 */
export type RoleValues = {
  orgId: string;
  region: string;
  partition: string;
  ec2ServicePrincipal: string;
  trustedAccountId: string;
  externalId: string | readonly string[];
  /** `undefined` for a template that includes every feature and leaves the choice to whoever deploys it. */
  features: FeatureChoice | undefined;
  /** What replaces the managed policy of the feature `athenaTables`. */
  athena: AthenaParameters | undefined;
  dataAccess: readonly DataAccessGrant[];
  scope: ScopeValues | undefined;
  permissionsBoundaryArn: string | undefined;
  path: string;
  namePrefix: string;
  nameSuffix: string;
  tags: Readonly<Record<string, string>>;
  maxSessionDuration: number;
};

const trustPolicies: { [Trust in keyof typeof trusts]: (values: RoleValues) => TrustPolicyDocument } = {
  account: ({ partition, trustedAccountId, externalId }) =>
    trustAccount(rootArn(partition, trustedAccountId), externalId),
  ec2: ({ ec2ServicePrincipal }) => trustService(ec2ServicePrincipal),
};

/** The roles of a mode, in the order of Upsolver's documentation. */
export function assembleRoles(mode: IntegrationMode, values: RoleValues): DeployableRole[] {
  return rolesOfMode(mode).map((role) => assembleRole(role, values));
}

function assembleRole(role: RoleName, values: RoleValues): DeployableRole {
  const { purpose, trusts } = roles[role];
  const name = `${values.namePrefix}${role}${values.nameSuffix}`;
  return {
    role,
    name,
    description: purpose,
    path: values.path,
    trustPolicy: trustPolicies[trusts](values),
    managedPolicyArns: managedPoliciesOf(
      role,
      featuresWith(values.athena, values.features),
      chosenOptions(values.scope ?? {}),
    ).map((policy) => awsManagedPolicyArn(values.partition, policy.name)),
    inlinePolicies: assemblePolicies(role, values),
    maxSessionDuration: values.maxSessionDuration,
    tags: Object.entries(values.tags).map(([key, value]) => ({ key, value })),
    ...(values.permissionsBoundaryArn !== undefined && { permissionsBoundaryArn: values.permissionsBoundaryArn }),
    ...(trusts === 'ec2' && { instanceProfile: { name, path: values.path } }),
  };
}

/** The inline policies that have a statement. */
function assemblePolicies(role: RoleName, values: RoleValues): InlinePolicy[] {
  const own = { Version: '2012-10-17' as const, Statement: assembleStatements(role, values) };
  const policies: InlinePolicy[] = [{ name: roles[role].policyName, document: own }];
  if (partsOf(role).some(({ readsData }) => readsData)) {
    const document = assembleDataAccess(values.dataAccess, values.partition);
    policies.push({ name: 'UpsolverDataAccessPolicy', document });
    if (values.athena !== undefined) {
      policies.push({ name: 'UpsolverAthenaPolicy', document: assembleAthena(values.athena, values) });
    }
  }
  return policies.filter(({ document }) => document.Statement.length > 0);
}

function assembleStatements(role: RoleName, values: RoleValues): CatalogueStatement[] {
  const { partition, region, orgId, scope } = values;
  const placeholders = { Partition: partition, Region: region, OrganizationId: orgId };
  const { Statement } = buildPolicy(partsOf(role), placeholders, featuresWith(values.athena, values.features));
  return scope === undefined ? Statement : narrowStatements(Statement, scope);
}
