import { describe, expect, it } from 'vitest';
import { rolesFromCloudFormation } from '../../../../src/review/input/roles-from-cloudformation.js';
import { snapshotOf } from '../../../../src/upsolver/catalogue/snapshot-of.js';
import { oddValues } from '../../../odd-values.js';
import { linesOf } from '../roles.js';

const trustOf = (principal: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});
const TRUST = trustOf({ Service: 'ec2.amazonaws.com' });
const policy = (action: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const role = (more: object = {}, rest: object = {}): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: TRUST, ...more },
  ...rest,
});
const of = (type: string, Properties: object, rest: object = {}): object => ({
  Type: `AWS::IAM::${type}`,
  Properties,
  ...rest,
});
const ATHENA = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';

describe('policies of a role', () => {
  it('are inline, attached by resources, and managed', () => {
    const own = (name: string): object => ({ Ref: name });
    const { roles, issues, symbols } = rolesFromCloudFormation({
      Resources: {
        Named: of('ManagedPolicy', { ManagedPolicyName: 'Named', PolicyDocument: policy('s3:Get*'), Path: '/team/' }),
        Unnamed: of('ManagedPolicy', { PolicyDocument: policy('s3:List*'), Roles: [own('Role'), own('Role')] }),
        Unused: of('ManagedPolicy', { PolicyDocument: policy('s3:Put*') }),
        Role: role({
          RoleName: 'reader',
          Policies: [{ PolicyName: 'Inline', PolicyDocument: policy('sqs:*') }],
          ManagedPolicyArns: [own('Named'), own('Unnamed'), ATHENA, 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
          PermissionsBoundary: { 'Fn::GetAtt': ['Named', 'PolicyArn'] },
        }),
        ByReference: of('Policy', { PolicyName: 'A', PolicyDocument: policy('sns:*'), Roles: [own('Role')] }),
        ByName: of('RolePolicy', { PolicyName: 'B', PolicyDocument: policy('kms:*'), RoleName: 'reader' }),
        OfUser: of('Policy', { PolicyName: 'C', PolicyDocument: policy('iam:*'), Users: ['someone'] }),
        Bucket: { Type: 'AWS::S3::Bucket' },
      },
    });
    expect(issues).toEqual([]);
    expect(symbols).toEqual([]);
    expect(roles).toEqual([
      {
        name: 'reader',
        trustPolicy: TRUST,
        policies: [
          { name: 'Inline', document: policy('sqs:*') },
          { name: 'Named', document: policy('s3:Get*'), isManaged: true },
          { name: 'Unnamed', document: policy('s3:List*'), isManaged: true },
          { name: 'AmazonAthenaFullAccess', document: snapshotOf(ATHENA)?.document },
          { name: 'A', document: policy('sns:*') },
          { name: 'B', document: policy('kms:*') },
        ],
        permissionsBoundary: { name: 'Named', document: policy('s3:Get*') },
        unreadable: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
    ]);
  });

  it('are not those of AWS if the partition is not known, or another one', () => {
    const template = {
      Resources: { Role: role({ ManagedPolicyArns: [{ 'Fn::Sub': ATHENA.replace('aws:', '${AWS::Partition}:') }] }) },
    };
    const unreadable = (options: object): unknown => rolesFromCloudFormation(template, options).roles[0]?.unreadable;
    expect(unreadable({})).toEqual(['arn:<AWS.Partition>:iam::aws:policy/AmazonAthenaFullAccess']);
    expect(unreadable({ region: 'cn-north-1' })).toEqual(['arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess']);
    expect(unreadable({ region: 'us-east-1' })).toEqual([]);
  });

  it('with a literal ARN are those of the template if the account is given', () => {
    const template = {
      Resources: {
        P: of('ManagedPolicy', { ManagedPolicyName: 'P', PolicyDocument: policy('s3:*') }),
        Role: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/P'] }),
      },
    };
    expect(rolesFromCloudFormation(template).roles[0]?.unreadable).toEqual(['arn:aws:iam::111122223333:policy/P']);
    const { roles } = rolesFromCloudFormation(template, { accountId: '111122223333', partition: 'aws' });
    expect(roles[0]?.policies).toEqual([{ name: 'P', document: policy('s3:*'), isManaged: true }]);
  });

  it('can be attached to a role of which the template has nothing else', () => {
    const { roles, issues } = rolesFromCloudFormation({
      Resources: {
        A: of('Policy', {
          PolicyDocument: policy('s3:*'),
          PolicyName: 'A',
          Roles: ['outside', { 'Fn::ImportValue': 'r' }],
        }),
        B: of('RolePolicy', { PolicyDocument: policy('sqs:*'), PolicyName: 'B', RoleName: 'outside' }),
      },
    });
    const unreadable = ['policies that are not in the template'];
    const a = { name: 'A', document: policy('s3:*') };
    expect(roles).toEqual([
      { name: 'outside', policies: [a, { name: 'B', document: policy('sqs:*') }], unreadable },
      { name: '<ImportValue(r)>', policies: [a], unreadable },
    ]);
    expect(issues.map(({ message }) => message)).toEqual([
      'the role `outside` is not in the template; only what is attached here is read',
      'the role `<ImportValue(r)>` is not in the template; only what is attached here is read',
    ]);
  });

  it('have the logical ID as a name where the template gives none, and all unknown values', () => {
    const Parameters = { X: { Type: 'String' }, Y: { Type: 'String' } };
    const PolicyDocument = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: { Ref: 'X' }, Resource: { Ref: 'Y' } },
    };
    const P = of('Policy', { PolicyDocument, Roles: [{ Ref: 'Role' }] });
    const { roles, issues } = rolesFromCloudFormation({ Parameters, Resources: { Role: role(), P } });
    expect(roles[0]?.unreadable).toEqual(['P']);
    expect(issues[0]).toMatchObject({
      message: 'the policy `P` cannot be read: it depends on `<X>`, `<Y>`, values that are not known',
      hint: 'pass it: `--parameter X=VALUE`, `--parameter Y=VALUE`',
    });
  });

  it('are noted if two have one name', () => {
    const Policies = ['s3:*', 'sqs:*'].map((action) => ({ PolicyName: 'P', PolicyDocument: policy(action) }));
    const { roles, issues } = rolesFromCloudFormation({ Resources: { Role: role({ Policies }) } });
    expect(roles[0]?.policies).toHaveLength(2);
    expect(issues.map(({ message }) => message)).toEqual(['the role `Role` has two policies with the name `P`']);
  });

  it('depend on conditions', () => {
    const Conditions = { Yes: { 'Fn::Equals': ['a', 'a'] }, No: { 'Fn::Equals': ['a', 'b'] } };
    const { roles, issues } = rolesFromCloudFormation({
      Conditions,
      Resources: {
        Role: role({}, { Condition: 'Yes' }),
        Gone: role({}, { Condition: 'No' }),
        P: of(
          'Policy',
          { PolicyDocument: policy('s3:*'), PolicyName: 'P', Roles: [{ Ref: 'Role' }] },
          { Condition: 'No' },
        ),
        Stack: { Type: 'AWS::CloudFormation::Stack', Condition: 'No' },
      },
    });
    expect(roles).toEqual([{ name: 'Role', trustPolicy: TRUST, policies: [], unreadable: [] }]);
    expect(issues).toEqual([]);
  });
});

