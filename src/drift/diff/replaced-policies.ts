import { partitionForRegion } from '../../aws/partition.js';
import { compareAccess, type Relation } from '../../iam/compare/compare.js';
import type { PolicyDocument } from '../../iam/document.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { ManagedPolicyName } from '../../upsolver/catalogue/names.js';

/**
 * Compares the inline policies of a variant with the documented ones. What the variant has in place of managed policies
 * is a part of them: they count as documented.
 *
 * @param replaced The managed policies that the variant replaces by statements.
 */
export function relationTo(
  documented: readonly PolicyDocument[],
  variant: readonly PolicyDocument[],
  replaced: readonly ManagedPolicyName[],
  region: string,
): Relation {
  const managed = replaced.map((name) => managedPolicyIn(name, region));
  return compareAccess([...variant], [...documented, ...managed]).relation;
}

/** The library's snapshot of a managed policy, in the partition of a Region. */
function managedPolicyIn(name: ManagedPolicyName, region: string): PolicyDocument {
  const text = JSON.stringify(MANAGED_POLICY_SNAPSHOTS[name].document);
  return JSON.parse(text.replaceAll('arn:aws:', `arn:${partitionForRegion(region)}:`)) as PolicyDocument;
}
