/** The schemas of parameters as schemas of `zod/mini`, for use inside your own. Requires zod 4, which you install. */
import * as z from 'zod/mini';
import type { IntegrationMode } from '../catalogue/names.js';
import { integrationMode } from '../parameters/common.js';
import { dataAccessGrant, type DataAccessGrant } from '../parameters/data-access.js';
import { schemaMetadata } from '../parameters/metadata.js';
import { organization, orgId, region, type OrganizationParameters } from '../parameters/organization.js';
import { roleParameters, type RoleParameters } from '../parameters/role.js';

export type { DataAccessGrant, IntegrationMode, OrganizationParameters, RoleParameters };

// `z.toJSONSchema` finds patterns and limits where zod keeps the metadata of every schema.
for (const [schema, metadata] of schemaMetadata()) z.globalRegistry.add(schema, metadata);

/**
 * Validates an organization ID, as far as that is possible without a Region.
 *
 * @example
 * z.object({ orgId: orgIdSchema }).parse({ orgId: 'acme' }); // { orgId: 'acme' }
 */
export const orgIdSchema: z.ZodMiniType<string> = orgId();

/** Validates an AWS Region of any partition. */
export const regionSchema: z.ZodMiniType<string> = region();

/** Validates an integration mode. */
export const integrationModeSchema: z.ZodMiniType<IntegrationMode> = integrationMode();

/** Validates `{ orgId, region }`, and that both make a valid bucket name. */
export const organizationSchema: z.ZodMiniType<OrganizationParameters> = organization();

/**
 * Validates the parameters of `buildRoles`, and how the parameters fit together. Make it optional with
 * `z.optional(roleParametersSchema)`.
 *
 * @example
 * z.object({ roles: roleParametersSchema }).safeParse({ roles: {} }).error?.issues[0]?.path; // ['roles', 'orgId']
 */
export const roleParametersSchema: z.ZodMiniType<RoleParameters> = roleParameters();

/** Validates one entry of `dataAccess`. */
export const dataAccessGrantSchema: z.ZodMiniType<DataAccessGrant> = dataAccessGrant();
