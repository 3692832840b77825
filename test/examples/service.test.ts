import { describe, expect, it } from 'vitest';
import { checkAccount, describe as describeReport } from '../../examples/service/check-account.js';
import { checkRole } from '../../examples/service/check-role.js';
import { checkAccounts } from '../../examples/service/service.js';
import { buildRoles, type PolicyDocument } from '../../src/index.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';
import { accountOf, changePolicy, managedPolicy, roleNamed, type Account } from './account.js';
import { createFakeIam, IamError, type FakeIam } from './fake-iam.js';

const INTEGRATION = { mode: 'private-vpc', parameters: PARAMETERS } as const;
const [, SERVER] = buildRoles('private-vpc', PARAMETERS);
const ACCESS_DENIED = new IamError(
  'AccessDenied',
  403,
  'User: arn:aws:sts::111122223333:assumed-role/Acme/x is not authorized',
);

const callsOf = ({ calls }: FakeIam): string[] =>
  calls.map(({ Action, Version: _version, ...fields }) => [Action, ...Object.values(fields)].join(' '));

/** An account whose server role cannot report metrics, but can administer IAM. */
function driftedAccount(others = 0): Account {
  const account = accountOf('private-vpc', others);
  const server = roleNamed(account, 'UpsolverServerRole');
  changePolicy(server, ({ Statement }) => void Statement.pop());
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
  };
  const policy = managedPolicy(`arn:aws:iam::${ACCOUNT}:policy/AdministerIam`, document);
  server.AttachedManagedPolicies.push({ PolicyName: policy.PolicyName, PolicyArn: policy.Arn });
  account.policies.push(policy);
  return account;
}

const STATEMENT = 'the statement `sendScalingMetrics` of the policy `UpsolverServerPolicy`';

const DRIFT = `UpsolverServerRole, account ${ACCOUNT}: drifted
  error permissionMissing: the role does not allow \`cloudwatch:PutMetricData\` as ${STATEMENT} should
    Purpose: Report the metrics that scaling and self-healing use.
    Example request:
      action    \`cloudwatch:PutMetricData\`
      resource  \`*\`
  error managedPolicyExtra: the managed policy \`AdministerIam\` grants more access than Upsolver needs
    Example request:
      action    \`iam:x\`
      resource  \`*\``;

describe('checkAccount', () => {
  it('requests all pages', async () => {
    const iam = createFakeIam(accountOf('private-vpc', 5), 2);
    expect((await checkAccount(iam.client, INTEGRATION)).status).toBe('inSync');
    const call = 'GetAccountAuthorizationDetails Role LocalManagedPolicy AWSManagedPolicy';
    expect(callsOf(iam)).toEqual([call, `${call} 2`, `${call} 4`, `${call} 6`, `${call} 8`]);
  });

  it.each([1, 2, 3, 100])('returns the same report with any page size: %i', async (pageSize) => {
    const { client } = createFakeIam(driftedAccount(10), pageSize);
    const report = await checkAccount(client, INTEGRATION);
    expect(report).toEqual(await checkAccount(createFakeIam(driftedAccount()).client, INTEGRATION));
    expect(
      report.roles.map(({ name, accountId, status, findings }) => ({
        name,
        accountId,
        status,
        findings: findings.map(({ code }) => code),
      })),
    ).toEqual([
      { name: 'UpsolverManagementRole', accountId: ACCOUNT, status: 'inSync', findings: [] },
      {
        name: 'UpsolverServerRole',
        accountId: ACCOUNT,
        status: 'drifted',
        findings: ['permissionMissing', 'managedPolicyExtra'],
      },
    ]);
  });

  it('can be described in words, with the commands that restore the roles', async () => {
    const text = describeReport(await checkAccount(createFakeIam(driftedAccount()).client, INTEGRATION));
    const [summary, rows, findings, footnote, ...script] = text.split('\n\n');
    expect(summary).toBe('2 roles: 1 in sync, 1 drifted.');
    expect(rows?.split('\n').map((row) => row.replace(/ {2,}/g, ' | '))).toEqual([
      'UpsolverServerRole | account 444455556666 | drifted | 2 findings',
      'UpsolverManagementRole | account 444455556666 | in sync',
    ]);
    expect(findings).toBe(DRIFT);
    expect(footnote).toBe('Not checked: maximum session duration (the input does not include it; GetRole returns it).');
    expect(script.join('\n\n').replace(/--policy-document '[^']*'/, "--policy-document '...'")).toBe(
      [
        '#!/bin/sh',
        '# Restores IAM roles with the AWS CLI.',
        'set -eu',
        '',
        '# UpsolverServerRole',
        `test "$(aws sts get-caller-identity --query Account --output text)" = ${ACCOUNT} || {`,
        `  echo 'The next calls are for account ${ACCOUNT}. Use its credentials.' >&2`,
        '  exit 1',
        '}',
        'aws iam put-role-policy \\',
        "  --role-name 'UpsolverServerRole' \\",
        "  --policy-name 'UpsolverServerPolicy' \\",
        "  --policy-document '...'",
        '',
        'aws iam detach-role-policy \\',
        "  --role-name 'UpsolverServerRole' \\",
        `  --policy-arn 'arn:aws:iam::${ACCOUNT}:policy/AdministerIam'`,
      ].join('\n'),
    );
  });
});

