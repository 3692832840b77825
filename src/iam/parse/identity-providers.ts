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

/**
 * What names a customer of GitHub. Each customer chooses the claims of which its subjects consist, so that any of them
 * can have the subject `environment:production`; a colon in a value becomes `%3A`.
 *
 * Source: GitHub Docs, "OpenID Connect reference", "Customizing the subject claims".
 */
const NAMES_OWNER = /(?:^|:)(?:repo|repository(?:_owner)?(?:_id)?|workflow_ref|enterprise(?:_id)?):[^:/*?]+(?:[:/]|$)/;

/** Claims that are the same for all users of an application, or of a provider. */
const SAME_FOR_USERS = ['aud', 'oaud', 'azp', 'app_id', 'iss', 'amr', 'doc', 'namequalifier', 'sub_type'];

/** How all subjects of Kubernetes begin: a pattern that ends earlier, or here, leaves the service account open. */
const KUBERNETES = 'system:serviceaccount:';

/** Whom a statement lets in because it does not say whose sign-ins count, and the key that would say it. */
export type OpenProvider = {
  name: string;
  who: 'user' | 'customer';
  key: string;
  /** Whether the application is fixed for which users sign in, but not the users. */
  isOneApplication: boolean;
};

/**
 * Looks for a condition that says which sign-ins of an identity provider count: of a shared provider, those of some
 * customers; of another one, those of some users.
 *
 * @param provider The ARN of an identity provider, or the domain of one that AWS knows.
 * @returns Whom the statement lets in if there is none.
 */
export function openProvider(provider: string, condition: ConditionBlock | undefined): OpenProvider | undefined {
  if (isSaml(provider)) return openToUsers(provider, 'SAML', condition);
  const name = provider.replace(/^.*:oidc-provider\//, '');
  const claim = requiredClaim(name.toLowerCase());
  return claim === undefined ? openToUsers(name, name, condition) : openToCustomers(name, claim, condition);
}

function openToUsers(name: string, prefix: string, condition: ConditionBlock | undefined): OpenProvider | undefined {
  const start = `${prefix.toLowerCase()}:`;
  const isOfUsers = (key: string): boolean => !SAME_FOR_USERS.some((claim) => key === start + claim);
  const isFixed = (isKey: (key: string) => boolean): boolean =>
    hasNarrow(condition, (key) => key.startsWith(start) && isKey(key), isOfSomeUsers);
  if (isFixed(isOfUsers)) return undefined;
  return { name, who: 'user', key: `${prefix}:sub`, isOneApplication: isFixed((key) => !isOfUsers(key)) };
}

function isOfSomeUsers({ text, kind }: RequiredValue): boolean {
  return kind === 'fixed' || (kind === 'pattern' && !KUBERNETES.startsWith(text.replace(/[*?][^]*/, '')));
}

function openToCustomers(
  name: string,
  claim: 'aud' | 'sub',
  condition: ConditionBlock | undefined,
): OpenProvider | undefined {
  const key = `${name}:${claim}`;
  const isGitHub = name.toLowerCase().endsWith('actions.githubusercontent.com');
  const isNarrow = ({ text, kind }: RequiredValue): boolean =>
    isGitHub
      ? kind !== 'variable' && NAMES_OWNER.test(text)
      : kind === 'fixed' || (kind === 'pattern' && NAMES_CUSTOMER.test(text));
  if (hasNarrow(condition, (each) => each === key.toLowerCase(), isNarrow)) return undefined;
  return { name, who: 'customer', key, isOneApplication: false };
}

/** Whether a condition requires a value of a key, and all values that it accepts are narrow. */
function hasNarrow(
  condition: ConditionBlock | undefined,
  isKey: (key: string) => boolean,
  isNarrow: (value: RequiredValue) => boolean,
): boolean {
  return requiredValues(condition, isKey).some((values) => values.every(isNarrow));
}

export function isSaml(provider: string): boolean {
  return provider.includes(':saml-provider/');
}
