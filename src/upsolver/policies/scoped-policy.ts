import { findPartition } from '../../aws/partition.js';
import { buildPolicy, type CataloguePolicy } from '../catalogue/build-policy.js';
import type { FeatureChoice } from '../catalogue/features.js';
import type { PolicyPart } from '../catalogue/parts.js';
import { expandScope, narrowStatements } from '../scope/narrow.js';
import type { Scope } from '../scope/options.js';

/** The policy of some parts of the catalogue, narrowed to a scope. A Region that is missing is one of `aws`. */
export function buildScopedPolicy(
  parts: readonly PolicyPart[],
  { region, orgId }: { region?: string | undefined; orgId?: string },
  features: FeatureChoice | undefined,
  scope: Scope | undefined,
): CataloguePolicy {
  const partition = findPartition(region) ?? 'aws';
  const policy = buildPolicy(parts, { Partition: partition, Region: region, OrganizationId: orgId }, features);
  if (scope === undefined) return policy;
  return { ...policy, Statement: narrowStatements(policy.Statement, expandScope(scope, partition)) };
}
