import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { grantedOnlyBy } from '../../iam/compare/difference.js';
import type { TrustPolicyDocument, TrustStatement } from '../../iam/document.js';
import { evaluatePolicies } from '../../iam/evaluate-policies.js';
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
  const requests = [found.witness, ofStranger(found.witness, stranger)].flatMap((request) => {
    const id = externalIdOf(request);
    return id === undefined ? [request] : [withValidExternalId(request, id), request];
  });
  return requests.find(
    (request) =>
      Object.keys(request.context ?? {}).every((key) => isChosenByCaller(key) || isAboutStranger(key, request)) &&
      evaluatePolicies({ ...deployed, Statement: [statement] }, request).decision === 'allowed' &&
      evaluatePolicies(deployed, request).decision === 'allowed' &&
      evaluatePolicies(expected, request).decision !== 'allowed',
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
  // Who has an account decides on the tags of its principals.
  return CHOSEN_BY_CALLER.has(folded) || /^aws:(?:request|principal)tag\//.test(folded);
}

/**
 * What condition keys say of a stranger, in place of what a request has: an account, an organization and an address
 * that no policy has reason to name. A stranger can give a role any name.
 *
 * Source: IAM User Guide, "AWS global condition context keys".
 */
const OF_STRANGER: Readonly<Record<string, (stranger: string, value: string) => string>> = {
  'aws:principalaccount': (stranger) => accountOf(stranger),
  'aws:principalarn': (stranger, value) => {
    const [, before, account, after] = /^(arn:[\w-]+:iam::)([^:]*)(:(?:role|user)\/.*)$/.exec(value) ?? [];
    return account === undefined || isAccountId(account) ? stranger : `${before}${accountOf(stranger)}${after}`;
  },
  'aws:principalisawsservice': () => 'false',
  'aws:principalorgid': () => 'o-stranger00',
  'aws:principalorgpaths': () => 'o-stranger00/r-root/',
  'aws:principaltype': (_stranger, value) => (['AssumedRole', 'FederatedUser'].includes(value) ? value : 'User'),
  'aws:sourceip': () => '198.51.100.7',
};

const ARN_KEY = 'aws:principalarn';

/** The same request, with what its condition keys say of a stranger. */
function ofStranger(request: AccessRequest, stranger: string): AccessRequest {
  const entries = Object.entries(request.context ?? {}).map(([key, value]) => {
    const say = OF_STRANGER[key.toLowerCase()];
    return [key, say === undefined ? value : say(stranger, [value].flat().join())] as const;
  });
  const arn = entries.find(([key]) => key.toLowerCase() === ARN_KEY)?.[1];
  return {
    ...request,
    principal: { AWS: arn === undefined ? stranger : String(arn) },
    context: Object.fromEntries(entries),
  };
}

/** Whether a request has the value that a key has for a stranger. */
function isAboutStranger(key: string, { principal, context = {} }: AccessRequest): boolean {
  const say = OF_STRANGER[key.toLowerCase()];
  const value = String(context[key]);
  return say !== undefined && say(String(Object(principal).AWS), value) === value;
}

function accountOf(arn: string): string {
  return arnFields(arn)[4] as string;
}

function anyoneFinding({ Sid }: TrustStatement, witness: AccessRequest): Finding {
  const id = externalIdOf(witness);
  const message = `Anyone in AWS can assume this role${id === undefined ? '' : ` with the external ID \`${id}\``}`;
  const policy: PolicyLocation = { kind: 'trust', name: 'trust policy', ...(Sid !== undefined && { sid: Sid }) };
  return { ...finding('trustBroadened', message, { policy, witness }), severity: 'critical' };
}
