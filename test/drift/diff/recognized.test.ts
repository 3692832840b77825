import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type DriftReport } from '../../../src/drift/index.js';
import { newAccess, type PolicyDocument, type TrustPolicyDocument } from '../../../src/iam/index.js';
import { buildRoles } from '../../../src/index.js';
import { ACCOUNT, FULL_SCOPE } from '../../upsolver/role-parameters.js';
import { attachment, exportOf, rolesOf, TAGGED, type AccountExport } from '../account.js';
import { applyCalls } from '../apply-calls.js';
import { codes, policy } from '../check-server.js';

const MODE = 'private-vpc';
const { vpcId: _vpc, ...SCOPE } = FULL_SCOPE;

/** What gives both roles the policies of the documentation again: the managed one, too. */
const WIDENED = ['PutRolePolicy', 'AttachRolePolicy', 'PutRolePolicy', 'AttachRolePolicy'];

const STACK_READS = 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess';

/** Checks an account whose roles were built with other parameters than those of the check. */
function checkAs(
  deployed: Parameters<typeof rolesOf>[1],
  expected: Parameters<typeof rolesOf>[1] = {},
  change: (account: AccountExport) => void = () => undefined,
): { account: AccountExport; report: DriftReport } {
  const account = exportOf(rolesOf(MODE, deployed));
  change(account);
  const report = checkRoles(account, rolesOf(MODE, expected), { parameters: { ...TAGGED, ...expected } });
  return { account, report };
}

const operations = (report: DriftReport, options = {}): string[] =>
  repair(report, options).flatMap(({ calls }) => calls.map(({ operation }) => operation));

