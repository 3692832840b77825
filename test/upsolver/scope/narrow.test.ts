import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess, safeParsePolicy, type AccessRequest } from '../../../src/iam/index.js';
import {
  buildManagementPolicy,
  buildRoles,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  SCOPE_OPTIONS,
  type RoleParameters,
  type Scope,
} from '../../../src/index.js';
import { expandScope } from '../../../src/upsolver/scope/narrow.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../role-parameters.js';
import { management, scopedManagement, scopedUpsolver, scopeOf, upsolver, withStackReads } from './scoped-policies.js';

/** How UpsolverRole with one scope relates to the same with another one. */
const relationOf = (narrow: Scope, wide: Scope): string =>
  compareAccess(withStackReads(scopedUpsolver(narrow), narrow), withStackReads(scopedUpsolver(wide), wide)).relation;

describe('an option of scope', () => {
  it.each(SCOPE_OPTIONS)('makes the policy of UpsolverRole narrower than that of the documentation: %s', (option) => {
    const policy = scopedUpsolver(scopeOf(option));
    const documented = withStackReads(upsolver);
    const { relation, onlyInB } = compareAccess(withStackReads(policy, scopeOf(option)), documented);
    expect(relation).toBe('narrower');
    expect(evaluateAccess(documented, onlyInB as AccessRequest).decision).toBe('allowed');
    expect(safeParsePolicy(JSON.stringify(policy), 'identity')).toMatchObject({ success: true });
  });

  it.each(SCOPE_OPTIONS)(
    'makes the policy of UpsolverManagementRole narrower than that of the documentation: %s',
    (option) => {
      const scope = scopeOf(option);
      const { relation } = compareAccess(withStackReads(scopedManagement(scope), scope), withStackReads(management));
      expect(relation).toBe('narrower');
    },
  );

  it.each(INTEGRATION_MODES)('makes every role of %s narrower, with all other options', (mode) => {
    const documents = (parameters: RoleParameters) =>
      buildRoles(mode, parameters).map(({ inlinePolicies }) => inlinePolicies.map(({ document }) => document));
    const wide = documents(PARAMETERS);
    documents({ ...PARAMETERS, scope: FULL_SCOPE }).forEach((narrow, index) =>
      expect(compareAccess(withStackReads(narrow, FULL_SCOPE), withStackReads(wide[index] ?? [])).relation).toBe(
        'narrower',
      ),
    );
  });

  it.each(SCOPE_OPTIONS.filter((option) => option !== 'accountId'))(
    'takes something away that the account alone does not: %s',
    (option) => {
      expect(relationOf(scopeOf(option), scopeOf())).toBe('narrower');
    },
  );

  it('never widens what another option leaves, in pairs and all together', () => {
    for (const option of SCOPE_OPTIONS) expect(relationOf(FULL_SCOPE, scopeOf(option)), option).toBe('narrower');
    for (const [index, one] of SCOPE_OPTIONS.entries()) {
      for (const other of SCOPE_OPTIONS.slice(index + 1)) {
        expect(['narrower', 'equivalent'], `${one} and ${other}`).toContain(
          relationOf(scopeOf(one, other), scopeOf(one)),
        );
      }
    }
  });

  it('changes nothing if it is false', () => {
    expect(
      scopedManagement({
        accountId: ACCOUNT,
        tagOnCreateOnly: false,
        namedAddressesOnly: false,
        withoutPolicyReads: false,
      }),
    ).toStrictEqual(scopedManagement({ accountId: ACCOUNT }));
  });

  it('leaves the status of stacks, and neither their templates nor their resources', () => {
    const scope = scopeOf('stackStatusOnly');
    const roles = [
      ...buildRoles('private-vpc', { ...PARAMETERS, scope }),
      ...buildRoles('upsolver-vpc', { ...PARAMETERS, scope }),
    ];
    for (const { inlinePolicies, managedPolicyArns } of roles) {
      const documents = inlinePolicies.map(({ document }) => document);
      const decide = (action: string) => evaluateAccess(documents, { action, resource: '*' }).decision;
      expect(
        ['DescribeStacks', 'DescribeStackEvents', 'ListStacks'].map((name) => decide(`cloudformation:${name}`)),
      ).toEqual(Array(3).fill('allowed'));
      for (const name of ['GetTemplate', 'DescribeStackResources', 'ListExports', 'DetectStackDrift'])
        expect(decide(`cloudformation:${name}`)).toBe('implicitDeny');
      expect(managedPolicyArns.filter((arn) => arn.includes('CloudFormation'))).toEqual([]);
    }
  });

  it('removes the permission if its list is empty', () => {
    const policy = scopedManagement({ accountId: ACCOUNT, passRoles: [], instanceProfiles: [] });
    expect(JSON.stringify(policy)).not.toMatch(/PassRole|AddRoleToInstanceProfile/);
  });

  it('accepts ARNs as well as names with a path', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/vendors/UpsolverServerRole`;
    const roles = (passRoles: string[]) =>
      scopedManagement({ accountId: ACCOUNT, passRoles }).Statement.find(({ Sid }) => Sid === 'passNamedRoles')
        ?.Resource;
    expect(roles([arn])).toEqual([arn]);
    expect(roles(['/vendors/UpsolverServerRole'])).toEqual([arn]);
    expect(roles(['vendors/UpsolverServerRole'])).toEqual([arn]);
  });

  it.each([
    ['cn-north-1', 'aws-cn', 'ec2.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'ec2.amazonaws.com'],
  ])('has the partition and the service principal of %s', (region, partition, service) => {
    const policy = buildManagementPolicy({ region, scope: { ...FULL_SCOPE, region } });
    expect(JSON.stringify(policy)).not.toContain('arn:aws:');
    expect(JSON.stringify(policy)).toContain(`arn:${partition}:ec2:${region}:${ACCOUNT}:*`);
    expect(policy.Statement.find(({ Sid }) => Sid === 'passNamedRoles')?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': service },
    });
  });

  it('does not change the catalogue, even if its statements are changed', () => {
    scopedUpsolver(FULL_SCOPE).Statement.forEach((statement) => statement.Action.splice(0));
    expect(buildUpsolverPolicy('acme', 'us-east-1')).toStrictEqual(upsolver);
  });
});

describe('expandScope', () => {
  it('has ARNs in place of names, and the partition and its service principal', () => {
    const scope = {
      accountId: ACCOUNT,
      tagOnCreateOnly: true,
      passRoles: ['Name', '/a/Name', `arn:aws-cn:iam::${ACCOUNT}:role/b/Name`],
      instanceProfiles: ['Name'],
    };
    expect(expandScope(scope, 'aws-cn')).toEqual({
      accountId: ACCOUNT,
      tagOnCreateOnly: true,
      passRoles: ['Name', 'a/Name', 'b/Name'].map((name) => `arn:aws-cn:iam::${ACCOUNT}:role/${name}`),
      instanceProfiles: [`arn:aws-cn:iam::${ACCOUNT}:instance-profile/Name`],
      partition: 'aws-cn',
      ec2ServicePrincipal: 'ec2.amazonaws.com.cn',
    });
  });
});
