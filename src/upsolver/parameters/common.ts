import * as z from 'zod/mini';
import { PARTITIONS, type Partition } from '../../aws/partition.js';
import type { Problem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { type Result, type Schema } from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import { FEATURES, type Feature, type Features } from '../catalogue/features.js';
import {
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
  type IntegrationMode,
  type ManagedPolicyName,
  type RoleName,
} from '../catalogue/names.js';
import { standardSchema, validate } from './vocabulary.js';

export const featureFlags = /* @__PURE__ */ lazy((): Schema<Features> => {
  const shape = FEATURES.map((feature) => [feature, z.optional(z.boolean())] as const);
  return z.strictObject(Object.fromEntries(shape) as Record<Feature, z.ZodMiniOptional<z.ZodMiniBoolean>>);
});

export const integrationMode = /* @__PURE__ */ lazy((): Schema<IntegrationMode> => z.enum(INTEGRATION_MODES));
const roleName = /* @__PURE__ */ lazy((): Schema<RoleName> => z.enum(ROLE_NAMES));
const managedPolicyName = /* @__PURE__ */ lazy((): Schema<ManagedPolicyName> => z.enum(MANAGED_POLICY_NAMES));
const partition = /* @__PURE__ */ lazy((): Schema<Partition> => z.enum(PARTITIONS));

export const validateMode = (value: unknown): Result<IntegrationMode> => validate(integrationMode, value, 'mode');

export const validateRoleName = (value: unknown): Result<RoleName> => validate(roleName, value, 'roleName');

export const validateManagedPolicyName = (value: unknown): Result<ManagedPolicyName> =>
  validate(managedPolicyName, value, 'managedPolicyName');

export const validatePartition = (value: unknown): Result<Partition> => validate(partition, value, 'partition');

/** Validates an integration mode. Standard Schema version 1. */
export const integrationModeSchema: StandardSchema<IntegrationMode> = /* @__PURE__ */ standardSchema(
  integrationMode,
  'mode',
);

/** A list must have an entry. */
export function emptyProblems(of: string): (list: readonly unknown[]) => Problem[] {
  return (list) => (list.length > 0 ? [] : [{ code: 'empty', message: `the list of ${of} is empty` }]);
}
