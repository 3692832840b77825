import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { releaseProblems, type Release } from '../../scripts/release-check.js';
import { importsOf } from '../module-graph.js';

const ADDRESSES = {
  repository: { type: 'git', url: 'git+https://github.com/acme/upsolver-iam.git' },
  homepage: 'https://github.com/acme/upsolver-iam#readme',
  bugs: 'https://github.com/acme/upsolver-iam/issues',
};

const GOOD: Release = {
  tag: 'v1.2.3',
  manifest: JSON.stringify({ name: 'upsolver-iam', version: '1.2.3', ...ADDRESSES }),
  versionModule: "/** The version. */\nexport const VERSION = '1.2.3';\n",
  changelog: '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-12-31\n\n### Added\n\n- More.\n',
};

const problems = (change: Partial<Release>): string[] => releaseProblems({ ...GOOD, ...change });
const without = (name: string): string => JSON.stringify({ ...JSON.parse(GOOD.manifest), [name]: undefined });

describe('a release', () => {
  it('has no problem if everything names the version of the tag', () => expect(problems({})).toEqual([]));

  it.each([
    ['another tag', { tag: 'v1.2.4' }, 'the tag is `v1.2.4`, and the version in package.json is `1.2.3`'],
    ['a tag without v', { tag: '1.2.3' }, 'the tag is `1.2.3`, and the version in package.json is `1.2.3`'],
    ['no tag', { tag: '' }, 'the tag is ``, and the version in package.json is `1.2.3`'],
    [
      'another version in the sources',
      { versionModule: "export const VERSION = '1.2.2';" },
      'the version in src/core/version.ts is `1.2.2`, and in package.json `1.2.3`',
    ],
    [
      'no heading in the changelog',
      { changelog: '## [Unreleased]\n\n## [1.2.2] - 2026-12-30\n' },
      'CHANGELOG.md has no heading `## [1.2.3] - YYYY-MM-DD`',
    ],
    [
      'a heading of a version that only looks the same',
      { changelog: '## [Unreleased]\n\n## [1x2.3] - 2026-12-30\n' },
      'CHANGELOG.md has no heading `## [1.2.3] - YYYY-MM-DD`',
    ],
    [
      'a heading without a date',
      { changelog: '## [1.2.3]\n' },
      'the heading `## [1.2.3]` of CHANGELOG.md needs a date: `## [1.2.3] - YYYY-MM-DD`',
    ],
    [
      'a day that does not exist',
      { changelog: '## [1.2.3] - 2026-02-30\n' },
      'the heading `## [1.2.3] - 2026-02-30` of CHANGELOG.md needs a date: `## [1.2.3] - YYYY-MM-DD`',
    ],
    [
      'entries that were not moved',
      { changelog: GOOD.changelog.replace('[Unreleased]\n', '[Unreleased]\n\n### Fixed\n\n- One.\n') },
      'CHANGELOG.md has entries under `Unreleased`: move them to the new version',
    ],
    [
      'entries that are the last of the changelog',
      { changelog: '## [1.2.3] - 2026-12-31\n\n## [Unreleased]\n\n- One.\n' },
      'CHANGELOG.md has entries under `Unreleased`: move them to the new version',
    ],
    ...Object.keys(ADDRESSES).map((name): [string, Partial<Release>, string] => [
      `no ${name}`,
      { manifest: without(name) },
      `package.json has no \`${name}\`: the project has no public address yet. Add them first; npm compares ` +
        '`repository` with the provenance of the package',
    ]),
  ])('is refused because of %s', (_what, change, problem) => expect(problems(change)).toEqual([problem]));

  it('has all of its problems named', () => {
    expect(problems({ tag: 'v1', versionModule: '', changelog: '' })).toHaveLength(3);
  });

  it('is checked by Node alone, before anything is installed', () => {
    const source = readFileSync('scripts/release-check.ts', 'utf8');
    const imported = importsOf('scripts/release-check.ts', source).map(({ to }) => to);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([]);
  });

  it('of this project stops until package.json has an address, with exit status 1', () => {
    const { version, repository } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>;
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/release-check.ts', `v${version}`],
      { encoding: 'utf8' },
    );
    expect(repository).toBeUndefined();
    expect(status).toBe(1);
    expect(stderr).toContain('error: package.json has no `repository`, `homepage`, `bugs`: the project has no public');
    expect(stderr).not.toContain('version.ts');
    expect(stderr).not.toContain('the tag');
  });
});
