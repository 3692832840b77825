import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildRoles } from '../src/index.js';
import { exportOf } from './drift/account.js';

/* The workflows of docs/ci.md: their commands run with the built command, and programs that stand for aws and git. */

type Step = { name?: string; run?: string };
type Workflow = { name: string; jobs: Record<string, { steps: Step[] }> };

const workflows = [...readFileSync('docs/ci.md', 'utf8').matchAll(/```yaml\n([^]*?)```/g)].map(
  ([, text = '']) => parse(text) as Workflow,
);
const stepsOf = (name: string): Step[] =>
  Object.values(workflows.find((workflow) => workflow.name === name)!.jobs).flatMap(({ steps }) => steps);

const ROLES = buildRoles('private-vpc', {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'us-east-1',
  trustedAccountId: '111122223333',
  externalId: 'acme-external-id',
});
const allow = (Action: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: 'arn:aws:s3:::b/*' }] });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-ci-'));
  mkdirSync(join(folder, 'bin'));
  program('npm', 'test "$*" = ci && touch installed');
  program(
    'npx',
    `test -f installed && test "$1 $2" = "--no upsolver-iam" || exit 127
shift 2; exec "${process.execPath}" "${resolve('dist/cli/main.cjs')}" "$@"`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** Runs the steps until one fails, as GitHub Actions does. Returns what they printed and the step that failed. */
function runSteps(name: string): { out: string; failed: string | undefined } {
  const env = {
    ...process.env,
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  let out = '';
  for (const step of stepsOf(name)) {
    if (step.run === undefined) continue;
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', step.run], { cwd: folder, env, encoding: 'utf8' });
    out += stdout + stderr;
    if (status !== 0) return { out, failed: step.name };
  }
  return { out, failed: undefined };
}

describe.skipIf(process.platform === 'win32')('the workflow "Upsolver roles" of docs/ci.md', () => {
  const sarif = (): { runs: { results: unknown[] }[] } =>
    JSON.parse(readFileSync(join(folder, 'upsolver.sarif'), 'utf8')) as { runs: { results: unknown[] }[] };

  it('passes if the roles are in sync, and writes a log without results', () => {
    writeFileSync(join(folder, 'aws.json'), JSON.stringify(exportOf(ROLES)));
    program('aws', 'test "$1 $2" = "iam get-account-authorization-details" && cat aws.json');
    expect(runSteps('Upsolver roles')).toEqual({ out: '', failed: undefined });
    expect(sarif().runs[0]?.results).toEqual([]);
  });

  it('fails if a role has drifted, and writes a log with the findings', () => {
    const account = exportOf(ROLES);
    account.RoleDetailList[0]!.RolePolicyList = [];
    writeFileSync(join(folder, 'aws.json'), JSON.stringify(account));
    program('aws', 'cat aws.json');
    expect(runSteps('Upsolver roles').failed).toBe('Compare the roles');
    expect(sarif().runs[0]?.results.length).toBeGreaterThan(0);
  });

  it('fails if the export fails', () => {
    program('aws', 'echo "An error occurred (AccessDenied)" >&2; exit 254');
    expect(runSteps('Upsolver roles').failed).toBe('Export the account');
    expect(existsSync(join(folder, 'upsolver.sarif'))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('the workflow "Policies" of docs/ci.md', () => {
  const changes: [old: string, proposed: string, failed: string | undefined][] = [
    ['s3:GetObject', 's3:Get*', 'Compare with the main branch'],
    ['s3:GetObject', 's3:GetObject', undefined],
    ['s3:Get*', 's3:GetObject', undefined],
    ['iam:*', 'iam:*', undefined],
  ];
  it.each(changes)(
    'given %s on the main branch and %s in the pull request, fails in the step %s',
    (old, proposed, failed) => {
      mkdirSync(join(folder, 'policies'));
      writeFileSync(join(folder, 'policies/role.json'), allow(proposed));
      writeFileSync(join(folder, 'main.json'), allow(old));
      program('git', 'test "$1 $2" = "show origin/main:policies/role.json" && cat main.json');
      expect(runSteps('Policies').failed).toBe(failed);
      expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toMatch(/^## upsolver-iam compare\n/);
    },
  );
});
