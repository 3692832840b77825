import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { checkRoles, explainReport, type DriftReport } from '../../../src/drift/index.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../../src/iam/index.js';
import { buildRoles } from '../../../src/index.js';
import { READ } from '../../upsolver/athena-parameters.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { driftedExport, exportOf, rolesOf, TAGGED, type AccountExport } from '../account.js';
import { roles } from '../check-server.js';

function checkWith(change: (account: AccountExport) => void): DriftReport {
  const account = exportOf(roles);
  change(account);
  return checkRoles(account, roles, { parameters: TAGGED });
}

const drifted = checkRoles(driftedExport(), roles, { parameters: TAGGED, catalog: ACTION_CATALOG });

describe('explainReport', () => {
  it('says that all roles are in sync, and what was not checked', () => {
    expect(explainReport(checkWith(() => undefined))).toBe(
      [
        'All roles are in sync.',
        '',
        `UpsolverManagementRole  account ${ACCOUNT}  in sync`,
        `UpsolverServerRole      account ${ACCOUNT}  in sync`,
        '',
        'Not checked: maximum session duration (the input does not include it; GetRole returns it).',
      ].join('\n'),
    );
  });

  it('lists the findings with their purpose and an example request', () => {
    expect(`${explainReport(drifted)}\n`).toBe(readFileSync('test/golden/drift-report.txt', 'utf8'));
  });

  it('groups findings by their fields, whatever their messages say', () => {
    const rewritten = structuredClone(drifted);
    for (const { findings } of rewritten.roles) for (const each of findings) each.message = `${each.action} is odd`;
    const lines = explainReport(rewritten).split('\n');
    const shared = explainReport(drifted)
      .split('\n')
      .filter((line) => line.includes('`ec2:RequestSpotInstances`, `ec2:CancelSpotInstanceRequests`'));
    expect(shared).toHaveLength(1);
    expect(lines).toEqual(expect.arrayContaining(shared));
    expect(lines.filter((line) => line.includes('permissionMissing'))).toHaveLength(3);
  });

  it('lists actions that lost their condition together, and apart those of another statement', () => {
    const text = explainReport(
      checkWith(({ RoleDetailList: [management] }) => {
        const { Statement } = management!.RolePolicyList[0]!.PolicyDocument as PolicyDocument;
        for (const statement of Statement) delete statement.Condition;
      }),
    );
    const weakened = text.split('\n').filter((line) => line.includes('conditionWeakened'));
    const allowed = 'the role allows';
    const named = (sid: string): string => `the statement \`${sid}\` of the policy \`UpsolverManagementPolicy\``;
    expect(weakened).toEqual([
      `  error conditionWeakened: ${allowed} \`ec2:CreateVolume\`, \`ec2:RunInstances\` ` +
        `without the condition of ${named('createNamedUpsolver')}: \`StringLike\` on \`aws:RequestTag/Name\``,
      `  error conditionWeakened: ${allowed} \`ec2:TerminateInstances\`, \`ec2:StartInstances\`, ` +
        '`ec2:AttachVolume`, `ec2:DeleteVolume` ' +
        `without the condition of ${named('useNamedUpsolver')}: \`StringLike\` on \`ec2:ResourceTag/Name\``,
    ]);
  });

  it('names the roles for which a setting was not checked, if it was checked for others', () => {
    const text = explainReport(
      checkWith(({ RoleDetailList: [, server] }) => void Object.assign(server!, { InstanceProfileList: undefined })),
    );
    expect(text.split('\n\n').at(-1)?.split('\n')).toEqual([
      'Not checked: maximum session duration (the input does not include it; GetRole returns it).',
      'Not checked for UpsolverServerRole: ' +
        'instance profile (the input does not include it; ListInstanceProfilesForRole returns it).',
    ]);
  });

  it('counts the statuses and lists what could not be read', () => {
    const text = explainReport(checkRoles('{"a":', roles));
    expect(text.split('\n\n')[0]).toBe('2 roles: 2 unreadable.');
    expect(text).toContain('UpsolverManagementRole    unreadable  1 finding\n');
    expect(text).toMatch(/Could not be read:\n {2}line 1, column 6: the text ends where a value should be$/);
  });

  it('never says of an input that could not be read whole that its roles are in sync', () => {
    const text = JSON.stringify(exportOf(roles));
    const report = checkRoles(text.slice(0, -5), roles);
    expect(explainReport(report).split('\n')[0]).toBe(
      'Incomplete: 2 roles in sync, but parts of the input could not be read.',
    );
    expect(explainReport({ ...report, issues: [] }).split('\n')[0]).toBe(
      'Incomplete: 2 roles in sync, but parts of the input could not be read.',
    );
    const part = checkRoles(`${JSON.stringify(driftedExport()).slice(0, -5)}`, rolesOf('private-vpc'));
    part.roles[0]!.status = 'inSync';
    expect(explainReport(part).split('\n')[0]).toBe('Incomplete: 2 roles: 1 in sync (incomplete input), 1 drifted.');
    expect(explainReport({ ...report, roles: [] })).toMatch(/^No roles were checked\.\n/);
  });

  it('puts the worst roles first, and many roles in sync into one line', () => {
    const accounts = Array.from({ length: 12 }, (_, index) => exportOf(roles, String(100_000_000_000 + index)));
    accounts[3]!.RoleDetailList.shift();
    accounts[5]!.RoleDetailList[1]!.Tags = [];
    (accounts[8]!.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement[0]!.Principal = '*';
    accounts[9]!.RoleDetailList[1]!.RolePolicyList[0]!.PolicyDocument = 'x';
    const lines = explainReport(checkRoles(accounts, roles)).split('\n');
    expect(lines.slice(0, 7)).toEqual([
      'Incomplete: 24 roles: 20 in sync (incomplete input), 2 drifted, 1 missing, 1 unreadable.',
      '',
      'UpsolverManagementRole  account 100000000008  drifted     1 finding',
      'UpsolverServerRole      account 100000000005  drifted     2 findings',
      'UpsolverManagementRole  account 100000000003  missing     1 finding',
      'UpsolverServerRole      account 100000000009  unreadable  1 finding',
      '20 roles in sync in 12 accounts',
    ]);
    const [same] = checkRoles(accounts.slice(0, 1), roles).roles;
    const many = { status: 'inSync' as const, roles: Array.from({ length: 11 }, () => same!), issues: [] };
    expect(explainReport(many)).toContain('\n11 roles in sync in 1 account\n');
    const one = explainReport(checkRoles(accounts.slice(0, 1), roles));
    expect(one.split('\n').filter((line) => line.endsWith('in sync'))).toHaveLength(2);
  });

  it.each([
    [
      { features: { kinesisStreams: false, dedicatedBucket: false } },
      "  its inline policies are narrower than Upsolver's documentation, and match it without kinesisStreams, dedicatedBucket",
    ],
    [
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: true } },
      "  its inline policies are narrower than Upsolver's documentation, and match scope tagOnCreateOnly, accountId",
    ],
  ])('names the variant of a role built with %j', (deployed, line) => {
    const report = checkRoles(exportOf(rolesOf('upsolver-vpc', deployed)), rolesOf('upsolver-vpc'), {
      parameters: TAGGED,
    });
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it.each([
    [
      { athena: READ },
      {},
      "  its inline policies are neither narrower nor broader than Upsolver's documentation, and match named databases only " +
        '(sales)',
    ],
    [
      {},
      { athena: READ },
      "  its inline policies are equivalent to Upsolver's documentation, and match `AmazonAthenaFullAccess` in place of " +
        'named databases',
    ],
    [
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: true } },
      { athena: READ },
      "  its inline policies are narrower than Upsolver's documentation, and match scope tagOnCreateOnly, accountId and " +
        '`AmazonAthenaFullAccess` in place of named databases',
    ],
  ])('names what a role built with %j has for databases, where %j was requested', (deployed, requested, line) => {
    const parameters = { ...TAGGED, ...requested };
    const report = checkRoles(exportOf(rolesOf('upsolver-vpc', deployed)), buildRoles('upsolver-vpc', parameters), {
      parameters,
    });
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it('names the revision of the documentation that a role matches', () => {
    const report = checkWith(({ RoleDetailList: [management] }) => {
      const document = management!.RolePolicyList[0]!.PolicyDocument as { Statement: { Action: string[] }[] };
      document.Statement[0]!.Action = document.Statement[0]!.Action.filter(
        (action) => action !== 'ec2:DescribeSpotPriceHistory',
      );
    });
    expect(explainReport(report)).toContain(
      "  its inline policies are narrower than Upsolver's documentation, and match the revision of 2019-09\n",
    );
  });

  it.each([
    ['incomparable', "  its inline policies are neither narrower nor broader than Upsolver's documentation"],
    ['unknown', "  its inline policies are not comparable with Upsolver's documentation"],
  ] as const)('describes the relation of a variant: %s', (relation, line) => {
    const report = checkWith(() => undefined);
    report.roles[0]!.variant = { relation, withoutFeatures: [], scope: [] };
    expect(explainReport(report).split('\n')).toContain(line);
  });

  it('escapes control characters in names', () => {
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
