import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { run } from '../../../src/cli/program.js';
import { checkRoles, repair, toSarif } from '../../../src/drift/index.js';
import { driftedExport, exportOf, rolesOf, TAGGED } from '../../drift/account.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { ROLE_OPTIONS } from '../role-options.js';
import { readFrom, runCommand } from '../run-command.js';

const roles = rolesOf('private-vpc');
const DRIFTED = JSON.stringify(driftedExport());
const GOOD = JSON.stringify(exportOf(roles));
const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

const files: Record<string, string> = {
  '-': GOOD,
  'good.json': GOOD,
  'drifted.json': DRIFTED,
  'cut.json': GOOD.slice(0, -5),
  'roles.ndjson': lines(exportOf(roles).RoleDetailList),
  'policies.ndjson': lines(exportOf(roles).Policies),
};

type Result = { code: number; out: string; err: string; progress: (number | undefined)[] };

const command = (...args: string[]): Promise<Result> => runWith(false, args);
const interactive = (...args: string[]): Promise<Result> => runWith(true, args);

async function runWith(isInteractive: boolean, args: readonly string[]): Promise<Result> {
  const result: Result = { code: 0, out: '', err: '', progress: [] };
  result.code = await run(args, {
    color: false,
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    isInteractive,
    readChunks: (file) => {
      const text = readFrom(files, file);
      return [text.subarray(0, 100), text.subarray(100)];
    },
    write: () => {},
    progress: (bytes) => void result.progress.push(bytes),
  });
  return result;
}

const options = [...ROLE_OPTIONS, '--tag', 'Vendor=Upsolver', '--tag', 'Stage=prod'];
const check = (...args: string[]): Promise<Result> => command('check', ...args, ...options);

/** The text without the symbols beside statuses and severities. */
const plain = (text: string): string =>
  text.replaceAll(/[✓✗!?·] (?=in sync|drifted|missing|unreadable|critical|error|warning|unknown|info)/g, '');

