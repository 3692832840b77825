import { PARAMETERS } from '../upsolver/role-parameters.js';

/** The options of a command line that describe the roles of `private-vpc`. */
export const ROLE_OPTIONS: readonly string[] = [
  '--mode',
  'private-vpc',
  '--org-id',
  PARAMETERS.orgId,
  '--region',
  PARAMETERS.region,
  '--trusted-account',
  PARAMETERS.trustedAccountId,
  '--external-id',
  PARAMETERS.externalId,
];
