import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  checkRoles,
  explainReport,
  FINDINGS,
  repair,
  toRepairScript,
  toSarif,
  type DriftReport,
  type RoleRepair,
} from '../../../src/drift/index.js';
import { runScript } from '../../render/run-script.js';
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

const roles = rolesOf('private-vpc');

function checkWith(change: (account: AccountExport) => void): DriftReport {
  const account = exportOf(roles);
  change(account);
  return checkRoles(account, roles, { parameters: TAGGED });
}

const drifted = checkRoles(driftedExport(), roles, { parameters: TAGGED });

describe('explainReport', () => {
  it('says that all is well', () => {
    expect(explainReport(checkWith(() => undefined))).toBe(
      [
        'All roles are in sync.',
        '',
        `UpsolverManagementRole  account ${ACCOUNT}  in sync    not in the input: maxSessionDuration`,
        `UpsolverServerRole      account ${ACCOUNT}  in sync    not in the input: maxSessionDuration`,
      ].join('\n'),
    );
  });

  it('says what has drifted, why it matters, and shows requests', () => {
    expect(`${explainReport(drifted)}\n`).toBe(readFileSync('test/golden/drift-report.txt', 'utf8'));
  });

  it('counts statuses, and names what could not be read', () => {
    const text = explainReport(checkRoles('{"a":', roles));
    expect(text.split('\n\n')[0]).toBe('2 roles: 2 unreadable.');
    expect(text).toContain('UpsolverManagementRole    unreadable  1 finding\n');
    expect(text).toMatch(/Could not be read:\n {2}line 1, column 6: the text ends where a value should be$/);
  });

  it.each([
    [
      { features: { kinesisStreams: false, dedicatedBucket: false } },
      "  its own policies are narrower than the page's, and equal to the page without kinesisStreams, dedicatedBucket",
    ],
    [
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: true } },
      "  its own policies are narrower than the page's, and equal to scope tagOnCreateOnly, accountId",
    ],
  ])('names variants: %j', (deployed, line) => {
    const report = checkRoles(exportOf(rolesOf('upsolver-vpc', deployed)), rolesOf('upsolver-vpc'), {
      parameters: TAGGED,
    });
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it('names editions of the page', () => {
    const report = checkWith(({ RoleDetailList: [management] }) => {
      const document = management!.RolePolicyList[0]!.PolicyDocument as { Statement: { Action: string[] }[] };
      document.Statement[0]!.Action = document.Statement[0]!.Action.filter(
        (action) => action !== 'ec2:DescribeSpotPriceHistory',
      );
    });
    expect(explainReport(report)).toContain(
      "  its own policies are narrower than the page's, and equal to the page's edition of 2019-09\n",
    );
  });

  it.each([
    ['incomparable', "  its own policies are neither narrower nor broader than the page's"],
    ['unknown', "  its own policies are not to be told from the page's"],
  ] as const)('says of a variant that it is %s', (relation, line) => {
    const report = checkWith(() => undefined);
    report.roles[0]!.variant = { relation, withoutFeatures: [], scope: [] };
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it('cannot be used to confuse a terminal', () => {
    const report = checkWith(({ RoleDetailList: [management] }) => {
      management!.RolePolicyList.push({
        PolicyName: 'x\u001b[2J\u202e\n',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
      });
    });
    const text = explainReport(report);
    expect(text).toContain('x\\u001b[2J\\u202e\\u000a');
    expect([text.includes('\u001b'), text.includes('\u202e')]).toEqual([false, false]);
  });
});

describe('toRepairScript', () => {
  it('has a call for each difference, for the account that they are for', () => {
    expect(toRepairScript(repair(drifted))).toBe(readFileSync('test/golden/drift-repair.sh', 'utf8'));
  });

  it('runs, in the right account', () => {
    const { calls, status } = runScript(toRepairScript(repair(drifted)), -1, ACCOUNT);
    expect(status).toBe(0);
    expect(calls.map(([, operation]) => operation)).toEqual([
      'get-caller-identity',
      'update-assume-role-policy',
      'put-role-policy',
      'get-caller-identity',
      'attach-role-policy',
      'tag-role',
      'create-instance-profile',
      'add-role-to-instance-profile',
    ]);
    const put = calls[2]!;
    expect(JSON.parse(put[put.indexOf('--policy-document') + 1]!)).toEqual(roles[0]!.inlinePolicies[0]!.document);
  });

  it('stops in another account', () => {
    const { calls, status } = runScript(toRepairScript(repair(drifted)), -1, '999999999999');
    expect([calls.length, status]).toEqual([1, 1]);
  });

  it('is empty if all is well, and has no account if there is none', () => {
    expect(toRepairScript(repair(checkWith(() => undefined)))).toBe(
      '#!/bin/sh\n# Brings roles back with the AWS CLI.\nset -eu\n',
    );
    expect(toRepairScript(repair(checkRoles({ RoleDetailList: [] }, roles)))).not.toContain('get-caller-identity');
  });
});

describe('repair', () => {
  it('works on a report that was saved', () => {
    expect(repair(JSON.parse(JSON.stringify(drifted)) as DriftReport)).toEqual(repair(drifted));
  });

  it('has nothing for roles of which nothing is known', () => {
    expect(
      repair(checkRoles('{"a":', roles)).map(({ calls, remaining }) => [calls, remaining.map(({ code }) => code)]),
    ).toEqual([
      [[], ['inputIncomplete']],
      [[], ['inputIncomplete']],
    ]);
  });

  it('leaves a boundary that was asked for, and says what it cuts off', () => {
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

  it('makes no role of one that has the name in another letter case, before that is gone', () => {
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

  it('takes the instance profile of a missing role from the role that it holds', () => {
    const report = checkWith((account) => {
      Object.assign(account.RoleDetailList[2]!, { InstanceProfileList: server.InstanceProfileList });
      account.RoleDetailList.splice(1, 1);
    });
    expect(report.roles[1]).toMatchObject({ status: 'missing', roleInInstanceProfile: 'AWSServiceRoleForEC2Spot' });
    expect(operations(report).slice(-2)).toEqual(['RemoveRoleFromInstanceProfile', 'AddRoleToInstanceProfile']);
  });

  it('keeps what does no harm of a role that is made anew', () => {
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

  it('does not leave one thing for another that is left anyway', () => {
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

  it('does not make anew what is not known', () => {
    const report = checkWith(({ RoleDetailList: [, other] }) => {
      other!.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`));
      Object.assign(other!, { Path: '/vendors/', Arn: `arn:aws:iam::${ACCOUNT}:role/vendors/UpsolverServerRole` });
    });
    expect(repair(report).map(({ calls, remaining }) => [calls, remaining.map(({ code }) => code)])).toEqual([
      [[], ['policyUnreadable', 'pathChanged']],
    ]);
  });

  it('makes room for policies first, where they would be too much together', () => {
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

  it('puts a boundary back', () => {
    const bound = rolesOf('private-vpc', { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary` });
    const calls = repair(checkRoles(exportOf(roles), bound)).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation)).toEqual([
      'PutRolePermissionsBoundary',
      'PutRolePermissionsBoundary',
    ]);
  });
});

describe('toSarif', () => {
  const log = toSarif(drifted, '1.2.3');
  const [run] = log.runs;

  it('has a rule for every kind of finding, and a result for every finding', () => {
    expect([log.version, run!.tool.driver.name, run!.tool.driver.version]).toEqual(['2.1.0', 'upsolver-iam', '1.2.3']);
    expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(FINDINGS));
    expect(run!.results.map(({ ruleId }) => ruleId)).toEqual(
      drifted.roles.flatMap(({ findings }) => findings.map(({ code }) => code)),
    );
    expect(new Set(run!.results.map(({ partialFingerprints }) => partialFingerprints.finding)).size).toBe(
      run!.results.length,
    );
    expect(run!.results[0]).toEqual({
      ruleId: 'externalIdGone',
      level: 'error',
      message: {
        text: 'UpsolverManagementRole: `arn:aws:iam::111122223333:root` can assume the role without an external id',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: `${ACCOUNT}/UpsolverManagementRole` },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: `${ACCOUNT}/UpsolverManagementRole`, kind: 'resource' }],
        },
      ],
      partialFingerprints: {
        finding: `${ACCOUNT}/UpsolverManagementRole/externalIdGone/trust policy/assumeWithExternalId/\`arn:aws:iam::111122223333:root\` can assume the role without an external id`,
      },
      properties: {
        witness: {
          action: 'sts:AssumeRole',
          resource: '*',
          principal: { AWS: 'arn:aws:iam::111122223333:root' },
          context: {},
        },
      },
    });
    expect(run!.results[1]!.properties.purpose).toMatch(/^Launch/);
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  });

  it('says whether the input could be read', () => {
    expect(run!.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    const [broken] = toSarif(checkRoles('{"a":', roles), '1.2.3').runs;
    expect(broken!.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: 'the text ends where a value should be' } }],
      },
    ]);
    expect(broken!.results[0]).toMatchObject({
      level: 'warning',
      locations: [{ logicalLocations: [{ fullyQualifiedName: 'UpsolverManagementRole' }] }],
    });
  });
});
