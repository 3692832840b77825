import { FINDINGS, type FindingCode } from '../../drift/report/finding.js';
import type { AcceptableCodes } from '../../upsolver/parameters/accounts.js';

/** Findings about one setting, which the code names: they can be accepted without a fingerprint. */
const SETTING_CODES: readonly FindingCode[] = [
  'boundaryMissing',
  'sessionDurationChanged',
  'pathChanged',
  'tagsChanged',
];

/**
 * A role that is missing is not accepted: its account does not belong in the file. What could not be decided is not
 * accepted either, nor is there a reason to accept what does not count.
 */
function isAcceptable(code: FindingCode): boolean {
  return code !== 'roleMissing' && !['unknown', 'info'].includes(FINDINGS[code].severity);
}

const acceptable = /* @__PURE__ */ (Object.keys(FINDINGS) as FindingCode[]).filter(isAcceptable);

/** The codes of findings that can be accepted. */
export const ACCEPTABLE_CODES: AcceptableCodes = {
  withMatch: /* @__PURE__ */ acceptable.filter((code) => !SETTING_CODES.includes(code)),
  withoutMatch: SETTING_CODES,
};