describe('check', () => {
  it('reads standard input or files, and exits with 0 if all roles are in sync', async () => {
    for (const args of [[], ['-'], ['good.json'], ['roles.ndjson', 'policies.ndjson']]) {
      const { code, out, err, progress } = await check(...args);
      expect({ code, err, progress }).toEqual({ code: 0, err: '', progress: [] });
      expect(out).toMatch(/^All roles are in sync\.\n\nUpsolverManagementRole {2}account 444455556666 {2}✓ in sync/);
    }
  });

  it('prints the report, and exits with 1 if a role has drifted', async () => {
    const { code, out, err } = await check('drifted.json');
    const report = readFileSync('test/golden/drift-report.txt', 'utf8');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(plain(out)).toBe(
      `${report}\nTo restore the roles, write the AWS CLI commands to a script with --repair FILE.\n`,
    );
  });

  it('prints the commands that restore the roles of one account at a terminal only', async () => {
    const script = readFileSync('test/golden/drift-repair.sh', 'utf8');
    const heading = 'To restore the roles (AWS CLI, account 444455556666):';
    const atTerminal = await runCommand(['check', 'drifted.json', ...options], files, { columns: 80 });
    expect(atTerminal.out.endsWith(`\n\n${heading}\n\n${script}`)).toBe(true);
    const written = new Map<string, string>();
    const toFile = ['check', 'drifted.json', '-o', 'out.txt', ...options];
    await runCommand(toFile, files, { columns: 80, written });
    expect(written.get('out.txt')).not.toContain('aws iam');
  });

  it('writes the commands to a script, or to one for each account', async () => {
    const script = readFileSync('test/golden/drift-repair.sh', 'utf8');
    const written = new Map<string, string>();
    const one = await runCommand(['check', 'drifted.json', '--repair', 'r.sh', ...options], files, { written });
    expect([one.code, one.err, written.get('r.sh')]).toEqual([1, 'wrote r.sh\n', script]);
    const folder = ['check', 'drifted.json', '--repair-dir', 'out', ...options];
    const each = await runCommand(folder, files, { written });
    expect([each.code, each.err, written.get('out/444455556666.sh')]).toEqual([
      1,
      'wrote out/444455556666.sh\n',
      script,
    ]);
    Object.assign(files, { 'other.json': DRIFTED.replaceAll('444455556666', '444455556667') });
    const both = ['check', 'drifted.json', 'other.json', ...options];
    expect((await runCommand([...both, '--repair', 'r.sh'], files, { written })).err).toBe(
      'error: --repair: 2 accounts need separate scripts: use `--repair-dir`\n',
    );
    await runCommand([...both, '--repair-dir', 'out'], files, { written });
    expect(written.get('out/444455556667.sh')).toContain('= 444455556667');
    expect((await runCommand(both, files)).out).toContain(
      'To restore the roles in 2 accounts, write a script for each with --repair-dir DIR.',
    );
    const nothing = await runCommand(['check', 'good.json', '--repair', 'none.sh', ...options], files, { written });
    expect([nothing.code, nothing.err, written.has('none.sh')]).toEqual([
      0,
      'no commands: nothing was written to none.sh\n',
      false,
    ]);
  });

  it('writes no commands for an account that is not known, unless --account names it', async () => {
    Object.assign(files, { 'empty.json': '{"RoleDetailList":[]}' });
    const args = ['check', 'empty.json', ...options];
    const shown = await runCommand(args, files, { columns: 200 });
    expect(shown.code).toBe(1);
    expect(shown.out).toContain(
      'The account of these roles is unknown. Add --account to get the commands that create them.',
    );
    expect(shown.out).not.toContain('aws iam create-role');
    const refusal = await runCommand([...args, '--repair', 'r.sh'], files);
    expect([refusal.code, refusal.err]).toEqual([2, expect.stringContaining('is not known')]);
    const written = new Map<string, string>();
    await runCommand([...args, '--repair', 'r.sh', '--account', '444455556666'], files, { written });
    expect(written.get('r.sh')).toMatch(/= 444455556666[^]*aws iam create-role/);
  });

  it('says what remains after the commands', async () => {
    const { Policies, ...account } = exportOf(roles);
    const [management] = account.RoleDetailList;
    management!.AssumeRolePolicyDocument = exportOf(
      rolesOf('upsolver-vpc'),
    ).RoleDetailList[0]!.AssumeRolePolicyDocument;
    management!.Tags = [];
    management!.AttachedManagedPolicies.push({
      PolicyName: 'Other',
      PolicyArn: 'arn:aws:iam::444455556666:policy/Other',
    });
    Object.assign(files, { 'rest.json': JSON.stringify({ ...account, Policies }) });
    const { code, out } = await check('rest.json');
    expect(code).toBe(1);
    expect(out).toMatch(/\n\nThe repair commands do not fix:\n  UpsolverManagementRole: \w+: /);
    expect(out).toContain('with --repair FILE; the findings listed above remain.');
  });

  it.each([
    ['critical', 0],
    ['error', 1],
    ['warning', 1],
    ['never', 0],
  ])('with --fail-on %s, exits with %i for findings of the severity error', async (limit, code) => {
    expect((await check('drifted.json', '--fail-on', limit)).code).toBe(code);
  });

  it('prints every format', async () => {
    const github = await check('drifted.json', '--format', 'github');
    expect(github.out).toMatch(/^::error title=444455556666\/UpsolverManagementRole%3A externalIdGone::/m);
    const junit = await check('drifted.json', '--format', 'junit');
    expect(junit.out).toContain('<testcase classname="upsolver-iam check" name="444455556666/UpsolverServerRole">');
    const markdown = await check('good.json', '--format', 'markdown');
    expect(markdown.out).toContain('| 444455556666/UpsolverServerRole | none |');
    expect((await check('good.json', '--quiet')).out).toBe('');
  });

  it('prints the report and the repair as JSON', async () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED, catalog: ACTION_CATALOG });
    const { code, out } = await check('drifted.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ schemaVersion: 1, ...expected, repairs: repair(expected) });
  });

  it('prints the report as SARIF', async () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED, catalog: ACTION_CATALOG });
    expect(JSON.parse((await check('drifted.json', '--sarif')).out)).toEqual(toSarif(expected, packageJson.version));
  });

  it('exits with 3 for truncated input without drift, and still prints what it found', async () => {
    const { code, out, err } = await check('cut.json');
    expect(code).toBe(3);
    expect(err).toMatch(/^error: cut\.json:1:\d+: the text ends where/);
    expect(out).toMatch(/^Incomplete: 2 roles in sync, but parts of the input could not be read\.\n/);
  });

  it('is not in sync if the input has no roles of the account that --account names', async () => {
    expect((await check('good.json', '--account', ACCOUNT)).code).toBe(0);
    const other = await check('good.json', '--account', '999988887777');
    expect(other.code).toBe(3);
    expect(other.err).toBe(
      'error: good.json: account: the input has no roles of account 999988887777, only of 444455556666 ' +
        '(pass the export of this account, or another `--account`)\n',
    );
    expect(other.out).toMatch(/^Incomplete: 2 roles in sync, but part/);
    expect((await check('drifted.json', '--account', '999988887777')).code).toBe(1);
  });

  it('exits with 3 if something is unknown beside findings that --fail-on does not count', async () => {
    const account = exportOf(roles);
    const [role] = account.RoleDetailList;
    role!.AttachedManagedPolicies.push({ PolicyName: 'other', PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/other` });
    Object.assign(files, { 'unread.json': JSON.stringify(account) });
    const codes = [];
    for (const limit of ['error', 'critical', 'never']) {
      codes.push((await check('unread.json', '--fail-on', limit)).code);
    }
    expect(codes).toEqual([1, 3, 3]);
  });

  it('names the file of an issue, with line and column of that file', async () => {
    const bad = `${JSON.stringify({ RoleName: 'r', RolePolicyList: [], AttachedManagedPolicies: [] })}\n`;
    Object.assign(files, { 'bad-1.json': `\n\n${bad}${bad}`, 'bad-2.json': `\n${bad}` });
    const places = async (...args: string[]): Promise<string[]> =>
      (await check(...args)).err
        .trimEnd()
        .split('\n')
        .map((line) => (/^error: (\S+):/.exec(line) as RegExpExecArray)[1] as string);
    expect(await places('bad-1.json', 'policies.ndjson', 'bad-2.json', 'cut.json')).toEqual([
      'bad-1.json:3:1',
      'bad-1.json:4:1',
      'bad-2.json:2:1',
      expect.stringMatching(/^cut\.json:1:\d+$/),
    ]);
    const { out } = await check('bad-2.json', 'bad-1.json', '--json');
    expect((JSON.parse(out) as { issues: object[] }).issues).toMatchObject([
      { file: 'bad-2.json', position: { line: 2, column: 1 } },
      { file: 'bad-1.json', position: { line: 3, column: 1 } },
      { file: 'bad-1.json', position: { line: 4, column: 1 } },
    ]);
  });

  it('names the file of an issue without a position if there is no other', async () => {
    const [truncated] = [JSON.stringify({ ...exportOf(roles), IsTruncated: true })];
    Object.assign(files, { 'page.json': truncated });
    expect((await check('page.json')).err).toMatch(/^error: page\.json: IsTruncated: the last page is missing: /);
    expect((await check('page.json', 'policies.ndjson')).err).toMatch(
      /^error: IsTruncated: the last page is missing: /,
    );
  });

  it('prints at most ten issues, and the number of the rest', async () => {
    Object.assign(files, {
      'many.ndjson': lines(
        Array.from({ length: 15 }, () => ({ RoleName: 'r', RolePolicyList: [], AttachedManagedPolicies: [] })),
      ),
    });
    const printed = (await check('many.ndjson')).err.trimEnd().split('\n');
    expect(printed).toHaveLength(11);
    expect(printed[10]).toBe('error: 5 more problems; --json prints all of them');
  });

  it('refuses all files that are no exports, in one line each, and prints no report', async () => {
    Object.assign(files, {
      'denied.json': '\nAn error occurred (AccessDenied) when calling the GetRole operation: no\n',
      'export.yaml': 'RoleDetailList:\n- RoleName: r\n',
    });
    const { code, out, err } = await check('good.json', 'denied.json', 'drifted.json', 'export.yaml', 'nowhere.json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(0, 34)),
    ).toEqual([
      'error: denied.json:2:1: this is an',
      'error: export.yaml:1:1: this is YA',
      'error: nowhere.json: no such file',
    ]);
  });

  it('refuses to read standard input twice', async () => {
    const message = 'error: standard input is given twice, but can be read only once (save it in a file)\n';
    expect(await check('-', 'good.json', '-')).toMatchObject({ code: 2, out: '', err: message });
    expect(await check('--data-access', '-')).toMatchObject({ code: 2, out: '', err: message });
  });

  it('says that it reads standard input if that is a terminal', async () => {
    const announced = 'Reading standard input. End it with Ctrl-D.\n';
    expect(await interactive('check', ...options)).toMatchObject({ code: 0, err: announced });
    expect(await interactive('check', 'good.json', ...options)).toMatchObject({ code: 0, err: '' });
    // Nobody is asked for input that is not used.
    expect((await interactive('check')).err).not.toContain('Reading');
  });

  it.each(['github', 'junit', 'markdown'])('says in the format %s that the input is not whole', async (format) => {
    const { code, out } = await check('cut.json', '--format', format);
    expect(code).toBe(3);
    expect(out).toContain('the text ends where');
    if (format === 'github') expect(out).toMatch(/^::error file=cut\.json,line=1,col=\d+,title=input%3A /m);
    if (format === 'junit') expect(out).toContain('failures="1"');
  });

  it('exits with 1 if roles are missing', async () => {
    const { code, out } = await check('policies.ndjson');
    expect([code, out.split('\n')[0]]).toEqual([1, '2 roles: 2 missing.']);
  });

  it.each<[string, string[], string]>([
    ['a file that does not exist', ['nowhere.json', ...options], 'error: nowhere.json: no such file\n'],
    [
      'two output formats',
      ['--json', '--sarif', ...options],
      'error: --format: only one output format is allowed, not `json` and `sarif`\n',
    ],
    [
      'no options',
      [],
      [
        'error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization ID is missing',
        'error: --region: the Region is missing',
        'error: --trusted-account: the trusted account ID is missing',
        'error: --external-id: the external ID is missing',
        '',
      ].join('\n'),
    ],
  ])('exits with 2 for %s', async (_name, args, err) => {
    expect(await command('check', ...args)).toMatchObject({ code: 2, out: '', err });
  });

  it('reports its progress on a long input', async () => {
    files['long.json'] = GOOD + ' '.repeat(17_000_000);
    const { code, progress } = await check('long.json');
    expect({ code, progress }).toEqual({ code: 0, progress: [files['long.json'].length, undefined] });
    delete files['long.json'];
  });

  it('reads a pipe when it runs as a process', async () => {
    const input = JSON.stringify(exportOf(roles, ACCOUNT));
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/main.cjs', 'check', ...options], {
      input,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^All roles are in sync\./);
  });

  it('exits with 3 for a policy that is not in the input, without drift', async () => {
    const account = exportOf(roles);
    account.RoleDetailList[0]!.PermissionsBoundary = {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: 'arn:aws:iam::444455556666:policy/Unread',
    };
    Object.assign(files, { 'unread.json': JSON.stringify(account) });
    const { code, out } = await check('unread.json');
    expect([code, out.split('\n')[0]]).toEqual([3, expect.stringContaining('1 unreadable')]);
  });
});
