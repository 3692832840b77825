import { describe, expect, it } from 'vitest';
import {
  dataOfAccounts,
  exitCodeOfAccounts,
  judgeAccounts,
  type AccountsResult,
} from '../../../src/cli/config/check-accounts.js';
import { explainAccounts, markdownOfAccounts } from '../../../src/cli/config/matrix.js';
import { createExportRouter, type RoutedReports } from '../../../src/cli/config/route-exports.js';
import { createStyle } from '../../../src/cli/style.js';
import type { Acceptance } from '../../../src/upsolver/parameters/accounts.js';
import { exportOf, type AccountExport } from '../../drift/account.js';
import { accountNumber, DEFAULTS, entriesOf, FORTY as ALL_PARTITIONS } from './config-text.js';

/** 40 accounts in one partition: the exports of these tests have the policies of that one. */
const FORTY = {
  ...ALL_PARTITIONS,
  accounts: Object.fromEntries(
    Object.entries(ALL_PARTITIONS.accounts).map(([id, settings], index) => [
      id,
      { ...settings, region: ['us-east-1', 'eu-west-1'][index % 2] },
    ]),
  ),
};

const TODAY = '2027-06-30';
const ACCOUNT = '444455556666';
const OTHER = '444455556667';
const PLAIN = createStyle({ color: false, columns: undefined });

const TWO = { defaults: DEFAULTS, accounts: { [ACCOUNT]: null, [OTHER]: { orgId: 'other' } } };
const REGIONS = {
  defaults: DEFAULTS,
  accounts: { [ACCOUNT]: { regions: ['us-east-1', { region: 'eu-west-1', nameSuffix: '-eu' }] } },
};

/** The exports of accounts in sync, one for each account. */
function exportsOf(file: object): Map<string, AccountExport> {
  const exports = new Map<string, AccountExport>();
  for (const { accountId, roles } of entriesOf(file)) {
    const own = exportOf(roles, accountId);
    const earlier = exports.get(accountId);
    if (earlier === undefined) exports.set(accountId, own);
    else earlier.RoleDetailList.push(...own.RoleDetailList);
  }
  return exports;
}

/** Reads files in chunks of a few bytes, so that each of them is cut somewhere. */
function route(file: object, texts: Readonly<Record<string, string>>, size = 5000): RoutedReports {
  const router = createExportRouter(entriesOf(file));
  for (const [name, text] of Object.entries(texts)) {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; at += size) router.write(name, bytes.slice(at, at + size));
  }
  return router.end();
}

const judge = (file: object, texts: Readonly<Record<string, string>>, accepted: Acceptance[] = []): AccountsResult =>
  judgeAccounts(route(file, texts), accepted, TODAY);

const filesOf = (exports: ReadonlyMap<string, AccountExport>): Record<string, string> =>
  Object.fromEntries([...exports].map(([id, value]) => [`${id}.json`, JSON.stringify(value, undefined, 2)]));
const ndjsonOf = (exports: ReadonlyMap<string, AccountExport>): Record<string, string> => ({
  'all.ndjson': [...exports.values()].map((value) => JSON.stringify(value)).join('\n'),
});

const statusesOf = ({ accounts }: AccountsResult): string[] =>
  accounts.map(({ key, report }) => `${key} ${report?.roles.map(({ status }) => status).join(' ') ?? 'no export'}`);

const inSync = (file: object): string[] =>
  entriesOf(file).map(({ key, roles }) => `${key} ${roles.map(() => 'inSync').join(' ')}`);

