import { describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES, type RoleParameters } from '../../../src/index.js';
import { everyNth } from '../../deep.js';
import { exportOf, type AccountExport, type RoleDetail } from '../../drift/account.js';
import { BASE, CASES } from '../../drift/inspect/cases.js';
import { EVERYTHING, READ } from '../../upsolver/athena-parameters.js';
import { ACCOUNT, PARAMETERS } from '../../upsolver/role-parameters.js';
import { runCommand } from '../run-command.js';

const roles = buildRoles('private-vpc', BASE);
const files = {
  'export.json': JSON.stringify(exportOf(roles)),
  'empty.json': JSON.stringify(exportOf([])),
  'two.json': JSON.stringify(exportOf([...roles, ...buildRoles('private-vpc', { ...BASE, namePrefix: 'prod-' })])),
  'management.json': JSON.stringify(exportOf([roles[0]])),
  'server.json': JSON.stringify(exportOf([roles[1]])),
  'broken.json': '{"RoleDetailList": [{"RoleName": "Upsol',
};
const inspect = (...args: string[]) => runCommand(['inspect', ...args], files);

type Printed = { integrations: { command?: string; accountsFile: string }[] };

/** The words of a command line, as a shell reads them. */
const words = (line: string): string[] =>
  [...line.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll(String.raw`'\''`, "'") ?? plain!,
  );

