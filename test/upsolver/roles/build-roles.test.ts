import { describe, expect, it } from 'vitest';
import { evaluateAccess, type AccessRequest } from '../../../src/iam/index.js';
import {
  buildManagementPolicy,
  buildRoles,
  buildServerPolicy,
  buildTrustPolicy,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  rolesFor,
  type DeployableRole,
  type RoleParameters,
} from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, FULL_SCOPE, ORGANIZATION, PARAMETERS } from '../role-parameters.js';

const having = (more: Partial<RoleParameters>): RoleParameters => ({ ...PARAMETERS, ...more });

describe('buildRoles without options', () => {
  it.each(INTEGRATION_MODES)('is exactly the page, in mode %s', (mode) => {
    const roles = buildRoles(mode, PARAMETERS);
    const page = rolesFor(mode, ORGANIZATION);
    expect(roles.map(({ role, name }) => [role, name])).toEqual(page.map(({ name }) => [name, name]));
    roles.forEach((role, index) => {
      expect(role.inlinePolicies.map(({ document }) => document)).toStrictEqual([page[index]?.policyDocument]);
      expect(role.managedPolicyArns).toEqual(page[index]?.managedPolicyArns);
      expect(role.description).toBe(page[index]?.purpose);
      expect([role.path, role.maxSessionDuration, role.tags]).toEqual(['/', 3600, []]);
      expect(role).not.toHaveProperty('permissionsBoundaryArn');
    });
  });

  it('names the policies', () => {
    const names = [...buildRoles('private-vpc', PARAMETERS), ...buildRoles('upsolver-vpc', PARAMETERS)].map(
      ({ inlinePolicies }) => inlinePolicies[0]?.name,
    );
    expect(names).toEqual(['UpsolverManagementPolicy', 'UpsolverServerPolicy', 'UpsolverPolicy']);
  });

  it('has texts that IAM takes', () => {
    for (const { name, description, inlinePolicies } of [
      ...buildRoles('private-vpc', PARAMETERS),
      ...buildRoles('upsolver-vpc', PARAMETERS),
    ]) {
      // Source: IAM API model, roleDescriptionType and policyNameType.
      expect(description).toMatch(/^[\t\n\r\x20-\x7e\xa1-\xff]{1,1000}$/);
      for (const each of [name, ...inlinePolicies.map((policy) => policy.name)])
        expect(each).toMatch(/^[\w+=,.@-]{1,128}$/);
    }
  });

  it('has an instance profile for the server role alone', () => {
    const profiles = [...buildRoles('private-vpc', PARAMETERS), ...buildRoles('upsolver-vpc', PARAMETERS)].map(
      ({ instanceProfile }) => instanceProfile,
    );
    expect(profiles).toEqual([undefined, { name: 'UpsolverServerRole', path: '/' }, undefined]);
  });
});

