import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import type { GuardrailReport } from '../../guardrails/check/report.js';
import { toHtml } from '../../review/html/page.js';
import { toMarkdown } from '../../review/markdown/page.js';
import { reviewOf } from '../../review/review.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { defineCommand } from '../command.js';
import { readJsonFile } from '../input/json-file.js';
import { assertReadOnce } from '../input/open-input.js';
import { addRoleOptions, readRoleParameters, type RoleOptions } from '../role-options.js';

type Options = RoleOptions & { guardrails?: string };

const EXAMPLE =
  'upsolver-iam review --mode private-vpc --region us-east-1 \\\n' +
  '      --org-id 12345678-1234-1234-1234-1234567890ab \\\n' +
  '      --trusted-account 111122223333 --external-id acme-external-id';

export default defineCommand<[], Options>({
  description:
    'Writes a review of the roles for whoever has to approve them: who can assume them, what they allow by service ' +
    'and access level and why, the contents of AWS managed policies, known risks with example requests and what ' +
    'closes each, a comparison with the documented roles, quotas, limits, and the hashes of what was reviewed. The ' +
    'HTML page needs no script and no network.',
  examples: [`${EXAMPLE} \\\n      -o review.html`, `${EXAMPLE} \\\n      --format json -o review.json`],
  declare: (command) =>
    addRoleOptions(command).option(
      '--guardrails <FILE.json>',
      'Output of `upsolver-iam guardrails --json` for the same roles, to include it',
    ),
  formats: ['html', 'markdown', 'json'],
  exitStatus: { 0: 'success', 2: 'invalid input' },
  run: (_args, { guardrails: file, ...options }, terminal) => {
    assertReadOnce([options.dataAccess, file]);
    const parameters = readRoleParameters(options, terminal);
    const roles: readonly DeployableRole[] = buildRoles(options.mode as IntegrationMode, parameters);
    const guardrails = file === undefined ? undefined : (readJsonFile(file, terminal) as GuardrailReport);
    const review = reviewOf(roles, { parameters, catalog: ACTION_CATALOG, guardrails });
    const markdown = (): string => toMarkdown(review).trimEnd();
    return { exitCode: 0, text: markdown, html: () => toHtml(review), markdown, document: review };
  },
});
