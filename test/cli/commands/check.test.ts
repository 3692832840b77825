import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { run } from '../../../src/cli/program.js';
import { checkRoles, repair, toSarif } from '../../../src/drift/index.js';
import { driftedExport, exportOf, rolesOf, TAGGED } from '../../drift/account.js';
import { ACCOUNT, PARAMETERS } from '../../upsolver/role-parameters.js';
import { readFrom } from '../run-command.js';

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

const options = [
  '--mode',
  'private-vpc',
  '--org-id',
  PARAMETERS.orgId,
  '--region',
  PARAMETERS.region,
  '--trusted-account',
  PARAMETERS.trustedAccountId,
  '--external-id',
  PARAMETERS.externalId,
  '--tag',
  'Vendor=Upsolver',
  '--tag',
  'Stage=prod',
];
const check = (...args: string[]): Promise<Result> => command('check', ...args, ...options);

describe('check', () => {
  it('reads standard input or files, and exits with 0 if all roles are in sync', async () => {
    for (const args of [[], ['-'], ['good.json'], ['roles.ndjson', 'policies.ndjson']]) {
      const { code, out, err, progress } = await check(...args);
      expect({ code, err, progress }).toEqual({ code: 0, err: '', progress: [] });
      expect(out).toMatch(/^All roles are in sync\.\n\nUpsolverManagementRole {2}account 444455556666 {2}in sync/);
    }
  });

  it('prints the report and the commands that repair roles, and exits with 1 if a role has drifted', async () => {
    const { code, out, err } = await check('drifted.json');
    const report = readFileSync('test/golden/drift-report.txt', 'utf8');
    const script = readFileSync('test/golden/drift-repair.sh', 'utf8');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toBe(`${report}\nTo restore the roles, run these AWS CLI commands:\n\n${script.trimEnd()}\n`);
  });

  it('prints the report and the repair as JSON', async () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    const { code, out } = await check('drifted.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ ...expected, repairs: repair(expected) });
  });

  it('prints the report as SARIF', async () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    expect(JSON.parse((await check('drifted.json', '--sarif')).out)).toEqual(toSarif(expected, packageJson.version));
  });

  it('exits with 2 for truncated input, and still prints what it found', async () => {
    const { code, out, err } = await check('cut.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: cut\.json:1:\d+: the text ends where/);
    expect(out).toMatch(/^All roles are in sync\.\n/);
  });

  it('names the file of an issue, with line and column of that file', async () => {
    const bad = `${JSON.stringify({ RoleName: 'r', RolePolicyList: [] })}\n`;
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
      'many.ndjson': lines(Array.from({ length: 15 }, () => ({ RoleName: 'r', RolePolicyList: [] }))),
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

  it('exits with 1 if roles are missing', async () => {
    const { code, out } = await check('policies.ndjson');
    expect([code, out.split('\n')[0]]).toEqual([1, '2 roles: 2 missing.']);
  });

  it.each<[string, string[], string]>([
    ['a file that does not exist', ['nowhere.json', ...options], 'error: nowhere.json: no such file\n'],
    [
      'two output formats',
      ['--json', '--sarif', ...options],
      'error: --format: the output has one format, not `json` and `sarif`\n',
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
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/cli/main.ts', 'check', ...options],
      { input, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^All roles are in sync\./);
  });
});
