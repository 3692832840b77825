import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folders } from '../../../src/cli/config/folders.js';
import { run } from '../../../src/cli/program.js';
import { InvalidInputError } from '../../../src/index.js';
import { exportOf } from '../../drift/account.js';
import { issuesOf } from '../../issues-of.js';
import { runCommand, type CommandResult, type Surroundings } from '../run-command.js';
import { entriesOf, FORTY, yamlOf } from './config-text.js';

const PAGE = readFileSync('docs/accounts.md', 'utf8');
const EXAMPLE = /```yaml\n([^]*?)```/.exec(PAGE)?.[1] ?? '';
const KEYS = ['444455556666-us-east-1', '444455556667-us-east-1', '444455556667-eu-west-1', '012345678901-us-east-1'];

/** Exports of the accounts of the example, in sync. */
function exportsOfExample(): Record<string, ReturnType<typeof exportOf>> {
  const exports: Record<string, ReturnType<typeof exportOf>> = {};
  for (const { accountId, roles } of entriesOf(EXAMPLE)) {
    const own = exportOf(roles, accountId);
    // The documents of the boundaries, which allow everything.
    own.Policies.push({
      ...own.Policies[0]!,
      Arn: `arn:aws:iam::${accountId}:policy/platform/UpsolverBoundary`,
      PolicyVersionList: [
        {
          ...own.Policies[0]!.PolicyVersionList[1]!,
          Document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      ],
      DefaultVersionId: own.Policies[0]!.PolicyVersionList[1]!.VersionId,
    });
    const earlier = exports[accountId];
    if (earlier === undefined) exports[accountId] = own;
    else earlier.RoleDetailList.push(...own.RoleDetailList);
  }
  return exports;
}

const texts = (values: Record<string, object>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [`${id}.json`, JSON.stringify(value)]));

const template = (args: string[], more: Surroundings = {}, text = EXAMPLE): Promise<CommandResult> =>
  runCommand(['template', ...args, '--config', 'upsolver-iam.yaml'], { 'upsolver-iam.yaml': text }, more);

function check(values: Record<string, object>, args: string[] = [], more: Surroundings = {}): Promise<CommandResult> {
  const files = { 'upsolver-iam.yaml': EXAMPLE, ...texts(values) };
  const names = Object.keys(values).map((id) => `${id}.json`);
  return runCommand(['check', '--config', 'upsolver-iam.yaml', ...names, ...args], files, more);
}

const temporary = mkdtempSync(join(tmpdir(), 'upsolver-iam-folders-'));
afterAll(() => rmSync(temporary, { recursive: true }));

