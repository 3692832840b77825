import { describe, expect, it } from 'vitest';
import {
  buildAthenaPolicy,
  buildRoles,
  buildServerPolicy,
  lakeFormationGrants,
  type AthenaPart,
} from '../../src/index.js';
import {
  toAwsCliScript,
  toBatchGrantPermissionsInputs,
  toLakeFormationScript,
} from '../../src/render/aws-sdk/index.js';
import { toCloudFormation } from '../../src/render/cloudformation/index.js';
import { toTerraform } from '../../src/render/terraform/index.js';
import type { RiskReport } from '../../src/risks/index.js';
import { exportOf } from '../drift/account.js';
import { ACCOUNT, having, ORGANIZATION } from '../upsolver/role-parameters.js';
import { printed, refused, runCommand } from './run-command.js';

const { orgId, region } = ORGANIZATION;
const HERE = ['--org-id', orgId, '--region', region];
const TRUST = ['--trusted-account', '111122223333', '--external-id', 'acme-external-id'];
const TABLES = ['--read-tables', 'raw/events, raw/clicks,public', '--write-tables', 'sales/orders,sales/*'];
const RESULTS = ['--query-results', 's3://acme-results/upsolver/', '--workgroup', 'upsolver'];
const ATHENA = ['--account', ACCOUNT, ...TABLES, ...RESULTS];

const athena = {
  accountId: ACCOUNT,
  workgroup: 'upsolver',
  databases: [
    { name: 'raw', access: 'read', tables: ['events', 'clicks'] },
    { name: 'public', access: 'read' },
    { name: 'sales', access: 'write' },
  ],
  results: { bucket: 'acme-results', prefix: 'upsolver/' },
} as const;

describe('the options for tables', () => {
  it('give the policy of a role', async () => {
    expect(await runCommand(['policy', 'UpsolverServerRole', ...HERE, ...ATHENA, '--json'])).toEqual(
      printed(buildServerPolicy(orgId, region, { athena })),
    );
    const { out } = await runCommand(['policy', 'UpsolverServerRole', ...HERE, ...ATHENA]);
    expect(out).toContain('readTables');
    expect(out).not.toContain('AmazonAthenaFullAccess');
  });

  it('give templates and a script', async () => {
    const roles = buildRoles('private-vpc', having({ athena }));
    const run = (format: string) =>
      runCommand(['template', format, '--mode', 'private-vpc', ...HERE, ...TRUST, ...ATHENA]);
    expect(await run('cloudformation')).toEqual(printed(toCloudFormation(roles)));
    expect(await run('terraform')).toEqual(printed(toTerraform(roles)));
    expect((await run('aws-cli')).out.trim()).toBe(toAwsCliScript(roles).trim());
  });

  it('give every other option', async () => {
    const more = ['--athena', 'listDatabases,lakeFormation', '--data-locations', 's3://acme-lake/tables,s3://acme-raw'];
    const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234`;
    const args = ['policy', 'UpsolverServerRole', ...HERE, ...ATHENA, ...more, '--catalog-key', key, '--json'];
    const { out } = await runCommand(args);
    const all = {
      ...athena,
      listDatabases: true,
      lakeFormation: true,
      catalogKey: key,
      dataLocations: [{ bucket: 'acme-lake', prefix: 'tables' }, { bucket: 'acme-raw' }],
    };
    expect(out).toBe(`${JSON.stringify(buildServerPolicy(orgId, region, { athena: all }), undefined, 2)}\n`);
    const managed = ATHENA.map((each) => (each.startsWith('s3://') ? 'managed' : each));
    expect((await runCommand(['policy', 'UpsolverServerRole', ...HERE, ...managed, '--json'])).out).toBe(
      `${JSON.stringify(buildServerPolicy(orgId, region, { athena: { ...athena, results: 'managed' } }), undefined, 2)}\n`,
    );
  });

  it('change what permissions and risks are listed', async () => {
    const { out } = await runCommand(['permissions', 'UpsolverServerRole', ...HERE, ...ATHENA]);
    expect(out).toContain('Drop tables and views.');
    expect(out).toContain('s3:ListAllMyBuckets');
    expect(out).not.toContain('managed policy AmazonAthenaFullAccess');
    expect(out).not.toContain('glue:CreateDatabase');
    const json = JSON.parse(
      (await runCommand(['permissions', 'UpsolverServerRole', ...HERE, ...ATHENA, '--json'])).out,
    ) as { action: string }[] | { permissions: { action: string }[] };
    expect(JSON.stringify(json)).toContain('writeTables');
    const risks = ['risks', '--mode', 'private-vpc', ...HERE];
    const { roles } = JSON.parse((await runCommand([...risks, ...ATHENA, '--json'])).out) as RiskReport;
    expect(roles).toHaveLength(2);
    expect(JSON.stringify(roles)).not.toContain('AmazonAthenaFullAccess');
  });

  it('are checked with everything else, under the names of the options', async () => {
    const places = ['--read-tables', 'Sales/x', '--query-results', 'acme-results/x', '--data-locations', 'y'];
    const others = ['--workgroup', 'a b', '--catalog-key', 'x', '--account', '1'];
    const { code, err } = await runCommand(['policy', 'UpsolverServerRole', ...HERE, ...places, ...others]);
    expect(code).toBe(2);
    expect(err.split('\n').map((line) => line.replace(/^error: /, '').slice(0, 70))).toEqual([
      '--account: `1` is not an AWS account ID (use 12 digits)',
      '--workgroup: the workgroup name `a b` contains characters that are not',
      '--read-tables, --write-tables: the database name `Sales` has uppercase',
      '--query-results: `acme-results/x` is not a bucket name (use 3 to 63 lo',
      '--catalog-key: `x` is not the ARN of a KMS key (for example `arn:aws:k',
      '--data-locations: `y` is not a bucket name (use 3 to 63 lowercase lett',
      '--data-locations: `dataLocations` has no effect: `lakeFormation` is of',
      '',
    ]);
  });

  it('need the account, tables and results', async () => {
    expect(await runCommand(['policy', 'UpsolverServerRole', ...HERE, '--workgroup', 'upsolver'])).toEqual(
      refused(
        'error: --account: the account ID is missing',
        'error: --read-tables, --write-tables: the list of databases is empty',
        'error: --query-results: the result location is missing',
      ),
    );
    expect(await runCommand(['policy', 'UpsolverServerRole', ...HERE, '--athena', 'listDatabase'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean `listDatabases`?'),
    });
  });
});

