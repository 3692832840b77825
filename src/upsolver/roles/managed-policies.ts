import { isEnabled, type FeatureChoice } from '../catalogue/features.js';
import type { ManagedPolicyName, RoleName } from '../catalogue/names.js';
import { partsOf } from '../catalogue/roles.js';
import { copyReason, type Reason } from '../catalogue/statements.js';
import { replacedPolicies, type ScopeOption } from '../scope/options.js';

/** An AWS managed policy that a role holds, and why. */
export type ManagedPolicy = { name: ManagedPolicyName; reasons: Reason[] };

/**
 * The AWS managed policies of a role, each once, where it first appears, with the reasons of all its parts.
 *
 * @param features The features that are omitted; `undefined` for a template that includes every feature.
 * @param scope The options that narrow the role; some replace a managed policy.
 */
export function managedPoliciesOf(
  role: RoleName,
  features: FeatureChoice | undefined,
  scope: readonly ScopeOption[] = [],
): ManagedPolicy[] {
  const replaced = replacedPolicies(scope);
  const reasonsByName = new Map<ManagedPolicyName, Reason[]>();
  for (const entry of partsOf(role).flatMap((part) => part.managedPolicies)) {
    if (replaced.includes(entry.name) || (features !== undefined && !isEnabled(entry, features))) continue;
    reasonsByName.set(entry.name, [...(reasonsByName.get(entry.name) ?? []), ...entry.reasons.map(copyReason)]);
  }
  return [...reasonsByName].map(([name, reasons]) => ({ name, reasons }));
}