describe('buildRoles with options', () => {
  const role = (more: Partial<RoleParameters>) => buildRoles('private-vpc', having(more))[1];

  it('names, paths, tags, boundary and session', () => {
    const built = role({
      namePrefix: 'prod-',
      nameSuffix: '-eu',
      path: '/vendors/upsolver/',
      tags: { Vendor: 'Upsolver', 'cost center': 'a:b/c=1' },
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      maxSessionDuration: 43_200,
    });
    expect(built).toMatchObject({
      role: 'UpsolverServerRole',
      name: 'prod-UpsolverServerRole-eu',
      path: '/vendors/upsolver/',
      instanceProfile: { name: 'prod-UpsolverServerRole-eu', path: '/vendors/upsolver/' },
      tags: [
        { key: 'Vendor', value: 'Upsolver' },
        { key: 'cost center', value: 'a:b/c=1' },
      ],
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      maxSessionDuration: 43_200,
    });
  });

  it('takes the AWS managed policy of the partition as a boundary', () => {
    const permissionsBoundaryArn = 'arn:aws-cn:iam::aws:policy/PowerUserAccess';
    expect(
      buildRoles('upsolver-vpc', having({ region: 'cn-north-1', permissionsBoundaryArn }))[0].permissionsBoundaryArn,
    ).toBe(permissionsBoundaryArn);
  });

  it('data access is a policy of its own, on the role of the servers', () => {
    const dataAccess = [{ service: 's3' as const, bucket: 'acme-events' }];
    const names = (mode: 'private-vpc' | 'upsolver-vpc') =>
      buildRoles(mode, having({ dataAccess })).map(({ inlinePolicies }) => inlinePolicies.map(({ name }) => name));
    expect(names('private-vpc')).toEqual([
      ['UpsolverManagementPolicy'],
      ['UpsolverServerPolicy', 'UpsolverDataAccessPolicy'],
    ]);
    expect(names('upsolver-vpc')).toEqual([['UpsolverPolicy', 'UpsolverDataAccessPolicy']]);
  });

  it('scope narrows the same policies as the builders do', () => {
    const [management, server] = buildRoles('private-vpc', having({ scope: FULL_SCOPE }));
    expect(management.inlinePolicies[0]?.document).toStrictEqual(
      buildManagementPolicy({ region: 'us-east-1', scope: FULL_SCOPE }),
    );
    expect(server.inlinePolicies[0]?.document).toStrictEqual(
      buildServerPolicy(ORGANIZATION.orgId, 'us-east-1', { withoutBucketAdministration: true }),
    );
    const [upsolver] = buildRoles('upsolver-vpc', having({ scope: FULL_SCOPE, features: { kinesisStreams: false } }));
    expect(upsolver.inlinePolicies[0]?.document).toStrictEqual(
      buildUpsolverPolicy(ORGANIZATION.orgId, 'us-east-1', { scope: FULL_SCOPE, features: { kinesisStreams: false } }),
    );
  });

  it('returns fresh JSON, and changes no input', () => {
    const parameters = having({
      scope: FULL_SCOPE,
      externalId: ['a1', 'b2'],
      tags: { a: 'b' },
      dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:123456789012:q' }],
    });
    const before = JSON.stringify(parameters);
    const first = buildRoles('upsolver-vpc', parameters);
    expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first);
    first[0].trustPolicy.Statement.forEach(({ Condition }) =>
      Object.assign(Condition?.StringEquals ?? {}, { 'sts:ExternalId': 'stranger' }),
    );
    first[0].inlinePolicies.forEach(({ document }) => document.Statement.splice(0));
    expect(JSON.stringify(parameters)).toBe(before);
    expect(buildRoles('upsolver-vpc', parameters)[0].inlinePolicies[0]?.document.Statement.length).toBeGreaterThan(9);
    expect(JSON.stringify(buildRoles('upsolver-vpc', parameters))).not.toContain('stranger');
  });
});

describe('features', () => {
  const server = (features: RoleParameters['features']) => buildRoles('private-vpc', having({ features }))[1];
  const statements = (features: RoleParameters['features']) =>
    server(features).inlinePolicies[0]?.document.Statement ?? [];
  const sids = (features: RoleParameters['features']) => statements(features).map(({ Sid }) => Sid);
  const all = ['upsolverBucketAccess', 'listStreams', 'upsolverManagedStream', 'sendScalingMetrics'];
  const managed = (features: RoleParameters['features']) =>
    server(features).managedPolicyArns.map((arn) => arn.split('/')[1]);

  it('are all on by default', () => {
    expect(sids({})).toEqual(all);
    expect(sids({ athenaTables: true, kinesisStreams: true, dedicatedBucket: true })).toEqual(all);
  });

  it('dedicatedBucket off leaves out exactly the bucket', () =>
    expect(sids({ dedicatedBucket: false })).toEqual(all.slice(1)));

  it('kinesisStreams off leaves out exactly the list of streams', () =>
    expect(sids({ kinesisStreams: false })).toEqual([
      'upsolverBucketAccess',
      'upsolverManagedStream',
      'sendScalingMetrics',
    ]));

  it('athenaTables off leaves out exactly the managed policy, and keeps s3:ListAllMyBuckets', () => {
    expect(managed({})).toEqual(['AmazonAthenaFullAccess', 'AWSCloudFormationReadOnlyAccess']);
    expect(managed({ athenaTables: false })).toEqual(['AWSCloudFormationReadOnlyAccess']);
    expect(sids({ athenaTables: false })).toEqual([...all, 'listBuckets']);
    expect(server({ athenaTables: false }).inlinePolicies[0]?.document.Statement[4]).toEqual({
      Sid: 'listBuckets',
      Effect: 'Allow',
      Action: ['s3:ListAllMyBuckets'],
      Resource: ['*'],
    });
  });

  it('that are off leave the other statements as they are', () => {
    for (const features of [
      { dedicatedBucket: false },
      { kinesisStreams: false },
      { athenaTables: false },
      { athenaTables: false, kinesisStreams: false, dedicatedBucket: false },
    ]) {
      const left = statements(features).filter(({ Sid }) => Sid !== 'listBuckets');
      expect(left).toStrictEqual(statements({}).filter(({ Sid }) => sids(features).includes(Sid)));
    }
  });

  it('work the same in the builders', () => {
    for (const features of [{ athenaTables: false }, { kinesisStreams: false }, { dedicatedBucket: false }]) {
      expect(buildServerPolicy(ORGANIZATION.orgId, 'us-east-1', { features })).toStrictEqual(
        server(features).inlinePolicies[0]?.document,
      );
      const [upsolver] = buildRoles('upsolver-vpc', having({ features }));
      expect(buildUpsolverPolicy(ORGANIZATION.orgId, 'us-east-1', { features })).toStrictEqual(
        upsolver.inlinePolicies[0]?.document,
      );
    }
  });
});

