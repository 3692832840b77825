import { describe, expect, it } from 'vitest';
import { accountsOf } from '../../../src/cli/config/account-entries.js';
import { buildRoles } from '../../../src/index.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { accountNumber, configOf, DEFAULTS, entriesOf, FORTY, linesOf, problemsOf } from './config-text.js';

const ACCOUNT = '444455556666';
const OTHER = '444455556667';
const one = (settings: object, defaults: object = DEFAULTS): object => ({
  defaults,
  accounts: { [ACCOUNT]: settings },
});

describe('accountsOf', () => {
  it('makes the roles of 40 accounts, each with its own parameters', () => {
    const entries = entriesOf(FORTY);
    expect(entries).toHaveLength(40);
    for (const [index, entry] of entries.entries()) {
      const parameters = {
        trustedAccountId: PARAMETERS.trustedAccountId,
        tags: { Vendor: 'Upsolver' },
        ...Object.values(FORTY.accounts)[index],
      };
      expect(entry).toMatchObject({ accountId: accountNumber(index), mode: 'private-vpc', region: parameters.region });
      expect(entry.parameters).toEqual(parameters);
      expect(entry.roles).toEqual(buildRoles('private-vpc', entry.parameters));
      expect(entry.key).toBe(`${accountNumber(index)}-${entry.region}`);
    }
  });

  it('replaces a default by the setting of the account, and merges tags and features by name', () => {
    const [entry] = entriesOf(
      one(
        { externalId: ['a1', 'b1'], tags: { Stage: 'prod', Team: 'data' }, features: { kinesisStreams: false } },
        {
          ...DEFAULTS,
          tags: { Vendor: 'Upsolver', Stage: 'dev' },
          features: { athenaTables: false, kinesisStreams: true },
        },
      ),
    );
    expect(entry?.parameters).toEqual({
      ...PARAMETERS,
      externalId: ['a1', 'b1'],
      tags: { Vendor: 'Upsolver', Stage: 'prod', Team: 'data' },
      features: { athenaTables: false, kinesisStreams: false },
    });
  });

  it('makes an entry for each Region, with its own names', () => {
    const regions = ['us-east-1', { region: 'eu-west-1', nameSuffix: '-eu', externalId: 'acme-eu' }];
    const entries = entriesOf(one({ regions }));
    expect(entries.map(({ key, path }) => [key, path.join('.')])).toEqual([
      [`${ACCOUNT}-us-east-1`, `accounts.${ACCOUNT}.regions.0`],
      [`${ACCOUNT}-eu-west-1`, `accounts.${ACCOUNT}.regions.1`],
    ]);
    expect(entries.flatMap(({ roles }) => roles.map(({ name }) => name))).toEqual([
      'UpsolverManagementRole',
      'UpsolverServerRole',
      'UpsolverManagementRole-eu',
      'UpsolverServerRole-eu',
    ]);
    expect(entries[1]?.parameters).toEqual({
      ...PARAMETERS,
      region: 'eu-west-1',
      nameSuffix: '-eu',
      externalId: 'acme-eu',
    });
  });

  it('lets an account have one Region where the defaults have several, and the reverse', () => {
    const defaults = {
      ...DEFAULTS,
      region: undefined,
      regions: ['us-east-1', { region: 'us-west-2', namePrefix: 'w-' }],
    };
    const accounts = { [ACCOUNT]: null, [OTHER]: { region: 'eu-west-1' } };
    expect(entriesOf({ defaults, accounts }).map(({ key }) => key)).toEqual([
      `${ACCOUNT}-us-east-1`,
      `${ACCOUNT}-us-west-2`,
      `${OTHER}-eu-west-1`,
    ]);
    expect(entriesOf(one({ regions: ['eu-west-1'] })).map(({ region }) => region)).toEqual(['eu-west-1']);
  });

  it('keeps the files of two organizations in one Region apart', () => {
    const regions = ['us-east-1', { region: 'us-east-1', orgId: 'other', namePrefix: 'other-' }];
    expect(entriesOf(one({ regions })).map(({ key }) => key)).toEqual([
      `${ACCOUNT}-us-east-1-${PARAMETERS.orgId}`,
      `${ACCOUNT}-us-east-1-other`,
    ]);
  });

  it('makes the ARN of a boundary in each account and partition from its name', () => {
    const defaults = { ...DEFAULTS, permissionsBoundary: '/team/Boundary' };
    const accounts = {
      [ACCOUNT]: null,
      [OTHER]: { region: 'cn-north-1' },
      '444455556668': { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
      '444455556669': { permissionsBoundaryArn: 'arn:aws:iam::444455556669:policy/x' },
    };
    const arns = entriesOf({ defaults, accounts }).map(({ parameters }) => parameters.permissionsBoundaryArn);
    expect(arns).toEqual([
      `arn:aws:iam::${ACCOUNT}:policy/team/Boundary`,
      `arn:aws-cn:iam::${OTHER}:policy/team/Boundary`,
      'arn:aws:iam::aws:policy/PowerUserAccess',
      'arn:aws:iam::444455556669:policy/x',
    ]);
  });
});

describe('the scope of an account', () => {
  const scopeOf = (settings: object): unknown => entriesOf(one(settings))[0]?.parameters.scope;

  it('gets its values from the account, by the names of options', () => {
    expect(
      scopeOf({ scope: ['passRoles', 'region', 'tagOnCreateOnly'], path: '/x/', namePrefix: 'a-', nameSuffix: '-b' }),
    ).toEqual({
      accountId: ACCOUNT,
      region: 'us-east-1',
      passRoles: ['/x/a-UpsolverServerRole-b'],
      tagOnCreateOnly: true,
    });
    expect(scopeOf({ scope: 'namedAddressesOnly' })).toEqual({ accountId: ACCOUNT, namedAddressesOnly: true });
    expect(scopeOf({ scope: 'passRoles', mode: 'upsolver-vpc' })).toEqual({ accountId: ACCOUNT, passRoles: [] });
    expect(scopeOf({ scope: [] })).toBeUndefined();
  });

  it('can be all options, with the VPC of the account', () => {
    expect(scopeOf({ scope: 'all', vpcId: 'vpc-0123456789abcdef0' })).toEqual({
      accountId: ACCOUNT,
      region: 'us-east-1',
      vpcId: 'vpc-0123456789abcdef0',
      passRoles: ['/UpsolverServerRole'],
      instanceProfiles: ['/UpsolverServerRole'],
      tagOnCreateOnly: true,
      namedAddressesOnly: true,
      withoutPolicyReads: true,
      withoutBucketAdministration: true,
      withoutStreamAdministration: true,
      stackStatusOnly: true,
    });
  });

  it('can be options with their values, and the account is filled in', () => {
    const scope = { passRoles: ['A', 'B'], tagOnCreateOnly: false };
    expect(scopeOf({ scope })).toEqual({ ...scope, accountId: ACCOUNT });
    expect(scopeOf({ scope: { ...scope, accountId: ACCOUNT, region: 'us-east-1' } })).toEqual({
      ...scope,
      accountId: ACCOUNT,
      region: 'us-east-1',
    });
  });

  it.each<[name: string, settings: object, ...lines: string[]]>([
    [
      'no VPC',
      { scope: 'all' },
      `accounts.${ACCOUNT}.vpcId: the scope option \`vpcId\` requires a VPC ID (set \`vpcId\` in \`defaults\` or in the account)`,
    ],
    [
      'a VPC that nothing uses',
      { vpcId: 'vpc-01234567' },
      `accounts.${ACCOUNT}.vpcId: the VPC ID has no effect (add \`vpcId\` to \`scope\`)`,
    ],
    [
      'a VPC beside values',
      { vpcId: 'vpc-01234567', scope: {} },
      `accounts.${ACCOUNT}.vpcId: the VPC ID has no effect (write it as \`vpcId\` in \`scope\`)`,
    ],
    [
      'another account',
      { scope: { accountId: OTHER } },
      `accounts.${ACCOUNT}.scope.accountId: the scope is for the account \`${OTHER}\`, the roles are for \`${ACCOUNT}\` (omit it: it is filled in)`,
    ],
    [
      'another Region',
      { scope: { region: 'eu-west-1' } },
      `accounts.${ACCOUNT}.scope.region: the scope is for the Region \`eu-west-1\`, the roles are for \`us-east-1\` (omit it: it is filled in)`,
    ],
    [
      'a role of another account',
      { scope: { passRoles: [`arn:aws:iam::${OTHER}:role/x`] } },
      `accounts.${ACCOUNT}.scope.passRoles.0: \`arn:aws:iam::${OTHER}:role/x\` is in the account \`${OTHER}\`; expected \`${ACCOUNT}\``,
    ],
  ])('is refused for %s', (_name, settings, ...lines) => {
    expect(problemsOf(one(settings)).map((line) => line.replace(/^\d+:\d+ /, ''))).toEqual(lines);
  });
});

describe('the problems of accounts', () => {
  it('are reported for all accounts together, each where its setting is', () => {
    const text = `
defaults:
  mode: upsolver-vpc
  trustedAccountId: '111122223333'
  permissionsBoundaryArn: arn:aws:iam::${ACCOUNT}:policy/Boundary
  orgId: ${'a'.repeat(44)}
accounts:
  '${ACCOUNT}':
    externalId: acme
    region: us-east-1
  '${OTHER}':
    externalId: acme
    region: ap-southeast-1
    dataAccess: [{service: sqs, queueArn: 'arn:aws-cn:sqs:cn-north-1:${OTHER}:q'}]
  '444455556668': {orgId: x}
`;
    expect(problemsOf(text)).toEqual([
      `5:3 defaults.permissionsBoundaryArn: the permissions boundary is in the account \`${ACCOUNT}\`, the roles are in \`${OTHER}\` (use \`permissionsBoundary\`, the name of a policy in each account)`,
      `6:3 defaults.orgId: the organization ID \`${'a'.repeat(44)}\` produces a bucket name of 68 characters (a bucket name can have 63, which leaves 39 for the ID in \`ap-southeast-1\`)`,
      `14:33 accounts.${OTHER}.dataAccess.0.queueArn: \`arn:aws-cn:sqs:cn-north-1:${OTHER}:q\` is in the \`aws-cn\` partition; expected \`aws\``,
      `5:3 defaults.permissionsBoundaryArn: the permissions boundary is in the account \`${ACCOUNT}\`, the roles are in \`444455556668\` (use \`permissionsBoundary\`, the name of a policy in each account)`,
      '15:3 accounts.444455556668.region: the Region is missing (set `region` in `defaults` or in the account)',
      '15:3 accounts.444455556668.externalId: the external ID is missing (set `externalId` in `defaults` or in the account)',
    ]);
  });

  it('are only about what is wrong: a boundary in an account without a Region is not a second problem', () => {
    const { region: _region, ...defaults } = DEFAULTS;
    expect(problemsOf(one({ permissionsBoundary: 'x' }, defaults))).toEqual([
      expect.stringContaining(`accounts.${ACCOUNT}.region: the Region is missing`),
    ]);
  });

  it('are one problem of the defaults if every account lacks the same', () => {
    const accounts = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [accountNumber(index), null]));
    const { trustedAccountId: _omitted, ...defaults } = DEFAULTS;
    expect(problemsOf({ defaults, accounts })).toEqual([
      '1:1 defaults.trustedAccountId: the trusted account ID is missing in every account (set `trustedAccountId` in `defaults` or in each account)',
    ]);
    expect(problemsOf(one({}, defaults))).toEqual([
      `7:3 accounts.${ACCOUNT}.trustedAccountId: the trusted account ID is missing (set \`trustedAccountId\` in \`defaults\` or in the account)`,
    ]);
  });

  it('name a default that no account can have once, at the default', () => {
    const defaults = { ...DEFAULTS, namePrefix: 'p'.repeat(43) };
    const accounts = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [accountNumber(index), null]));
    expect(problemsOf({ defaults, accounts })).toEqual([
      '7:3 defaults.namePrefix: role names must have at most 64 characters, not 65 (prefix and suffix can have 42 characters in total)',
    ]);
  });

  it('are at most a hundred, and the number of the rest', () => {
    const accounts = Object.fromEntries(
      Array.from({ length: 150 }, (_, index) => [accountNumber(index), { vpcId: 'vpc-01234567' }]),
    );
    const { problems } = accountsOf(configOf({ defaults: DEFAULTS, accounts }));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)).toMatchObject({ path: ['accounts'], message: '50 more problems are not listed' });
  });

  it('say which roles of two Regions would have the same name', () => {
    const accounts = { [ACCOUNT]: { regions: ['us-east-1', 'eu-west-1'] }, [OTHER]: { regions: ['us-east-1'] } };
    expect(problemsOf({ defaults: DEFAULTS, accounts })).toEqual([
      `11:9 accounts.${ACCOUNT}.regions.1: the role \`UpsolverManagementRole\` for \`eu-west-1\` has the name of a role for \`us-east-1\` (role names are unique in an account, in all Regions together: set \`nameSuffix: -eu-west-1\`)`,
    ]);
  });

  it('compare role names without their path and letter case', () => {
    const regions = [
      { region: 'us-east-1', nameSuffix: '-A', path: '/a/' },
      { region: 'us-east-1', orgId: 'other', nameSuffix: '-a', path: '/b/' },
    ];
    expect(problemsOf(one({ regions }))).toEqual([
      expect.stringContaining(
        'the role `UpsolverManagementRole-a` for `us-east-1` has the name of a role for another organization',
      ),
    ]);
  });

  it('refuse a Region that appears twice for one organization: its bucket would be the same', () => {
    expect(problemsOf(one({ regions: ['us-east-1', { region: 'us-east-1', nameSuffix: '-b' }] }))).toEqual([
      expect.stringContaining(
        `accounts.${ACCOUNT}.regions.1: the Region \`us-east-1\` appears twice for one organization`,
      ),
    ]);
  });

  it('are where they are for people: a mode that is missing, and policies that are too large', () => {
    const { mode: _mode, ...defaults } = DEFAULTS;
    expect(problemsOf(one({}, defaults))).toEqual([
      expect.stringContaining(`accounts.${ACCOUNT}.mode: the integration mode is missing`),
    ]);
    const dataAccess = Array.from({ length: 200 }, (_, index) => ({
      service: 's3',
      bucket: `acme-events-of-the-day-${index}`,
    }));
    expect(problemsOf(one({}, { ...DEFAULTS, dataAccess }))).toEqual([
      expect.stringMatching(/defaults\.dataAccess: the inline policies of UpsolverServerRole would have/),
    ]);
  });
});

