import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a script with a fake `aws` in front of the path, and returns the arguments of each call, in their order.
 *
 * @param failAt The call that fails; none, if it is left out.
 * @param output What every call prints.
 */
export function runScript(script: string, failAt = -1, output = ''): { calls: string[][]; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-script-'));
  try {
    const fake = [
      '#!/bin/sh',
      'n=$(ls "$CALLS" | wc -l)',
      `printf '%s\\0' "$@" > "$CALLS/$(printf '%04d' "$n")"`,
      `printf '%s' "$OUTPUT"`,
      '[ "$n" != "$FAIL_AT" ]\n',
    ].join('\n');
    writeFileSync(join(folder, 'aws'), fake);
    chmodSync(join(folder, 'aws'), 0o755);
    const calls = mkdtempSync(join(folder, 'calls-'));
    writeFileSync(join(folder, 'script.sh'), script);
    const env = {
      PATH: `${folder}:${process.env['PATH']}`,
      CALLS: calls,
      FAIL_AT: String(failAt),
      OUTPUT: output,
      HOME: folder,
    };
    const { status } = spawnSync('sh', [join(folder, 'script.sh')], { env, encoding: 'utf8' });
    return {
      status,
      calls: readdirSync(calls)
        .toSorted()
        .map((file) => readFileSync(join(calls, file), 'utf8').split('\0').slice(0, -1)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