describe('the exports of accounts', () => {
  it.each<[name: string, files: (exports: ReadonlyMap<string, AccountExport>) => Record<string, string>]>([
    ['a file for each account', filesOf],
    ['one file with a line for each account', ndjsonOf],
    ['one file with a list', (exports) => ({ 'all.json': JSON.stringify([...exports.values()]) })],
    [
      'a role in each line',
      (exports) => ({
        'roles.ndjson': [...exports.values()]
          .flatMap(({ RoleDetailList, Policies }) => [...RoleDetailList, ...Policies])
          .map((value) => JSON.stringify(value))
          .join('\n'),
      }),
    ],
  ])('are matched to 40 accounts: %s', { timeout: 120_000 }, (_name, files) => {
    const result = judge(FORTY, files(exportsOf(FORTY)));
    expect(statusesOf(result)).toEqual(inSync(FORTY));
    expect(result.issues).toEqual([]);
    expect(exitCodeOfAccounts(result)).toBe(0);
  });

  it('are compared with the roles of their own account: those of another one have drifted', () => {
    const exports = exportsOf(TWO);
    const swapped = JSON.stringify(exports.get(ACCOUNT)).replaceAll(ACCOUNT, OTHER);
    const result = judge(TWO, { 'a.json': JSON.stringify(exports.get(ACCOUNT)), 'b.json': swapped });
    expect(statusesOf(result)).toEqual([`${ACCOUNT}-us-east-1 inSync inSync`, `${OTHER}-us-east-1 inSync drifted`]);
    expect(exitCodeOfAccounts(result)).toBe(1);
  });

  it('have the roles of several Regions, each compared with those of its Region', () => {
    const exports = exportsOf(REGIONS);
    expect(statusesOf(judge(REGIONS, filesOf(exports)))).toEqual(inSync(REGIONS));
    const one = exports.get(ACCOUNT)!;
    one.RoleDetailList = one.RoleDetailList.filter(({ RoleName }) => RoleName !== 'UpsolverServerRole');
    const result = judge(REGIONS, filesOf(exports));
    expect(statusesOf(result)).toEqual([`${ACCOUNT}-us-east-1 inSync missing`, `${ACCOUNT}-eu-west-1 inSync inSync`]);
  });

  it('must be there for every account, and for no other one', () => {
    const exports = exportsOf({ ...TWO, accounts: { ...TWO.accounts, '999999999999': null } });
    exports.delete(OTHER);
    const result = judge(TWO, filesOf(exports));
    expect(statusesOf(result)).toEqual([`${ACCOUNT}-us-east-1 inSync inSync`, `${OTHER}-us-east-1 no export`]);
    expect(result.unknownAccounts).toEqual([{ accountId: '999999999999', file: '999999999999.json' }]);
    expect(exitCodeOfAccounts(result)).toBe(1);
    expect(exitCodeOfAccounts(judge(TWO, filesOf(exportsOf(TWO))))).toBe(0);
    const stranger = judge(TWO, filesOf(exportsOf({ ...TWO, accounts: { ...TWO.accounts, '999999999999': null } })));
    expect(exitCodeOfAccounts(stranger)).toBe(1);
  });

  it('that have an account without the roles say that they are missing, in that account', () => {
    const exports = exportsOf(TWO);
    exports.get(OTHER)!.RoleDetailList = exports.get(OTHER)!.RoleDetailList.slice(2);
    const result = judge(TWO, filesOf(exports));
    expect(statusesOf(result)[1]).toBe(`${OTHER}-us-east-1 missing missing`);
    expect(result.accounts[1]?.report?.roles.map(({ accountId }) => accountId)).toEqual([OTHER, OTHER]);
  });

  it('that could not be read whole are never in sync, with the file, line and column', () => {
    const exports = exportsOf(TWO);
    const cut = JSON.stringify(exports.get(OTHER)).slice(0, -5);
    const result = judge(TWO, { 'a.json': JSON.stringify(exports.get(ACCOUNT)), 'b.json': cut });
    expect(result.accounts.map(({ report }) => report?.status)).toEqual(['inSync', 'unreadable']);
    expect(result.issues[0]).toMatchObject({ file: 'b.json', position: { line: 1, column: cut.length + 1 } });
    expect(exitCodeOfAccounts(result)).toBe(3);
    const truncated = { ...exports.get(OTHER)!, IsTruncated: true };
    const partial = judge(TWO, { 'a.json': JSON.stringify(exports.get(ACCOUNT)), 'b.json': JSON.stringify(truncated) });
    expect(partial.accounts.map(({ report }) => report?.status)).toEqual(['inSync', 'unreadable']);
    expect(exitCodeOfAccounts(partial)).toBe(3);
  });

  it('have the place of each role that could not be read, in its own file', () => {
    const exports = exportsOf(TWO);
    const role = exports.get(OTHER)!.RoleDetailList[1]!;
    role.RolePolicyList[0]!.PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Permit' }] };
    const files = {
      'a.json': JSON.stringify(exports.get(ACCOUNT)),
      'b.json': JSON.stringify(exports.get(OTHER), undefined, 2),
    };
    const line = files['b.json'].split('\n').findIndex((each) => each.includes('"Permit"')) + 1;
    const result = judge(TWO, files);
    const places = result.issues.map(({ file, position }) => [file, position?.line]);
    expect(places).toContainEqual(['b.json', line]);
    expect(places.every(([file]) => file === 'b.json')).toBe(true);
  });

  it('can have a page without roles, and managed policies without a version', () => {
    const exports = exportsOf(TWO);
    const [first, second] = Object.values(filesOf(exports)) as [string, string];
    const empty = JSON.stringify({ RoleDetailList: [], IsTruncated: true });
    const odd = JSON.parse(first) as AccountExport;
    const policy = { ...odd.Policies.find(({ Arn }) => Arn.includes(':aws:policy/'))! } as {
      DefaultVersionId?: string;
    };
    delete policy.DefaultVersionId;
    const files = { 'a.json': `${empty}\n${first}`, 'b.json': second, 'c.json': JSON.stringify(policy) };
    const { accounts, issues } = judge(TWO, files);
    expect(accounts.map(({ report }) => report?.status)).toEqual(['inSync', 'inSync']);
    expect(issues).toEqual([]);
  });

  it('that have many mistakes list 100 of them', () => {
    const result = judge(TWO, { ...filesOf(exportsOf(TWO)), 'x.json': '{"a": 1}\n'.repeat(150) });
    expect(result.issues).toHaveLength(101);
    expect(result.issues.at(-1)).toMatchObject({ file: 'x.json', message: '50 more problems are not listed' });
  });

  it('that are something else are an issue of their file', () => {
    const result = judge(TWO, {
      ...filesOf(exportsOf(TWO)),
      'x.json': '{"a": 1}\n',
      'y.json': '%'.repeat(500).split('').join('\n{'),
    });
    expect(result.issues.slice(0, 2).map(({ file, code }) => [file, code])).toEqual([
      ['x.json', 'unknown_shape'],
      ['y.json', 'invalid_json'],
    ]);
    expect(result.issues).toHaveLength(2);
    expect(result.issues.at(-1)?.message).toBe('the text is not JSON; it begins `%`');
    expect(exitCodeOfAccounts(result)).toBe(3);
  });

  it('can have different versions of a managed policy of AWS: the newest one counts', () => {
    const exports = exportsOf(TWO);
    for (const [index, { Policies }] of [...exports.values()].entries()) {
      for (const policy of Policies) {
        if (index > 0) continue;
        policy.DefaultVersionId = 'v1';
        policy.PolicyVersionList = [
          { ...policy.PolicyVersionList[1]!, VersionId: 'v1', Document: { Version: '2012-10-17', Statement: [] } },
        ];
      }
    }
    expect(statusesOf(judge(TWO, filesOf(exports)))).toEqual(inSync(TWO));
  });

  it('are nothing without a file', () => {
    expect(exitCodeOfAccounts(judge(TWO, {}))).toBe(1);
  });
});

