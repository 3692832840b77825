import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type DriftReport, type RoleReport } from '../../../src/drift/index.js';
import { readRepairable } from '../../../src/drift/report/read-report.js';
import {
  buildRoles,
  type AthenaParameters,
  type DataAccessGrant,
  type IntegrationMode,
  type RoleParameters,
  type Scope,
} from '../../../src/index.js';
import { everyNth } from '../../deep.js';
import { EVERYTHING, READ, WRITE } from '../../upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, having } from '../../upsolver/role-parameters.js';
import { attachment, exportOf, policyDetail, type AccountExport } from '../account.js';
import { applyCalls } from '../apply-calls.js';
import { policy } from '../check-server.js';

const FULL_ACCESS = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';
const RECOGNIZED =
  'the managed policy `AmazonAthenaFullAccess` is a variant of the inline policy that was requested: with access to ' +
  'every database, not to named databases only (`sales`)';

const checkAccount = (
  account: AccountExport,
  expected: Partial<RoleParameters>,
  mode: IntegrationMode = 'upsolver-vpc',
): DriftReport => {
  const parameters = having(expected);
  return checkRoles(account, buildRoles(mode, parameters), { parameters });
};
const deploy = (parameters: Partial<RoleParameters>, mode: IntegrationMode = 'upsolver-vpc'): AccountExport =>
  exportOf(buildRoles(mode, having(parameters)));
const roleOf = ({ roles }: DriftReport): RoleReport => roles.at(-1) as RoleReport;
const recognizedIn = (report: DriftReport): string[] =>
  roleOf(report).findings.flatMap(({ code, message }) => (code === 'variantRecognized' ? [message] : []));
const repaired = (account: AccountExport, report: DriftReport, widen = false): AccountExport =>
  applyCalls(
    account,
    repair(report, { widen }).flatMap(({ calls }) => calls),
  );

const { vpcId: _vpc, ...SCOPE } = FULL_SCOPE;

