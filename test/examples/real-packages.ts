import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/* Examples with the real packages, in a temporary folder: `npm ci` stays light. */

const PACKAGES = [
  'aws-cdk-lib',
  'constructs',
  '@pulumi/aws',
  '@pulumi/pulumi',
  '@aws-sdk/client-cloudformation',
  '@aws-sdk/client-config-service',
  '@aws-sdk/client-iam',
  '@aws-sdk/credential-providers',
  '@types/aws-lambda',
];

/** Programs that run an example for cases from standard input, and print what it has made for each. */
const PROGRAMS = {
  cdk: `
    import { App, Stack } from 'aws-cdk-lib';
    import { Template } from 'aws-cdk-lib/assertions';
    import { UpsolverRoles } from './examples/cdk/upsolver-roles.js';
    const made = cases.map(([mode, parameters]) => {
      const app = new App();
      const stack = new Stack(app, 'Upsolver');
      new UpsolverRoles(stack, 'Roles', { mode, ...parameters });
      const template = Template.fromStack(stack).toJSON();
      const { template: synthesized } = app.synth().getStackByName('Upsolver');
      return { template, synthesized };
    });`,
  pulumi: `
    import * as pulumi from '@pulumi/pulumi';
    const made = [];
    for (const [mode, parameters] of cases) {
      const resources = [];
      await pulumi.runtime.setMocks({
        newResource: ({ type, name, inputs }) => {
          resources.push({ type, name, inputs });
          return { id: name, state: inputs };
        },
        call: ({ inputs }) => inputs,
      });
      const { createUpsolverRoles } = await import('./examples/pulumi/upsolver-roles.js');
      createUpsolverRoles(mode, parameters);
      await pulumi.runtime.disconnect();
      made.push(resources);
    }`,
};

const CONFIGURATION = {
  extends: resolve('tsconfig.json'),
  compilerOptions: { types: ['node'], typeRoots: [resolve('node_modules/@types')], noEmit: true },
  include: ['examples/*.ts', 'examples/{cdk,pulumi,stacksets}/*.ts', 'calls.ts'],
};

/** The pages whose TypeScript is compiled next to what it imports. */
const PAGES = ['README.md', 'cdk/README.md', 'pulumi/README.md', 'stacksets/README.md'];

/** What the compiler checks in addition: the inputs of StackSets against the types of the SDK. */
const CALLS = `
  import { CloudFormation } from '@aws-sdk/client-cloudformation';
  import { createStackInstancesInput, createStackSetInput, type Integration } from './examples/stacksets/stack-set.js';
  export async function deploy(client: CloudFormation, integration: Integration): Promise<void> {
    await client.createStackSet(createStackSetInput(integration));
    await client.createStackInstances(createStackInstancesInput(['ou-ab12-cdefgh34'], 'eu-west-1'));
  }`;

export type RealPackages = {
  /** Type-checks the examples, and returns what the compiler printed. */
  compile: () => string;
  /** Runs an example for cases, and returns what it has made for each. */
  run: (example: keyof typeof PROGRAMS, cases: unknown) => unknown[];
  remove: () => void;
};

/** Installs the packages into a temporary folder, next to a copy of the examples. */
export function installRealPackages(): RealPackages {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const options = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  const shell = process.platform === 'win32';
  writeFileSync(join(folder, 'package.json'), '{"type":"module","private":true}');
  execFileSync('npm', [...options, ...PACKAGES], { stdio: 'pipe', shell });
  symlinkSync(resolve('.'), join(folder, 'node_modules/upsolver-iam'), 'junction');
  cpSync('examples', join(folder, 'examples'), { recursive: true });
  for (const page of PAGES) {
    const snippets = [...readFileSync(join('examples', page), 'utf8').matchAll(/```ts\n(.*?)```/gs)];
    for (const [index, [, code = '']] of snippets.entries()) {
      writeFileSync(join(folder, 'examples', page.replace('README.md', `page-${index}.ts`)), code);
    }
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION));
  writeFileSync(join(folder, 'calls.ts'), CALLS);
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return {
    compile() {
      try {
        return execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
          encoding: 'utf8',
        });
      } catch (error) {
        return String((error as { stdout: unknown }).stdout);
      }
    },
    run(example, cases) {
      const program = join(folder, `${example}.ts`);
      const input = `import { readFileSync } from 'node:fs';\nconst cases = JSON.parse(readFileSync(0, 'utf8'));`;
      writeFileSync(program, `${input}${PROGRAMS[example]}\nconsole.log(JSON.stringify(made));`);
      const printed = execFileSync(process.execPath, ['--import', tsx, program], {
        encoding: 'utf8',
        input: JSON.stringify(cases),
        maxBuffer: 2 ** 27,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      return JSON.parse(printed) as unknown[];
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
