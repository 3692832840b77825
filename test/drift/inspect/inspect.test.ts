import { describe, expect, it } from 'vitest';
import { inspectRoles } from '../../../src/drift/inspect/inspect.js';
import { buildRoles, INTEGRATION_MODES, type IntegrationMode, type RoleParameters } from '../../../src/index.js';
import { everyNth } from '../../deep.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { exportOf, type AccountExport } from '../account.js';
import { BASE, CASES } from './cases.js';

const found = (mode: IntegrationMode, account: AccountExport): ReturnType<typeof inspectRoles>['integrations'] =>
  inspectRoles(account).integrations.filter((each) => each.mode === mode);

describe.each(INTEGRATION_MODES)('the roles of %s', (mode) => {
  it.each(everyNth(Object.entries(CASES), 2))('show what they are built from: %s', (_name, more) => {
    const parameters = { ...BASE, ...more };
    const roles = buildRoles(mode, parameters);
    const account = exportOf(roles);
    // Without a bucket of their own, roles do not show the organization.
    const hasBucket = more.features?.dedicatedBucket !== false;
    const given = hasBucket ? {} : { orgId: BASE.orgId, region: parameters.region };
    if (!hasBucket) {
      expect(inspectRoles(account).integrations[0]).toMatchObject({ unknownParameters: ['orgId', 'region'] });
    }
    const { integrations, issues } = inspectRoles(account, { parameters: given });
    expect(issues).toEqual([]);
    expect(integrations).toHaveLength(1);
    const [integration] = integrations;
    expect(integration).toMatchObject({ accountId: ACCOUNT, mode, unknownParameters: [] });
    // The printed parameters build the same roles, and say no more than they have to.
    expect(buildRoles(mode, integration!.parameters as RoleParameters)).toEqual(roles);
    const findings = integration!.reports.flatMap((report) => report.findings);
    expect(findings.filter(({ severity }) => severity !== 'info' && severity !== 'unknown')).toEqual([]);
    expect(Object.keys(integration!.parameters).toSorted()).toEqual(
      Object.keys(parameters)
        .filter((name) => isVisible(mode, name, more))
        .toSorted(),
    );
  });
});

/** A scope that changes nothing about the roles of a mode leaves no trace. */
function isVisible(mode: IntegrationMode, name: string, more: Partial<RoleParameters>): boolean {
  const without = { ...BASE, ...more, [name]: undefined };
  if (name in BASE) return true;
  return JSON.stringify(buildRoles(mode, without)) !== JSON.stringify(buildRoles(mode, { ...BASE, ...more }));
}

describe('inspectRoles', () => {
  const roles = buildRoles('private-vpc', BASE);

  it('tells sets of roles apart by what is before and after their names, and by account', () => {
    const prod = buildRoles('private-vpc', { ...BASE, namePrefix: 'prod-' });
    const other = buildRoles('upsolver-vpc', { ...BASE, region: 'eu-west-1' });
    const { integrations } = inspectRoles([exportOf([...roles, ...prod]), exportOf(other, '999988887777')]);
    expect(integrations.map(({ accountId, mode, parameters }) => [accountId, mode, parameters.namePrefix])).toEqual([
      [ACCOUNT, 'private-vpc', undefined],
      [ACCOUNT, 'private-vpc', 'prod-'],
      ['999988887777', 'upsolver-vpc', undefined],
    ]);
  });

  it('says which role is missing, and which parameters the others do not show', () => {
    const [integration] = found('private-vpc', exportOf([roles[0]]));
    expect(integration).toMatchObject({
      roles: [
        { name: 'UpsolverManagementRole', existing: { inlinePolicies: ['UpsolverManagementPolicy'] } },
        { role: 'UpsolverServerRole', name: 'UpsolverServerRole' },
      ],
      unknownParameters: ['orgId', 'region'],
      reports: [],
    });
    const [server] = found('private-vpc', exportOf([roles[1]]));
    expect(server?.unknownParameters).toEqual(['trustedAccountId', 'externalId']);
  });

  it('lists what differs from the roles that it found', () => {
    const account = exportOf(roles);
    const document = account.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument as { Statement: object[] };
    account.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument = {
      ...document,
      Statement: [...document.Statement, { Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    };
    const [integration] = found('private-vpc', account);
    expect(integration?.parameters).toEqual(BASE);
    expect(integration?.reports[0]).toMatchObject({ status: 'drifted', findings: [{ code: 'permissionExtra' }] });
    expect(integration?.reports[1]).toMatchObject({ status: 'inSync' });
  });

  it('recognizes an earlier revision', () => {
    const account = exportOf(roles);
    const policy = account.RoleDetailList[0]!.RolePolicyList[0]!;
    policy.PolicyDocument = JSON.parse(
      JSON.stringify(policy.PolicyDocument).replace('"ec2:DescribeSpotPriceHistory",', ''),
    ) as object;
    expect(found('private-vpc', account)[0]).toMatchObject({ parameters: BASE, revision: '2019-09' });
  });

  it('has nothing to say about an account without such roles, and lists what it cannot read', () => {
    expect(inspectRoles(exportOf([]))).toEqual({ integrations: [], issues: [] });
    expect(inspectRoles('{"RoleDetailList": [{}]}').issues.length).toBeGreaterThan(0);
    expect(inspectRoles('no JSON').issues).toMatchObject([{ code: 'invalid_json' }]);
    for (const value of [undefined, null, 1, [], {}]) expect(inspectRoles(value as never)).toHaveProperty('issues');
  });
});