describe('template --config', () => {
  it.each([
    ['cloudformation', KEYS.map((key) => `${key}.template.json`)],
    ['terraform', KEYS.map((key) => `${key}/upsolver.tf.json`)],
    ['aws-cli', KEYS.map((key) => `${key}.sh`)],
  ])('writes a file for each account of the documented example: %s', async (format, paths) => {
    const written = new Map<string, string>();
    expect(await template([format, '-o', 'out'], { written })).toEqual({
      code: 0,
      out: `${paths.join('\n')}\n`,
      err: '',
    });
    expect([...written.keys()]).toEqual(paths.map((path) => `out/${path}`));
    const fresh = await template([format, '-o', 'out', '--check'], { written });
    expect(fresh).toEqual({ code: 0, out: '✓ 4 files are up to date.\n', err: '' });
  });

  it('fails with --check if a file is stale, and writes nothing', async () => {
    const written = new Map<string, string>();
    await template(['cloudformation', '--yaml', '-o', 'out'], { written });
    const before = new Map(written);
    const changed = EXAMPLE.replace('acme-production', 'acme-live')
      .replace(/ {2}'012345678901':[^]*?(?=\n\n)/, '')
      .replace(/\naccepted:[^]*/, '');
    const result = await template(['cloudformation', '--yaml', '-o', 'out', '--check'], { written }, changed);
    expect(result).toEqual({
      code: 1,
      out:
        '✗ 444455556666-us-east-1.template.yaml: stale\n' +
        '✗ 012345678901-us-east-1.template.yaml: unexpected (no such account and Region in the file)\n',
      err: '',
    });
    expect(written).toEqual(before);
  });

  it('writes a StackSet, or says which accounts cannot share its template', async () => {
    const written = new Map<string, string>();
    const { out } = await template(['cloudformation', '--stackset', '-o', 'out'], { written }, yamlOf(FORTY));
    expect(out.split('\n')).toHaveLength(42);
    expect(written.get('out/stackset.template.json')).toContain('"ExternalId"');
    const fresh = await template(['cloudformation', '--stackset', '-o', 'out', '--check'], { written }, yamlOf(FORTY));
    expect(fresh.out).toBe('✓ 41 files are up to date.\n');
    const refused = await template(['cloudformation', '--stackset', '-o', 'out']);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('upsolver-iam.yaml: accounts.012345678901.mode: `mode` differs');
  });

  it('lets options beat variables, which beat the file, and names the variables', async () => {
    const written = new Map<string, string>();
    const environment = { UPSOLVER_ORG_ID: 'from-environment', UPSOLVER_PATH: '/environment/' };
    const { err } = await template(['terraform', '-o', 'out', '--path', '/options/'], { written, environment });
    expect(err).toBe(
      'note: `UPSOLVER_ORG_ID` replaces `orgId` of every account\nnote: `UPSOLVER_PATH` replaces `path` of every account\n',
    );
    for (const text of written.values()) {
      expect(text).toContain('from-environment');
      expect(text).toContain('/options/');
      expect(text).not.toContain('/environment/');
    }
  });

  it.each<[name: string, args: string[], text: string, ...lines: string[]]>([
    ['no directory', ['terraform'], EXAMPLE, 'error: --output: `--config` requires a directory for the files'],
    [
      'an account',
      ['terraform', '-o', 'x', '--account', '1'],
      EXAMPLE,
      'error: --account: cannot be combined with `--config`, which names the accounts',
    ],
    [
      'a StackSet of another format',
      ['terraform', '-o', 'x', '--stackset'],
      EXAMPLE,
      'error: --stackset: only `cloudformation` has StackSets',
    ],
    [
      'a scope that does not exist',
      ['terraform', '-o', 'x', '--scope', 'passRole'],
      EXAMPLE,
      expect.stringContaining('error: --scope.0: `passRole` is not a known scope') as unknown as string,
    ],
    [
      'a number that is none',
      ['terraform', '-o', 'x', '--max-session-duration', 'x'],
      EXAMPLE,
      'error: --max-session-duration: the max session duration must be a number, not `x`',
    ],
    [
      'a file with a problem',
      ['terraform', '-o', 'x'],
      'accounts:\n  12: {}\n',
      'error: upsolver-iam.yaml:2:3: accounts.12: `12` is not an AWS account ID (use 12 digits)',
    ],
    [
      'a file that is empty',
      ['terraform', '-o', 'x'],
      '',
      'error: upsolver-iam.yaml: the file is empty (did the command that wrote it fail?)',
    ],
  ])('refuses %s', async (_name, args, text, ...lines) => {
    const { code, out, err } = await template(args, {}, text);
    expect({ code, out, lines: err.trimEnd().split('\n') }).toEqual({ code: 2, out: '', lines });
  });

  it('takes every option that describes roles, for all accounts', async () => {
    const written = new Map<string, string>();
    const options = ['--external-id', 'one-id', '--external-id', 'two-id', '--tag', 'Team=data', '--scope', 'all'];
    const more = [
      '--vpc',
      'vpc-01234567',
      '--max-session-duration',
      '7200',
      '--data-access',
      'grants.json',
      '--no-athena-tables',
    ];
    const files = { 'upsolver-iam.yaml': EXAMPLE, 'grants.json': '[{"service": "s3", "bucket": "acme-events"}]' };
    const args = ['template', 'aws-cli', '--config', 'upsolver-iam.yaml', '-o', 'out', ...options, ...more];
    expect(await runCommand(args, files, { written })).toMatchObject({ code: 0, err: '' });
    for (const text of written.values()) {
      for (const part of ['one-id', 'two-id', 'Team', 'vpc-01234567', '7200', 'acme-events', '"athenaTables":false']) {
        expect(text).toContain(part);
      }
    }
  });

  it('reports what is wrong with the accounts, and needs a place for files', async () => {
    const text = EXAMPLE.replace('externalId: acme-production', 'externalId: a/b\n    namePrefix: a').replace(
      '        nameSuffix: -eu\n',
      '',
    );
    const { err } = await template(['terraform', '-o', 'x'], {}, text);
    expect(err).toContain('has the name of a role for `us-east-1`');
    const terminal = {
      out: () => {},
      err: () => {},
      color: false,
      readChunks: () => [],
      write: () => {},
    };
    expect(await run(['template', 'terraform', '--config', 'x.yaml', '-o', 'x'], terminal)).toBe(2);
  });

  it('needs a place for files', async () => {
    expect((await template(['terraform'])).err).toBe(
      'error: --output: `--config` requires a directory for the files\n',
    );
  });

  it('refuses a wrong variable, by its name', async () => {
    const { err } = await template(['terraform', '-o', 'x'], { environment: { UPSOLVER_TRUSTED_ACCOUNT: '1' } });
    expect(err).toBe('error: UPSOLVER_TRUSTED_ACCOUNT: `1` is not an AWS account ID (use 12 digits)\n');
  });

  it('is needed by --check and --stackset', async () => {
    const { code, err } = await runCommand([
      'template',
      'cloudformation',
      '--mode',
      'upsolver-vpc',
      '--check',
      '--stackset',
    ]);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --check: requires `--config`\nerror: --stackset: requires `--config`\n',
    });
  });
});

