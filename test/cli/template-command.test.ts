import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/program.js';
import { buildManagementPolicy, buildRoles, InvalidInputError } from '../../src/index.js';
import { toAwsCliScript } from '../../src/render/aws-sdk/index.js';
import { toCloudFormation } from '../../src/render/cloudformation/index.js';
import { toTerraform } from '../../src/render/terraform/index.js';
import { findRisks, RISK_CODES } from '../../src/risks/index.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../upsolver/role-parameters.js';

const grants = [{ service: 's3' as const, bucket: 'acme-events', prefix: 'clicks' }];
const files = new Map([
  ['grants.json', JSON.stringify(grants)],
  ['bad-grants.json', JSON.stringify([{ service: 's3', bucket: 'A' }])],
  ['broken.json', '[{'],
  [
    'undecided.json',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'ec2:ReleaseAddress',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:username': '${aws:userid}' },
          StringNotLike: { 'aws:username': '${aws:userid}' },
        },
      },
    }),
  ],
  ['management.json', JSON.stringify(buildManagementPolicy())],
  ['scoped.json', JSON.stringify(buildManagementPolicy({ region: 'us-east-1', scope: FULL_SCOPE }))],
  [
    'variable.json',
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } }),
  ],
]);

function command(...args: string[]): { code: number; out: string; err: string } {
  let out = '';
  let err = '';
  const read = (file: string): string => {
    const text = files.get(file);
    if (text !== undefined) return text;
    throw new InvalidInputError([{ code: 'missing', path: [], message: `${file} cannot be read` }]);
  };
  const code = run(args, {
    color: false,
    read,
    readChunks: () => [],
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
}
const template = (...args: string[]) => command('template', ...args);
const fixed = [
  '--org-id',
  PARAMETERS.orgId,
  '--region',
  PARAMETERS.region,
  '--trusted-account',
  PARAMETERS.trustedAccountId,
  '--external-id',
  PARAMETERS.externalId,
];
const json = (value: unknown) => ({ code: 0, out: `${JSON.stringify(value, undefined, 2)}\n`, err: '' });

describe('template', () => {
  it('prints templates with parameters', () => {
    expect(template('cloudformation', '--mode', 'private-vpc')).toEqual(json(toCloudFormation('private-vpc')));
    expect(template('terraform', '--mode', 'upsolver-vpc')).toEqual(json(toTerraform('upsolver-vpc')));
  });

  it('prints fixed ones, if it knows what for', () => {
    const roles = buildRoles('private-vpc', PARAMETERS);
    expect(template('cloudformation', '--mode', 'private-vpc', ...fixed)).toEqual(json(toCloudFormation(roles)));
    expect(template('terraform', '--mode', 'private-vpc', ...fixed)).toEqual(json(toTerraform(roles)));
    expect(template('aws-cli', '--mode', 'private-vpc', ...fixed)).toEqual({
      code: 0,
      out: toAwsCliScript(roles),
      err: '',
    });
  });

  it('prints YAML that means the same', () => {
    const { out, code } = template('cloudformation', '--mode', 'private-vpc', '--yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^AWSTemplateFormatVersion: "2010-09-09"\n/);
    expect(load(out)).toEqual(toCloudFormation('private-vpc'));
  });

  it('takes what a template with parameters fixes', () => {
    const args = [
      '--mode',
      'upsolver-vpc',
      '--tag',
      'Vendor=Upsolver',
      'a=b=c',
      '--data-access',
      'grants.json',
      '--scope',
      'region',
      'tagOnCreateOnly',
    ];
    const options = {
      tags: { Vendor: 'Upsolver', a: 'b=c' },
      dataAccess: grants,
      scope: ['region' as const, 'tagOnCreateOnly' as const],
    };
    expect(template('cloudformation', ...args)).toEqual(json(toCloudFormation('upsolver-vpc', options)));
    expect(template('terraform', ...args)).toEqual(json(toTerraform('upsolver-vpc', options)));
  });

  it('takes every option of roles', () => {
    const args = [
      '--no-athena-tables',
      '--no-kinesis-streams',
      '--no-dedicated-bucket',
      '--boundary',
      `arn:aws:iam::${ACCOUNT}:policy/B`,
      '--path',
      '/v/',
      '--name-prefix',
      'a',
      '--name-suffix',
      'z',
      '--tag',
      'k=v',
      '--max-session-duration',
      '7200',
      '--data-access',
      'grants.json',
    ];
    const roles = buildRoles('upsolver-vpc', {
      ...PARAMETERS,
      externalId: [PARAMETERS.externalId, 'second'],
      features: { athenaTables: false, kinesisStreams: false, dedicatedBucket: false },
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/B`,
      path: '/v/',
      namePrefix: 'a',
      nameSuffix: 'z',
      tags: { k: 'v' },
      maxSessionDuration: 7200,
      dataAccess: grants,
    });
    expect(template('terraform', '--mode', 'upsolver-vpc', ...fixed, 'second', ...args)).toEqual(
      json(toTerraform(roles)),
    );
  });

  it('narrows fixed roles: all options, or some', () => {
    const build = (scope: object) =>
      buildRoles('private-vpc', { ...PARAMETERS, scope: { accountId: ACCOUNT, ...scope } });
    const scoped = (...args: string[]) =>
      template('cloudformation', '--mode', 'private-vpc', ...fixed, '--account', ACCOUNT, ...args);
    expect(scoped('--scope', 'all', '--vpc', FULL_SCOPE.vpcId)).toEqual(json(toCloudFormation(build(FULL_SCOPE))));
    expect(scoped('--scope', 'all')).toEqual(json(toCloudFormation(build({ ...FULL_SCOPE, vpcId: undefined }))));
    expect(scoped('--scope', 'passRoles')).toEqual(
      json(toCloudFormation(build({ passRoles: ['UpsolverServerRole'] }))),
    );
    expect(scoped('--scope', 'region', 'vpcId').err).toBe('error: --vpc: the VPC id is empty\n');
    const [upsolver] = buildRoles('upsolver-vpc', { ...PARAMETERS, scope: { accountId: ACCOUNT, passRoles: [] } });
    expect(
      template('cloudformation', '--mode', 'upsolver-vpc', ...fixed, '--account', ACCOUNT, '--scope', 'passRoles'),
    ).toEqual(json(toCloudFormation([upsolver])));
  });

  it.each<[string, string[], string[]]>([
    [
      'an unknown format',
      ['pulumi', '--mode', 'private-vpc'],
      ['error: `pulumi` is not a known format (one of `cloudformation`, `terraform`, `aws-cli`)'],
    ],
    [
      'YAML for Terraform',
      ['terraform', '--mode', 'private-vpc', '--yaml'],
      ['error: --yaml: only CloudFormation has a YAML form'],
    ],
    [
      'no mode',
      ['cloudformation'],
      ['error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)'],
    ],
    [
      'half of an organization',
      ['cloudformation', '--mode', 'private-vpc', '--org-id', 'A'],
      [
        'error: --org-id: the organization id `A` has upper-case letters (the name of an S3 bucket is lower-case)',
        'error: --region: the region is missing',
        'error: --trusted-account: the trusted account id is missing',
        'error: --external-id: the external id is missing',
      ],
    ],
    [
      'a script without anything',
      ['aws-cli'],
      [
        'error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization id is missing',
        'error: --region: the region is missing',
        'error: --trusted-account: the trusted account id is missing',
        'error: --external-id: the external id is missing',
      ],
    ],
    [
      'a session that is no number',
      ['cloudformation', '--mode', 'private-vpc', ...fixed, '--max-session-duration', '1h'],
      ['error: --max-session-duration: the max session duration must be a number, not `1h`'],
    ],
    [
      'a tag without a value',
      ['cloudformation', '--mode', 'private-vpc', '--tag', 'x', '=y'],
      ['error: --tag: `x` is not of the form `key=value`', 'error: --tag: `=y` is not of the form `key=value`'],
    ],
    [
      'a tag key of AWS, an unknown scope and bad data, in a template with parameters',
      [
        'cloudformation',
        '--mode',
        'private-vpc',
        '--tag',
        'aws:x=1',
        '--scope',
        'everything',
        '--data-access',
        'bad-grants.json',
      ],
      [
        'error: --data-access.0.bucket: `A` is not the name of a bucket (3 to 63 lower-case letters, digits, dots and hyphens)',
        'error: --scope.0: `everything` is not a known scope (one of `withoutPolicyReads`, `passRoles`, `instanceProfiles`, `tagOnCreateOnly`, `namedAddressesOnly`, `withoutBucketAdministration`, `vpcId`, `region`, `accountId`)',
        "error: --tag.aws:x: the tag key `aws:x` is one of AWS's own",
      ],
    ],
    [
      'an unknown scope',
      ['cloudformation', '--mode', 'private-vpc', ...fixed, '--scope', 'everything'],
      [
        'error: --scope: `everything` is not a known option (one of `all`, `withoutPolicyReads`, `passRoles`, `instanceProfiles`, `tagOnCreateOnly`, `namedAddressesOnly`, `withoutBucketAdministration`, `vpcId`, `region`, `accountId`)',
      ],
    ],
    [
      'a scope without an account',
      ['cloudformation', '--mode', 'private-vpc', ...fixed, '--scope', 'all'],
      ['error: --account: the account id is missing'],
    ],
    [
      'a boundary of another partition',
      ['cloudformation', '--mode', 'private-vpc', ...fixed, '--boundary', `arn:aws-cn:iam::${ACCOUNT}:policy/B`],
      [`error: --boundary: \`arn:aws-cn:iam::${ACCOUNT}:policy/B\` lies in the partition \`aws-cn\`, not in \`aws\``],
    ],
    [
      'a file that is not there',
      ['cloudformation', '--mode', 'private-vpc', '--data-access', 'none.json'],
      ['error: none.json cannot be read'],
    ],
  ])('exits with 2 for %s', (_what, args, messages) => {
    expect(template(...args)).toEqual({ code: 2, out: '', err: messages.map((message) => `${message}\n`).join('') });
  });

  it('exits with 2 for a file that is not JSON', () => {
    const { code, err } = template('cloudformation', '--mode', 'private-vpc', '--data-access', 'broken.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: --data-access: broken\.json is not JSON: /);
  });

  it('has help', () => {
    const { out } = template('--help');
    for (const option of ['--mode', '--trusted-account', '--external-id', '--scope', '--yaml', 'Example:'])
      expect(out).toContain(option);
  });
});

describe('risks', () => {
  it('prints what it finds, and exits with 1', () => {
    const { code, out } = command('risks', 'management.json');
    expect(code).toBe(1);
    for (const risk of RISK_CODES.filter((each) => each !== 'changeBucketPolicy'))
      expect(out).toContain(`${risk}: Can `);
    expect(out).toContain('closed by  scope: passRoles or instanceProfiles');
    expect(out).toContain('`iam:PassRole`');
    expect(out).not.toMatch(/[ \t]$/m);
  });

  it('exits with 0 if there are none', () => {
    expect(command('risks', 'scoped.json', 'variable.json')).toEqual({ code: 0, out: 'No known risk.\n', err: '' });
  });

  it('says what is not known', () => {
    const { code, out } = command('risks', 'undecided.json');
    expect(code).toBe(1);
    expect(out).toMatch(/^takeAnyAddress: [^]*\n {2}not known {2}variables\n$/);
  });

  it('prints JSON', () => {
    const { code, out } = command('risks', 'management.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual(findRisks(buildManagementPolicy()));
  });

  it('exits with 2 for bad input', () => expect(command('risks', 'broken.json').code).toBe(2));
});
