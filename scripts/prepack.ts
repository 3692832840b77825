/**
 * Runs before npm packs: builds, and replaces package.json by what is published. `postpack` restores it. npm does not
 * call `postpack` if packing fails, so a process in the background restores it when npm has ended.
 */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfChanged } from './build-if-changed.js';
import { replaceManifest } from './published-manifest.js';

/** npm's own process, which names itself `npm pack` or `npm publish`: this process is a descendant of it. */
function findNpm(): string | undefined {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const processes = new Map(
    [...(stdout ?? '').matchAll(/^ *(\d+) +(\d+) +(.*)$/gm)].map(([, pid, parent, args]) => [pid, { parent, args }]),
  );
  for (let pid: string | undefined = String(process.pid); pid !== undefined; pid = processes.get(pid)?.parent) {
    if (/^(?:\S*node \S*[\\/])?npm(?:-cli\.js)?(?: |$)/.test(processes.get(pid)?.args ?? '')) return pid;
  }
  return undefined;
}

if (buildIfChanged()) {
  const npm = findNpm();
  replaceManifest('.');
  if (npm === undefined) {
    console.error('If packing fails, run `npx tsx scripts/postpack.ts`, which restores package.json.');
  } else {
    const postpack = fileURLToPath(new URL('postpack.ts', import.meta.url));
    const tsx = import.meta.resolve('tsx');
    spawn(process.execPath, ['--import', tsx, postpack, npm], { detached: true, stdio: 'ignore' }).unref();
  }
} else {
  process.exitCode = 1;
}
