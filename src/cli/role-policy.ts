import { InvalidInputError } from '../core/issue.js';
import type { CataloguePolicy } from '../upsolver/catalogue/build-policy.js';
import { FEATURES, type Features } from '../upsolver/catalogue/features.js';
import type { RoleName } from '../upsolver/catalogue/names.js';
import { modeOf } from '../upsolver/catalogue/roles.js';
import { validateRoleName } from '../upsolver/parameters/common.js';
import { validateOrganization, type OrganizationParameters } from '../upsolver/parameters/organization.js';
import { buildManagementPolicy } from '../upsolver/policies/management-policy.js';
import { buildServerPolicy } from '../upsolver/policies/server-policy.js';
import { buildUpsolverPolicy } from '../upsolver/policies/upsolver-policy.js';
import { managedPoliciesOf, type ManagedPolicy } from '../upsolver/roles/managed-policies.js';
import { chosenFeatures, readAthenaParameters, readScope, scopeOptionsOf, type PolicyOptions } from './role-options.js';

/**
 * Checks a role's name and the options for an organization, even where they are not needed: every problem is listed at
 * once.
 *
 * @throws {InvalidInputError} With every problem.
 */
export function readRoleName(role: unknown, { orgId, region }: PolicyOptions): RoleName {
  const { value, issues } = validateRoleName(role);
  const given = { ...(orgId !== undefined && { orgId }), ...(region !== undefined && { region }) };
  const others = validateOrganization(given).issues.filter(({ path: [name] }) => name !== undefined && name in given);
  if (value === undefined || others.length > 0) throw new InvalidInputError([...issues, ...others]);
  return value;
}

/**
 * The AWS managed policies of a role for the options.
 *
 * @throws {InvalidInputError} If a scope option is not known.
 */
export function readManagedPolicies(role: RoleName, options: PolicyOptions): ManagedPolicy[] {
  return managedPoliciesOf(role, chosenFeatures(options), scopeOptionsOf(options.scope ?? []));
}

/**
 * Builds the policy of a role for the options.
 *
 * @throws {InvalidInputError} If options that it needs are missing or not valid.
 */
export function buildRolePolicy(role: RoleName, options: PolicyOptions): CataloguePolicy {
  const { orgId, region } = options as OrganizationParameters;
  const features: Features = Object.fromEntries(FEATURES.map((feature) => [feature, options[feature]]));
  if (role === 'UpsolverServerRole') {
    const chosen = scopeOptionsOf(options.scope ?? []);
    return buildServerPolicy(orgId, region, {
      features,
      withoutBucketAdministration: chosen.includes('withoutBucketAdministration'),
      withoutStreamAdministration: chosen.includes('withoutStreamAdministration'),
      stackStatusOnly: chosen.includes('stackStatusOnly'),
      athena: readAthenaParameters(options),
    });
  }
  const scope = readScope(options, modeOf(role));
  // This policy needs a Region for its scope only: without one, the option would narrow nothing.
  if (scope !== undefined && 'region' in scope && region === undefined) {
    const message = 'the scope option `region` requires a Region';
    throw new InvalidInputError([{ code: 'missing', path: ['region'], message }]);
  }
  if (role === 'UpsolverManagementRole') return buildManagementPolicy({ region, scope });
  return buildUpsolverPolicy(orgId, region, { features, scope, athena: readAthenaParameters(options) });
}
