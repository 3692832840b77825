import { requiredValues, type RequiredValue } from '../condition/required-values.js';
import type { ConditionBlock } from '../document.js';

/**
 * Identity providers whose tokens go to the customers of many organizations, with the claim that tells them apart.
 *
 * Source: IAM User Guide, "Identity-provider controls for shared OIDC providers".
 */
const SHARED_PROVIDERS = {
  aud: ['cognito-identity.amazonaws.com', 'api.pulumi.com/oidc', 'sandboxes.cloud', 'oidc.vercel.com'],
  sub: [
    'agent.buildkite.com',
    'app.terraform.io',
    'gitlab.com',
    'oidc-configuration.audit-log.githubusercontent.com',
    'oidc.codefresh.io',
    'proidc.upbound.io',
    'scalr.io',
    'studio.datachain.ai/api',
    'token.actions.githubusercontent.com',
    'tokens.cloud.shisho.dev',
    'vstoken.actions.githubusercontent.com',
  ],
} as const;

/** Shared providers with an ID in their address. */
const SHARED_PROVIDER = /^(?:oidc\.op1\.openshiftapps\.com|rh-oidc\.s3\.us-east-1\.amazonaws\.com)\/\w+$/;

/** The claim that tells the customers of an identity provider apart, if AWS requires a condition on it. */
function requiredClaim(provider: string): 'aud' | 'sub' | undefined {
  const isOne = (shared: string): boolean => shared === provider;
  if (SHARED_PROVIDERS.aud.some(isOne)) return 'aud';
  return SHARED_PROVIDERS.sub.some(isOne) || SHARED_PROVIDER.test(provider) ? 'sub' : undefined;
}

/** The beginning of a pattern of claims that names a customer as a whole: `repo:acme/`, `organization:acme:`. */
const NAMES_CUSTOMER = /^[^:*?]*:[^:/*?]+[:/]/;

/** Whom a statement lets in because it does not say whose sign-ins count, and the key that would say it. */
export type OpenProvider = { name: string; who: 'user' | 'customer'; key: string };

/**
 * Looks for a condition that says which sign-ins of an identity provider count: of a shared provider, those of some
 * customers; of another one, those with some value of any of its claims.
 *
 * @param provider The ARN of an identity provider, or the domain of one that AWS knows.
 * @returns Whom the statement lets in if there is none.
 */
export function openProvider(provider: string, condition: ConditionBlock | undefined): OpenProvider | undefined {
  if (isSaml(provider)) return openTo(provider, 'SAML', 'aud', undefined, condition);
  const name = provider.replace(/^.*:oidc-provider\//, '');
  const claim = requiredClaim(name.toLowerCase());
  return openTo(name, name, claim ?? 'sub', claim, condition);
}

function openTo(
  name: string,
  prefix: string,
  suggested: string,
  claim: string | undefined,
  condition: ConditionBlock | undefined,
): OpenProvider | undefined {
  const start = `${prefix.toLowerCase()}:`;
  const isClaim = (key: string): boolean => (claim === undefined ? key.startsWith(start) : key === `${start}${claim}`);
  const isNarrow = ({ text, kind }: RequiredValue): boolean =>
    kind === 'fixed' || (kind === 'pattern' && (claim === undefined ? /^[^*?]/ : NAMES_CUSTOMER).test(text));
  if (requiredValues(condition, isClaim).some((values) => values.every(isNarrow))) return undefined;
  return { name, who: claim === undefined ? 'user' : 'customer', key: `${prefix}:${suggested}` };
}

export function isSaml(provider: string): boolean {
  return provider.includes(':saml-provider/');
}
