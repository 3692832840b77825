import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { run } from '../../examples/cli/acme.js';
import { buildRoles } from '../../src/index.js';
import { toCloudFormation } from '../../src/render/cloudformation/index.js';
import { everyNth } from '../deep.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';
import { accountOf, changePolicy, decode, roleNamed, type Account } from './account.js';

const { orgId, region, trustedAccountId, externalId } = PARAMETERS;
const OPTIONS = [
  '--org-id',
  orgId,
  '--region',
  region,
  '--trusted-account',
  trustedAccountId,
  '--external-id',
  externalId,
];

type Result = { exitCode: number | null; out: string; err: string };

/** What `aws iam get-account-authorization-details` prints: documents are JSON, not URL-encoded as in the API. */
function exportOf({ roles, policies }: Account): string {
  const RoleDetailList = roles.map((role) => ({
    ...role,
    AssumeRolePolicyDocument: decode(role.AssumeRolePolicyDocument),
    RolePolicyList: role.RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
      PolicyName,
      PolicyDocument: decode(PolicyDocument),
    })),
  }));
  const Policies = policies.map((policy) => ({
    ...policy,
    PolicyVersionList: policy.PolicyVersionList.map((version) => ({ ...version, Document: decode(version.Document) })),
  }));
  return JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList, Policies }, undefined, 4);
}

function driftedAccount(): Account {
  const account = accountOf('private-vpc', 3);
  changePolicy(roleNamed(account, 'UpsolverManagementRole'), ({ Statement }) => void Statement.shift());
  return account;
}

async function runHere(args: readonly string[], input = ''): Promise<Result> {
  const result = { out: '', err: '' };
  const exitCode = await run(args, {
    stdin: Readable.from([input]),
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
  });
  return { exitCode, ...result };
}

/** Runs the command as a process, with its input in chunks. */
async function runProcess(args: readonly string[], input: string): Promise<Result> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'examples/cli/main.ts', ...args]);
  const exited = new Promise<number | null>((resolve) => void child.once('close', resolve));
  Readable.from(input.match(/[\s\S]{1,5000}/g) ?? []).pipe(child.stdin);
  const [out, err, exitCode] = await Promise.all([readAll(child.stdout), readAll(child.stderr), exited]);
  return { exitCode, out, err };
}

const IN_SYNC = `All roles are in sync.

UpsolverManagementRole  account ${ACCOUNT}  in sync
UpsolverServerRole      account ${ACCOUNT}  in sync

Not checked: maximum session duration (the input does not include it; GetRole returns it).
`;

describe('acme onboard', () => {
  it.each(['private-vpc', 'upsolver-vpc'] as const)('prints only the template: %s', async (mode) => {
    const { exitCode, out, err } = await runHere(['onboard', '--mode', mode, ...OPTIONS]);
    expect(JSON.parse(out)).toEqual(toCloudFormation(buildRoles(mode, PARAMETERS)));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });

  it('lists all problems of the options', async () => {
    expect(await runHere(['onboard', '--mode', 'vpc', '--region', 'us-east-1a'])).toEqual({
      exitCode: 2,
      out: '',
      err: [
        'error: mode: `vpc` is not a known integration mode (one of `private-vpc`, `upsolver-vpc`)',
        'error: orgId: the organization ID is missing',
        'error: region: `us-east-1a` is an Availability Zone, not an AWS Region (its Region is `us-east-1`)',
        'error: trustedAccountId: the trusted account ID is missing',
        'error: externalId: the external ID is missing',
        '',
      ].join('\n'),
    });
  });
});

describe('acme verify', () => {
  it('exits with 0 if all roles are in sync', async () => {
    expect(await runHere(['verify', ...OPTIONS], exportOf(accountOf('private-vpc', 3)))).toEqual({
      exitCode: 0,
      out: IN_SYNC,
      err: '',
    });
  });

  it('exits with 1 if a role drifted', async () => {
    const { exitCode, out } = await runHere(['verify', ...OPTIONS], exportOf(driftedAccount()));
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^2 roles: 1 in sync, 1 drifted\.\n/);
  });

  it('exits with 1 if a role is missing', async () => {
    const { exitCode, out } = await runHere(['verify', '--mode', 'upsolver-vpc', ...OPTIONS], '{"RoleDetailList":[]}');
    expect({ exitCode, out }).toEqual({
      exitCode: 1,
      out: '1 role: 1 missing.\n\nUpsolverRole    missing  1 finding\n\nUpsolverRole: missing\n  error roleMissing: there is no role `UpsolverRole`\n',
    });
  });

  it('exits with 2 if the input is truncated', async () => {
    const { exitCode, out } = await runHere(['verify', '--mode', 'upsolver-vpc', ...OPTIONS], '{"RoleDetailList":[');
    expect(exitCode).toBe(2);
    expect(out).toMatch(/\nCould not be read:\n {2}line 1, column 20: [^\n]+\n$/);
  });

  it('exits with 2 if options are missing', async () => {
    const { exitCode, out, err } = await runHere(['verify'], exportOf(accountOf('private-vpc')));
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err.split('\n')).toHaveLength(5);
  });
});

describe('acme', () => {
  it.each([
    [['offboard'], "error: unknown command 'offboard'\n(Did you mean onboard?)\n"],
    [['verify', '--force'], "error: unknown option '--force'\n"],
    [['onboard', '--org-id'], "error: option '--org-id <id>' argument missing\n"],
  ])('exits with 2 for wrong usage: %j', async (args, err) => {
    expect(await runHere(args)).toEqual({ exitCode: 2, out: '', err });
  });

  it.each([[['--help']], [['help', 'verify']], [['onboard', '--help']]])('prints help: %j', async (args) => {
    const { exitCode, out, err } = await runHere(args);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^Usage: acme /);
  });
});

describe('as a process', () => {
  const inputs: [what: string, input: string, exitCode: number][] = [
    ['in sync', exportOf(accountOf('private-vpc', 3)), 0],
    ['drifted', exportOf(driftedAccount()), 1],
    ['breaks off', exportOf(accountOf('private-vpc', 3)).slice(0, -5), 2],
    ['drifted, and breaks off', exportOf(driftedAccount()).slice(0, -100), 1],
  ];
  it.each(everyNth(inputs, 2))(
    'reads standard input, and exits as it should: %s',
    async (_what, input, exitCode) => {
      const args = ['verify', ...OPTIONS];
      expect(await runProcess(args, input)).toEqual(await runHere(args, input));
      expect((await runHere(args, input)).exitCode).toBe(exitCode);
    },
    30_000,
  );
});
