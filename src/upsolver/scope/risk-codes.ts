/**
 * The ways in which the permissions of Upsolver's documentation can be turned against the account, which the options of
 * `scope` close; the table of risks says how each is found.
 */
export const PAGE_RISK_CODES = [
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

/** What a risk of Upsolver's documentation is known by. */
export type PageRiskCode = (typeof PAGE_RISK_CODES)[number];

/** The ways that AmazonAthenaFullAccess adds, which the parameter `athena` closes. */
export const ATHENA_RISK_CODES = ['passRoleToSparkSession', 'readQueryResults', 'accessLakeData'] as const;

/** What a risk of Upsolver's roles is known by: of its documentation, or of the managed policy that they have. */
export type RoleRiskCode = PageRiskCode | (typeof ATHENA_RISK_CODES)[number];
