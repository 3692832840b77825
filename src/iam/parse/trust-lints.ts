import { quote } from '../../core/quote.js';
import { elementsOf } from '../document.js';
import { matchesGlob } from '../match/glob.js';
import { isSaml, openProvider } from './identity-providers.js';
import type { ParsedStatement, Report } from './report.js';

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
  for (const provider of federated.filter((each) => !isSaml(each))) {
    const open = openProvider(provider, statement.Condition);
    if (open === undefined || open.isOneApplication) continue;
    const { name, who, key } = open;
    const message = `every ${who} of ${quote(name)} can assume the role`;
    report.warning('open_identity_provider', place, message, `add a condition on ${quote(key)}`);
  }
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
