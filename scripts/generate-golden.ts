/** Writes `test/golden/`, after a change of what is granted or rendered. The diff is what a reviewer reads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { diffTable } from '../test/review/diff/changes.js';
import { goldenFiles } from './golden-files.js';

mkdirSync('test/golden', { recursive: true });
for (const [name, text] of Object.entries(await goldenFiles())) writeFileSync(`test/golden/${name}`, text);
writeFileSync('test/review/diff/golden/diff-changes.txt', diffTable());
