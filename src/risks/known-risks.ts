import { PAGE_RISK_CODES } from '../upsolver/scope/risk-codes.js';
import { COMPUTE_RISKS } from './table/compute.js';
import { CREDENTIAL_RISKS } from './table/credentials.js';
import { DATA_RISKS } from './table/data.js';
import { IDENTITY_RISKS } from './table/identity.js';
import { PAGE_RISKS } from './table/page.js';
import type { RiskRow } from './table/row.js';
import { SERVICE_RISKS } from './table/services.js';
import { SHARING_RISKS } from './table/sharing.js';
import { WORKLOAD_RISKS } from './table/workloads.js';

const rows = {
  ...PAGE_RISKS,
  ...IDENTITY_RISKS,
  ...COMPUTE_RISKS,
  ...SERVICE_RISKS,
  ...WORKLOAD_RISKS,
  ...CREDENTIAL_RISKS,
  ...DATA_RISKS,
  ...SHARING_RISKS,
};

/** The code of a known risk. */
export type RiskCode = keyof typeof rows;

/** The known risks, by their codes. */
export const KNOWN_RISKS: Readonly<Record<RiskCode, RiskRow>> = rows;

/** The codes of all risks that `findRisks` checks, first those that options of `scope` close. */
export const RISK_CODES: readonly RiskCode[] = [
  ...PAGE_RISK_CODES,
  ...(Object.keys(rows) as RiskCode[]).filter((code) => !Object.hasOwn(PAGE_RISKS, code)),
];
