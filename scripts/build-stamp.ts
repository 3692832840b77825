import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What a build is made of. Installed packages count by the lockfile. */
const SOURCES = /^(?:src\/.*|tsup[\w.-]*\.ts|scripts\/build-[\w-]+\.ts|package(?:-lock)?\.json|tsconfig[\w.-]*\.json)$/;

const STAMP = 'node_modules/.cache/upsolver-iam/build.json';

type Stamp = { sources: string; dist: string };

/** Whether `dist` is as the last build left it, and that build was of the same sources. */
export function isBuilt(project: string): boolean {
  try {
    const { sources, dist } = JSON.parse(readFileSync(join(project, STAMP), 'utf8')) as Stamp;
    return sources === hashSources(project) && dist === hashFiles(project, filesIn(project, 'dist'));
  } catch {
    return false;
  }
}

/** Remembers that `dist` has just been built of the sources as they are. */
export function rememberBuild(project: string): void {
  const stamp: Stamp = { sources: hashSources(project), dist: hashFiles(project, filesIn(project, 'dist')) };
  mkdirSync(dirname(join(project, STAMP)), { recursive: true });
  writeFileSync(join(project, STAMP), JSON.stringify(stamp));
}

function hashSources(project: string): string {
  const files = [...readdirSync(project), ...filesIn(project, 'src'), ...filesIn(project, 'scripts')];
  return hashFiles(
    project,
    files.filter((file) => SOURCES.test(file)),
  );
}

function filesIn(project: string, folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** Of names and contents: times say when a file was written, not what is in it. */
function hashFiles(project: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    const content = readFileSync(join(project, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
