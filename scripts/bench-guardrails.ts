/** `checkGuardrails` with five service control policies of 27 denials, on both roles: aims at 0.3 seconds of CPU. */
import type * as Actions from '../src/aws/actions/index.js';
import type * as Guardrails from '../src/guardrails/index.js';
import type * as Main from '../src/index.js';
import {
  ACCOUNT_ID,
  ORGANIZATION_ID,
  REGION,
  TRUSTED_ACCOUNT_ID,
  UPSOLVER_ORG_ID,
} from '../test/guardrails/guardrails.js';
import { LARGE_SCPS } from '../test/guardrails/large-scps.js';

// The built library: what tsx makes of the sources is slower.
const load = async <Module>(path: string): Promise<Module> =>
  (await import(new URL(`../dist/${path}`, import.meta.url).href)) as Module;
const { checkGuardrails, readGuardrails } = await load<typeof Guardrails>('guardrails/index.js');
const { ACTION_CATALOG } = await load<typeof Actions>('aws/actions/index.js');
const { buildRoles } = await load<typeof Main>('index.js');

const roles = buildRoles('private-vpc', {
  orgId: UPSOLVER_ORG_ID,
  region: REGION,
  trustedAccountId: TRUSTED_ACCOUNT_ID,
  externalId: 'acme',
});
const facts = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };

function secondsOf(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const rows = LARGE_SCPS.map((_, index) => {
  const files = LARGE_SCPS.slice(0, index + 1).map(({ name, document }) => ({
    name,
    text: JSON.stringify(document),
    kind: 'scp' as const,
  }));
  const guardrails = readGuardrails(files);
  const run = (): unknown => checkGuardrails(roles, guardrails, { facts, catalog: ACTION_CATALOG });
  run();
  const seconds = Math.min(...Array.from({ length: 3 }, () => secondsOf(run)));
  return { policies: files.length, characters: files.reduce((sum, { text }) => sum + text.length, 0), seconds };
});
console.table(rows.map((row) => ({ ...row, seconds: Number(row.seconds.toFixed(3)) })));