describe('trust policies by name', () => {
  it.each([
    ['us-east-1', 'aws', 'ec2.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'ec2.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'ec2.amazonaws.com'],
  ])('in %s', (region, partition, service) => {
    const account = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'assumeWithExternalId',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::111122223333:root` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'acme-external-id' } },
        },
      ],
    };
    const instances = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'assumeByInstances', Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
      ],
    };
    const [management, server] = buildRoles('private-vpc', having({ region }));
    expect(management.trustPolicy).toStrictEqual(account);
    expect(server.trustPolicy).toStrictEqual(instances);
    expect(buildRoles('upsolver-vpc', having({ region }))[0].trustPolicy).toStrictEqual(account);
    const trust = { region, trustedAccountId: '111122223333', externalId: 'acme-external-id' };
    expect(buildTrustPolicy('UpsolverManagementRole', trust)).toStrictEqual(account);
    expect(buildTrustPolicy('UpsolverRole', trust)).toStrictEqual(account);
    expect(buildTrustPolicy('UpsolverServerRole', { region })).toStrictEqual(instances);
  });

  it('take several external ids, and one in a list', () => {
    const ids = (externalId: string | string[]) =>
      buildRoles('upsolver-vpc', having({ externalId }))[0].trustPolicy.Statement[0]?.Condition?.StringEquals?.[
        'sts:ExternalId'
      ];
    expect(ids(['one', 'two'])).toEqual(['one', 'two']);
    expect(ids(['one'])).toBe('one');
  });

  it('report every problem of buildTrustPolicy', () => {
    const problems = (name: never, parameters: unknown) =>
      issuesOf(() => buildTrustPolicy(name, parameters as never)).map(({ code, path }) => [code, path.join('.')]);
    expect(problems('UpsolverRole' as never, { region: 'x', trustedAccountId: '1', externalId: [] })).toEqual([
      ['invalid_region', 'region'],
      ['invalid_value', 'trustedAccountId'],
      ['empty', 'externalId'],
    ]);
    expect(problems('NoRole' as never, {}).map(([code]) => code)).toEqual([
      'unknown_value',
      'missing',
      'missing',
      'missing',
    ]);
    expect(problems('UpsolverServerRole' as never, { region: 'us-east-1', externalId: 'acme' })).toEqual([
      ['unknown_parameter', 'externalId'],
    ]);
  });
});

describe('the confused deputy', () => {
  const externalId = ['acme-external-id', 'second-id'];
  const [upsolverRole] = buildRoles('upsolver-vpc', having({ externalId }));
  const [management, server] = buildRoles('private-vpc', having({ externalId }));
  const assume = (role: DeployableRole, principal: AccessRequest['principal'], ids: string[]) =>
    evaluateAccess(role.trustPolicy, {
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${ACCOUNT}:role/${role.name}`,
      ...(principal !== undefined && { principal }),
      context: { 'sts:ExternalId': ids },
    }).decision;
  const upsolver = 'arn:aws:iam::111122223333:role/deployer';

  it.each<[string, string, string[], string]>([
    ['the right external id', upsolver, ['acme-external-id'], 'allowed'],
    ['the other right one', upsolver, ['second-id'], 'allowed'],
    ['a wrong external id', upsolver, ['other-customer'], 'implicitDeny'],
    ['none', upsolver, [], 'implicitDeny'],
    ['the right one in capitals', upsolver, ['ACME-EXTERNAL-ID'], 'implicitDeny'],
    ['a wildcard', upsolver, ['*'], 'implicitDeny'],
    [
      'the right one from another account',
      'arn:aws:iam::999999999999:role/deployer',
      ['acme-external-id'],
      'implicitDeny',
    ],
  ])('with %s', (_what, principal, ids, decision) => {
    expect(assume(upsolverRole, principal, ids)).toBe(decision);
    expect(assume(management, principal, ids)).toBe(decision);
  });

  it('the server role is for EC2 alone', () => {
    expect(assume(server, { Service: 'ec2.amazonaws.com' }, [])).toBe('allowed');
    expect(assume(server, { Service: 'lambda.amazonaws.com' }, [])).toBe('implicitDeny');
    expect(assume(server, upsolver, ['acme-external-id'])).toBe('implicitDeny');
    expect(assume(management, { Service: 'ec2.amazonaws.com' }, ['acme-external-id'])).toBe('implicitDeny');
  });
});

