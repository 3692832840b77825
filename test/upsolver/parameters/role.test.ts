import { describe, expect, it } from 'vitest';
import { buildRoles, buildTrustPolicy, roleParametersSchema, type RoleParameters } from '../../../src/index.js';
import { count } from '../../deep.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, having, ORGANIZATION, PARAMETERS } from '../role-parameters.js';

describe('buildRoles', () => {
  const cases: [what: string, more: object, code: string, path: string][] = [
    ['a trusted account ID of 11 digits', { trustedAccountId: '12345678901' }, 'invalid_value', 'trustedAccountId'],
    ['an empty trusted account ID', { trustedAccountId: '' }, 'missing', 'trustedAccountId'],
    ['a trusted account ID that is a number', { trustedAccountId: 123456789012 }, 'invalid_type', 'trustedAccountId'],
    ['an external ID of 1 character', { externalId: 'a' }, 'too_short', 'externalId'],
    ['an external ID of 1,225 characters', { externalId: 'a'.repeat(1225) }, 'too_long', 'externalId'],
    ['an external ID with a space', { externalId: 'a b' }, 'invalid_characters', 'externalId'],
    [
      'a list with an external ID that has a wildcard',
      { externalId: ['ab', 'a*'] },
      'invalid_characters',
      'externalId.1',
    ],
    ['an external ID that is an object', { externalId: {} }, 'invalid_type', 'externalId'],
    ['an empty list of external IDs', { externalId: [] }, 'empty', 'externalId'],
    [
      'a permissions boundary in another partition than the Region',
      { permissionsBoundaryArn: 'arn:aws-cn:iam::123456789012:policy/x' },
      'wrong_partition',
      'permissionsBoundaryArn',
    ],
    [
      'a permissions boundary that is the ARN of a role',
      { permissionsBoundaryArn: 'arn:aws:iam::123456789012:role/x' },
      'invalid_arn',
      'permissionsBoundaryArn',
    ],
    [
      'a permissions boundary that is an ARN of another service',
      { permissionsBoundaryArn: 'arn:aws:s3:::policy/x' },
      'wrong_service',
      'permissionsBoundaryArn',
    ],
    ['a path without slashes', { path: 'vendors' }, 'invalid_value', 'path'],
    ['a path without the last slash', { path: '/vendors' }, 'invalid_value', 'path'],
    ['a path with a space', { path: '/a b/' }, 'invalid_characters', 'path'],
    ['an empty path', { path: '' }, 'missing', 'path'],
    ['a path of 513 characters', { path: `/${'a'.repeat(511)}/` }, 'too_long', 'path'],
    ['a tag key that begins with `aws:`', { tags: { 'aws:x': '1' } }, 'reserved_name', 'tags.aws:x'],
    ['a tag key of 129 characters', { tags: { ['k'.repeat(129)]: '1' } }, 'too_long', `tags.${'k'.repeat(129)}`],
    ['an empty tag key', { tags: { '': '1' } }, 'missing', 'tags.'],
    ['a tag value of 257 characters', { tags: { k: 'v'.repeat(257) } }, 'too_long', 'tags.k'],
    ['a tag value with a brace', { tags: { k: '${x}' } }, 'invalid_characters', 'tags.k'],
    ['a tag value that is a number', { tags: { k: 1 } }, 'invalid_type', 'tags.k'],
    ['two tag keys that differ in letter case only', { tags: { Team: 'a', team: 'b' } }, 'duplicate_key', 'tags.team'],
    [
      '51 tags',
      { tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) },
      'over_quota',
      'tags',
    ],
    ['tags that are a list', { tags: [] }, 'invalid_type', 'tags'],
    ['a maximum session duration of 3,599 seconds', { maxSessionDuration: 3599 }, 'out_of_range', 'maxSessionDuration'],
    [
      'a maximum session duration of 43,201 seconds',
      { maxSessionDuration: 43_201 },
      'out_of_range',
      'maxSessionDuration',
    ],
    [
      'a maximum session duration of 3,600.5 seconds',
      { maxSessionDuration: 3600.5 },
      'out_of_range',
      'maxSessionDuration',
    ],
    ['a maximum session duration of NaN', { maxSessionDuration: NaN }, 'out_of_range', 'maxSessionDuration'],
    [
      'a maximum session duration that is a string',
      { maxSessionDuration: '3600' },
      'invalid_type',
      'maxSessionDuration',
    ],
    [
      'a name prefix that makes a role name longer than 64 characters',
      { namePrefix: 'x'.repeat(43) },
      'too_long',
      'namePrefix',
    ],
    [
      'a name suffix that makes a role name longer than 64 characters',
      { namePrefix: 'x'.repeat(20), nameSuffix: 'x'.repeat(23) },
      'too_long',
      'nameSuffix',
    ],
    ['a name prefix that is a number', { namePrefix: 1 }, 'invalid_type', 'namePrefix'],
    ['a name prefix with a slash', { namePrefix: 'a/' }, 'invalid_characters', 'namePrefix'],
    ['a name suffix with a space', { nameSuffix: ' ' }, 'invalid_characters', 'nameSuffix'],
    ['an unknown feature', { features: { athena: false } }, 'unknown_parameter', 'features.athena'],
    ['a feature that is a string', { features: { athenaTables: 'false' } }, 'invalid_type', 'features.athenaTables'],
    ['features that are null', { features: null }, 'missing', 'features'],
    ['an unknown parameter', { boundary: 'x' }, 'unknown_parameter', 'boundary'],
    ['parameters without an organization ID', { orgId: undefined }, 'missing', 'orgId'],
    [
      'an organization ID that makes a bucket name longer than 63 characters',
      { orgId: 'a'.repeat(45) },
      'too_long',
      'orgId',
    ],
  ];

  it.each(cases)('refuses %s', (_what, more, code, path) => {
    const issues = issuesOf(() => buildRoles('private-vpc', having(more as Partial<RoleParameters>)));
    expect(issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([[code, path]]);
  });

  it('reports the problems of all parameters at once', () => {
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

  it('reports problems of every kind with code and path, relations between parameters last', () => {
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

  it.each([undefined, null, 1, 'x', []])('refuses %j in place of the parameters', (parameters) => {
    expect(issuesOf(() => buildRoles('private-vpc', parameters as never)).length).toBeGreaterThan(0);
  });

  it('accepts names of prototypes as tag keys, and answers to huge input briefly', () => {
    const tags = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string>;
    expect(buildRoles('upsolver-vpc', having({ tags }))[0].tags).toEqual([
      { key: '__proto__', value: 'x' },
      { key: 'constructor', value: 'y' },
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    const length = count(1000, 5000);
    const many = Array.from({ length }, () => ({ service: 's3' as const, bucket: `${'a'.repeat(100_000)}*` }));
    const issues = issuesOf(() =>
      buildRoles('upsolver-vpc', having({ dataAccess: many, externalId: 'x'.repeat(1_000_000) })),
    );
    expect(issues.length).toBe(length + 1);
    expect(Math.max(...issues.map(({ message }) => message.length))).toBeLessThan(200);
  });
});

describe('buildTrustPolicy', () => {
  it('reports every problem of the name and the parameters, and refuses parameters of another role', () => {
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

describe('roleParametersSchema', () => {
  it('returns the parameters of a request body that is in order', () => {
    expect(roleParametersSchema['~standard'].validate(PARAMETERS)).toEqual({ value: PARAMETERS });
  });

  it('returns issues whose paths are the names of form fields', () => {
    const body = { ...PARAMETERS, trustedAccountId: '1', scope: { accountId: '1' }, tags: { a: 1 } };
    const { issues = [] } = roleParametersSchema['~standard'].validate(body);
    expect(issues.map(({ path }) => path.join('.'))).toEqual(['trustedAccountId', 'scope.accountId', 'tags.a']);
  });
});
