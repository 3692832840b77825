import { describe, expect, it } from 'vitest';
import { buildDataAccessPolicy, buildRoles, dataAccessGrantSchema, type RoleParameters } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { having } from '../role-parameters.js';

describe('buildRoles', () => {
  const bucket = 'acme-events';
  const cases: [what: string, more: object, code: string, path: string][] = [
    [
      'a bucket that is an ARN',
      { dataAccess: [{ service: 's3', bucket: 'arn:aws:s3:::x' }] },
      'invalid_value',
      'dataAccess.0.bucket',
    ],
    ['an empty bucket name', { dataAccess: [{ service: 's3', bucket: '' }] }, 'missing', 'dataAccess.0.bucket'],
    [
      'a prefix with `*`',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a/*' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'a prefix with a leading slash',
      { dataAccess: [{ service: 's3', bucket, prefix: '/a' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'a prefix with a noncharacter of Unicode',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a\uFDD0Region\uFDD1' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'a prefix of 1,025 characters',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a'.repeat(1025) }] },
      'too_long',
      'dataAccess.0.prefix',
    ],
    [
      'a stream whose ARN is of another service',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws:sqs:us-east-1:123456789012:x' }] },
      'wrong_service',
      'dataAccess.0.streamArn',
    ],
    [
      'a stream in another partition than the Region',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws-cn:kinesis:cn-north-1:123456789012:stream/x' }] },
      'wrong_partition',
      'dataAccess.0.streamArn',
    ],
    [
      'a stream whose ARN has no Region',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws:kinesis::123456789012:stream/x' }] },
      'invalid_arn',
      'dataAccess.0.streamArn',
    ],
    [
      'a queue that is no ARN',
      { dataAccess: [{ service: 'sqs', queueArn: 'queue' }] },
      'invalid_arn',
      'dataAccess.0.queueArn',
    ],
    [
      'a queue whose ARN is of another service',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sns:us-east-1:123456789012:x' }] },
      'wrong_service',
      'dataAccess.0.queueArn',
    ],
    [
      'a queue in another partition than the Region',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws-cn:sqs:cn-north-1:123456789012:x' }] },
      'wrong_partition',
      'dataAccess.0.queueArn',
    ],
    [
      'a key whose ARN is of another service',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:s3:::x', via: 's3' }] },
      'wrong_service',
      'dataAccess.0.keyArn',
    ],
    [
      'a key in another partition than the Region',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/x', via: 's3' }] },
      'wrong_partition',
      'dataAccess.0.keyArn',
    ],
    [
      'a key that is the ARN of an alias',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:alias/x', via: 's3' }] },
      'invalid_arn',
      'dataAccess.0.keyArn',
    ],
    [
      'a key for an unknown service',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/x', via: ['s3', 'ec2'] }] },
      'unknown_value',
      'dataAccess.0.via.1',
    ],
    [
      'a key for an empty list of services',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/x', via: [] }] },
      'empty',
      'dataAccess.0.via',
    ],
    [
      'data access to an unknown service',
      { dataAccess: [{ service: 'dynamodb' }] },
      'unknown_value',
      'dataAccess.0.service',
    ],
    ['data access without a service', { dataAccess: [{}] }, 'missing', 'dataAccess.0.service'],
    ['data access that is null', { dataAccess: [null] }, 'missing', 'dataAccess.0'],
    [
      'data access with a parameter of another service',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:123456789012:x', bucket }] },
      'unknown_parameter',
      'dataAccess.0.bucket',
    ],
    ['an empty list of data access', { dataAccess: [] }, 'empty', 'dataAccess'],
    ['data access that is an object', { dataAccess: {} }, 'invalid_type', 'dataAccess'],
  ];

  it.each(cases)('refuses %s', (_what, more, code, path) => {
    const issues = issuesOf(() => buildRoles('private-vpc', having(more as Partial<RoleParameters>)));
    expect(issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([[code, path]]);
  });
});

describe('buildDataAccessPolicy', () => {
  it('reports the problems of all grants and of the Region at once', () => {
    const issues = issuesOf(() =>
      buildDataAccessPolicy(
        [
          { service: 's3', bucket: 'A', prefix: '*' },
          { service: 'sqs', queueArn: 'x' },
        ],
        { region: 'x' },
      ),
    );
    expect(issues.map(({ path }) => path.join('.'))).toEqual([
      'grants.0.bucket',
      'grants.0.prefix',
      'grants.1.queueArn',
      'region',
    ]);
  });

  it('refuses an ARN in another partition than the Region, and in another than aws if there is no Region', () => {
    const streamArn = 'arn:aws-cn:kinesis:cn-north-1:123456789012:stream/x';
    expect(
      issuesOf(() => buildDataAccessPolicy([{ service: 'kinesis', streamArn }])).map(({ code, path }) => [
        code,
        path.join('.'),
      ]),
    ).toEqual([['wrong_partition', 'grants.0.streamArn']]);
    expect(buildDataAccessPolicy([{ service: 'kinesis', streamArn }], { region: 'cn-north-1' }).Statement).toHaveLength(
      1,
    );
  });

  it('refuses an empty list of grants', () => {
    expect(issuesOf(() => buildDataAccessPolicy([]))).toMatchObject([{ code: 'empty', path: ['grants'] }]);
  });
});

describe('dataAccessGrantSchema', () => {
  it('returns a grant that is in order', () => {
    const grant = { service: 's3', bucket: 'acme', prefix: 'clicks/' };
    expect(dataAccessGrantSchema['~standard'].validate(grant)).toEqual({ value: grant });
  });

  it('returns issues with paths inside the grant', () => {
    const { issues = [] } = dataAccessGrantSchema['~standard'].validate({ service: 's3', bucket: 'A', write: 1 });
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['invalid_value', ['bucket']],
      ['invalid_type', ['write']],
    ]);
  });
});
