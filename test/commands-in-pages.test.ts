import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from './cli/run-command.js';

/*
 * Every command line of the README and of docs/ is one that the command understands; its files need not exist. Those of
 * docs/commands.md are the examples of --help, which test/cli/help.test.ts runs.
 */

const PAGES = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md') && !/^docs\/(?:api\/|commands\.md)/.test(file)),
];

/** The arguments of each command of a page: what follows `upsolver-iam` in its blocks of shell and YAML. */
function commandsOf(page: string): string[][] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```(?:sh|yaml)\n(.*?)^```$/gms)].map(
    ([, text = '']) => text,
  );
  return blocks
    .flatMap((text) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
    .flatMap((line) => /(?:^|[\s|])upsolver-iam ([a-z].*)$/.exec(line)?.[1] ?? [])
    .map((line) =>
      [...line.replace(/ (?:\||>>?|&&) .*$/, '').matchAll(/"([^"]*)"|'([^']*)'|[^\s'"]+/g)].map(
        ([word, double, single]) => double ?? single ?? word,
      ),
    )
    .filter((args) => !args.includes('[options]'));
}

const LINES = PAGES.flatMap((page) => commandsOf(page).map((args) => ({ page, line: args.join(' '), args })));

describe('the export of an account', () => {
  const pages = [...PAGES, 'docs/commands.md', 'examples/README.md'];
  const exports = pages.flatMap((page) =>
    [
      ...readFileSync(page, 'utf8').matchAll(/^ *(?:\$ )?aws iam get-account-authorization-details(?:.*\\\n)*.*$/gm),
    ].map(([line]) => ({ page, line: line.replaceAll(/\\\n\s*/g, '') })),
  );

  it('is shown on several pages', () => expect(exports.length).toBeGreaterThan(5));

  it.each(exports)('$page: has roles and policies only, as JSON', ({ line }) => {
    expect(line).toContain(' --output json');
    expect(line).toContain(' --filter Role LocalManagedPolicy AWSManagedPolicy');
  });
});

describe('the command lines of the pages', () => {
  it('are many', () => expect(LINES.length).toBeGreaterThan(30));

  it.each(LINES)('$page: upsolver-iam $line', async ({ args }) => {
    const { err } = await runCommand(args);
    expect(err).not.toMatch(/unknown (?:option|command)|too many arguments|missing required|argument missing|usage/i);
  });
});
