import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES, helpText } from '../../scripts/help-text.js';
import { toYaml } from '../../src/cli/yaml.js';
import { buildManagementPolicy, buildRoles, buildServerPolicy } from '../../src/index.js';
import { toCloudFormation } from '../../src/render/cloudformation/index.js';
import { exportOf } from '../drift/account.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { runCommand, type Files } from './run-command.js';

const ORGANIZATION = { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' };
const PARAMETERS = { ...ORGANIZATION, trustedAccountId: '111122223333', externalId: 'acme-external-id' };

const policy = (Action: string, more: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, ...more }] });

const management = JSON.stringify(buildManagementPolicy());

/** The files that the examples name. */
const files: Files = {
  'upsolver-iam.yaml': JSON.stringify({
    defaults: { mode: 'private-vpc', ...PARAMETERS },
    accounts: { [ACCOUNT]: null },
  }),
  '-': management,
  'deny-regions.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }],
  }),
  'old.json': policy('s3:Get*', { Resource: '*' }),
  'export.json': JSON.stringify(exportOf(buildRoles('private-vpc', PARAMETERS))),
  'management.json': management,
  'policy.json': policy('*', { Resource: '*' }),
  'new.json': policy('s3:GetObject', { Resource: '*' }),
  'server.json': JSON.stringify(buildServerPolicy(ORGANIZATION.orgId, ORGANIZATION.region)),
  'template.yaml': toYaml(toCloudFormation(buildRoles('private-vpc', PARAMETERS))),
  'trust.json': policy('sts:AssumeRole', { Principal: { Service: 'ec2.amazonaws.com' } }),
};

/** The command lines of the examples, as a shell would hand them to the command. */
function examplesOf(help: string): string[][] {
  const [, examples = ''] = help.split(/^Examples:\n/m);
  return examples
    .split('\n\n', 1)[0]!
    .replaceAll(/ \\\n +/g, ' ')
    .split(/\n|\|/)
    .map((line) => / *\$? ?upsolver-iam ([^>]+)/.exec(line)?.[1]?.trim().split(' '))
    .filter((args) => args !== undefined);
}

describe('--help', () => {
  it('lists all commands', async () => {
    expect(COMMAND_NAMES).toEqual([
      'roles',
      'policy',
      'permissions',
      'template',
      'check',
      'inspect',
      'compare',
      'diff',
      'evaluate',
      'lint',
      'risks',
      'guardrails',
      'review',
      'explain',
    ]);
  });

  it.each([60, 80, 120])('fits into %i columns', async (columns) => {
    for (const name of ['', ...COMMAND_NAMES]) {
      const lines = (await helpText(name, columns)).split('\n');
      // Examples are there to be copied.
      expect(lines.filter((line) => line.length > columns && !/^ {2}(?:\$| {4}-)/.test(line))).toEqual([]);
    }
  });

  it.each(['', ...COMMAND_NAMES])('begins with a sentence of its own in the third person: %s', async (name) => {
    expect(await helpText(name)).toMatch(/^Usage: upsolver-iam [^\n]+\n\n[A-Z][a-z]+s\b[^]+?\.\s/);
  });

  it.each(COMMAND_NAMES)('says what each exit code means: %s', async (name) => {
    expect(await helpText(name)).toMatch(/\nExit status:\n {3}0 {2}.+\n(?: {3}1 {2}.+\n)? {3}2 {2}/);
  });

  it.each(['', ...COMMAND_NAMES])('has examples that work: %s', async (name) => {
    const examples = examplesOf(await helpText(name));
    expect(examples.length).toBeGreaterThan(0);
    for (const args of examples) {
      const expected = args[0] === 'risks' ? 1 : 0;
      expect({ args, ...(await runCommand(args, files)) }).toMatchObject({ args, code: expected, err: '' });
    }
  });

  it('names the choices', async () => {
    expect((await helpText('roles')).replaceAll(/\s+/g, ' ')).toContain('private-vpc or upsolver-vpc');
    expect(await helpText('policy')).toContain('Usage: upsolver-iam policy <role> [options]');
  });

  it('names the options that describe roles for template and check', async () => {
    for (const name of ['template', 'check'])
      for (const option of ['--mode', '--trusted-account', '--external-id', '--scope', 'Example'])
        expect(await helpText(name)).toContain(option);
    expect(await helpText('template')).toContain('--yaml');
    expect(await helpText('check')).toContain('aws iam get-account-authorization-details');
    expect(await helpText('check')).toContain(
      'Exit status:\n   0  in sync\n   1  drifted or missing\n   2  invalid input\n',
    );
  });

  it('is as wide as the terminal', async () => {
    const widths = (await helpText('template', 120)).split('\n').map((line) => line.length);
    expect(Math.max(...widths)).toBeGreaterThan(90);
  });
});
