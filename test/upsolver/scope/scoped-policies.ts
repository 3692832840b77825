import type { PolicyDocument } from '../../../src/iam/index.js';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  type CataloguePolicy,
  type Scope,
  type ScopeOption,
} from '../../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { FULL_SCOPE } from '../role-parameters.js';

/** The policies of Upsolver's documentation. */
export const management: CataloguePolicy = buildManagementPolicy({ region: 'us-east-1' });
export const server: CataloguePolicy = buildServerPolicy('acme', 'us-east-1');
export const upsolver: CataloguePolicy = buildUpsolverPolicy('acme', 'us-east-1');

/** A scope with some options, and the account that every scope has. */
export function scopeOf(...options: ScopeOption[]): Scope {
  const chosen = Object.entries(FULL_SCOPE).filter(([name]) => {
    return name === 'accountId' || options.includes(name as ScopeOption);
  });
  return Object.fromEntries(chosen) as unknown as Scope;
}

/** The policy of UpsolverManagementRole, narrowed. */
export function scopedManagement(scope: Scope): CataloguePolicy {
  return buildManagementPolicy({ region: 'us-east-1', scope });
}

/** The policy of UpsolverRole, narrowed. */
export function scopedUpsolver(scope: Scope): CataloguePolicy {
  return buildUpsolverPolicy('acme', 'us-east-1', { scope });
}

/** A policy and the managed policy of which one option takes the place: narrower is what a role with both can do. */
export function withStackReads(policies: PolicyDocument | PolicyDocument[], scope?: Scope): PolicyDocument[] {
  const { document } = MANAGED_POLICY_SNAPSHOTS.AWSCloudFormationReadOnlyAccess;
  return [...[policies].flat(), ...(scope?.stackStatusOnly === true ? [] : [document])];
}
