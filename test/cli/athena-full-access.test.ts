import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { explainAthenaFullAccess } from '../../src/cli/athena-full-access.js';
import { athenaFullAccessBeyond, type RiskReport } from '../../src/risks/index.js';
import { ACCOUNT, ORGANIZATION } from '../upsolver/role-parameters.js';
import { runCommand } from './run-command.js';

const { region } = ORGANIZATION;
const athena = {
  accountId: ACCOUNT,
  databases: [{ name: 'sales', access: 'read', tables: ['orders'] }],
  results: { bucket: 'acme-results', prefix: 'upsolver' },
} as const;
const TABLES = ['--read-tables', 'sales/orders', '--query-results', 's3://acme-results/upsolver', '--account', ACCOUNT];
const MODE = ['risks', '--mode', 'private-vpc', '--fail-on', 'never'];
const beyond = athenaFullAccessBeyond(athena, { region }, { catalog: ACTION_CATALOG })!;

describe('risks with tables', () => {
  it('prints what AmazonAthenaFullAccess would grant, worst first', async () => {
    const { code, out } = await runCommand([...MODE, ...TABLES], {});
    expect(code).toBe(0);
    expect(out.endsWith(`\n\n${explainAthenaFullAccess(beyond)}\n`)).toBe(true);
    const [, not = '', fewer = ''] = out.split(/^Actions that .*:$/m);
    expect(not).toMatch(/^ {2}Permissions management {2}s3:PutBucketPublicAccessBlock\n {2}Write {19}athena:Cancel/m);
    expect(not).toMatch(/^ {2}not in the catalog {6}datazone:/m);
    expect(fewer).toMatch(/^ {2}Write +athena:StartQueryExecution, .*\n {2}Read .*\n {2}List /m);
    expect(out).toContain(`AmazonAthenaFullAccess ${beyond.version} (${beyond.date}) grants more than`);
  });

  it('prints it as JSON', async () => {
    const { out } = await runCommand([...MODE, ...TABLES, '--json'], {});
    expect((JSON.parse(out) as { athenaFullAccess: unknown }).athenaFullAccess).toEqual(beyond);
    expect((JSON.parse(out) as RiskReport).roles).toHaveLength(2);
    expect(JSON.parse((await runCommand([...MODE, '--json'], {})).out)).not.toHaveProperty('athenaFullAccess');
    expect((await runCommand(MODE, {})).out).not.toContain('grants more than');
  });

  it('says where it is not known', async () => {
    const there = [...MODE, ...TABLES, '--region', 'cn-north-1'];
    expect((await runCommand(there, {})).out).toMatch(/\n\nAmazonAthenaFullAccess was not compared .*\n$/);
    expect(JSON.parse((await runCommand([...there, '--json'], {})).out)).toHaveProperty('athenaFullAccess', null);
  });

  it('says how much could not be compared, and nothing of what is empty', () => {
    const unknown = [{ policy: 0, statement: 0, of: 'proposed', reason: 'tooComplex' }] as const;
    expect(
      explainAthenaFullAccess({ ...beyond, levels: [], unknown: [...unknown] })
        .split('\n\n')
        .slice(1),
    ).toEqual(['Could not compare 1 of its statements; what they grant may be missing here.']);
  });
});