describe('what is not read', () => {
  it.each([
    ['AWS::CloudFormation::Stack', 'a nested stack, whose template is not analyzed'],
    ['AWS::CloudFormation::StackSet', 'a StackSet, whose template is not analyzed'],
    ['My::Roles::For::MODULE', 'a module, which is not analyzed'],
    ['AWS::Serverless::Function', 'a resource of AWS SAM; the roles that SAM creates for it are not in the template'],
    ['AWS::SSO::Assignment', 'an assignment of a permission set, whose roles are not in the template'],
    ['AWS::Organizations::Account', 'an account, whose first role is not in the template'],
    ['Acme::Access::Role', 'of a type that AWS does not publish, which can change roles'],
    ['AWS::ServiceCatalog::CloudFormationProvisionedProduct', 'a product, whose template is not analyzed'],
    ['AWS::IAM::ServiceLinkedRole', 'a service-linked role, whose policies are not in the template'],
    ['AWS::SSO::PermissionSet', 'a permission set, whose roles are not in the template'],
  ])('is noted: %s', (Type, reason) => {
    const template = {
      Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'],
      Parameters: { X: { Type: 'String' } },
      Conditions: { Open: { 'Fn::Equals': [{ Ref: 'X' }, 'x'] } },
      Resources: { It: { Type, Condition: 'Open' } },
    };
    const issue = { code: 'template', path: ['template', 'Resources', 'It'], message: `\`It\` is ${reason}` };
    expect(rolesFromCloudFormation(template)).toEqual({ roles: [], symbols: [], issues: [issue] });
  });

  it.each(['AWS::Lambda::Function', 'AWS::IAM::Role'])('is noted: a connector in a resource of type %s', (Type) => {
    const Connectors = { Write: { Properties: { Destination: { Id: 'Table' }, Permissions: ['Write'] } } };
    const It = { Type, Connectors, Properties: { AssumeRolePolicyDocument: TRUST } };
    const { roles, issues } = rolesFromCloudFormation({ Transform: 'AWS::Serverless-2016-10-31', Resources: { It } });
    expect(roles.map(({ name }) => name)).toEqual(Type === 'AWS::IAM::Role' ? ['It'] : []);
    const message = '`It` is connected by AWS SAM; the policies that SAM creates for it are not in the template';
    expect(issues).toEqual([{ code: 'template', path: ['template', 'Resources', 'It'], message }]);
  });
});

