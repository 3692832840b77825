import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/template.js';
import { rolesFromCloudFormation } from '../../../src/review/input/roles-from-cloudformation.js';
import { RENDER_ROWS } from '../../render/cases.js';
import { ACCOUNT, PARAMETERS } from '../../upsolver/role-parameters.js';
import { describedAs, linesOf } from './roles.js';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const allow = (Resource: unknown, more: object = {}): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource, ...more }],
});

/** A template with one role that has one policy. */
function withPolicy(document: unknown, sections: object = {}, resources: object = {}): object {
  return {
    ...sections,
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: TRUST, Policies: [{ PolicyName: 'P', PolicyDocument: document }] },
      },
      ...resources,
    },
  };
}

/** What a value of `Resource` resolves to. */
function resourceOf(value: unknown, sections: object = {}, options: object = {}, resources: object = {}): unknown {
  const { roles } = rolesFromCloudFormation(withPolicy(allow(value), sections, resources), options);
  return roles[0]?.policies[0]?.document.Statement[0]?.Resource;
}

describe('the templates of this library', () => {
  it.each(RENDER_ROWS)('without parameters have the roles that they were made of: %s', (_name, roles) => {
    const read = rolesFromCloudFormation(toCloudFormation(roles));
    expect(read.roles).toEqual(roles.map(describedAs));
    expect(read.symbols).toEqual([]);
  });

  const parameters = {
    OrganizationId: PARAMETERS.orgId,
    TrustedAccountId: PARAMETERS.trustedAccountId,
    ExternalId: PARAMETERS.externalId,
  };

  it.each(['private-vpc', 'upsolver-vpc'] as const)('with parameters of %s have the roles of these values', (mode) => {
    const deployed = { region: 'us-east-1', accountId: ACCOUNT };
    const read = rolesFromCloudFormation(toCloudFormation(mode), { parameters, ...deployed });
    expect(read).toEqual({ roles: buildRoles(mode, PARAMETERS).map(describedAs), symbols: [], issues: [] });
    const without = rolesFromCloudFormation(toCloudFormation(mode), {
      parameters: { ...parameters, KinesisStreams: 'false', PermissionsBoundary: 'Limit', NamePrefix: 'a-' },
      ...deployed,
    });
    const boundary = { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Limit`, namePrefix: 'a-' };
    const expected = buildRoles(mode, { ...PARAMETERS, ...boundary, features: { kinesisStreams: false } });
    expect(without.roles).toEqual(expected.map(describedAs));
  });

  it.each(['private-vpc', 'upsolver-vpc'] as const)('of %s keep parameters without values as symbols', (mode) => {
    const read = rolesFromCloudFormation(toCloudFormation(mode), { region: 'us-east-1' });
    expect(read.symbols).toEqual(['<ExternalId>', '<OrganizationId>', '<TrustedAccountId>']);
    const text = JSON.stringify(read.roles)
      .replaceAll('<ExternalId>', PARAMETERS.externalId)
      .replaceAll('<OrganizationId>', PARAMETERS.orgId)
      .replaceAll('<TrustedAccountId>', PARAMETERS.trustedAccountId);
    expect(JSON.parse(text)).toEqual(buildRoles(mode, PARAMETERS).map(describedAs));
  });

  it('cannot be read where a selection depends on a parameter', () => {
    const template = toCloudFormation('private-vpc', { athena: ['write'] });
    expect(linesOf(() => rolesFromCloudFormation(template, { region: 'us-east-1' }))).toEqual([
      expect.stringContaining('the list of `Fn::Select` depends on `WriteTables`, which is not known'),
    ]);
  });
});

describe('the functions', () => {
  const sections = {
    Parameters: {
      Name: { Type: 'String' },
      Env: { Type: 'String', Default: 'prod' },
      Port: { Type: 'Number', Default: 80 },
      List: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Open: { Type: 'List<String>' },
      Secret: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
    },
    Mappings: { M: { a: { k: 'v', l: ['arn:aws:s3:::1', 'arn:aws:s3:::2'], same: 's' }, b: { k: 'w', same: 's' } } },
    Conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Number: { 'Fn::Equals': [{ Ref: 'Port' }, '80'] },
      Lists: { 'Fn::Equals': [{ Ref: 'List' }, ['a', 'b']] },
      Open: { 'Fn::Equals': [{ Ref: 'Name' }, 'x'] },
      Same: { 'Fn::Equals': [{ Ref: 'Name' }, { Ref: 'Name' }] },
      NotOpen: { 'Fn::Not': [{ Condition: 'Open' }] },
      OrKnown: { 'Fn::Or': [{ Condition: 'Open' }, { Condition: 'Yes' }] },
      OrOpen: { 'Fn::Or': [{ Condition: 'Open' }, { Condition: 'No' }] },
      AndKnown: { 'Fn::And': [{ Condition: 'No' }, { Condition: 'Open' }] },
      All: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'Number' }, { Condition: 'Lists' }] },
    },
  };
  const arn = (text: unknown): object => ({ 'Fn::Sub': ['arn:aws:s3:::${T}', { T: text }] });
  const of = (text: unknown, options: object = {}, resources: object = {}): unknown =>
    resourceOf(arn(text), sections, options, resources);

  it.each<[string, unknown, string]>([
    ['Ref', { Ref: 'Env' }, 'prod'],
    ['Ref of a number', { Ref: 'Port' }, '80'],
    ['Ref of an unknown parameter', { Ref: 'Name' }, '<Name>'],
    ['Ref of a value of SSM', { Ref: 'Secret' }, '<resolve.ssm./x>'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::StackName' }, '<AWS.StackName>'],
    ['Fn::Sub', { 'Fn::Sub': '${Env}-${Name}-${AWS::Region}' }, 'prod-<Name>-<AWS.Region>'],
    ['Fn::Sub with values', { 'Fn::Sub': ['${a}${a}${Env}', { a: { Ref: 'Port' } }] }, '8080prod'],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!aws:username}/${Env}' }, '${aws:username}/prod'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Env' }, { Ref: 'AWS::NoValue' }, 1]] }, 'a-prod-1'],
    ['Fn::Join of a parameter', { 'Fn::Join': ['+', { Ref: 'List' }] }, 'a+b'],
    ['Fn::Join of an unknown list', { 'Fn::Join': [',', { Ref: 'Open' }] }, '<Join(%2c,(Open))>'],
    ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    ['Fn::Select of symbols', { 'Fn::Select': [1, ['a', { Ref: 'Name' }]] }, '<Name>'],
    ['Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'c'],
    [
      'Fn::Split of pseudo parameters',
      { 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::Sub': '${AWS::Region}:${AWS::AccountId}' }] }] },
      '<AWS.AccountId>',
    ],
    [
      'Fn::Split where the delimiter could be in a symbol',
      { 'Fn::Select': [0, { 'Fn::Split': ['-', { Ref: 'AWS::Region' }] }] },
      '<Select(0,(Split(-,(AWS.Region))))>',
    ],
    [
      'Fn::Select of a stack ID',
      { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
      '<Select(2,(Split(/,(AWS.StackId))))>',
    ],
    ['Fn::If', { 'Fn::If': ['Yes', 'a', { Ref: 'Nothing' }] }, 'a'],
    ['Fn::If not', { 'Fn::If': ['No', 'a', 'b'] }, 'b'],
    ['Fn::If with a number', { 'Fn::If': ['Number', 'a', 'b'] }, 'a'],
    ['Fn::If with all conditions', { 'Fn::If': ['All', 'a', 'b'] }, 'a'],
    ['Fn::If with one unknown value on both sides', { 'Fn::If': ['Same', 'a', 'b'] }, 'a'],
    ['Fn::If with an open part that does not matter', { 'Fn::If': ['OrKnown', 'a', 'b'] }, 'a'],
    ['Fn::If with another one', { 'Fn::If': ['AndKnown', 'a', 'b'] }, 'b'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['M', 'b', 'k'] }, 'w'],
    ['Fn::FindInMap with equal values', { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, 'same'] }, 's'],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['M', 'c', 'k', { DefaultValue: { Ref: 'Env' } }] }, 'prod'],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Env}-*:${Name}' } }, '<ImportValue(prod-%2a%3a(Name))>'],
    ['Fn::Base64', { 'Fn::Base64': 'é日' }, '<Base64(%e9%u65e5)>'],
    ['Fn::GetAZs', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '<Select(0,(GetAZs()))>'],
    ['Fn::Cidr', { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 6, 8] }] }, '<Select(0,(Cidr(10.0.0.0/16,6,8)))>'],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: [{ Ref: 'Env' }] } }, '{"a":["prod"]}'],
    ['Fn::ToJsonString of nothing', { 'Fn::ToJsonString': { Ref: 'AWS::NoValue' } }, 'null'],
    ['Fn::Length', { 'Fn::Length': { Ref: 'List' } }, '2'],
    ['Fn::Length of an unknown list', { 'Fn::Length': { Ref: 'Open' } }, '<Length((Open))>'],
    ['a dynamic reference', '{{resolve:ssm:/a/b}}', '<resolve.ssm%3a/a/b>'],
  ])('%s is resolved', (_name, value, expected) => {
    expect(of(value)).toBe(`arn:aws:s3:::${expected}`);
  });

  it('can make lists of resources', () => {
    expect(resourceOf({ 'Fn::FindInMap': ['M', 'a', 'l'] }, sections)).toEqual(['arn:aws:s3:::1', 'arn:aws:s3:::2']);
    expect(
      resourceOf(['*', { Ref: 'AWS::NoValue' }, { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] }], sections),
    ).toEqual(['*']);
  });

  it('use the values that are given', () => {
    const parameters = { Name: 'n', List: ['x', 'y,z'], Open: 'o, p', 'AWS::StackName': 's' };
    const text = {
      'Fn::Join': [
        '|',
        [
          { Ref: 'Name' },
          { 'Fn::Join': ['', { Ref: 'List' }] },
          { 'Fn::Join': ['', { Ref: 'Open' }] },
          { Ref: 'AWS::StackName' },
          { Ref: 'AWS::URLSuffix' },
          { Ref: 'AWS::Partition' },
          { 'Fn::If': ['Open', 'a', 'b'] },
        ],
      ],
    };
    expect(of(text, { parameters, region: 'cn-north-1' })).toBe('arn:aws:s3:::n|xyz|op|s|amazonaws.com.cn|aws-cn|b');
    const suffix = { 'AWS::URLSuffix': 'example.com' };
    expect(of({ Ref: 'AWS::URLSuffix' }, { parameters: suffix, partition: 'aws' })).toBe('arn:aws:s3:::example.com');
  });

  const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
  const resources = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': '${Env}-data' } } },
    Unnamed: { Type: 'AWS::S3::Bucket' },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
    Topic: { Type: 'AWS::SNS::Topic' },
    Reader: { Type: 'AWS::IAM::User', Properties: { UserName: 'reader', Path: '/team/' } },
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Other: { Type: 'Custom::Thing' },
    Broken: 7,
  };
  it.each<[string, unknown, string]>([
    ['a bucket by name', { Ref: 'Bucket' }, 'prod-data'],
    ['a bucket without a name', { Ref: 'Unnamed' }, '<Unnamed@AWS.S3.Bucket>'],
    ['the ARN of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:<AWS.Partition>:s3:::prod-data'],
    ['an attribute by one text', { 'Fn::GetAtt': 'Unnamed.Arn' }, 'arn:<AWS.Partition>:s3:::<Unnamed@AWS.S3.Bucket>'],
    ['an attribute in Fn::Sub', { 'Fn::Sub': '${Bucket.Arn}/*' }, 'arn:<AWS.Partition>:s3:::prod-data/*'],
    ['another attribute', { 'Fn::GetAtt': ['Unnamed', 'DomainName'] }, '<Unnamed.DomainName@AWS.S3.Bucket>'],
    [
      'another attribute of a bucket with a name',
      { 'Fn::GetAtt': ['Bucket', 'DomainName'] },
      `<Bucket.DomainName@AWS.S3.Bucket(${digest('{"BucketName":"prod-data"}')})>`,
    ],
    ['a queue', { Ref: 'Queue' }, `<Queue.Ref@AWS.SQS.Queue(${digest('{"QueueName":"q"}')})>`],
    ['the name of a queue', { 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'q'],
    [
      'the ARN of a queue',
      { 'Fn::GetAtt': ['Queue', 'Arn'] },
      'arn:<AWS.Partition>:sqs:<AWS.Region>:<AWS.AccountId>:q',
    ],
    ['a topic', { Ref: 'Topic' }, 'arn:<AWS.Partition>:sns:<AWS.Region>:<AWS.AccountId>:<Topic@AWS.SNS.Topic>'],
    ['the name of a topic', { 'Fn::GetAtt': ['Topic', 'TopicName'] }, '<Topic@AWS.SNS.Topic>'],
    [
      'the ARN of a user',
      { 'Fn::GetAtt': ['Reader', 'Arn'] },
      'arn:<AWS.Partition>:iam::<AWS.AccountId>:user/team/reader',
    ],
    ['a key', { Ref: 'Key' }, '<Key@AWS.KMS.Key>'],
    [
      'the ARN of a key',
      { 'Fn::GetAtt': ['Key', 'Arn'] },
      'arn:<AWS.Partition>:kms:<AWS.Region>:<AWS.AccountId>:key/<Key@AWS.KMS.Key>',
    ],
    ['a resource of another type', { Ref: 'Other' }, '<Other@Custom.Thing>'],
    ['its attribute', { 'Fn::GetAtt': ['Other', 'Outputs.A'] }, '<Other.Outputs.A@Custom.Thing>'],
  ])('refer to %s', (_name, value, expected) => {
    const { Broken: _broken, ...fine } = resources;
    expect(of(value, {}, fine)).toBe(`arn:aws:s3:::${expected}`);
  });

  const NEEDS = ', which is not known (pass it: `--parameter Name=VALUE`)';
  it.each<[unknown, string]>([
    [{ Ref: 'Nothing' }, 'the template has no parameter or resource `Nothing`'],
    [{ Ref: 7 }, 'the template has no parameter or resource `number`'],
    [{ 'Fn::GetAtt': ['Nothing', 'Arn'] }, 'the template has no resource `Nothing`'],
    [{ 'Fn::GetAtt': ['Bucket'] }, '`Fn::GetAtt` must have the logical ID of a resource and the name of an attribute'],
    [{ 'Fn::GetAtt': 'Bucket' }, '`Fn::GetAtt` must have the logical ID of a resource and the name of an attribute'],
    [{ 'Fn::GetAtt': [7, 'Arn'] }, '`Fn::GetAtt` must have the logical ID of a resource and the name of an attribute'],
    [{ 'Fn::Sub': '${Nothing}' }, 'the template has no parameter or resource `Nothing`'],
    [{ 'Fn::Sub': '${aws:username}' }, 'the template has no parameter or resource `aws:username`'],
    [{ 'Fn::Sub': '${List}' }, '`Fn::Sub` must have a text as the value of `List`'],
    [{ 'Fn::Sub': ['${a}', { a: [] }] }, '`Fn::Sub` must have a text here'],
    [{ 'Fn::Sub': 7 }, '`Fn::Sub` must have a text, or a text and an object with the values of its names'],
    [{ 'Fn::Sub': ['x'] }, '`Fn::Sub` must have a text and an object with the values of its names'],
    [{ 'Fn::Join': ['x'] }, '`Fn::Join` must have a delimiter and a list'],
    [{ 'Fn::Join': [{ Ref: 'Env' }, []] }, '`Fn::Join` must have a text as its delimiter'],
    [{ 'Fn::Join': ['', 'x'] }, '`Fn::Join` must have a list of texts'],
    [{ 'Fn::Join': ['', [{}]] }, '`Fn::Join` must have a list of texts'],
    [{ 'Fn::Split': ['', 'x'] }, '`Fn::Split` must have a text as its delimiter'],
    [{ 'Fn::Split': ['/', []] }, '`Fn::Split` must have a text here'],
    [{ 'Fn::Select': [9, ['a']] }, '`Fn::Select` has no entry `9` in its list'],
    [{ 'Fn::Select': ['x', ['a']] }, '`Fn::Select` must have an index and a list'],
    [{ 'Fn::Select': [0, 'x'] }, '`Fn::Select` must have an index and a list'],
    [{ 'Fn::Select': [{ Ref: 'Name' }, ['a']] }, `the index of \`Fn::Select\` depends on \`Name\`${NEEDS}`],
    [
      { 'Fn::Select': [0, { Ref: 'Open' }] },
      'the list of `Fn::Select` depends on `Open`, which is not known (pass it: `--parameter Open=VALUE`)',
    ],
    [{ 'Fn::If': ['Yes'] }, '`Fn::If` must have a condition and two values'],
    [{ 'Fn::If': ['Nothing', 1, 2] }, 'the template has no condition `Nothing`'],
    [{ 'Fn::If': [{}, 1, 2] }, 'the template has no condition `object`'],
    [{ 'Fn::If': ['Open', 1, 2] }, `the condition \`Open\` depends on \`Name\`${NEEDS}`],
    [{ 'Fn::If': ['NotOpen', 1, 2] }, `the condition \`NotOpen\` depends on \`Name\`${NEEDS}`],
    [{ 'Fn::If': ['OrOpen', 1, 2] }, `the condition \`OrOpen\` depends on \`Name\`${NEEDS}`],
    [{ 'Fn::FindInMap': ['M', 'a'] }, '`Fn::FindInMap` must have the name of a map and two keys'],
    [{ 'Fn::FindInMap': ['M', 'a', 'x'] }, 'the mappings have no value at `M.a.x`'],
    [{ 'Fn::FindInMap': ['N', 'a', 'x', {}] }, 'the mappings have no value at `N.a.x`'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Name' }, 'k'] }, `\`Fn::FindInMap\` depends on \`Name\`${NEEDS}`],
    [
      { 'Fn::FindInMap': ['N', { Ref: 'Other' }, 'k'] },
      '`Fn::FindInMap` depends on `<Other@Custom.Thing>`, which is not known',
    ],
    [
      { 'Fn::FindInMap': ['M', { Ref: 'AWS::Region' }, { Ref: 'Name' }] },
      '`Fn::FindInMap` depends on `AWS::Region` and `Name`, which are not known ' +
        '(pass it: `--parameter AWS::Region=VALUE`, `--parameter Name=VALUE`)',
    ],
    [{ 'Fn::Cidr': 'x' }, '`Fn::Cidr` must have a list'],
    [{ 'Fn::Length': 'x' }, '`Fn::Length` must have a list'],
    [{ 'Fn::ImportValue': [] }, '`Fn::ImportValue` must have a text here'],
    [{ 'Fn::Transform': { Name: 'AWS::Include' } }, '`Fn::Transform` is not a function that can be resolved here'],
    [{ 'Fn::Equals': ['a', 'b'] }, '`Fn::Equals` is not a function that can be resolved here'],
    [{ 'Fn::ForEach::X': [] }, '`Fn::ForEach::X` is not a function that can be resolved here'],
    [{ 'Fn::Sub': 'a', b: 1 }, '`Fn::Sub` must be the only key of its object'],
    [undefined, '`undefined` is not a JSON value'],
    [NaN, '`number` is not a JSON value'],
    ['\uFDD0', 'the text has characters that no text can have'],
    ['\uFDD1', 'the text has characters that no text can have'],
  ])('refuse %j', (value, message) => {
    const template = withPolicy(allow(['*', value]), sections, { Bucket: resources.Bucket, Other: resources.Other });
    expect(linesOf(() => rolesFromCloudFormation(template))).toEqual([expect.stringMatching(/^template\.Resources/)]);
    expect(linesOf(() => rolesFromCloudFormation(template))[0]?.replace(/^\S+: /, '')).toBe(message);
  });

  it.each<[string, unknown, string]>([
    ['has another function', { 'Fn::Sub': 'x' }, 'a condition must be one of'],
    ['has two keys', { 'Fn::Equals': ['a', 'b'], Condition: 'B' }, 'a condition must be one of'],
    ['is a text', 'true', 'a condition must be one of'],
    ['compares one value', { 'Fn::Equals': ['a'] }, 'a condition must be one of'],
    ['compares nothing', { 'Fn::Equals': ['a', { Ref: 'AWS::NoValue' }] }, 'a condition must be one of'],
    ['negates two conditions', { 'Fn::Not': [{ Condition: 'B' }, { Condition: 'B' }] }, 'a condition must be one of'],
    ['combines nothing', { 'Fn::And': [] }, 'a condition must be one of'],
    ['is itself', { Condition: 'A' }, 'the condition `A` depends on itself'],
    ['contains itself', { 'Fn::Or': [{ Condition: 'C' }] }, 'the condition `A` depends on itself'],
  ])('refuse a condition that %s', (_name, condition, message) => {
    const Conditions = { A: condition, B: { 'Fn::Equals': ['a', 'a'] }, C: { 'Fn::Not': [{ Condition: 'A' }] } };
    const template = withPolicy(allow({ 'Fn::If': ['A', '*', '*'] }), { Conditions });
    expect(linesOf(() => rolesFromCloudFormation(template))).toEqual([expect.stringContaining(message)]);
  });

  it('report every problem, and one that occurs twice once', () => {
    const template = withPolicy(allow([{ Ref: 'A' }, { Ref: 'B' }, { Ref: 'A' }]));
    expect(linesOf(() => rolesFromCloudFormation(template)).map((line) => line.replace(/^\S+: /, ''))).toEqual([
      'the template has no parameter or resource `A`',
      'the template has no parameter or resource `B`',
    ]);
  });

  it('refuse a name that is no text', () => {
    const Named = { Type: 'AWS::S3::Bucket', Properties: { BucketName: [] } };
    expect(linesOf(() => of({ Ref: 'Named' }, {}, { Named }))).toEqual([
      'template.Resources.Named.Properties.BucketName: `BucketName` must be a text',
    ]);
    expect(of({ Ref: 'Broken' }, {}, { Broken: { Type: 'AWS::S3::Bucket', Properties: 7 } })).toBe(
      'arn:aws:s3:::<Broken@AWS.S3.Bucket>',
    );
  });
});

describe('symbols', () => {
  it('do not depend on the order of parameters and of resources', () => {
    const parts = (names: string[]): object =>
      withPolicy(allow({ 'Fn::Sub': 'arn:aws:s3:::${B}-${A}' }), {
        Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String' }])),
      });
    const read = rolesFromCloudFormation(parts(['A', 'B', 'C']));
    expect(read).toEqual(rolesFromCloudFormation(parts(['C', 'B', 'A'])));
    expect(read.symbols).toEqual(['<A>', '<B>']);
  });

  it('cannot be policy variables', () => {
    const template = withPolicy(allow({ 'Fn::Sub': 'arn:aws:s3:::$${Name}{x}' }), {
      Parameters: { Name: { Type: 'String' } },
    });
    expect(JSON.stringify(rolesFromCloudFormation(template).roles)).toContain('arn:aws:s3:::$<Name>{x}');
  });

  const Parameters = { X: { Type: 'String' } };
  const HINT = 'pass it: `--parameter X=VALUE`';
  it.each<[string, object]>([
    ['an action', { Action: { Ref: 'X' } }],
    ['a part of an action', { Action: ['s3:Get*', { 'Fn::Sub': 's3:${X}' }] }],
    ['an excluded action', { Action: undefined, NotAction: { Ref: 'X' } }],
    ['a whole ARN', { Resource: { Ref: 'X' } }],
    ['the start of an ARN', { Resource: { 'Fn::Sub': '${X}/*' } }],
    ['the service of an ARN', { Resource: { 'Fn::Sub': 'arn:aws:${X}:::a' } }],
    ['an excluded ARN', { Resource: undefined, NotResource: [{ Ref: 'X' }] }],
    ['a number', { Condition: { NumericLessThan: { 's3:max-keys': { Ref: 'X' } } } }],
    ['a boolean', { Condition: { Bool: { 'aws:SecureTransport': { Ref: 'X' } } } }],
    ['an address', { Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', { Ref: 'X' }] } } }],
    ['the presence of a key', { Condition: { Null: { 'aws:userid': { Ref: 'X' } } } }],
    ['a boolean that is compared as text', { Condition: { StringEquals: { 'aws:SecureTransport': { Ref: 'X' } } } }],
    ['a whole ARN in a condition', { Condition: { ArnLike: { 'aws:SourceArn': { Ref: 'X' } } } }],
    ['a whole ARN as text', { Condition: { StringLike: { 'aws:PrincipalArn': { Ref: 'X' } } } }],
  ])('make a policy unreadable as %s, where text would match no request', (_name, more) => {
    const statement = Object.fromEntries(
      Object.entries({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more }).filter(
        ([, v]) => v !== undefined,
      ),
    );
    const read = rolesFromCloudFormation(withPolicy({ Version: '2012-10-17', Statement: statement }, { Parameters }));
    expect(read.roles[0]).toMatchObject({ policies: [], unreadable: ['P'] });
    expect(read.issues).toEqual([
      {
        code: 'template',
        path: ['template', 'Resources', 'Role', 'Properties', 'Policies', 0, 'PolicyDocument'],
        message: 'the policy `P` cannot be read: it depends on `<X>`, a value that is not known',
        hint: HINT,
      },
    ]);
  });

  it.each<[string, object]>([
    ['in a field of an ARN', { Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${X}:q' } }],
    ['as a text', { Condition: { StringEquals: { 'aws:PrincipalOrgID': { Ref: 'X' } } } }],
    ['as a value of several', { Condition: { 'ForAnyValue:StringLike': { 'aws:TagKeys': { Ref: 'X' } } } }],
    [
      'in an ARN of a condition',
      { Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:sns:*:${X}:t' } } } },
    ],
  ])('are read %s', (_name, more) => {
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more };
    const read = rolesFromCloudFormation(withPolicy({ Version: '2012-10-17', Statement }, { Parameters }));
    expect(read.roles[0]?.unreadable).toEqual([]);
    expect(read.symbols).toContain('<X>');
  });

  it('explain a trust policy and a whole document that are not known', () => {
    const template = {
      Parameters,
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: { Ref: 'X' },
            Policies: [{ PolicyName: 'P', PolicyDocument: { 'Fn::ImportValue': 'doc' } }, { Ref: 'X' }],
            ManagedPolicyArns: { Ref: 'X' },
            PermissionsBoundary: { Ref: 'X' },
          },
        },
        List: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, Policies: { Ref: 'X' } } },
      },
    };
    const read = rolesFromCloudFormation(template);
    expect(read.roles).toEqual([
      { name: 'Role', policies: [], unreadable: ['P', '<X>'], permissionsBoundary: { name: '<X>' } },
      { name: 'List', trustPolicy: TRUST, policies: [], unreadable: ['<X>'] },
    ]);
    expect(read.issues.map(({ message, hint }) => [message, hint])).toEqual([
      ['the trust policy of `Role` cannot be read: it depends on `<X>`, a value that is not known', HINT],
      ['the policy `P` cannot be read: it depends on `<ImportValue(doc)>`, a value that is not known', undefined],
    ]);
    expect(read.symbols).toEqual(['<X>']);
  });
});
