import type { TrustPolicyDocument } from '../../iam/document.js';
import { buildPolicy, isEnabled, type CatalogueStatement } from '../catalogue/build-policy.js';
import type { Features, IntegrationMode, ManagedPolicyName, RoleName } from '../catalogue/names.js';
import {
  managementManagedPolicies,
  managementStatements,
  possibleServerStatements,
  serverManagedPolicies,
  type ManagedPolicyEntry,
  type StatementTemplate,
} from '../catalogue/statements.js';
import type { DataAccessGrant } from '../parameters/data-access.js';
import { assembleDataAccess } from '../policies/data-access-policy.js';
import { trustAccount, trustService } from '../policies/trust-policy.js';
import { narrowStatements, type ScopeValues } from '../scope/narrow.js';
import type { DeployableRole, InlinePolicy } from './deployable-role.js';
import { rolePurpose, rolesByMode } from './roles-for.js';

/**
 * What roles are made from, known to be good. Texts may be the placeholders of a template: nothing here looks into them.
 */
export type RoleValues = {
  orgId: string;
  region: string;
  partition: string;
  ec2ServicePrincipal: string;
  trustedAccountId: string;
  externalId: string | string[];
  /** `undefined` for a template that has everything, and leaves the choice to whoever deploys it. */
  features: Features | undefined;
  dataAccess: readonly DataAccessGrant[];
  scope: ScopeValues | undefined;
  permissionsBoundaryArn: string | undefined;
  path: string;
  namePrefix: string;
  nameSuffix: string;
  tags: Readonly<Record<string, string>>;
  maxSessionDuration: number;
};

/** Statements and managed policies of one half of the catalogue, for the roles that have it. */
type Half = { templates: readonly StatementTemplate[]; managedPolicies: readonly ManagedPolicyEntry[] };

const management: Half = { templates: managementStatements, managedPolicies: managementManagedPolicies };
const server: Half = { templates: possibleServerStatements, managedPolicies: serverManagedPolicies };

type Composition = {
  halves: readonly Half[];
  policyName: string;
  trust: (values: RoleValues) => TrustPolicyDocument;
  hasInstanceProfile: boolean;
};

const trustUpsolver = ({ partition, trustedAccountId, externalId }: RoleValues): TrustPolicyDocument =>
  trustAccount(`arn:${partition}:iam::${trustedAccountId}:root`, externalId);

const compositions: Record<RoleName, Composition> = {
  UpsolverManagementRole: {
    halves: [management],
    policyName: 'UpsolverManagementPolicy',
    trust: trustUpsolver,
    hasInstanceProfile: false,
  },
  UpsolverServerRole: {
    halves: [server],
    policyName: 'UpsolverServerPolicy',
    trust: ({ ec2ServicePrincipal }) => trustService(ec2ServicePrincipal),
    hasInstanceProfile: true,
  },
  UpsolverRole: {
    halves: [management, server],
    policyName: 'UpsolverPolicy',
    trust: trustUpsolver,
    hasInstanceProfile: false,
  },
};

/** The roles of a mode, in the order of the page. */
export function assembleRoles(mode: IntegrationMode, values: RoleValues): DeployableRole[] {
  return rolesByMode[mode].map((role) => assembleRole(role, values));
}

function assembleRole(role: RoleName, values: RoleValues): DeployableRole {
  const { halves, policyName, trust, hasInstanceProfile } = compositions[role];
  const name = `${values.namePrefix}${role}${values.nameSuffix}`;
  const inlinePolicies: InlinePolicy[] = [
    { name: policyName, document: { Version: '2012-10-17', Statement: assembleStatements(halves, values) } },
  ];
  if (halves.includes(server) && values.dataAccess.length > 0) {
    inlinePolicies.push({
      name: 'UpsolverDataAccessPolicy',
      document: assembleDataAccess(values.dataAccess, values.partition),
    });
  }
  return {
    role,
    name,
    description: rolePurpose(role),
    path: values.path,
    trustPolicy: trust(values),
    managedPolicyArns: managedPolicyNames(halves, values.features).map(
      (policy) => `arn:${values.partition}:iam::aws:policy/${policy}`,
    ),
    inlinePolicies: inlinePolicies.filter(({ document }) => document.Statement.length > 0),
    maxSessionDuration: values.maxSessionDuration,
    tags: Object.entries(values.tags).map(([key, value]) => ({ key, value })),
    ...(values.permissionsBoundaryArn !== undefined && { permissionsBoundaryArn: values.permissionsBoundaryArn }),
    ...(hasInstanceProfile && { instanceProfile: { name, path: values.path } }),
  };
}

function assembleStatements(halves: readonly Half[], values: RoleValues): CatalogueStatement[] {
  const templates = halves.flatMap((half) => half.templates).filter((template) => isPresent(template, values.features));
  const { Statement } = buildPolicy(templates, {
    Partition: values.partition,
    Region: values.region,
    OrganizationId: values.orgId,
  });
  return values.scope === undefined ? Statement : narrowStatements(Statement, values.scope);
}

/** Each policy once, where it stands first. */
function managedPolicyNames(halves: readonly Half[], features: Features | undefined): ManagedPolicyName[] {
  const grants = halves.flatMap((half) => half.managedPolicies).filter((grant) => isPresent(grant, features));
  return [...new Set(grants.map(({ name }) => name))];
}

function isPresent(part: Parameters<typeof isEnabled>[0], features: Features | undefined): boolean {
  return features === undefined || isEnabled(part, features);
}
