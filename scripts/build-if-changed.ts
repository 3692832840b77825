/** Builds, unless `dist` is what the last build made of the same sources. `npm ci` and `npm test` both call it. */
import { pathToFileURL } from 'node:url';
import { isBuilt, rememberBuild } from './build-stamp.js';
import { run } from './run.js';

/** Whether there is a build of the sources as they are now. */
export function buildIfChanged(): boolean {
  if (isBuilt('.')) {
    console.log('\n> dist is up to date');
    return true;
  }
  if (!run('npm', ['run', 'build'])) return false;
  rememberBuild('.');
  return true;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = buildIfChanged() ? 0 : 1;
