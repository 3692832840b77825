import { describe, expect, it } from 'vitest';
import { checkRoles, explainReport, repair, type DriftReport } from '../../src/drift/index.js';
import type { IntegrationMode } from '../../src/index.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { encode, exportOf, rolesOf, TAGGED, type AccountExport } from './account.js';

type Parameters = Partial<typeof TAGGED> & { mode?: IntegrationMode };

function build({ mode = 'private-vpc', ...parameters }: Parameters): ReturnType<typeof rolesOf> {
  return rolesOf(mode, parameters);
}

function check(
  deployed: Parameters,
  requested: Parameters = {},
  change: (account: AccountExport) => void = () => undefined,
): DriftReport {
  const account = exportOf(build(deployed));
  change(account);
  const { mode: _mode, ...parameters } = requested;
  return checkRoles(account, build(requested), { parameters: { ...TAGGED, ...parameters } });
}

describe('a hint', () => {
  it('names one set of roles of several, the same in any order', () => {
    const sets = ['prod-', 'dev-'].map((namePrefix) => exportOf(build({ namePrefix })).RoleDetailList);
    const hintsOf = (roles: typeof sets): unknown =>
      checkRoles({ ...exportOf(build({})), RoleDetailList: roles.flat() }, build({}), { parameters: TAGGED }).hints;
    expect(hintsOf(sets)).toMatchObject([{ parameters: { namePrefix: 'dev-' } }]);
    expect(hintsOf(sets.toReversed())).toEqual(hintsOf(sets));
  });

  it.each<[Parameters, Parameters, object, string]>([
    [{}, { mode: 'upsolver-vpc' }, { mode: 'private-vpc' }, '--mode private-vpc'],
    [{ mode: 'upsolver-vpc' }, {}, { mode: 'upsolver-vpc' }, '--mode upsolver-vpc'],
    [{ namePrefix: 'prod-' }, {}, { namePrefix: 'prod-' }, '--name-prefix prod-'],
    [{}, { namePrefix: 'prod-' }, { namePrefix: '' }, "--name-prefix ''"],
    [{ nameSuffix: '-eu' }, { nameSuffix: '-us' }, { nameSuffix: '-eu' }, '--name-suffix -eu'],
    [
      { namePrefix: 'UpsolverManagementRole-' },
      {},
      { namePrefix: 'UpsolverManagementRole-' },
      '--name-prefix UpsolverManagementRole-',
    ],
    [
      {},
      { namePrefix: 'UpsolverManagementRole-', nameSuffix: '-x' },
      { namePrefix: '', nameSuffix: '' },
      "--name-prefix '' --name-suffix ''",
    ],
    [{ path: '/upsolver/' }, {}, { path: '/upsolver/' }, '--path /upsolver/'],
    [{ region: 'eu-west-1' }, {}, { region: 'eu-west-1' }, '--region eu-west-1'],
    [{ region: 'cn-north-1' }, {}, { region: 'cn-north-1' }, '--region cn-north-1'],
    [{ orgId: 'another-org' }, {}, { orgId: 'another-org' }, '--org-id another-org'],
    [
      { mode: 'upsolver-vpc', namePrefix: 'prod-', path: '/upsolver/', region: 'eu-west-1' },
      {},
      { mode: 'upsolver-vpc', namePrefix: 'prod-', path: '/upsolver/', region: 'eu-west-1' },
      '--mode upsolver-vpc --name-prefix prod- --path /upsolver/ --region eu-west-1',
    ],
  ])(
    'names the parameters of roles built with %j, where %j was requested, and nothing is called',
    (deployed, requested, parameters, options) => {
      const report = check(deployed, requested);
      expect(report.hints).toEqual([
        { accountId: ACCOUNT, parameters, text: `account ${ACCOUNT} looks like \`${options}\`` },
      ]);
      expect(report.status).not.toBe('inSync');
      expect(repair(report).flatMap(({ calls }) => calls)).toEqual([]);
      expect(repair(report, { ignoreHints: true }).flatMap(({ calls }) => calls)).not.toEqual([]);
      expect(explainReport(report)).toContain(`Account ${ACCOUNT} looks like \`${options}\``);
      const again = { ...requested, ...parameters };
      expect(checkRoles(exportOf(build(deployed)), build(again)).hints).toBeUndefined();
    },
  );

  it('is given for URL-encoded documents', () => {
    const { hints } = check({ region: 'eu-west-1' }, {}, ({ RoleDetailList }) => {
      for (const { RolePolicyList } of RoleDetailList)
        for (const each of RolePolicyList) each.PolicyDocument = encode(each.PolicyDocument as object);
    });
    expect(hints?.map(({ parameters }) => parameters)).toEqual([{ region: 'eu-west-1' }]);
  });

  it.each<[string, Parameters, Parameters, (account: AccountExport) => void]>([
    ['for roles as requested', {}, {}, () => undefined],
    [
      'if only one of two roles has another name',
      { namePrefix: 'x-' },
      {},
      (account) => void account.RoleDetailList.shift(),
    ],
    ['if only one of two roles has another path', {}, {}, ({ RoleDetailList: [role] }) => void (role!.Path = '/x/')],
    [
      'for an account without roles',
      {},
      {},
      (account) => void (account.RoleDetailList = account.RoleDetailList.slice(2)),
    ],
    ['for roles without a bucket', { features: { dedicatedBucket: false } }, {}, () => undefined],
  ])('is not given %s', (_name, deployed, requested, change) => {
    expect(check(deployed, requested, change).hints).toBeUndefined();
  });

  it('is not given for roles that name the buckets of several Regions', () => {
    const { hints } = check({ region: 'eu-west-1' }, {}, ({ RoleDetailList: [, server] }) => {
      const [{ document }] = build({ region: 'eu-west-2' })[1]!.inlinePolicies as unknown as [{ document: object }];
      server!.RolePolicyList.push({ PolicyName: 'Other', PolicyDocument: document });
    });
    expect(hints).toBeUndefined();
  });

  it('names the prefix in the account if the roles that are expected have names of their own', () => {
    const expected = build({}).map((role, index) => ({ ...role, name: `Own${index}` }));
    const { hints } = checkRoles(exportOf(build({ namePrefix: 'prod-' })), expected, { parameters: TAGGED });
    expect(hints?.map(({ parameters }) => parameters)).toEqual([{ namePrefix: 'prod-' }]);
  });

  it('concerns one account only', () => {
    const other = '111111111111';
    const roles = build({});
    const account = exportOf(build({ namePrefix: 'prod-' }));
    const drifted = exportOf(roles, other);
    drifted.RoleDetailList[0]!.Tags = [];
    const report = checkRoles([account, drifted], roles);
    expect(report.hints?.map(({ accountId }) => accountId)).toEqual([ACCOUNT]);
    expect(
      repair(report)
        .filter(({ calls }) => calls.length > 0)
        .map(({ accountId }) => accountId),
    ).toEqual([other]);
  });

  it('can be missing from a report that was saved by an earlier version', () => {
    const { hints: _hints, ...report } = check({}, {}, ({ RoleDetailList: [role] }) => void (role!.Tags = []));
    expect(repair(report as DriftReport)).toHaveLength(1);
  });
});
