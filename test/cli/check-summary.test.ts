import { describe, expect, it } from 'vitest';
import type { CheckSummary } from '../../src/cli/check-report.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { exportOf, rolesOf } from '../drift/account.js';
import { FULL_SCOPE } from '../upsolver/role-parameters.js';
import { accountNumber, entriesOf, FORTY as ALL_PARTITIONS, yamlOf } from './config/config-text.js';
import { ROLE_OPTIONS } from './role-options.js';
import { runCommand, type CommandResult } from './run-command.js';

/** 40 accounts in one partition: the exports have the policies of that one. */
const FORTY = {
  ...ALL_PARTITIONS,
  accounts: Object.fromEntries(
    Object.entries(ALL_PARTITIONS.accounts).map(([id, settings]) => [id, { ...settings, region: 'eu-west-1' }]),
  ),
};
const FILES: Record<string, string> = {
  'sync.json': JSON.stringify(exportOf(rolesOf('private-vpc', { tags: {} }))),
  'scoped.json': JSON.stringify(exportOf(rolesOf('private-vpc', { tags: {}, scope: FULL_SCOPE }))),
  'renamed.json': JSON.stringify(exportOf(rolesOf('private-vpc', { tags: {}, namePrefix: 'prod-' }))),
  'forty.yaml': yamlOf({
    ...FORTY,
    accepted: [
      { code: 'tagsChanged', account: accountNumber(4), reason: 'r', owner: 'o', expires: '2028-01-01' },
      { code: 'tagsChanged', account: accountNumber(8), reason: 'r', owner: 'o', expires: '2027-01-01' },
      { code: 'pathChanged', reason: 'r', owner: 'o', expires: '2028-01-01' },
    ],
  }),
};
const ENTRIES = entriesOf(FORTY);
for (const { accountId, roles } of ENTRIES) {
  const own = exportOf(roles, accountId);
  // One tag missing in two accounts, of which one has an acceptance that still counts.
  if ([accountNumber(4), accountNumber(8)].includes(accountId)) own.RoleDetailList[0]!.Tags = [];
  FILES[`${accountId}.json`] = JSON.stringify(own);
}
const FORTY_EXPORTS = ENTRIES.map(({ accountId }) => `${accountId}.json`);

const check = (...args: string[]): Promise<CommandResult> => runCommand(['check', ...args], FILES);
async function summaryOf(...args: string[]): Promise<CheckSummary> {
  return JSON.parse((await check(...args, '--json=summary')).out) as CheckSummary;
}

