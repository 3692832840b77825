import { describe, expect, it } from 'vitest';
import { buildDataAccessPolicy, buildManagementPolicy, buildRoles, type RoleParameters } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, having } from '../role-parameters.js';

/** The path and the message of an issue, and its hint if it has one. */
type Line = readonly string[];

function linesOf(call: () => unknown): Line[] {
  return issuesOf(call).map(({ path, message, hint }) => [
    path.join('.'),
    message,
    ...(hint === undefined ? [] : [hint]),
  ]);
}

/** Those of `buildRoles`, for parameters that can have any value. */
function refusalOf(more: object): Line[] {
  return linesOf(() => buildRoles('private-vpc', having(more as Partial<RoleParameters>)));
}

/*
 * Schemas are made once in each file of tests, by the first call that needs them. Parameters are therefore refused in
 * one test together: a fault in how a schema is made shows in the test that makes it.
 */
it('a refusal names the value and the rule, and says how to fix it', () => {
  const refusal = refusalOf({
    region: 'us-east-1a',
    trustedAccountId: '1',
    externalId: ['a', 'b c', 1],
    dataAccess: [
      { service: 's3', bucket: 'A', prefix: '/a' },
      { service: 'kinesis', streamArn: 'x' },
      { service: 'sqs', queueArn: 'x' },
      { service: 'kms', keyArn: 'x', via: [] },
    ],
    scope: {
      accountId: '1',
      region: 'x',
      vpcId: 'vpc-1',
      passRoles: ['a b', ''],
      instanceProfiles: ['a b', ''],
    },
    permissionsBoundaryArn: 'x',
    path: 'x',
    namePrefix: 'a/',
    nameSuffix: 'b/',
    tags: { a: 1, b: 'y', B: 'z' },
    maxSessionDuration: 1,
  });
  expect(refusal).toEqual([
    ['region', '`us-east-1a` is an Availability Zone, not an AWS Region', 'its Region is `us-east-1`'],
    ['trustedAccountId', '`1` is not an AWS account ID', 'use 12 digits'],
    ['externalId.0', 'the external ID must have 2 to 1,224 characters, not 1'],
    [
      'externalId.1',
      'the external ID `b c` contains characters that are not allowed',
      'use letters, digits and `_+=,.@:/-`',
    ],
    ['externalId.2', 'the external ID must be a string, not `number`'],
    [
      'dataAccess.0.bucket',
      '`A` is not a bucket name',
      'use 3 to 63 lowercase letters, digits, dots and hyphens, with a letter or digit at both ends',
    ],
    [
      'dataAccess.0.prefix',
      'the prefix `/a` contains characters that are not allowed',
      'use no wildcards, no control characters and no slash at the beginning; everything below the prefix is included',
    ],
    [
      'dataAccess.1.streamArn',
      '`x` is not the ARN of a Kinesis stream',
      'for example `arn:aws:kinesis:us-east-1:123456789012:stream/name`',
    ],
    [
      'dataAccess.2.queueArn',
      '`x` is not the ARN of an SQS queue',
      'for example `arn:aws:sqs:us-east-1:123456789012:name`',
    ],
    [
      'dataAccess.3.keyArn',
      '`x` is not the ARN of a KMS key',
      'for example `arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-1234567890ab`',
    ],
    ['dataAccess.3.via', 'the list of services that use the key is empty'],
    ['scope.passRoles.0', '`a b` is neither the name nor the ARN of a role'],
    ['scope.passRoles.1', 'the role is empty'],
    ['scope.instanceProfiles.0', '`a b` is neither the name nor the ARN of an instance profile'],
    ['scope.instanceProfiles.1', 'the instance profile is empty'],
    ['scope.vpcId', '`vpc-1` is not a VPC ID', 'use `vpc-` and 8 or 17 hexadecimal digits'],
    ['scope.region', '`x` is not an AWS Region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
    ['scope.accountId', '`1` is not an AWS account ID', 'use 12 digits'],
    ['permissionsBoundaryArn', '`x` is not the ARN of a policy', 'for example `arn:aws:iam::123456789012:policy/Name`'],
    ['path', 'the path `x` must begin and end with a slash'],
    [
      'namePrefix',
      'the name prefix `a/` contains characters that are not allowed',
      'use letters, digits and `_+=,.@-`',
    ],
    [
      'nameSuffix',
      'the name suffix `b/` contains characters that are not allowed',
      'use letters, digits and `_+=,.@-`',
    ],
    ['tags.a', 'the value of `a` must be a string, not `number`'],
    ['tags.B', 'tag keys are case-insensitive: `B` is a duplicate'],
    ['maxSessionDuration', 'the maximum session duration must be 3,600 to 43,200 whole seconds, not 1'],
  ]);
  expect(refusalOf({ externalId: [], dataAccess: [] })).toEqual([
    ['externalId', 'the list of external IDs is empty'],
    ['dataAccess', 'the list of data access is empty'],
  ]);
  expect(linesOf(() => buildDataAccessPolicy([{ service: 's3', bucket: 'acme' }], { region: 'x' }))).toEqual([
    ['region', '`x` is not an AWS Region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
  ]);
});

describe('a refusal of tags', () => {
  it.each([
    [null, 'the tags are missing'],
    [1, 'the tags must be an object, not `number`'],
    ['Vendor', 'the tags must be an object, not `Vendor`'],
    [[], 'the tags must be an object, not `array`'],
  ])('says that they must be an object: %j', (tags, message) => {
    expect(refusalOf({ tags })).toEqual([['tags', message]]);
  });

  it('says how many there are if there are more than 50', () => {
    const tags = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
    expect(refusalOf({ tags: tags(51) })).toEqual([['tags', '51 tags exceed the limit of 50']]);
    expect(buildRoles('private-vpc', having({ tags: tags(50) }))[0].tags).toHaveLength(50);
  });

  it('names the first 1,000 at most, so that it stays short', () => {
    const tags = Object.fromEntries(Array.from({ length: 1001 }, (_, n) => [`k${n}`, n]));
    const refusal = refusalOf({ tags });
    expect(refusal).toHaveLength(1001);
    expect(refusal.slice(-2).map(([path]) => path)).toEqual(['tags.k999', 'tags']);
  });
});

describe('a refusal of a name prefix and a name suffix', () => {
  const hint = 'prefix and suffix can have 42 characters in total';

  it.each([
    ['the suffix, which is longer', 21, 22, ['nameSuffix', 'role names must have at most 64 characters, not 65', hint]],
    [
      'the prefix if both are equally long',
      22,
      22,
      ['namePrefix', 'role names must have at most 64 characters, not 66', hint],
    ],
  ])('names %s', (_what, before, after, line) => {
    expect(refusalOf({ namePrefix: 'x'.repeat(before), nameSuffix: 'x'.repeat(after) })).toEqual([line]);
  });

  it('does not count one that is missing', () => {
    const namesOf = (more: Partial<RoleParameters>) => buildRoles('private-vpc', having(more)).map(({ name }) => name);
    const affix = 'x'.repeat(42);
    expect(namesOf({ namePrefix: affix })).toContain(`${affix}UpsolverManagementRole`);
    expect(namesOf({ nameSuffix: affix })).toContain(`UpsolverManagementRole${affix}`);
  });

  it('does not count the other one if one is not a string', () => {
    expect(refusalOf({ nameSuffix: 1 })).toEqual([['nameSuffix', 'the name suffix must be a string, not `number`']]);
    expect(refusalOf({ namePrefix: 1 })).toEqual([['namePrefix', 'the name prefix must be a string, not `number`']]);
  });
});

describe('a refusal of a scope', () => {
  it('says that it is missing if it is null', () => {
    expect(refusalOf({ scope: null })).toEqual([['scope', 'the scope is missing']]);
  });

  it('names both accounts, or both partitions', () => {
    const passRoles = ['arn:aws:iam::123456789012:role/x', `arn:aws-cn:iam::${ACCOUNT}:role/x`];
    expect(refusalOf({ scope: { accountId: ACCOUNT, region: 'cn-north-1', passRoles } })).toEqual([
      [
        'scope.passRoles.0',
        '`arn:aws:iam::123456789012:role/x` is in the account `123456789012`; expected `444455556666`',
      ],
      ['scope.passRoles.1', '`arn:aws-cn:iam::444455556666:role/x` is in the `aws-cn` partition; expected `aws`'],
      ['scope.region', 'the Region `cn-north-1` is in the `aws-cn` partition; expected `aws`'],
    ]);
  });

  it('is about instance profiles as about roles', () => {
    const instanceProfiles = ['arn:aws:iam::123456789012:instance-profile/x'];
    expect(refusalOf({ scope: { accountId: ACCOUNT, instanceProfiles } })).toEqual([
      [
        'scope.instanceProfiles.0',
        '`arn:aws:iam::123456789012:instance-profile/x` is in the account `123456789012`; expected `444455556666`',
      ],
    ]);
  });

  it.each([
    [444455556666, 'the account ID must be a string, not `number`'],
    ['1', '`1` is not an AWS account ID', 'use 12 digits'],
  ])('does not compare accounts if that of the scope is invalid: %j', (accountId, ...problem) => {
    const passRoles = [`arn:aws:iam::${ACCOUNT}:role/x`];
    expect(refusalOf({ scope: { accountId, passRoles } })).toEqual([['scope.accountId', ...problem]]);
  });

  it('does not compare partitions if the Region of a management policy is invalid', () => {
    const scope = { accountId: ACCOUNT, passRoles: [`arn:aws:iam::${ACCOUNT}:role/x`] };
    expect(linesOf(() => buildManagementPolicy({ region: 'x', scope }))).toEqual([
      ['region', '`x` is not an AWS Region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
    ]);
  });

  it('expects the partition aws of a management policy that has no Region', () => {
    const scope = { accountId: ACCOUNT, region: 'cn-north-1' };
    expect(linesOf(() => buildManagementPolicy({ scope }))).toEqual([
      ['scope.region', 'the Region `cn-north-1` is in the `aws-cn` partition; expected `aws`'],
    ]);
  });
});
