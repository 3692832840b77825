/** The IAM roles that Upsolver needs in a customer's AWS account, as plain data. */
export type { Partition } from './aws/partition.js';
export { formatIssue, InvalidInputError, type Issue, type IssueCode } from './core/issue.js';
export type { StandardIssue, StandardResult, StandardSchema } from './core/standard-schema.js';
export type {
  ConditionBlock,
  ConditionMap,
  ConditionOperator,
  Effect,
  PolicyDocument,
  PolicyVersion,
  Principal,
  Statement,
  TrustPolicyDocument,
  TrustStatement,
} from './iam/document.js';
export type { AthenaAction, AthenaPart, AthenaSid } from './upsolver/catalogue/athena.js';
export { athenaPermissions, type AthenaPermission } from './upsolver/catalogue/athena-reasons.js';
export type { CataloguePolicy, CatalogueStatement } from './upsolver/catalogue/build-policy.js';
export {
  dataAccessPermissions,
  type DataAccessAction,
  type DataAccessKind,
  type DataAccessPermission,
} from './upsolver/catalogue/data-access.js';
export type { ExamplePolicy, ExamplePolicyArn } from './upsolver/catalogue/example.js';
export { FEATURES, type Feature, type Features } from './upsolver/catalogue/features.js';
export {
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
  type IntegrationMode,
  type ManagedPolicyName,
  type RoleName,
} from './upsolver/catalogue/names.js';
export type { ServerManagedAction } from './upsolver/catalogue/parts.js';
export type { PolicyAction, RoleActions } from './upsolver/catalogue/roles.js';
export type { LakeFormationPermission, LakeFormationResource } from './upsolver/catalogue/lake-formation.js';
export type { ManagementAction, Reason, ServerAction, Source } from './upsolver/catalogue/statements.js';
export type {
  AthenaDatabase,
  AthenaOptions,
  AthenaParameters,
  AthenaPlace,
  S3Location,
} from './upsolver/parameters/athena.js';
export { integrationModeSchema } from './upsolver/parameters/common.js';
export {
  dataAccessGrantSchema,
  KEY_USERS,
  type DataAccessGrant,
  type DataAccessParameters,
  type KeyUser,
} from './upsolver/parameters/data-access.js';
export {
  organizationSchema,
  orgIdSchema,
  regionSchema,
  type OrganizationParameters,
} from './upsolver/parameters/organization.js';
export type { ManagementParameters, ServerPolicyOptions, UpsolverPolicyOptions } from './upsolver/parameters/policy.js';
export { roleParametersSchema, type RoleParameters, type TrustParameters } from './upsolver/parameters/role.js';
export { buildAthenaPolicy, type AthenaPolicy } from './upsolver/policies/athena-policy.js';
export { buildDataAccessPolicy, type DataAccessPolicy } from './upsolver/policies/data-access-policy.js';
export { buildManagementPolicy, type ManagementPolicy } from './upsolver/policies/management-policy.js';
export { buildServerPolicy, type ServerPolicy } from './upsolver/policies/server-policy.js';
export { buildTrustPolicy, type TrustParametersOf } from './upsolver/policies/trust-policy.js';
export { buildUpsolverPolicy, type UpsolverPolicy } from './upsolver/policies/upsolver-policy.js';
export { buildRoles, type DeployableRolesOf } from './upsolver/roles/build-roles.js';
export type { DeployableRole, InlinePolicy, InstanceProfile } from './upsolver/roles/deployable-role.js';
export { lakeFormationGrants, type LakeFormationGrant } from './upsolver/roles/lake-formation-grants.js';
export type { ManagedPolicy } from './upsolver/roles/managed-policies.js';
export { managedPolicyArn } from './upsolver/roles/managed-policy-arn.js';
export {
  permissionsFor,
  type GrantingManagedPolicy,
  type GrantingStatement,
  type Permission,
} from './upsolver/roles/permissions-for.js';
export {
  rolesFor,
  type AssumedBy,
  type OrganizationRole,
  type OrganizationRolesOf,
  type Role,
  type RolesOf,
} from './upsolver/roles/roles-for.js';
export { scopeAll } from './upsolver/roles/scope-all.js';
export type { ScopeAllParameters } from './upsolver/scope/named-scope.js';
export { SCOPE_OPTIONS, type Scope, type ScopeOption } from './upsolver/scope/options.js';
