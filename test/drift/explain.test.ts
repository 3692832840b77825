import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRoles, explainReport, FINDINGS, repair, toRepairScript, toSarif, type DriftReport } from '../../src/drift/index.js';
import { runScript } from '../render/run-script.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { driftedExport, exportOf, rolesOf, TAGGED, type AccountExport } from './account.js';

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
    [{ features: { kinesisStreams: false, dedicatedBucket: false } }, "  its own policies are narrower than the page's, and equal to the page without kinesisStreams, dedicatedBucket"],
    [{ scope: { accountId: ACCOUNT, tagOnCreateOnly: true } }, "  its own policies are narrower than the page's, and equal to scope tagOnCreateOnly, accountId"],
  ])('names variants: %j', (deployed, line) => {
    const report = checkRoles(exportOf(rolesOf('upsolver-vpc', deployed)), rolesOf('upsolver-vpc'), { parameters: TAGGED });
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it('names editions of the page', () => {
    const report = checkWith(({ RoleDetailList: [management] }) => {
      const document = management!.RolePolicyList[0]!.PolicyDocument as { Statement: { Action: string[] }[] };
      document.Statement[0]!.Action = document.Statement[0]!.Action.filter((action) => action !== 'ec2:DescribeSpotPriceHistory');
    });
    expect(explainReport(report)).toContain("  its own policies are narrower than the page's, and equal to the page's edition of 2019-09\n");
  });

  it('cannot be used to confuse a terminal', () => {
    const report = checkWith(({ RoleDetailList: [management] }) => {
      management!.RolePolicyList.push({ PolicyName: 'x\u001b[2J\u202e\n', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] } });
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
    expect(toRepairScript(repair(checkWith(() => undefined)))).toBe('#!/bin/sh\n# Brings roles back with the AWS CLI.\nset -eu\n');
    expect(toRepairScript(repair(checkRoles({ RoleDetailList: [] }, roles)))).not.toContain('get-caller-identity');
  });
});

describe('repair', () => {
  it('works on a report that was saved', () => {
    expect(repair(JSON.parse(JSON.stringify(drifted)) as DriftReport)).toEqual(repair(drifted));
  });

  it('has nothing for roles of which nothing is known', () => {
    expect(repair(checkRoles('{"a":', roles)).map(({ calls, remaining }) => [calls, remaining.map(({ code }) => code)])).toEqual([
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
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, CreateDate: '', Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'kinesis:*', Resource: '*' }] } }],
    });
    account.RoleDetailList[1]!.Tags = [];
    const repairs = repair(checkRoles(account, bound));
    expect(repairs.map(({ name, calls, remaining }) => [name, calls.map(({ operation }) => operation), remaining.map(({ code, action }) => `${code} ${action}`)])).toEqual([
      ['UpsolverServerRole', ['TagRole'], ['boundaryCutsOff kinesis:ListStreams', 'boundaryCutsOff kinesis:*']],
    ]);
  });

  it('puts a boundary back', () => {
    const bound = rolesOf('private-vpc', { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary` });
    const calls = repair(checkRoles(exportOf(roles), bound)).flatMap((each) => each.calls);
    expect(calls.map(({ operation }) => operation)).toEqual(['PutRolePermissionsBoundary', 'PutRolePermissionsBoundary']);
  });
});

describe('toSarif', () => {
  const log = toSarif(drifted, '1.2.3');
  const [run] = log.runs;

  it('has a rule for every kind of finding, and a result for every finding', () => {
    expect([log.version, run!.tool.driver.name, run!.tool.driver.version]).toEqual(['2.1.0', 'upsolver-iam', '1.2.3']);
    expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(FINDINGS));
    expect(run!.results.map(({ ruleId }) => ruleId)).toEqual(drifted.roles.flatMap(({ findings }) => findings.map(({ code }) => code)));
    expect(new Set(run!.results.map(({ partialFingerprints }) => partialFingerprints.finding)).size).toBe(run!.results.length);
    expect(run!.results[0]).toEqual({
      ruleId: 'externalIdGone',
      level: 'error',
      message: { text: 'UpsolverManagementRole: `arn:aws:iam::111122223333:root` can assume the role without an external id' },
      locations: [{ logicalLocations: [{ fullyQualifiedName: `${ACCOUNT}/UpsolverManagementRole`, kind: 'resource' }] }],
      partialFingerprints: { finding: `${ACCOUNT}/UpsolverManagementRole/externalIdGone/trust policy/assumeWithExternalId/\`arn:aws:iam::111122223333:root\` can assume the role without an external id` },
      properties: { witness: { action: 'sts:AssumeRole', resource: '*', principal: { AWS: 'arn:aws:iam::111122223333:root' }, context: {} } },
    });
    expect(run!.results[1]!.properties.purpose).toMatch(/^Launch/);
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  });

  it('says whether the input could be read', () => {
    expect(run!.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    const [broken] = toSarif(checkRoles('{"a":', roles), '1.2.3').runs;
    expect(broken!.invocations).toEqual([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error', message: { text: 'the text ends where a value should be' } }] },
    ]);
    expect(broken!.results[0]).toMatchObject({ level: 'warning', locations: [{ logicalLocations: [{ fullyQualifiedName: 'UpsolverManagementRole' }] }] });
  });
});
