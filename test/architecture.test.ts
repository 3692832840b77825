import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of the house, from the ground up: a room imports from itself and from lower ones. */
const ROOMS = ['core', 'aws', 'iam', 'upsolver', 'risks', 'render', 'drift', 'cli'] as const;

type Import = { from: string; to: string };

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join('src', file), 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(([, to = '']) => ({
    from: file,
    to: to.startsWith('.')
      ? relative('.', join(dirname(file), to))
          .replaceAll('\\', '/')
          .replace(/\.js$/, '.ts')
      : to,
  })),
);

const roomOf = (file: string): number => ROOMS.findIndex((room) => file.startsWith(`${room}/`));
const packages = imports.filter(({ to }) => !to.endsWith('.ts'));
const internal = imports.filter(({ to }) => to.endsWith('.ts'));

describe('the house', () => {
  it('has these rooms and no other', () => {
    expect(files.filter((file) => roomOf(file) === -1)).toEqual(['index.ts']);
  });

  it('is seen whole by this test', () => {
    expect(internal.length).toBeGreaterThan(40);
    expect(internal.filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  it('has imports that run downwards only', () => {
    const upwards = internal.filter(({ from, to }) => roomOf(from) !== -1 && roomOf(to) > roomOf(from));
    expect(upwards).toEqual([]);
  });

  it('has nothing that imports an entry point', () => {
    expect(internal.filter(({ to }) => /(^|\/)index\.ts$/.test(to))).toEqual([]);
  });

  it('knows zod in one module', () => {
    expect(packages.filter(({ to }) => to.startsWith('zod')).map(({ from }) => from)).toEqual(['core/schema.ts']);
  });

  it('uses packages and Node only where they belong', () => {
    expect(packages.filter(({ from, to }) => !from.startsWith('cli/') && to !== 'zod/v4/core')).toEqual([]);
  });

  it('has no file over 300 lines', () => {
    const long = files.filter((file) => readFileSync(join('src', file), 'utf8').split('\n').length > 300);
    expect(long).toEqual([]);
  });
});
