/** The ways in which permissions can be turned against an account. */
export { RISK_CODES, type RiskCode } from '../upsolver/scope/risk-codes.js';
export { findRisks, type Risk } from './risks.js';
export { SCOPE_ENTRIES, type ScopeEntry } from '../upsolver/scope/rationale.js';
