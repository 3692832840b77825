import { describe, expect, it } from 'vitest';
import { buildManagementPolicy, buildServerPolicy, buildTrustPolicy, buildUpsolverPolicy } from '../../../src/index.js';
import { printed, refused, runCommand } from '../run-command.js';

const ORGANIZATION = ['--org-id', 'acme', '--region', 'cn-north-1'];

const ROLE_CHOICES = '(one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)';

describe('policy', () => {
  it.each<[string, string[], unknown]>([
    ['UpsolverManagementRole', [], buildManagementPolicy()],
    ['UpsolverManagementRole', ORGANIZATION, buildManagementPolicy({ region: 'cn-north-1' })],
    ['UpsolverServerRole', ORGANIZATION, buildServerPolicy('acme', 'cn-north-1')],
    ['UpsolverRole', ORGANIZATION, buildUpsolverPolicy('acme', 'cn-north-1')],
  ])('prints the document of %s with %j as JSON', async (role, args, policy) => {
    expect(await runCommand(['policy', role, ...args, '--json'])).toEqual(printed(policy));
  });

  it('prints a policy as aligned text, statement by statement', async () => {
    const { out } = await runCommand(['policy', 'UpsolverManagementRole', '--region', 'cn-north-1']);
    expect(out).toMatch(/^UpsolverManagementRole: 5 statements\n\nvalidateAndMonitor\n {2}allow {2}ec2:Describe/);
    expect(out).toContain(
      [
        'createNamedUpsolver',
        '  allow  ec2:CreateVolume',
        '         ec2:RunInstances',
        '  on     *',
        '  if     aws:RequestTag/Name StringLike *upsolver*',
        '',
        'useNamedUpsolver',
      ].join('\n'),
    );
    expect(out).toMatch(/ {2}on {5}arn:aws-cn:ec2:\*:\*:network-interface\/\*\n {9}arn:aws-cn:ec2:\*:\*:subnet/);
    expect(out).toContain(
      "\n\nAssumed by\n\n  Upsolver's own AWS account. The policy itself needs --region, --trusted-account and " +
        '--external-id.\n\nAWS managed policies\n\nAWSCloudFormationReadOnlyAccess\n  ' +
        'arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess\n',
    );
  });

  it('prints no trailing whitespace', async () => {
    expect((await runCommand(['policy', 'UpsolverManagementRole'])).out).not.toMatch(/[ \t]$/m);
  });

  it.each<[string[], string[]]>([
    [['UpsolverRole'], ['error: --org-id: the organization ID is missing', 'error: --region: the Region is missing']],
    [[], [`error: <role>: the role is missing ${ROLE_CHOICES}`]],
    [
      ['constructor', '--org-id', 'a_b', '--region', 'us-east-1a'],
      [
        `error: <role>: \`constructor\` is not a known role ${ROLE_CHOICES}`,
        'error: --org-id: the organization ID `a_b` contains characters that are not allowed ' +
          '(use lowercase letters, digits and hyphens)',
        'error: --region: `us-east-1a` is an Availability Zone, not an AWS Region (its Region is `us-east-1`)',
      ],
    ],
    [
      ['UpsolverManagementRole', '--org-id', '-a', '--region', 'x'],
      [
        'error: --org-id: the organization ID `-a` begins or ends with a hyphen',
        'error: --region: `x` is not an AWS Region (a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`)',
      ],
    ],
    [
      ['nobody', '--org-id=', '--region', ''],
      [
        `error: <role>: \`nobody\` is not a known role ${ROLE_CHOICES}`,
        'error: --org-id: the organization ID is empty',
        'error: --region: the Region is empty',
      ],
    ],
  ])('exits with 2 for %j and lists every problem', async (args, messages) => {
    expect(await runCommand(['policy', ...args])).toEqual(refused(...messages));
  });

  it('prints the trust policy of a role, alone with --trust', async () => {
    const region = ['--region', 'us-east-1'];
    const trust = ['--trusted-account', '111122223333', '--external-id', 'one', '--external-id', 'two'];
    const { out } = await runCommand(['policy', 'UpsolverManagementRole', ...region, ...trust]);
    expect(out).toContain(
      'assumeWithExternalId\n  allow  sts:AssumeRole\n  to     AWS arn:aws:iam::111122223333:root\n' +
        '  if     sts:ExternalId StringEquals one, two\n',
    );
    expect(await runCommand(['policy', 'UpsolverServerRole', '--trust', ...region, '--json'])).toEqual(
      printed(buildTrustPolicy('UpsolverServerRole', { region: 'us-east-1' })),
    );
    expect((await runCommand(['policy', 'UpsolverServerRole', '--trust', ...region])).out).toBe(
      'assumeByInstances\n  allow  sts:AssumeRole\n  to     Service ec2.amazonaws.com\n',
    );
  });

  it.each([
    ['UpsolverServerRole', ['--region']],
    ['UpsolverRole', ['--region', '--trusted-account', '--external-id']],
  ])('says what the trust policy of %s needs', async (role, options) => {
    expect(await runCommand(['policy', role, '--trust'])).toEqual(
      refused(...options.map((option) => `error: ${option}: is required for the trust policy`)),
    );
  });

  it.each(['UpsolverManagementRole', 'UpsolverRole'])('refuses to narrow %s to a Region without one', async (role) => {
    const scope = ['--scope', 'region', '--account', '444455556666'];
    const { code, out, err } = await runCommand(['policy', role, '--json', ...scope]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('error: --region: the scope option `region` requires a Region\n');
  });

  it('narrows a policy', async () => {
    const scope = ['--scope', 'withoutBucketAdministration'];
    const server = ['policy', 'UpsolverServerRole', '--org-id', 'acme', '--region', 'us-east-1', '--json'];
    expect(await runCommand([...server, ...scope])).toEqual(
      printed(buildServerPolicy('acme', 'us-east-1', { withoutBucketAdministration: true })),
    );
  });
});
