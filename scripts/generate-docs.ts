/** Writes the generated documentation anew. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderPermissionsPage } from './permissions-page.js';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/permissions.md', renderPermissionsPage());