describe('bad templates', () => {
  it.each<[string, object, string]>([
    [
      'have no resources',
      { Properties: {} },
      'template: this is not a CloudFormation template (pass the template as an object with `Resources`)',
    ],
    [
      'have a section of another type',
      { Parameters: [], Resources: {} },
      'template.Parameters: `Parameters` must be an object, not `array`',
    ],
    [
      'use a macro',
      { Transform: 'Mine', Resources: {} },
      'template.Transform: the macro `Mine` can change the whole template, and is not run ' +
        '(pass the processed template: `aws cloudformation get-template --template-stage Processed`)',
    ],
    [
      'include a file',
      { Transform: { Name: 'AWS::Include' }, Resources: {} },
      'template.Transform: the macro `AWS::Include` can change the whole template, and is not run ' +
        '(pass the processed template: `aws cloudformation get-template --template-stage Processed`)',
    ],
    [
      'repeat resources',
      { Resources: { 'Fn::ForEach::A': [] } },
      'template.Resources.Fn::ForEach::A: `Fn::ForEach::A` is not resolved',
    ],
    [
      'have a resource that is no object',
      { Resources: { A: 7 } },
      'template.Resources.A: a resource must be an object with a `Type`',
    ],
    [
      'have a resource without a type',
      { Resources: { A: {} } },
      'template.Resources.A: a resource must be an object with a `Type`',
    ],
    [
      'have a role without properties',
      { Resources: { A: { Type: 'AWS::IAM::Role' } } },
      'template.Resources.A.Properties.AssumeRolePolicyDocument: `AssumeRolePolicyDocument` is missing',
    ],
    [
      'have properties that are no object',
      { Resources: { A: { Type: 'AWS::IAM::Role', Properties: 7 } } },
      'template.Resources.A: `Properties` must be an object',
    ],
    [
      'have a role under an unknown condition',
      { Resources: { A: role({}, { Condition: 'X' }) } },
      'template.Resources.A: the template has no condition `X`',
    ],
    [
      'have a role under an open condition',
      {
        Parameters: { P: { Type: 'String' } },
        Conditions: { X: { 'Fn::Equals': [{ Ref: 'P' }, ''] } },
        Resources: { A: role({}, { Condition: 'X' }) },
      },
      'template.Resources.A: the condition `X` depends on `P`, which is not known (pass it: `--parameter P=VALUE`)',
    ],
    [
      'have a name that is no text',
      { Resources: { A: role({ RoleName: '' }) } },
      'template.Resources.A.Properties.RoleName: `RoleName` must be a text that is not empty',
    ],
    [
      'have a list that is none',
      { Resources: { A: role({ ManagedPolicyArns: 'x' }) } },
      'template.Resources.A.Properties.ManagedPolicyArns: `ManagedPolicyArns` must be a list',
    ],
    [
      'have an entry that is no text',
      { Resources: { A: role({ ManagedPolicyArns: [{}] }) } },
      'template.Resources.A.Properties.ManagedPolicyArns.0: entries of `ManagedPolicyArns` must be texts',
    ],
    [
      'have a policy without a name',
      { Resources: { A: role({ Policies: [{ PolicyDocument: {} }] }) } },
      'template.Resources.A.Properties.Policies.0: a policy must be an object with `PolicyName` and `PolicyDocument`',
    ],
    [
      'have a policy that is no object',
      { Resources: { A: role({ Policies: [7] }) } },
      'template.Resources.A.Properties.Policies.0: a policy must be an object with `PolicyName` and `PolicyDocument`',
    ],
    [
      'have a document that is no policy',
      { Resources: { A: role({ Policies: [{ PolicyName: 'P', PolicyDocument: { Statement: [], Version: 'x' } }] }) } },
      'template.Resources.A.Properties.Policies.0.PolicyDocument.Version: `x` is not a version of the policy language ' +
        '(use `2012-10-17`, or the older `2008-10-17`)',
    ],
    [
      'have an effect that is not known',
      {
        Parameters: { E: { Type: 'String' } },
        Resources: {
          A: role({
            Policies: [
              { PolicyName: 'P', PolicyDocument: { Statement: { Effect: { Ref: 'E' }, Action: '*', Resource: '*' } } },
            ],
          }),
        },
      },
      'template.Resources.A.Properties.Policies.0.PolicyDocument.Statement.0.Effect: `<E>` is not an effect ' +
        '(use `Allow` or `Deny`, in this letter case)',
    ],
    [
      'have a policy of a role without the role',
      { Resources: { A: of('RolePolicy', { PolicyName: 'P', PolicyDocument: policy('*') }) } },
      'template.Resources.A.Properties.RoleName: `RoleName` is missing',
    ],
    [
      'have a policy without a document',
      { Resources: { A: of('Policy', { PolicyName: 'P', Roles: ['r'] }) } },
      'template.Resources.A.Properties.PolicyDocument: `PolicyDocument` is missing',
    ],
    [
      'have a role twice',
      { Resources: { A: role({ RoleName: 'r' }), B: role({ RoleName: 'r' }) } },
      'template.Resources.B.Properties: another role of the template has the name `r`',
    ],
  ])('are refused if they %s', (_name, template, line) => {
    expect(linesOf(() => rolesFromCloudFormation(template))).toEqual([line]);
  });

  it.each([7, { Type: 7 }])('are refused if a role refers to a resource that is %j', (B) => {
    const Resources = { A: role({ RoleName: { Ref: 'B' } }), B };
    expect(linesOf(() => rolesFromCloudFormation({ Resources }))).toEqual([
      'template.Resources.B: a resource must be an object with a `Type`',
    ]);
  });

  it('are refused with each problem once', () => {
    const A = role({
      RoleName: { Ref: 'Nothing' },
      ManagedPolicyArns: [{ Ref: 'Nothing' }],
      Policies: { 'Fn::Sub': 7 },
    });
    expect(linesOf(() => rolesFromCloudFormation({ Resources: { A } }))).toEqual([
      'template.Resources.A.Properties.RoleName.Ref: the template has no parameter or resource `Nothing`',
      expect.stringContaining('`Fn::Sub` must have'),
    ]);
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`R${index}`, 7]));
    expect(linesOf(() => rolesFromCloudFormation({ Resources: many }))).toHaveLength(1000);
  });

  it.each<[string, object, string]>([
    [
      'an unknown parameter',
      { parameters: { Nam: 'x' } },
      'parameters.Nam: the template has no parameter `Nam` (did you mean `Name`?)',
    ],
    [
      'a parameter unlike any',
      { parameters: { Qqqqq: 'x' } },
      'parameters.Qqqqq: the template has no parameter `Qqqqq`',
    ],
    ['a list for a text', { parameters: { Name: ['x'] } }, 'parameters.Name: the value must be a text'],
    ['an object', { parameters: { List: {} } }, 'parameters.List: the value must be a list of texts'],
    [
      'a value that is not allowed',
      { parameters: { Size: 'c' } },
      'parameters.Size: `c` is not an allowed value (one of `a`, `b`)',
    ],
    [
      'reserved characters',
      { parameters: { Name: '\uFDD0' } },
      'parameters.Name: the value has characters that no text can have',
    ],
    ['parameters that are no object', { parameters: [] }, 'parameters: the parameters must be an object, not `array`'],
    [
      'a zone',
      { region: 'us-east-1a' },
      'region: `us-east-1a` is an Availability Zone, not an AWS Region (its Region is `us-east-1`)',
    ],
    [
      'a partition',
      { partition: 'amazon' },
      'partition: `amazon` is not a known AWS partition ' +
        '(one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`)',
    ],
    [
      'another partition',
      { region: 'us-east-1', partition: 'aws-cn' },
      'partition: the Region `us-east-1` is not in the partition `aws-cn`',
    ],
    ['an account', { accountId: '1' }, 'accountId: `1` is not an AWS account ID (use 12 digits)'],
    ['a number', { accountId: 7 }, 'accountId: `AWS::AccountId` must be a text, not `number`'],
    [
      'a list as a pseudo parameter',
      { parameters: { 'AWS::StackName': [] } },
      'parameters.AWS::StackName: `AWS::StackName` must be a text, not `array`',
    ],
  ])('are refused with options that have %s', (_name, options, line) => {
    const Parameters = {
      Name: { Type: 'String' },
      List: { Type: 'List<String>' },
      Size: { Type: 'String', AllowedValues: ['a', 'b', {}] },
    };
    const allowed = line.replace('`a`, `b`)', '`a`, `b`, ``)');
    expect(linesOf(() => rolesFromCloudFormation({ Parameters, Resources: {} }, options))).toEqual([allowed]);
  });

  it('are refused with parameters that are not declared well', () => {
    const Parameters = { A: 7, B: {}, C: { Type: 'String', Default: [] } };
    expect(linesOf(() => rolesFromCloudFormation({ Parameters, Resources: {} }))).toEqual([
      'template.Parameters.A: a parameter of a template must be an object with a `Type`',
      'template.Parameters.B: a parameter of a template must be an object with a `Type`',
      'template.Parameters.C: the value must be a text',
    ]);
    expect(linesOf(() => rolesFromCloudFormation({ Resources: {} }, 7 as never))).toEqual([
      'options: the options must be an object, not `number`',
    ]);
  });

  it('never cause another error, whatever they are', () => {
    const places: ((value: unknown) => unknown)[] = [
      (value) => value,
      (value) => ({ Resources: value }),
      (value) => ({ Resources: { A: value } }),
      (value) => ({ Resources: { A: { Type: 'AWS::IAM::Role', Properties: value } } }),
      (value) => ({ Resources: { A: role({ AssumeRolePolicyDocument: value }) } }),
      (value) => ({ Resources: { A: role({ Policies: value }) } }),
      (value) => ({ Resources: { A: role({ ManagedPolicyArns: [{ 'Fn::Sub': value }] }) } }),
      (value) => ({ Resources: { A: role({ RoleName: { 'Fn::If': value } }) } }),
      (value) => ({ Resources: { A: role({ RoleName: { Ref: value } }) } }),
      (value) => ({ Parameters: { A: value }, Mappings: value, Conditions: value, Transform: value, Resources: {} }),
    ];
    for (const place of places) {
      for (const [name, value] of oddValues()) {
        const error = caught(() => rolesFromCloudFormation(place(value) as object));
        expect([undefined, 'InvalidInputError'], `${name}: ${String(error)}`).toContain(error?.name);
      }
    }
    for (const [, value] of oddValues()) {
      for (const options of [value, { parameters: value }, { parameters: { A: value } }, { region: value }]) {
        const template = { Parameters: { A: { Type: 'String' } }, Resources: {} };
        expect([undefined, 'InvalidInputError']).toContain(
          caught(() => rolesFromCloudFormation(template, options as object))?.name,
        );
      }
    }
  });
});

