import { describe, expect, it } from 'vitest';
import { checkRoles, type Finding } from '../../../src/drift/index.js';
import type { Statement } from '../../../src/iam/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { attachment, exportOf, policyDetail, roleDetail, rolesOf } from '../account.js';
import { checkServer, policy, roles, summarize } from '../check-server.js';

describe('managed policies', () => {
  const china = rolesOf('private-vpc', { region: 'cn-north-1' });
  const arn = 'arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess';
  const readStacks = policyDetail(
    arn,
    policy({ Effect: 'Allow', Action: 'cloudformation:Describe*', Resource: '*' }),
    'v2',
  );

  it('have no example request if they are missing and their documents are not known', () => {
    const account = exportOf(china);
    account.Policies = [readStacks];
    account.RoleDetailList[1]!.AttachedManagedPolicies = [attachment(arn)];
    const { findings } = checkRoles(account, china).roles[1]!;
    expect(findings.map(({ code, expected, witness }) => [code, expected, witness])).toEqual([
      ['managedPolicyMissing', 'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess', undefined],
    ]);
  });

  it('are missing without an example request if their replacement cannot be compared', () => {
    const { findings } = checkServer((role, account) => {
      role.AttachedManagedPolicies.pop();
      // Whatever the user is called, somebody else's policy would have to say so.
      const variable: Statement = {
        Effect: 'Allow',
        Action: 'cloudformation:*',
        Resource: 'arn:aws:s3:::${aws:username}',
        Condition: { StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:username}x' } },
      };
      account.Policies = [
        policyDetail('arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess', policy(variable), 'v8'),
        account.Policies[1]!,
      ];
    });
    expect(findings.map(({ code, witness }) => [code, witness])).toEqual([['managedPolicyMissing', undefined]]);
  });

  it('may lack their documents in a filtered export', () => {
    const account = {
      ...exportOf(roles),
      Policies: [
        { Arn: arn, DefaultVersionId: 'v1', PolicyName: 'x' },
        { ...readStacks, DefaultVersionId: 'v9' },
      ],
    };
    expect(checkRoles(account, roles)).toMatchObject({ status: 'inSync', issues: [] });
  });

  it('count in their newest version if exports of several days contain several', () => {
    const athena = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';
    const versions = [
      policyDetail(athena, policy({ Effect: 'Allow', Action: 'athena:*', Resource: '*' }), 'v9'),
      policyDetail(
        athena,
        policy({ Effect: 'Allow', Action: ['athena:*', 's3:ListAllMyBuckets'], Resource: '*' }),
        'v16',
      ),
      policyDetail(
        athena,
        policy({ Effect: 'Allow', Action: ['athena:Get*', 's3:ListAllMyBuckets'], Resource: '*' }),
        'v16',
      ),
      policyDetail(athena, policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }), 'unknown'),
    ];
    const check = (list: typeof versions): Finding[] =>
      checkRoles({ ...exportOf(roles), Policies: list }, roles).roles[1]!.findings;
    expect(check(versions).map(({ code, actual }) => [code, actual])).toEqual([['managedPolicyVersion', 'v16']]);
    expect(check(versions.toReversed())).toEqual(check(versions));
  });

  it('have the version with IsDefaultVersion if DefaultVersionId is missing', () => {
    const { DefaultVersionId: _id, ...unnamed } = policyDetail(
      `arn:aws:iam::${ACCOUNT}:policy/Own`,
      policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
      'v3',
    );
    const { findings } = checkServer((role, account) => {
      role.AttachedManagedPolicies.push(attachment(unnamed.Arn));
      account.Policies.push(unnamed as never);
    });
    expect(summarize(findings)).toEqual(['managedPolicyExtra sqs:*']);
  });

  it('are taken from the snapshots if the input does not include them', () => {
    expect(checkRoles({ RoleDetailList: exportOf(roles).RoleDetailList }, roles).status).toBe('inSync');
  });

  it('are unreadable in another partition if the input does not include them', () => {
    const report = checkRoles({ RoleDetailList: china.map((role) => roleDetail(role)) }, china);
    expect(
      report.roles.map(({ status, findings }) => [status, findings.map((each) => `${each.code} ${each.policy?.name}`)]),
    ).toEqual([
      ['unreadable', ['policyUnreadable AWSCloudFormationReadOnlyAccess']],
      ['unreadable', ['policyUnreadable AmazonAthenaFullAccess', 'policyUnreadable AWSCloudFormationReadOnlyAccess']],
    ]);
  });
});
