import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { run } from '../../src/cli/program.js';
import { checkRoles, repair, toSarif } from '../../src/drift/index.js';
import { InvalidInputError } from '../../src/iam/index.js';
import { driftedExport, exportOf, rolesOf, TAGGED } from '../drift/account.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';

const roles = rolesOf('private-vpc');
const files = new Map<string, string>([
  ['-', JSON.stringify(exportOf(roles))],
  ['good.json', JSON.stringify(exportOf(roles))],
  ['drifted.json', JSON.stringify(driftedExport())],
  ['cut.json', JSON.stringify(exportOf(roles)).slice(0, -5)],
  [
    'roles.ndjson',
    exportOf(roles)
      .RoleDetailList.map((role) => JSON.stringify(role))
      .join('\n'),
  ],
  [
    'policies.ndjson',
    exportOf(roles)
      .Policies.map((policy) => JSON.stringify(policy))
      .join('\n'),
  ],
]);

type Result = { code: number; out: string; err: string; progress: (number | undefined)[] };

function command(...args: string[]): Result {
  const result: Result = { code: 0, out: '', err: '', progress: [] };
  result.code = run(args, {
    color: false,
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    read: (file) => files.get(file) ?? '',
    readChunks: (file) => {
      const text = files.get(file);
      if (text === undefined)
        throw new InvalidInputError([{ code: 'missing', path: [], message: `${file} cannot be read` }]);
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
  it('reads standard input, and exits with 0 if all is in sync', () => {
    for (const args of [[], ['-'], ['good.json'], ['roles.ndjson', 'policies.ndjson']]) {
      const { code, out, err, progress } = check(...args);
      expect({ code, err, progress }).toEqual({ code: 0, err: '', progress: [] });
      expect(out).toMatch(/^All roles are in sync\.\n\nUpsolverManagementRole {2}account 444455556666 {2}in sync/);
    }
  });

  it('prints the report and the repair, and exits with 1, if roles have drifted', () => {
    const { code, out, err } = check('drifted.json');
    const report = readFileSync('test/golden/drift-report.txt', 'utf8');
    const script = readFileSync('test/golden/drift-repair.sh', 'utf8');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toBe(`${report}\nThese calls bring the roles back:\n\n${script.trimEnd()}\n`);
  });

  it('prints JSON', () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    const { code, out } = check('drifted.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({ ...expected, repairs: repair(expected) });
  });

  it('prints SARIF', () => {
    const expected = checkRoles(driftedExport(), roles, { parameters: TAGGED });
    expect(JSON.parse(check('drifted.json', '--sarif').out)).toEqual(toSarif(expected, packageJson.version));
  });

  it('exits with 2 for input that is cut, and still says what it found', () => {
    const { code, out, err } = check('cut.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^error: line 1, column \d+: the text ends where/);
    expect(out).toMatch(/^All roles are in sync\.\n/);
  });

  it('exits with 1 if roles are missing', () => {
    const { code, out } = check('policies.ndjson');
    expect([code, out.split('\n')[0]]).toEqual([1, '2 roles: 2 missing.']);
  });

  it.each<[string, string[], string]>([
    ['a file that is not there', ['nowhere.json', ...options], 'error: nowhere.json cannot be read\n'],
    [
      'two forms',
      ['--json', '--sarif', ...options],
      'error: --sarif: the report is printed as JSON or as SARIF, not as both\n',
    ],
    [
      'no options',
      [],
      [
        'error: --mode: the integration mode is missing (one of `private-vpc`, `upsolver-vpc`)',
        'error: --org-id: the organization id is missing',
        'error: --region: the region is missing',
        'error: --trusted-account: the trusted account id is missing',
        'error: --external-id: the external id is missing',
        '',
      ].join('\n'),
    ],
  ])('exits with 2 for %s', (_name, args, err) => {
    expect(command('check', ...args)).toMatchObject({ code: 2, out: '', err });
  });

  it('tells how far it is with a long input', () => {
    files.set('long.json', JSON.stringify(exportOf(roles)) + ' '.repeat(17_000_000));
    const { code, progress } = check('long.json');
    expect({ code, progress }).toEqual({ code: 0, progress: [files.get('long.json')!.length, undefined] });
    files.delete('long.json');
  });

  it('explains itself', () => {
    const { code, out } = command('check', '--help');
    expect(code).toBe(0);
    expect(out).toContain('aws iam get-account-authorization-details');
    expect(out).toContain('Exit code: 0 if all roles are in sync, 1 if one drifted or is missing, 2 for bad input');
  });

  it('runs in a pipe', () => {
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
