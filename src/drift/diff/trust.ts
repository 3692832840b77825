import { grantedOnlyBy } from '../../iam/compare/difference.js';
import type { Principal, TrustPolicyDocument, TrustStatement } from '../../iam/document.js';
import { evaluatePolicies } from '../../iam/evaluate-policies.js';
import type { AccessRequest } from '../../iam/request.js';
import { finding, type Finding, type PolicyLocation } from '../report/finding.js';
import { externalIdOf, failsByExternalId, withoutExternalId, withValidExternalId } from './external-id.js';
import { haveSameStatements } from './statement-key.js';
import { findAnyone } from './trust-anyone.js';
import { splitTrustPolicy } from './trust-statements.js';

/** Finds who should be able to assume a role and cannot, and who can and should not. */
export function compareTrust(expected: TrustPolicyDocument, deployed: TrustPolicyDocument): Finding[] {
  if (expected === deployed || haveSameStatements([expected], [deployed])) return [];
  const { findings: anyone, others } = findAnyone(expected, deployed);
  return [
    ...anyone,
    ...compareStatements(expected, deployed, (statement, witness) => narrowed(statement, witness, deployed)),
    ...compareStatements(others, expected, (statement, witness) => broadened(statement, witness, expected, deployed)),
  ];
}

/** For each principal, action and external ID of a policy, a finding if the other policy does not allow it. */
function compareStatements(
  policy: TrustPolicyDocument,
  other: TrustPolicyDocument,
  describe: (statement: TrustStatement, witness: AccessRequest) => Finding,
): Finding[] {
  const split = splitTrustPolicy(policy);
  return [...grantedOnlyBy([split], [other])].flatMap(({ statement: { statement: index }, ...found }) => {
    const statement = split.Statement[index] as TrustStatement;
    if (found.witness !== undefined) return [describe(statement, found.witness)];
    if (found.undecided === undefined) return [];
    const message = `who can assume the role could not be compared (${found.undecided})`;
    return [finding('undecided', message, { policy: locationOf(statement) })];
  });
}

/** A request of the expected trust policy that the deployed one does not allow. */
function narrowed(statement: TrustStatement, witness: AccessRequest, deployed: TrustPolicyDocument): Finding {
  const policy = locationOf(statement);
  const id = externalIdOf(witness);
  if (id !== undefined && failsByExternalId(deployed, witness))
    return finding('externalIdRefused', `the external ID \`${id}\` is not accepted`, { policy, witness, expected: id });
  return finding('trustNarrowed', `${nameOfPrincipal(statement.Principal)} cannot assume the role`, {
    policy,
    witness,
  });
}

/** A request of the deployed trust policy that the expected one does not allow. */
function broadened(
  statement: TrustStatement,
  witness: AccessRequest,
  expected: TrustPolicyDocument,
  deployed: TrustPolicyDocument,
): Finding {
  const policy = locationOf(statement);
  const principal = nameOfPrincipal(statement.Principal);
  if (!failsByExternalId(expected, witness)) {
    const message = `${principal} is allowed \`${witness.action}\`, which is not expected`;
    return finding('trustBroadened', message, { policy, witness });
  }
  const without = withoutExternalId(witness);
  if (evaluatePolicies(deployed, without).decision === 'allowed')
    return finding('externalIdGone', `${principal} can assume the role without an external ID`, {
      policy,
      witness: without,
    });
  const id = externalIdOf(witness) as string;
  const valid = withValidExternalId(witness, id);
  const isAdded =
    evaluatePolicies(deployed, valid).decision === 'allowed' &&
    evaluatePolicies(expected, valid).decision !== 'allowed';
  const request = isAdded ? valid : witness;
  const actual = externalIdOf(request) as string;
  const message = `the unexpected external ID \`${actual}\` is accepted`;
  return finding('externalIdAdded', message, { policy, witness: request, actual });
}

function locationOf({ Sid }: TrustStatement): PolicyLocation {
  return { kind: 'trust', name: 'trust policy', ...(Sid !== undefined && { sid: Sid }) };
}

function nameOfPrincipal(principal: Principal): string {
  const [kind, id] =
    typeof principal === 'string' ? ['AWS', principal] : (Object.entries(principal)[0] as [string, string]);
  if (kind === 'AWS' && id === '*') return 'everyone';
  return `\`${id}\`${kind === 'AWS' ? '' : ` (${kind})`}`;
}
