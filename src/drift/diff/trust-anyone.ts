import { grantedOnlyBy } from '../../iam/compare/difference.js';
import type { TrustPolicyDocument, TrustStatement } from '../../iam/document.js';
import { evaluateAccess } from '../../iam/evaluate.js';
import type { AccessRequest } from '../../iam/request.js';
import { finding, type Finding, type PolicyLocation } from '../report/finding.js';
import { externalIdOf, withValidExternalId } from './external-id.js';

/** The statements of a trust policy that let anyone in AWS assume a role, and the policy without them. */
type Anyone = { findings: Finding[]; others: TrustPolicyDocument };

const ASSUME_ROLE = 'sts:AssumeRole';

/** Finds the Allow statements whose principal is everyone and whose conditions anyone can meet. */
export function findAnyone(expected: TrustPolicyDocument, deployed: TrustPolicyDocument): Anyone {
  const arn = strangerTo(expected, deployed);
  const found = deployed.Statement.map((statement) => ({
    statement,
    witness: isForEveryone(statement) ? strangersRequest(statement, arn, expected, deployed) : undefined,
  }));
  return {
    findings: found.flatMap(({ statement, witness }) =>
      witness === undefined ? [] : [anyoneFinding(statement, witness)],
    ),
    others: {
      ...deployed,
      Statement: found.filter(({ witness }) => witness === undefined).map(({ statement }) => statement),
    },
  };
}

/** A user in an account that neither policy names. */
function strangerTo(...policies: TrustPolicyDocument[]): string {
  const text = JSON.stringify(policies);
  const partition = /"arn:(aws[\w-]*):/.exec(text)?.[1] ?? 'aws';
  const digits = [...'9876543210'].find((digit) => !text.includes(digit.repeat(12)));
  return `arn:${partition}:iam::${(digits ?? '9').repeat(12)}:user/stranger`;
}

function isForEveryone({ Effect, Principal: principal }: TrustStatement): boolean {
  if (Effect !== 'Allow') return false;
  if (typeof principal === 'string') return true;
  return 'AWS' in principal && [principal.AWS].flat().includes('*');
}

/**
 * A request of the stranger that the role allows and should not; `undefined` if a condition limits who may call, so
 * that it is not anyone.
 */
function strangersRequest(
  statement: TrustStatement,
  stranger: string,
  expected: TrustPolicyDocument,
  deployed: TrustPolicyDocument,
): AccessRequest | undefined {
  const { NotAction: _action, ...rest } = statement;
  const asStranger: TrustStatement = { ...rest, Action: ASSUME_ROLE, Principal: { AWS: stranger } };
  const denies = deployed.Statement.filter(({ Effect }) => Effect === 'Deny');
  const [found] = grantedOnlyBy([{ ...deployed, Statement: [asStranger, ...denies] }], [expected]);
  if (found?.witness === undefined) return undefined;
  const id = externalIdOf(found.witness);
  const valid = id === undefined ? found.witness : withValidExternalId(found.witness, id);
  return [valid, found.witness].find(
    (request) =>
      Object.keys(request.context ?? {}).every(isChosenByCaller) &&
      evaluateAccess({ ...deployed, Statement: [statement] }, request).decision === 'allowed' &&
      evaluateAccess(deployed, request).decision === 'allowed' &&
      evaluateAccess(expected, request).decision !== 'allowed',
  );
}

/**
 * Condition keys whose value any caller can choose or meet. All others say who or where the caller is.
 *
 * Source: IAM User Guide, "AWS global condition context keys" and "Available keys for AWS STS".
 */
const CHOSEN_BY_CALLER: ReadonlySet<string> = new Set([
  'sts:externalid',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'sts:transitivetagkeys',
  'aws:tagkeys',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'aws:referer',
  'aws:currenttime',
  'aws:epochtime',
  'aws:tokenissuetime',
  'aws:multifactorauthpresent',
  'aws:multifactorauthage',
]);

function isChosenByCaller(key: string): boolean {
  const folded = key.toLowerCase();
  return CHOSEN_BY_CALLER.has(folded) || folded.startsWith('aws:requesttag/');
}

function anyoneFinding({ Sid }: TrustStatement, witness: AccessRequest): Finding {
  const id = externalIdOf(witness);
  const message = `Anyone in AWS can assume this role${id === undefined ? '' : ` with the external ID \`${id}\``}`;
  const policy: PolicyLocation = { kind: 'trust', name: 'trust policy', ...(Sid !== undefined && { sid: Sid }) };
  return { ...finding('trustBroadened', message, { policy, witness }), severity: 'critical' };
}
