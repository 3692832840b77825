import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deep } from '../deep.js';

/*
 * The three paths of the README, as a newcomer follows them: its commands, in an empty folder, with Node and npm only.
 * Needs a build: `npm run build`.
 */

const TIMEOUT = 120_000;
const page = readFileSync('README.md', 'utf8');
const sections = new Map(
  page.split(/^## /m).map((text): [string, string] => {
    const [title = ''] = text.split('\n', 1);
    return [title.toLowerCase().replaceAll(' ', '-'), text];
  }),
);

/** The sections that the table of paths leads to. */
const PATHS = [...page.matchAll(/^\| \w.* \| \[.*\]\(#([\w-]+)\) \| .* \|$/gm)].map(([, anchor = '']) => anchor);

const block = (section: string, language: string): string =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(sections.get(section) ?? '')?.[1] ?? '';

/** What a file that a path writes has to contain. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  'review.html': ['<!doctype html>', 'UpsolverManagementRole', 'UpsolverServerRole', 'acme-external-id'],
  'roles.yaml': ['AWSTemplateFormatVersion', 'UpsolverManagementRole:', 'UpsolverServerRole:'],
  'roles.tf.json': ['"aws_iam_role"', '"upsolver_server_role"'],
};

let folder = '';

/** Runs commands in the folder of a newcomer, who has Node, npm and a shell. */
function run(commands: string): { status: number | null; stdout: string; stderr: string } {
  const env = {
    PATH: join(folder, 'bin'),
    HOME: join(folder, 'home'),
    // The registry is out of reach, and nothing asks for it.
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
  const cwd = join(folder, 'work');
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-e', '-c', commands], { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe.skipIf(process.platform === 'win32')('the paths of the README', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-newcomer-'));
    for (const name of ['bin', 'home', 'work']) mkdirSync(join(folder, name));
    for (const name of ['node', 'npm', 'npx']) {
      symlinkSync(join(dirname(process.execPath), name), join(folder, 'bin', name));
    }
    symlinkSync('/bin/sh', join(folder, 'bin/sh'));
    spawnSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { encoding: 'utf8' });
    const install = block('install', 'sh').replace('/path/to', folder);
    expect(install).toContain(folder);
    const installed = run(install);
    expect(installed, installed.stderr).toMatchObject({ status: 0 });
  }, TIMEOUT);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are three', () => {
    expect(PATHS).toEqual(['review', 'deploy', 'use-it-from-typescript']);
    expect(PATHS.filter((path) => !sections.has(path))).toEqual([]);
  });

  it.each(deep ? PATHS : PATHS.slice(0, 1))(
    '%s: its commands work in an empty folder, and write what they say',
    (path) => {
      const code = block(path, 'ts');
      if (code !== '') {
        const [, file = ''] = /^Save this as `([\w.]+)`/m.exec(sections.get(path) ?? '') ?? [];
        writeFileSync(join(folder, 'work', file), code);
        const command = /run `(node [\w.]+)`/.exec(sections.get(path) ?? '')?.[1] ?? '';
        expect(run(command)).toEqual({ status: 0, stdout: block(path, 'text'), stderr: '' });
        return;
      }
      const commands = block(path, 'sh');
      const files = [...commands.matchAll(/ -o (\S+)/g)].map(([, file = '']) => file);
      const result = run(commands);
      expect(result, result.stderr).toMatchObject({ status: 0 });
      expect(files.length).toBeGreaterThan(0);
      const work = readdirSync(join(folder, 'work'));
      for (const file of files) {
        expect(work).toContain(file);
        expect(WRITTEN).toHaveProperty([file]);
        const text = readFileSync(join(folder, 'work', file), 'utf8');
        for (const part of WRITTEN[file] ?? []) expect(text, file).toContain(part);
      }
    },
    TIMEOUT,
  );
});
