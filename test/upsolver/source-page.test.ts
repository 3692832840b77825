import { describe, expect, it } from 'vitest';
import { buildManagementPolicy, buildServerPolicy, permissionsFor } from '../../src/index.js';
import page from '../fixtures/source-page.json' with { type: 'json' };

/*
 * The fixture is Upsolver's page "AWS role permissions" as data: the actions of its tables, and its two JSON documents
 * as they are there, but for the `{` that the first one lacks.
 */

/** The document without what the library adds to the page: `Version`, and the Sids where the page has none. */
function asOnThePage(
  policy: { Statement: { Sid: string; Effect: string; Action: string[]; Resource: string[]; Condition?: object }[] },
  keepSids: boolean,
): unknown {
  return { Statement: policy.Statement.map(({ Sid, ...rest }) => (keepSids ? { Sid, ...rest } : rest)) };
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].toSorted();
const managementActions = unique(permissionsFor('UpsolverManagementRole').map(({ action }) => action));

describe('the JSON of the documentation', () => {
  it('equals the management policy in us-east-1', () => {
    expect(asOnThePage(buildManagementPolicy({ region: 'us-east-1' }), false)).toStrictEqual(page.managementPolicy);
  });

  it('equals the server policy in us-east-1, with the placeholder in place of the organization ID', () => {
    const policy = JSON.stringify(asOnThePage(buildServerPolicy('acme', 'us-east-1'), true));
    expect(JSON.parse(policy.replaceAll('acme', 'UPSOLVER_ORG_ID'))).toStrictEqual(page.serverPolicy);
  });
});

describe('the tables of the documentation', () => {
  it('name 37 management actions, all of them granted', () => {
    expect(page.managementTableActions).toHaveLength(37);
    expect(unique(page.managementTableActions)).toHaveLength(37);
    expect(page.managementTableActions.filter((action) => !managementActions.includes(action as never))).toEqual([]);
  });

  it('lack exactly one granted management action, ec2:DescribeSpotPriceHistory', () => {
    expect(managementActions).toHaveLength(38);
    expect(managementActions.filter((action) => !page.managementTableActions.includes(action))).toEqual([
      'ec2:DescribeSpotPriceHistory',
    ]);
  });

  it('are the source of exactly the actions that they name', () => {
    const documented = (table: string, roleName: 'UpsolverManagementRole' | 'UpsolverServerRole') =>
      unique(
        permissionsFor(roleName)
          .filter(({ source }) => source.kind === 'source-page' && source.table === table)
          .map(({ action }) => action),
      );
    expect(documented('Custom Policies', 'UpsolverManagementRole')).toEqual(unique(page.managementTableActions));
    expect(documented('Permissions', 'UpsolverServerRole')).toEqual(unique(page.serverTableActions));
  });
});
