import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FAST_COMPILER } from '../scripts/compiler.js';

/* The tests of types, `*.test-d.ts`, are checked by the compiler as part of the project: see `scripts/test.ts`. */

mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync(resolve('node_modules/.cache/types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compile(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, [FAST_COMPILER, ...args], { encoding: 'utf8' });
}

describe('the tests of types', () => {
  it('are all part of the project that is checked', () => {
    const { stdout } = compile('-p', '.', '--listFilesOnly');
    const checked = stdout.split(/\r?\n/).map((file) => file.replaceAll('\\', '/'));
    const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.test-d.ts'),
    );
    expect(tests.length).toBeGreaterThan(3);
    for (const file of tests) {
      expect(checked.filter((path) => path.endsWith(`/test/${file.replaceAll('\\', '/')}`))).toHaveLength(1);
    }
  });

  it.each([
    ['is right', 'expectTypeOf<string>().toExtend<string>();', 0],
    ['is wrong', 'expectTypeOf<string>().toExtend<number>();', 1],
    ['expects an error where there is none', '// @ts-expect-error\nexpectTypeOf<string>().toExtend<string>();', 1],
  ])('make the compiler exit as it should if one %s', (_what, line, failures) => {
    writeFileSync(join(folder, 'made-up.test-d.ts'), `import { expectTypeOf } from 'vitest';\n${line}\n`);
    const config = { extends: resolve('tsconfig.json'), include: ['*.test-d.ts'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const { status, stdout } = compile('-p', folder);
    expect(stdout.split('\n').filter((text) => text.includes('error TS'))).toHaveLength(failures);
    expect(status === 0).toBe(failures === 0);
  });
});
