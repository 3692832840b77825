import { describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES } from '../../../src/index.js';
import { exportOf } from '../../drift/account.js';
import { BASE, CASES } from '../../drift/inspect/cases.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { runCommand } from '../run-command.js';

const roles = buildRoles('private-vpc', BASE);
const files = {
  'export.json': JSON.stringify(exportOf(roles)),
  'empty.json': JSON.stringify(exportOf([])),
  'two.json': JSON.stringify(exportOf([...roles, ...buildRoles('private-vpc', { ...BASE, namePrefix: 'prod-' })])),
  'management.json': JSON.stringify(exportOf([roles[0]])),
};
const inspect = (...args: string[]) => runCommand(['inspect', ...args], files);

type Printed = { command?: string; accountsFile: string }[];

/** The words of a command line, as a shell reads them. */
const words = (line: string): string[] =>
  [...line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll(String.raw`'\''`, "'") ?? plain!,
  );

describe.each(INTEGRATION_MODES)('inspect on %s', (mode) => {
  it.each(Object.entries(CASES))('prints what builds the same roles: %s', async (_name, more) => {
    const account = JSON.stringify(exportOf(buildRoles(mode, { ...BASE, ...more })));
    const hasBucket = more.features?.dedicatedBucket !== false;
    const given = hasBucket ? [] : ['--org-id', BASE.orgId, '--region', BASE.region];
    const { out, err } = await runCommand(['inspect', 'export.json', '--json', ...given], { 'export.json': account });
    expect(err).toBe('');
    const [found, ...others] = JSON.parse(out) as Printed;
    expect(others).toEqual([]);
    const inputs = { 'export.json': account, 'upsolver-iam.yaml': found!.accountsFile };
    const statusOf = async (args: string[]): Promise<number> => (await runCommand(args, inputs)).code;
    // Documents of managed policies in other partitions and of a boundary are not in the export.
    const { permissionsBoundaryArn, region = 'us-east-1' } = more;
    const inSync = permissionsBoundaryArn === undefined && ['us-east-1', 'eu-west-1'].includes(region) ? 0 : 3;
    expect(await statusOf(['check', 'export.json', '--config', 'upsolver-iam.yaml'])).toBe(inSync);
    // Options name no grants, and only a role of the integration itself.
    const namesOthers =
      mode === 'upsolver-vpc' && (more.scope?.passRoles ?? more.scope?.instanceProfiles) !== undefined;
    expect(found!.command === undefined).toBe(more.dataAccess !== undefined || namesOthers);
    if (found!.command !== undefined) expect(await statusOf(words(found!.command).slice(1))).toBe(inSync);
  });
});

describe('inspect', () => {
  it('says what the roles are built from', async () => {
    const { code, out } = await inspect('export.json');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Account 444455556666, mode private-vpc\n\n {2}UpsolverManagementRole {2}UpsolverManagementRole\n/,
    );
    for (const [name, value] of [
      ['Path', '/'],
      ['Region', 'us-east-1'],
      ['Organization', BASE.orgId],
      ['Trusted account', BASE.trustedAccountId],
      ['Scope', 'none'],
      ['Features', 'all'],
      ['Revision', 'November 2020, the latest that is known whole'],
      ['Differences', 'none'],
    ]) {
      expect(out).toMatch(new RegExp(`^ {2}${name} +${value}$`, 'm'));
    }
    expect(out).toContain('  upsolver-iam check export.json --mode private-vpc --org-id ');
    expect(out).toContain(`    "${ACCOUNT}":\n      mode: private-vpc\n`);
    expect(out).not.toMatch(/[ \t]$/m);
  });

  it('describes scopes, features and differences', async () => {
    const built = buildRoles('private-vpc', {
      ...BASE,
      features: { dedicatedBucket: false },
      scope: { accountId: ACCOUNT, withoutPolicyReads: true, tagOnCreateOnly: true },
    });
    const account = exportOf(built);
    account.RoleDetailList[0]!.AttachedManagedPolicies = [];
    const { code, out } = await runCommand(['inspect', '--org-id', BASE.orgId, '--region', 'us-east-1'], {
      '-': JSON.stringify(account),
    });
    expect(code).toBe(1);
    expect(out).toContain('withoutPolicyReads, tagOnCreateOnly, accountId');
    expect(out).toContain('all but dedicatedBucket');
    expect(out).toMatch(/Differences +\d+: the managed policy `AWSCloudFormationReadOnlyAccess` is not attached/);
  });

  it('names the options for what the roles do not show', async () => {
    const { code, out } = await inspect('management.json');
    expect(code).toBe(1);
    expect(out).toContain('Give what the roles do not show: `--org-id`, `--region`.');
    expect(out).toMatch(/UpsolverServerRole +UpsolverServerRole: missing/);
    const given = await inspect('management.json', '--org-id', BASE.orgId, '--region', 'us-east-1');
    expect(given.out).toContain('1: there is no role `UpsolverServerRole`');
  });

  it('exits with 1 if there are no such roles, and with 2 for bad input', async () => {
    expect(await inspect('empty.json')).toMatchObject({
      code: 1,
      out: "The input has no role with the name of one of Upsolver's roles.\n",
    });
    expect(await inspect('missing.json')).toMatchObject({ code: 2, out: '' });
    expect(await inspect('export.json', '--import', 'cdk')).toMatchObject({ code: 2 });
  });

  it('takes two exports of one account for an incomplete input, with a line for each role', async () => {
    const twice = { ...files, 'again.json': files['export.json'] };
    const both = await runCommand(['inspect', 'export.json', 'again.json'], twice);
    expect(both.code).toBe(3);
    expect(both.err.trim().split('\n')).toHaveLength(3);
    expect(both.err).toContain('appears twice');
  });

  it('prints what takes the roles over', async () => {
    const terraform = JSON.parse((await inspect('export.json', '--import', 'terraform')).out) as { import: object[] };
    expect(terraform.import).toContainEqual({ to: 'aws_iam_role.upsolver_server_role', id: 'UpsolverServerRole' });
    const { out } = await inspect('export.json', '--import', 'cloudformation');
    expect((JSON.parse(out) as { resourcesToImport: object[] }).resourcesToImport).toHaveLength(3);
    expect((await inspect('export.json', '--import', 'pulumi')).out).toMatch(
      /^pulumi import aws:iam\/role:Role UpsolverManagementRole UpsolverManagementRole\n/,
    );
    expect(await inspect('two.json', '--import', 'pulumi')).toMatchObject({ code: 2, out: '' });
    expect((await inspect('two.json', '--import', 'pulumi')).err).toContain('the input has 2 sets of roles');
    expect((await inspect('empty.json', '--import', 'pulumi')).err).toContain('the input has no roles to import');
    expect((await inspect('management.json', '--import', 'pulumi')).err).toContain('add `--org-id`, `--region`');
  });
});
