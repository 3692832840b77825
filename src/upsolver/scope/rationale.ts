import type { PageSid } from '../catalogue/statements.js';
import { SCOPE_OPTIONS, scopeOptions, type ScopeOption } from './options.js';
import type { RiskCode } from './risk-codes.js';

/** What one option of `scope` is for, and what it might cost. */
export type ScopeEntry = {
  option: ScopeOption;
  /** The risk that it closes; a sentence. */
  risk: string;
  /** Where the risk, or the way to close it, is documented. */
  source: string;
  /** Codes of `findRisks` that it closes. */
  closes: readonly RiskCode[];
  /** `Sid`s of the statements of Upsolver's documentation that it changes. */
  changes: readonly PageSid[];
  /** What might stop working; a sentence. */
  mightBreak: string;
};

/** The options of `scope`, with the risk that each closes. */
export const SCOPE_ENTRIES: readonly ScopeEntry[] = /* @__PURE__ */ SCOPE_OPTIONS.map((option) => {
  const { risk, source, closes, changes, mightBreak } = scopeOptions[option];
  return { option, risk, source, closes, changes, mightBreak };
});