describe('check --json=summary', () => {
  it('says of each account and role how it is, in one shape for one account and for many', async () => {
    expect(await summaryOf('sync.json', ...ROLE_OPTIONS)).toEqual({
      schemaVersion: 1,
      view: 'summary',
      exitCode: 0,
      status: 'inSync',
      counts: {
        accounts: 1,
        roles: { inSync: 2, unreadable: 0, drifted: 0, missing: 0 },
        findings: { critical: 0, error: 0, warning: 0, info: 0, unknown: 0 },
        accepted: 0,
        expired: 0,
        unused: 0,
      },
      accounts: [
        {
          accountId: '444455556666',
          status: 'inSync',
          roles: [
            { role: 'UpsolverManagementRole', name: 'UpsolverManagementRole', status: 'inSync' },
            { role: 'UpsolverServerRole', name: 'UpsolverServerRole', status: 'inSync' },
          ],
        },
      ],
      unknownAccounts: [],
      uncheckedSettings: ['maxSessionDuration'],
      issues: {},
    });
    const { counts, accounts, exitCode, status } = await summaryOf(...FORTY_EXPORTS, '--config', 'forty.yaml');
    expect({ counts, exitCode, status }).toMatchObject({
      exitCode: 1,
      status: 'drifted',
      counts: {
        accounts: 40,
        roles: { inSync: 79, drifted: 1 },
        findings: { warning: 1 },
        accepted: 1,
        expired: 1,
        unused: 1,
      },
    });
    expect(accounts.find(({ accountId }) => accountId === accountNumber(8))).toEqual({
      accountId: accountNumber(8),
      region: 'eu-west-1',
      status: 'drifted',
      roles: [
        {
          role: 'UpsolverManagementRole',
          name: 'UpsolverManagementRole',
          status: 'drifted',
          findings: { tagsChanged: 1 },
        },
        { role: 'UpsolverServerRole', name: 'UpsolverServerRole', status: 'inSync' },
      ],
    });
  });

  it('has the relation of a recognized variant, and the hint of an account with other parameters', async () => {
    const scoped = await summaryOf('scoped.json', ...ROLE_OPTIONS);
    expect(scoped.accounts[0]?.roles.map(({ relation }) => relation)).toEqual(['narrower', 'narrower']);
    const renamed = await summaryOf('renamed.json', ...ROLE_OPTIONS);
    expect(renamed.accounts[0]?.hint).toContain('--name-prefix prod-');
  });

  it('never says in sync where an account has no export, is not in the file, or was not read', async () => {
    const [, ...others] = FORTY_EXPORTS;
    const lacking = await summaryOf(...others, '--config', 'forty.yaml');
    expect([lacking.accounts[0]?.status, lacking.exitCode]).toEqual(['noExport', 1]);
    const one = yamlOf({ ...FORTY, accounts: { [accountNumber(0)]: FORTY.accounts[accountNumber(0)] } });
    const run = async (...files: string[]): Promise<CheckSummary> => {
      const args = ['check', ...files, '--config', 'one.yaml', '--format', 'json-summary'];
      return JSON.parse((await runCommand(args, { ...FILES, 'one.yaml': one })).out) as CheckSummary;
    };
    const own = FORTY_EXPORTS[0]!;
    expect(await run(own)).toMatchObject({ status: 'inSync', exitCode: 0, unknownAccounts: [] });
    expect(await run('sync.json', own)).toMatchObject({ status: 'unreadable', unknownAccounts: ['444455556666'] });
    FILES['cut.json'] = FILES[own]!.slice(0, -5);
    expect(await run('cut.json')).toMatchObject({ status: 'unreadable', issues: { invalid_json: 1 } });
    expect(await run('sync.json')).toMatchObject({ status: 'unreadable', counts: { roles: { inSync: 0 } } });
  });

  it('has 10 kB for 40 accounts, and hardly more if some of them have drifted', async () => {
    const args = ['check', ...FORTY_EXPORTS, '--config', 'forty.yaml'];
    const drifted = Object.fromEntries(
      ENTRIES.slice(0, 4).map(({ accountId, roles }) => {
        const own = exportOf(roles, accountId);
        for (const role of own.RoleDetailList) role.RolePolicyList = [];
        return [`${accountId}.json`, JSON.stringify(own)];
      }),
    );
    const sizeOf = async (option: string, files: Record<string, string>): Promise<number> => {
      const { out } = await runCommand([...args, option], { ...FILES, ...files });
      return out.length;
    };
    expect(await sizeOf('--json=summary', {})).toBeLessThan(10_500);
    expect(await sizeOf('--json=summary', drifted)).toBeLessThan(11_000);
    expect(await sizeOf('--json', drifted)).toBeGreaterThan(110_000);
  });

  it('is short for --format json-summary, and does not take the file after --json for a value', async () => {
    const expected = await check('sync.json', ...ROLE_OPTIONS, '--format', 'json-summary');
    expect(expected.out).toMatch(/^.*\n$/);
    expect(await check('sync.json', '--json=summary', ...ROLE_OPTIONS)).toEqual(expected);
    expect(await check('--json=summary', 'sync.json', ...ROLE_OPTIONS)).toEqual(expected);
    const report = JSON.parse((await check('--json', 'sync.json', ...ROLE_OPTIONS)).out) as object;
    expect(report).toHaveProperty('repairs');
  });

  it.each([
    [
      ['--json=foo'],
      '--json: `foo` is not a known value of the option (use `--json` for the report, or `--json=summary`)',
    ],
    [['--json='], '--json: `` is not a known value of the option (use `--json` for the report, or `--json=summary`)'],
    [['--json', '--json=summary'], '--format: only one output format is allowed, not `json` and `json-summary`'],
    [['--sarif', '--json=summary'], '--format: only one output format is allowed, not `sarif` and `json-summary`'],
  ])('refuses %j with the exit status of other errors of usage', async (args, message) => {
    expect(await check('sync.json', ...ROLE_OPTIONS, ...args)).toEqual({
      code: 2,
      out: '',
      err: `error: ${message}\n`,
    });
  });

  it('leaves what follows -- to the files', async () => {
    const { code, err } = await check(...ROLE_OPTIONS, '--', '--json=summary');
    expect(code).toBe(2);
    expect(err).toContain('--json=summary');
    expect(err).not.toContain('known value');
  });

  it('is refused by every other command, as a format that it does not have', async () => {
    const files = { ...FILES, 'a.json': '{"Version":"2012-10-17","Statement":[]}' };
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      const { formats } = (await load()).default;
      expect(formats.includes('json-summary'), name).toBe(name === 'check');
      if (name === 'check') continue;
      const { code, out, err } = await runCommand(
        [name, 'a.json', '--json=summary', '--action', 's3:GetObject'],
        files,
      );
      expect([code, out], name).toEqual([2, '']);
      expect(err, name).toMatch(/^error: unknown option '--json=summary'/);
    }
  });
});
