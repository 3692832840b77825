/** Regenerates the documentation and the JSON Schema. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderAthenaPage } from './athena-page.js';
import { renderCommandLinePage } from './command-line-page.js';
import { renderCommandsPage } from './commands-page.js';
import { renderDriftPage } from './drift-page.js';
import { renderGuardrailsPage } from './guardrails-page.js';
import { renderHistoryPage } from './history-page.js';
import { renderIssuesPage } from './issues-page.js';
import { renderAccountsSchema, renderJsonSchema } from './json-schema.js';
import { renderPermissionsPage } from './permissions-page.js';
import { renderRisksPage } from './risks-page.js';
import { renderScopingPage } from './scoping-page.js';

mkdirSync('docs', { recursive: true });
writeFileSync('docs/athena.md', await renderAthenaPage());
writeFileSync('docs/command-line.md', await renderCommandLinePage());
writeFileSync('docs/commands.md', await renderCommandsPage());
writeFileSync('docs/drift.md', renderDriftPage());
writeFileSync('docs/guardrails.md', renderGuardrailsPage());
writeFileSync('docs/history.md', renderHistoryPage());
writeFileSync('docs/permissions.md', renderPermissionsPage());
writeFileSync('docs/policy-issues.md', renderIssuesPage());
writeFileSync('docs/risks.md', renderRisksPage());
writeFileSync('docs/scoping.md', renderScopingPage());
mkdirSync('schema', { recursive: true });
writeFileSync('schema/role-parameters.schema.json', renderJsonSchema());
writeFileSync('schema/upsolver-iam.schema.json', renderAccountsSchema());
