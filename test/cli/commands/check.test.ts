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

function command(...args: string[]): Result {
  const result: Result = { code: 0, out: '', err: '', progress: [] };
  result.code = run(args, {
    color: false,
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    read: (file) => readFrom(files, file),
    readChunks: (file) => {
      const text = readFrom(files, file);
      return [new TextEncoder().encode(text.slice(0, 100)), new TextEncoder().encode(text.slice(100))];
    },
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
  'Stage=prod',
];
const check = (...args: string[]): Result => command('check', ...args, ...options);

describe('check', () => {
  it('reads standard input or files, and exits with 0 if all roles are in sync', () => {
    for (const args of [[], ['-'], ['good.json'], ['roles.ndjson', 'policies.ndjson']]) {
      const { code, out, err, progress } = check(...args);
      expect({ code, err, progress }).toEqual({ code: 0, err: '', progress: [] });
      expect(out).toMatch(/^All roles are in sync\.\n\nUpsolverManagementRole {2}account 444455556666 {2}in sync/);
    }
  });

  it('prints the report and the commands that repair roles, and exits with 1 if a role has drifted', () => {
    const { code, out, err } = check('drifted.json');
    const report = readFileSync('test/golden/drift-report.txt', 'utf8');
    const script = readFileSync('test/golden/drift-repair.sh', 'utf8');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toBe(`${report}\nTo restore the roles, run these AWS CLI commands:\n\n${script.trimEnd()}\n`);
  });

  it('prints the report and the repair as JSON', () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    const { code, out } = check('drifted.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ ...expected, repairs: repair(expected) });
  });

  it('prints the report as SARIF', () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    expect(JSON.parse(check('drifted.json', '--sarif').out)).toEqual(toSarif(expected, packageJson.version));
  });

  it('exits with 2 for truncated input, and still prints what it found', () => {
    const { code, out, err } = check('cut.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: line 1, column \d+: the text ends where/);
    expect(out).toMatch(/^Incomplete: 2 roles in sync as far as could be read\.\n/);
  });

  it('exits with 1 if roles are missing', () => {
    const { code, out } = check('policies.ndjson');
    expect([code, out.split('\n')[0]]).toEqual([1, '2 roles: 2 missing.']);
  });

  it.each<[string, string[], string]>([
    ['a file that does not exist', ['nowhere.json', ...options], 'error: cannot read `nowhere.json`\n'],
    ['two output formats', ['--json', '--sarif', ...options], 'error: --sarif: cannot be combined with `--json`\n'],
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
  ])('exits with 2 for %s', (_name, args, err) => {
    expect(command('check', ...args)).toMatchObject({ code: 2, out: '', err });
  });

  it('reports its progress on a long input', () => {
    files['long.json'] = GOOD + ' '.repeat(17_000_000);
    const { code, progress } = check('long.json');
    expect({ code, progress }).toEqual({ code: 0, progress: [files['long.json'].length, undefined] });
    delete files['long.json'];
  });

  it('reads a pipe when it runs as a process', () => {
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
