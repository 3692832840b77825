/**
 * How an account is integrated: `private-vpc` if Upsolver's servers run in the customer's VPC (Upsolver's documentation
 * calls it "My VPC"), `upsolver-vpc` if they run in Upsolver's VPC.
 */
export const INTEGRATION_MODES = ['private-vpc', 'upsolver-vpc'] as const;

/** How an account is integrated. */
export type IntegrationMode = (typeof INTEGRATION_MODES)[number];

/** The roles of Upsolver's documentation, under their own names. */
export const ROLE_NAMES = ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverRole'] as const;

/** The name of a role in Upsolver's documentation. */
export type RoleName = (typeof ROLE_NAMES)[number];

/** The AWS managed policies that the roles hold. */
export const MANAGED_POLICY_NAMES = ['AWSCloudFormationReadOnlyAccess', 'AmazonAthenaFullAccess'] as const;

/** The name of an AWS managed policy that a role holds. */
export type ManagedPolicyName = (typeof MANAGED_POLICY_NAMES)[number];

/** The organization ID in the examples of Upsolver's documentation. S3 allows no bucket with that name. */
export const PLACEHOLDER_ORG_ID = 'UPSOLVER_ORG_ID';
