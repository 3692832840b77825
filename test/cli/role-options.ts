import { PARAMETERS } from '../upsolver/role-parameters.js';

/** The options of a command line that give roles their values, in any mode. */
export const FIXED_OPTIONS: readonly string[] = [
  '--org-id',
  PARAMETERS.orgId,
  '--region',
  PARAMETERS.region,
  '--trusted-account',
  PARAMETERS.trustedAccountId,
  '--external-id',
  PARAMETERS.externalId,
];

/** The same, for `private-vpc`. */
export const ROLE_OPTIONS: readonly string[] = ['--mode', 'private-vpc', ...FIXED_OPTIONS];