function caught(run: () => unknown): Error | undefined {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  return undefined;
}

describe('hostile templates', () => {
  const one = (RoleName: unknown, sections: object = {}): string[] =>
    linesOf(() => rolesFromCloudFormation({ ...sections, Resources: { A: role({ RoleName }) } }));

  it('are refused if texts multiply', () => {
    let value: unknown = 'x'.repeat(100);
    for (let level = 0; level < 30; level += 1) value = { 'Fn::Sub': ['${a}${a}', { a: value }] };
    expect(one(value)).toEqual(['the template makes more than 8,388,608 characters of text']);
  });

  it('are refused if values multiply', () => {
    let value: unknown = ['x'];
    for (let level = 0; level < 30; level += 1) value = [value, value];
    expect(one(value)).toEqual(['reading the template takes more than 500,000 steps']);
  });

  it('are refused if they are nested too deep', () => {
    let value: unknown = 'x';
    for (let level = 0; level < 5000; level += 1) value = { 'Fn::Sub': ['${a}', { a: value }] };
    expect(one(value)).toEqual(['the template is nested more than 100 levels deep']);
    const chain = Array.from({ length: 5000 }, (_, index) => [`C${index}`, { Condition: `C${index + 1}` }] as const);
    const Conditions = Object.fromEntries(chain);
    expect(one({ 'Fn::If': ['C0', 'a', 'b'] }, { Conditions })).toEqual([
      'the template is nested more than 100 levels deep',
    ]);
  });

  it('are refused if names of resources depend on each other', () => {
    const Resources = { A: role({ RoleName: { Ref: 'B' } }), B: role({ RoleName: { Ref: 'A' } }) };
    expect(linesOf(() => rolesFromCloudFormation({ Resources }))).toEqual([
      'the template is nested more than 100 levels deep',
    ]);
  });

  it('can have 100,000 resources', () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => [
      `R${index}`,
      index % 100 ? { Type: 'A::B::C' } : role(),
    ]);
    expect(rolesFromCloudFormation({ Resources: Object.fromEntries(entries) }).roles).toHaveLength(1000);
  });
});

