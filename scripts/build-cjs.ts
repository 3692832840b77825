/**
 * Makes the CommonJS form of the built ES modules, file by file: the same chunks, so that all entry points share one
 * copy of every class in this form as well. tsup would send chunks through a second compiler, which rewrites `?.`, `??`
 * and static fields.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';

const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).map((file) => join('dist', file));
for (const file of files.filter((name) => name.endsWith('.js'))) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false }, // `require` loads the chunk's CommonJS form
  });
  writeFileSync(file.replace(/\.js$/, '.cjs'), code.replaceAll(/(require\("\.[^"]*)\.js"\)/g, '$1.cjs")'));
}

for (const file of files.filter((name) => name.endsWith('.d.ts'))) {
  const types = readFileSync(file, 'utf8').replaceAll(/'(\.\.?\/[^']*)\.js'/g, "'$1.cjs'");
  writeFileSync(file.replace(/\.d\.ts$/, '.d.cts'), types);
}
