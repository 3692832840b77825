import { describe, expect, it } from 'vitest';
import { diffRoles } from '../../../../src/review/diff/diff-roles.js';
import type { DescribedRoles } from '../../../../src/review/input/described-role.js';
import { rolesFromCloudFormation } from '../../../../src/review/input/roles-from-cloudformation.js';

/** A role that may read an object under a value of the template. */
function reading(value: unknown, sections: { Parameters?: object; Resources?: object }): DescribedRoles {
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'R',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
      },
      Policies: [
        {
          PolicyName: 'P',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: { 'Fn::Sub': ['arn:aws:s3:::data/${X}', { X: value }] },
            },
          },
        },
      ],
    },
  };
  return rolesFromCloudFormation({ ...sections, Resources: { ...sections.Resources, R: role } });
}

const ref = { Ref: 'Data' };
const parameter = reading(ref, { Parameters: { Data: { Type: 'String' } } });
const resource = (type: string, value: unknown = ref): DescribedRoles =>
  reading(value, { Resources: { Data: { Type: type } } });

describe('values of one name that are not known differ', () => {
  const arn = { 'Fn::GetAtt': ['Data', 'Attribute'] };
  it.each<[string, DescribedRoles, DescribedRoles]>([
    ['a parameter and a resource of a type that is not known', parameter, resource('Custom::Thing')],
    ['a parameter and a resource whose name AWS chooses', parameter, resource('AWS::S3::Bucket')],
    ['resources of two types whose names AWS chooses', resource('AWS::S3::Bucket'), resource('AWS::DynamoDB::Table')],
    ['resources of two types that are not known', resource('Custom::Thing'), resource('Custom::Other')],
    ['attributes of resources of two types', resource('Custom::Thing', arn), resource('Custom::Other', arn)],
    ['a type with a part of another name', resource('AWS::S3::Bucket'), resource('AWS::S3.Bucket')],
  ])('%s', (_what, before, after) => {
    const [changed] = diffRoles(before, after).roles;
    expect(changed?.rows.map(({ change }) => change)).toEqual(['changed']);
    expect(diffRoles(before, before).roles.flatMap(({ rows }) => rows)).toEqual([]);
  });

  const X = { Type: 'String', Default: 'x' };
  const made = (type: string, Properties: object, attribute?: string, more: object = {}): DescribedRoles =>
    reading(attribute === undefined ? ref : { 'Fn::GetAtt': ['Data', attribute] }, {
      Parameters: { X },
      Resources: { Data: { Type: type, Properties } },
      ...more,
    });
  const glue = (Name: unknown): DescribedRoles => made('AWS::Glue::Database', { DatabaseInput: { Name } });
  const named = { 'Fn::If': ['Nothing', 'a', 'b'] };
  const nested = (value: string): unknown => Array.from({ length: 120 }).reduce((inner) => [inner], value);
  const mapped = { 'Fn::FindInMap': ['M', 'k', 'l'] };
  const mapping = (value: string): object => ({ Mappings: { M: { k: { l: value } } } });
  it.each<[string, DescribedRoles, DescribedRoles]>([
    ['a database with another name', glue('sales'), glue('payroll')],
    ['a name that a parameter has', glue({ Ref: 'X' }), glue('y')],
    ['a name that cannot be resolved', glue(named), glue({ 'Fn::If': ['Nothing', 'a', 'c'] })],
    ['a name that is nested too deep', glue(nested('a')), glue(nested('c'))],
    [
      'a name that another part of the template gives',
      made('AWS::Athena::WorkGroup', { Name: mapped }, undefined, mapping('a')),
      made('AWS::Athena::WorkGroup', { Name: mapped }, undefined, mapping('b')),
    ],
    [
      'an attribute that is a property',
      made('AWS::SSM::Parameter', { Value: 'a' }, 'Value'),
      made('AWS::SSM::Parameter', { Value: 'b' }, 'Value'),
    ],
    [
      'another attribute of a resource with another name',
      made('AWS::S3::Bucket', { BucketName: 'a' }, 'DomainName'),
      made('AWS::S3::Bucket', { BucketName: 'b' }, 'DomainName'),
    ],
    [
      'a secret with another name',
      made('AWS::SecretsManager::Secret', { Name: 'a' }),
      made('AWS::SecretsManager::Secret', { Name: 'b' }),
    ],
    ['a resource that refers to itself', made('Custom::A', { V: [ref, 1] }), made('Custom::A', { V: [ref, 2] })],
  ])('%s', (_what, before, after) => {
    const [changed] = diffRoles(before, after).roles;
    expect(changed?.rows.map(({ change }) => change)).toEqual(['changed']);
    expect(diffRoles(before, before).roles.flatMap(({ rows }) => rows)).toEqual([]);
  });
});

it('refuses a resource whose properties take too many steps to tell it from others', () => {
  const Properties = { Values: Array.from({ length: 500_001 }, () => 'x') };
  const read = (): DescribedRoles => reading(ref, { Resources: { Data: { Type: 'Custom::Thing', Properties } } });
  expect(read).toThrow('reading the template takes more than 500,000 steps');
});

describe('values of one name are the same', () => {
  const data = (type: string, Properties: object, Parameters: object = {}): DescribedRoles =>
    reading(ref, { Parameters, Resources: { Data: { Type: type, Properties } } });
  it.each<[string, DescribedRoles, DescribedRoles]>([
    [
      'with the members of properties in another order',
      data('AWS::Glue::Database', { CatalogId: '1', DatabaseInput: { Name: 'a' } }),
      data('AWS::Glue::Database', { DatabaseInput: { Name: 'a' }, CatalogId: '1' }),
    ],
    [
      'with a name that is written in another way',
      data(
        'AWS::Glue::Database',
        { DatabaseInput: { Name: { 'Fn::Sub': '${X}s' } } },
        { X: { Type: 'String', Default: 'sale' } },
      ),
      data('AWS::Glue::Database', { DatabaseInput: { Name: 'sales' } }),
    ],
    [
      'with other properties of a resource whose name AWS chooses',
      data('AWS::S3::Bucket', {}),
      data('AWS::S3::Bucket', { Tags: [{ Key: 'a', Value: 'b' }] }),
    ],
  ])('%s', (_what, before, after) => {
    expect(diffRoles(before, after).roles.flatMap(({ rows }) => rows)).toEqual([]);
  });
});