describe('check --config', () => {
  it('finds the accounts of the documented example in sync', async () => {
    expect(await check(exportsOfExample())).toMatchObject({ code: 0, err: '' });
    expect((await check(exportsOfExample())).out).toContain('7 roles in 3 accounts: all in sync.');
  });

  it('accepts findings until their day, and no longer', async () => {
    const exports = exportsOfExample();
    exports['012345678901']!.RoleDetailList[0]!.Tags = [];
    const accepted = await check(exports, [], { today: '2027-06-30' });
    expect(accepted.code).toBe(0);
    expect(accepted.out).toContain(
      'tagsChanged: The sandbox is tagged by another team (platform team, until 2027-06-30)',
    );
    const expired = await check(exports, [], { today: '2027-07-01' });
    expect(expired.code).toBe(1);
    expect(expired.out).toContain('Expired, so these findings count again');
  });

  it('writes a script for each account with something to restore, guarded by the account', async () => {
    const exports = exportsOfExample();
    for (const id of ['444455556666', '444455556667']) exports[id]!.RoleDetailList[0]!.RolePolicyList = [];
    const written = new Map<string, string>();
    const { code, out, err } = await check(exports, ['--repair-dir', 'repairs'], { written });
    expect(code).toBe(1);
    expect(err).toBe('wrote repairs/444455556666.sh\nwrote repairs/444455556667.sh\n');
    for (const [file, text] of written) {
      expect(text).toContain(`= ${file.slice('repairs/'.length, -'.sh'.length)}`);
      expect(text).toContain('aws iam put-role-policy');
    }
    expect(out).not.toContain('aws iam put-role-policy');
  });

  it('says what remains after the scripts, of which account, and names the option that writes them', async () => {
    const exports = exportsOfExample();
    for (const id of ['444455556666', '444455556667']) {
      const [role] = exports[id]!.RoleDetailList;
      role!.RolePolicyList = [];
      role!.AttachedManagedPolicies.push({ PolicyName: 'other', PolicyArn: `arn:aws:iam::${id}:policy/other` });
    }
    const { out } = await check(exports);
    for (const id of ['444455556666', '444455556667']) {
      expect(out).toMatch(new RegExp(`^  Upsolver\\S+, account ${id}: managedPolicyExtra: the unexpected`, 'm'));
    }
    expect(out).toContain(
      'in 2 accounts, write a script for each with --repair-dir DIR; the findings listed above remain',
    );
    const { '444455556666': one } = exports;
    const single = await check({ ...exportsOfExample(), '444455556666': one! });
    expect(single.out).toContain('to a script with --repair-dir DIR; the findings listed above remain');
    expect(single.out).toMatch(/^ {2}Upsolver\S+: managedPolicyExtra/m);
    const { repairs } = JSON.parse((await check(exports, ['--json'])).out) as { repairs: { remaining: object[] }[] };
    expect(repairs.map(({ remaining }) => remaining.length > 0)).toEqual([true, true]);
  });

  it('counts what --fail-on names, and says of what was not checked that the input is not whole', async () => {
    const exports = exportsOfExample();
    exports['012345678901']!.RoleDetailList[0]!.Tags = [];
    const { '444455556666': _omitted, ...others } = exportsOfExample();
    const stranger = { ...exportsOfExample(), x: exportOf(entriesOf(EXAMPLE)[0]!.roles, '999999999999') };
    const unread = exportsOfExample();
    unread['012345678901']!.RoleDetailList[0]!.Tags = [];
    const [policy] = unread['012345678901']!.RoleDetailList[0]!.RolePolicyList;
    policy!.PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Permit' }] };
    const expired = { today: '2027-07-01' };
    const codes = async (values: typeof exports): Promise<number[]> => {
      const found: number[] = [];
      for (const limit of ['warning', 'error', 'critical', 'never']) {
        const { code, out } = await check(values, ['--fail-on', limit, '--json'], expired);
        expect((JSON.parse(out) as { exitCode: number }).exitCode).toBe(code);
        found.push(code);
      }
      return found;
    };
    expect(await codes(exports)).toEqual([1, 0, 0, 0]);
    expect(await codes(others)).toEqual([1, 1, 3, 3]);
    expect(await codes(stranger)).toEqual([1, 1, 3, 3]);
    expect(await codes(unread)).toEqual([1, 3, 3, 3]);
  });

  it('plans calls that widen a recognized role only with --widen', async () => {
    const exports = texts(exportsOfExample());
    const files = { 'upsolver-iam.yaml': EXAMPLE.replace(/^ {2}scope: .*\n/m, ''), ...exports };
    const callsWith = async (...args: string[]): Promise<number> => {
      const line = ['check', '--config', 'upsolver-iam.yaml', ...Object.keys(exports), '--json', ...args];
      const { code, out } = await runCommand(line, files);
      expect(code).toBe(1);
      const { repairs } = JSON.parse(out) as { repairs: { calls: object[]; remaining: { code: string }[] }[] };
      const isRecognized = repairs.every(({ remaining }) => remaining.some(({ code: each }) => /variantR/.test(each)));
      expect(isRecognized).toBe(args.length === 0);
      return repairs.reduce((sum, { calls }) => sum + calls.length, 0);
    };
    expect(await callsWith()).toBe(0);
    expect(await callsWith('--widen')).toBeGreaterThan(0);
  });

  it('prints JSON and SARIF that name every account', async () => {
    const { '444455556666': _omitted, ...exports } = exportsOfExample();
    const json = await check(exports, ['--json']);
    expect(json.code).toBe(1);
    expect((JSON.parse(json.out) as { accounts: { status: string }[] }).accounts.map(({ status }) => status)).toEqual([
      'noExport',
      'inSync',
      'inSync',
      'inSync',
    ]);
    const sarif = await check({ ...exports, x: exportOf(entriesOf(EXAMPLE)[0]!.roles, '999999999999') }, ['--sarif']);
    expect(sarif.out).toContain('no export contains the account');
    expect(sarif.out).toContain('the account is not in the accounts file');
  });

  it('needs no list of accepted findings', async () => {
    const text = EXAMPLE.slice(0, EXAMPLE.indexOf('# Findings of'));
    const files = { 'upsolver-iam.yaml': text, ...texts(exportsOfExample()) };
    const args = ['check', '--config', 'upsolver-iam.yaml', ...Object.keys(texts(exportsOfExample()))];
    expect((await runCommand(args, files)).code).toBe(0);
  });

  it('prints the other formats, with every role and every account', async () => {
    const { '444455556666': _omitted, ...exports } = exportsOfExample();
    const strange = { ...exports, x: exportOf(entriesOf(EXAMPLE)[0]!.roles, '999999999999') };
    const github = await check(strange, ['--format', 'github']);
    expect(github.out.trimEnd().split('\n')).toEqual([
      '::error title=444455556666%3A noExport::no export contains the account',
      '::error title=999999999999%3A noExport::the account is not in the accounts file',
    ]);
    const junit = await check(strange, ['--format', 'junit']);
    expect(junit.out).toContain('name="444455556667/UpsolverServerRole-eu" />');
    const markdown = await check(strange, ['--format', 'markdown']);
    expect(markdown.out).toMatch(/^## /);
  });

  it('says that roles in sync may not be if the input is not whole', async () => {
    const exports = exportsOfExample();
    const whole = JSON.stringify(exports['444455556667']);
    const files = { 'upsolver-iam.yaml': EXAMPLE, ...texts(exports), '444455556667.json': whole.slice(0, -3) };
    const args = ['check', '--config', 'upsolver-iam.yaml', ...Object.keys(texts(exports))];
    const { code, out } = await runCommand(args, files);
    expect(code).toBe(3);
    expect(out).toMatch(/444455556667 +us-east-1 +\? incomplete +\? incomplete/);
  });

  it('lists what is wrong with the data access that is given', async () => {
    const files = { 'upsolver-iam.yaml': EXAMPLE, 'grants.json': '[{"service": "s3", "bucket": "A"}]' };
    const args = ['check', '--config', 'upsolver-iam.yaml', '--data-access', 'grants.json', 'x.json'];
    const { code, err } = await runCommand(args, files);
    expect([code, err]).toEqual([2, expect.stringMatching(/^error: grants\.json:1:\d+: grant 1 \(s3\): /)]);
  });

  it('reports progress on long input, and reads standard input without a file', async () => {
    const progress: (number | undefined)[] = [];
    const chunk = new Uint8Array(9e6).fill(32);
    const code = await run(['check', '--config', 'a.yaml'], {
      out: () => {},
      err: () => {},
      color: false,
      readChunks: (file) => (file === '-' ? [chunk, chunk] : [new TextEncoder().encode(EXAMPLE)]),
      write: () => {},
      progress: (bytes) => void progress.push(bytes),
    });
    expect(code).toBe(1);
    expect(progress).toEqual([18e6, undefined]);
  });

  it('counts every acceptance as expired where no day is known', async () => {
    const exports = exportsOfExample();
    exports['012345678901']!.RoleDetailList[0]!.Tags = [];
    const files = { 'a.yaml': EXAMPLE, ...texts(exports) } as Record<string, string>;
    const result = { out: '', err: '' };
    const terminal = {
      out: (text: string) => void (result.out += text),
      err: (text: string) => void (result.err += text),
      color: false,
      readChunks: (file: string) => [new TextEncoder().encode(files[file])],
      write: () => {},
    };
    const args = ['check', '--config', 'a.yaml', ...Object.keys(texts(exports))];
    expect(await run(args, terminal)).toBe(1);
    expect(result.out).toContain('Expired');
    expect(await run([...args, '--repair-dir', 'x'], terminal)).toBe(2);
    expect(result.err).toContain('--repair-dir: no directory can be written');
  });

  it('takes --repair-dir only', async () => {
    const { code, err } = await runCommand(['check', '--config', 'a.yaml', '--repair', 'x']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --repair: cannot be combined with `--config`: use `--repair-dir`\n',
    });
    const both = await runCommand(['check', '--repair-dir', 'x', '--repair', 'x']);
    expect([both.code, both.err]).toEqual([2, 'error: --repair: cannot be combined with `--repair-dir`\n']);
  });
});

