/**
 * How an account is integrated: `private-vpc` when Upsolver's servers run in the customer's VPC (the page's "My VPC"),
 * `upsolver-vpc` when they run in Upsolver's.
 */
export const INTEGRATION_MODES = ['private-vpc', 'upsolver-vpc'] as const;

/** How an account is integrated. */
export type IntegrationMode = (typeof INTEGRATION_MODES)[number];

/** The roles of the page, under their own names. */
export const ROLE_NAMES = ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverRole'] as const;

/** The name of a role on the page. */
export type RoleName = (typeof ROLE_NAMES)[number];

/** The AWS managed policies that the roles hold. */
export const MANAGED_POLICY_NAMES = ['AWSCloudFormationReadOnlyAccess', 'AmazonAthenaFullAccess'] as const;

/** The name of an AWS managed policy that a role holds. */
export type ManagedPolicyName = (typeof MANAGED_POLICY_NAMES)[number];

/**
 * What the set-up wizard lets a customer leave out: `athenaTables` ("Create Athena tables"), `kinesisStreams` ("View
 * Kinesis streams") and `dedicatedBucket` ("Create a dedicated Upsolver bucket").
 *
 * Source: Upsolver's deployment guide (github.com/Upsolver/Documentation) and its screenshots of 2020.
 */
export const FEATURES = ['athenaTables', 'kinesisStreams', 'dedicatedBucket'] as const;

/** Something that a customer can leave out. */
export type Feature = (typeof FEATURES)[number];

/** Which features are wanted; all, unless it says `false`. */
export type Features = { [Name in Feature]?: boolean | undefined };