/** 40 accounts, of which one has drifted, one lacks a role, one has no export, and one cannot be read. */
function mixed(): AccountsResult {
  const exports = exportsOf(FORTY);
  exports.get(accountNumber(5))!.RoleDetailList[1]!.PermissionsBoundary = {
    PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
    PermissionsBoundaryArn: `arn:aws:iam::${accountNumber(5)}:policy/Unread`,
  };
  exports.get(accountNumber(4))!.RoleDetailList[0]!.Tags = [];
  exports.get(accountNumber(8))!.RoleDetailList.shift();
  exports.delete(accountNumber(12));
  const files = filesOf(exports);
  files[`${accountNumber(20)}.json`] = files[`${accountNumber(20)}.json`]!.slice(0, -5);
  const accepted: Acceptance[] = [
    { code: 'pathChanged', account: accountNumber(1), reason: 'Moved\u001b[31m', owner: 'bob', expires: '2028-01-01' },
    { code: 'tagsChanged', account: accountNumber(4), reason: 'Old tags', owner: 'alice', expires: '2027-01-01' },
  ];
  return judge(
    FORTY,
    { ...files, 'x.json': JSON.stringify(exportOf(entriesOf(TWO)[0]!.roles, '999999999999')) },
    accepted,
  );
}

describe('the matrix', () => {
  const result = mixed();

  it.each([60, 80, 120])('fits %i columns, with what has drifted first and the rest in one line', (columns) => {
    const text = explainAccounts(result, createStyle({ color: false, columns }));
    const [, matrix = ''] = text.split('\n\n');
    for (const line of matrix.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(
      matrix
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ['Account', 'Region', 'Management', 'Server'],
      [accountNumber(4), 'us-east-1', '✗ drifted (1)', '✓ in sync'],
      [accountNumber(8), 'us-east-1', '✗ missing', '✓ in sync'],
      [accountNumber(12), 'us-east-1', '✗ no export'],
      [accountNumber(5), 'eu-west-1', '✓ in sync', '? unreadable'],
      [accountNumber(20), 'us-east-1', '? incomplete', '? incomplete'],
    ]);
    expect(text).toContain('  ✓ 70 roles in 35 accounts');
  });

  it('says in its first line how many roles and accounts are not in sync', () => {
    const [first] = explainAccounts(result, PLAIN).split('\n');
    expect(first).toBe(
      '78 roles in 40 accounts: 2 roles drifted or missing, 1 role unreadable, 1 entry without an export, 1 unknown account.',
    );
    expect(explainAccounts(judge(TWO, filesOf(exportsOf(TWO))), PLAIN)).toBe(
      '4 roles in 2 accounts: all in sync.\n\nIn sync\n  ✓ 4 roles in 2 accounts',
    );
  });

  it('names unknown accounts, expired and unused acceptances, and what could not be read', () => {
    const text = explainAccounts(result, PLAIN);
    expect(text).toContain('Not in the accounts file\n  ✗ 999999999999 (x.json)');
    expect(text).toContain(
      `Expired, so these findings count again\n  ✗ ${accountNumber(4)} UpsolverManagementRole tagsChanged: Old tags (alice, until 2027-01-01)`,
    );
    expect(text).toContain(
      `Accepted, but not found\n  ! ${accountNumber(1)} pathChanged: Moved\\u001b[31m (bob, until 2028-01-01)`,
    );
    expect(text).toMatch(/Could not be read\n {2}\? 000000000021\.json:\d+:\d+: /);
  });

  it('names accepted findings, and at most ten fingerprints of an account', () => {
    const exports = exportsOf(TWO);
    exports.get(ACCOUNT)!.RoleDetailList[0]!.RolePolicyList = [];
    exports.get(OTHER)!.RoleDetailList[0]!.Path = '/x/';
    const accepted: Acceptance[] = [
      { code: 'pathChanged', reason: 'Moved', owner: 'bob', expires: '2028-01-01' },
      { code: 'tagsChanged', reason: 'Tags', owner: 'bob', expires: '2028-01-01' },
    ];
    const text = explainAccounts(judge(TWO, filesOf(exports), accepted), PLAIN);
    expect(text).toContain(`Accepted\n  ${OTHER} UpsolverManagementRole pathChanged: Moved (bob, until 2028-01-01)`);
    expect(text).toContain('Accepted, but not found\n  ! tagsChanged: Tags (bob, until 2028-01-01)');
    expect(text.match(/ of UpsolverManagementRole: f-[0-9a-f]{32}$/gm)).toHaveLength(10);
    expect(text).toMatch(/ {2}\d+ more; --json prints all of them/);
    expect(text).toContain('✓ 2 roles in 1 account');
    const one = { defaults: { ...DEFAULTS, mode: 'upsolver-vpc' }, accounts: { [ACCOUNT]: null } };
    expect(explainAccounts(judge(one, filesOf(exportsOf(one))), PLAIN)).toMatch(/^1 role in 1 account: all in sync\./);
  });

  it('has a table for each mode, and says that what was read is in sync if that is not all', () => {
    const modes = { ...TWO, accounts: { [ACCOUNT]: null, [OTHER]: { mode: 'upsolver-vpc' } } };
    const exports = exportsOf(modes);
    for (const { RoleDetailList } of exports.values()) RoleDetailList[0]!.Tags = [];
    for (const { RoleDetailList } of exports.values()) RoleDetailList[0]!.Path = '/x/';
    const text = explainAccounts(judge(modes, filesOf(exports)), PLAIN);
    expect(text).toMatch(/\n\nprivate-vpc\n {2}Account +Region +Management +Server\n/);
    expect(text).toMatch(/\n\nupsolver-vpc\n {2}Account +Region +Upsolver\n/);
    const partial = explainAccounts(judge(TWO, { ...filesOf(exportsOf(TWO)), 'x.json': '{}' }), PLAIN);
    expect(partial.split('\n')[0]).toBe('4 roles in 2 accounts: in sync, but parts of the input could not be read.');
  });

  it('is Markdown with the same tables', () => {
    const text = markdownOfAccounts(result);
    expect(text.split('\n')[0]).toBe(`## ${explainAccounts(result, PLAIN).split('\n')[0]}`);
    expect(text).toContain('| Account | Region | Management | Server |\n| --- | --- | --- | --- |\n');
    expect(text).toContain(`| ${accountNumber(8)} | us-east-1 | missing | in sync |`);
    expect(text).toContain(`| ${accountNumber(12)} | us-east-1 | no export |  |`);
  });

  it('is data, with the fingerprint of each finding', () => {
    const { accounts, exitCode } = dataOfAccounts(result) as {
      exitCode: number;
      accounts: { status: string; roles: { findings: { match: string }[] }[] }[];
    };
    expect(exitCode).toBe(1);
    expect(accounts.map(({ status }) => status).filter((status) => status !== 'inSync')).toEqual([
      'drifted',
      'unreadable',
      'missing',
      'noExport',
      'unreadable',
    ]);
    for (const { findings } of accounts.flatMap(({ roles }) => roles)) {
      for (const { match } of findings) expect(match).toMatch(/^f-[0-9a-f]{32}$/);
    }
  });
});
