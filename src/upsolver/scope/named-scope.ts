import type { IntegrationMode } from '../catalogue/names.js';
import { scopeOf, type Scope, type ScopeOption } from './options.js';

/** What the values of all scope options follow from. */
export type ScopeAllParameters = {
  /** The customer's own AWS account, 12 digits. */
  readonly accountId: string;
  /** The only AWS Region in which EC2 statements apply; in every Region if omitted. */
  readonly region?: string | undefined;
  /** The only VPC in which instances start; in every VPC if omitted. */
  readonly vpcId?: string | undefined;
  /** The integration mode. If omitted, the scope suits both: only UpsolverServerRole can be passed. */
  readonly mode?: IntegrationMode | undefined;
  /** The path of the roles and the instance profile; `/` if omitted. */
  readonly path?: string | undefined;
  /** Prefix of the names of the roles and the instance profile. */
  readonly namePrefix?: string | undefined;
  /** Suffix of the names of the roles and the instance profile. */
  readonly nameSuffix?: string | undefined;
};

/** The scope of options that are named. Only UpsolverServerRole can be passed, in modes that have it. */
export function namedScope(names: readonly ScopeOption[], parameters: ScopeAllParameters): Scope {
  const { mode, accountId, region, vpcId, path = '/', namePrefix = '', nameSuffix = '' } = parameters;
  const servers = (): string[] =>
    mode === 'upsolver-vpc' ? [] : [`${path}${namePrefix}UpsolverServerRole${nameSuffix}`];
  return scopeOf([...names, 'accountId'], {
    account: () => accountId,
    region: () => region,
    vpc: () => vpcId,
    roles: servers,
    instanceProfiles: servers,
    flag: () => true,
  });
}
