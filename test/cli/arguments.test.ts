import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count } from '../deep.js';
import { POLICY_FILES } from './policies.js';
import { runCommand } from './run-command.js';

const usage = (command: string): string => `Run 'upsolver-iam ${command} --help' for usage.\n`;

describe('an option', () => {
  it('takes one value, and leaves what follows to the arguments', async () => {
    const args = ['evaluate', '--action', 's3:GetObject', '--context', 'a=b', 'get.json'];
    expect((await runCommand(args, POLICY_FILES)).code).toBe(0);
    const template = ['template', '--mode', 'private-vpc', '--scope', 'tagOnCreateOnly', 'terraform'];
    expect((await runCommand(template)).code).toBe(0);
  });

  it.each([
    ['--external-id', 'check', ['export.json', '--external-id', '--json']],
    ['-o', 'lint', ['get.json', '-o', '--json']],
    ['--name-prefix', 'roles', ['private-vpc', '--name-prefix', '--path=/x/']],
    ['--tag', 'template', ['terraform', '--tag', '-o', 'x']],
  ])('without its value is refused, and does not take the next option for it: %s', async (option, command, args) => {
    const { code, out, err } = await runCommand([command, ...args], POLICY_FILES);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(
      new RegExp(`^error: option '(?:-o, )?${option === '-o' ? '--output' : option} <[^>]+>' argument missing\n`),
    );
    expect(err.endsWith(usage(command))).toBe(true);
  });

  it('takes a value that looks like an option after an equals sign, or if there is no such option', async () => {
    const options = ['--mode', 'upsolver-vpc', '--org-id', 'acme', '--region', 'us-east-1'];
    const trust = ['--trusted-account', '111122223333', '--external-id=--json', '--external-id', '--other'];
    const { code, out } = await runCommand(['template', 'cloudformation', ...options, ...trust]);
    expect(code).toBe(0);
    expect(out).toMatch(/"--json",\s+"--other"/);
  });

  it('after -- is an argument', async () => {
    const files = { '--json': POLICY_FILES['get.json'] as string };
    expect((await runCommand(['lint', '--', '--json'], files)).out).toBe('--json: ✓ OK (no errors, no warnings)\n');
    expect((await runCommand(['lint', '--strict', '--', '--json'], files)).code).toBe(0);
  });
});

describe('a closed list', () => {
  it('may be given with commas or repeated, while other lists are repeated', async () => {
    const template = (...args: string[]) => runCommand(['template', 'terraform', '--mode', 'private-vpc', ...args]);
    const both = await template('--scope', 'region, tagOnCreateOnly');
    expect(both.code).toBe(0);
    expect(await template('--scope', 'region', '--scope', 'tagOnCreateOnly')).toEqual(both);
    const trust = ['--trusted-account', '111122223333', '--external-id', 'one,two'];
    const fixed = await template('--org-id', 'acme', '--region', 'us-east-1', ...trust);
    expect(fixed.out).toContain('"one,two"');
  });

  it.each([
    [['roles', 'privatevpc'], 'did you mean `private-vpc`?'],
    [['policy', 'upsolverserverrole'], 'did you mean `UpsolverServerRole`?'],
    [['template', 'cloudformatoin', '--mode', 'private-vpc'], 'did you mean `cloudformation`?'],
    [['template', 'terraform', '--mode', 'private-vpc', '--scope', 'passroles'], 'did you mean `passRoles`?'],
    [['lint', 'get.json', '--format', 'jason'], 'did you mean `json`?'],
    [['lint', 'get.json', '--color', 'allways'], 'did you mean `always`?'],
    [['lint', 'get.json', '--kind', 'identitiy'], 'did you mean `identity`?'],
    [['compare', 'get.json', 'get.json', '--fail-on', 'loss'], 'did you mean `lost`?'],
    [['chekc'], 'Did you mean check?'],
    [['lint', 'get.json', '--formatt', 'json'], 'Did you mean --format?'],
  ])('has a guess for a misspelt value: %j', async (args, guess) => {
    const { code, err } = await runCommand(args, POLICY_FILES);
    expect([code, err.includes(guess)]).toEqual([2, true]);
  });
});

