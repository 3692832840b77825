/** Restores package.json after npm has packed. Given the ID of npm's process, waits until that has ended. */
import { setTimeout } from 'node:timers/promises';
import { isReplaced, restoreManifest } from './published-manifest.js';

const [, , npm] = process.argv;
if (npm !== undefined) while (isReplaced('.') && isRunning(Number(npm))) await setTimeout(100);
restoreManifest('.');

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