describe('checkAccounts', () => {
  it('also checks the accounts after one that denies access', async () => {
    const accounts = [
      { ...INTEGRATION, accountId: '444455556661', iam: createFakeIam(driftedAccount(), 100, ACCESS_DENIED).client },
      { ...INTEGRATION, accountId: ACCOUNT, iam: createFakeIam(accountOf('private-vpc')).client },
      { ...INTEGRATION, accountId: '444455556662', iam: createFakeIam({ roles: [], policies: [] }).client },
    ];
    const log: string[] = [];
    expect(await checkAccounts(accounts, (text) => void log.push(text))).toEqual([
      { accountId: '444455556661', status: 'failed' },
      { accountId: ACCOUNT, status: 'inSync' },
      { accountId: '444455556662', status: 'missing' },
    ]);
    expect(log.map((text) => text.split('\n')[0])).toEqual([
      'Account 444455556661: AccessDenied: User: arn:aws:sts::111122223333:assumed-role/Acme/x is not authorized',
      'Account 444455556666: All roles are in sync.',
      'Account 444455556662: 2 roles: 2 missing.',
    ]);
    expect(log[2]).toContain('aws iam create-role');
  });
});

describe('checkRole', () => {
  it('requests only this role, all pages of its lists, and the default versions of its policies', async () => {
    const iam = createFakeIam(accountOf('private-vpc', 50), 1);
    const report = await checkRole(iam.client, SERVER, PARAMETERS);
    expect(report).toEqual({
      status: 'inSync',
      roles: [
        {
          role: 'UpsolverServerRole',
          name: 'UpsolverServerRole',
          accountId: ACCOUNT,
          status: 'inSync',
          findings: [],
          uncheckedSettings: [],
        },
      ],
      issues: [],
    });
    expect(callsOf(iam).toSorted()).toEqual([
      'GetPolicy arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess',
      'GetPolicy arn:aws:iam::aws:policy/AmazonAthenaFullAccess',
      'GetPolicyVersion arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess v7',
      'GetPolicyVersion arn:aws:iam::aws:policy/AmazonAthenaFullAccess v15',
      'GetRole UpsolverServerRole',
      'GetRolePolicy UpsolverServerRole UpsolverServerPolicy',
      'ListAttachedRolePolicies UpsolverServerRole',
      'ListAttachedRolePolicies UpsolverServerRole 1',
      'ListInstanceProfilesForRole UpsolverServerRole',
      'ListRolePolicies UpsolverServerRole',
    ]);
  });

  it('returns the same findings as checkAccount, also from the last page of a list', async () => {
    const [role] = (await checkRole(createFakeIam(driftedAccount(), 1).client, SERVER, PARAMETERS)).roles;
    const [, swept] = (await checkAccount(createFakeIam(driftedAccount()).client, INTEGRATION)).roles;
    expect(role?.findings).toEqual(swept?.findings);
    expect(role?.findings).toHaveLength(2);
  });

  it('includes the maximum session duration, which checkAccount does not', async () => {
    const account = { ...accountOf('private-vpc'), maxSessionDuration: 43_200 };
    const { roles } = await checkRole(createFakeIam(account).client, SERVER, PARAMETERS);
    expect(roles.flatMap(({ findings }) => findings)).toEqual([
      {
        code: 'sessionDurationChanged',
        severity: 'warning',
        message: 'the maximum session duration is 43,200 seconds, not 3,600',
        expected: '3600',
        actual: '43200',
      },
    ]);
    expect((await checkAccount(createFakeIam(account).client, INTEGRATION)).status).toBe('inSync');
  });

  it('reads the permissions boundary', async () => {
    const account = accountOf('private-vpc');
    const boundary = managedPolicy(`arn:aws:iam::${ACCOUNT}:policy/NoMetrics`, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', NotAction: 'cloudwatch:*', Resource: '*' }],
    });
    account.policies.push(boundary);
    roleNamed(account, 'UpsolverServerRole').PermissionsBoundary = {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: boundary.Arn,
    };
    const { roles } = await checkRole(createFakeIam(account).client, SERVER, PARAMETERS);
    expect(roles[0]?.findings[0]).toMatchObject({
      code: 'boundaryCutsOff',
      action: 'cloudwatch:PutMetricData',
      policy: { kind: 'boundary', name: 'NoMetrics' },
    });
  });

  it('distinguishes a missing role from denied access', async () => {
    const { status } = await checkRole(createFakeIam({ roles: [], policies: [] }).client, SERVER, PARAMETERS);
    expect(status).toBe('missing');
    const refused = createFakeIam(accountOf('private-vpc'), 100, ACCESS_DENIED);
    await expect(checkRole(refused.client, SERVER, PARAMETERS)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
