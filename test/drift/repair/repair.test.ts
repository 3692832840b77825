import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type DriftReport, type RoleRepair } from '../../../src/drift/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import {
  attachment,
  driftedExport,
  exportOf,
  policyDetail,
  roleDetail,
  rolesOf,
  TAGGED,
  type AccountExport,
  type RoleDetail,
} from '../account.js';
import { applyCalls } from '../apply-calls.js';
import { roles } from '../check-server.js';

function checkWith(change: (account: AccountExport) => void): DriftReport {
  const account = exportOf(roles);
  change(account);
  return checkRoles(account, roles, { parameters: TAGGED });
}

const drifted = checkRoles(driftedExport(), roles, { parameters: TAGGED });

describe('repair', () => {
  it('accepts a report that was saved as JSON', () => {
    expect(repair(JSON.parse(JSON.stringify(drifted)) as DriftReport)).toEqual(repair(drifted));
  });

  it('plans no calls for roles that could not be read', () => {
    expect(
      repair(checkRoles('{"a":', roles)).map(({ calls, remaining }) => [calls, remaining.map(({ code }) => code)]),
    ).toEqual([
      [[], ['inputIncomplete']],
      [[], ['inputIncomplete']],
    ]);
  });

  it('keeps a requested boundary and lists in `remaining` what it blocks', () => {
    const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    const bound = rolesOf('private-vpc', { permissionsBoundaryArn });
    const account = exportOf(bound);
    account.Policies.push({
      ...account.Policies[0]!,
      Arn: permissionsBoundaryArn,
      DefaultVersionId: 'v1',
      PolicyVersionList: [
        {
          VersionId: 'v1',
          IsDefaultVersion: true,
          CreateDate: '',
          Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'kinesis:*', Resource: '*' }] },
        },
      ],
    });
    account.RoleDetailList[1]!.Tags = [];
    const repairs = repair(checkRoles(account, bound));
    expect(
      repairs.map(({ name, calls, remaining }) => [
        name,
        calls.map(({ operation }) => operation),
        remaining.map(({ code, action }) => `${code} ${action}`),
      ]),
    ).toEqual([
      ['UpsolverServerRole', ['TagRole'], ['boundaryCutsOff kinesis:ListStreams', 'boundaryCutsOff kinesis:*']],
    ]);
  });

  const server: RoleDetail = roleDetail(roles[1]!);
  const operations = (report: DriftReport): string[] =>
    repair(report).flatMap(({ calls }) => calls.map(({ operation }) => operation));

  it('deletes a role with the name in another letter case before it creates the expected one', () => {
    const name = server.RoleName.toUpperCase();
    const report = checkWith(
      ({ RoleDetailList }) =>
        void Object.assign(RoleDetailList[1]!, {
          RoleName: name,
          Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
          RolePolicyList: [],
          Tags: [],
        }),
    );
    expect(report.roles[1]!.findings[0]).toMatchObject({ code: 'roleRenamed', actual: name });
    expect(operations(report)).toEqual([
      'RemoveRoleFromInstanceProfile',
      'DetachRolePolicy',
      'DetachRolePolicy',
      'DeleteRole',
      'CreateRole',
      'AttachRolePolicy',
      'AttachRolePolicy',
      'PutRolePolicy',
      'AddRoleToInstanceProfile',
    ]);
  });

  it('removes another role from the instance profile of a missing role', () => {
    const report = checkWith((account) => {
      Object.assign(account.RoleDetailList[2]!, { InstanceProfileList: server.InstanceProfileList });
      account.RoleDetailList.splice(1, 1);
    });
    expect(report.roles[1]).toMatchObject({ status: 'missing', roleInInstanceProfile: 'AWSServiceRoleForEC2Spot' });
    expect(operations(report).slice(-2)).toEqual(['RemoveRoleFromInstanceProfile', 'AddRoleToInstanceProfile']);
  });

  it('preserves the harmless additions of a role that is recreated', () => {
    const account = exportOf(roles);
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    const guard = {
      PolicyName: 'Guard',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }],
      },
    };
    Object.assign(account.RoleDetailList[1]!, {
      Path: '/vendors/',
      Arn: `arn:aws:iam::${ACCOUNT}:role/vendors/${server.RoleName}`,
      MaxSessionDuration: 3600,
      RolePolicyList: [
        guard,
        {
          PolicyName: 'Extra',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
        },
      ],
      Tags: [...server.Tags, { Key: 'Owner', Value: 'data' }, { Key: 'aws:cloudformation:stack-name', Value: 'x' }],
      InstanceProfileList: [
        ...server.InstanceProfileList,
        { ...server.InstanceProfileList[0], InstanceProfileName: 'Own' },
      ],
      PermissionsBoundary: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: boundary },
    });
    account.Policies.push(
      policyDetail(boundary, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
    );
    const [{ calls, remaining }] = repair(checkRoles(account, roles)) as [RoleRepair];
    const after = applyCalls(account, calls);
    expect([remaining, checkRoles(after, roles).status]).toEqual([[], 'inSync']);
    const made = after.RoleDetailList.find(({ RoleName }) => RoleName === server.RoleName)!;
    expect(made.RolePolicyList.map(({ PolicyName }) => PolicyName).toSorted()).toEqual([
      'Guard',
      'UpsolverServerPolicy',
    ]);
    expect(made.Tags).toEqual([...server.Tags, { Key: 'Owner', Value: 'data' }]);
    expect(made.InstanceProfileList.map(({ InstanceProfileName }) => InstanceProfileName)).toEqual([
      'UpsolverServerRole',
      'Own',
    ]);
    expect(made.PermissionsBoundary?.PermissionsBoundaryArn).toBe(boundary);
    delete account.RoleDetailList[1]!.MaxSessionDuration;
    Object.assign(account.RoleDetailList[1]!, { InstanceProfileList: undefined });
    expect(operations(checkRoles(account, roles)).slice(-2)).toEqual([
      'CreateInstanceProfile',
      'AddRoleToInstanceProfile',
    ]);
  });

  it('plans a call also if a similar finding remains', () => {
    const report = checkWith(({ RoleDetailList, Policies }) => {
      const more = `arn:aws:iam::${ACCOUNT}:policy/More`;
      RoleDetailList[1]!.AttachedManagedPolicies.push(attachment(more));
      Policies.push(
        policyDetail(more, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] }),
      );
      const athena = Policies.find(({ PolicyName }) => PolicyName === 'AmazonAthenaFullAccess')!;
      Object.assign(
        athena,
        policyDetail(
          athena.Arn,
          { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'athena:*', Resource: '*' }] },
          'v99',
        ),
      );
    });
    expect(
      repair(report).map(({ calls, remaining }) => [
        calls.map(({ operation }) => operation),
        remaining.map(({ code }) => code),
      ]),
    ).toEqual([[['DetachRolePolicy'], ['permissionMissing']]]);
  });

  it('does not recreate a role with an unreadable part', () => {
    const report = checkWith(({ RoleDetailList: [, other] }) => {
      other!.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`));
      Object.assign(other!, { Path: '/vendors/', Arn: `arn:aws:iam::${ACCOUNT}:role/vendors/UpsolverServerRole` });
    });
    expect(repair(report).map(({ calls, remaining }) => [calls, remaining.map(({ code }) => code)])).toEqual([
      [[], ['policyUnreadable', 'managedPolicyExtra', 'pathChanged']],
    ]);
  });

  it('deletes policies first if all of them together would exceed the quota', () => {
    const dataAccess = Array.from({ length: 8 }, (_, index) => ({
      service: 's3' as const,
      bucket: `acme-events-${index}`,
      prefix: `${'clicks/'.repeat(40)}${index}`,
    }));
    const large = rolesOf('private-vpc', { dataAccess });
    const account = exportOf(large);
    const { RolePolicyList } = account.RoleDetailList[1]!;
    RolePolicyList[1]!.PolicyName = 'Renamed';
    (RolePolicyList[1]!.PolicyDocument as { Statement: object[] }).Statement.pop();
    const report = checkRoles(account, large);
    expect(operations(report)).toEqual(['DeleteRolePolicy', 'PutRolePolicy']);
    expect(
      checkRoles(
        applyCalls(
          account,
          repair(report).flatMap(({ calls }) => calls),
        ),
        large,
      ).status,
    ).toBe('inSync');
  });

  it('says what remains of a role that it creates', () => {
    const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    const bound = rolesOf('private-vpc', { permissionsBoundaryArn });
    const account = exportOf(bound);
    account.RoleDetailList.splice(0, 1);
    const remaining = (): string[] =>
      repair(checkRoles(account, bound))[0]!.remaining.map(({ code, action }) => `${code} ${action ?? ''}`.trim());
    expect(remaining()).toEqual(['policyUnreadable']);
    account.Policies.push(
      policyDetail(permissionsBoundaryArn, {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotAction: 'ec2:RunInstances', Resource: '*' }],
      }),
    );
    expect(new Set(remaining())).toEqual(new Set(['boundaryCutsOff ec2:RunInstances']));
  });

  it('sets a missing boundary', () => {
    const bound = rolesOf('private-vpc', { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary` });
    const calls = repair(checkRoles(exportOf(roles), bound)).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'PutRolePermissionsBoundary',
      'PutRolePermissionsBoundary',
    ]);
  });
});
