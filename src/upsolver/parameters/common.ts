import { findPartition, PARTITIONS, regionProblems, type Partition } from '../../aws/partition.js';
import type { Problem } from '../../core/issue.js';
import {
  choice,
  flag,
  validate,
  lazy,
  object,
  optional,
  standardSchema,
  text,
  type Result,
} from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import {
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
  type Features,
  type IntegrationMode,
  type ManagedPolicyName,
  type RoleName,
} from '../catalogue/names.js';
import { bucketNameProblems, orgIdProblems } from './organization.js';

/* What the builders of the catalogue take: untrusted input becomes values, or issues. */

/** The organization and the Region that a role is made for. */
export type OrganizationParameters = {
  /** Upsolver's id of the organization, a lower-case UUID in all public examples. */
  orgId: string;
  /** The AWS Region of the integration, such as `us-east-1`. It picks the partition, too. */
  region: string;
};

export const checkMode = (value: unknown): Result<IntegrationMode> => validate(modeChoice, value, 'mode');

export const checkRoleName = (value: unknown): Result<RoleName> => validate(roleNameChoice, value, 'roleName');

export const checkManagedPolicyName = (value: unknown): Result<ManagedPolicyName> =>
  validate(managedPolicyNameChoice, value, 'managedPolicyName');

export const checkPartition = (value: unknown): Result<Partition> => validate(partitionChoice, value, 'partition');

export const checkOrganization = (value: unknown): Result<OrganizationParameters> =>
  validate(organizationObject, value);

/** Schemas that other objects of parameters are made of. */
export const orgIdText = /* @__PURE__ */ lazy(() => text(orgIdProblems));
export const regionText = /* @__PURE__ */ lazy(() => text(regionProblems));
export const featuresObject = /* @__PURE__ */ lazy(() =>
  object<Features>({
    athenaTables: optional(flag()),
    kinesisStreams: optional(flag()),
    dedicatedBucket: optional(flag()),
  }),
);

const modeChoice = /* @__PURE__ */ lazy(() => choice(INTEGRATION_MODES));
const roleNameChoice = /* @__PURE__ */ lazy(() => choice(ROLE_NAMES));
const managedPolicyNameChoice = /* @__PURE__ */ lazy(() => choice(MANAGED_POLICY_NAMES));
const partitionChoice = /* @__PURE__ */ lazy(() => choice(PARTITIONS));
const organizationObject = /* @__PURE__ */ lazy(() =>
  object<OrganizationParameters>({ orgId: orgIdText(), region: regionText() }, dedicatedBucketProblems),
);

/** Validates an organization id, as far as that is possible without a Region. Standard Schema version 1. */
export const orgIdSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(orgIdText, 'orgId');

/** Validates an AWS Region, of any partition. Standard Schema version 1. */
export const regionSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(regionText, 'region');

/** Validates an integration mode. Standard Schema version 1. */
export const integrationModeSchema: StandardSchema<IntegrationMode> = /* @__PURE__ */ standardSchema(
  modeChoice,
  'mode',
);

/** The bucket's name may be too long. Runs even when a text has problems, so that one call reports everything. */
export function dedicatedBucketProblems({ orgId, region }: OrganizationParameters): (Problem & { path: string[] })[] {
  if (findPartition(region) === undefined) return [];
  return bucketNameProblems(orgId, region).map((problem) => ({ ...problem, path: ['orgId'] }));
}
