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
export {
  integrationModeSchema,
  orgIdSchema,
  regionSchema,
  type ManagementParameters,
  type OrganizationParameters,
} from './upsolver/input.js';
export { managedPolicyArn } from './upsolver/managed-policy.js';
export { buildManagementPolicy } from './upsolver/management-policy.js';
export {
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
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
export {
  rolesFor,
  type AssumedBy,
  type ManagedPolicy,
  type OrganizationRole,
  type OrganizationRolesOf,
  type Role,
  type RolesOf,
} from './upsolver/roles.js';
export { buildServerPolicy } from './upsolver/server-policy.js';
export type { CataloguePolicy, CatalogueStatement } from './upsolver/statement.js';
export { buildUpsolverPolicy } from './upsolver/upsolver-policy.js';
