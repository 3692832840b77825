import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAST_COMPILER } from '../../scripts/compiler.js';

/* The code of docs/recipes.md, compiled and run with the built package. Needs a build: `npm run build`. */

const RECIPES = [
  ...readFileSync('docs/recipes.md', 'utf8').matchAll(
    /^## ([^\n]+)\n(?:(?!^## )[^])*?```ts\n(.*?)```\n\n```text\n(.*?)```/gms,
  ),
].map(([, title = '', code = '', output = '']) => ({ title, code, output }));

/** A folder of this project, where the package is found by its name. */
let folder = '';

beforeAll(() => {
  mkdirSync('reports', { recursive: true });
  folder = mkdtempSync(resolve('reports/recipes-'));
  // A consumer of either format compiles them.
  for (const [index, { code }] of RECIPES.entries()) {
    for (const extension of ['mts', 'cts']) writeFileSync(join(folder, `${index}.${extension}`), code);
  }
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2022',
    types: ['node'],
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts'] }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (file: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', join(folder, file)], { encoding: 'utf8' });

describe('docs/recipes.md', () => {
  it('has code in two recipes, each followed by what it prints', () => {
    expect(RECIPES.map(({ title }) => title)).toEqual(['In an HTTP service', 'Several Regions in one account']);
    expect(readFileSync('docs/recipes.md', 'utf8').match(/^```ts$/gm)).toHaveLength(RECIPES.length);
  });

  it('has code that compiles in ES modules and in CommonJS, under the strictest options', () => {
    const { stdout, status } = spawnSync(process.execPath, [FAST_COMPILER, '-p', folder], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
  });

  it('has a loop over Regions that prints what the page says', () => {
    expect(run('1.mts')).toBe(RECIPES[1]?.output);
  });

  it('has a service that prints what the page says, and answers 400 with each field or 200 with a template', () => {
    const source = `import { server } from './0.mts';
      server.listen(0, '127.0.0.1', async () => {
        const ask = async (body) => {
          const response = await fetch('http://127.0.0.1:' + server.address().port, { method: 'POST', body });
          return [response.status, await response.json()];
        };
        const answers = [
          await ask('{"orgId":"ACME","region":"eu-west-1","trustedAccountId":"999999999999","__proto__":1}'),
          await ask('{"orgId":"acme","region":"eu-west-1","externalId":"acme","trustedAccountId":"999999999999"}'),
          await ask('['),
          await ask('null'),
        ];
        console.log(JSON.stringify(answers));
        server.close();
      });`;
    writeFileSync(join(folder, 'client.mts'), source);
    const lines = run('client.mts').trimEnd().split('\n');
    expect(`${lines.slice(0, -1).join('\n')}\n`).toBe(RECIPES[0]?.output);
    const [bad, good, notJson, nothing] = JSON.parse(lines.at(-1) ?? '') as [
      [number, { fields: { field: string; message: string }[] }],
      [number, { Resources: object }],
      unknown,
      unknown,
    ];
    expect([bad[0], bad[1].fields.map(({ field }) => field)]).toEqual([400, ['orgId', 'externalId', '__proto__']]);
    expect([good[0], Object.keys(good[1].Resources).length]).toEqual([200, 3]);
    expect(JSON.stringify(good[1])).toContain('111122223333');
    expect(JSON.stringify(good[1])).not.toContain('999999999999');
    const refused = [400, { fields: [{ field: '', message: 'the body is not a JSON object' }] }];
    expect([notJson, nothing]).toEqual([refused, refused]);
  });
});
