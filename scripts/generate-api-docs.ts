/** Writes `docs/api/`: the reference of every entry point, made of the docstrings. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { renderApiDocs } from './api-docs.js';
import { buildIfChanged } from './build-if-changed.js';

if (buildIfChanged()) {
  const pages = await renderApiDocs();
  rmSync('docs/api', { recursive: true });
  mkdirSync('docs/api');
  for (const [file, text] of Object.entries(pages)) writeFileSync(`docs/api/${file}`, text);
} else {
  process.exitCode = 1;
}