describe('folders', () => {
  it('write files with the folders around them, and list those that are wanted', () => {
    folders.write(join(temporary, 'a'), 'b/c.json', 'ü\n');
    folders.write(join(temporary, 'a'), 'd.json', '');
    folders.write(join(temporary, 'a'), 'e.txt', '');
    expect(folders.list(join(temporary, 'a'), (path) => path.endsWith('.json'))).toEqual([
      { path: 'b/c.json', text: 'ü\n' },
      { path: 'd.json', text: '' },
    ]);
    expect(folders.list(join(temporary, 'none'), () => true)).toEqual([]);
  });

  it('refuse what cannot be written or read', () => {
    writeFileSync(join(temporary, 'file'), '');
    expect(issuesOf(() => folders.write(join(temporary, 'file'), 'x/y', ''))).toMatchObject([{ path: ['output'] }]);
    expect(() => folders.list(join(temporary, 'file'), () => true)).toThrow(InvalidInputError);
  });
});

describe('docs/accounts.md', () => {
  it('has commands that work', async () => {
    const commands = [...PAGE.matchAll(/^upsolver-iam (.*)$/gm)].map(([, line = '']) => line);
    expect(commands.length).toBeGreaterThan(5);
    const written = new Map<string, string>();
    const files = { 'upsolver-iam.yaml': EXAMPLE, ...texts(exportsOfExample()) };
    const names = Object.keys(texts(exportsOfExample())).join(' ');
    for (const line of commands) {
      const text = line.includes('--stackset') ? yamlOf(FORTY) : EXAMPLE;
      const args = line.replace('exports/*.json', names).split(' ');
      expect(await runCommand(args, { ...files, 'upsolver-iam.yaml': text }, { written }), line).toMatchObject({
        code: 0,
        err: line.includes('--repair-dir') ? 'no commands: nothing was written to repairs\n' : '',
      });
    }
  });
});
