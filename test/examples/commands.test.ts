import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES } from '../../src/index.js';
import { deep } from '../deep.js';
import { exportOf } from '../drift/account.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';

/* The commands in the pages of the examples, as they are written. Needs a build: `npm run build`. */

/** A copy of the examples, in a folder where they find the package and its tools as in a clone. */
let folder = '';

beforeAll(() => {
  mkdirSync('reports', { recursive: true });
  folder = mkdtempSync(resolve('reports/examples-'));
  cpSync('examples', join(folder, 'examples'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The functions for AWS Lambda, and what their bundles import: the runtime has the AWS SDK. */
const BUNDLES = [
  { file: 'service/lambda.ts', exported: 'createHandler', imports: ['@aws-sdk/client-iam'] },
  { file: 'config-rule/rule.ts', exported: 'createHandler', imports: [] },
  { file: 'lambda-template/handler.ts', exported: 'handler', imports: [] },
];

const commandsOf = (page: string): string[] =>
  [...readFileSync(join('examples', page), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);

function run(command: string, cwd: string): { status: number | null; stdout: string; stderr: string } {
  const path = [join(folder, 'bin'), resolve('node_modules/.bin'), process.env['PATH']].join(delimiter);
  // npx only finds what is in the path already.
  const options = { cwd: join(folder, cwd), encoding: 'utf8', env: { ...process.env, PATH: path } } as const;
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', command.replaceAll('npx ', '')], options);
  return { status, stdout, stderr };
}

describe.skipIf(process.platform === 'win32')('the commands of the examples', () => {
  it('are all run here', () => {
    const pages = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    expect(Object.fromEntries(pages.toSorted().map((page) => [page, commandsOf(page).length]))).toEqual({
      'README.md': 2,
      'cdk/README.md': 0,
      'pulumi/README.md': 0,
      'stacksets/README.md': 0,
      'terraform-module/README.md': 1,
    });
  });

  it.each(deep ? BUNDLES : BUNDLES.slice(0, 1))(
    'bundle $file into one file, which imports only $imports',
    async ({ file, exported, imports }) => {
      const [command = ''] = commandsOf('README.md');
      expect(command).toContain('esbuild lambda.ts ');
      const [example = '', name = ''] = file.split('/');
      const bundling = run(command.replace('lambda.ts', name), join('examples', example));
      expect(bundling.status, bundling.stderr).toBe(0);
      const bundled = join(folder, 'examples', example, 'index.mjs');
      const statements = readFileSync(bundled, 'utf8').matchAll(/^(?:import\b.*|\}) from "([^"]+)";$/gm);
      expect([...statements].map(([, from]) => from)).toEqual(imports);
      expect(await import(pathToFileURL(bundled).href)).toHaveProperty(exported, expect.any(Function));
    },
  );

  it('write a Terraform module for each mode', () => {
    const [command = ''] = commandsOf('terraform-module/README.md');
    const { status, stdout } = run(command, 'examples/terraform-module');
    expect({ status, modules: stdout.trim().split('\n') }).toEqual({
      status: 0,
      modules: INTEGRATION_MODES.map((mode) => join('modules', mode)),
    });
    for (const module of stdout.trim().split('\n')) {
      const text = readFileSync(join(folder, 'examples/terraform-module', module, 'main.tf.json'), 'utf8');
      expect(Object.keys(JSON.parse(text) as object)).toContain('resource');
    }
  });

  it('compare the export of an account, with the values that the page leaves to you', () => {
    writeFileSync(join(folder, 'export.json'), JSON.stringify(exportOf(buildRoles('private-vpc', PARAMETERS))));
    const isExport = 'test "$1 $2" = "iam get-account-authorization-details"';
    writeFileSync(join(folder, 'bin/aws'), `#!/bin/sh\n${isExport} && cat '${join(folder, 'export.json')}'\n`);
    chmodSync(join(folder, 'bin/aws'), 0o755);
    const values: Record<string, string> = {
      '--org-id': PARAMETERS.orgId,
      '--region': PARAMETERS.region,
      '--trusted-account': PARAMETERS.trustedAccountId,
      '--external-id': String(PARAMETERS.externalId),
    };
    const [, command = ''] = commandsOf('README.md');
    const filled = command.replaceAll(/(--[\w-]+) \.\.\./g, (_, option: string) => `${option} '${values[option]}'`);
    expect(filled).not.toContain('...');
    const { status, stdout, stderr } = run(filled, '.');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('UpsolverServerRole');
  });
});