describe('templates of others', () => {
  it('that the CDK synthesised are read', () => {
    const arn = { 'Fn::GetAtt': ['DataBucketE3889A50', 'Arn'] };
    const { roles, symbols, issues } = rolesFromCloudFormation({
      Resources: {
        DataBucketE3889A50: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' },
        HandlerServiceRole1: role({
          AssumeRolePolicyDocument: trustOf({ Service: 'lambda.amazonaws.com' }),
          ManagedPolicyArns: [
            {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
              ],
            },
          ],
        }),
        HandlerServiceRoleDefaultPolicy2: of('Policy', {
          PolicyDocument: {
            Statement: [
              {
                Action: ['s3:GetObject*', 's3:List*'],
                Effect: 'Allow',
                Resource: [arn, { 'Fn::Join': ['', [arn, '/*']] }],
              },
            ],
            Version: '2012-10-17',
          },
          PolicyName: 'HandlerServiceRoleDefaultPolicy2',
          Roles: [{ Ref: 'HandlerServiceRole1' }],
        }),
        CDKMetadata: {
          Type: 'AWS::CDK::Metadata',
          Condition: 'CDKMetadataAvailable',
          Properties: { Analytics: 'v2:x' },
        },
      },
      Conditions: { CDKMetadataAvailable: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
      Parameters: {
        BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/version' },
      },
      Rules: { CheckBootstrapVersion: { Assertions: [] } },
    });
    expect(issues).toEqual([]);
    expect(symbols).toEqual(['<AWS.Partition>', '<DataBucketE3889A50@AWS.S3.Bucket>']);
    expect(roles[0]?.unreadable).toEqual([
      'arn:<AWS.Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    ]);
    expect(roles[0]?.policies[0]?.document.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['s3:GetObject*', 's3:List*'],
        Resource: [
          'arn:<AWS.Partition>:s3:::<DataBucketE3889A50@AWS.S3.Bucket>',
          'arn:<AWS.Partition>:s3:::<DataBucketE3889A50@AWS.S3.Bucket>/*',
        ],
      },
    ]);
  });

  it('for StackSets are read with the account that is given', () => {
    const template = {
      Parameters: { AdministratorAccountId: { Type: 'String', MaxLength: '12', MinLength: '12' } },
      Resources: {
        ExecutionRole: role({
          RoleName: 'AWSCloudFormationStackSetExecutionRole',
          AssumeRolePolicyDocument: trustOf({ AWS: [{ Ref: 'AdministratorAccountId' }] }),
          ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }],
        }),
      },
    };
    expect(
      rolesFromCloudFormation(template, { parameters: { AdministratorAccountId: '111122223333' }, partition: 'aws' }),
    ).toEqual({
      roles: [
        {
          name: 'AWSCloudFormationStackSetExecutionRole',
          trustPolicy: trustOf({ AWS: ['111122223333'] }),
          policies: [],
          unreadable: ['arn:aws:iam::aws:policy/AdministratorAccess'],
        },
      ],
      symbols: [],
      issues: [],
    });
  });

  it('for roles of service accounts have keys of conditions in JSON text', () => {
    const text = `{
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": { "Federated": "arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/\${Issuer}" },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": { "StringEquals": { "\${Issuer}:sub": "system:serviceaccount:\${Namespace}:app" } }
      }]
    }`;
    const template = {
      Parameters: { Issuer: { Type: 'String' }, Namespace: { Type: 'String', Default: 'default' } },
      Resources: { Irsa: role({ AssumeRolePolicyDocument: { 'Fn::Sub': text } }) },
    };
    const issuer = 'oidc.eks.us-east-1.amazonaws.com/id/0123';
    const read = (options: object): unknown =>
      rolesFromCloudFormation(template, options).roles[0]?.trustPolicy?.Statement;
    const statement = (provider: string, partition: string, account: string): object => ({
      Effect: 'Allow',
      Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${provider}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${provider}:sub`]: 'system:serviceaccount:default:app' } },
    });
    expect(read({})).toEqual([statement('<Issuer>', '<AWS.Partition>', '<AWS.AccountId>')]);
    const options = { parameters: { Issuer: issuer }, region: 'us-east-1', accountId: '111122223333' };
    expect(read(options)).toEqual([statement(issuer, 'aws', '111122223333')]);
  });
});
