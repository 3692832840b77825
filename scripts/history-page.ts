import { readFileSync } from 'node:fs';
import { ACTION_CATALOG } from '../src/aws/actions/index.js';
import { permissionChanges, RELEASES, REVISIONS } from '../src/review/history.js';
import { DOCUMENTED_REVISIONS, type RevisionName } from '../src/upsolver/catalogue/page-revisions.js';
import { code, fillMarkers, revisionLink, table } from './markdown.js';

/** `docs/history.md` with its tables made by comparing the revisions. */
export function renderHistoryPage(): string {
  return fillMarkers(readFileSync('docs/history.md', 'utf8'), {
    revisions: table(
      ['Revision', 'Compared with the one before', 'Source'],
      DOCUMENTED_REVISIONS.map((revision, index) => [
        revision.name,
        changesSince(REVISIONS[index - 1], revision.name),
        revisionLink(revision),
      ]),
    ),
    releases: table(
      ['Release', 'Date', 'Policies of the revision'],
      RELEASES.map(({ version, date, revision }) => [version, date, revision]),
    ),
  });
}

function changesSince(before: RevisionName | undefined, name: RevisionName): string {
  if (before === undefined) return 'the first that is known';
  const { roles } = permissionChanges(before, name, { catalog: ACTION_CATALOG });
  const rows = roles.flatMap((role) =>
    role.rows.map(({ change, actions, accessLevel }) => `${change}: ${actions.map(code).join(', ')} (${accessLevel})`),
  );
  return [...new Set(rows)].join('; ') || 'no difference';
}