describe('a recognized variant', () => {
  it.each([
    ['scoped roles', { scope: SCOPE }],
    ['roles for one VPC', { scope: FULL_SCOPE }],
    ['roles with one option', { scope: { accountId: ACCOUNT, passRoles: ['UpsolverServerRole'] } }],
    ['roles with a statement in place of a managed policy', { scope: { accountId: ACCOUNT, stackStatusOnly: true } }],
    ['roles without features', { features: { athenaTables: false, kinesisStreams: false } }],
    ['scoped roles without features', { scope: SCOPE, features: { dedicatedBucket: false } }],
  ])('is one finding, with the options that build it, and no call: %s', (_name, deployed) => {
    const { account, report } = checkAs(deployed);
    expect(report.status).toBe('drifted');
    for (const role of report.roles.filter(({ status }) => status !== 'inSync'))
      expect(role.findings).toMatchObject([{ code: 'variantRecognized', severity: 'warning' }]);
    expect(operations(report)).toEqual([]);
    const built = report.roles.map(({ role, findings: [found] }) => {
      const { revision: _none, ...options } = found?.options ?? {};
      return buildRoles(MODE, { ...TAGGED, ...options }).find((each) => each.role === role)!;
    });
    expect(checkRoles(account, built).status).toBe('inSync');
    expect(repair(report).flatMap(({ remaining }) => remaining.map(({ code }) => code))).toEqual(
      report.roles.flatMap(codes),
    );
  });

  it('gets the requested policies if the repair may widen it', () => {
    const { account, report } = checkAs({ scope: SCOPE });
    const calls = repair(report, { widen: true }).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation)).toEqual(WIDENED);
    expect(checkRoles(applyCalls(account, calls), rolesOf(MODE)).status).toBe('inSync');
  });

  it('compares a statement in place of a managed policy with that policy', () => {
    for (const region of ['us-east-1', 'us-gov-west-1']) {
      const { report } = checkAs({ region, scope: { accountId: ACCOUNT, stackStatusOnly: true } }, { region });
      expect(report.roles.map(({ variant }) => variant)).toEqual([
        { relation: 'narrower', withoutFeatures: [], scope: ['stackStatusOnly', 'accountId'] },
        { relation: 'narrower', withoutFeatures: [], scope: ['stackStatusOnly'] },
      ]);
    }
  });

  it('loses the managed policy that was to be replaced', () => {
    const requested = { scope: { accountId: ACCOUNT, stackStatusOnly: true } };
    const { account, report } = checkAs({ scope: { accountId: ACCOUNT } }, requested);
    for (const role of report.roles) {
      expect(role.status).toBe('drifted');
      expect(codes(role)).toContain('managedPolicyExtra');
    }
    const calls = repair(report).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DetachRolePolicy',
      'DetachRolePolicy',
      'PutRolePolicy',
      'PutRolePolicy',
    ]);
    expect(checkRoles(applyCalls(account, calls), rolesOf(MODE, requested)).status).toBe('inSync');
  });

  it('is not one that has a managed policy which is neither attached nor requested', () => {
    const requested = { scope: { accountId: ACCOUNT, stackStatusOnly: true } };
    const deployed = { scope: { accountId: ACCOUNT }, features: { kinesisStreams: false } };
    const { account, report } = checkAs(deployed, requested, ({ RoleDetailList: roles }) => {
      for (const role of roles) {
        role.AttachedManagedPolicies = role.AttachedManagedPolicies.filter(
          ({ PolicyArn }) => PolicyArn !== STACK_READS,
        );
      }
    });
    for (const role of report.roles) expect(new Set(codes(role))).toEqual(new Set(['permissionMissing']));
    const calls = repair(report).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation)).toEqual(['PutRolePolicy', 'PutRolePolicy']);
    expect(checkRoles(applyCalls(account, calls), rolesOf(MODE, requested)).status).toBe('inSync');
  });

  it('is named with the options of the command', () => {
    const { report } = checkAs({ features: { athenaTables: false }, scope: FULL_SCOPE });
    expect(report.roles.map(({ findings }) => findings[0]?.message)).toEqual([
      expect.stringMatching(
        /: scoped \(.*\); to ask for it, add `--scope [\w,]+ --account 444455556666 --vpc vpc-0123456789abcdef0`$/,
      ),
      'the inline policies are a variant of those that were requested: without athenaTables, ' +
        'scoped (withoutBucketAdministration, withoutStreamAdministration, stackStatusOnly); to ask for it, add ' +
        '`--no-athena-tables --scope withoutBucketAdministration,withoutStreamAdministration,stackStatusOnly ' +
        '--account 444455556666`',
    ]);
  });

  it('does not hide other drift, which is repaired without widening it', () => {
    const scope = { ...SCOPE, stackStatusOnly: false };
    const { account, report } = checkAs({ scope }, {}, ({ RoleDetailList: [management] }) => {
      delete (management!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement[0]!.Condition;
      management!.RolePolicyList.push({
        PolicyName: 'More',
        PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
      });
      management!.AttachedManagedPolicies = [];
    });
    expect(codes(report.roles[0]!)).toEqual([
      'variantRecognized',
      'externalIdGone',
      'permissionExtra',
      'managedPolicyMissing',
    ]);
    const calls = repair(report)[0]!.calls;
    expect(calls.map(({ operation }) => operation)).toEqual([
      'UpdateAssumeRolePolicy',
      'AttachRolePolicy',
      'DeleteRolePolicy',
    ]);
    const documents = (value: AccountExport): PolicyDocument[] =>
      value.RoleDetailList[0]!.RolePolicyList.map(({ PolicyDocument: document }) => document as PolicyDocument);
    expect([...newAccess(documents(account), documents(applyCalls(account, calls)))]).toEqual([]);
  });

  it('is recognized next to a policy that could not be read', () => {
    const { report } = checkAs(
      { scope: SCOPE },
      {},
      ({ RoleDetailList: [management] }) =>
        void management!.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`)),
    );
    expect(codes(report.roles[0]!)).toEqual(['variantRecognized', 'policyUnreadable', 'managedPolicyExtra']);
    expect(operations(report)).toEqual([]);
  });

  it('is not one if it only allows more than was requested', () => {
    const { account, report } = checkAs({ scope: SCOPE }, { scope: FULL_SCOPE });
    expect(codes(report.roles[0]!)).not.toContain('variantRecognized');
    expect(report.roles[0]).toMatchObject({ status: 'drifted', variant: { relation: 'narrower' } });
    const calls = repair(report).flatMap((each) => each.calls);
    const full = rolesOf(MODE, { scope: FULL_SCOPE });
    expect(checkRoles(applyCalls(account, calls), full).roles[0]!.status).toBe('inSync');
  });

  it('keeps the findings about what it allows in addition', () => {
    const { report } = checkAs(
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: true } },
      { scope: { accountId: ACCOUNT, passRoles: ['UpsolverServerRole'] } },
    );
    const found = codes(report.roles[0]!);
    expect(found[0]).toBe('variantRecognized');
    expect(found).toContain('permissionExtra');
    expect(found).not.toContain('permissionMissing');
    const [repaired] = repair(report);
    expect([repaired!.calls, repaired!.remaining.map(({ code }) => code)]).toEqual([[], found]);
  });

  it('is left alone by a repair that does not know how it was built', () => {
    const { report } = checkAs({ scope: SCOPE });
    for (const role of report.roles) delete role.variantRole;
    expect(operations(report)).toEqual([]);
    expect(operations(report, { widen: true })).toEqual(WIDENED);
  });
});
