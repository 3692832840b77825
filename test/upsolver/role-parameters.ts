import type { RoleParameters, Scope } from '../../src/index.js';

/** Parameters of roles that are valid; each test changes what it is about. */
export const ORGANIZATION = { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' };

export const PARAMETERS = {
  ...ORGANIZATION,
  trustedAccountId: '111122223333',
  externalId: 'acme-external-id',
} satisfies RoleParameters;

/** The same parameters with some of them changed. */
export function having(more: Partial<RoleParameters>): RoleParameters {
  return { ...PARAMETERS, ...more };
}

/** The customer's account. */
export const ACCOUNT = '444455556666';

/** Every option of scope. */
export const FULL_SCOPE = {
  accountId: ACCOUNT,
  region: 'us-east-1',
  vpcId: 'vpc-0123456789abcdef0',
  passRoles: ['UpsolverServerRole'],
  instanceProfiles: ['UpsolverServerRole'],
  tagOnCreateOnly: true,
  namedAddressesOnly: true,
  withoutPolicyReads: true,
  withoutBucketAdministration: true,
  withoutStreamAdministration: true,
  stackStatusOnly: true,
} satisfies Scope;
