/** The ways in which the permissions of a role can be turned against the account; `risks.ts` says how each is found. */
export const RISK_CODES = [
  'passRoleToInstance',
  'passRoleToSpotInstance',
  'fillInstanceProfile',
  'passRoleToOtherService',
  'bypassTagGuard',
  'readPolicies',
  'attachAnyVolume',
  'changeBucketPolicy',
  'takeAnyAddress',
] as const;

/** What a risk is known by. */
export type RiskCode = (typeof RISK_CODES)[number];
