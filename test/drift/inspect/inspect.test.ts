import { describe, expect, it } from 'vitest';
import { inspectRoles } from '../../../src/drift/inspect/inspect.js';
import {
  buildRoles,
  InvalidInputError,
  INTEGRATION_MODES,
  type IntegrationMode,
  type RoleParameters,
} from '../../../src/index.js';
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

  it.each<[IntegrationMode, Partial<RoleParameters>]>([
    ['private-vpc', { namePrefix: 'UpsolverServerRole-' }],
    ['private-vpc', { namePrefix: 'UpsolverManagementRole-' }],
    ['private-vpc', { namePrefix: 'UpsolverRole-' }],
    ['private-vpc', { nameSuffix: '-UpsolverServerRole' }],
    ['private-vpc', { nameSuffix: '-UpsolverRole' }],
    ['private-vpc', { namePrefix: 'UpsolverRole-', nameSuffix: '-UpsolverServerRole' }],
    ['upsolver-vpc', { namePrefix: 'UpsolverRole-' }],
    ['upsolver-vpc', { namePrefix: 'UpsolverServerRole-UpsolverManagementRole-' }],
  ])('finds one set of roles of %s although %j contains the name of a role', (mode, naming) => {
    const built = buildRoles(mode, { ...BASE, ...naming });
    // Another set of roles in the account does not matter.
    for (const others of [[], buildRoles('private-vpc', { ...BASE, namePrefix: 'prod-' })]) {
      const { integrations } = inspectRoles(exportOf([...built, ...others]));
      expect(integrations).toHaveLength(others.length === 0 ? 1 : 2);
      const own = integrations.find((each) => each.parameters.namePrefix !== 'prod-');
      expect(own?.roles.map(({ name, existing }) => [name, existing?.name])).toEqual(
        built.map(({ name }) => [name, name]),
      );
      expect(own).toMatchObject({ mode, parameters: { ...BASE, ...naming } });
    }
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

  type Change = (account: AccountExport) => void;
  const changed = (change: Change, parameters: RoleParameters = BASE): AccountExport => {
    const account = structuredClone(exportOf(buildRoles('private-vpc', parameters)));
    change(account);
    return account;
  };
  const setAll =
    (member: object): Change =>
    ({ RoleDetailList: details }) => {
      for (const detail of details) Object.assign(detail, structuredClone(member));
    };
  const setTrust =
    (...Statement: object[]): Change =>
    ({ RoleDetailList: [management] }) =>
      void (management!.AssumeRolePolicyDocument = { Version: '2012-10-17', Statement } as never);

  it.each<[string, number, number | undefined]>([
    ['the default', 3600, undefined],
    ['another value', 7200, 7200],
  ])('has the maximum session duration if the input has it and all roles agree: %s', (_name, given, shown) => {
    const [integration] = found('private-vpc', changed(setAll({ MaxSessionDuration: given })));
    expect(integration?.parameters.maxSessionDuration).toBe(shown);
    expect(integration?.reports.map(({ status }) => status)).toEqual(['inSync', 'inSync']);
  });

  it('has no setting on which the roles do not agree, and says what each of them has', () => {
    const account = changed(({ RoleDetailList: [management] }) => {
      Object.assign(management!, {
        Path: '/own/',
        MaxSessionDuration: 7200,
        Tags: [
          { Key: 'Team', Value: 'data' },
          { Key: 'aws:cloudformation:stack-name', Value: 'roles' },
        ],
      });
    });
    const [integration] = found('private-vpc', account);
    expect(integration?.parameters).toEqual(BASE);
    // The export does not have the session duration of the other role: it may be the same.
    expect(integration?.disagreements).toEqual([
      {
        setting: 'path',
        values: [
          { name: 'UpsolverManagementRole', value: '/own/' },
          { name: 'UpsolverServerRole', value: '/' },
        ],
      },
      {
        setting: 'tags',
        tag: 'Team',
        values: [{ name: 'UpsolverManagementRole', value: 'data' }, { name: 'UpsolverServerRole' }],
      },
    ]);
  });

  const assume = { Effect: 'Allow', Action: 'sts:AssumeRole' };
  const id = (value: string): object => ({ Condition: { StringEquals: { 'sts:ExternalId': value } } });
  it.each<[string, object[], Partial<RoleParameters>]>([
    ['an account ID', [{ ...assume, Principal: { AWS: '111122223333' }, ...id('one') }], { externalId: 'one' }],
    [
      'one account with two external IDs',
      [
        { ...assume, Principal: { AWS: '111122223333' }, ...id('one') },
        { ...assume, Principal: { AWS: 'arn:aws:iam::111122223333:root' }, ...id('two') },
      ],
      { externalId: ['one', 'two'] },
    ],
    [
      'a role, of which nobody knows whether its account is meant',
      [{ ...assume, Principal: { AWS: 'arn:aws:iam::111122223333:role/Upsolver' }, ...id('one') }],
      { trustedAccountId: undefined as never, externalId: 'one' },
    ],
    [
      'everyone',
      [{ ...assume, Principal: '*', ...id('one') }],
      { trustedAccountId: undefined as never, externalId: 'one' },
    ],
    [
      'an account that another statement denies',
      [
        { ...assume, Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
        { ...assume, Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, ...id('two') },
      ],
      { externalId: undefined as never },
    ],
    [
      'an account under other conditions',
      [
        {
          ...assume,
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example123' } },
        },
      ],
      { externalId: undefined as never },
    ],
  ])('reads who is trusted of a trust policy for %s', (_name, statements, shown) => {
    const [integration] = found('private-vpc', changed(setTrust(...statements)));
    const expected = { trustedAccountId: '111122223333', ...shown };
    expect(integration?.parameters).toEqual(
      Object.fromEntries(Object.entries({ ...BASE, ...expected }).filter(([, value]) => value !== undefined)),
    );
    expect(integration?.unknownParameters).toEqual(
      Object.entries(expected).flatMap(([name, value]) => (value === undefined ? [name] : [])),
    );
  });

  it.each<[string, Change, string]>([
    ['an external ID', setTrust({ ...assume, Principal: { AWS: '111122223333' }, ...id('x') }), 'externalId'],
    ['tags', setAll({ Tags: Array.from({ length: 51 }, (_, at) => ({ Key: `k${at}`, Value: 'v' })) }), 'tags'],
    ['a session duration', setAll({ MaxSessionDuration: 1 }), 'maxSessionDuration'],
    ['a path', setAll({ Path: 'upsolver' }), 'path'],
  ])('lists settings that no role can have as issues, and compares nothing: %s', (_name, change, parameter) => {
    const { integrations, issues } = inspectRoles(changed(change));
    expect(integrations).toMatchObject([{ mode: 'private-vpc', unknownParameters: [], reports: [] }]);
    expect(issues).toMatchObject([{ severity: 'error', path: [ACCOUNT, 'private-vpc', parameter] }]);
  });

  it('refuses parameters of the caller that are not valid', () => {
    const account = exportOf(buildRoles('private-vpc', { ...BASE, features: { dedicatedBucket: false } }));
    const parameters = { orgId: 'UPSOLVER_ORG_ID', region: BASE.region };
    expect(() => inspectRoles(account, { parameters })).toThrow(InvalidInputError);
  });

  const KIND = { dataAccess: CASES['data of every kind']!.dataAccess! };
  type Statement = { Sid?: string; Action?: string[]; Resource?: unknown; Condition?: unknown };
  const isAbout = (action: string) => (statement: Statement) => [statement.Action].flat().includes(action);
  it.each<[string, (statements: Statement[]) => void]>([
    ['another statement', (all) => void all.push({ Effect: 'Allow', Action: ['s3:*'], Resource: '*' } as Statement)],
    ['NotAction', (all) => void all.push({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } as Statement)],
    ['a denial', (all) => void Object.assign(all[0]!, { Effect: 'Deny' })],
    ['all buckets', (all) => void Object.assign(all.find(isAbout('s3:GetObject'))!, { Resource: '*' })],
    [
      'all buckets but one',
      (all) => {
        const statement = all.find(isAbout('s3:GetObject'))!;
        delete statement.Resource;
        Object.assign(statement, { NotResource: 'arn:aws:s3:::own/*' });
      },
    ],
    ['keys of all services', (all) => void delete all.find(isAbout('kms:Decrypt'))!.Condition],
    ['all keys', (all) => void Object.assign(all.find(isAbout('kms:Decrypt'))!, { Resource: '*' })],
  ])('takes no data access from a policy that grants something else: %s', (_name, change) => {
    const account = changed(
      ({ RoleDetailList: details }) => {
        const policies = details.flatMap(({ RolePolicyList: list }) => list);
        const policy = policies.find(({ PolicyName: name }) => name === 'UpsolverDataAccessPolicy')!;
        change((policy.PolicyDocument as { Statement: Statement[] }).Statement);
      },
      { ...BASE, ...KIND },
    );
    const [integration] = found('private-vpc', account);
    expect(integration?.parameters.dataAccess).toBeUndefined();
    expect(integration?.reports.map(({ status }) => status)).toContain('drifted');
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
