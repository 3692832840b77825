import { constants, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What only development needs. npm warns of `prepare` wherever the package is installed, though it never runs it. */
const DEVELOPMENT = new Set(['scripts', 'devDependencies', 'allowScripts', 'overrides']);

/** Keeps the bytes of package.json while it is replaced. */
const ORIGINAL = 'package.json.original';

/** The text of package.json as it is published. */
export function publishedManifest(manifest: string): string {
  const fields = Object.entries(JSON.parse(manifest) as Record<string, unknown>);
  const published = Object.fromEntries(fields.filter(([name]) => !DEVELOPMENT.has(name)));
  return `${JSON.stringify(published, undefined, 2)}\n`;
}

/** Replaces package.json with what is published, at once. */
export function replaceManifest(project: string): void {
  const [manifest, original, replacement] = ['package.json', ORIGINAL, `${ORIGINAL}.tmp`].map((name) =>
    join(project, name),
  ) as [string, string, string];
  if (existsSync(original)) {
    throw new Error(
      `${original} is what an interrupted \`npm pack\` left: compare it with package.json, and delete it`,
    );
  }
  writeFileSync(replacement, publishedManifest(readFileSync(manifest, 'utf8')));
  copyFileSync(manifest, original, constants.COPYFILE_EXCL);
  renameSync(replacement, manifest);
}

/** Restores package.json, if it is replaced. */
export function restoreManifest(project: string): void {
  if (isReplaced(project)) renameSync(join(project, ORIGINAL), join(project, 'package.json'));
}

export const isReplaced = (project: string): boolean => existsSync(join(project, ORIGINAL));
