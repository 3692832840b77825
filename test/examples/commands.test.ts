import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES } from '../../src/index.js';
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

/** The functions for AWS Lambda: chapters of the page with their code, and what their bundles import of the AWS SDK. */
const BUNDLES = [
  { chapter: 'A service that checks accounts', imports: ['@aws-sdk/client-iam', '@aws-sdk/credential-providers'] },
  { chapter: 'A rule for AWS Config', imports: ['@aws-sdk/client-config-service', '@aws-sdk/client-iam'] },
  { chapter: 'A template over HTTP', file: 'lambda-template/handler.ts', imports: [] },
];

/** The code of a chapter of the page: its block, or the file that it names. */
function codeOf(chapter: string, file?: string): string {
  if (file !== undefined) return `export * from './${file.replace('.ts', '.js')}';`;
  const [, text = ''] = readFileSync('examples/README.md', 'utf8').split(`\n## ${chapter}\n`);
  return /^```ts\n(.*?)^```$/ms.exec(text)?.[1] ?? '';
}

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

  it.each(BUNDLES)(
    'bundle the function of "$chapter" into one file, which imports only $imports',
    ({ chapter, file, imports }) => {
      const [command = ''] = commandsOf('README.md');
      writeFileSync(join(folder, 'examples/lambda.ts'), codeOf(chapter, file));
      const bundling = run(command, 'examples');
      expect(bundling.status, bundling.stderr).toBe(0);
      const bundle = readFileSync(join(folder, 'examples/index.mjs'), 'utf8');
      const statements = [...bundle.matchAll(/^(?:import\b.*|\}) from "([^"]+)";$/gm)];
      expect(new Set(statements.map(([, from]) => from))).toEqual(new Set(imports));
      expect(bundle).toMatch(/^export \{\n {2}handler\n\};$/m);
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
