/** Known ways to use permissions against an account, and what closes them. */
export { RISK_CODES, type RiskCode } from './known-risks.js';
export { findRisks, type Risk, type RiskOptions, type RiskStep } from './risks.js';
export { athenaFullAccessBeyond, type AthenaAccessLevel, type AthenaFullAccessBeyond } from './athena-full-access.js';
export { explainRisks } from './explain.js';
export {
  findRoleRisks,
  type LookedAtPolicy,
  type RiskReport,
  type RiskRole,
  type RoleRiskOptions,
  type RoleRisks,
} from './report.js';
export { risksToSarif, type RiskSarifLog } from './sarif.js';
export type { StatementPlace } from './search.js';
export { RISK_CATEGORIES, RISK_SEVERITIES, type RiskCategory, type RiskSeverity } from './table/row.js';
export { SCOPE_ENTRIES, type ScopeEntry } from '../upsolver/scope/rationale.js';
