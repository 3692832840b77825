import { describe, expect, it } from 'vitest';
import { buildRoles, type DeployableRole } from '../../../src/index.js';
import { toAwsCliScript } from '../../../src/render/aws-sdk/index.js';
import { cliCommand } from '../../../src/render/aws-sdk/script.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { runScript } from '../run-script.js';
import { apply, type Call } from './fake-iam.js';

const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** The calls that the AWS CLI would make. */
function readCalls(calls: readonly string[][]): Call[] {
  return calls.map(([service, name = '', ...rest]) => {
    expect(service).toBe('iam');
    expect(rest.length % 2).toBe(0);
    const options = rest.flatMap((option, index) =>
      index % 2 === 0 ? [[option, rest[index + 1] as string] as const] : [],
    );
    for (const [option, value] of options) {
      expect(option).toMatch(/^--[a-z-]+$/);
      // The command would take these for an option, or for a file.
      expect(value).not.toMatch(/^(-|file:\/\/|fileb:\/\/|https?:\/\/)/);
    }
    const json = options.find(([option]) => option === '--cli-input-json');
    if (json !== undefined) return { operation: pascalCase(name), input: JSON.parse(json[1]) as Call['input'] };
    const input = Object.fromEntries(
      options.map(([option, value]) => {
        const key = pascalCase(option.slice(2));
        if (key === 'Tags') return [key, JSON.parse(value) as unknown];
        return [key, key === 'MaxSessionDuration' ? Number(value) : value];
      }),
    );
    return { operation: pascalCase(name), input };
  });
}

describe('the script of toAwsCliScript', () => {
  it.each(RENDER_ROWS)('creates exactly these roles: %s', (_name, roles) => {
    const { calls, status } = runScript(toAwsCliScript(roles));
    expect(status).toBe(0);
    expectDeployed(apply(readCalls(calls)), roles);
  });

  const [plain] = buildRoles('upsolver-vpc', PARAMETERS);
  it.each([
    ['a name that looks like an option', { name: '--no-paginate' }],
    ['a description that looks like a file', { description: 'file:///etc/passwd' }],
    ['a description that looks like an address', { description: 'https://example.com' }],
    ['a description with lines', { description: 'first\nsecond \'quoted\' "twice" $HOME `id` \\' }],
    ['an empty description', { description: '' }],
    ['a name with spaces', { name: 'a b\'c$d"e' }],
  ])('passes on %s unchanged', (_what, change: Partial<DeployableRole>) => {
    const role = { ...plain, ...change };
    expectDeployed(apply(readCalls(runScript(toAwsCliScript([role])).calls)), [role]);
  });

  it('stops at the first call that fails', () => {
    const { calls, status } = runScript(toAwsCliScript([plain]), 1);
    expect(calls).toHaveLength(2);
    expect(status).not.toBe(0);
  });

  it('says in a comment what it does', () => {
    expect(toAwsCliScript(buildRoles('private-vpc', PARAMETERS))).toMatch(
      /^#!\/bin\/sh\n# Creates UpsolverManagementRole and UpsolverServerRole with the AWS CLI/,
    );
  });
});

describe('cliCommand', () => {
  it('spells operation and options as the AWS CLI does, and quotes every argument', () => {
    const input = { RoleName: "it's", MaxSessionDuration: 3600, Tags: [{ Key: 'a', Value: 'b' }] };
    expect(cliCommand({ operation: 'CreateRole', input })).toBe(
      [
        'aws iam create-role',
        String.raw`--role-name 'it'\''s'`,
        "--max-session-duration '3600'",
        `--tags '[{"Key":"a","Value":"b"}]'`,
      ].join(' \\\n  '),
    );
  });

  it.each(['-x', 'file://x', 'fileb://x', 'http://x', 'https://x'])(
    'hands over an argument as JSON if the command would misread it: %s',
    (RoleName) => {
      expect(cliCommand({ operation: 'GetRole', input: { RoleName } })).toBe(
        `aws iam get-role \\\n  --cli-input-json '{"RoleName":"${RoleName}"}'`,
      );
    },
  );
});
