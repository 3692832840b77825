import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { toAwsCliScript } from '../../../src/render/aws-sdk/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/index.js';
import { toTerraform } from '../../../src/render/terraform/index.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../../upsolver/role-parameters.js';
import { FIXED_OPTIONS } from '../role-options.js';
import { printed, refused, runCommand } from '../run-command.js';

const grants = [{ service: 's3' as const, bucket: 'acme-events', prefix: 'clicks' }];
const files = {
  'grants.json': JSON.stringify(grants),
  'bad-grants.json': JSON.stringify([{ service: 's3', bucket: 'A' }]),
  'broken.json': '[{',
};

const SCOPE_CHOICES =
  '`withoutPolicyReads`, `passRoles`, `instanceProfiles`, `tagOnCreateOnly`, `namedAddressesOnly`, ' +
  '`withoutBucketAdministration`, `withoutStreamAdministration`, `stackStatusOnly`, `vpcId`, `region`, `accountId`';

const template = (...args: string[]) => runCommand(['template', ...args], files);

describe('template', () => {
  it('prints templates with parameters', async () => {
    expect(await template('cloudformation', '--mode', 'private-vpc')).toEqual(printed(toCloudFormation('private-vpc')));
    expect(await template('terraform', '--mode', 'upsolver-vpc')).toEqual(printed(toTerraform('upsolver-vpc')));
  });

  it('prints templates and scripts with fixed values for an organization', async () => {
    const roles = buildRoles('private-vpc', PARAMETERS);
    expect(await template('cloudformation', '--mode', 'private-vpc', ...FIXED_OPTIONS)).toEqual(
      printed(toCloudFormation(roles)),
    );
    expect(await template('terraform', '--mode', 'private-vpc', ...FIXED_OPTIONS)).toEqual(printed(toTerraform(roles)));
    expect(await template('aws-cli', '--mode', 'private-vpc', ...FIXED_OPTIONS)).toEqual({
      code: 0,
      out: toAwsCliScript(roles),
      err: '',
    });
  });

  it('prints YAML with the same content', async () => {
    const { out, code } = await template('cloudformation', '--mode', 'private-vpc', '--yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^AWSTemplateFormatVersion: "2010-09-09"\n/);
    expect(load(out)).toEqual(toCloudFormation('private-vpc'));
  });

  it('accepts the options that a template with parameters fixes', async () => {
    const args = [
      '--mode',
      'upsolver-vpc',
      '--tag',
      'Vendor=Upsolver',
      '--tag',
      'a=b=c',
      '--data-access',
      'grants.json',
      '--scope',
      'region,tagOnCreateOnly',
    ];
    const options = {
      tags: { Vendor: 'Upsolver', a: 'b=c' },
      dataAccess: grants,
      scope: ['region' as const, 'tagOnCreateOnly' as const],
    };
    expect(await template('cloudformation', ...args)).toEqual(printed(toCloudFormation('upsolver-vpc', options)));
    expect(await template('terraform', ...args)).toEqual(printed(toTerraform('upsolver-vpc', options)));
  });

  it('accepts every option that describes roles', async () => {
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
    expect(
      await template('terraform', '--mode', 'upsolver-vpc', ...FIXED_OPTIONS, '--external-id', 'second', ...args),
    ).toEqual(printed(toTerraform(roles)));
  });

  it('narrows fixed roles by all scope options or by some', async () => {
    const build = (scope: object) =>
      buildRoles('private-vpc', { ...PARAMETERS, scope: { accountId: ACCOUNT, ...scope } });
    const scoped = (...args: string[]) =>
      template('cloudformation', '--mode', 'private-vpc', ...FIXED_OPTIONS, '--account', ACCOUNT, ...args);
    expect(await scoped('--scope', 'all', '--vpc', FULL_SCOPE.vpcId)).toEqual(
      printed(toCloudFormation(build(FULL_SCOPE))),
    );
    expect(await scoped('--scope', 'all')).toEqual(
      refused(
        'error: --vpc: the scope option `vpcId` requires a VPC ID (without it: `--scope ' +
          'withoutPolicyReads,passRoles,instanceProfiles,tagOnCreateOnly,namedAddressesOnly,withoutBucketAdministration,' +
          'withoutStreamAdministration,stackStatusOnly,' +
          'region,accountId`)',
      ),
    );
    expect(await scoped('--scope', 'passRoles')).toEqual(
      printed(toCloudFormation(build({ passRoles: ['UpsolverServerRole'] }))),
    );
    expect((await scoped('--scope', 'region,vpcId')).err).toContain('(without it: `--scope region`)');
    expect((await scoped('--scope', 'vpcId', '--vpc', '')).err).toBe('error: --vpc: the VPC ID is empty\n');
    const [upsolver] = buildRoles('upsolver-vpc', { ...PARAMETERS, scope: { accountId: ACCOUNT, passRoles: [] } });
    expect(
      await template(
        'cloudformation',
        '--mode',
        'upsolver-vpc',
        ...FIXED_OPTIONS,
        '--account',
        ACCOUNT,
        '--scope',
        'passRoles',
      ),
    ).toEqual(printed(toCloudFormation([upsolver])));
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
      ['error: --yaml: only `cloudformation` can be printed as YAML'],
    ],
    [
      'no mode',
      ['cloudformation'],
      ['error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)'],
    ],
    [
      'an incomplete organization',
      ['cloudformation', '--mode', 'private-vpc', '--org-id', 'A'],
      [
        'error: `--org-id` creates a template without parameters, which also requires --region, --trusted-account, ' +
          '--external-id (for a template with parameters, omit `--org-id` and set the parameters when you deploy it)',
        'error: --org-id: the organization ID `A` contains uppercase letters ' +
          '(S3 bucket names must be lowercase; did you mean `a`?)',
      ],
    ],
    [
      'several options that fix values',
      ['terraform', '--mode', 'private-vpc', '--no-athena-tables', '--path', '/x/'],
      [
        'error: `--no-athena-tables`, `--path` create a template without parameters, which also requires --org-id, ' +
          '--region, --trusted-account, --external-id (for a template with parameters, omit `--no-athena-tables`, ' +
          '`--path` and set the parameters when you deploy it)',
      ],
    ],
    [
      'a script without anything',
      ['aws-cli'],
      [
        'error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization ID is missing',
        'error: --region: the Region is missing',
        'error: --trusted-account: the trusted account ID is missing',
        'error: --external-id: the external ID is missing',
      ],
    ],
    [
      'a maximum session duration that is not a number',
      ['cloudformation', '--mode', 'private-vpc', ...FIXED_OPTIONS, '--max-session-duration', '1h'],
      ['error: --max-session-duration: the max session duration must be a number, not `1h`'],
    ],
    [
      'a tag without a value',
      ['cloudformation', '--mode', 'private-vpc', '--tag', 'x', '--tag', '=y'],
      ['error: --tag: `x` is not of the form `key=value`', 'error: --tag: `=y` is not of the form `key=value`'],
    ],
    [
      'a tag key of AWS and bad data, in a template with parameters',
      ['cloudformation', '--mode', 'private-vpc', '--tag', 'aws:x=1', '--data-access', 'bad-grants.json'],
      [
        'error: bad-grants.json:1:27: grant 1 (s3): `A` is not a bucket name ' +
          '(use 3 to 63 lowercase letters, digits, dots and hyphens, with a letter or digit at both ends)',
        'error: --tag.aws:x: tag keys that begin with `aws:` are reserved',
      ],
    ],
    [
      'an unknown scope',
      ['cloudformation', '--mode', 'private-vpc', ...FIXED_OPTIONS, '--scope', 'everything'],
      [`error: --scope: \`everything\` is not a known scope option (one of \`all\`, ${SCOPE_CHOICES})`],
    ],
    [
      'a scope without an account',
      ['cloudformation', '--mode', 'private-vpc', ...FIXED_OPTIONS, '--scope', 'region'],
      ['error: --account: the account ID is missing'],
    ],
    [
      'a boundary of another partition',
      [
        'cloudformation',
        '--mode',
        'private-vpc',
        ...FIXED_OPTIONS,
        '--boundary',
        `arn:aws-cn:iam::${ACCOUNT}:policy/B`,
      ],
      [`error: --boundary: \`arn:aws-cn:iam::${ACCOUNT}:policy/B\` is in the \`aws-cn\` partition; expected \`aws\``],
    ],
    [
      'a file that does not exist',
      ['cloudformation', '--mode', 'private-vpc', '--data-access', 'none.json'],
      ['error: none.json: no such file'],
    ],
  ])('exits with 2 for %s', async (_what, args, messages) => {
    expect(await template(...args)).toEqual(refused(...messages));
  });

  it('exits with 2 for a file that is not JSON', async () => {
    const { code, err } = await template('cloudformation', '--mode', 'private-vpc', '--data-access', 'broken.json');
    expect(code).toBe(2);
    expect(err).toBe(
      'error: broken.json:1:3: the JSON is incomplete (the file is truncated, or the command that wrote it ' +
        'was stopped; create it again)\n',
    );
  });
});
