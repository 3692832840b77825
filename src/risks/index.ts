/** Known ways to use permissions against an account, and the scope options that close them. */
export { RISK_CODES, type RiskCode } from '../upsolver/scope/risk-codes.js';
export { findRisks, type Risk } from './risks.js';
export { SCOPE_ENTRIES, type ScopeEntry } from '../upsolver/scope/rationale.js';
