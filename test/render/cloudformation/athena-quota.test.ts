import { describe, expect, it } from 'vitest';
import { InvalidInputError, INTEGRATION_MODES, SCOPE_OPTIONS, type IntegrationMode } from '../../../src/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/template.js';
import { rolesFromCloudFormation } from '../../../src/review/input/roles-from-cloudformation.js';
import { ATHENA_PARTS, type AthenaPart } from '../../../src/upsolver/catalogue/athena.js';
import type { ScopeOption } from '../../../src/upsolver/scope/options.js';
import { linesOf } from '../../review/input/roles.js';

const QUOTA = 10_240;
const ALL: AthenaPart[] = [...ATHENA_PARTS];

/** The characters of the largest role of a template, deployed with one table in each list. */
function sizeOf(template: object, parts: readonly AthenaPart[], table: string, hasScope: boolean): number {
  const { roles } = rolesFromCloudFormation(template, {
    region: 'us-east-1',
    accountId: '444455556666',
    parameters: {
      OrganizationId: 'x',
      TrustedAccountId: '111122223333',
      ExternalId: 'xx',
      ReadTables: table,
      Workgroup: 'x',
      ...(parts.includes('write') && { WriteTables: table }),
      ...(parts.includes('bucket') && { ResultBucket: 'xxx' }),
      ...(parts.includes('key') && { CatalogKey: 'arn:aws:kms:us-east-1:123456789012:key/x' }),
      ...(hasScope && { VpcId: 'vpc-12345678' }),
    },
  });
  // AWS managed policies do not count.
  const own = roles.map(({ policies }) => policies.filter(({ name }) => name.startsWith('Upsolver')));
  return Math.max(...own.map((each) => each.reduce((sum, { document }) => sum + JSON.stringify(document).length, 0)));
}

describe('a template that repeats lists of tables', () => {
  const cases = INTEGRATION_MODES.flatMap((mode) =>
    [[], [...SCOPE_OPTIONS]].flatMap((scope) =>
      [[], ALL.slice(0, 1), ALL.slice(0, 3), ALL].map((athena): [IntegrationMode, ScopeOption[], AthenaPart[]] => [
        mode,
        scope,
        athena,
      ]),
    ),
  );

  it('can be read with ten long tables in each list', () => {
    const template = toCloudFormation('upsolver-vpc', { athena: ALL.slice(0, 1) });
    const tables = Array.from({ length: 10 }, (_, index) => `${'d'.repeat(90)}/${index}${'t'.repeat(90)}`).join(',');
    expect(sizeOf(template, ALL.slice(0, 1), tables, false)).toBeGreaterThan(QUOTA);
  });

  it.each(cases)('is refused for %s, %j and %j if and only if no values fit', (mode, scope, athena) => {
    try {
      const template = toCloudFormation(mode, { athena, scope });
      expect(sizeOf(template, athena, 'x/*', scope.length > 0)).toBeLessThanOrEqual(QUOTA);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      expect(error.issues).toMatchObject([{ code: 'over_quota', path: ['options', 'athena'] }]);
      expect([mode, scope.length > 0, athena.length > 1]).toEqual(['upsolver-vpc', true, true]);
    }
  });

  it('says how many characters would be too many', () => {
    expect(linesOf(() => toCloudFormation('upsolver-vpc', { athena: ALL, scope: [...SCOPE_OPTIONS] }))).toEqual([
      expect.stringMatching(/^options.athena: the inline policies of UpsolverRole would have 1\d,\d{3} characters, /),
    ]);
  });

  it('has room for the tables that docs/athena.md names', () => {
    const template = toCloudFormation('upsolver-vpc', { athena: ['write'] });
    const table = (length: number): string => `${'d'.repeat(length / 2)}/${'t'.repeat(length / 2 - 1)}`;
    expect(sizeOf(template, ['write'], table(70), false)).toBeLessThanOrEqual(QUOTA);
    expect(sizeOf(template, ['write'], table(100), false)).toBeGreaterThan(QUOTA);
  });
});
