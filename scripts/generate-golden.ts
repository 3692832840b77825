/** Writes `test/golden/`, after a change of what is granted or rendered. The diff is what a reviewer reads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { goldenFiles } from './golden-files.js';

mkdirSync('test/golden', { recursive: true });
for (const [name, text] of Object.entries(await goldenFiles())) writeFileSync(`test/golden/${name}`, text);
