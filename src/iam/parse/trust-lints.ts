import { quote } from '../../core/quote.js';
import { parseOperator } from '../condition/operator.js';
import { elementsOf } from '../document.js';
import { matchesGlob } from '../match/glob.js';
import type { ParsedStatement, Report } from './report.js';

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

/** Values that leave open whose token it is: everyone's, or that of every organization on GitHub. */
const OPEN_VALUE = /^(?:[*?]|repo:[^/]*[*?])/;

/** Reports what is dangerous or wrong about a statement of a trust policy. */
export function lintTrust({ statement, place }: ParsedStatement, report: Report): void {
  if (statement.Effect !== 'Allow') return;
  const { Action = [], Principal = {} } = elementsOf(statement);
  const kinds = (Principal === '*' ? { AWS: '*' } : Principal) as Record<string, string | string[]>;
  const federated = [kinds['Federated'] ?? []].flat();
  const actions = [Action].flat().map((action) => action.toLowerCase());
  const allows = (action: string): boolean => actions.some((pattern) => matchesGlob(pattern, action));

  lintTrustActions(actions, kinds, report, place);
  if ([kinds['Service'] ?? []].flat().includes('rolesanywhere.amazonaws.com')) {
    const missing = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'].filter(
      (action) => !allows(action.toLowerCase()),
    );
    if (missing.length > 0) {
      const message = `IAM Roles Anywhere also needs ${missing.map(quote).join(', ')}`;
      report.warning('trust_action', place, message);
    }
  }
  if (!allows('sts:assumerolewithwebidentity')) return;
  const claims = claimsOf(statement.Condition ?? {});
  for (const provider of federated.filter((each) => !isSaml(each))) {
    const name = provider.replace(/^.*:oidc-provider\//, '');
    const claim = requiredClaim(name.toLowerCase());
    const values = claims.get(`${name}:${claim ?? ''}`.toLowerCase());
    const isNarrow =
      claim === undefined
        ? [...claims.keys()].some((key) => key.startsWith(`${name.toLowerCase()}:`))
        : values?.some((value) => OPEN_VALUE.test(value)) === false;
    if (isNarrow) continue;
    report.warning(
      'open_identity_provider',
      place,
      claim === undefined
        ? `every user of ${quote(name)} can assume the role`
        : `every customer of ${quote(name)} can assume the role`,
      `add a condition on ${quote(`${name}:${claim ?? 'sub'}`)}`,
    );
  }
}

function isSaml(provider: string): boolean {
  return provider.includes(':saml-provider/');
}

/** The values of each key, in lowercase, that a positive operator of strings names. */
function claimsOf(
  condition: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>,
): Map<string, string[]> {
  const claims = new Map<string, string[]>();
  for (const [name, keys] of Object.entries(condition)) {
    const operator = parseOperator(name);
    if (operator?.family !== 'String' || operator.negated) continue;
    for (const [key, values] of Object.entries(keys)) {
      claims.set(key.toLowerCase(), [...(claims.get(key.toLowerCase()) ?? []), ...[values].flat()]);
    }
  }
  return claims;
}

/** Source: AWS STS API Reference, AssumeRoleWithSAML and AssumeRoleWithWebIdentity: who calls the operation. */
function lintTrustActions(
  actions: readonly string[],
  kinds: Readonly<Record<string, string | string[]>>,
  report: Report,
  place: ParsedStatement['place'],
): void {
  const federated = [kinds['Federated'] ?? []].flat();
  const hasOthers = Object.entries(kinds).some(([kind, ids]) => kind !== 'Federated' && ids.length > 0);
  // Without a principal, that is the problem.
  if (federated.length === 0 && !hasOthers) return;
  const callers: Record<string, boolean> = {
    'sts:assumerole': hasOthers,
    'sts:assumerolewithsaml': federated.some(isSaml),
    'sts:assumerolewithwebidentity': federated.some((provider) => !isSaml(provider)),
  };
  for (const action of actions) {
    if (callers[action] !== false) continue;
    report.warning(
      'trust_action',
      place,
      `none of the principals can call ${quote(action)}`,
      'use `sts:AssumeRoleWithSAML` for SAML and `sts:AssumeRoleWithWebIdentity` for OIDC providers',
    );
  }
}
