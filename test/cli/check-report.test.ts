import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderReportSchema } from '../../scripts/json-schema.js';
import type { CheckSummary } from '../../src/cli/check-report.js';
import { checkRoles, FINDINGS, repair, type DriftReport, type RoleReport } from '../../src/drift/index.js';
import { INTEGRATION_MODES } from '../../src/index.js';
import { everyNth } from '../deep.js';
import { exportOf, rolesOf, TAGGED } from '../drift/account.js';
import { changed, changesOf, check as checkChanged } from '../drift/changes.js';
import { READ } from '../upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE } from '../upsolver/role-parameters.js';
import { accountNumber, entriesOf, FORTY, yamlOf } from './config/config-text.js';
import { ROLE_OPTIONS } from './role-options.js';
import { runCommand, type CommandResult } from './run-command.js';

const FILE = 'schema/check-report.schema.json';

type Json = Record<string, unknown>;

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const schema = JSON.parse(readFileSync(FILE, 'utf8')) as { $id?: string; $defs: Json };
ajv.addSchema(schema, 'report');
const validate = ajv.getSchema('report')!;
/** Of one kind of output: its problems say more than those of any kind. */
const validateAs = (kind: string) => ajv.getSchema(`report#/$defs/${kind}`)!;

const roles = rolesOf('private-vpc', { tags: {} });
const inSync = (): ReturnType<typeof exportOf> => exportOf(roles);

function changedBy(change: (account: ReturnType<typeof inSync>) => void): string {
  const account = inSync();
  change(account);
  return JSON.stringify(account);
}

/** Exports of 40 accounts: one role drifted, one without its boundary, one missing, one export cut off, one missing. */
function exportsOfForty(): Record<string, string> {
  const commercial = entriesOf(FORTY).map(
    ({ accountId, roles: own }) => [accountId, exportOf(own, accountId)] as const,
  );
  const exports = new Map(commercial);
  exports.get(accountNumber(4))!.RoleDetailList[0]!.Tags = [];
  exports.get(accountNumber(5))!.RoleDetailList[1]!.PermissionsBoundary = {
    PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
    PermissionsBoundaryArn: `arn:aws:iam::${accountNumber(5)}:policy/Unread`,
  };
  exports.get(accountNumber(8))!.RoleDetailList.shift();
  exports.delete(accountNumber(12));
  const files = Object.fromEntries([...exports].map(([id, value]) => [`${id}.json`, JSON.stringify(value)]));
  files[`${accountNumber(20)}.json`] = files[`${accountNumber(20)}.json`]!.slice(0, -5);
  return files;
}

