import { grantedOnlyBy } from '../../iam/compare/difference.js';
import type { Principal, TrustPolicyDocument, TrustStatement } from '../../iam/document.js';
import { evaluateAccess } from '../../iam/evaluate.js';
import type { AccessRequest } from '../../iam/request.js';
import { finding, type Finding, type PolicyLocation } from '../report/finding.js';
import { haveSameStatements } from './statement-key.js';

const EXTERNAL_ID = 'sts:ExternalId';

/** STS takes no shorter one. */
const LEAST_EXTERNAL_ID = 2;

/** Who may assume a role and should not, and who should and may not. */
export function compareTrust(expected: TrustPolicyDocument, deployed: TrustPolicyDocument): Finding[] {
  if (expected === deployed || haveSameStatements([expected], [deployed])) return [];
  return [...findNarrowed(expected, deployed), ...findBroadened(expected, deployed)];
}

function findNarrowed(expected: TrustPolicyDocument, deployed: TrustPolicyDocument): Finding[] {
  return compare(splitTrust(expected), deployed).map((difference) => {
    const policy = placeOf(difference.statement);
    if ('undecided' in difference)
      return finding('undecided', `who may assume the role could not be compared (${difference.undecided})`, {
        policy,
      });
    const { statement, witness } = difference;
    const id = externalIdOf(witness);
    if (id !== undefined && failsByExternalId(deployed, witness)) {
      return finding('externalIdRefused', `the external id \`${id}\` is not accepted`, {
        policy,
        witness,
        expected: id,
      });
    }
    return finding('trustNarrowed', `${nameOf(statement.Principal)} cannot assume the role`, { policy, witness });
  });
}

function findBroadened(expected: TrustPolicyDocument, deployed: TrustPolicyDocument): Finding[] {
  return compare(splitTrust(deployed), expected).map((difference) => {
    const policy = placeOf(difference.statement);
    if ('undecided' in difference)
      return finding('undecided', `who may assume the role could not be compared (${difference.undecided})`, {
        policy,
      });
    const { statement, witness } = difference;
    if (!failsByExternalId(expected, witness)) {
      return finding(
        'trustBroadened',
        `${nameOf(statement.Principal)} may do \`${witness.action}\`, which was not asked for`,
        { policy, witness },
      );
    }
    const without = withoutExternalId(witness);
    if (evaluateAccess(deployed, without).decision === 'allowed') {
      return finding('externalIdGone', `${nameOf(statement.Principal)} can assume the role without an external id`, {
        policy,
        witness: without,
      });
    }
    const id = externalIdOf(witness) as string;
    const other = withExternalId(witness, id.padEnd(LEAST_EXTERNAL_ID, 'x'));
    const [actual, request] = isNew(other, expected, deployed) ? [externalIdOf(other) as string, other] : [id, witness];
    return finding('externalIdAdded', `the external id \`${actual}\` is accepted, too`, {
      policy,
      witness: request,
      actual,
    });
  });
}

function isNew(request: AccessRequest, expected: TrustPolicyDocument, deployed: TrustPolicyDocument): boolean {
  return (
    evaluateAccess(deployed, request).decision === 'allowed' && evaluateAccess(expected, request).decision !== 'allowed'
  );
}

type TrustDifference = { statement: TrustStatement } & ({ witness: AccessRequest } | { undecided: string });

/** For each statement, a request that it allows and the other policy does not. */
function compare(policy: TrustPolicyDocument, other: TrustPolicyDocument): TrustDifference[] {
  return [...grantedOnlyBy([policy], [other])].flatMap(
    ({ statement: { statement }, witness, undecided }): TrustDifference[] => {
      const found = { statement: policy.Statement[statement] as TrustStatement };
      if (witness !== undefined) return [{ ...found, witness }];
      return undecided === undefined ? [] : [{ ...found, undecided }];
    },
  );
}

/** The policy with a statement for each principal, action and external id of each statement. */
function splitTrust({ Version, Statement }: TrustPolicyDocument): TrustPolicyDocument {
  return {
    Version,
    Statement: Statement.flatMap((statement) =>
      statement.Effect === 'Deny'
        ? [statement]
        : splitByAction(statement).flatMap(splitByPrincipal).flatMap(splitByExternalId),
    ),
  };
}

function splitByAction(statement: TrustStatement): TrustStatement[] {
  if (statement.Action === undefined) return [statement];
  return [statement.Action].flat().map((Action) => ({ ...statement, Action }) as TrustStatement);
}

function splitByPrincipal(statement: TrustStatement): TrustStatement[] {
  if (typeof statement.Principal === 'string') return [statement];
  return Object.entries(statement.Principal).flatMap(([kind, ids]: [string, string | string[]]) =>
    [ids].flat().map((id) => ({ ...statement, Principal: { [kind]: id } as Principal })),
  );
}

function splitByExternalId(statement: TrustStatement): TrustStatement[] {
  const equals = statement.Condition?.StringEquals ?? {};
  const key = Object.keys(equals).find((name) => name.toLowerCase() === EXTERNAL_ID.toLowerCase());
  if (key === undefined) return [statement];
  return [equals[key] as string | string[]]
    .flat()
    .map((id) => ({ ...statement, Condition: { ...statement.Condition, StringEquals: { ...equals, [key]: id } } }));
}

/** Whether a statement of the policy would allow the request with another external id, or with none. */
function failsByExternalId(policy: TrustPolicyDocument, request: AccessRequest): boolean {
  return evaluateAccess(policy, request).statements.some(
    ({ effect, mismatch }) =>
      effect === 'Allow' &&
      mismatch?.element === 'Condition' &&
      mismatch.key.toLowerCase() === EXTERNAL_ID.toLowerCase(),
  );
}

function externalIdOf({ context = {} }: AccessRequest): string | undefined {
  const value = Object.entries(context).find(([key]) => key.toLowerCase() === EXTERNAL_ID.toLowerCase())?.[1];
  return value === undefined ? undefined : String(value);
}

function withExternalId(request: AccessRequest, id: string): AccessRequest {
  const rest = withoutExternalId(request);
  return { ...rest, context: { ...rest.context, [EXTERNAL_ID]: id } };
}

function withoutExternalId({ context = {}, ...request }: AccessRequest): AccessRequest {
  return {
    ...request,
    context: Object.fromEntries(
      Object.entries(context).filter(([key]) => key.toLowerCase() !== EXTERNAL_ID.toLowerCase()),
    ),
  };
}

function placeOf({ Sid }: TrustStatement): PolicyLocation {
  return { kind: 'trust', name: 'trust policy', ...(Sid !== undefined && { sid: Sid }) };
}

function nameOf(principal: Principal): string {
  if (typeof principal === 'string') return 'everyone';
  const [kind, id] = Object.entries(principal)[0] as [string, string];
  return `\`${id}\`${kind === 'AWS' ? '' : ` (${kind})`}`;
}
