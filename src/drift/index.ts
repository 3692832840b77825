/** Whether the roles in an account are still what Upsolver needs, and nothing more. */
export { checkRoles, createRoleCheck, type AccountInput, type CheckOptions, type RoleCheck } from './check.js';
export type { DeployedPolicy, DeployedRole } from './deployed.js';
export { explainReport } from './explain.js';
export { FINDINGS, type Finding, type FindingCode, type PolicyPlace, type Severity } from './finding.js';
export { roleFromParts, type RolePage, type RoleParts } from './input/parts.js';
export type { Variant } from './recognize.js';
export type { RepairCall } from './repair/call.js';
export { repair, toRepairScript, type RoleRepair } from './repair/repair.js';
export type { DriftReport, RoleReport, RoleStatus } from './report.js';
export { toSarif, type SarifLog } from './sarif.js';
