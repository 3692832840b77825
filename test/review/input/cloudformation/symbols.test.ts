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
});
