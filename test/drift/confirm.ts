import { expect } from 'vitest';
import type { Finding, FindingCode } from '../../src/drift/index.js';
import { evaluateAccess, type Decision, type PolicyDocument, type TrustPolicyDocument } from '../../src/iam/index.js';
import { safeReadPolicy } from '../../src/iam/parse/parse.js';
import type { DeployableRole } from '../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import type { AccountExport, RoleDetail } from './account.js';

/* Evaluates example requests again, on policies that other code than the check takes from the export. */

const MISSING: FindingCode[] = ['permissionMissing', 'conditionTightened', 'managedPolicyMissing'];
const EXTRA: FindingCode[] = ['permissionExtra', 'conditionWeakened', 'managedPolicyExtra', 'denyMissing'];
const TRUST_MISSING: FindingCode[] = ['trustNarrowed', 'externalIdRefused'];
const TRUST_EXTRA: FindingCode[] = ['trustBroadened', 'externalIdGone', 'externalIdAdded'];

/** Findings of these codes have an example request. */
export const WITH_WITNESS: ReadonlySet<FindingCode> = new Set([
  ...MISSING,
  ...EXTRA,
  ...TRUST_MISSING,
  ...TRUST_EXTRA,
  'permissionDenied',
  'boundaryCutsOff',
]);

export function confirmWitness(
  { code, witness, policy }: Finding,
  expected: DeployableRole,
  account: AccountExport,
): void {
  if (witness === undefined) {
    // What an unread policy grants is not known.
    if (code === 'managedPolicyExtra') {
      expect(documentOf((policy as { name: string }).name, account)).toEqual([]);
      return;
    }
    expect(WITH_WITNESS.has(code), code).toBe(false);
    return;
  }
  const role = account.RoleDetailList.find(({ RoleName }) => RoleName.endsWith(expected.name)) as RoleDetail;
  const decide = (policies: (PolicyDocument | TrustPolicyDocument)[]): Decision =>
    evaluateAccess(policies, witness).decision;
  const wanted = [
    ...expected.inlinePolicies.map(({ document }) => document),
    ...expected.managedPolicyArns.flatMap((arn) => documentOf(arn, account)),
  ];
  const granted = [
    ...role.RolePolicyList.flatMap(({ PolicyDocument: document }) => read(document)),
    ...role.AttachedManagedPolicies.flatMap(({ PolicyArn }) => documentOf(PolicyArn, account)),
  ];
  const trust = read(role.AssumeRolePolicyDocument, 'trust');

  if (MISSING.includes(code)) {
    const promised = policy?.kind === 'managed' && code === 'permissionMissing';
    expect([promised || decide(wanted) === 'allowed', decide(granted)]).toEqual([
      true,
      expect.stringContaining('Deny'),
    ]);
  } else if (EXTRA.includes(code)) {
    expect(decide(granted)).toBe('allowed');
    if (code === 'denyMissing') expect(decide(wanted)).toBe('explicitDeny');
    else expect(decide(wanted)).toContain('Deny');
  } else if (TRUST_MISSING.includes(code)) {
    expect([decide([expected.trustPolicy]), decide(trust)]).toEqual(['allowed', expect.stringContaining('Deny')]);
  } else if (TRUST_EXTRA.includes(code)) {
    expect([decide([expected.trustPolicy]), decide(trust)]).toEqual(['implicitDeny', 'allowed']);
    if (code === 'externalIdGone') expect(Object.keys(witness.context ?? {})).not.toContain('sts:ExternalId');
  } else if (code === 'permissionDenied') {
    expect([decide(wanted), decide(granted)]).toEqual(['allowed', 'explicitDeny']);
  } else {
    expect(code).toBe('boundaryCutsOff');
    const boundary = documentOf(role.PermissionsBoundary!.PermissionsBoundaryArn, account);
    expect([decide(wanted), decide(boundary) === 'allowed']).toEqual(['allowed', false]);
  }
}

function documentOf(arn: string, { Policies }: AccountExport): PolicyDocument[] {
  const detail = Policies.find(({ Arn }) => Arn === arn);
  if (detail)
    return read(detail.PolicyVersionList.find(({ VersionId }) => VersionId === detail.DefaultVersionId)!.Document);
  return Object.entries(MANAGED_POLICY_SNAPSHOTS).flatMap(([name, { document }]) =>
    arn === `arn:aws:iam::aws:policy/${name}` ? [document] : [],
  );
}

function read(document: unknown, kind: 'identity' | 'trust' = 'identity'): PolicyDocument[] {
  const result = safeReadPolicy(document, kind);
  return result.success ? [result.document as PolicyDocument] : [];
}
