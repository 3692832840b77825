import { readFileSync } from 'node:fs';
import { ACTION_CATALOG } from '../src/aws/actions/index.js';
import { ROLE_FACTS, type RoleFact, type RoleSituation } from '../src/guardrails/facts/role-facts.js';
import { checkGuardrails, readGuardrails, type RoleGuardrails } from '../src/guardrails/index.js';
import { GUARDRAIL_FINDINGS } from '../src/guardrails/sarif.js';
import { buildRoles } from '../src/index.js';
import {
  ACCOUNT_ID,
  GUARDRAILS,
  ORGANIZATION_ID,
  REGION,
  TRUSTED_ACCOUNT_ID,
  UPSOLVER_ORG_ID,
} from '../test/guardrails/guardrails.js';
import { code, fillMarkers, table } from './markdown.js';

const PARAMETERS = { orgId: UPSOLVER_ORG_ID, region: REGION, trustedAccountId: TRUSTED_ACCOUNT_ID, externalId: 'acme' };
const FACTS = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };

/** `docs/guardrails.md` with its tables regenerated: the guardrails are run. */
export function renderGuardrailsPage(): string {
  const roles = buildRoles('private-vpc', PARAMETERS);
  const rows = GUARDRAILS.map(({ id, kind, like, document, note }) => {
    const guardrails = readGuardrails([{ name: id, kind, text: JSON.stringify(document) }]);
    const found = checkGuardrails(roles, guardrails, { facts: FACTS, catalog: ACTION_CATALOG }).roles;
    return [`${kind.toUpperCase()} ${code(id)}`, like, ...found.map(describeRole), note ?? ''];
  });
  return fillMarkers(readFileSync('docs/guardrails.md', 'utf8'), {
    guardrails: table(['Guardrail', 'Like', 'UpsolverManagementRole', 'UpsolverServerRole', 'Note'], rows),
    findings: table(
      ['Code', 'Level', 'Meaning'],
      Object.entries(GUARDRAIL_FINDINGS).map(([name, { level, text }]) => [code(name), level, text]),
    ),
    facts: table(['Condition key', 'Requests', 'Value', 'Certainty', 'Source'], factRows()),
  });
}

function describeRole({ permissions, assume }: RoleGuardrails): string {
  const parts = (['cutOff', 'narrowed'] as const).flatMap((status) => {
    const found = permissions.filter((each) => each.status === status);
    if (found.length === 0) return [];
    const names =
      found.length > 12 ? `${found.length} permissions` : found.map(({ action }) => code(action)).join(', ');
    return [
      `${status === 'cutOff' ? '**cut off**' : 'narrowed'}: ${found.length === permissions.length ? 'all' : names}`,
    ];
  });
  const blocked = assume.filter(({ status }) => status !== 'works').length;
  return [...parts, ...(blocked > 0 ? ['**cannot be assumed**'] : [])].join('; ') || 'works';
}

function described(value: ReturnType<RoleFact['valueOf']>): string {
  if (value === undefined) return 'unknown';
  return [value ?? 'absent'].flat().join(' or ');
}

function factRows(): string[][] {
  const situation: RoleSituation = {
    role: 'UpsolverManagementRole',
    roleArn: 'ARN of the role',
    accountId: 'account of the role',
    organizationId: 'organization of the account',
    region: 'Region of the integration',
    partition: 'aws',
  };
  return ROLE_FACTS.map(({ key, valueOf, only, confidence, source }) => [
    code(key),
    only === undefined ? 'all others' : [...only.actions, ...(only.resources ?? [])].map(code).join(' on '),
    described(valueOf(situation)),
    confidence,
    source,
  ]);
}
