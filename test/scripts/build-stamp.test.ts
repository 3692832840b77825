import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { isBuilt, rememberBuild } from '../../scripts/build-stamp.js';

const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-stamp-'));

function write(file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}

const FILES = [
  'src/index.ts',
  'src/iam/a.ts',
  'scripts/build-cjs.ts',
  'tsup.config.ts',
  'package.json',
  'dist/index.js',
];

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const file of FILES) write(file, `// ${file}`);
  rememberBuild(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a build', () => {
  it('is remembered', () => expect(isBuilt(folder)).toBe(true));

  it('is found by a relative path', () => {
    expect(isBuilt(relative('.', folder))).toBe(true);
    expect(isBuilt('test')).toBe(false);
  });

  it.each(FILES)('is made again if %s changes', (file) => {
    write(file, '// changed');
    expect(isBuilt(folder)).toBe(false);
    write(file, `// ${file}`);
    expect(isBuilt(folder)).toBe(true);
  });

  it.each(['src/new.ts', 'tsup.zod.config.ts', 'dist/new.js', 'package-lock.json'])(
    'is made again if %s is new',
    (file) => {
      write(file, '');
      expect(isBuilt(folder)).toBe(false);
    },
  );

  it('is made again if a file is renamed, or if there is no dist', () => {
    rmSync(join(folder, 'src/iam/a.ts'));
    write('src/iam/b.ts', '// src/iam/a.ts');
    expect(isBuilt(folder)).toBe(false);
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(isBuilt(folder)).toBe(false);
  });

  it('is not made again for another time of a file, for a test or for a page', () => {
    utimesSync(join(folder, 'src/index.ts'), 1, 1);
    write('test/a.test.ts', '');
    write('scripts/test.ts', '');
    write('README.md', '');
    expect(isBuilt(folder)).toBe(true);
  });
});