describe('AmazonAthenaFullAccess where databases were requested', () => {
  it.each([
    ['reading', READ, ['aws', 'us-east-1']],
    ['writing', WRITE, ['aws', 'us-east-1']],
    ['managed results', { ...READ, results: 'managed' }, ['aws', 'us-east-1']],
    ['China', READ, ['aws-cn', 'cn-north-1']],
    ['GovCloud', WRITE, ['aws-us-gov', 'us-gov-west-1']],
  ] as [string, AthenaParameters, [string, string]][])(
    'is recognized as that variant, with every finding about it: %s',
    (_what, athena, [partition, region]) => {
      const report = checkAccount(deploy({ region }), { athena, region });
      const role = roleOf(report);
      expect(role.variant).toEqual({
        relation: 'equivalent',
        withoutFeatures: [],
        scope: [],
        athenaFullAccess: true,
      });
      expect(recognizedIn(report)).toEqual([RECOGNIZED]);
      const codes = role.findings.map(({ code }) => code);
      expect(codes).toEqual(expect.arrayContaining(['variantRecognized', 'databaseExtra', 'managedPolicyExtra']));
      // What is missing is not explained away: the managed policy does not grant the bucket for results.
      // Without the documents of the policies of a partition, that is not known.
      if (athena.results !== 'managed')
        expect(codes).toContain(partition === 'aws' ? 'permissionMissing' : 'undecided');
      expect(role.findings.find(({ code }) => code === 'variantRecognized')).toEqual({
        code: 'variantRecognized',
        severity: 'warning',
        message: RECOGNIZED,
        policy: { kind: 'managed', name: 'AmazonAthenaFullAccess' },
      });
      expect(role).not.toHaveProperty('variantRole');
      const [plan] = repair(report);
      // A policy that cannot be read is not detached, and what it causes remains.
      const isRead = partition === 'aws';
      expect(plan?.calls.some(({ operation }) => operation === 'DetachRolePolicy')).toBe(isRead);
      expect(plan?.remaining.some(({ code }) => code === 'databaseExtra')).toBe(!isRead);
    },
  );

  it.each(['private-vpc', 'upsolver-vpc'] as const)('is replaced by the repair, without being asked: %s', (mode) => {
    const account = deploy({}, mode);
    const report = checkAccount(account, { athena: READ }, mode);
    const calls = repair(report).flatMap((role) => role.calls);
    expect(calls.map(({ operation }) => operation)).toEqual(['PutRolePolicy', 'PutRolePolicy', 'DetachRolePolicy']);
    expect(repair(report).flatMap(({ remaining }) => remaining)).toEqual([]);
    expect(checkAccount(repaired(account, report), { athena: READ }, mode).status).toBe('inSync');
    for (const call of calls) {
      const fewer = applyCalls(
        account,
        calls.filter((each) => each !== call),
      );
      expect(checkAccount(fewer, { athena: READ }, mode).status, call.operation).toBe('drifted');
    }
    // The role of Upsolver itself has nothing to do with databases.
    if (mode === 'private-vpc') expect(report.roles[0]?.variant).not.toHaveProperty('athenaFullAccess');
  });

  const narrowedBy: [string, Partial<RoleParameters>][] = [
    ['scoped', { scope: SCOPE }],
    ['scoped to a VPC', { scope: FULL_SCOPE }],
    ['without a feature', { features: { kinesisStreams: false } }],
    ['both', { scope: SCOPE, features: { dedicatedBucket: false } }],
  ];
  it.each(everyNth(narrowedBy, 2))(
    'is replaced, and what the role was narrowed by otherwise is kept: %s',
    (_what, narrowed) => {
      const account = deploy(narrowed);
      const report = checkAccount(account, { athena: READ });
      expect(roleOf(report).variant).toMatchObject({ relation: 'narrower', athenaFullAccess: true });
      const [other, ...rest] = recognizedIn(report);
      expect(other).toMatch(/^the inline policies are a variant of those that were requested: (?:scoped|without)/);
      expect(rest).toEqual([RECOGNIZED]);

      const after = repaired(account, report);
      expect(checkAccount(after, { ...narrowed, athena: READ }).status).toBe('inSync');
      const remaining = repair(report).flatMap((role) => role.remaining);
      expect(roleOf(checkAccount(after, { athena: READ })).findings).toEqual(remaining);
      expect(checkAccount(repaired(account, report, true), { athena: READ }).status).toBe('inSync');
    },
  );

  it('is replaced in an earlier revision, which is kept', () => {
    const account = deploy({});
    for (const statement of account.RoleDetailList[0]!.RolePolicyList.flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: { Action: string[] }[] }).Statement,
    )) {
      statement.Action = statement.Action.filter((action) => action !== 'ec2:DescribeSpotPriceHistory');
    }
    const report = checkAccount(account, { athena: READ });
    expect(roleOf(report).variant).toMatchObject({ revision: '2019-09', athenaFullAccess: true });
    const [left] = repair(report).flatMap(({ remaining }) => remaining);
    expect(left).toMatchObject({ code: 'variantRecognized', options: { revision: '2019-09' } });
    expect(roleOf(checkAccount(repaired(account, report), { athena: READ })).findings).toEqual([left]);
  });

  it('is repaired from a report that was saved', () => {
    const report = checkAccount(deploy({ scope: SCOPE }), { athena: READ });
    const saved = JSON.parse(JSON.stringify(report)) as DriftReport;
    expect(readRepairable(saved).value).toEqual(saved);
    expect(repair(saved)).toEqual(repair(report));
  });

  it('is not said of additional inline policies, and does not hide them', () => {
    const account = deploy({ scope: SCOPE });
    account.RoleDetailList[0]!.RolePolicyList.push({
      PolicyName: 'More',
      PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }),
    });
    const report = checkAccount(account, { athena: READ });
    expect(roleOf(report)).not.toHaveProperty('variant');
    expect(recognizedIn(report)[0]).toMatch(/^the inline policies with the expected names are a variant/);
    expect(roleOf(report).findings).toContainEqual(
      expect.objectContaining({ code: 'permissionExtra', action: 'sqs:SendMessage' }),
    );
  });

  it('is not recognized in place of a policy that is there as well, or that cannot be read', () => {
    const both = deploy({ athena: READ });
    both.RoleDetailList[0]!.AttachedManagedPolicies.push(attachment(FULL_ACCESS));
    const unread = deploy({});
    unread.RoleDetailList[0]!.RolePolicyList.push({ PolicyName: 'UpsolverAthenaPolicy', PolicyDocument: '{' });
    const unknown = deploy({});
    unknown.RoleDetailList[0]!.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/Own`));
    for (const account of [both, unread, unknown]) {
      const report = checkAccount(account, { athena: READ });
      expect(report.status).toBe('drifted');
      expect(recognizedIn(report)).toEqual([]);
      expect(roleOf(report).findings.map(({ code }) => code)).toContain('databaseExtra');
    }
  });

  it('is a policy of AWS: one of the account with its name is compared', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/AmazonAthenaFullAccess`;
    const account = deploy({ athena: READ });
    account.RoleDetailList[0]!.AttachedManagedPolicies.push(attachment(arn));
    const glue = `arn:aws:glue:us-east-1:${ACCOUNT}:table/hr/*`;
    account.Policies.push(policyDetail(arn, policy({ Effect: 'Allow', Action: 'glue:GetTable', Resource: glue })));
    const report = checkAccount(account, { athena: READ });
    expect(roleOf(report).findings.map(({ message }) => message)).toContain(
      'the database `hr` was not requested: the role can read its tables',
    );
    expect(JSON.stringify(report)).not.toContain('every database');
  });

  it('is said of the policy alone if the documented roles cannot be built with the parameters', () => {
    const roles = buildRoles('upsolver-vpc', having({ athena: READ }));
    const dataAccess = Array.from({ length: 200 }, (_, index): DataAccessGrant => {
      return { service: 's3', bucket: `bucket-${index}-${'x'.repeat(40)}` };
    });
    const report = checkRoles(deploy({}), roles, { parameters: having({ athena: READ, dataAccess }) });
    expect(roleOf(report)).not.toHaveProperty('variant');
    expect(recognizedIn(report)).toEqual([RECOGNIZED]);
  });

  it('is not recognized in a role that would be too large with the databases', () => {
    const names = (of: string, length: number): string[] =>
      Array.from({ length }, (_, index) => `${of}-${'x'.repeat(50)}-${index}`);
    const tables = names('table', 18);
    const athena: AthenaParameters = { ...EVERYTHING, databases: [{ name: 'sales', access: 'write', tables }] };
    const scope: Scope = { accountId: ACCOUNT, passRoles: names('role', 40) };
    const report = checkAccount(deploy({ scope }), { athena });
    expect(roleOf(report)).not.toHaveProperty('variant');
    expect(recognizedIn(report)).toEqual([RECOGNIZED]);
  });
});
