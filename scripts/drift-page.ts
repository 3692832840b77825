import { readFileSync } from 'node:fs';
import { FINDINGS } from '../src/drift/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../src/upsolver/catalogue/managed-policy-snapshots.js';
import { PAGE_REVISIONS } from '../src/upsolver/catalogue/page-revisions.js';
import { code, fillMarkers, revisionLink, table } from './markdown.js';

/** `docs/drift.md` with its tables regenerated from the code. */
export function renderDriftPage(): string {
  return fillMarkers(readFileSync('docs/drift.md', 'utf8'), {
    findings: table(
      ['Code', 'Severity', 'Meaning'],
      Object.entries(FINDINGS).map(([name, { severity, meaning }]) => [code(name), severity, meaning]),
    ),
    'managed-policies': table(
      ['Policy', 'Version', 'Date'],
      Object.entries(MANAGED_POLICY_SNAPSHOTS).map(([name, { version, date }]) => [code(name), code(version), date]),
    ),
    revisions: table(
      ['Revision', 'Additional actions', 'Missing actions', 'Source'],
      PAGE_REVISIONS.map(({ name, adds, lacks, ...source }) => [
        name,
        adds.map(code).join(', '),
        lacks.map(code).join(', '),
        revisionLink(source),
      ]),
    ),
  });
}
