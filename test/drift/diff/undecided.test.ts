import { describe, expect, it } from 'vitest';
import type { Statement, TrustPolicyDocument } from '../../../src/iam/index.js';
import type { DeployableRole } from '../../../src/index.js';
import type { RoleDetail } from '../account.js';
import { checkServer, policy, roles, summarize } from '../check-server.js';

describe('a statement that cannot be compared', () => {
  // Nobody has a name that equals an ID that equals a tag, and is not that tag; the comparison does not see that.
  const allowed: Statement = {
    Sid: 'home',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::home/x',
    Condition: { StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' } },
  };
  const denied: Statement = {
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: '*',
    Condition: { StringEquals: { 'aws:username': '${aws:PrincipalTag/id}' } },
  };
  const [management, server] = roles as [DeployableRole, DeployableRole];
  /** The server role, with policies of the caller's own. */
  const withPolicy = (...statements: Statement[]): DeployableRole[] => [
    management,
    { ...server, inlinePolicies: [...server.inlinePolicies, { name: 'Home', document: policy(...statements) }] },
  ];

  it.each<[string, readonly DeployableRole[], (role: RoleDetail) => void, string[]]>([
    [
      'that the deployed role has',
      roles,
      (role) => void role.RolePolicyList.push({ PolicyName: 'Home', PolicyDocument: policy(allowed, denied) }),
      ['permissionDenied s3:*', 'permissionDenied s3:PutObject', 'undecided s3:PutObject'],
    ],
    [
      'that the expected role has',
      withPolicy(allowed, denied),
      (role) => void role.RolePolicyList.pop(),
      ['undecided s3:PutObject', 'denyMissing s3:PutObject'],
    ],
    [
      'that a Deny statement limits',
      withPolicy(allowed, denied),
      (role) =>
        void role.RolePolicyList.push({
          PolicyName: 'Deny',
          PolicyDocument: policy({ Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::home/*' }),
        }),
      ['undecided s3:PutObject'],
    ],
  ])(
    'is reported as undecided, in addition to all other findings: a statement %s',
    (_name, expected, change, findings) => {
      const report = checkServer(change, expected);
      expect(summarize(report.findings)).toEqual(findings);
      expect(report.findings.find(({ code }) => code === 'undecided')?.message).toBe(
        '`s3:PutObject` of the statement `home` of the policy `Home` could not be compared (variables)',
      );
    },
  );

  const trust = (...more: TrustPolicyDocument['Statement']): TrustPolicyDocument => ({
    Version: '2012-10-17',
    Statement: more,
  });
  const service = { Service: 'ec2.amazonaws.com' };
  const variable: TrustPolicyDocument['Statement'] = [
    {
      Effect: 'Allow',
      Principal: service,
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'aws:SourceAccount': '${aws:PrincipalTag/a}', 'aws:PrincipalTag/a': '${aws:PrincipalTag/b}' },
      },
    },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '${aws:PrincipalTag/b}' } },
    },
  ];

  it('is reported as undecided if it is in the deployed or the expected trust policy', () => {
    const lambda = variable.map((statement) =>
      statement.Effect === 'Allow' ? { ...statement, Principal: { Service: 'lambda.amazonaws.com' } } : statement,
    );
    const deployed = checkServer((role) => void (role.AssumeRolePolicyDocument = trust(...lambda)));
    expect(summarize(deployed.findings)).toEqual(['trustNarrowed', 'undecided']);
    const expected = [management, { ...server, trustPolicy: trust(...lambda) }];
    expect(
      summarize(checkServer((role) => void (role.AssumeRolePolicyDocument = server.trustPolicy), expected).findings),
    ).toEqual(['undecided', 'trustBroadened']);
  });
});
