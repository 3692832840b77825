import { describe, expect, it } from 'vitest';
import { formatIssue, safeParsePolicy, type PolicyKind } from '../../../src/iam/index.js';
import managedPolicies from '../../fixtures/aws-managed-policies.json' with { type: 'json' };

const ACCOUNT = '111122223333';

/** The codes that are reported for a policy of one statement. */
function codesOf(statement: object, kind: PolicyKind = 'identity'): string[] {
  const result = safeParsePolicy({ Version: '2012-10-17', Statement: [statement] }, kind);
  return (result.success ? result.warnings : result.issues).map(({ code }) => code);
}

const allow = (more: object): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more });
const deny = (more: object): object => ({ ...allow(more), Effect: 'Deny' });
const when = (operator: string, key: string, value: unknown): object =>
  allow({ Condition: { [operator]: { [key]: value } } });
const on = (...resources: string[]): object => allow({ Resource: resources });

describe('conditions', () => {
  it.each<[what: string, statement: object, code: string]>([
    ['a multivalued key without a set operator', when('StringEquals', 'aws:TagKeys', 'a'), 'missing_set_operator'],
    [
      'a list of ARNs without a set operator',
      when('ArnLike', 'ec2:FisTargetArns', 'arn:aws:ec2:*:*:*'),
      'missing_set_operator',
    ],
    ['a set operator on one date', when('ForAnyValue:DateLessThan', 'aws:CurrentTime', '2026-01-01'), 'set_operator'],
    ['a set operator on an audience', when('ForAnyValue:StringEquals', 'idp.example:aud', 'x'), 'set_operator'],
    ['ForAllValues without a guard', when('ForAllValues:StringEquals', 'aws:TagKeys', 'a'), 'absent_key_allowed'],
    ['a string operator on a Boolean', when('StringEquals', 'aws:SecureTransport', 'true'), 'operator_type'],
    ['a Boolean operator on a number', when('Bool', 'aws:MultiFactorAuthAge', 'true'), 'operator_type'],
    ['an ARN operator on a string', when('ArnLike', 'aws:username', 'arn:aws:iam::1:x/y'), 'operator_type'],
    ['a pattern of strings for an ARN', when('StringLike', 'aws:PrincipalArn', 'arn:aws:iam::x'), 'operator_type'],
    ['a key without a service', when('StringEquals', 'username', 'a'), 'invalid_condition_key'],
    ['a global key that does not exist', when('StringEquals', 'aws:UserName2', 'a'), 'unknown_condition_key'],
    ['a deprecated key', when('StringEquals', 'aws:Arn', 'a'), 'unknown_condition_key'],
    ['a key that the caller chooses', when('StringEquals', 'aws:Referer', 'a'), 'untrusted_key'],
    ['a wildcard for an organization', when('StringLike', 'aws:PrincipalOrgID', 'o-*'), 'broad_pattern'],
    ['a wildcard that matches every value', when('StringLike', 's3:prefix', '*'), 'presence_test'],
    ['a VPC ID of another form', when('StringEquals', 'aws:SourceVpc', 'vpc-1'), 'invalid_value'],
    [
      'the ID of a VPC endpoint of another form',
      when('StringEquals', 'aws:SourceVpce', 'vpc-12345678'),
      'invalid_value',
    ],
    ['a Region that does not exist', when('StringEquals', 'aws:RequestedRegion', 'us-east'), 'invalid_region'],
    ['an account of eleven digits', when('StringEquals', 'aws:SourceAccount', '11112222333'), 'invalid_account'],
    ['the same value twice', when('StringEquals', 'x:k', ['a', 'b', 'a']), 'redundant'],
    ['both Booleans', when('Bool', 'x:k', ['true', 'false']), 'invalid_value'],
    ['several upper limits', when('NumericLessThan', 'x:k', ['1', '2']), 'redundant'],
    ['a time without a zone', when('DateLessThan', 'x:k', '2026-01-01T10:00:00'), 'invalid_value'],
    ['an address of a VPC without the VPC', when('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8'), 'missing_paired_key'],
    ['attributes without `Select`', when('ForAnyValue:StringEquals', 'dynamodb:Attributes', 'a'), 'missing_paired_key'],
    ['a prefix that is not allowed', when('StringNotLike', 's3:prefix', 'private/*'), 'excluded_prefix'],
    ['a prefix that is denied', deny({ Condition: { StringLike: { 's3:prefix': 'private/*' } } }), 'excluded_prefix'],
    ['an escape of Terraform', when('StringEquals', 'x:k', '$${aws:username}'), 'template_escape'],
    ['an escape of CloudFormation', when('StringEquals', 'x:k', '${!aws:username}'), 'template_escape'],
  ])('are reported with %s', (_what, statement, code) => {
    expect(codesOf(statement)).toEqual([code]);
  });

  it.each<[what: string, statement: object]>([
    ['a multivalued key with a set operator', when('ForAnyValue:StringEquals', 'aws:TagKeys', 'a')],
    ['the presence of a multivalued key', when('Null', 'aws:TagKeys', 'false')],
    ['the person in a session', when('StringEquals', 'identitystore:UserId', 'a')],
    ['a set operator on a key that is not known', when('ForAnyValue:StringEquals', 'x:k', 'a')],
    ['a number of seconds', when('NumericGreaterThan', 'aws:EpochTime', '1735689600')],
    ['an ARN that is compared as a string', when('StringEquals', 'aws:PrincipalArn', `arn:aws:iam::${ACCOUNT}:root`)],
    ['an identity provider that is an ARN', when('ArnLike', 'aws:FederatedProvider', 'arn:aws:iam::*:oidc-provider/x')],
    ['a tag with a space', when('StringEquals', 'aws:ResourceTag/Cost Center', '42')],
    ['a denial by a key that the caller chooses', deny({ Condition: { StringEquals: { 'aws:UserAgent': 'x' } } })],
    ['a wildcard for a path', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a/*')],
    ['a VPC ID', when('StringEquals', 'aws:SourceVpc', ['vpc-12345678', 'vpc-1234567890abcdef0'])],
    ['a Region', when('StringEquals', 'aws:RequestedRegion', ['eu-west-1', '${aws:PrincipalTag/region}'])],
    ['an account', when('StringEquals', 'aws:PrincipalAccount', [ACCOUNT, 'anonymous'])],
    ['part of a Region', when('StringLike', 'aws:RequestedRegion', 'us-*')],
    ['several values', when('NumericEquals', 'x:k', ['1', '2'])],
    ['a time with a zone', when('DateLessThan', 'x:k', ['2026-01-01T10:00:00Z', '2026-01-01'].slice(0, 1))],
    ['a prefix that is allowed', when('StringLike', 's3:prefix', 'public/*')],
    ['all but a prefix that are denied', deny({ Condition: { StringNotLike: { 's3:prefix': 'public/*' } } })],
    ['the presence of a prefix', deny({ Condition: { Null: { 's3:prefix': 'true' } } })],
    [
      'an address of a VPC with the VPC',
      allow({
        Condition: {
          IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' },
          StringEquals: { 'aws:SourceVpc': 'vpc-12345678' },
        },
      }),
    ],
    [
      'attributes with `Select`',
      allow({
        Condition: {
          'ForAnyValue:StringEquals': { 'dynamodb:Attributes': 'a' },
          StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        },
      }),
    ],
  ])('are not reported with %s', (_what, statement) => {
    expect(codesOf(statement)).toEqual([]);
  });

  it.each<[guard: unknown, isGuard: boolean]>([
    ['false', true],
    [false, true],
    [['False'], true],
    ['true', false],
    [[], false],
    [['false', 'true'], false],
    [0, false],
  ])('may have ForAllValues with the guard `Null`: %j', (guard, isGuard) => {
    const Condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] }, null: { 'AWS:tagkeys': guard } };
    expect(codesOf(allow({ Condition })).includes('absent_key_allowed')).toBe(!isGuard);
  });

  it('have a hint where `Null` has a set operator or IfExists', () => {
    for (const name of ['ForAllValues:Null', 'NullIfExists']) {
      const result = safeParsePolicy({ Version: '2012-10-17', Statement: [when(name, 'x:k', 'true')] });
      expect(result.success ? [] : result.issues.map(formatIssue)).toEqual([
        `Statement.0.Condition.${name}: \`${name}\` is not a condition operator (use \`Null\`, which has no set operator and no \`IfExists\`)`,
      ]);
    }
  });
});

describe('ARNs', () => {
  it.each<[arn: string, code: string]>([
    ['arn:aws:sqs:us-east-1', 'short_arn'],
    ['arn:aws:SQS:us-east-1:111122223333:q', 'upper_case'],
    ['arn:aws:sqs:us_east_1:111122223333:q', 'invalid_region'],
    ['arn:aws:sqs:us-east-1:11112222333:q', 'invalid_account'],
    ['arn:aws:sqs:us-east-1:ACCOUNT:q', 'invalid_account'],
    ['arn:aws:s3::111122223333:bucket/*', 'arn_account'],
    ['arn:aws:s3:::b/home/$${aws:username}/*', 'template_escape'],
  ])('are reported: %s', (arn, code) => expect(codesOf(on(arn))).toEqual([code]));

  it.each([
    'arn:aws:sqs:us-east-1:111122223333:q',
    'arn:aws:sqs:us-*:1111*:q',
    'arn:aws:sqs:*:*:q',
    'arn:aws:iam::aws:policy/x',
    'arn:aws:iam::cloudfront:user/x',
    'arn:aws:s3::111122223333:accesspoint/x.mrap',
    'arn:aws:s3::111122223333:*',
    'arn:aws:s3::*:bucket',
    'arn:aws:s3:us-east-1:111122223333:job/x',
    'arn:aws:s3:::b/home/${aws:username}/*',
  ])('are not reported: %s', (arn) => expect(codesOf(on(arn))).toEqual([]));
});

describe('grants', () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/x`;
  const toEc2 = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
  const forEc2 = { StringEquals: { 'iam:AWSServiceName': 'spot.amazonaws.com' } };

  it.each<[what: string, statement: object, codes: string[]]>([
    ['every action', allow({ Action: '*' }), ['administrator_access', 'pass_role_any']],
    [
      'every action in a list',
      allow({ Action: ['*:*'], Resource: ['*'] }),
      ['wildcard_service', 'administrator_access', 'pass_role_any'],
    ],
    ['every action on some resources', allow({ Action: '*', Resource: 'arn:aws:sqs:*:*:*' }), []],
    [
      'every action under a condition',
      allow({ Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      ['pass_role_any'],
    ],
    ['every action denied', deny({ Action: '*' }), []],
    ['any role passed', allow({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/*' }), ['pass_role_any']],
    [
      'any role of an account passed',
      allow({ Action: 'iam:*', Resource: `arn:aws:iam::${ACCOUNT}:*` }),
      ['pass_role_any', 'service_linked_role_any'],
    ],
    ['one role passed', allow({ Action: 'iam:PassRole', Resource: role }), []],
    ['any role passed to one service', allow({ Action: 'iam:PassRole', Condition: toEc2 }), []],
    [
      'all but one role passed',
      allow({ Action: 'iam:PassRole', Resource: undefined, NotResource: role }),
      ['allow_inverted'],
    ],
    [
      'all but one role passed to one service',
      allow({ Action: 'iam:PassRole', Resource: undefined, NotResource: role, Condition: toEc2 }),
      [],
    ],
    [
      'all but S3',
      allow({ Action: undefined, NotAction: 's3:*' }),
      ['pass_role_any', 'service_linked_role_any', 'allow_inverted'],
    ],
    ['all but IAM', allow({ Action: undefined, NotAction: ['iam:*', 's3:*'] }), ['allow_inverted']],
    ['any service-linked role', allow({ Action: 'iam:CreateServiceLinkedRole' }), ['service_linked_role_any']],
    [
      'all but one service-linked role',
      allow({ Action: 'iam:Create*', Resource: undefined, NotResource: role }),
      ['service_linked_role_any'],
    ],
    ['the service-linked role of one service', allow({ Action: 'iam:CreateServiceLinkedRole', Condition: forEc2 }), []],
    ['one service-linked role', allow({ Action: 'iam:CreateServiceLinkedRole', Resource: `${role}/y` }), []],
  ])('are reported or not: %s', (_what, statement, codes) => {
    expect(codesOf(statement)).toEqual(codes);
  });
});

describe('principals', () => {
  const toResource = (Principal: unknown, Condition?: object): string[] =>
    codesOf(allow({ Principal, Condition }), 'resource');
  const fromAccount = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

  it.each<[what: string, principal: unknown, codes: string[]]>([
    ['an account', { AWS: ACCOUNT }, []],
    ['a service without a source', { Service: 'sns.amazonaws.com' }, ['confused_deputy']],
    ['the ID of a role', { AWS: 'AROAEXAMPLEEXAMPLE12' }, ['principal_id']],
    ['the ID of a user', { AWS: 'AIDAEXAMPLEEXAMPLE12' }, ['principal_id']],
    ['an identity provider', { Federated: 'cognito-identity.amazonaws.com' }, ['invalid_principal']],
    ['an account twice', { AWS: [ACCOUNT, ACCOUNT] }, ['redundant']],
    [
      'a role and its session',
      {
        AWS: [
          `arn:aws:iam::${ACCOUNT}:role/x`,
          `arn:aws:sts::${ACCOUNT}:assumed-role/x/s`,
          `arn:aws:sts::${ACCOUNT}:assumed-role/y/s`,
        ],
      },
      ['redundant'],
    ],
  ])('are reported or not: %s', (_what, principal, codes) => {
    expect(toResource(principal)).toEqual(codes);
  });

  it('are not reported if the condition names the source of a service', () => {
    expect(toResource({ Service: 'sns.amazonaws.com' }, fromAccount)).toEqual([]);
    expect(codesOf(deny({ Principal: { Service: 'sns.amazonaws.com' } }), 'resource')).toEqual([]);
    expect(codesOf(allow({ Principal: '*' }), 'resource')).toEqual([]);
  });

  it('are reported where they do not look like a service or an identity provider', () => {
    expect(toResource({ Service: 'sns' }, fromAccount)).toEqual(['invalid_principal']);
    expect(toResource({ Service: 'ec2.amazonaws.com.cn' }, fromAccount)).toEqual([]);
  });
});

describe('trust policies', () => {
  const trust = (principal: object, action: unknown, condition?: object): string[] =>
    codesOf({ Effect: 'Allow', Principal: principal, Action: action, Condition: condition }, 'trust');
  const oidc = (name: string): object => ({ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${name}` });
  const saml = { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/x` };
  const web = 'sts:AssumeRoleWithWebIdentity';
  const github = 'token.actions.githubusercontent.com';

  it.each<[what: string, principal: object, action: unknown, condition: object | undefined, codes: string[]]>([
    ['GitHub without a condition', oidc(github), web, undefined, ['open_identity_provider']],
    [
      'GitHub with an audience only',
      oidc(github),
      web,
      { StringEquals: { [`${github}:aud`]: 'x' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with every repository',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: 'repo:*' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with part of an organization',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: 'repo:acme*' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with all but one',
      oidc(github),
      web,
      { StringNotEquals: { [`${github}:sub`]: 'repo:a/b' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with no repository',
      oidc(github),
      web,
      { Bool: { [`${github}:sub`]: 'true' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with an organization',
      oidc(github),
      web,
      { StringLike: { [`${github}:SUB`]: ['repo:acme/*', 'repo:b/c'] } },
      [],
    ],
    [
      'GitHub with two operators',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: 'repo:a/*' }, StringEquals: { [`${github}:sub`]: 'repo:a/b' } },
      [],
    ],
    [
      'GitLab without a subject',
      oidc('gitlab.com'),
      web,
      { StringEquals: { 'gitlab.com:aud': 'x' } },
      ['open_identity_provider'],
    ],
    [
      'a shared provider with an ID',
      oidc('oidc.op1.openshiftapps.com/2f78'),
      web,
      undefined,
      ['open_identity_provider'],
    ],
    [
      'Cognito without an audience',
      { Federated: 'cognito-identity.amazonaws.com' },
      web,
      undefined,
      ['open_identity_provider'],
    ],
    [
      'Cognito with an audience',
      { Federated: 'cognito-identity.amazonaws.com' },
      web,
      { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'x' } },
      [],
    ],
    [
      'another provider without a condition',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      undefined,
      ['open_identity_provider'],
    ],
    [
      'another provider with a condition',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:aud': 'x' } },
      [],
    ],
    [
      'another provider with any subject',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringLike: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:sub': '*' } },
      ['presence_test', 'open_identity_provider'],
    ],
    [
      'another provider with the subject of the request',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringEquals: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:sub': '${oidc.eks.eu-west-1.amazonaws.com/id/X:sub}' } },
      ['open_identity_provider'],
    ],
    [
      'another provider with a pattern of subjects',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringLike: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:sub': 'system:serviceaccount:acme:*' } },
      [],
    ],
    [
      'another provider with a pattern of all service accounts of Kubernetes',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringLike: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:sub': 'system:serviceaccount:*:*' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with an environment, which every customer can have as its subject',
      oidc(github),
      web,
      { StringEquals: { [`${github}:sub`]: 'environment:production' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with an environment and an owner',
      oidc(github),
      web,
      { StringEquals: { [`${github}:sub`]: 'environment:production:repository_owner:acme' } },
      [],
    ],
    [
      'another provider with a claim that may be absent',
      oidc('oidc.eks.eu-west-1.amazonaws.com/id/X'),
      web,
      { StringEqualsIfExists: { 'oidc.eks.eu-west-1.amazonaws.com/id/X:sub': 'x' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with every value of a list, or none',
      oidc(github),
      web,
      { 'ForAllValues:StringLike': { [`${github}:sub`]: 'repo:acme/*' } },
      ['absent_key_allowed', 'open_identity_provider'],
    ],
    [
      'GitHub with a wildcard in the word before the organization',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: 'rep*:acme/x' } },
      ['open_identity_provider'],
    ],
    [
      'GitHub with an open entry next to a narrow one',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: ['repo:acme/*', '*'] } },
      ['presence_test', 'open_identity_provider'],
    ],
    [
      'GitHub with an open condition next to a narrow one',
      oidc(github),
      web,
      { StringLike: { [`${github}:sub`]: '*' }, StringEquals: { [`${github}:sub`]: 'repo:a/b' } },
      ['presence_test'],
    ],
    [
      'GitLab with every project',
      oidc('gitlab.com'),
      web,
      { StringLike: { 'gitlab.com:sub': 'project_path:*' } },
      ['open_identity_provider'],
    ],
    [
      'GitLab with the projects of a group',
      oidc('gitlab.com'),
      web,
      { StringLike: { 'gitlab.com:sub': 'project_path:acme/*' } },
      [],
    ],
    [
      'Terraform with every organization',
      oidc('app.terraform.io'),
      web,
      { StringLike: { 'app.terraform.io:sub': 'organization:*:project:x' } },
      ['open_identity_provider'],
    ],
    ['SAML', saml, 'sts:AssumeRoleWithSAML', undefined, []],
    ['SAML with the action of OIDC', saml, web, undefined, ['trust_action']],
    ['an identity provider with the action of accounts', saml, 'sts:AssumeRole', undefined, ['trust_action']],
    [
      'an account with the action of SAML',
      { AWS: ACCOUNT },
      ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      undefined,
      ['trust_action'],
    ],
    ['an account with all actions', { AWS: ACCOUNT }, 'sts:*', undefined, []],
    [
      'IAM Roles Anywhere',
      { Service: 'rolesanywhere.amazonaws.com' },
      ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      undefined,
      [],
    ],
    [
      'IAM Roles Anywhere without sessions',
      { Service: 'rolesanywhere.amazonaws.com' },
      'sts:AssumeRole',
      undefined,
      ['trust_action'],
    ],
    ['a service', { Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole', undefined, []],
    ['no identity provider', { Federated: 'idp' }, web, { StringEquals: { 'idp:aud': 'x' } }, ['invalid_principal']],
    ['all but some actions', { AWS: ACCOUNT }, undefined, undefined, ['missing']],
  ])('are reported or not: %s', (_what, principal, action, condition, codes) => {
    expect(trust(principal, action, condition)).toEqual(codes);
  });

  it('may deny what they want', () => {
    expect(codesOf({ Effect: 'Deny', Principal: oidc(github), Action: 'sts:AssumeRole' }, 'trust')).toEqual([]);
  });
});

describe('templates', () => {
  it.each<[statement: object, path: (string | number)[], name: string]>([
    [on({ 'Fn::Sub': 'arn:aws:s3:::${Bucket}' } as never), ['Statement', 0, 'Resource', 0], 'Fn::Sub'],
    [allow({ Resource: { Ref: 'Bucket' } }), ['Statement', 0, 'Resource'], 'Ref'],
    [allow({ Resource: '!Sub arn:aws:s3:::${Bucket}' }), ['Statement', 0, 'Resource'], '!Sub'],
    [{ 'Fn::If': ['a', {}, {}] }, ['Statement', 0], 'Fn::If'],
    [
      when('StringEquals', 'x:k', { 'Fn::GetAtt': ['a', 'b'] }),
      ['Statement', 0, 'Condition', 'StringEquals', 'x:k'],
      'Fn::GetAtt',
    ],
  ])('are one error that says so: %j', (statement, path, name) => {
    const result = safeParsePolicy({ Statement: [statement] });
    expect(result).toEqual({
      success: false,
      issues: [
        {
          code: 'template',
          path,
          message: `this is a template: \`${name}\` is not resolved`,
          hint: 'use the policy that the template creates',
          severity: 'error',
        },
      ],
    });
  });

  it.each([
    allow({ Sid: 'Ref' }),
    allow({ Condition: { StringEquals: { Ref: 'a', 'x:k': 'b' } } }),
    allow({ Condition: { StringEquals: { 'x:k': '!Subject' } } }),
    allow({ Condition: { StringEquals: { 'x:k': 'a !Sub b' } } }),
  ])('are not policies such as %j', (statement) => {
    expect(codesOf(statement)).not.toContain('template');
  });
});

describe('the size of a policy', () => {
  const sized = (count: number, kind: PolicyKind): string[] => {
    const values = Array.from({ length: count }, (_, n) => String(100_000 + n));
    const Condition = { StringEquals: { 'x:k': values } };
    const trusted = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole', Condition };
    const statement =
      kind === 'identity' ? allow({ Condition }) : { ...trusted, ...(kind === 'resource' && { Action: 's3:*' }) };
    return codesOf(statement, kind);
  };

  it('is reported above the quota of managed policies and of trust policies', () => {
    expect([sized(660, 'identity'), sized(690, 'identity')]).toEqual([[], ['over_quota']]);
    expect([sized(200, 'trust'), sized(220, 'trust')]).toEqual([[], ['over_quota']]);
    expect(sized(2000, 'resource')).toEqual([]);
  });
});

describe('the policies that AWS publishes', () => {
  it('have no false alarm of a kind that their authors could not have meant', () => {
    const codes = Object.values(managedPolicies).flatMap((versions) =>
      Object.values(versions).flatMap((document) => {
        const result = safeParsePolicy(document);
        return result.success ? result.warnings.map(({ code }) => code) : ['refused'];
      }),
    );
    const unlikely = new Set([
      'refused',
      'template_escape',
      'invalid_account',
      'arn_account',
      'invalid_region',
      'upper_case',
      'unknown_condition_key',
      'invalid_condition_key',
    ]);
    expect(codes.filter((code) => unlikely.has(code))).toEqual([]);
  });
});
