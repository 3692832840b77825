import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { run } from '../../src/cli/program.js';
import { runCommand } from './run-command.js';

describe('run', () => {
  it.each<[string[], string[]]>([
    [['bogus'], ["error: unknown command 'bogus'", "Run 'upsolver-iam --help' for usage."]],
    [
      ['roles', 'private-vpc', '--jsn'],
      ["error: unknown option '--jsn'", '(Did you mean --json?)', "Run 'upsolver-iam roles --help' for usage."],
    ],
    [
      ['roles', 'private-vpc', 'more'],
      [
        "error: too many arguments for 'roles'. Expected 1 argument but got 2.",
        "Run 'upsolver-iam roles --help' for usage.",
      ],
    ],
    [
      ['policy', 'UpsolverRole', '--org-id'],
      ["error: option '--org-id <id>' argument missing", "Run 'upsolver-iam policy --help' for usage."],
    ],
    [
      ['check', '--mode'],
      ["error: option '--mode <mode>' argument missing", "Run 'upsolver-iam check --help' for usage."],
    ],
  ])('exits with 2 for wrong usage and says which help to read: %j', async (args, lines) => {
    expect(await runCommand(args)).toEqual({ code: 2, out: '', err: lines.map((line) => `${line}\n`).join('') });
  });

  it('prints the help to stderr and exits with 2 without a command', async () => {
    const { code, out, err } = await runCommand([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: upsolver-iam');
  });

  it('prints the version of the package', async () => {
    expect(await runCommand(['--version'])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });

  it('reports an error of its own as one, and exits with 70', async () => {
    let err = '';
    const code = await run(['roles', 'private-vpc'], {
      color: false,
      read: () => '',
      readChunks: () => [],
      write: () => {},
      err: (text) => void (err += text),
      out: () => {
        throw new Error('disk full');
      },
    });
    expect(code).toBe(70);
    expect(err).toMatch(
      /^internal error: disk full\nThis is a bug in upsolver-iam [\d.]+\. Report it with these lines:\nError: /,
    );
  });
});
