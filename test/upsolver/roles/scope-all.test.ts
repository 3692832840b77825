import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess } from '../../../src/iam/index.js';
import { buildRoles, INTEGRATION_MODES, SCOPE_OPTIONS, scopeAll, type ScopeAllParameters } from '../../../src/index.js';
import { findRisks } from '../../../src/risks/index.js';
import { runCommand } from '../../cli/run-command.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, FULL_SCOPE, having, PARAMETERS } from '../role-parameters.js';
import { withStackReads } from '../scope/scoped-policies.js';

const { region, vpcId } = FULL_SCOPE;
const naming = { path: '/upsolver/', namePrefix: 'prod-', nameSuffix: '-eu' };
const own = `arn:aws:iam::${ACCOUNT}`;

const policyOf = (mode: (typeof INTEGRATION_MODES)[number], more: Parameters<typeof having>[0]) =>
  buildRoles(mode, having(more))[0].inlinePolicies[0]!.document;

describe('scopeAll', () => {
  it('has every option if each has a value, in the order in which they are applied', () => {
    const scope = scopeAll({ accountId: ACCOUNT, region, vpcId, mode: 'private-vpc' });
    expect(Object.keys(scope)).toEqual([...SCOPE_OPTIONS]);
    expect(buildRoles('private-vpc', having({ scope }))).toEqual(
      buildRoles('private-vpc', having({ scope: FULL_SCOPE })),
    );
  });

  it.each([
    [{}, ['region', 'vpcId']],
    [{ region }, ['vpcId']],
    [{ vpcId }, ['region']],
    [{ region: undefined, vpcId: undefined, mode: undefined, path: undefined }, ['region', 'vpcId']],
  ])('has no option without a value: %j', (given, omitted) => {
    const scope = scopeAll({ accountId: ACCOUNT, ...given });
    expect(Object.keys(scope)).toEqual(SCOPE_OPTIONS.filter((option) => !omitted.includes(option)));
    expect(Object.values(scope)).not.toContain(undefined);
  });

  it.each([{}, naming, { namePrefix: 'a' }, { nameSuffix: '-z' }, { path: '/a/b/' }])(
    'allows to pass the UpsolverServerRole that is built, and no other role: %j',
    (names) => {
      const scope = scopeAll({ accountId: ACCOUNT, mode: 'private-vpc', ...names });
      const [management, server] = buildRoles('private-vpc', having({ scope, ...names }));
      const { document } = management.inlinePolicies[0]!;
      const context = { 'iam:PassedToService': 'ec2.amazonaws.com' };
      const passes = (resource: string) =>
        evaluateAccess(document, { action: 'iam:PassRole', resource, context }).decision;
      expect(passes(`${own}:role${server.path}${server.name}`)).toBe('allowed');
      expect(passes(`${own}:role/other${server.path}${server.name}`)).toBe('implicitDeny');
      expect(passes(`${own}:role${management.path}${management.name}`)).toBe('implicitDeny');
      const { name, path } = server.instanceProfile!;
      const fill = (resource: string) =>
        evaluateAccess(document, { action: 'iam:AddRoleToInstanceProfile', resource }).decision;
      expect(fill(`${own}:instance-profile${path}${name}`)).toBe('allowed');
      expect(fill(`${own}:instance-profile/other`)).toBe('implicitDeny');
    },
  );

  it('names no role in the mode without UpsolverServerRole, and suits both modes without a mode', () => {
    const of = (more: Partial<ScopeAllParameters>) => scopeAll({ accountId: ACCOUNT, ...more });
    expect(of({ mode: 'upsolver-vpc', ...naming })).toMatchObject({ passRoles: [], instanceProfiles: [] });
    const named = { passRoles: ['/upsolver/prod-UpsolverServerRole-eu'] };
    expect(of(naming)).toMatchObject({ ...named, instanceProfiles: named.passRoles });
    expect(of(naming)).toEqual(of({ mode: 'private-vpc', ...naming }));
  });

  it.each(INTEGRATION_MODES)('leaves no known risk, and less than the default: %s', (mode) => {
    const scoped = policyOf(mode, { scope: scopeAll({ accountId: ACCOUNT, region, vpcId, mode }) });
    expect(findRisks(scoped)).toEqual([]);
    expect(compareAccess(scoped, withStackReads(policyOf(mode, {}))).relation).toBe('narrower');
  });

  it.each(INTEGRATION_MODES)('is what `--scope all` of the command is: %s', async (mode) => {
    const roles = buildRoles(
      mode,
      having({ ...naming, scope: scopeAll({ accountId: ACCOUNT, region, vpcId, mode, ...naming }) }),
    );
    const args = ['--mode', mode, '--org-id', PARAMETERS.orgId, '--region', region];
    const trust = ['--trusted-account', PARAMETERS.trustedAccountId, '--external-id', PARAMETERS.externalId];
    const names = ['--path', naming.path, '--name-prefix', naming.namePrefix, '--name-suffix', naming.nameSuffix];
    const scope = ['--scope', 'all', '--account', ACCOUNT, '--vpc', vpcId];
    const { out } = await runCommand(['template', 'cloudformation', ...args, ...trust, ...names, ...scope]);
    for (const { inlinePolicies } of roles) {
      for (const { document } of inlinePolicies) expect(out.replaceAll(/\s/g, '')).toContain(JSON.stringify(document));
    }
  });

  it('lists all problems of its parameters at once', () => {
    const wrong = { accountId: '4444', region: 'eu-west-1a', vpcId: 'subnet-1', mode: 'vpc', path: 'a', vpc: vpcId };
    expect(issuesOf(() => scopeAll(wrong as never)).map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['invalid_value', 'accountId'],
      ['availability_zone', 'region'],
      ['invalid_value', 'vpcId'],
      ['unknown_value', 'mode'],
      ['invalid_value', 'path'],
      ['unknown_parameter', 'vpc'],
    ]);
    const long = { accountId: ACCOUNT, namePrefix: 'a'.repeat(30), nameSuffix: 'z'.repeat(20) };
    expect(issuesOf(() => scopeAll(long)).map(({ code, path }) => [code, path])).toEqual([
      ['too_long', ['namePrefix']],
    ]);
    expect(issuesOf(() => scopeAll(undefined as never))).toMatchObject([{ code: 'missing', path: [] }]);
    expect(issuesOf(() => scopeAll({} as never))).toMatchObject([{ code: 'missing', path: ['accountId'] }]);
  });

  it('returns new data', () => {
    const parameters = Object.freeze({ accountId: ACCOUNT });
    const scope = scopeAll(parameters);
    (scope.passRoles as string[]).push('x');
    expect(scope.instanceProfiles).toEqual(['/UpsolverServerRole']);
    expect(scopeAll(parameters).passRoles).toEqual(['/UpsolverServerRole']);
  });
});