describe('overrides', () => {
  const level = (settings: object): { settings: object; placeOf: (name: string) => string[] } => ({
    settings,
    placeOf: (name) => [`--${name}`],
  });

  it('beat every account and every Region of the file, the last one most', () => {
    const regions = ['us-east-1', { region: 'eu-west-1', nameSuffix: '-eu', orgId: 'eu' }];
    const entries = entriesOf(one({ regions, tags: { A: '1' } }), [
      level({ orgId: 'weak', externalId: 'strong' }),
      level({ orgId: 'strong', tags: { B: '2' } }),
    ]);
    for (const { parameters } of entries) {
      expect(parameters).toMatchObject({ orgId: 'strong', externalId: 'strong', tags: { A: '1', B: '2' } });
    }
  });

  it('choose one Region of several, with its settings, or another one', () => {
    const regions = ['us-east-1', { region: 'eu-west-1', nameSuffix: '-eu' }];
    const chosen = entriesOf(one({ regions }), [level({ region: 'eu-west-1' })]);
    expect(chosen.map(({ parameters }) => [parameters.region, parameters.nameSuffix])).toEqual([['eu-west-1', '-eu']]);
    const other = entriesOf(one({ regions }), [level({ region: 'us-west-2' })]);
    expect(other.map(({ parameters, path }) => [parameters.region, parameters.nameSuffix, path.join('.')])).toEqual([
      ['us-west-2', undefined, `accounts.${ACCOUNT}`],
    ]);
    expect(entriesOf(one({}), [level({ region: 'us-west-2' })])[0]?.region).toBe('us-west-2');
  });

  it('are named in problems, without a place in the file', () => {
    const { problems } = accountsOf(configOf(one({})), [level({ orgId: 'A', permissionsBoundaryArn: 'x' })]);
    expect(linesOf(problems)).toEqual([
      '--orgId: the organization ID `A` contains uppercase letters (S3 bucket names must be lowercase; did you mean `a`?)',
      expect.stringMatching(/^--permissionsBoundaryArn: `x` is not/),
    ]);
    expect(problems.every((problem) => !('file' in problem))).toBe(true);
  });

  it('take the place of the other form of a setting', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/Other`;
    const [entry] = entriesOf(one({ permissionsBoundary: 'Own' }), [level({ permissionsBoundaryArn: arn })]);
    expect(entry?.parameters.permissionsBoundaryArn).toBe(arn);
  });
});