describe('the order of arguments and options', () => {
  /** Options with their values, of which none depends on another. */
  const COMMANDS: { name: string; positional: string[]; options: string[][] }[] = [
    {
      name: 'compare',
      positional: ['any-get.json', 'get.json'],
      options: [['--json'], ['--kind', 'identity'], ['--fail-on', 'any'], ['--color=never'], ['--new']],
    },
    {
      name: 'evaluate',
      positional: ['get.json', 'nothing.json'],
      options: [['--action', 's3:GetObject'], ['--context', 'a=b'], ['--resource', 'arn:aws:s3:::b/k'], ['--json']],
    },
    {
      name: 'template',
      positional: ['cloudformation'],
      options: [
        ['--mode', 'upsolver-vpc'],
        ['--scope', 'region'],
        ['--scope=tagOnCreateOnly'],
        ['--tag', 'a=b'],
        ['--yaml'],
      ],
    },
    {
      name: 'roles',
      positional: ['private-vpc'],
      options: [
        ['--org-id', 'acme'],
        ['--region', 'us-east-1'],
        ['--trusted-account', '111122223333'],
        ['--external-id', 'one'],
        ['--no-athena-tables'],
        ['--json'],
      ],
    },
    { name: 'lint', positional: ['get.json', 'warned.json'], options: [['--strict'], ['--format', 'github'], ['-q']] },
  ];

  it.each(COMMANDS)('changes nothing for $name', async ({ name, positional, options }) => {
    const expected = await runCommand([name, ...positional, ...options.flat()], POLICY_FILES);
    expect(expected.err).toBe('');
    const order = fc.shuffledSubarray(options, { minLength: options.length });
    const places = fc.array(fc.nat(positional.length), { minLength: options.length, maxLength: options.length });
    await fc.assert(
      fc.asyncProperty(order, places, async (shuffled, at) => {
        const args = [...positional, undefined].flatMap((argument, index) => [
          ...shuffled.filter((_, option) => at[option] === index).flat(),
          ...(argument === undefined ? [] : [argument]),
        ]);
        expect(await runCommand([name, ...args], POLICY_FILES)).toEqual(expected);
      }),
      { numRuns: count(6, 30) },
    );
  });
});

describe('the output', () => {
  it('goes to a file that is named, without colors and unwrapped', async () => {
    const written = new Map<string, string>();
    const plain = await runCommand(['lint', 'warned.json'], POLICY_FILES);
    const args = ['lint', 'warned.json', '-o', 'out.txt'];
    const result = await runCommand(args, POLICY_FILES, { written, color: true, columns: 40 });
    expect(result).toEqual({ code: 0, out: '', err: '' });
    expect([...written]).toEqual([['out.txt', plain.out]]);
    await runCommand([...args, '--color', 'always'], POLICY_FILES, { written });
    expect(written.get('out.txt')).toContain('\u001b[33m!');
    expect(await runCommand(['lint', 'warned.json', '-o', '-'], POLICY_FILES)).toEqual(plain);
    expect((await runCommand(['lint', 'warned.json', '-o', ''], POLICY_FILES)).err).toBe(
      'error: --output: the name of the file is empty\n',
    );
  });

  it('is nothing with --quiet, unless there is a finding', async () => {
    expect(await runCommand(['lint', '-q', 'warned.json'], POLICY_FILES)).toEqual({ code: 0, out: '', err: '' });
    expect((await runCommand(['lint', '-q', 'bad.json'], POLICY_FILES)).out).toContain('invalid_json');
    const written = new Map<string, string>();
    await runCommand(['lint', '-q', 'get.json', '-o', 'out.txt'], POLICY_FILES, { written });
    expect(written.size).toBe(1);
  });

  it('has one format', async () => {
    const github = await runCommand(['lint', '--format', 'github', 'get.json'], POLICY_FILES);
    expect(github).toEqual({ code: 0, out: '', err: '' });
    const json = await runCommand(['lint', '--json', 'warned.json'], POLICY_FILES);
    expect(await runCommand(['lint', '--format', 'json', '--json', 'warned.json'], POLICY_FILES)).toEqual(json);
    const { code, err } = await runCommand(['lint', '--format', 'text', '--json', '--color', 'x', 'a'], POLICY_FILES);
    expect([code, err]).toEqual([
      2,
      'error: --color: `x` is not a known color (one of `auto`, `always`, `never`)\n' +
        'error: --format: only one output format is allowed, not `json` and `text`\n',
    ]);
  });

  it('names the command that comes next, at a terminal only', async () => {
    const next = 'Next: upsolver-iam template cloudformation --mode private-vpc';
    const { out } = await runCommand(['roles', 'private-vpc'], {}, { columns: 80 });
    expect(out.endsWith(`\n\n${next}\n`)).toBe(true);
    expect((await runCommand(['roles', 'private-vpc'])).out).not.toContain('Next:');
    expect((await runCommand(['roles', 'private-vpc', '--json'], {}, { columns: 80 })).out).not.toContain('Next:');
  });

  it.each([60, 80, 120])('fits into %i columns', async (columns) => {
    for (const args of [
      ['roles', 'private-vpc'],
      ['policy', 'UpsolverManagementRole'],
      ['permissions', 'UpsolverRole'],
    ]) {
      const { out } = await runCommand(args, {}, { columns });
      // A word that is longer than a line stays whole.
      const tooLong = out.split('\n').filter((line) => line.length > columns && line.trim().includes(' '));
      expect(tooLong).toEqual([]);
    }
  });
});

it('accepts -v and -V for the version', async () => {
  const version = await runCommand(['--version']);
  expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const option of ['-v', '-V']) expect(await runCommand([option])).toEqual(version);
});
