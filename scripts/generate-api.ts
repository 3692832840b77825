/** Writes `etc/`: what each entry point exports. The diff is what a reviewer of a public change reads. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { renderApiReports } from './api-reports.js';
import { buildIfChanged } from './build-if-changed.js';

if (buildIfChanged()) {
  const reports = renderApiReports();
  rmSync('etc', { recursive: true, force: true });
  mkdirSync('etc');
  for (const [file, text] of Object.entries(reports)) writeFileSync(`etc/${file}`, text);
} else {
  process.exitCode = 1;
}
