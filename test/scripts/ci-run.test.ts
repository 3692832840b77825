import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* `.ci/run` with an `npm` that does what the test says. */

type Runs = { setUp?: string; short?: string; deep?: string };

const ON_POSIX = process.platform !== 'win32';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-ci-'));
  mkdirSync(join(folder, '.ci'));
  mkdirSync(join(folder, 'bin'));
  copyFileSync('.ci/run', join(folder, '.ci/run'));
  const npm = `#!/bin/sh
case "$1 $2" in
  "test ") eval "$SHORT" ;;
  "run test:deep") eval "$DEEP_RUN" ;;
  *) eval "$SET_UP" ;;
esac
`;
  writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment({ setUp = 'true', short = says(7, 0), deep = says(9, 0) }: Runs): NodeJS.ProcessEnv {
  const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`;
  return { ...process.env, PATH: path, SET_UP: setUp, SHORT: short, DEEP_RUN: deep };
}

function ci(runs: Runs): { last: string | undefined; status: number | null } {
  const env = environment(runs);
  const { stdout, status } = spawnSync('bash', [join(folder, '.ci/run')], { env, encoding: 'utf8' });
  return { last: lastLine(stdout), status };
}

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

const says = (passed: number, failed: number): string =>
  `echo "> vitest"; echo "${passed} passed, ${failed} failed"; exit ${failed === 0 ? 0 : 1}`;

describe.runIf(ON_POSIX)('.ci/run', () => {
  it('prints the sum of both runs and exits with 0 if all tests pass', () => {
    expect(ci({})).toEqual({ last: '16 passed, 0 failed', status: 0 });
  });

  it('runs the deep tests also after a failure, and exits with 1', () => {
    expect(ci({ short: says(5, 2) })).toEqual({ last: '14 passed, 2 failed', status: 1 });
    expect(ci({ deep: says(8, 1) })).toEqual({ last: '15 passed, 1 failed', status: 1 });
  });

  it('counts a set-up that fails, and runs nothing after it', () => {
    expect(ci({ setUp: 'exit 1' })).toEqual({ last: '0 passed, 1 failed', status: 1 });
  });

  it('counts a run that fails without a failed test', () => {
    expect(ci({ short: `echo "7 passed, 0 failed"; exit 1` })).toEqual({ last: '16 passed, 1 failed', status: 1 });
  });

  it('counts a run that breaks off before its last line', () => {
    expect(ci({ deep: 'echo "1 passed, 0 failed so far"; exit 0' })).toEqual({
      last: '7 passed, 1 failed',
      status: 1,
    });
  });

  it('takes the last of several lines with counts', () => {
    expect(ci({ short: `echo "1 passed, 1 failed"; ${says(3, 0)}` })).toEqual({
      last: '12 passed, 0 failed',
      status: 0,
    });
  });

  it('prints its line also when it is stopped', async () => {
    const env = environment({ short: 'echo started; sleep 1' });
    const child = spawn('bash', [join(folder, '.ci/run')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    const status = await new Promise<number | null>((resolve) => {
      child.once('close', resolve);
      child.stdout.on('data', (data: Buffer) => {
        out += data.toString();
        if (out.endsWith('started\n')) child.kill('SIGTERM');
      });
    });
    expect({ last: lastLine(out), status }).toEqual({ last: '0 passed, 1 failed', status: 1 });
  });
});
