import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  safeParsePolicy,
  type AccessRequest,
  type PolicyDocument,
} from '../../../src/iam/index.js';
import {
  buildManagementPolicy,
  buildRoles,
  buildServerPolicy,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  SCOPE_OPTIONS,
  type DataAccessGrant,
  type RoleParameters,
  type Scope,
  type ScopeOption,
} from '../../../src/index.js';
import { findRisks, RISK_CODES, SCOPE_ENTRIES } from '../../../src/risks/index.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../role-parameters.js';

const page = buildManagementPolicy({ region: 'us-east-1' });
const server = buildServerPolicy('acme', 'us-east-1');
const both = buildUpsolverPolicy('acme', 'us-east-1');

const scopeOf = (...options: ScopeOption[]): Scope =>
  Object.fromEntries(
    Object.entries(FULL_SCOPE).filter(([name]) => name === 'accountId' || options.includes(name as ScopeOption)),
  ) as unknown as Scope;
const scoped = (scope: Scope) => buildManagementPolicy({ region: 'us-east-1', scope });
const scopedBoth = (scope: Scope) => buildUpsolverPolicy('acme', 'us-east-1', { scope });

describe('each option', () => {
  it.each(SCOPE_OPTIONS)('%s is narrower than the page', (option) => {
    const policy = scopedBoth(scopeOf(option));
    const { relation, onlyInB } = compareAccess(policy, both);
    expect(relation).toBe('narrower');
    expect(evaluateAccess(both, onlyInB as AccessRequest).decision).toBe('allowed');
    expect(safeParsePolicy(JSON.stringify(policy), 'identity')).toMatchObject({ success: true });
  });

  it.each(SCOPE_OPTIONS)('%s is narrower than the page for UpsolverManagementRole alone', (option) => {
    expect(compareAccess(scoped(scopeOf(option)), page).relation).toBe('narrower');
  });

  it.each(INTEGRATION_MODES)('all together are narrower than the page, for every role of %s', (mode) => {
    const documents = (parameters: RoleParameters) =>
      buildRoles(mode, parameters).map(({ inlinePolicies }) => inlinePolicies.map(({ document }) => document));
    const wide = documents(PARAMETERS);
    documents({ ...PARAMETERS, scope: FULL_SCOPE }).forEach((narrow, index) =>
      expect(compareAccess(narrow, wide[index] ?? []).relation).toBe('narrower'),
    );
  });

  it.each(SCOPE_OPTIONS.filter((option) => option !== 'accountId'))(
    '%s takes something away that the account alone does not',
    (option) => {
      expect(compareAccess(scopedBoth(scopeOf(option)), scopedBoth(scopeOf())).relation).toBe('narrower');
    },
  );

  it('in pairs and all together are narrower than each alone', () => {
    const all = scopedBoth(FULL_SCOPE);
    for (const option of SCOPE_OPTIONS)
      expect(compareAccess(all, scopedBoth(scopeOf(option))).relation, option).toBe('narrower');
    for (const [index, one] of SCOPE_OPTIONS.entries()) {
      for (const other of SCOPE_OPTIONS.slice(index + 1)) {
        expect(['narrower', 'equivalent'], `${one} and ${other}`).toContain(
          compareAccess(scopedBoth(scopeOf(one, other)), scopedBoth(scopeOf(one))).relation,
        );
      }
    }
  });

  it('that is false changes nothing', () => {
    expect(
      scoped({ accountId: ACCOUNT, tagOnCreateOnly: false, namedAddressesOnly: false, withoutPolicyReads: false }),
    ).toStrictEqual(scoped({ accountId: ACCOUNT }));
  });

  it('with no role to pass drops the permission', () => {
    const policy = scoped({ accountId: ACCOUNT, passRoles: [], instanceProfiles: [] });
    expect(JSON.stringify(policy)).not.toMatch(/PassRole|AddRoleToInstanceProfile/);
  });

  it('takes ARNs as well as names with a path', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:role/vendors/UpsolverServerRole`;
    const roles = (passRoles: string[]) =>
      scoped({ accountId: ACCOUNT, passRoles }).Statement.find(({ Sid }) => Sid === 'passNamedRoles')?.Resource;
    expect(roles([arn])).toEqual([arn]);
    expect(roles(['/vendors/UpsolverServerRole'])).toEqual([arn]);
    expect(roles(['vendors/UpsolverServerRole'])).toEqual([arn]);
  });

  it.each([
    ['cn-north-1', 'aws-cn', 'ec2.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'ec2.amazonaws.com'],
  ])('lies in the partition of %s', (region, partition, service) => {
    const policy = buildManagementPolicy({ region, scope: { ...FULL_SCOPE, region } });
    expect(JSON.stringify(policy)).not.toContain('arn:aws:');
    expect(JSON.stringify(policy)).toContain(`arn:${partition}:ec2:${region}:${ACCOUNT}:*`);
    expect(policy.Statement.find(({ Sid }) => Sid === 'passNamedRoles')?.Condition).toEqual({
      StringEquals: { 'iam:PassedToService': service },
    });
  });

  it('leaves the page alone without a scope, and does not change the catalogue', () => {
    scopedBoth(FULL_SCOPE).Statement.forEach((statement) => statement.Action.splice(0));
    expect(buildUpsolverPolicy('acme', 'us-east-1')).toStrictEqual(both);
  });
});

const ec2 = (resource: string): string => `arn:aws:ec2:us-east-1:${ACCOUNT}:${resource}`;
const VPC = { 'ec2:Vpc': ec2('vpc/vpc-0123456789abcdef0') };
const IN_REGION = { 'ec2:Region': 'us-east-1' };
const NAME_IN_REQUEST = { 'aws:RequestTag/Name': 'upsolver-data-updates' };
const NAMED = { 'ec2:ResourceTag/Name': 'upsolver', 'aws:ResourceTag/Name': 'upsolver' };

type Step = [action: string, resource: string, context?: Record<string, string>];

/** What Upsolver does, as EC2 authorises it: one question for each resource of a call. */
const scenarios: Record<string, Step[]> = {
  'launch on demand': [
    ['ec2:RunInstances', ec2('instance/*'), NAME_IN_REQUEST],
    ['ec2:RunInstances', ec2('volume/*'), NAME_IN_REQUEST],
    ['ec2:RunInstances', ec2('network-interface/*'), { ...NAME_IN_REQUEST, ...VPC }],
    ['ec2:RunInstances', ec2('network-interface/*'), VPC],
    ['ec2:RunInstances', ec2('subnet/subnet-1'), VPC],
    ['ec2:RunInstances', ec2('security-group/sg-1'), { ...NAMED, ...VPC }],
    ['ec2:RunInstances', ec2('key-pair/upsolver'), NAMED],
    ['ec2:RunInstances', 'arn:aws:ec2:us-east-1::image/ami-1'],
    ['ec2:RunInstances', 'arn:aws:ec2:us-east-1::snapshot/snap-1', NAMED],
    ['ec2:RunInstances', ec2('launch-template/lt-1'), NAMED],
    ['ec2:RunInstances', ec2('placement-group/pg'), NAMED],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
  ],
  'tag at launch': [
    ['ec2:CreateTags', ec2('instance/i-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'RunInstances' }],
    ['ec2:CreateTags', ec2('volume/vol-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'RunInstances' }],
    ['ec2:CreateTags', ec2('volume/vol-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'CreateVolume' }],
  ],
  'spot request': [
    ['ec2:RequestSpotInstances', ec2('spot-instances-request/*')],
    ['ec2:RequestSpotInstances', 'arn:aws:ec2:us-east-1::image/ami-1'],
    ['ec2:RequestSpotInstances', ec2('subnet/subnet-1'), VPC],
    ['ec2:RequestSpotInstances', ec2('security-group/sg-1'), VPC],
    ['ec2:RequestSpotInstances', ec2('network-interface/*'), VPC],
    ['ec2:RequestSpotInstances', ec2('network-interface/*')],
    ['ec2:RunInstances', ec2('spot-instances-request/*'), NAME_IN_REQUEST],
    ['ec2:CancelSpotInstanceRequests', ec2('spot-instances-request/sir-1')],
    ['ec2:DescribeSpotPriceHistory', '*', IN_REGION],
  ],
  volumes: [
    ['ec2:CreateVolume', ec2('volume/*'), NAME_IN_REQUEST],
    ['ec2:AttachVolume', ec2('volume/vol-1'), NAMED],
    ['ec2:AttachVolume', ec2('instance/i-1'), NAMED],
    ['ec2:DeleteVolume', ec2('volume/vol-1'), NAMED],
  ],
  'start and terminate': [
    ['ec2:StartInstances', ec2('instance/i-1'), NAMED],
    ['ec2:TerminateInstances', ec2('instance/i-1'), NAMED],
  ],
  addresses: [
    ['ec2:AllocateAddress', ec2('elastic-ip/*'), NAME_IN_REQUEST],
    ['ec2:CreateTags', ec2('elastic-ip/eipalloc-1'), { ...NAME_IN_REQUEST, 'ec2:CreateAction': 'AllocateAddress' }],
    ['ec2:AssociateAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:AssociateAddress', ec2('instance/i-1'), NAMED],
    ['ec2:AssociateAddress', ec2('network-interface/eni-1'), VPC],
    ['ec2:DisassociateAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:ReleaseAddress', ec2('elastic-ip/eipalloc-1'), NAMED],
    ['ec2:DescribeAddresses', '*', IN_REGION],
  ],
  'watch and scale': [
    ['ec2:DescribeInstances', '*', IN_REGION],
    ['ec2:DescribeTags', '*', IN_REGION],
    ['ec2:DescribeImageAttribute', 'arn:aws:ec2:us-east-1::image/ami-1', IN_REGION],
    ['cloudwatch:PutMetricData', '*'],
    ['cloudwatch:GetMetricStatistics', '*'],
  ],
};

describe.each(Object.entries(scenarios))('%s', (_name, steps) => {
  it.each([
    ['the page', page],
    ['the fully scoped policy', scoped(FULL_SCOPE)],
    ...SCOPE_OPTIONS.map((option): [string, PolicyDocument] => [option, scoped(scopeOf(option))]),
  ])('is allowed by %s', (_what, policy) => {
    const refused = steps.filter(
      ([action, resource, context = {}]) =>
        evaluateAccess(policy, { action, resource, context: { ...IN_REGION, ...context } }).decision !== 'allowed',
    );
    expect(refused).toEqual([]);
  });
});

describe('what the full scope refuses', () => {
  it.each<Step>([
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/Administrator`, { 'iam:PassedToService': 'ec2.amazonaws.com' }],
    [
      'iam:PassRole',
      `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`,
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
    ],
    ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`],
    ['iam:AddRoleToInstanceProfile', `arn:aws:iam::${ACCOUNT}:instance-profile/Other`],
    ['ec2:CreateTags', ec2('instance/i-1'), NAME_IN_REQUEST],
    ['ec2:CreateTags', ec2('instance/i-1'), { ...NAME_IN_REQUEST, ...NAMED }],
    ['ec2:ReleaseAddress', ec2('elastic-ip/eipalloc-1')],
    ['ec2:AllocateAddress', ec2('elastic-ip/*')],
    ['ec2:RunInstances', ec2('subnet/subnet-1'), { 'ec2:Vpc': ec2('vpc/vpc-0fffffffffffffff0') }],
    ['ec2:RequestSpotInstances', ec2('subnet/subnet-1'), { ...NAMED, 'ec2:Vpc': ec2('vpc/vpc-0fffffffffffffff0') }],
    ['ec2:TerminateInstances', ec2('instance/i-1').replace('us-east-1', 'eu-west-1'), NAMED],
    ['ec2:TerminateInstances', ec2('instance/i-1').replace(ACCOUNT, '999999999999'), NAMED],
    ['ec2:DescribeInstances', '*', { 'ec2:Region': 'eu-west-1' }],
    ['iam:ListRoles', '*'],
  ])('%s on %s with %j', (action, resource, context = {}) => {
    const ask = (policy: PolicyDocument) =>
      evaluateAccess(policy, { action, resource, context: { ...IN_REGION, ...context } }).decision;
    expect(ask(page)).toBe('allowed');
    expect(ask(scoped(FULL_SCOPE))).not.toBe('allowed');
  });

  it('changes of the bucket, but not work with it', () => {
    const ask = (policy: PolicyDocument, action: string, resource = 'arn:aws:s3:::us-east-1-upsolver-acme') =>
      evaluateAccess(policy, { action, resource }).decision;
    for (const action of ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration', 's3:DeleteBucket']) {
      expect(ask(server, action)).toBe('allowed');
      expect(ask(scopedBoth(FULL_SCOPE), action)).toBe('implicitDeny');
    }
    expect(ask(scopedBoth(FULL_SCOPE), 's3:ListBucket')).toBe('allowed');
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
      expect(ask(scopedBoth(FULL_SCOPE), action, 'arn:aws:s3:::us-east-1-upsolver-acme/x')).toBe('allowed');
  });
});

describe('the table of options', () => {
  it('has every option once, with prose, and names statements of the page', () => {
    expect(SCOPE_ENTRIES.map(({ option }) => option)).toEqual([...SCOPE_OPTIONS]);
    const sids = new Set<string>(both.Statement.map(({ Sid }) => Sid));
    for (const { risk, source, mightBreak, changes, closes } of SCOPE_ENTRIES) {
      expect(risk).toMatch(/^[A-Z].*\.$/);
      expect(mightBreak).toMatch(/^[A-Z].*\.$/);
      expect(source).not.toBe('');
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.filter((sid) => !sids.has(sid))).toEqual([]);
      expect(closes.filter((code) => !RISK_CODES.includes(code))).toEqual([]);
    }
  });

  it.each(SCOPE_ENTRIES)('$option changes exactly the statements it says', ({ option, changes }) => {
    // Against the scope that has the account alone, because every scope has it.
    const before = option === 'accountId' ? both : scopedBoth(scopeOf());
    const after = new Map(
      scopedBoth(scopeOf(option)).Statement.map((statement) => [statement.Sid, JSON.stringify(statement)]),
    );
    const changed = before.Statement.filter((statement) => after.get(statement.Sid) !== JSON.stringify(statement)).map(
      ({ Sid }) => Sid,
    );
    // A statement that denies takes from those that allow, without a change of their text.
    const denied =
      option === 'vpcId' ? ['requestSpotAndAddresses', 'useNamedUpsolver', 'launchFromImageIntoSubnet'] : [];
    expect([...changed, ...denied].toSorted()).toEqual(changes.toSorted());
  });
});

describe('findRisks', () => {
  it("finds every risk in the page's policies", () => {
    expect(findRisks([page, server]).map(({ code }) => code)).toEqual([...RISK_CODES]);
    expect(findRisks(page).map(({ code }) => code)).toEqual(RISK_CODES.filter((code) => code !== 'changeBucketPolicy'));
    expect(findRisks(server).map(({ code }) => code)).toEqual(['changeBucketPolicy']);
  });

  it('finds none in the fully scoped ones', () => {
    expect(findRisks(scoped(FULL_SCOPE))).toEqual([]);
    expect(findRisks(scopedBoth(FULL_SCOPE))).toEqual([]);
  });

  it.each(INTEGRATION_MODES)(
    'finds them in the roles of %s, and none if they are fully scoped, with every kind of data access',
    (mode) => {
      const codes = (more: Partial<RoleParameters>) =>
        buildRoles(mode, { ...PARAMETERS, ...more }).flatMap(({ inlinePolicies }) =>
          findRisks(inlinePolicies.map(({ document }) => document)).map(({ code }) => code),
        );
      expect(codes({}).toSorted()).toEqual(RISK_CODES.toSorted());
      const dataAccess: DataAccessGrant[] = [
        { service: 's3', bucket: 'acme', write: true, retention: true },
        { service: 's3-discovery' },
        { service: 'kinesis', streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/x`, write: true },
        { service: 'kinesis-discovery' },
        { service: 'sqs', queueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:x` },
        { service: 'kms', keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/x`, via: 's3', write: true },
      ];
      expect(codes({ scope: FULL_SCOPE, dataAccess })).toEqual([]);
    },
  );

  it('finds none in an empty policy', () => expect(findRisks({ Version: '2012-10-17', Statement: [] })).toEqual([]));

  it('has a witness for each step, allowed and told', () => {
    const risks = findRisks([page, server]);
    expect(
      Object.fromEntries(risks.map(({ code, witnesses }) => [code, witnesses.map(({ action }) => action)])),
    ).toEqual({
      passRoleToInstance: ['iam:PassRole', 'ec2:RunInstances'],
      passRoleToSpotInstance: ['iam:PassRole', 'ec2:RequestSpotInstances'],
      fillInstanceProfile: ['iam:PassRole', 'iam:AddRoleToInstanceProfile'],
      passRoleToOtherService: ['iam:PassRole'],
      bypassTagGuard: ['ec2:CreateTags', 'ec2:TerminateInstances'],
      readPolicies: ['iam:GetPolicyVersion'],
      attachAnyVolume: ['ec2:CreateTags', 'ec2:AttachVolume'],
      changeBucketPolicy: ['s3:PutBucketPolicy'],
      takeAnyAddress: ['ec2:AssociateAddress'],
    });
    for (const { witnesses, description, source, undecided } of risks) {
      for (const witness of witnesses) expect(evaluateAccess([page, server], witness).decision).toBe('allowed');
      expect(description).toMatch(/^Can .*\.$/);
      expect(source).not.toBe('');
      expect(undecided).toBeUndefined();
    }
  });

  it('each option closes what it says, alone, and nothing is left that an option does not close', () => {
    const narrowServer = (option: ScopeOption) =>
      buildServerPolicy('acme', 'us-east-1', { withoutBucketAdministration: option === 'withoutBucketAdministration' });
    for (const { code, closedBy, witnesses } of findRisks([page, server])) {
      expect(closedBy.length, code).toBeGreaterThan(0);
      for (const option of closedBy) {
        expect(
          findRisks(scopedBoth(scopeOf(option))).map((risk) => risk.code),
          `${option} closes ${code}`,
        ).not.toContain(code);
        const closed = witnesses.filter(
          (witness) => evaluateAccess([scoped(scopeOf(option)), narrowServer(option)], witness).decision !== 'allowed',
        );
        expect(closed, `${option} refuses a witness of ${code}`).not.toEqual([]);
      }
    }
  });

  it.each(SCOPE_ENTRIES)('$option closes no risk that it does not name', ({ option, closes }) => {
    const closed = RISK_CODES.filter(
      (code) => !findRisks(scopedBoth(scopeOf(option))).some((risk) => risk.code === code),
    );
    expect(closed.toSorted()).toEqual(closes.toSorted());
  });

  const allow = (Action: string | string[], Resource: string | string[] = '*', Condition = {}): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource, Condition }],
  });

  it.each<[string, PolicyDocument[], string[]]>([
    [
      'by meaning: wildcards',
      [allow('iam:Pass*'), allow('ec2:*Instances')],
      ['passRoleToInstance', 'passRoleToSpotInstance', 'passRoleToOtherService'],
    ],
    ['an administrator has all', [allow('*')], [...RISK_CODES]],
    [
      'PassRole of one path alone',
      [allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app/*`), allow('ec2:RunInstances')],
      [],
    ],
    [
      'PassRole in one account',
      [
        allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/*`),
        allow('ec2:RunInstances', 'arn:aws:ec2:eu-*:*:instance/*'),
      ],
      ['passRoleToInstance', 'passRoleToOtherService'],
    ],
    [
      'PassRole to EC2 alone',
      [
        allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
        allow('ec2:RunInstances'),
      ],
      ['passRoleToInstance'],
    ],
    [
      'PassRole to Lambda alone',
      [
        allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        allow('ec2:RunInstances'),
      ],
      ['passRoleToOtherService'],
    ],
    [
      'a Deny that closes it',
      [
        allow(['iam:PassRole', 'ec2:RunInstances']),
        { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }] },
      ],
      [],
    ],
    [
      'tags only on what has the tag',
      [
        allow('ec2:CreateTags', '*', { StringEquals: { 'aws:ResourceTag/Name': 'upsolver' } }),
        allow('ec2:TerminateInstances'),
      ],
      [],
    ],
    [
      'in another partition',
      [
        allow('iam:PassRole', 'arn:aws-cn:iam::*:role/*'),
        allow('ec2:RunInstances', 'arn:aws-cn:ec2:cn-northwest-1:*:instance/*'),
      ],
      ['passRoleToInstance', 'passRoleToOtherService'],
    ],
    [
      'addresses in one Region',
      [allow('ec2:ReleaseAddress', `arn:aws:ec2:ap-southeast-7:${ACCOUNT}:elastic-ip/*`)],
      ['takeAnyAddress'],
    ],
  ])('%s', (_what, policies, expected) => expect(findRisks(policies).map(({ code }) => code)).toEqual(expected));

  it('says what it does not know', () => {
    // Nobody has a name that equals the id and is unlike it; the comparison cannot see that.
    const contradiction = {
      StringEquals: { 'aws:username': '${aws:userid}' },
      StringNotLike: { 'aws:username': '${aws:userid}' },
    };
    expect(findRisks(allow('ec2:ReleaseAddress', '*', contradiction))).toMatchObject([
      { code: 'takeAnyAddress', witnesses: [], undecided: 'variables' },
    ]);
  });
});
