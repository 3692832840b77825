import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isReplaced, publishedManifest, replaceManifest, restoreManifest } from '../../scripts/published-manifest.js';

/** Written by hand: neither its spaces nor its last line are those of JSON.stringify. */
const MANIFEST = `{ "name": "packed", "version": "1.0.0",
  "scripts": {
    "build": "node -p 1",
    "prepare": "node -p 1",
    "prepack": "node --import ${import.meta.resolve('tsx')} ${resolve('scripts/prepack.ts')}",
    "postpack": "node --import ${import.meta.resolve('tsx')} ${resolve('scripts/postpack.ts')}"
  },
  "devDependencies": {}, "allowScripts": { "esbuild": true }, "overrides": {},
  "exports": { ".": "./dist/index.js" },
  "peerDependencies": { "zod": "4" } }`;

let folder: string;
const manifest = (): string => readFileSync(join(folder, 'package.json'), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-pack-'));
  writeFileSync(join(folder, 'package.json'), MANIFEST);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the published package.json', () => {
  it('has everything but what only development needs, in the same order', () => {
    expect(Object.entries(JSON.parse(publishedManifest(MANIFEST)) as object)).toEqual([
      ['name', 'packed'],
      ['version', '1.0.0'],
      ['exports', { '.': './dist/index.js' }],
      ['peerDependencies', { zod: '4' }],
    ]);
  });

  it('replaces the original, which is restored byte for byte', () => {
    replaceManifest(folder);
    expect([manifest(), isReplaced(folder)]).toEqual([publishedManifest(MANIFEST), true]);
    restoreManifest(folder);
    expect([manifest(), isReplaced(folder)]).toEqual([MANIFEST, false]);
  });

  it('is not written over an original that an interrupted run left', () => {
    replaceManifest(folder);
    const left = manifest();
    expect(() => replaceManifest(folder)).toThrow('package.json.original is what an interrupted `npm pack` left');
    expect(manifest()).toBe(left);
    restoreManifest(folder);
    expect(manifest()).toBe(MANIFEST);
  });

  it('is not restored if it was not replaced', () => {
    restoreManifest(folder);
    expect(manifest()).toBe(MANIFEST);
  });
});

describe.skipIf(process.platform === 'win32')('npm pack', () => {
  it('restores package.json byte for byte also if it fails', { timeout: 60_000 }, async () => {
    mkdirSync(join(folder, 'dist'));
    for (const part of ['src', 'scripts']) mkdirSync(join(folder, part));
    writeFileSync(join(folder, 'dist/index.js'), '');
    const { status, stderr } = spawnSync('npm', ['pack', '--pack-destination', 'missing/folder'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain('missing/folder/packed-1.0.0.tgz');
    for (let tries = 0; isReplaced(folder) && tries < 100; tries += 1) await setTimeout(100);
    expect(manifest()).toBe(MANIFEST);
    expect(existsSync(join(folder, 'package.json.original'))).toBe(false);
  });
});