describe.each(INTEGRATION_MODES)('inspect on %s', (mode) => {
  it.each(everyNth(Object.entries(CASES), 4))('prints what builds the same roles: %s', async (_name, more) => {
    const account = JSON.stringify(exportOf(buildRoles(mode, { ...BASE, ...more })));
    const hasBucket = more.features?.dedicatedBucket !== false;
    const given = hasBucket ? [] : ['--org-id', BASE.orgId, '--region', BASE.region];
    const { out, err } = await runCommand(['inspect', 'export.json', '--json', ...given], { 'export.json': account });
    expect(err).toBe('');
    const { integrations } = JSON.parse(out) as Printed;
    expect(integrations).toHaveLength(1);
    const [found] = integrations;
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
      ['Revision', 'November 2020, the latest one that is known in full'],
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

  const document = (Statement: object[]) => ({ Version: '2012-10-17', Statement }) as never;
  const policy = (name: string, ...statements: object[]) => ({
    ...exportOf(roles).Policies[0]!,
    PolicyName: name,
    Arn: `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    DefaultVersionId: 'v1',
    PolicyVersionList: [
      {
        Document: document(statements),
        VersionId: 'v1',
        IsDefaultVersion: true,
        CreateDate: '2026-11-01T09:00:00+00:00',
      },
    ],
  });
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  type Change = (role: RoleDetail, account: AccountExport) => void;

  it.each<[string, RegExp, Change]>([
    [
      'a boundary of one role',
      /2: .*; the roles have different permissions boundaries: `UpsolverManagementRole` has none, /,
      (role, { Policies }) => {
        const boundary = policy('Boundary', everything);
        role.PermissionsBoundary = {
          PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
          PermissionsBoundaryArn: boundary.Arn,
        };
        Policies.push(boundary);
      },
    ],
    [
      'a managed policy that grants nothing more',
      /1: the unexpected managed policy `Denies` is attached, but grants no additional access/,
      (role, { Policies }) => {
        const extra = policy('Denies', { Effect: 'Deny', Action: 'iam:DeleteUser', Resource: '*' });
        role.AttachedManagedPolicies.push({ PolicyName: 'Denies', PolicyArn: extra.Arn });
        Policies.push(extra);
      },
    ],
    [
      'a managed policy that others replace',
      /2: the managed policy `\w+` is not attached, but other policies grant the same access; the unexpected/,
      (role, { Policies }) => {
        const [attached] = role.AttachedManagedPolicies;
        const { PolicyVersionList, DefaultVersionId } = Policies.find(({ Arn }) => Arn === attached!.PolicyArn)!;
        const own = { ...policy('Own'), PolicyVersionList, DefaultVersionId };
        Object.assign(attached!, { PolicyName: 'Own', PolicyArn: own.Arn });
        Policies.push(own);
      },
    ],
    [
      'another version of an AWS managed policy',
      /1: `AmazonAthenaFullAccess` has version `v99`/,
      (_role, { Policies }) => {
        const athena = Policies.find(({ PolicyName }) => PolicyName === 'AmazonAthenaFullAccess')!;
        const { PolicyVersionList, DefaultVersionId } = athena;
        PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId)!.VersionId = 'v99';
        athena.DefaultVersionId = 'v99';
      },
    ],
    [
      'a tag of one role',
      /1: the roles have different values of the tag `Env`: `\w+` has none, `UpsolverServerRole` has `a`/,
      (role) => void role.Tags.push({ Key: 'Env', Value: 'a' }),
    ],
    [
      'a path of one role',
      /the roles have different paths: `UpsolverManagementRole` has `\/`, `UpsolverServerRole` has `\/a\/`/,
      (role) => {
        role.Path = '/a/';
        role.Arn = role.Arn.replace('role/', 'role/a/');
      },
    ],
  ])('says that something differs: %s', async (_name, message, change) => {
    const account = exportOf(roles);
    change(account.RoleDetailList[1]!, account);
    const { code, out } = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(message);
  });

  it('says that durations of sessions differ, and what was not checked', async () => {
    expect((await inspect('export.json')).out).toMatch(/^ {2}Not checked +maximum session duration \(/m);
    const account = exportOf(roles);
    account.RoleDetailList[0]!.MaxSessionDuration = 3600;
    account.RoleDetailList[1]!.MaxSessionDuration = 7200;
    const { code, out } = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    expect(code).toBe(1);
    expect(out).not.toContain('Not checked');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('the roles have different maximum session durations');
  });

  it('exits with 3 if nothing differs but something was not compared', async () => {
    const account = exportOf(roles);
    delete (account.RoleDetailList[1] as Partial<RoleDetail>).InstanceProfileList;
    const unchecked = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    expect(unchecked.code).toBe(3);
    expect(unchecked.out).toContain('instance profile (the input does not include it');
    const other = exportOf(buildRoles('private-vpc', { ...BASE, region: 'us-gov-west-1' }));
    other.Policies = [];
    const unread = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(other) });
    expect(unread.code).toBe(3);
    expect(unread.out).not.toMatch(/Differences +none/);
  });

  it('ignores the tags that AWS sets', async () => {
    const account = exportOf(roles);
    for (const role of account.RoleDetailList) {
      role.Tags.push({ Key: 'aws:cloudformation:stack-name', Value: 'upsolver' });
      role.Tags.push({ Key: 'aws:cloudformation:logical-id', Value: role.RoleName });
    }
    const { code } = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    expect(code).toBe(0);
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
    const broken = await inspect('broken.json');
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).toMatch(/^error: broken\.json/);
    expect(await inspect('export.json', '--import', 'cdk')).toMatchObject({ code: 2 });
  });

  it('builds on a trusted account and external IDs that the roles do not show', async () => {
    const unknown = await inspect('server.json');
    expect(unknown.out).toMatch(/Trusted account +not shown by the roles\n +External ID +not shown by the roles\n/);
    expect(unknown.out).toMatch(/Differences +not compared: parameters are missing\n/);
    const given = ['--trusted-account', '111122223333', '--external-id', 'acme-one'];
    const one = await inspect('server.json', ...given);
    expect(one.out).toMatch(/External ID +acme-one\n/);
    const two = await inspect('server.json', ...given, '--external-id', 'acme-two');
    expect(two.out).toMatch(/External ID +acme-one, acme-two\n/);
    expect(two.code).toBe(1);
    const { out } = await inspect('server.json', ...given, '--import', 'pulumi');
    expect(out).toContain('pulumi import aws:iam/role:Role UpsolverServerRole UpsolverServerRole\n');
    expect(out).not.toContain('UpsolverManagementRole');
  });

  it('does not say that nothing differs from roles with settings that no role can have', async () => {
    const account = JSON.stringify(exportOf(roles)).replaceAll(PARAMETERS.externalId, 'x');
    const run = (...args: string[]) => runCommand(['inspect', 'export.json', ...args], { 'export.json': account });
    const { code, out, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain(`${ACCOUNT}.private-vpc.externalId: the external ID must have 2 to 1,224 characters, not 1`);
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Differences not compared: the roles have settings that are not valid',
    );
    expect(out).not.toContain('Check the roles');
    expect(await run('--import', 'pulumi')).toMatchObject({ code: 2, out: '' });
  });

  it.each<[string, Partial<RoleParameters>, RegExp[]]>([
    ['all scopes', CASES['every scope']!, [/Scope +all\n/]],
    [
      'most scopes',
      { scope: { ...CASES['every scope']!.scope!, stackStatusOnly: false } },
      [/Scope +all but stackStatusOnly\n/],
    ],
    [
      'tables, and a bucket for results',
      { athena: { ...READ, results: { bucket: 'acme-results' } } },
      [/Databases +sales\n/, /--query-results s3:\/\/acme-results(?: |\n)/],
    ],
    ['tables, and managed results', { athena: { ...READ, results: 'managed' } }, [/--query-results managed(?: |\n)/]],
    ['every option for tables', { athena: EVERYTHING }, [/--write-tables /, /--catalog-key /, /--athena /]],
    [
      'names and a path',
      { path: '/upsolver/', namePrefix: 'prod-', nameSuffix: '-2' },
      [/--path \/upsolver\/ /, /--name-prefix prod- /, /--name-suffix -2(?: |\n)/],
    ],
    ['data access', CASES['data to read']!, [/Data access +1 grants\n/]],
    ['a boundary', CASES['a boundary']!, [/Boundary +arn:aws:iam::444455556666:policy\/Limit\n/]],
  ])('describes what the roles are built from: %s', async (_name, more, lines) => {
    const account = exportOf(buildRoles('private-vpc', { ...BASE, ...more }));
    const { out } = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    for (const line of lines) expect(out).toMatch(line);
  });

  it('prints no command if options cannot say all of it', async () => {
    const account = exportOf(buildRoles('upsolver-vpc', { ...BASE, ...CASES['the scope passRoles'] }));
    const { code, out } = await runCommand(['inspect', 'export.json'], { 'export.json': JSON.stringify(account) });
    expect(code).toBe(0);
    expect(out).toContain('Accounts file:');
    expect(out).not.toContain('Check the roles');
  });

  it('describes an earlier revision, and the duration of sessions', async () => {
    const account = exportOf(roles);
    for (const role of account.RoleDetailList) role.MaxSessionDuration = 7200;
    const text = JSON.stringify(account).replace('"ec2:DescribeSpotPriceHistory",', '');
    const { out } = await runCommand(['inspect', 'export.json'], { 'export.json': text });
    expect(out).toMatch(/Revision +2019-09\n/);
    expect(out).toContain('--max-session-duration 7200');
  });

  it('lists five differences, the worst first, and counts all of them', async () => {
    const account = exportOf(roles);
    for (const role of account.RoleDetailList) {
      role.RolePolicyList = [];
      role.AttachedManagedPolicies = [];
    }
    const { code, out } = await runCommand(
      ['inspect', 'export.json', '--org-id', BASE.orgId, '--region', 'us-east-1'],
      { 'export.json': JSON.stringify(account) },
    );
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/Differences \d+: (?:[^;]+; ){5}and more/);
  });

  it('refuses an input of more than 128 MiB', async () => {
    const space = new Uint8Array(1024 * 1024).fill(32);
    const chunks = [new TextEncoder().encode('{"RoleDetailList":['), ...Array.from({ length: 128 }, () => space)];
    const { code, err } = await runCommand(['inspect'], {}, { readChunks: () => chunks });
    expect([code, err]).toEqual([2, 'error: the input has more than 128 MiB (inspect one account at a time)\n']);
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
