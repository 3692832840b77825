import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.js';
import { buildRoles } from '../../../src/index.js';
import { exportOf } from '../../drift/account.js';
import { POLICY_FILES } from '../policies.js';
import { runCommand } from '../run-command.js';

const PARAMETERS = {
  orgId: 'acme',
  region: 'eu-west-1',
  trustedAccountId: '111122223333',
  externalId: 'acme-external-id',
};
const REGION = ['--org-id', 'acme', '--region', 'eu-west-1'];
const ROLES = [...REGION, '--trusted-account', '111122223333', '--external-id', 'acme-external-id'];
const FILES = {
  ...POLICY_FILES,
  'export.json': JSON.stringify(exportOf(buildRoles('private-vpc', PARAMETERS))),
  'accounts.json': JSON.stringify({
    version: 1,
    accounts: { '444455556666': { mode: 'private-vpc', ...PARAMETERS } },
  }),
};
const MESSAGE = 'User: ann is not authorized to perform: ec2:RunInstances';

/** What each command prints as a report. */
const REPORTS: readonly (readonly string[])[] = [
  ['check', 'export.json', '--mode', 'private-vpc', ...ROLES],
  ['check', 'export.json', '--config', 'accounts.json'],
  ['inspect', 'export.json'],
  ['compare', 'get.json', 'any-get.json'],
  ['compare', 'get.json', 'any-get.json', '--new'],
  ['diff', 'get.json', 'any-get.json'],
  ['evaluate', 'get.json', '--action', 's3:GetObject'],
  ['lint', 'get.json'],
  ['lint', 'warned.json'],
  ['risks', 'any-get.json'],
  ['guardrails', '--mode', 'private-vpc', '--account', '444455556666', '--region', 'eu-west-1', '--scp', 'scp.json'],
  ['explain', MESSAGE],
];

/** What other programs read as it is: a document, or the value that the library returns. */
const DOCUMENTS: readonly (readonly string[])[] = [
  ['policy', 'UpsolverServerRole', ...REGION],
  ['policy', 'UpsolverServerRole', '--trust', '--region', 'eu-west-1'],
  ['roles', 'private-vpc'],
  ['roles', 'private-vpc', ...ROLES],
  ['permissions', 'UpsolverServerRole'],
  ['review', '--mode', 'private-vpc', ...ROLES],
  ['inspect', 'export.json', '--import', 'terraform'],
];

const printedBy = async (args: readonly string[]): Promise<unknown> => {
  const scp = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const { out } = await runCommand([...args, '--format', 'json'], { ...FILES, 'scp.json': JSON.stringify(scp) });
  return JSON.parse(out);
};

describe('the output of --format json', () => {
  it.each(REPORTS)('begins with the version of its shape: %s %s %s', async (...args) => {
    expect(Object.entries((await printedBy(args)) as object)[0]).toEqual(['schemaVersion', 1]);
  });

  it.each(DOCUMENTS)('is the document alone: %s %s %s', async (...args) => {
    expect(JSON.stringify(await printedBy(args))).not.toContain('schemaVersion');
  });

  it('of a review has the version of the review itself', async () => {
    const review = await printedBy(['review', '--mode', 'private-vpc', ...ROLES]);
    expect(review).toMatchObject({ format: 'upsolver-iam/review', formatVersion: 1 });
  });

  it('of every command is one or the other', async () => {
    const withJson: string[] = [];
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      if ((await load()).default.formats.includes('json')) withJson.push(name);
    }
    expect(new Set([...REPORTS, ...DOCUMENTS].map(([name]) => name))).toEqual(new Set(withJson));
  });
});
