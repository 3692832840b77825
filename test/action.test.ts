import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FORMATS } from '../src/cli/output/format.js';

/* The GitHub Action of this repository: its step runs with the built command. */

type Action = {
  inputs: Record<string, { required?: boolean; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: { id: string; shell: string; env: Record<string, string>; run: string }[] };
};

const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const allow = (...Action: string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::b/*' }] });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-action-'));
  writeFileSync(join(folder, 'old policy.json'), allow('s3:GetObject'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Ran = { status: number | null; stderr: string; summary: string; outputs: Record<string, string> };

/** Runs the steps with inputs, as GitHub Actions does. */
function run(inputs: Record<string, string>): Ran {
  const [step] = action.runs.steps;
  const valueOf = (text: string): string =>
    text.replaceAll(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name: string) => inputs[name] ?? action.inputs[name]!.default ?? '',
    );
  const env = {
    ...process.env,
    npm_config_offline: 'true',
    ...Object.fromEntries(Object.entries(step!.env).map(([name, value]) => [name, valueOf(value)])),
    RUNNER_TEMP: folder,
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  // Source: GitHub Docs, "Workflow syntax for GitHub Actions": the command of `shell: bash`.
  const flags = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step!.run];
  const { status, stderr } = spawnSync('bash', flags, { cwd: folder, env, encoding: 'utf8' });
  const lines = readFileSync(env.GITHUB_OUTPUT, 'utf8').trim().split('\n');
  return {
    status,
    stderr,
    summary: existsSync(env.GITHUB_STEP_SUMMARY) ? readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8') : '',
    outputs: Object.fromEntries(lines.map((line) => line.split('=') as [string, string])),
  };
}

const command = `${process.execPath} ${resolve('dist/cli/main.cjs')}`;

describe.skipIf(process.platform === 'win32')('action.yml', () => {
  it('declares each value that its step uses, and runs in bash', () => {
    expect(action.runs.using).toBe('composite');
    const [step, ...others] = action.runs.steps;
    expect([others, step!.shell]).toEqual([[], 'bash']);
    const used = Object.values(step!.env).map((value) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1]);
    expect(used.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
    // An input in the script would be run as a part of it.
    expect(step!.run).not.toContain('${{');
    expect(Object.keys(action.outputs).every((name) => name in FORMATS)).toBe(true);
  });

  it('runs what is installed, and downloads no package of this name', () => {
    expect(action.inputs['command']!.default).toBe('npx --no upsolver-iam');
    const { status, outputs } = run({ old: 'old policy.json', new: 'old policy.json' });
    expect(status).toBe(1);
    expect(existsSync(outputs['markdown']!)).toBe(false);
  });

  it('fails for new access, and writes what is new to the summary', () => {
    writeFileSync(join(folder, 'new.json'), allow('s3:GetObject', 's3:PutObject'));
    const { status, summary, outputs } = run({ command, old: 'old policy.json', new: 'new.json' });
    expect(status).toBe(1);
    expect(summary).toContain('New access: 1 difference, at worst Write.');
    expect(summary).toContain('s3:PutObject');
    expect(readFileSync(outputs['markdown']!, 'utf8')).toBe(summary);
    const sarif = JSON.parse(readFileSync(outputs['sarif']!, 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(sarif.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['newAccess']);
  });

  it('passes for what the input `fail-on` does not name, and takes further arguments', () => {
    writeFileSync(join(folder, 'new.json'), allow('s3:PutObject'));
    expect(run({ command, old: 'old policy.json', new: 'new.json', 'fail-on': 'never' }).status).toBe(0);
    const inputs = {
      old: 'page',
      new: 'page+scope',
      arguments: '--mode\nprivate-vpc\n--scope\nwithoutPolicyReads\n--account\n444455556666\n',
    };
    const { status, summary, stderr } = run({ command, ...inputs });
    expect([status, stderr]).toEqual([0, '']);
    expect(summary).toContain('iam:GetPolicyVersion');
  });

  it('fails with the message of the command if the input is invalid', () => {
    const { status, stderr } = run({ command, old: 'old policy.json', new: '$(touch hacked)' });
    expect(status).toBe(2);
    expect(stderr).toContain('$(touch hacked)');
    expect(existsSync(join(folder, 'hacked'))).toBe(false);
  });
});
