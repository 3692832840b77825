import { describe, expect, it } from 'vitest';
import { InvalidInputError, type PolicyDocument, type TrustPolicyDocument } from '../../src/iam/index.js';
import { findRisks } from '../../src/risks/index.js';
import { createJudge } from '../iam/reference/evaluate.js';
import { allow, deny, policy } from './policies.js';

const ACCOUNT = '444455556666';
const codes = (...documents: PolicyDocument[]): string[] => findRisks(documents).map(({ code }) => code);

describe('what is found', () => {
  it.each<[string, PolicyDocument[], string[]]>([
    [
      'steps that two policies allow together',
      [policy(allow('iam:PassRole')), policy(allow('ecs:RunTask'))],
      ['passRoleToOtherService', 'passRoleToEcsRunTask'],
    ],
    [
      'changes of named roles, which may be those of the holder',
      [policy(allow('iam:AttachRolePolicy', `arn:aws:iam::${ACCOUNT}:role/app-*`))],
      ['attachRolePolicy'],
    ],
    ...(
      [
        ['any permissions boundary', { StringLike: { 'iam:PermissionsBoundary': '*' } }],
        ['some permissions boundary', { Null: { 'iam:PermissionsBoundary': 'false' } }],
        [
          'a permissions boundary that limits nothing',
          { ArnEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
        ],
      ] as const
    ).map(([name, condition]): [string, PolicyDocument[], string[]] => [
      `changes of roles and users that have ${name}`,
      [
        policy(
          allow(
            ['iam:AttachRolePolicy', 'iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:PutRolePolicy'],
            '*',
            condition,
          ),
        ),
      ],
      ['attachUserPolicy', 'attachRolePolicy', 'putUserPolicy', 'putRolePolicy'],
    ]),
    [
      'inline policies of the user itself',
      [policy(allow('iam:PutUserPolicy', 'arn:aws:iam::*:user/${aws:username}'))],
      ['putUserPolicy'],
    ],
    [
      'a function that the holder can create under a name of its own',
      [
        policy(allow('iam:PassRole')),
        policy(
          allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], `arn:aws:lambda:eu-*:${ACCOUNT}:function:app-*`),
        ),
      ],
      ['passRoleToOtherService', 'passRoleToLambda'],
    ],
    [
      'actions without resources, if a Deny takes every resource away',
      [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, deny('*', 'arn:*'))],
      [
        'joinDirectoryGroup',
        'getRegistryToken',
        'resetDirectoryPassword',
        'getLightsailCredentials',
        'createApiKey',
        'accessLakeData',
        'readUserData',
        'readTaskDefinitions',
        'allowPublicBuckets',
        'openRepository',
        'openLake',
        'openLogs',
        'openEventBus',
        'openSearchDomain',
        'openEmailIdentity',
        'shareResources',
        'transferDomain',
      ],
    ],
    [
      'all resources but some',
      [policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secrets/*' })],
      ['readObjects'],
    ],
    [
      'accounts that a pattern describes',
      [policy(allow('ssm:StartSession', 'arn:aws:ec2:xx-*:4444*:instance/*'))],
      ['startInstanceSession'],
    ],
    [
      'resources with any tag, if only those without one are denied',
      [policy(allow('ssm:StartSession'), deny('ssm:*', '*', { Null: { 'aws:ResourceTag/owner': 'true' } }))],
      ['startInstanceSession'],
    ],
    [
      'resources with any value of a tag',
      [policy(allow('ssm:StartSession', '*', { StringLike: { 'aws:ResourceTag/owner': '*' } }))],
      ['startInstanceSession'],
    ],
    [
      'resources with other values of a tag',
      [policy(allow('ssm:StartSession', '*', { StringNotEquals: { 'aws:ResourceTag/env': 'production' } }))],
      ['startInstanceSession'],
    ],
    [
      'roles whose names a Deny does not match',
      [policy(allow(['iam:PassRole', 'ecs:RunTask']), deny('iam:PassRole', 'arn:aws:iam::*:role/*Admin*'))],
      ['passRoleToOtherService', 'passRoleToEcsRunTask'],
    ],
    [
      'buckets and instances whose names a Deny does not match',
      [
        policy(
          allow(['s3:GetObject', 'ssm:StartSession']),
          deny(['s3:*', 'ssm:*'], ['arn:aws:s3:::prod*', 'arn:aws:ec2:*:*:instance/i-0123*']),
        ),
      ],
      ['startInstanceSession', 'readObjects'],
    ],
    ['actions in another letter case', [policy(allow('SECRETSMANAGER:getsecretvalue'))], ['readSecrets']],
    [
      'what a Deny for one Region leaves',
      [policy(allow('secretsmanager:GetSecretValue'), deny('*', 'arn:aws:secretsmanager:us-east-1:*:*'))],
      ['readSecrets'],
    ],
    [
      'what a Deny with a condition leaves',
      [
        policy(
          allow('kms:Decrypt'),
          deny('kms:*', '*', { StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
        ),
      ],
      ['decryptWithAnyKey'],
    ],
    [
      'policies that may be attached, if one of them is powerful',
      [policy(allow('iam:AttachRolePolicy', '*', { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/*' } }))],
      ['attachRolePolicy'],
    ],
    [
      'resources in China',
      [policy(allow('ssm:StartSession', 'arn:aws-cn:ec2:cn-north-1:*:instance/*'))],
      ['startInstanceSession'],
    ],
  ])('includes %s', (_what, documents, expected) => {
    expect(codes(...documents)).toEqual(expected);
    const judge = createJudge(documents);
    for (const { witnesses } of findRisks(documents)) {
      for (const witness of witnesses) expect(judge.decide(witness as never)).toBe('allowed');
    }
  });

  it.each<[string, PolicyDocument]>([
    [
      'access keys of the user itself',
      policy(allow(['iam:CreateAccessKey', 'iam:UpdateLoginProfile'], 'arn:aws:iam::*:user/${aws:username}')),
    ],
    [
      'secrets that are named',
      policy(allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:app/*`)),
    ],
    ['objects of a named bucket', policy(allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::acme/*'))],
    [
      'secrets with the tag of the caller',
      policy(
        allow('secretsmanager:GetSecretValue', '*', {
          StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' },
        }),
      ),
    ],
    [
      'parameters under a path that a tag of the caller names',
      policy(allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/team}/*')),
    ],
    [
      'instances with a tag',
      policy(allow('ssm:StartSession', '*', { StringEquals: { 'ssm:resourceTag/team': 'web' } })),
    ],
    [
      'objects with a tag',
      policy(allow('s3:GetObject', '*', { StringEquals: { 's3:ExistingObjectTag/public': 'yes' } })),
    ],
    [
      'roles that get a permissions boundary',
      policy(
        allow(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], '*', {
          StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/boundary` },
        }),
      ),
    ],
    [
      'a permissions boundary that is always the same',
      policy(
        allow('iam:PutRolePermissionsBoundary', '*', {
          StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/boundary` },
        }),
      ),
    ],
    [
      'the attachment of a named policy',
      policy(
        allow('iam:AttachRolePolicy', '*', {
          ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
        }),
      ),
    ],
    [
      'one role and its service',
      policy(
        allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app`),
        allow('lambda:*', `arn:aws:lambda:*:*:function:app`),
      ),
    ],
    [
      'an action without resources, on a resource',
      policy(allow('ecr:GetAuthorizationToken', 'arn:aws:ecr:*:*:repository/*')),
    ],
    [
      'what a Deny leaves to named resources',
      policy(allow('s3:GetObject'), { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::acme/*' }),
    ],
    ['a Deny of everything', policy(allow('*'), deny('*'))],
    ['no action of the table', policy(allow(['s3:ListAllMyBuckets', 'ec2:DescribeInstances', 'cloudwatch:*']))],
  ])('does not include %s', (_what, document) => expect(codes(document)).toEqual([]));

  it('does not overlook what a pattern that is no ARN may match', () => {
    expect(codes(policy(allow('secretsmanager:GetSecretValue', '*secret*')))).toEqual(['readSecrets']);
  });

  it('names the default of a variable as what the policy names', () => {
    const named = policy(allow('s3:GetObject', "arn:aws:s3:::${aws:PrincipalTag/bucket, 'production-data'}/*"));
    expect(codes(named)).toEqual([]);
    expect(codes(policy(allow('s3:GetObject', 'arn:aws:s3:::*${$}')))).toEqual([]);
    expect(codes({ ...policy(allow('s3:GetObject', 'arn:aws:s3:::*')), Version: '2008-10-17' })).toEqual([
      'readObjects',
    ]);
  });
});

describe('example requests', () => {
  const resources = (document: PolicyDocument): string[] =>
    findRisks(document).flatMap(({ witnesses }) => witnesses.map(({ resource }) => resource));

  it.each<[string, string, string]>([
    [
      'secretsmanager:GetSecretValue',
      '*',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:production/database-AbCdEf',
    ],
    ['ssm:StartSession', 'arn:aws:ec2:eu-*:*:*', 'arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0'],
    [
      'ssm:StartSession',
      'arn:aws:ec2:eu-central-1:111122223333:instance/*',
      'arn:aws:ec2:eu-central-1:111122223333:instance/i-0123456789abcdef0',
    ],
    ['sts:AssumeRole', 'arn:*:iam::111122223333:role/*', 'arn:aws:iam::111122223333:role/OrganizationAdministrator'],
    [
      'ssm:StartSession',
      'arn:*:ec2:cn-north-1:*:instance/*',
      'arn:aws-cn:ec2:cn-north-1:123456789012:instance/i-0123456789abcdef0',
    ],
    [
      'ssm:StartSession',
      'arn:aws-us-gov:ec2:*',
      'arn:aws-us-gov:ec2:us-gov-west-1:123456789012:instance/i-0123456789abcdef0',
    ],
    ['iam:PutRolePolicy', 'arn:aws:iam::*:role/app-*', 'arn:aws:iam::123456789012:role/app-example'],
    ['iam:PutRolePolicy', 'arn:aws:iam::*:role/app-????', 'arn:aws:iam::123456789012:role/app-xxxx'],
    ['iam:PutGroupPolicy', 'arn:aws:iam::111122223333:group/ops', 'arn:aws:iam::111122223333:group/ops'],
  ])('are in the partition, Region and account that the policy has: %s on %s', (action, resource, expected) => {
    expect(resources(policy(allow(action, resource)))).toEqual([expected]);
  });

  it('have what the step takes, with the service principal and the policies of the partition', () => {
    const [passed] = findRisks(
      policy(allow(['iam:PassRole', 'ec2:RunInstances'], ['arn:aws-cn:iam::*', 'arn:aws-cn:ec2:*'])),
    );
    expect(passed?.witnesses[0]?.context).toEqual({ 'iam:PassedToService': 'ec2.amazonaws.com.cn' });
    const [attached] = findRisks(policy(allow('iam:AttachUserPolicy', 'arn:aws-us-gov:iam::*:user/*')));
    expect(attached?.witnesses[0]?.context).toEqual({
      'iam:PolicyARN': 'arn:aws-us-gov:iam::aws:policy/AdministratorAccess',
    });
  });

  it('name the statement that allows them, of any policy', () => {
    const first = policy(allow('s3:ListAllMyBuckets'), allow('iam:PassRole', '*', {}, 'pass'));
    const second = policy(deny('ec2:*'), allow('ecs:RunTask', '*', { Bool: { 'aws:SecureTransport': 'true' } }));
    const risk = findRisks([first, second]).find(({ code }) => code === 'passRoleToEcsRunTask');
    expect(risk?.steps.map(({ statement }) => statement)).toEqual([
      { policy: 0, statement: 1, sid: 'pass' },
      { policy: 1, statement: 1 },
    ]);
  });
});

describe('what is no set of permissions', () => {
  const trust: TrustPolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
  };

  it('is refused with every statement that has a principal', () => {
    const resource = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT }, Action: 's3:*', Resource: '*' }],
    };
    const refuse = (): unknown => findRisks([policy(), trust, resource]);
    expect(refuse).toThrow(InvalidInputError);
    expect(refuse).toThrow(
      expect.objectContaining({
        issues: [
          expect.objectContaining({ code: 'forbidden_element', path: ['policies', 1, 'Statement', 0, 'Principal'] }),
          expect.objectContaining({ code: 'forbidden_element', path: ['policies', 2, 'Statement', 0, 'NotPrincipal'] }),
        ],
      }),
    );
    expect(() => findRisks(trust)).toThrow('`Principal` is not allowed in an identity-based policy');
  });
});
