/** Writes `test/golden/`, after a change of what is granted or rendered. The diff is what a reviewer reads. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { diffTable } from '../test/review/diff/changes.js';
import { goldenFiles } from './golden-files.js';
import { readPacked } from './packed-files.js';

mkdirSync('test/golden', { recursive: true });
for (const [name, text] of Object.entries(await goldenFiles())) writeFileSync(`test/golden/${name}`, text);
writeFileSync('test/review/diff/golden/diff-changes.txt', diffTable());
const onWindows = process.platform === 'win32'; // where npm is a script, which only a shell can start
const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  encoding: 'utf8',
  shell: onWindows,
});
writeFileSync('test/package/packed-files.txt', readPacked(packed).list);
