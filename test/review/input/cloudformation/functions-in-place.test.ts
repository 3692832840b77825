import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../../src/iam/index.js';
import { rolesFromCloudFormation } from '../../../../src/review/input/roles-from-cloudformation.js';

const trust = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
};
const properties = { RoleName: 'R', AssumeRolePolicyDocument: trust };
const transform = { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } };
const read = (template: object): unknown => rolesFromCloudFormation(template);
const withRole = (role: object, more: object = {}): object => ({
  Resources: { R: { Type: 'AWS::IAM::Role', ...role } },
  ...more,
});

describe('a function in place of members', () => {
  it.each([
    ['of properties', withRole({ Properties: { ...properties, 'Fn::Transform': transform } })],
    ['of properties, in a loop', withRole({ Properties: { ...properties, 'Fn::ForEach::X': [] } })],
    ['of a resource', withRole({ Properties: properties, 'Fn::Transform': transform })],
    ['of the template', withRole({ Properties: properties }, { 'Fn::Transform': transform })],
  ])('%s is refused: it can bring anything', (_what, template) => {
    expect(() => read(template)).toThrow(InvalidInputError);
    expect(() => read(template)).toThrow(/`Fn::(?:Transform|ForEach::X)` is not resolved here/);
  });

  it('is not looked for in resources that have nothing to do with roles', () => {
    const other = { Type: 'AWS::SNS::Topic', Properties: { 'Fn::Transform': transform } };
    expect(rolesFromCloudFormation({ Resources: { T: other } })).toMatchObject({ roles: [], issues: [] });
  });
});

it('A custom resource is noted, which can change roles.', () => {
  const custom = {
    Type: 'Custom::AttachPolicy',
    Properties: { ServiceToken: 'arn:aws:lambda:us-east-1:111122223333:function:f' },
  };
  const { issues } = rolesFromCloudFormation(withRole({ Properties: properties }, {}) as object);
  expect(issues).toEqual([]);
  const both = { Resources: { R: { Type: 'AWS::IAM::Role', Properties: properties }, C: custom } };
  expect(rolesFromCloudFormation(both).issues).toMatchObject([
    { message: '`C` is a custom resource, which can change roles' },
  ]);
});

it('A map with a default has another value for keys that are not known.', () => {
  const find = ['M', { Ref: 'AWS::Region' }, 'a', { DefaultValue: 's3:*' }];
  const template = withRole(
    {
      Properties: {
        ...properties,
        Policies: [
          {
            PolicyName: 'P',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Action: { 'Fn::FindInMap': find }, Resource: '*' },
            },
          },
        ],
      },
    },
    { Mappings: { M: { 'us-east-1': { a: 's3:GetObject' } } } },
  );
  expect(() => read(template)).toThrow(InvalidInputError);
  expect(
    rolesFromCloudFormation(template, { region: 'eu-west-1' }).roles[0]?.policies[0]?.document.Statement,
  ).toMatchObject([{ Action: 's3:*' }]);
});

it('A list of SSM is one value of which nothing is known, and its place must be a text.', () => {
  const template = (Default: unknown): object =>
    withRole(
      {
        Properties: {
          ...properties,
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: { Ref: 'Accounts' } }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      { Parameters: { Accounts: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default } } },
    );
  expect(rolesFromCloudFormation(template('/accounts')).roles[0]?.trustPolicy?.Statement[0]?.Principal).toEqual({
    AWS: ['<resolve.ssm./accounts>'],
  });
  expect(() => rolesFromCloudFormation(template({ a: 1 }))).toThrow('Accounts: the value must be a text');
});

it('A value of SSM is named by where it is looked up, so that another place is another value.', () => {
  const template = (Default: string): object =>
    withRole(
      { Properties: { ...properties, RoleName: { Ref: 'P' } } },
      { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default } } },
    );
  const nameOf = (of: string): string | undefined => rolesFromCloudFormation(template(of)).roles[0]?.name;
  expect(nameOf('/app/logs')).not.toBe(nameOf('/payroll/bucket'));
});

it('The tags of a role are read, with values that are not known.', () => {
  const tagsOf = (Tags: unknown): unknown => {
    const role = { Type: 'AWS::IAM::Role', Properties: { ...properties, Tags } };
    return rolesFromCloudFormation({ Resources: { R: role }, Parameters: { P: { Type: 'CommaDelimitedList' } } })
      .roles[0]?.tags;
  };
  expect(tagsOf([{ Key: 'team', Value: { Ref: 'AWS::StackName' } }])).toEqual([
    { key: 'team', value: '<AWS.StackName>' },
  ]);
  expect(tagsOf([])).toBeUndefined();
  // Whatever has no meaning as a tag stays different from everything else.
  expect(tagsOf({ Ref: 'P' })).toEqual([{ key: '"<P>"', value: '' }]);
});
