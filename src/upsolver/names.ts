/**
 * How an account is integrated: `private-vpc` when Upsolver's servers run in the customer's VPC (the page's "My VPC"),
 * `upsolver-vpc` when they run in Upsolver's.
 */
export const INTEGRATION_MODES = ['private-vpc', 'upsolver-vpc'] as const;

export type IntegrationMode = (typeof INTEGRATION_MODES)[number];

/** The roles of the page, under their own names. */
export const ROLE_NAMES = ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverRole'] as const;

export type RoleName = (typeof ROLE_NAMES)[number];

/** The AWS managed policies that the roles hold. */
export const MANAGED_POLICY_NAMES = ['AWSCloudFormationReadOnlyAccess', 'AmazonAthenaFullAccess'] as const;

export type ManagedPolicyName = (typeof MANAGED_POLICY_NAMES)[number];
