import { describe, expect, it } from 'vitest';
import { everyNth } from '../../deep.js';
import { runCommand } from '../run-command.js';

const policy = (...Statement: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const ORG_PATHS = ['o-a1b2c3d4e5/r-a/', 'o-a1b2c3d4e5/r-b/'];
const FILES = {
  'iam.json': policy({ Sid: 'NoIam', Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
  'leave.json': policy({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }),
  'imds.json': policy({
    Effect: 'Deny',
    Action: 'ec2:RunInstances',
    Resource: 'arn:aws:ec2:*:*:instance/*',
    Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
  }),
  'root/allow.json': policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
  'unit/allow.json': policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  'rcp.json': policy({
    Effect: 'Deny',
    Principal: '*',
    Action: 'sts:AssumeRole',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
  }),
  'boundary.json': policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  'vpc.json': policy({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } },
  }),
  'paths.json': policy(
    ...ORG_PATHS.map((path) => ({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { 'ForAllValues:StringNotEquals': { 'aws:PrincipalOrgPaths': path } },
    })),
  ),
};
/** Actions of both managed policies that no statement in their place has. */
const REPLACED = ['cloudformation:ValidateTemplate', 'athena:DeleteWorkGroup'];
const PLACE = ['--account', '444455556666', '--region', 'eu-west-1', '--organization', 'o-a1b2c3d4e5'];
const TRUST = ['--trusted-account', '111122223333', '--external-id', 'acme'];
const run = (...args: string[]) => runCommand(['guardrails', '--mode', 'private-vpc', ...PLACE, ...args], FILES);

describe('guardrails', () => {
  const statuses: [string, string[], number][] = [
    ['everything works', ['--scp', 'leave.json'], 0],
    ['a permission is cut off', ['--scp', 'iam.json'], 1],
    ['a permission is narrowed', ['--scp', 'imds.json'], 1],
    ['a narrowed permission does not count', ['--scp', 'imds.json', '--fail-on', 'cutOff'], 0],
    ['nothing counts', ['--scp', 'iam.json', '--fail-on', 'never'], 0],
    ['nobody knows who assumes the role', ['--rcp', 'rcp.json', '--fail-on', 'cutOff', '--scp', 'leave.json'], 1],
    ['the boundary denies', ['--boundary', 'boundary.json'], 1],
    ['several levels', ['--scp', 'root/allow.json', 'unit/allow.json'], 1],
    ['the management account', ['--scp', 'iam.json', '--management-account', '444455556666'], 0],
    ['a fact', ['--scp', 'vpc.json', '--fact', 'aws:SourceVpc=vpc-1'], 0],
    ['without the fact', ['--scp', 'vpc.json', '--fail-on', 'cutOff'], 0],
  ];
  it.each(everyNth(statuses, 2))('has an exit status: %s', async (_what, args, status) => {
    const { code, err } = await run(...args);
    expect({ code, err }).toEqual({ code: status, err: '' });
  });

  it('accepts several values of a fact, if a request can have them', async () => {
    const withFacts = (file: string, ...values: string[]) =>
      run('--scp', file, ...values.flatMap((each) => ['--fact', each]));
    const paths = ORG_PATHS.map((path) => `aws:PrincipalOrgPaths=${path}`);
    expect(await withFacts('paths.json', ...paths)).toMatchObject({ code: 0, err: '' });
    // Each of them is needed.
    for (const path of everyNth(paths, 2))
      expect(await withFacts('paths.json', path)).toMatchObject({ code: 1, err: '' });
    expect(await withFacts('leave.json', 'aws:SourceVpc=vpc-1', 'aws:SourceVpc=vpc-2')).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(
        'error: --fact.aws:SourceVpc: `aws:SourceVpc` is single-valued and must have 1 value, not 2',
      ) as unknown as string,
    });
  });

  it('checks the managed policies that the roles have with the options, and no others', async () => {
    const denying = { 'reads.json': policy({ Effect: 'Deny', Action: REPLACED, Resource: '*' }) };
    const check = async (...args: string[]) => {
      const command = ['guardrails', '--mode', 'private-vpc', ...PLACE, '--scp', 'reads.json', '--org-id', 'acme'];
      return (await runCommand([...command, ...args], denying)).code;
    };
    const tables = ['--read-tables', 'sales', '--query-results', 'managed'];
    expect(await check()).toBe(1);
    expect(await check('--scope', 'stackStatusOnly')).toBe(1);
    expect(await check(...tables)).toBe(1);
    expect(await check('--scope', 'stackStatusOnly', ...tables)).toBe(0);
  });

  it('exits with 3 if it is unknown who assumes the role', async () => {
    const { code, out } = await run('--rcp', 'rcp.json', '--fail-on', 'never');
    expect(code).toBe(3);
    expect(out).toContain('Who assumes the role, sts:AssumeRole: unknown');
  });

  it('checks whether the trusted account can assume the role', async () => {
    const { out } = await run('--rcp', 'rcp.json', ...TRUST);
    expect(out).toContain('`arn:aws:iam::111122223333:root`, sts:AssumeRole: works.');
    expect(out).toContain('`ec2.amazonaws.com`, sts:AssumeRole: cut off.');
  });

  it('takes the level from the folder or from the option', async () => {
    const { out } = await run('--scp', 'root/allow.json', 'unit/allow.json');
    expect(out).toContain('no service control policy that allows it at level `unit`');
    const named = await run('--scp', 'top=iam.json');
    expect(named.out).toContain('`NoIam` of service control policy `iam.json` at level `top`');
  });

  it('uses prefix, suffix and path of the roles', async () => {
    const { out } = await run('--scp', 'leave.json', '--name-prefix', 'a-', '--name-suffix', '-b', '--path', '/x/');
    expect(out).toContain('a-UpsolverManagementRole-b: 45 of 45 permissions work.');
  });

  it.each(['json', 'markdown', 'sarif', 'github', 'junit'])('prints %s', async (format) => {
    const { code, out } = await run('--scp', 'iam.json', '--format', format);
    expect(code).toBe(1);
    expect(out).toContain('iam:PassRole');
  });

  it('says that managed policies of other partitions were not checked', async () => {
    const { code, out } = await run('--scp', 'leave.json', '--region', 'cn-north-1', '--format', 'markdown');
    expect(code).toBe(3);
    expect(out).toContain('AWSCloudFormationReadOnlyAccess was not checked');
  });

  it.each<[string, string[], RegExp]>([
    [
      'no place',
      ['guardrails', '--scp', 'iam.json'],
      /--mode: is required[^]*--account: is required[^]*--region: is req/,
    ],
    ['no files', ['guardrails', '--mode', 'upsolver-vpc', ...PLACE], /no guardrails are given/],
    [
      'another mode',
      ['guardrails', '--mode', 'x', ...PLACE, '--scp', 'iam.json'],
      /--mode: `x` is not a known integration mode/,
    ],
    [
      'a bad organization',
      ['guardrails', '--mode', 'upsolver-vpc', ...PLACE.slice(0, 4), '--organization', 'o-x', '--scp', 'iam.json'],
      /--organization: `o-x` is not an organization ID/,
    ],
    [
      'a bad account',
      ['guardrails', '--mode', 'upsolver-vpc', '--account', '1', '--region', 'eu-west-1', '--scp', 'iam.json'],
      /--account: `1` is not an AWS account ID/,
    ],
    [
      'a bad Region',
      ['guardrails', '--mode', 'private-vpc', '--account', '444455556666', '--region', 'x', '--scp', 'iam.json'],
      /--region: `x` is not/,
    ],
    [
      'missing files',
      ['guardrails', '--mode', 'upsolver-vpc', ...PLACE, '--scp', 'a.json', 'b.json'],
      /a\.json[^]*b\.json/,
    ],
    ['a status that does not exist', ['guardrails', '--fail-on', 'x'], /--fail-on: `x` is not a known status/],
  ])('exits with 2: %s', async (_what, args, message) => {
    const { code, out, err } = await runCommand(args, FILES);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});

describe('guardrails --config', () => {
  const ACCOUNT_OF_FILE =
    "  '444455556666': { mode: private-vpc, region: eu-west-1, orgId: acme, " +
    "trustedAccountId: '111122223333', externalId: acme }\n";
  const accounts = (guardrails: string, more = ''): string =>
    `accounts:\n${ACCOUNT_OF_FILE}${more}guardrails:\n${guardrails}`;
  const inFolder = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`org/policies/${name}`, text]));
  const withFile = (text: string, ...args: string[]) =>
    runCommand(['guardrails', '--config', 'org/accounts.yaml', ...args], {
      ...FILES,
      ...inFolder,
      'org/accounts.yaml': text,
    });

  const sections: [string, string, string[], number][] = [
    ['everything works', '  scp: [policies/leave.json]\n', [], 0],
    ['a permission is cut off', '  scp: [policies/iam.json]\n', [], 1],
    ['an RCP denies the calls of EC2', '  rcp: [policies/rcp.json]\n', [], 1],
    ['a boundary is given', '  boundary: policies/boundary.json\n', [], 1],
    ['files have levels', '  scp: [root=policies/root/allow.json, unit=policies/unit/allow.json]\n', [], 1],
    ['files are in folders', '  scp: [policies/root/allow.json, policies/leave.json]\n', [], 0],
    ['it is the management account', "  scp: [policies/iam.json]\n  managementAccount: '444455556666'\n", [], 0],
    ['a fact is given', '  scp: [policies/vpc.json]\n  facts: { aws:SourceVpc: vpc-1 }\n', [], 0],
    ['another fact is given', '  scp: [policies/vpc.json]\n  facts: { aws:SourceVpc: vpc-2 }\n', [], 1],
    [
      'an option replaces the fact, in any letter case',
      '  scp: [policies/vpc.json]\n  facts: { AWS:SourceVpc: vpc-2 }\n',
      ['--fact', 'aws:SourceVpc=vpc-1'],
      0,
    ],
    ['an option replaces files of its kind', '  scp: [policies/iam.json]\n', ['--scp', 'leave.json'], 0],
    [
      'an option keeps files of other kinds',
      '  scp: [policies/iam.json]\n  boundary: policies/root/allow.json\n',
      ['--boundary', 'root/allow.json'],
      1,
    ],
    [
      'an option replaces the management account',
      "  scp: [policies/iam.json]\n  managementAccount: '444455556666'\n",
      ['--management-account', '111122223333'],
      1,
    ],
  ];
  it.each(everyNth(sections, 2))('has an exit status: %s', async (_what, guardrails, args, status) => {
    const { code, err } = await withFile(accounts(guardrails), ...args);
    expect({ code, err }).toEqual({ code: status, err: '' });
  });

  it('has what the options have: the same report', async () => {
    const { out } = await withFile(
      accounts('  scp: [policies/imds.json]\n  organization: o-a1b2c3d4e5\n'),
      '--format',
      'json',
    );
    const named = await runCommand(
      [
        'guardrails',
        '--mode',
        'private-vpc',
        ...PLACE,
        '--scp',
        'org/policies/imds.json',
        '--org-id',
        'acme',
        ...TRUST,
        '--format',
        'json',
      ],
      inFolder,
    );
    expect(JSON.parse(out)).toEqual(JSON.parse(named.out));
  });

  it('checks one account of several, and one Region', async () => {
    const other =
      "  '444455556667': { mode: private-vpc, regions: [eu-west-1, { region: us-east-1, nameSuffix: -us }], " +
      "orgId: acme, trustedAccountId: '111122223333', externalId: acme }\n";
    const text = accounts('  scp: [policies/leave.json]\n', other);
    expect((await withFile(text)).err).toContain('several accounts');
    expect((await withFile(text, '--account', '444455556667')).err).toContain('several Regions');
    expect((await withFile(text, '--account', '111111111111')).err).toContain('`111111111111` is not in `accounts`');
    expect((await withFile(text, '--account', '444455556666')).code).toBe(0);
    expect((await withFile(text, '--account', '444455556667', '--region', 'us-east-1')).out).toContain(
      'UpsolverManagementRole-us',
    );
  });

  it('refuses files that are missing, wrong members, and a file without guardrails', async () => {
    expect((await withFile(accounts('  scp: [missing.json]\n'))).err).toContain('org/missing.json');
    const wrong = await withFile(
      accounts("  scps: []\n  scp: []\n  organization: acme\n  boundary: ''\n  rcp: ['']\n"),
    );
    expect(wrong.code).toBe(2);
    for (const part of [
      '`scp`?',
      'guardrails.scp',
      'guardrails.organization',
      'guardrails.boundary',
      'guardrails.rcp.0',
    ]) {
      expect(wrong.err).toContain(part);
    }
    expect((await withFile(`accounts:\n${ACCOUNT_OF_FILE}`)).err).toContain('no guardrails are given');
    expect((await withFile(`accounts:\n${ACCOUNT_OF_FILE}`, '--scp', 'leave.json')).code).toBe(0);
  });

  it('keeps absolute names, and those next to a file without a folder', async () => {
    const files = {
      ...FILES,
      '/etc/leave.json': FILES['leave.json'],
      'accounts.yaml': accounts('  scp: [/etc/leave.json, leave.json]\n'),
    };
    const { code, err } = await runCommand(['guardrails', '--config', 'accounts.yaml'], files);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
