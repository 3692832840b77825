/**
 * Whether everything names the version that a tag releases: `node scripts/release-check.ts v1.2.3`. Runs before
 * anything is installed, by Node alone, and so imports nothing of this project.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export type Release = {
  readonly tag: string;
  /** The text of package.json. */
  readonly manifest: string;
  /** The text of src/core/version.ts. */
  readonly versionModule: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
};

/** Everything that is wrong with a release, in sentences. */
export function releaseProblems({ tag, manifest, versionModule, changelog }: Release): string[] {
  const { version, repository, homepage, bugs } = JSON.parse(manifest) as Record<string, unknown>;
  const named = /VERSION = '([^']*)'/.exec(versionModule)?.[1];
  const [heading, date] = new RegExp(`^## \\[${escape(String(version))}\\](?: - (.*))?$`, 'm').exec(changelog) ?? [];
  const unreleased = /^## \[Unreleased\]\n([^]*?)(?=^## |$(?![^]))/m.exec(changelog)?.[1] ?? '';
  const addresses = Object.entries({ repository, homepage, bugs });
  const missing = addresses.filter(([, value]) => value === undefined).map(([name]) => `\`${name}\``);
  const claims: [holds: boolean, otherwise: string][] = [
    [tag === `v${version}`, `the tag is \`${tag}\`, and the version in package.json is \`${version}\``],
    [named === version, `the version in src/core/version.ts is \`${named}\`, and in package.json \`${version}\``],
    [heading !== undefined, `CHANGELOG.md has no heading \`## [${version}] - YYYY-MM-DD\``],
    [
      heading === undefined || isDate(date),
      `the heading \`${heading}\` of CHANGELOG.md needs a date: \`## [${version}] - YYYY-MM-DD\``,
    ],
    [!/^- /m.test(unreleased), 'CHANGELOG.md has entries under `Unreleased`: move them to the new version'],
    [
      missing.length === 0,
      `package.json has no ${missing.join(', ')}: the project has no public address yet. Add them first; npm ` +
        'compares `repository` with the provenance of the package',
    ],
  ];
  return claims.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function isDate(text = ''): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = releaseProblems({
    tag: process.argv[2] ?? '',
    manifest: readFileSync('package.json', 'utf8'),
    versionModule: readFileSync('src/core/version.ts', 'utf8'),
    changelog: readFileSync('CHANGELOG.md', 'utf8'),
  });
  for (const problem of problems) console.error(`error: ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
