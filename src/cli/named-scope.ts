import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { scopeOf, type Scope, type ScopeOption } from '../upsolver/scope/options.js';

/** What the values of scope options follow from. */
type ScopeFacts = {
  mode?: IntegrationMode | undefined;
  accountId: string | undefined;
  region: string | undefined;
  vpcId: string | undefined;
  path?: string | undefined;
  namePrefix?: string | undefined;
  nameSuffix?: string | undefined;
};

/** The scope of options that are named. Only UpsolverServerRole can be passed, in modes that have it. */
export function namedScope(names: readonly ScopeOption[], facts: ScopeFacts): Scope {
  const { mode, accountId, region, vpcId, path = '/', namePrefix = '', nameSuffix = '' } = facts;
  const servers = mode === 'private-vpc' ? [`${path}${namePrefix}UpsolverServerRole${nameSuffix}`] : [];
  return scopeOf([...names, 'accountId'], {
    account: () => accountId,
    region: () => region,
    vpc: () => vpcId,
    roles: () => servers,
    instanceProfiles: () => servers,
    flag: () => true,
  });
}
