/** Checks whether the roles in an account are still what Upsolver needs, and plans the calls that restore them. */
export { checkRoles, createRoleCheck, type AccountInput, type RoleCheck } from './check.js';
export type { CheckOptions } from '../upsolver/parameters/check.js';
export type { DeployedPolicy, DeployedRole } from './input/deployed-role.js';
export { readDeployedRoles, type DeployedAccount, type DeployedAccounts } from './deployed-roles.js';
export {
  inspectRoles,
  type InspectedIntegration,
  type InspectedRole,
  type Inspection,
  type InspectOptions,
  type RequiredParameter,
} from './inspect/inspect.js';
export type { SettingDisagreement } from './inspect/settings.js';
export { checkLakeFormation, type LakeFormationReport } from './lake-formation.js';
export { explainReport } from './report/explain.js';
export {
  FINDINGS,
  type Finding,
  type FindingCode,
  type PolicyLocation,
  type Severity,
  type VariantOptions,
} from './report/finding.js';
export { roleFromApiResponses, type RolePage, type RoleParts } from './input/parts.js';
export type { RepairCall } from './repair/call.js';
export { repair, type RepairOptions, type RoleRepair } from './repair/repair.js';
export { toRepairScript, toRepairScripts, type RepairScript, type RepairScriptOptions } from './repair/script.js';
export type { DriftReport, ParameterHint, RoleReport, RoleStatus, Variant } from './report/report.js';
export { toSarif, type SarifLog } from './report/sarif.js';