const acceptance = (more: object): object => ({ reason: 'r', owner: 'o', expires: '2028-01-01', ...more });
const FORTY_FILES = exportsOfForty();
const FILES: Record<string, string> = {
  'sync.json': JSON.stringify(inSync()),
  'cut.json': JSON.stringify(inSync()).slice(0, -5),
  'broken.json': '{"RoleDetailList": [,]}',
  'empty.json': '{"RoleDetailList":[]}',
  'drifted.json': changedBy((account) => {
    account.RoleDetailList[0]!.RolePolicyList = [];
    account.RoleDetailList[1]!.InstanceProfileList = [];
  }),
  'anyone.json': changedBy(({ RoleDetailList: [role] }) => {
    (role!.AssumeRolePolicyDocument as Json)['Statement'] = [
      { Effect: 'Allow', Principal: { AWS: '*', Service: ['ec2.amazonaws.com'] }, Action: 'sts:AssumeRole' },
    ];
  }),
  'unread.json': changedBy(({ RoleDetailList: [role] }) => {
    role!.PermissionsBoundary = {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Unread`,
    };
  }),
  'scoped.json': JSON.stringify(exportOf(rolesOf('private-vpc', { tags: {}, scope: FULL_SCOPE }))),
  'databases.json': JSON.stringify(
    exportOf(rolesOf('private-vpc', { tags: {}, athena: { ...READ, lakeFormation: true } })),
  ),
  'renamed.json': JSON.stringify(exportOf(rolesOf('private-vpc', { tags: {}, namePrefix: 'prod-' }))),
  'permissions.json': '{"PrincipalResourcePermissions":[]}',
  'forty.yaml': yamlOf({
    ...FORTY,
    accepted: [
      acceptance({ code: 'tagsChanged', account: accountNumber(4) }),
      acceptance({ code: 'pathChanged', account: accountNumber(1) }),
    ],
  }),
  'expired.yaml': yamlOf({ ...FORTY, accepted: [acceptance({ code: 'tagsChanged', expires: '2026-01-01' })] }),
  'stranger.json': JSON.stringify(exportOf(roles, '999999999999')),
  ...FORTY_FILES,
};

const ATHENA = [
  '--account',
  ACCOUNT,
  '--read-tables',
  'sales',
  '--query-results',
  's3://acme-results/upsolver/',
  '--workgroup',
  'upsolver',
  '--athena',
  'lakeFormation',
  '--lake-formation',
];

/** A command line and what its report must be. */
type Case = [name: string, args: readonly string[], expected: Json];

const forty = (...args: string[]): string[] => [...Object.keys(FORTY_FILES), ...args];
const CASES: Case[] = [
  ['roles in sync', ['sync.json', ...ROLE_OPTIONS], { status: 'inSync', issues: [] }],
  ['roles that have drifted, with repairs', ['drifted.json', ...ROLE_OPTIONS], { status: 'drifted' }],
  ['a role that anyone can assume', ['anyone.json', ...ROLE_OPTIONS], { status: 'drifted' }],
  ['a policy that was not read', ['unread.json', ...ROLE_OPTIONS], { status: 'unreadable' }],
  ['an export that was cut off', ['cut.json', ...ROLE_OPTIONS], { status: 'unreadable' }],
  ['an input with an error', ['broken.json', ...ROLE_OPTIONS], { status: 'unreadable' }],
  ['an account without the roles', ['empty.json', ...ROLE_OPTIONS], { status: 'missing' }],
  ['a scoped variant', ['scoped.json', ...ROLE_OPTIONS], { status: 'drifted' }],
  ['a scoped variant that is widened', ['scoped.json', '--widen', ...ROLE_OPTIONS], { status: 'drifted' }],
  ['roles with databases', ['databases.json', ...ROLE_OPTIONS], { status: 'drifted' }],
  ['roles with other names', ['renamed.json', ...ROLE_OPTIONS], { status: 'drifted', hints: [{ accountId: ACCOUNT }] }],
  [
    'grants in Lake Formation',
    ['databases.json', ...ATHENA, 'permissions.json', ...ROLE_OPTIONS],
    { status: 'drifted', lakeFormationScript: expect.stringContaining('grant') as unknown },
  ],
  ['several files', ['sync.json', 'cut.json', ...ROLE_OPTIONS], { status: 'unreadable' }],
  ['40 accounts', forty('stranger.json', '--config', 'forty.yaml'), { exitCode: 1 }],
  ['40 accounts with an expired acceptance', forty('--config', 'expired.yaml'), { exitCode: 1 }],
  ['40 accounts without exports', ['broken.json', '--config', 'forty.yaml'], { exitCode: 1 }],
];

/** Deep runs have them all. */
const SAMPLE = everyNth(CASES, 2);

const kindOf = (args: readonly string[]): string => (args.includes('--config') ? 'AccountsReport' : 'CheckReport');

const known = new Map<string, Promise<CommandResult>>();

/** The result of a command line, which runs once. */
function checked(...args: string[]): Promise<CommandResult> {
  const name = JSON.stringify(args);
  const result = known.get(name) ?? runCommand(['check', ...args], FILES);
  known.set(name, result);
  return result;
}

async function printed(args: readonly string[], option = '--json'): Promise<Json> {
  const { out, err } = await checked(...args, option);
  if (out === '') throw new Error(err);
  return JSON.parse(out) as Json;
}

const complaints = (kind: string, value: unknown): string => {
  const test = validateAs(kind);
  return test(value) ? '' : ajv.errorsText(test.errors);
};

type Row = Pick<RoleReport, 'role' | 'name' | 'status' | 'variant' | 'findings' | 'uncheckedSettings'>;

/** The roles of a report, whatever its kind. */
function rowsOf({ roles: rows, accounts }: Json): Row[] {
  return rows === undefined ? (accounts as { roles: Row[] }[]).flatMap((each) => each.roles) : (rows as Row[]);
}

const withoutZeros = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0));

/** A copy of a value in which one place was changed. */
function edited(value: unknown, path: readonly (string | number)[], edit: (parent: Json) => void): unknown {
  const copy = structuredClone(value);
  const parent = path.reduce<unknown>((part, step) => (part as Json)[step], copy);
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing is at ${path.join('.')}`);
  edit(parent as Json);
  return copy;
}

describe(FILE, () => {
  it('is up to date (npm run docs)', { timeout: 60_000 }, () => {
    expect(readFileSync(FILE, 'utf8')).toBe(renderReportSchema());
  });

  it.each(SAMPLE)('describes the report on %s', async (_name, args, expected) => {
    const report = await printed(args);
    expect(report).toMatchObject({ schemaVersion: 1, ...expected });
    expect(complaints(kindOf(args), report)).toBe('');
    expect(validate(report)).toBe(true);
  });

  it.each(SAMPLE)('describes the summary of the report on %s', async (_name, args) => {
    const summary = await printed(args, '--json=summary');
    expect(summary).toMatchObject({ schemaVersion: 1, view: 'summary' });
    expect(complaints('CheckSummary', summary)).toBe('');
    expect(validate(summary)).toBe(true);
  });

  it.each(SAMPLE)('has a summary that counts what the report on %s has', async (_name, args) => {
    const report = await printed(args);
    const summary = (await printed(args, '--json=summary')) as CheckSummary & Json;
    const rows = rowsOf(report);
    const found = rows.flatMap(({ findings }) => findings);
    const tally = (values: readonly string[]): Record<string, number> =>
      Object.fromEntries(values.map((value) => [value, values.filter((each) => each === value).length]));
    expect(withoutZeros(summary.counts.roles)).toEqual(tally(rows.map(({ status }) => status)));
    expect(withoutZeros(summary.counts.findings)).toEqual(tally(found.map(({ severity }) => severity)));
    expect(summary.issues).toEqual(tally((report['issues'] as { code: string }[]).map(({ code }) => code)));
    expect(summary.accounts.flatMap(({ roles: own }) => own)).toEqual(
      rows.map(({ role, name, status, variant, findings }) => ({
        role,
        name,
        status,
        ...(variant && { relation: variant.relation }),
        ...(findings.length > 0 && { findings: tally(findings.map(({ code }) => code)) }),
      })),
    );
    expect(summary.uncheckedSettings).toEqual([...new Set(rows.flatMap((row) => row.uncheckedSettings))]);
    expect(summary.exitCode).toBe((await checked(...args)).code);
    for (const word of ['"Statement"', '"calls"', '"message"', '"witness"']) {
      expect(JSON.stringify(summary)).not.toContain(word);
    }
  });

  it('describes the report on every change of a role, with its repairs', { timeout: 120_000 }, () => {
    const seen = new Set<string>();
    const assertDescribed = (report: DriftReport): void => {
      for (const { findings } of report.roles) for (const { code } of findings) seen.add(code);
      const value: unknown = JSON.parse(JSON.stringify({ schemaVersion: 1, ...report, repairs: repair(report) }));
      expect(complaints('CheckReport', value)).toBe('');
    };
    for (const mode of INTEGRATION_MODES) {
      for (const change of everyNth(changesOf(mode), 7)) assertDescribed(checkChanged(mode, changed(mode, change)));
    }
    const athena = { parameters: { ...TAGGED, tags: {}, athena: READ } };
    assertDescribed(checkRoles(inSync(), rolesOf('private-vpc', { tags: {}, athena: READ }), athena));
    expect([...seen].every((code) => Object.hasOwn(FINDINGS, code))).toBe(true);
    expect(seen.size).toBeGreaterThan(12);
  });

  describe('refuses a report', () => {
    let report: Json;
    let accounts: Json;
    let summary: Json;
    beforeAll(async () => {
      report = await printed(['drifted.json', ...ROLE_OPTIONS]);
      accounts = await printed(forty('stranger.json', '--config', 'forty.yaml'));
      summary = await printed(forty('stranger.json', '--config', 'forty.yaml'), '--json=summary');
    });
    const documents = (): Record<string, Json> => ({
      CheckReport: report,
      AccountsReport: accounts,
      CheckSummary: summary,
    });

    const PLACES: [kind: string, path: (string | number)[], required: string][] = [
      ['CheckReport', [], 'schemaVersion'],
      ['CheckReport', [], 'repairs'],
      ['CheckReport', ['roles', 0], 'status'],
      ['CheckReport', ['roles', 0, 'findings', 0], 'severity'],
      ['CheckReport', ['roles', 0, 'findings', 0, 'witness'], 'resource'],
      ['CheckReport', ['roles', 0, 'findings', 0, 'policy'], 'name'],
      ['CheckReport', ['roles', 0, 'expected'], 'trustPolicy'],
      ['CheckReport', ['roles', 0, 'expected', 'inlinePolicies', 0, 'document', 'Statement', 0], 'Effect'],
      ['CheckReport', ['roles', 0, 'deployed', 'trustPolicy', 'Statement', 0], 'Principal'],
      ['CheckReport', ['repairs', 0, 'calls', 0], 'operation'],
      ['CheckReport', ['repairs', 0, 'calls', 0, 'input'], 'RoleName'],
      ['AccountsReport', [], 'exitCode'],
      ['AccountsReport', ['accounts', 4], 'region'],
      ['AccountsReport', ['accounts', 8, 'roles', 0, 'findings', 0], 'match'],
      ['AccountsReport', ['accepted', 0, 'acceptance'], 'owner'],
      ['AccountsReport', ['unknownAccounts', 0], 'file'],
      ['AccountsReport', ['issues', 0], 'path'],
      ['CheckSummary', [], 'view'],
      ['CheckSummary', ['counts'], 'unused'],
      ['CheckSummary', ['counts', 'roles'], 'missing'],
      ['CheckSummary', ['counts', 'findings'], 'critical'],
      ['CheckSummary', ['accounts', 0], 'status'],
      ['CheckSummary', ['accounts', 0, 'roles', 0], 'name'],
    ];

    it.each(PLACES)('with an unknown member, in %s at %j', (kind, path) => {
      const value = edited(documents()[kind], path, (parent) => void (parent['unexpected'] = 1));
      expect([complaints(kind, value) === '', validate(value)]).toEqual([false, false]);
    });

    it.each(PLACES)('without a member, in %s at %j: %s', (kind, path, name) => {
      const value = edited(documents()[kind], path, (parent) => {
        expect(Object.keys(parent)).toContain(name);
        delete parent[name];
      });
      expect([complaints(kind, value) === '', validate(value)]).toEqual([false, false]);
    });

    it.each<[kind: string, path: (string | number)[], name: string, value: unknown]>([
      ['CheckReport', [], 'schemaVersion', 2],
      ['CheckReport', [], 'status', 'fine'],
      ['CheckReport', ['roles', 0], 'findings', {}],
      ['CheckReport', ['roles', 0, 'findings', 0], 'code', 'noSuchCode'],
      ['CheckReport', ['roles', 0, 'expected'], 'maxSessionDuration', '3600'],
      ['CheckReport', ['repairs', 0, 'calls', 0], 'operation', 'CreateUser'],
      ['AccountsReport', [], 'exitCode', 4],
      ['AccountsReport', ['accounts', 0], 'mode', 'my-vpc'],
      ['CheckSummary', [], 'view', 'report'],
      ['CheckSummary', ['accounts', 8, 'roles', 0], 'findings', { noSuchCode: 1 }],
      ['CheckSummary', ['counts', 'roles'], 'drifted', '1'],
      ['CheckSummary', [], 'issues', { no_such_issue: 1 }],
    ])('with another value, in %s at %j: %s', (kind, path, name, other) => {
      const value = edited(documents()[kind], path, (parent) => void (parent[name] = other));
      expect([complaints(kind, value) === '', validate(value)]).toEqual([false, false]);
    });
  });
});