describe('bad input', () => {
  const bucket = 'acme-events';
  const cases: [what: string, more: object, code: string, path: string][] = [
    ['account id of 11 digits', { trustedAccountId: '12345678901' }, 'invalid_value', 'trustedAccountId'],
    ['account id empty', { trustedAccountId: '' }, 'missing', 'trustedAccountId'],
    ['account id as a number', { trustedAccountId: 123456789012 }, 'invalid_type', 'trustedAccountId'],
    ['external id of 1 character', { externalId: 'a' }, 'too_short', 'externalId'],
    ['external id of 1,225 characters', { externalId: 'a'.repeat(1225) }, 'too_long', 'externalId'],
    ['external id with a space', { externalId: 'a b' }, 'invalid_characters', 'externalId'],
    ['external id with a wildcard, among several', { externalId: ['ab', 'a*'] }, 'invalid_characters', 'externalId.1'],
    ['external id as an object', { externalId: {} }, 'invalid_type', 'externalId'],
    ['no external id', { externalId: [] }, 'empty', 'externalId'],
    [
      'boundary of another partition',
      { permissionsBoundaryArn: 'arn:aws-cn:iam::123456789012:policy/x' },
      'wrong_partition',
      'permissionsBoundaryArn',
    ],
    [
      'boundary that is a role',
      { permissionsBoundaryArn: 'arn:aws:iam::123456789012:role/x' },
      'invalid_arn',
      'permissionsBoundaryArn',
    ],
    [
      'boundary of another service',
      { permissionsBoundaryArn: 'arn:aws:s3:::policy/x' },
      'wrong_service',
      'permissionsBoundaryArn',
    ],
    ['path without slashes', { path: 'vendors' }, 'invalid_value', 'path'],
    ['path without the last slash', { path: '/vendors' }, 'invalid_value', 'path'],
    ['path with a space', { path: '/a b/' }, 'invalid_characters', 'path'],
    ['path empty', { path: '' }, 'missing', 'path'],
    ['path of 513 characters', { path: `/${'a'.repeat(511)}/` }, 'too_long', 'path'],
    ['tag key aws:x', { tags: { 'aws:x': '1' } }, 'reserved_name', 'tags.aws:x'],
    ['tag key too long', { tags: { ['k'.repeat(129)]: '1' } }, 'too_long', `tags.${'k'.repeat(129)}`],
    ['tag key empty', { tags: { '': '1' } }, 'missing', 'tags.'],
    ['tag value too long', { tags: { k: 'v'.repeat(257) } }, 'too_long', 'tags.k'],
    ['tag value with a brace', { tags: { k: '${x}' } }, 'invalid_characters', 'tags.k'],
    ['tag value as a number', { tags: { k: 1 } }, 'invalid_type', 'tags.k'],
    ['tags in two letter cases', { tags: { Team: 'a', team: 'b' } }, 'duplicate_key', 'tags.team'],
    [
      '51 tags',
      { tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) },
      'over_quota',
      'tags',
    ],
    ['tags as a list', { tags: [] }, 'invalid_type', 'tags'],
    ['session of 3,599 s', { maxSessionDuration: 3599 }, 'out_of_range', 'maxSessionDuration'],
    ['session of 43,201 s', { maxSessionDuration: 43_201 }, 'out_of_range', 'maxSessionDuration'],
    ['session of half a second more', { maxSessionDuration: 3600.5 }, 'out_of_range', 'maxSessionDuration'],
    ['session not a number', { maxSessionDuration: NaN }, 'out_of_range', 'maxSessionDuration'],
    ['session as a text', { maxSessionDuration: '3600' }, 'invalid_type', 'maxSessionDuration'],
    ['role name over 64 with prefix', { namePrefix: 'x'.repeat(43) }, 'too_long', 'namePrefix'],
    [
      'role name over 64 with suffix',
      { namePrefix: 'x'.repeat(20), nameSuffix: 'x'.repeat(23) },
      'too_long',
      'nameSuffix',
    ],
    ['name prefix as a number', { namePrefix: 1 }, 'invalid_type', 'namePrefix'],
    ['name prefix with a slash', { namePrefix: 'a/' }, 'invalid_characters', 'namePrefix'],
    ['name suffix with a space', { nameSuffix: ' ' }, 'invalid_characters', 'nameSuffix'],
    ['unknown feature', { features: { athena: false } }, 'unknown_parameter', 'features.athena'],
    ['feature as a text', { features: { athenaTables: 'false' } }, 'invalid_type', 'features.athenaTables'],
    ['features as null', { features: null }, 'missing', 'features'],
    ['unknown parameter', { boundary: 'x' }, 'unknown_parameter', 'boundary'],
    [
      'bucket that is an ARN',
      { dataAccess: [{ service: 's3', bucket: 'arn:aws:s3:::x' }] },
      'invalid_value',
      'dataAccess.0.bucket',
    ],
    ['bucket empty', { dataAccess: [{ service: 's3', bucket: '' }] }, 'missing', 'dataAccess.0.bucket'],
    [
      'prefix with *',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a/*' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'prefix with a slash in front',
      { dataAccess: [{ service: 's3', bucket, prefix: '/a' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'prefix with a noncharacter',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a\uFDD0Region\uFDD1' }] },
      'invalid_characters',
      'dataAccess.0.prefix',
    ],
    [
      'prefix of 1,025 characters',
      { dataAccess: [{ service: 's3', bucket, prefix: 'a'.repeat(1025) }] },
      'too_long',
      'dataAccess.0.prefix',
    ],
    [
      'stream of another service',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws:sqs:us-east-1:123456789012:x' }] },
      'wrong_service',
      'dataAccess.0.streamArn',
    ],
    [
      'stream of another partition',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws-cn:kinesis:cn-north-1:123456789012:stream/x' }] },
      'wrong_partition',
      'dataAccess.0.streamArn',
    ],
    [
      'stream without a Region',
      { dataAccess: [{ service: 'kinesis', streamArn: 'arn:aws:kinesis::123456789012:stream/x' }] },
      'invalid_arn',
      'dataAccess.0.streamArn',
    ],
    [
      'queue that is a text',
      { dataAccess: [{ service: 'sqs', queueArn: 'queue' }] },
      'invalid_arn',
      'dataAccess.0.queueArn',
    ],
    [
      'queue of another service',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sns:us-east-1:123456789012:x' }] },
      'wrong_service',
      'dataAccess.0.queueArn',
    ],
    [
      'queue of another partition',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws-cn:sqs:cn-north-1:123456789012:x' }] },
      'wrong_partition',
      'dataAccess.0.queueArn',
    ],
    [
      'key of another service',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:s3:::x', via: 's3' }] },
      'wrong_service',
      'dataAccess.0.keyArn',
    ],
    [
      'key of another partition',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/x', via: 's3' }] },
      'wrong_partition',
      'dataAccess.0.keyArn',
    ],
    [
      'key that is an alias',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:alias/x', via: 's3' }] },
      'invalid_arn',
      'dataAccess.0.keyArn',
    ],
    [
      'key for an unknown service',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/x', via: ['s3', 'ec2'] }] },
      'unknown_value',
      'dataAccess.0.via.1',
    ],
    [
      'key for no service',
      { dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:123456789012:key/x', via: [] }] },
      'empty',
      'dataAccess.0.via',
    ],
    [
      'data access of an unknown service',
      { dataAccess: [{ service: 'dynamodb' }] },
      'unknown_value',
      'dataAccess.0.service',
    ],
    ['data access without a service', { dataAccess: [{}] }, 'missing', 'dataAccess.0.service'],
    ['data access that is null', { dataAccess: [null] }, 'missing', 'dataAccess.0'],
    [
      'data access of another shape',
      { dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:123456789012:x', bucket }] },
      'unknown_parameter',
      'dataAccess.0.bucket',
    ],
    ['no data access', { dataAccess: [] }, 'empty', 'dataAccess'],
    ['data access as an object', { dataAccess: {} }, 'invalid_type', 'dataAccess'],
    ['scope without an account', { scope: {} }, 'missing', 'scope.accountId'],
    [
      'scope in another partition',
      { scope: { accountId: ACCOUNT, region: 'cn-north-1' } },
      'wrong_partition',
      'scope.region',
    ],
    ['scope with a wrong VPC', { scope: { accountId: ACCOUNT, vpcId: 'subnet-1' } }, 'invalid_value', 'scope.vpcId'],
    ['scope with a VPC that is empty', { scope: { accountId: ACCOUNT, vpcId: '' } }, 'missing', 'scope.vpcId'],
    [
      'scope with a role of another account',
      { scope: { accountId: ACCOUNT, passRoles: ['arn:aws:iam::123456789012:role/x'] } },
      'invalid_value',
      'scope.passRoles.0',
    ],
    [
      'scope with a role of another partition',
      { scope: { accountId: ACCOUNT, passRoles: [`arn:aws-cn:iam::${ACCOUNT}:role/x`] } },
      'wrong_partition',
      'scope.passRoles.0',
    ],
    [
      'scope with a wildcard for roles',
      { scope: { accountId: ACCOUNT, passRoles: ['*'] } },
      'invalid_value',
      'scope.passRoles.0',
    ],
    ['scope with an empty role', { scope: { accountId: ACCOUNT, passRoles: [''] } }, 'missing', 'scope.passRoles.0'],
    [
      'scope with a number for a role',
      { scope: { accountId: ACCOUNT, passRoles: [1] } },
      'invalid_type',
      'scope.passRoles.0',
    ],
    [
      'scope with a policy for a profile',
      { scope: { accountId: ACCOUNT, instanceProfiles: [`arn:aws:iam::${ACCOUNT}:policy/x`] } },
      'invalid_arn',
      'scope.instanceProfiles.0',
    ],
    [
      'scope with a text for a flag',
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: 'yes' } },
      'invalid_type',
      'scope.tagOnCreateOnly',
    ],
    [
      'unknown option of scope',
      { scope: { accountId: ACCOUNT, everything: true } },
      'unknown_parameter',
      'scope.everything',
    ],
    ['no organization id', { orgId: undefined }, 'missing', 'orgId'],
    ['organization id too long', { orgId: 'a'.repeat(45) }, 'too_long', 'orgId'],
  ];

  it.each(cases)('%s', (_what, more, code, path) => {
    const issues = issuesOf(() => buildRoles('private-vpc', having(more as Partial<RoleParameters>)));
    expect(issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([[code, path]]);
  });

  it('is reported all at once', () => {
    const issues = issuesOf(() =>
      buildRoles(
        'vpc' as never,
        {
          orgId: 'A',
          region: 'us-east-1',
          trustedAccountId: '1',
          externalId: 'a',
          features: { x: true },
          path: 'x',
          tags: { 'aws:a': 'b' },
          maxSessionDuration: 1,
          namePrefix: 'x'.repeat(60),
          permissionsBoundaryArn: 'arn:aws-cn:iam::123456789012:policy/x',
          dataAccess: [
            { service: 's3', bucket: 'B' },
            { service: 'sqs', queueArn: 'arn:aws-cn:sqs:cn-north-1:123456789012:q' },
          ],
          scope: { accountId: ACCOUNT, passRoles: [`arn:aws-cn:iam::${ACCOUNT}:role/x`] },
        } as never,
      ),
    );
    expect(issues.map(({ path }) => path.join('.')).toSorted()).toEqual(
      [
        'mode',
        'orgId',
        'trustedAccountId',
        'externalId',
        'features.x',
        'path',
        'tags.aws:a',
        'maxSessionDuration',
        'namePrefix',
        'permissionsBoundaryArn',
        'dataAccess.0.bucket',
        'dataAccess.1.queueArn',
        'scope.passRoles.0',
      ].toSorted(),
    );
  });

  it('is reported all at once, every kind of it, with code and path', () => {
    const tags = { 'aws:x': '1', ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, 'v'])) };
    const dataAccess = [
      { service: 's3', bucket: 'arn:aws:s3:::x', prefix: 'a/*' },
      { service: 'kinesis', streamArn: 'arn:aws:sqs:us-east-1:123456789012:x' },
      { service: 'kinesis', streamArn: 'arn:aws-cn:kinesis:cn-north-1:123456789012:stream/x' },
      { service: 'sqs', queueArn: 'arn:aws:sns:us-east-1:123456789012:x' },
      { service: 'sqs', queueArn: 'arn:aws-cn:sqs:cn-north-1:123456789012:x' },
      { service: 'kms', keyArn: 'arn:aws:s3:::x', via: 's3' },
      { service: 'kms', keyArn: 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/x', via: 's3' },
    ];
    const parameters = {
      ...ORGANIZATION,
      trustedAccountId: '12345678901',
      externalId: ['a', 'a'.repeat(1225), 'a b'],
      features: { athena: false },
      dataAccess,
      permissionsBoundaryArn: 'arn:aws-cn:iam::123456789012:policy/x',
      path: 'vendors',
      namePrefix: 'x'.repeat(43),
      tags,
      maxSessionDuration: 43_201,
    };
    const issues = issuesOf(() => buildRoles('my-vpc' as never, parameters as never));
    expect(issues.map(({ code, path }) => `${path.join('.')}: ${code}`)).toEqual([
      'mode: unknown_value',
      'trustedAccountId: invalid_value',
      'externalId.0: too_short',
      'externalId.1: too_long',
      'externalId.2: invalid_characters',
      'features.athena: unknown_parameter',
      'dataAccess.0.bucket: invalid_value',
      'dataAccess.0.prefix: invalid_characters',
      'dataAccess.1.streamArn: wrong_service',
      'dataAccess.3.queueArn: wrong_service',
      'dataAccess.5.keyArn: wrong_service',
      'path: invalid_value',
      'tags.aws:x: reserved_name',
      'tags: over_quota',
      'maxSessionDuration: out_of_range',
      'permissionsBoundaryArn: wrong_partition',
      'dataAccess.2.streamArn: wrong_partition',
      'dataAccess.4.queueArn: wrong_partition',
      'dataAccess.6.keyArn: wrong_partition',
      'namePrefix: too_long',
    ]);
    for (const { message } of issues) expect(message).toMatch(/^[^A-Z].*[^.]$/);
  });

  it.each([undefined, null, 1, 'x', []])('parameters that are %j', (parameters) => {
    expect(issuesOf(() => buildRoles('private-vpc', parameters as never)).length).toBeGreaterThan(0);
  });

  it('hostile: keys of prototypes, huge and many values, in bounded time', () => {
    const tags = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(buildRoles('upsolver-vpc', having({ tags }))[0].tags).toEqual([
      { key: '__proto__', value: 'x' },
      { key: 'constructor', value: 'y' },
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    const many = Array.from({ length: 5000 }, () => ({ service: 's3' as const, bucket: `${'a'.repeat(100_000)}*` }));
    const issues = issuesOf(() =>
      buildRoles('upsolver-vpc', having({ dataAccess: many, externalId: 'x'.repeat(1_000_000) })),
    );
    expect(issues.length).toBe(5001);
    expect(Math.max(...issues.map(({ message }) => message.length))).toBeLessThan(200);
  });
});

describe('quotas', () => {
  it('hold for the largest combination of options without data', () => {
    const longest = 'x'.repeat(21);
    const parameters = having({
      region: 'ap-southeast-1',
      orgId: 'a'.repeat(39),
      scope: {
        ...FULL_SCOPE,
        region: 'ap-southeast-1',
        passRoles: [`/${'p'.repeat(510)}/${longest}UpsolverServerRole${longest}`],
        instanceProfiles: [`/${'p'.repeat(510)}/${longest}UpsolverServerRole${longest}`],
      },
      features: { athenaTables: false },
      namePrefix: longest,
      nameSuffix: longest,
      path: `/${'p'.repeat(510)}/`,
      externalId: 'e'.repeat(1224),
    });
    for (const mode of INTEGRATION_MODES) {
      // Ten managed policies are what a role takes. Source: IAM User Guide, "IAM and AWS STS quotas".
      for (const { managedPolicyArns } of buildRoles(mode, parameters))
        expect(managedPolicyArns.length).toBeLessThanOrEqual(10);
    }
  });

  it('the error says which limit, and by how much', () => {
    const dataAccess = Array.from({ length: 100 }, (_, n) => ({
      service: 's3' as const,
      bucket: `acme-events-of-team-number-${n}`,
    }));
    const [issue, ...rest] = issuesOf(() => buildRoles('private-vpc', having({ dataAccess })));
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: 'over_quota', path: ['dataAccess'], hint: 'the quota is 10,240' });
    expect(issue?.message).toMatch(
      /^the inline policies of UpsolverServerRole would have \d{2},\d{3} characters, [\d,]+ too many$/,
    );
    const passRoles = Array.from({ length: 300 }, (_, n) => `role-of-team-number-${n}`);
    expect(
      issuesOf(() => buildRoles('private-vpc', having({ scope: { accountId: ACCOUNT, passRoles } }))),
    ).toMatchObject([{ code: 'over_quota', path: ['scope'] }]);
    const externalId = Array.from({ length: 3 }, (_, n) => `${n}${'e'.repeat(700)}`);
    const issues = issuesOf(() => buildRoles('private-vpc', having({ externalId })));
    expect(issues).toEqual([
      {
        code: 'over_quota',
        path: ['externalId'],
        message: 'the trust policy of UpsolverManagementRole would have 2,327 characters, 279 too many',
        hint: 'the quota is 2,048',
      },
    ]);
  });
});

describe('options of the single builders', () => {
  it('report their problems', () => {
    const problems = (call: () => unknown) => issuesOf(call).map(({ code, path }) => [code, path.join('.')]);
    expect(problems(() => buildServerPolicy('A', 'us-east-1', { features: { x: 1 } } as never))).toEqual([
      ['upper_case', 'orgId'],
      ['unknown_parameter', 'options.features.x'],
    ]);
    expect(
      problems(() =>
        buildManagementPolicy({ region: 'us-east-1', scope: { accountId: ACCOUNT, region: 'cn-north-1' } }),
      ),
    ).toEqual([['wrong_partition', 'scope.region']]);
    expect(
      problems(() => buildUpsolverPolicy('acme', 'us-east-1', { scope: { accountId: ACCOUNT, region: 'cn-north-1' } })),
    ).toEqual([['wrong_partition', 'options.scope.region']]);
    expect(problems(() => buildUpsolverPolicy('acme', 'us-east-1', null as never))).toEqual([['missing', 'options']]);
  });
});
