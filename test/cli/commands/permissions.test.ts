import { describe, expect, it } from 'vitest';
import { permissionsFor } from '../../../src/index.js';
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
        'Let Spotinst use spot instances.',
        '  source: "AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
        '  ec2:DescribeSpotPriceHistory  validateAndMonitor',
        '',
      ].join('\n'),
    );
    expect(out).toContain(
      '\n  ec2:RunInstances                useNamedUpsolver           if ec2:ResourceTag/Name StringLike *upsolver*\n',
    );
    expect(out).toContain('  source: "AWS role permissions", table "Custom Policies"\n');
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
});