describe('a template with parameters', () => {
  it('has lists of tables with --athena alone', async () => {
    const run = (format: string, names: string) =>
      runCommand(['template', format, '--mode', 'upsolver-vpc', '--athena', names]);
    const parts: AthenaPart[] = ['write', 'bucket', 'lakeFormation'];
    expect(await run('cloudformation', 'write, bucket,lakeFormation')).toEqual(
      printed(toCloudFormation('upsolver-vpc', { athena: parts })),
    );
    expect(await run('terraform', parts.join())).toEqual(printed(toTerraform('upsolver-vpc', { athena: parts })));
    expect(await run('terraform', 'writ')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean `write`?'),
    });
  });
});

describe('check', () => {
  it('compares with the policy in place of the managed one', async () => {
    const files = { 'export.json': JSON.stringify(exportOf(buildRoles('private-vpc', having({ athena })))) };
    const args = ['check', 'export.json', '--mode', 'private-vpc', ...HERE, ...TRUST];
    expect((await runCommand([...args, ...ATHENA], files)).code).toBe(0);
    expect((await runCommand(args, files)).code).toBe(1);
  });
});

describe('check --lake-formation', () => {
  const managed = { ...athena, lakeFormation: true };
  const parameters = having({ athena: managed });
  const roles = buildRoles('private-vpc', parameters);
  const grants = lakeFormationGrants(roles, parameters);
  const entries = toBatchGrantPermissionsInputs(grants).flatMap(({ Entries }) => Entries);
  const ARGS = ['check', 'export.json', '--mode', 'private-vpc', ...HERE, ...TRUST, ...ATHENA];
  const check = (permissions: unknown, more: string[] = ['--athena', 'lakeFormation']) =>
    runCommand([...ARGS, ...more, '--lake-formation', 'permissions.json'], {
      'export.json': JSON.stringify(exportOf(roles)),
      'permissions.json': JSON.stringify(permissions),
    });

  it('is in sync if Lake Formation grants everything', async () => {
    expect(await check({ PrincipalResourcePermissions: entries })).toMatchObject({ code: 0, err: '' });
  });

  it('has what is missing as findings, with the script that grants it', async () => {
    const { code, out } = await check({ PrincipalResourcePermissions: entries.slice(1) });
    expect(code).toBe(1);
    expect(out).toContain('Lake Formation does not grant `DESCRIBE` on the database `default`');
    expect(out).toContain(toLakeFormationScript(grants.slice(0, 1)).trimEnd());
    const json = await check({ PrincipalResourcePermissions: [] }, ['--athena', 'lakeFormation', '--json']);
    const data = JSON.parse(json.out) as { status: string; roles: { status: string }[]; lakeFormationScript: string };
    expect(data.status).toBe('drifted');
    expect(data.roles.map(({ status }) => status)).toEqual(['inSync', 'drifted']);
    expect(data.lakeFormationScript).toBe(toLakeFormationScript(grants));
  });

  it('is never in sync with permissions that cannot be read', async () => {
    const { code, err } = await check({ Failures: [] });
    expect(code).toBe(3);
    expect(err).toContain('permissions.json');
  });

  it('needs databases that Lake Formation manages, and one account', async () => {
    expect(await check({ PrincipalResourcePermissions: [] }, [])).toMatchObject({
      code: 2,
      err: expect.stringContaining('`lakeFormation` is off'),
    });
    expect(await check({ PrincipalResourcePermissions: [] }, ['--config', 'export.json'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot be combined with `--config`'),
    });
  });
});

describe('the accounts file', () => {
  const { accountId: _account, ...settings } = athena;
  const config = (athenaSettings: object, more: object = {}) => ({
    'upsolver-iam.yaml': JSON.stringify({
      defaults: { mode: 'private-vpc', ...having({}), athena: athenaSettings },
      accounts: { [ACCOUNT]: more },
    }),
  });
  const ARGS = ['template', 'cloudformation', '--config', 'upsolver-iam.yaml', '-o', 'out'];

  it('has the parameter, with the account filled in', async () => {
    for (const given of [settings, athena]) {
      const written = new Map<string, string>();
      expect(await runCommand(ARGS, config(given), { written })).toMatchObject({ code: 0, err: '' });
      const [text = ''] = [...written.values()];
      const template = JSON.parse(text) as ReturnType<typeof toCloudFormation>;
      expect(template.Resources).toEqual(toCloudFormation(buildRoles('private-vpc', having({ athena }))).Resources);
    }
  });

  it('is in the parameters of a StackSet', async () => {
    const written = new Map<string, string>();
    const { code, err } = await runCommand([...ARGS, '--stackset'], config(settings), { written });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const values = [...written].find(([path]) => path.endsWith('.parameters.json'))?.[1] ?? '';
    expect(JSON.parse(values)).toContainEqual({ ParameterKey: 'Workgroup', ParameterValue: settings.workgroup });
  });

  it('yields to the options', async () => {
    const written = new Map<string, string>();
    const options = ['--write-tables', 'other', '--query-results', 'managed'];
    expect(await runCommand([...ARGS, ...options], config(settings), { written })).toMatchObject({ code: 0 });
    const expected = {
      accountId: ACCOUNT,
      databases: [{ name: 'other', access: 'write' }],
      results: 'managed',
    } as const;
    expect([...written.values()].join()).toContain(
      JSON.stringify(buildAthenaPolicy(expected, { region }).Statement[3]?.Resource, undefined, 2)
        .split('\n')[1]
        ?.trim(),
    );
  });

  it('has its problems reported where they are', async () => {
    const bad = { ...settings, accountId: '999999999999', databases: [{ name: 'A', access: 'read' }] };
    const { code, err } = await runCommand(ARGS, config(bad));
    expect(code).toBe(2);
    expect(err).toContain('the database name `A` has uppercase letters');
    const other = await runCommand(ARGS, config({ ...settings, accountId: '999999999999' }));
    expect(other.err).toContain(
      `the databases are in the account \`999999999999\`, the roles are in \`${ACCOUNT}\` (omit it: it is filled in)`,
    );
    const misspelled = await runCommand(ARGS, config({ ...settings, listDatabase: true }));
    expect(misspelled.err).toContain('listDatabase');
    const features = await runCommand(ARGS, config(settings, { features: { athenaTables: false } }));
    expect(features.err).toContain('`athena` has no effect without the feature `athenaTables`');
  });
});
