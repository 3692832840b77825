import { describe, expect, it } from 'vitest';
import { refuseDynamicReferences, toIntrinsic } from '../../../src/render/cloudformation/intrinsic.js';
import { issuesOf } from '../../issues-of.js';

describe('toIntrinsic', () => {
  it.each([
    ['a string without placeholders unchanged', '${aws:username}', '${aws:username}'],
    ['a parameter alone as a Ref', '\uFDD0VpcId\uFDD1', { Ref: 'VpcId' }],
    ['a pseudo parameter alone as a Ref', '\uFDD0Region\uFDD1', { Ref: 'AWS::Region' }],
    [
      'the service principal of EC2 as a lookup by partition',
      '\uFDD0Ec2ServicePrincipal\uFDD1',
      { 'Fn::FindInMap': ['Partitions', { Ref: 'AWS::Partition' }, 'Ec2ServicePrincipal'] },
    ],
    [
      'text with placeholders as a Fn::Sub, in which `${` of the text is escaped',
      'arn:\uFDD0Partition\uFDD1:s3:::x/${aws:username}',
      { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::x/${!aws:username}' },
    ],
  ])('renders %s', (_name, text, rendered) => expect(toIntrinsic(text)).toEqual(rendered));

  it('returns a new object at each call', () => {
    const text = '\uFDD0Ec2ServicePrincipal\uFDD1';
    expect(toIntrinsic(text)).not.toBe(toIntrinsic(text));
  });
});

describe('refuseDynamicReferences', () => {
  it('names each dynamic reference once', () => {
    const resources = { a: '{{resolve:ssm:/a}}', b: ['x{{resolve:ssm:/a}}', '{{resolve:secretsmanager:b}}'] };
    expect(issuesOf(() => refuseDynamicReferences(resources)).map(({ message }) => message)).toEqual([
      'CloudFormation would resolve `{{resolve:ssm:/a` as a dynamic reference',
      'CloudFormation would resolve `{{resolve:secretsmanager:b` as a dynamic reference',
    ]);
  });

  it('accepts braces that are no dynamic reference', () => {
    expect(refuseDynamicReferences({ a: '{{x}}', b: 'resolve:ssm' })).toBeUndefined();
  });
});
