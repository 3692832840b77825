/** The ways in which permissions can be turned against an account. */
export { RISK_CODES, type RiskCode } from './codes.js';
export { findRisks, type Risk } from './risks.js';
export { SCOPE_ENTRIES, type ScopeEntry } from '../scope-options.js';
