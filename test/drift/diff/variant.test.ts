import { describe, expect, it } from 'vitest';
import { checkRoles, type RoleReport } from '../../../src/drift/index.js';
import { ACCOUNT, FULL_SCOPE } from '../../upsolver/role-parameters.js';
import { exportOf, rolesOf, TAGGED } from '../account.js';
import { checkServer, codes, policy, roles } from '../check-server.js';

describe('the variant of a role', () => {
  const check = (
    deployed: Parameters<typeof rolesOf>[1],
    expected: Parameters<typeof rolesOf>[1] = {},
    mode: 'private-vpc' | 'upsolver-vpc' = 'upsolver-vpc',
  ): RoleReport => {
    const report = checkRoles(exportOf(rolesOf(mode, deployed)), rolesOf(mode, expected), {
      parameters: { ...TAGGED, ...expected },
    });
    return report.roles[0]!;
  };
  const { vpcId: _vpc, ...scopeWithoutVpc } = FULL_SCOPE;

  it('is named also for roles in sync that were built with a scope or without a feature', () => {
    expect(check({ scope: FULL_SCOPE }, { scope: FULL_SCOPE })).toMatchObject({
      status: 'inSync',
      variant: {
        relation: 'narrower',
        withoutFeatures: [],
        scope: expect.arrayContaining(Object.keys(FULL_SCOPE)) as string[],
      },
    });
    expect(check({ features: { athenaTables: false } }, { features: { athenaTables: false } })).toMatchObject({
      status: 'inSync',
      variant: { withoutFeatures: ['athenaTables'], scope: [] },
    });
  });

  it('is narrower, with its scope options, for a scoped role', () => {
    const report = check({ scope: scopeWithoutVpc });
    expect(report).toMatchObject({ status: 'drifted', variant: { relation: 'narrower', withoutFeatures: [] } });
    expect(report.variant?.scope.toSorted()).toEqual(Object.keys(scopeWithoutVpc).toSorted());
    expect(codes(report)).toEqual(['variantRecognized']);
    expect(report.findings[0]).toMatchObject({
      severity: 'warning',
      options: { scope: { accountId: ACCOUNT, passRoles: [expect.stringContaining('UpsolverServerRole')] } },
      message: expect.stringMatching(/to ask for it, add `--scope [\w,]+ --account 444455556666`$/) as string,
    });
  });

  it('is absent if the role has another inline policy, of which it would not be true', () => {
    const withPolicy = (deployed: Parameters<typeof rolesOf>[1]): RoleReport => {
      const account = exportOf(rolesOf('upsolver-vpc', deployed));
      account.RoleDetailList[0]!.RolePolicyList.push({
        PolicyName: 'More',
        PolicyDocument: policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }),
      });
      return checkRoles(account, rolesOf('upsolver-vpc'), { parameters: TAGGED }).roles[0]!;
    };
    for (const deployed of [{}, { scope: scopeWithoutVpc }]) expect(withPolicy(deployed)).not.toHaveProperty('variant');
    expect(codes(withPolicy({ scope: scopeWithoutVpc }))).toContain('permissionExtra');
    expect(
      withPolicy({ scope: scopeWithoutVpc }).findings.find(({ code }) => code === 'variantRecognized')?.message,
    ).toMatch(/^the inline policies with the expected names are a variant/);
  });

  it.each([
    ['passRoles'],
    ['tagOnCreateOnly'],
    ['withoutPolicyReads'],
    ['region'],
    ['namedAddressesOnly'],
    ['instanceProfiles'],
    ['vpcId'],
    ['withoutBucketAdministration'],
  ] as const)('has the scope option %s if the role was built with it alone', (option) => {
    const { variant } = check({ scope: { accountId: ACCOUNT, [option]: FULL_SCOPE[option] } });
    expect(variant?.scope.toSorted()).toEqual(['accountId', option].toSorted());
  });

  it('has the features that the role was built without', () => {
    expect(check({ features: { kinesisStreams: false, dedicatedBucket: false } })).toMatchObject({
      status: 'drifted',
      variant: { relation: 'narrower', withoutFeatures: ['kinesisStreams', 'dedicatedBucket'] },
    });
  });

  it('is equivalent for an unscoped role where a scope was requested', () => {
    const report = check({}, { scope: FULL_SCOPE });
    expect(report).toMatchObject({
      status: 'drifted',
      variant: { relation: 'equivalent', scope: [], withoutFeatures: [] },
    });
    expect(codes(report)).toContain('denyMissing');
    expect(codes(report)).toContain('permissionExtra');
  });

  it.each([
    [
      '2019-09',
      (actions: string[]) => actions.filter((action) => action !== 'ec2:DescribeSpotPriceHistory'),
      'narrower',
    ],
    ['2020-02', (actions: string[]) => [...actions, 'sts:DecodeAuthorizationMessage'], 'broader'],
  ] as const)('is the documentation revision of %s', (revision, change, relation) => {
    const copy = exportOf(roles);
    const document = copy.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument as { Statement: { Action: string[] }[] };
    document.Statement[0]!.Action = change(document.Statement[0]!.Action);
    const [report] = checkRoles(copy, roles, { parameters: TAGGED }).roles;
    expect(report).toMatchObject({
      status: 'drifted',
      variant: { relation, revision, withoutFeatures: [], scope: [] },
    });
    expect(report!.findings).toMatchObject([{ code: 'variantRecognized', options: { revision } }]);
  });

  it('is absent for a role that is none, without parameters, and with parameters of roles that are too large', () => {
    const copy = exportOf(roles);
    const document = copy.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument as { Statement: object[] };
    document.Statement.pop();
    expect(checkRoles(copy, roles, { parameters: TAGGED }).roles[0]).not.toHaveProperty('variant');
    expect(checkRoles(exportOf(rolesOf('private-vpc', { scope: FULL_SCOPE })), roles).roles[0]).not.toHaveProperty(
      'variant',
    );
    const dataAccess = Array.from({ length: 500 }, (_, index) => ({
      service: 's3' as const,
      bucket: `bucket-${index}`,
    }));
    const { roles: reports } = checkRoles(copy, roles, { parameters: { ...TAGGED, dataAccess } });
    expect(reports[0]).not.toHaveProperty('variant');
  });

  it('of the server role can have one scope option', () => {
    const account = exportOf(
      rolesOf('private-vpc', { scope: { accountId: ACCOUNT, withoutBucketAdministration: true } }),
    );
    const report = checkRoles(account, roles, { parameters: TAGGED }).roles[1]!;
    expect(report.variant).toEqual({
      relation: 'narrower',
      withoutFeatures: [],
      scope: ['withoutBucketAdministration'],
    });
    expect(codes(report)).toEqual(['variantRecognized']);
  });

  it('is absent for policies of another form', () => {
    const report = checkServer(
      (role) =>
        void (role.RolePolicyList[0]!.PolicyDocument = policy({
          Effect: 'Allow',
          NotAction: 'iam:*',
          NotResource: 'arn:aws:s3:::x',
        })),
    );
    expect(report).not.toHaveProperty('variant');
  });
});
