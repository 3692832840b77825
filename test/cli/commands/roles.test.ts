import { describe, expect, it } from 'vitest';
import { rolesFor } from '../../../src/index.js';
import { printed, refused, runCommand } from '../run-command.js';

describe('roles', () => {
  it('prints the roles of a mode as JSON', async () => {
    expect(await runCommand(['roles', 'private-vpc', '--json'])).toEqual(printed(rolesFor('private-vpc')));
  });

  it('prints the roles of an organization as JSON', async () => {
    expect(await runCommand(['roles', 'upsolver-vpc', '--org-id', 'acme', '--region', 'cn-north-1', '--json'])).toEqual(
      printed(rolesFor('upsolver-vpc', { orgId: 'acme', region: 'cn-north-1' })),
    );
  });

  it('prints a role as aligned text', async () => {
    expect((await runCommand(['roles', 'upsolver-vpc'])).out).toBe(
      [
        'UpsolverRole',
        "  purpose           Lets Upsolver's servers in Upsolver's VPC do what both other roles allow.",
        "  assumed by        Upsolver's own AWS account.",
        '  managed policies  AWSCloudFormationReadOnlyAccess  Notice when the first integration has been completed.',
        '                                                     Notice when later integrations have been completed.',
        '                    AmazonAthenaFullAccess           Manage Athena tables.',
        '  grants            45 permissions for 42 actions',
        '',
      ].join('\n'),
    );
  });

  it('prints an empty line between roles', async () => {
    expect((await runCommand(['roles', 'private-vpc'])).out).toMatch(/for 38 actions\n\nUpsolverServerRole\n/);
  });

  it('prints no trailing whitespace', async () => {
    expect((await runCommand(['roles', 'private-vpc'])).out).not.toMatch(/[ \t]$/m);
  });

  it('prints headings in bold where there are colours, and nothing else', async () => {
    const inColor = async (...args: string[]) =>
      (await runCommand(['roles', 'upsolver-vpc', ...args], {}, { color: true })).out;
    expect((await inColor()).startsWith('\u001b[1mUpsolverRole\u001b[22m\n')).toBe(true);
    expect((await runCommand(['roles', 'upsolver-vpc'])).out).not.toContain('\u001b');
    expect(await inColor('--json')).not.toContain('\u001b');
  });

  it.each<[string[], string[]]>([
    [[], ['error: <mode>: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)']],
    [
      ['my-vpc', '--org-id', 'A', '--region', 'us-east'],
      [
        'error: <mode>: `my-vpc` is not a known integration mode ' +
          '(did you mean `private-vpc`? one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization ID `A` contains uppercase letters ' +
          '(S3 bucket names must be lowercase; did you mean `a`?)',
        'error: --region: `us-east` is not an AWS Region ' +
          '(a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`)',
      ],
    ],
    [['private-vpc', '--org-id', 'acme'], ['error: --region: the Region is missing']],
  ])('exits with 2 for %j and lists every problem', async (args, messages) => {
    expect(await runCommand(['roles', ...args])).toEqual(refused(...messages));
  });
});
