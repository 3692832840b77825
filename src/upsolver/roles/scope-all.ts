import { assertValid } from '../../core/schema.js';
import { validateScopeAll } from '../parameters/scope-all.js';
import { namedScope, type ScopeAllParameters } from '../scope/named-scope.js';
import { SCOPE_OPTIONS, type Scope } from '../scope/options.js';

/**
 * Returns the scope that narrows the policies by every option for which there is a value: the parameter `scope` of
 * `buildRoles`.
 *
 * `region` and `vpcId` narrow nothing unless they are given. Only UpsolverServerRole can be passed, by the name that
 * it has with this path, prefix and suffix, and nothing in `upsolver-vpc`; pass the same mode and naming to
 * `buildRoles`. To turn off an option, spread the result and set the option to `undefined`.
 *
 * @param parameters The customer's own account. All others are optional: Region, VPC, mode, and naming of the roles.
 * @returns New data, with the options in the order in which they are applied.
 * @throws {InvalidInputError} With every problem of the parameters; an unknown one is such a problem.
 *
 * @example
 * scopeAll({ accountId: '444455556666', region: 'eu-west-1', mode: 'private-vpc', namePrefix: 'prod-' });
 * // {
 * //   withoutPolicyReads: true,
 * //   passRoles: ['/prod-UpsolverServerRole'],
 * //   instanceProfiles: ['/prod-UpsolverServerRole'],
 * //   tagOnCreateOnly: true,
 * //   namedAddressesOnly: true,
 * //   withoutBucketAdministration: true,
 * //   withoutStreamAdministration: true,
 * //   region: 'eu-west-1',
 * //   accountId: '444455556666',
 * // }
 *
 * Source: Upsolver's documentation, "AWS role permissions" for the roles; `SCOPE_ENTRIES` for each option.
 */
export function scopeAll(parameters: ScopeAllParameters): Scope {
  const [valid] = assertValid(validateScopeAll(parameters));
  const scope = namedScope(SCOPE_OPTIONS, valid);
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined)) as Scope;
}
