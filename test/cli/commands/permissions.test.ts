import { describe, expect, it } from 'vitest';
import { permissionsFor, type Permission } from '../../../src/index.js';
import { printed, refused, runCommand } from '../run-command.js';

const ROLE_CHOICES = '(one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`)';

describe('permissions', () => {
  it('prints the permissions of a role as JSON', async () => {
    expect(await runCommand(['permissions', 'UpsolverRole', '--json'])).toEqual(
      printed(permissionsFor('UpsolverRole')),
    );
  });

  it('prints permissions as text, grouped by purpose', async () => {
    const { out } = await runCommand(['permissions', 'UpsolverManagementRole']);
    expect(out).toMatch(/^UpsolverManagementRole: 40 permissions for 38 actions\n\nWatch the state/);
    expect(out).toContain(
      [
        'Let Spotinst use Spot Instances.',
        '  source: "AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
        '  ec2:DescribeSpotPriceHistory  validateAndMonitor',
        '',
      ].join('\n'),
    );
    expect(out).toContain(
      '\n  ec2:RunInstances                useNamedUpsolver           if ec2:ResourceTag/Name StringLike *upsolver*\n',
    );
    expect(out).toContain('  source: "AWS role permissions", table "Custom Policies", revision 2020-11\n');
  });

  it('names the managed policies that grant a permission, and says which purposes are derived', async () => {
    const { out } = await runCommand(['permissions', 'UpsolverServerRole']);
    expect(out).toMatch(/^UpsolverServerRole: 5 permissions\n/);
    expect(out).toContain('  s3:ListAllMyBuckets  managed policy AmazonAthenaFullAccess\n');
    expect(out).toContain('  source: derived from the Sid upsolverBucketAccess\n');
  });

  it('prints no trailing whitespace', async () => {
    expect((await runCommand(['permissions', 'UpsolverRole'])).out).not.toMatch(/[ \t]$/m);
  });

  it('exits with 2 for an unknown role', async () => {
    expect(await runCommand(['permissions', 'server'])).toEqual(
      refused(`error: <role>: \`server\` is not a known role ${ROLE_CHOICES}`),
    );
  });

  it('lists what a narrowed policy grants, denies and no longer grants', async () => {
    const narrow = ['--region', 'us-east-1', '--account', '444455556666'];
    const scope = ['--scope', 'withoutPolicyReads,vpcId,tagOnCreateOnly', '--vpc', 'vpc-0abc1234'];
    const { code, out } = await runCommand(['permissions', 'UpsolverManagementRole', ...scope, ...narrow]);
    expect(code).toBe(0);
    expect(out).toMatch(/\n  ec2:CreateTags +tagOnCreate +if ec2:CreateAction StringEquals RunInstances/);
    expect(out).toMatch(/\n\nDenied\n\ndenyOtherVpcs\n  deny +ec2:/);
    expect(out).toMatch(/\n\nNo longer granted: 8 actions\n  · iam:ListPolicies\n/);
    const json = JSON.parse(
      (await runCommand(['permissions', 'UpsolverManagementRole', ...scope, ...narrow, '--json'])).out,
    ) as Permission[];
    expect(json.some(({ action }) => action === 'iam:ListPolicies')).toBe(false);
    expect(json.find(({ action }) => action === 'ec2:CreateTags')?.grantedBy).toMatchObject({ sid: 'tagOnCreate' });
  });

  it('lists the single actions that a scope grants in place of a wildcard or a managed policy', async () => {
    const organization = ['--org-id', 'acme', '--region', 'us-east-1', '--account', '444455556666'];
    const scope = ['--scope', 'withoutStreamAdministration,stackStatusOnly'];
    const { out } = await runCommand(['permissions', 'UpsolverServerRole', ...scope, ...organization]);
    expect(out).toMatch(/^UpsolverServerRole: 22 permissions\n/);
    expect(out).toContain(
      [
        'Notice when an integration has been completed.',
        '  source: derived from the purpose of AWSCloudFormationReadOnlyAccess: AWS documents which calls return the status of a stack',
        '  cloudformation:DescribeStacks       readStackStatus',
        '  cloudformation:DescribeStackEvents  readStackStatus',
        '  cloudformation:ListStacks           readStackStatus',
      ].join('\n'),
    );
    expect(out).toMatch(/\n  kinesis:PutRecord +upsolverManagedStream\n/);
    expect(out).toContain('No longer granted: 1 action\n  · kinesis:*\n');
  });

  it('lists what a policy without a feature grants', async () => {
    const organization = ['--org-id', 'acme', '--region', 'us-east-1'];
    const { out } = await runCommand(['permissions', 'UpsolverServerRole', '--no-athena-tables', ...organization]);
    expect(out).toContain('  s3:ListAllMyBuckets  listBuckets\n');
    const streams = await runCommand(['permissions', 'UpsolverServerRole', '--no-kinesis-streams', ...organization]);
    expect(streams.out).toContain('No longer granted: 1 action\n  · kinesis:ListStreams\n');
    expect(streams.out).toContain('  s3:ListAllMyBuckets  managed policy AmazonAthenaFullAccess\n');
  });
});
