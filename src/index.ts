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
export { formatIssue, InvalidInputError, type Issue, type IssueCode } from './core/issue.js';
export type { Partition } from './aws/partition.js';
export type { StandardIssue, StandardResult, StandardSchema } from './core/standard-schema.js';
export { buildRoles, type DeployableRolesOf } from './upsolver/roles/build-roles.js';
export { buildDataAccessPolicy } from './upsolver/policies/data-access-policy.js';
export {
  dataAccessPermissions,
  type DataAccessAction,
  type DataAccessKind,
  type DataAccessPermission,
} from './upsolver/catalogue/data-access.js';
export type { DeployableRole, InlinePolicy, InstanceProfile } from './upsolver/roles/deployable-role.js';
export {
  KEY_USERS,
  type DataAccessGrant,
  type DataAccessParameters,
  type KeyUser,
} from './upsolver/parameters/data-access.js';
export {
  integrationModeSchema,
  orgIdSchema,
  regionSchema,
  type OrganizationParameters,
} from './upsolver/parameters/common.js';
export { managedPolicyArn } from './upsolver/roles/managed-policy-arn.js';
export { buildManagementPolicy } from './upsolver/policies/management-policy.js';
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
} from './upsolver/catalogue/names.js';
export type {
  ManagementAction,
  Reason,
  ServerAction,
  ServerManagedAction,
  Source,
} from './upsolver/catalogue/statements.js';
export {
  permissionsFor,
  type GrantingManagedPolicy,
  type Permission,
  type RoleActions,
  type GrantingStatement,
} from './upsolver/roles/permissions-for.js';
export type {
  ManagementParameters,
  RoleParameters,
  ServerPolicyOptions,
  TrustParameters,
} from './upsolver/parameters/role.js';
export {
  rolesFor,
  type AssumedBy,
  type ManagedPolicy,
  type OrganizationRole,
  type OrganizationRolesOf,
  type Role,
  type RolesOf,
} from './upsolver/roles/roles-for.js';
export { SCOPE_OPTIONS, type Scope, type ScopeOption } from './upsolver/scope/narrow.js';
export { buildServerPolicy } from './upsolver/policies/server-policy.js';
export type { CataloguePolicy, CatalogueStatement } from './upsolver/catalogue/build-policy.js';
export { buildTrustPolicy, type TrustParametersOf } from './upsolver/policies/trust-policy.js';
export { buildUpsolverPolicy } from './upsolver/policies/upsolver-policy.js';
