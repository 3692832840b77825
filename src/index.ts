/** What Upsolver asks for in a customer's AWS account, as pure data. */
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
export { formatIssue, InvalidInputError, type Issue, type IssueCode } from './iam/issue.js';
export type { Partition } from './iam/partition.js';
export type { StandardIssue, StandardResult, StandardSchema } from './iam/standard-schema.js';
export { buildRoles, type DeployableRolesOf } from './upsolver/build-roles.js';
export { buildDataAccessPolicy } from './upsolver/data-access.js';
export {
  dataAccessPermissions,
  type DataAccessAction,
  type DataAccessKind,
  type DataAccessPermission,
} from './upsolver/data-access-permissions.js';
export type { DeployableRole, InlinePolicy, InstanceProfile } from './upsolver/deployable-role.js';
export { KEY_USERS, type DataAccessGrant, type DataAccessParameters, type KeyUser } from './upsolver/grant-input.js';
export { integrationModeSchema, orgIdSchema, regionSchema, type OrganizationParameters } from './upsolver/input.js';
export { managedPolicyArn } from './upsolver/managed-policy.js';
export { buildManagementPolicy } from './upsolver/management-policy.js';
export {
  FEATURES,
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
  type Feature,
  type Features,
  type IntegrationMode,
  type ManagedPolicyName,
  type RoleName,
} from './upsolver/names.js';
export type { ManagementAction, Reason, ServerAction, ServerManagedAction, Source } from './upsolver/permissions.js';
export {
  permissionsFor,
  type GrantingManagedPolicy,
  type Permission,
  type RoleActions,
  type GrantingStatement,
} from './upsolver/permissions-for.js';
export type {
  ManagementParameters,
  RoleParameters,
  ServerPolicyOptions,
  TrustParameters,
} from './upsolver/role-input.js';
export {
  rolesFor,
  type AssumedBy,
  type ManagedPolicy,
  type OrganizationRole,
  type OrganizationRolesOf,
  type Role,
  type RolesOf,
} from './upsolver/roles.js';
export { SCOPE_OPTIONS, type Scope, type ScopeOption } from './upsolver/scope.js';
export { buildServerPolicy } from './upsolver/server-policy.js';
export type { CataloguePolicy, CatalogueStatement } from './upsolver/statement.js';
export { buildTrustPolicy, type TrustParametersOf } from './upsolver/trust-policy.js';
export { buildUpsolverPolicy } from './upsolver/upsolver-policy.js';
