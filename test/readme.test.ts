import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildRoles, INTEGRATION_MODES, type AthenaParameters, type Scope } from '../src/index.js';
import { findRoleRisks, SCOPE_ENTRIES } from '../src/risks/index.js';
import { SOURCE_PAGE } from '../src/upsolver/catalogue/pages.js';
import { PARAMETERS } from './upsolver/role-parameters.js';

const page = readFileSync('README.md', 'utf8');
const section = (title: string): string => page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

describe('the README', () => {
  it('is short enough to be read: 120 lines, of 120 columns except for tables, addresses and the command that CI runs', () => {
    const lines = page.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(120);
    const long = lines.filter((line) => line.length > 120 && !/^(\| |\[\w+\]: https)/.test(line));
    expect(long).toEqual([expect.stringMatching(/^npm ci && /)]);
  });

  it("links Upsolver's page and the archive of the revision that the policies implement", () => {
    const guaranteed = section('What is guaranteed, and what is not');
    expect(guaranteed).toContain(`](${SOURCE_PAGE.url})`);
    expect(guaranteed).toContain(`[archived]: ${SOURCE_PAGE.archiveUrl}\n`);
  });

  it('has the two commands that CI runs first, before the chapters', () => {
    const commands = readFileSync('.ci/run', 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.startsWith('npm '));
    expect(commands).toHaveLength(3);
    expect(commands.at(-1)).toBe('npm run test:deep');
    for (const line of commands.slice(0, 2)) {
      expect(page).toContain(`\`\`\`sh\n${line}\n\`\`\``);
      expect(page.slice(0, page.indexOf(line)).split('\n').length).toBeLessThan(40);
    }
  });

  it('warns of the registry, and has no command that gets this package from it', () => {
    const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string };
    expect(section('Install')).toContain(`**Until it is, do not install \`${name}\` from the public registry`);
    const installs = [...page.matchAll(/^npm (?:install|i|add) (.*)$/gm)].map(([, what]) => what);
    expect(installs).toEqual([`/path/to/${name}-${version}.tgz`]);
  });
});

describe('the table of consequences in the README', () => {
  const rows = [...section('Know before you approve').matchAll(/^\| \*\*.* \| (.*) \| (.*) \|$/gm)].map(
    ([, risks = '', closedBy = '']) => ({
      risks: [...risks.matchAll(/`(\w+)`/g)].map(([, code = '']) => code),
      option: /`(\w+)`/.exec(closedBy)?.[1] ?? '',
    }),
  );
  const found = (change: { scope?: Scope; athena?: AthenaParameters }): Set<string> =>
    new Set(
      INTEGRATION_MODES.flatMap((mode) =>
        findRoleRisks(buildRoles(mode, { ...PARAMETERS, ...change })).roles.flatMap(({ risks }) =>
          risks.map(({ code }) => code),
        ),
      ),
    );

  it('has exactly the risks that the roles have, in any mode', () => {
    expect(new Set(rows.flatMap(({ risks }) => risks))).toEqual(found({}));
  });

  it.each(rows)('$option closes $risks', ({ risks, option }) => {
    const accountId = '444455556666';
    const athena: AthenaParameters = {
      accountId,
      workgroup: 'upsolver',
      databases: [{ name: 'sales', access: 'write' }],
      results: 'managed',
    };
    const values = { passRoles: ['UpsolverServerRole'] } as Record<string, unknown>;
    const scope = { accountId, [option]: values[option] ?? true } as Scope;
    const left = found(option === 'athena' ? { athena } : { scope });
    expect(risks.length).toBeGreaterThan(0);
    expect(risks.filter((code) => left.has(code))).toEqual([]);
  });

  it('has each option that closes a risk, unless another one closes all of its risks', () => {
    const options = SCOPE_ENTRIES.filter(({ closes }) => closes.length > 0).map(({ option }) => option as string);
    expect(options.filter((option) => !rows.some((row) => row.option === option))).toEqual(['instanceProfiles']);
  });
});
