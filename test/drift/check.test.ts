import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkRoles,
  createRoleCheck,
  roleFromApiResponses,
  type DriftReport,
  type RoleReport,
} from '../../src/drift/index.js';
import { InvalidInputError, type Issue } from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';
import { ACCOUNT, FULL_SCOPE } from '../upsolver/role-parameters.js';
import {
  attachment,
  encode,
  exportOf,
  policyDetail,
  roleDetail,
  rolesOf,
  TAGGED,
  type AccountExport,
} from './account.js';

const roles = rolesOf('private-vpc');
const account = exportOf(roles);
const text = JSON.stringify(account);
const codes = ({ findings }: RoleReport): string[] => findings.map(({ code }) => code);
const statuses = (report: DriftReport): string[] => report.roles.map(({ status }) => status);

describe('the input', () => {
  it.each<[string, Parameters<typeof checkRoles>[0]]>([
    ['a page', account],
    ['text', text],
    ['text with indentation', JSON.stringify(account, undefined, 4)],
    [
      'pages',
      [
        { RoleDetailList: account.RoleDetailList, IsTruncated: true },
        { Policies: account.Policies, IsTruncated: false },
      ],
    ],
    [
      'pages of the SDK, with metadata',
      [{ ...account, $metadata: { httpStatusCode: 200 }, Marker: undefined, UserDetailList: undefined }],
    ],
    [
      'pages behind each other',
      `${JSON.stringify({ ...account, RoleDetailList: [] })}\n${JSON.stringify({ ...account, Policies: [] })}`,
    ],
    [
      'NDJSON of roles and policies',
      [...account.RoleDetailList, ...account.Policies].map((each) => JSON.stringify(each)).join('\n'),
    ],
    ['a list of roles', account.RoleDetailList],
    ['one role after the other', account.RoleDetailList.map((role) => ({ RoleDetailList: [role] }))],
    ['documents URL-encoded, as the SDK has them', encodeDocuments(account)],
  ])('may be %s', (_name, input) => {
    const { status, issues } = checkRoles(input, roles);
    expect({ status, issues }).toEqual({ status: 'inSync', issues: [] });
  });

  it('may come in pieces, of text or of UTF-8', () => {
    const tagged = rolesOf('private-vpc', { tags: { Größe: '日本' } });
    const bytes = new TextEncoder().encode(JSON.stringify(exportOf(tagged)));
    for (const size of [1, 7, 4096]) {
      const check = createRoleCheck(tagged);
      for (let at = 0; at < bytes.length; at += size) check.write(bytes.subarray(at, at + size));
      expect(check.end().status).toBe('inSync');
    }
  });

  it('may have values and text', () => {
    const check = createRoleCheck(roles);
    check.add({ RoleDetailList: account.RoleDetailList });
    check.write(JSON.stringify({ Policies: account.Policies }));
    expect(check.end().status).toBe('inSync');
  });

  it('is not changed, and neither is what is expected', () => {
    const frozen = deepFreeze(structuredClone(account));
    const before = JSON.stringify(roles);
    const report = checkRoles(frozen, deepFreeze(structuredClone(roles)), {
      parameters: deepFreeze(structuredClone(TAGGED)),
    });
    expect(report.status).toBe('inSync');
    expect(JSON.stringify(roles)).toBe(before);
  });

  it('gives a report that is JSON', () => {
    const drifted = structuredClone(account);
    drifted.RoleDetailList[0]!.RolePolicyList = [];
    const report = checkRoles(drifted, roles, { parameters: TAGGED });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('of several accounts gives a report for each', () => {
    const other = exportOf(roles, '555566667777');
    other.RoleDetailList.shift();
    const report = checkRoles([other, account], roles);
    expect(report.roles.map(({ accountId, name, status }) => [accountId, name, status])).toEqual([
      [ACCOUNT, 'UpsolverManagementRole', 'inSync'],
      [ACCOUNT, 'UpsolverServerRole', 'inSync'],
      ['555566667777', 'UpsolverManagementRole', 'missing'],
      ['555566667777', 'UpsolverServerRole', 'inSync'],
    ]);
  });

  it('without any role lacks the roles', () => {
    expect(checkRoles({ RoleDetailList: [] }, roles).roles).toMatchObject([
      { status: 'missing' },
      { status: 'missing' },
    ]);
  });

  it('without the managed policies is read with the snapshots', () => {
    expect(checkRoles({ RoleDetailList: account.RoleDetailList }, roles).status).toBe('inSync');
  });

  it('without the managed policies is not guessed in another partition', () => {
    const china = rolesOf('private-vpc', { region: 'cn-north-1' });
    const report = checkRoles({ RoleDetailList: china.map((role) => roleDetail(role)) }, china);
    expect(
      report.roles.map(({ status, findings }) => [
        status,
        findings.map(({ code, policy }) => `${code} ${policy?.name}`),
      ]),
    ).toEqual([
      ['unreadable', ['policyUnreadable AWSCloudFormationReadOnlyAccess']],
      ['unreadable', ['policyUnreadable AmazonAthenaFullAccess', 'policyUnreadable AWSCloudFormationReadOnlyAccess']],
    ]);
  });
});

describe('answers on one role', () => {
  const server = roleDetail(roles[1]!);
  const { RolePolicyList, AttachedManagedPolicies, InstanceProfileList, ...role } = server;
  const parts = {
    role: { Role: { ...role, MaxSessionDuration: 3600, Description: 'x' } },
    attachedPolicies: [
      { AttachedPolicies: AttachedManagedPolicies.slice(0, 1), IsTruncated: true },
      { AttachedPolicies: AttachedManagedPolicies.slice(1) },
    ],
    inlinePolicies: RolePolicyList.map(({ PolicyName, PolicyDocument }) => ({
      RoleName: role.RoleName,
      PolicyName,
      PolicyDocument: encode(PolicyDocument as object),
    })),
    instanceProfiles: [{ InstanceProfiles: InstanceProfileList }],
  };
  const check = (more: object): RoleReport =>
    checkRoles(roleFromApiResponses({ ...parts, ...more }), [roles[1]!]).roles[0]!;

  it('are put together', () => {
    expect(check({})).toMatchObject({ status: 'inSync', findings: [], uncheckedSettings: [] });
  });

  it('tell the longest session', () => {
    expect(codes(check({ role: { Role: { ...role, MaxSessionDuration: 43_200 } } }))).toEqual([
      'sessionDurationChanged',
    ]);
  });

  it('may lack the instance profiles', () => {
    expect(check({ instanceProfiles: undefined })).toMatchObject({
      status: 'inSync',
      uncheckedSettings: ['instanceProfile'],
    });
  });

  it('may have policies of the account', () => {
    const arn = `arn:aws:iam::${ACCOUNT}:policy/More`;
    const document = encode({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }],
    });
    const more = { attachedPolicies: [{ AttachedPolicies: [...AttachedManagedPolicies, attachment(arn)] }] };
    const version = { PolicyVersion: { VersionId: 'v3', IsDefaultVersion: true, Document: document } };
    expect(check({ ...more, policyVersions: { [arn]: version } }).findings).toMatchObject([
      { code: 'managedPolicyExtra', action: 'sqs:SendMessage' },
    ]);
    expect(check({ ...more, policyVersions: { [arn]: {} } }).findings).toMatchObject([
      { code: 'policyUnreadable', actual: arn },
    ]);
    const older = { PolicyVersion: { ...version.PolicyVersion, IsDefaultVersion: false } };
    expect(check({ ...more, policyVersions: { [arn]: older } }).findings).toMatchObject([{ code: 'policyUnreadable' }]);
  });

  it('that list a policy which is not there are refused', () => {
    const name = parts.inlinePolicies[0]!.PolicyName;
    expect(check({ policyNames: [{ PolicyNames: [name] }] }).status).toBe('inSync');
    expect(issuesOf(() => roleFromApiResponses({ ...parts, policyNames: [{ PolicyNames: [name, 'Other'] }] }))).toEqual(
      [{ code: 'missing', path: ['inlinePolicies'], message: 'the inline policy `Other` is listed, and not there' }],
    );
    expect(
      issuesOf(() =>
        roleFromApiResponses({
          ...parts,
          inlinePolicies: [{}],
          policyNames: [{ PolicyNames: [name], IsTruncated: true }] as never,
        }),
      ).map(({ path }) => path),
    ).toEqual([['policyNames'], ['inlinePolicies']]);
  });

  it('that are cut off are refused', () => {
    const cut = {
      attachedPolicies: [{ AttachedPolicies: [], IsTruncated: true }],
      instanceProfiles: [{ InstanceProfiles: [], IsTruncated: true }],
    };
    expect(issuesOf(() => roleFromApiResponses({ ...parts, ...cut })).map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['attachedPolicies']],
      ['missing', ['instanceProfiles']],
    ]);
  });
});

describe('bad input', () => {
  const first = (input: Parameters<typeof checkRoles>[0]): Issue | undefined => checkRoles(input, roles).issues[0];
  const [management, server] = account.RoleDetailList;

  it.each<[string, Parameters<typeof checkRoles>[0], Partial<Issue>]>([
    ['empty', '', { code: 'invalid_json', message: 'the input is empty' }],
    ['no JSON', 'Unable to locate credentials', { code: 'invalid_json', position: { line: 1, column: 1 } }],
    [
      'a number',
      '[1]',
      { code: 'unknown_shape', message: '`number` is nothing that AWS returns', position: { line: 1, column: 2 } },
    ],
    [
      'another answer',
      '{"Users":[]}',
      { code: 'unknown_shape', message: 'this is neither a role nor a policy as AWS returns them' },
    ],
    [
      'GetRole alone',
      { Role: {} },
      { code: 'unknown_shape', path: [], message: 'the role comes without its policies' },
    ],
    [
      'ListRoles',
      { RoleDetailList: [{ RoleName: 'a', Arn: 'b' }] },
      { code: 'unknown_shape', path: ['RoleDetailList', 0] },
    ],
    [
      'a list that is none',
      { RoleDetailList: {} },
      { code: 'invalid_type', path: ['RoleDetailList'], message: '`RoleDetailList` must be a list, not `object`' },
    ],
    ['an entry that is no object', { RoleDetailList: [null] }, { code: 'invalid_type', path: ['RoleDetailList', 0] }],
    [
      'a role without a name',
      { RoleDetailList: [{ ...management, RoleName: undefined }] },
      { code: 'missing', path: ['RoleDetailList', 0, 'RoleName'] },
    ],
    [
      'a role with an empty name',
      { RoleDetailList: [{ ...management, RoleName: '' }] },
      { code: 'missing', path: ['RoleDetailList', 0, 'RoleName'], message: '`RoleName` is empty' },
    ],
    [
      'a role with a wrong ARN',
      { RoleDetailList: [{ ...management, Arn: 'arn:aws:iam::1:role/x' }] },
      {
        code: 'invalid_arn',
        path: ['RoleDetailList', 0, 'Arn'],
        message: '`arn:aws:iam::1:role/x` is not the ARN of a role',
      },
    ],
    [
      'a boundary without an ARN',
      { RoleDetailList: [{ ...management, PermissionsBoundary: {} }] },
      { code: 'missing', path: ['RoleDetailList', 0, 'PermissionsBoundary', 'PermissionsBoundaryArn'] },
    ],
    [
      'an attached policy without an ARN',
      { RoleDetailList: [{ ...management, AttachedManagedPolicies: [{}] }] },
      { code: 'missing', path: ['RoleDetailList', 0, 'AttachedManagedPolicies', 0, 'PolicyArn'] },
    ],
    [
      'a policy without an ARN',
      { Policies: [{ PolicyVersionList: [] }] },
      { code: 'missing', path: ['Policies', 0, 'Arn'] },
    ],
    ['pages without the last one', { ...account, IsTruncated: true }, { code: 'missing', path: ['IsTruncated'] }],
    [
      'what `--max-items` leaves of an export',
      { ...account, IsTruncated: undefined, NextToken: 'x' },
      { code: 'missing', path: ['IsTruncated'] },
    ],
    [
      'the same as text',
      JSON.stringify({ NextToken: 'x', ...account, IsTruncated: undefined }),
      { code: 'missing', path: ['IsTruncated'] },
    ],
    [
      'a list in a text that is none',
      '{\n"RoleDetailList": {}}',
      { code: 'invalid_type', path: ['RoleDetailList'], position: { line: 2, column: 19 } },
    ],
    [
      'text pages without the last one',
      JSON.stringify({ ...account, IsTruncated: true }),
      { code: 'missing', path: ['IsTruncated'] },
    ],
  ])('%s', (_name, input, issue) => {
    expect(first(input)).toMatchObject(issue);
    expect(checkRoles(input, roles).status).toBe('unreadable');
  });

  it('that is nothing at all is no account without roles', () => {
    const report = createRoleCheck(roles).end();
    expect([report.status, report.issues[0]?.message]).toEqual(['unreadable', 'the input is empty']);
  });

  it('leaves what can be read', () => {
    const report = checkRoles({ ...account, RoleDetailList: [management, { RolePolicyList: 3 }, server] }, roles);
    expect(statuses(report)).toEqual(['inSync', 'inSync']);
    expect(report.issues.map(({ path }) => path)).toEqual([
      ['RoleDetailList', 1, 'RoleName'],
      ['RoleDetailList', 1, 'Arn'],
      ['RoleDetailList', 1, 'RolePolicyList'],
    ]);
  });

  it('makes a role that is not found unreadable, not missing', () => {
    const report = checkRoles(text.slice(0, text.indexOf('UpsolverServerRole')), roles);
    expect(report.roles.map((role) => [role.status, codes(role)])).toEqual([
      ['inSync', []],
      ['unreadable', ['inputIncomplete']],
    ]);
  });

  it('is never taken for drift, wherever the text ends', () => {
    assert(
      property(nat(text.length - 1), (end) => {
        const report = checkRoles(text.slice(0, end), roles, { parameters: TAGGED });
        expect(report.issues.length).toBeGreaterThan(0);
        expect(report.status).toBe('unreadable');
        for (const role of report.roles) expect(['inSync', 'unreadable']).toContain(role.status);
      }),
      { numRuns: 400 },
    );
  });

  it('in a policy has its place in the text', () => {
    const broken = structuredClone(account);
    broken.RoleDetailList[1]!.RolePolicyList[0]!.PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'bucket' }],
    };
    const lines = JSON.stringify(broken, undefined, 1);
    const line = lines.slice(0, lines.indexOf('"bucket"')).split('\n').length;
    const report = checkRoles(lines, roles);
    expect(report.issues).toEqual([
      {
        code: 'invalid_resource',
        path: ['RoleDetailList', 1, 'RolePolicyList', 0, 'PolicyDocument', 'Statement', 0, 'Resource'],
        message: '`bucket` is neither `*` nor an ARN',
        hint: 'for example `arn:aws:s3:::bucket/key`',
        position: { line, column: expect.any(Number) as number },
      },
    ]);
    expect(report.roles.map((role) => [role.status, codes(role)])).toEqual([
      ['inSync', []],
      ['unreadable', ['policyUnreadable']],
    ]);
  });

  it('in an encoded policy has the place of the policy', () => {
    const broken = structuredClone(account);
    broken.RoleDetailList[0]!.AssumeRolePolicyDocument = encode({ Statement: [] });
    const { issues } = checkRoles(JSON.stringify(broken), roles);
    expect(issues.map(({ code, path, position }) => [code, path.slice(0, 3), position?.line])).toEqual([
      ['empty', ['RoleDetailList', 0, 'AssumeRolePolicyDocument'], 1],
    ]);
  });

  it('with a role that is there twice', () => {
    const twice = { ...account, RoleDetailList: [...account.RoleDetailList, server] };
    const report = checkRoles(JSON.stringify(twice), roles);
    expect(report.issues).toMatchObject([
      {
        code: 'duplicate_role',
        path: ['RoleDetailList', 3],
        message: `the role \`arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole\` is there twice`,
      },
    ]);
    expect(statuses(report)).toEqual(['inSync', 'inSync']);
  });

  it('in every line is not listed whole', () => {
    const { issues } = checkRoles('{"a":1}\n'.repeat(1500), roles);
    expect([issues.length, issues.at(-1)?.message]).toEqual([1001, '500 more problems of the input are not listed']);
  });

  it('changes nothing else', () => {
    const hostile = JSON.parse(
      '{"RoleDetailList":[{"__proto__":{"RoleName":"x"},"RolePolicyList":[],"constructor":1}]}',
    ) as object;
    expect(checkRoles(hostile, roles).issues.length).toBeGreaterThan(0);
    expect({}).not.toHaveProperty('RoleName');
    const cyclic: { RolePolicyList: unknown[] } = { RolePolicyList: [] };
    cyclic.RolePolicyList.push({ PolicyName: 'x', PolicyDocument: cyclic });
    const role = { ...management, RolePolicyList: cyclic.RolePolicyList };
    expect(checkRoles({ RoleDetailList: [role, server] }, roles).roles.map((each) => each.status)).toEqual([
      'unreadable',
      'inSync',
    ]);
  });

  it.each([[undefined], ['x'], [[]], [[{}]], [[{ role: 'Other', inlinePolicies: [] }]]])(
    'expected roles that are none: %j',
    (expected) => {
      expect(issuesOf(() => checkRoles(account, expected as never))).toMatchObject([
        { code: 'invalid_type', path: ['expected'] },
      ]);
      expect(() => createRoleCheck(expected as never)).toThrow(InvalidInputError);
    },
  );
});

describe('a role of another name', () => {
  const renamed = (...names: [number, string][]): AccountExport => {
    const copy = structuredClone(account);
    for (const [index, name] of names)
      Object.assign(copy.RoleDetailList[index]!, { RoleName: name, Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    return copy;
  };

  it('is found, and checked', () => {
    const copy = renamed([0, 'one'], [1, 'two']);
    copy.RoleDetailList[0]!.AttachedManagedPolicies = [];
    const report = checkRoles(copy, roles);
    expect(report.roles.map((role) => [role.name, role.deployed?.name, codes(role)])).toEqual([
      ['UpsolverManagementRole', 'one', ['roleRenamed', 'managedPolicyMissing']],
      ['UpsolverServerRole', 'two', ['roleRenamed']],
    ]);
  });

  it('is found by its tags, even if much is changed', () => {
    const copy = renamed([0, 'one']);
    const [policy] = copy.RoleDetailList[0]!.RolePolicyList;
    const document = policy!.PolicyDocument as { Statement: object[] };
    document.Statement = document.Statement.slice(1, 2);
    expect(codes(checkRoles(copy, roles).roles[0]!)[0]).toBe('roleRenamed');
    copy.RoleDetailList[0]!.Tags = [];
    expect(codes(checkRoles(copy, roles).roles[0]!)).toEqual(['roleMissing']);
  });

  it('is not one that has nothing but its tags', () => {
    const copy = renamed([0, 'one']);
    copy.RoleDetailList[0]!.RolePolicyList = [
      {
        PolicyName: 'x',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
        },
      },
    ];
    expect(codes(checkRoles(copy, roles).roles[0]!)).toEqual(['roleMissing']);
  });

  it('is the one that has most in common, whatever the order', () => {
    const copy = renamed([0, 'full']);
    const part = structuredClone(copy.RoleDetailList[0]!);
    Object.assign(part, { RoleName: 'a-part', Arn: `arn:aws:iam::${ACCOUNT}:role/a-part` });
    const document = part.RolePolicyList[0]!.PolicyDocument as { Statement: object[] };
    document.Statement = document.Statement.slice(0, 3);
    const twin = structuredClone(copy.RoleDetailList[0]!);
    Object.assign(twin, { RoleName: 'twin', Arn: `arn:aws:iam::${ACCOUNT}:role/twin` });
    for (const extra of [
      [part, twin],
      [twin, part],
    ]) {
      for (const list of [
        [...extra, ...copy.RoleDetailList],
        [...copy.RoleDetailList, ...extra],
      ]) {
        expect(checkRoles({ ...copy, RoleDetailList: list }, roles).roles[0]!.deployed?.name).toBe('full');
      }
    }
  });

  it('is found with its policy as a managed one', () => {
    const copy = renamed([1, 'two']);
    const arn = `arn:aws:iam::${ACCOUNT}:policy/UpsolverPolicy`;
    const [policy] = copy.RoleDetailList[1]!.RolePolicyList;
    copy.Policies.push(policyDetail(arn, policy!.PolicyDocument as never));
    Object.assign(copy.RoleDetailList[1]!, { RolePolicyList: [], Tags: [] });
    copy.RoleDetailList[1]!.AttachedManagedPolicies.push(attachment(arn));
    expect(codes(checkRoles(copy, roles).roles[1]!)).toEqual([
      'roleRenamed',
      'managedPolicyHarmless',
      'tagsChanged',
      'tagsChanged',
    ]);
  });
});

describe('variants of the page', () => {
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

  it('that are what was asked for are in sync, and named', () => {
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

  it('that are scoped are narrower than the page, equal to the scope', () => {
    const report = check({ scope: scopeWithoutVpc });
    expect(report).toMatchObject({ status: 'drifted', variant: { relation: 'narrower', withoutFeatures: [] } });
    expect(report.variant?.scope.toSorted()).toEqual(Object.keys(scopeWithoutVpc).toSorted());
    expect(codes(report).every((code) => ['permissionMissing', 'conditionTightened'].includes(code))).toBe(true);
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
  ] as const)('that have one option: %s', (option) => {
    const { variant } = check({ scope: { accountId: ACCOUNT, [option]: FULL_SCOPE[option] } });
    expect(variant?.scope.toSorted()).toEqual(['accountId', option].toSorted());
  });

  it('that lack features', () => {
    expect(check({ features: { kinesisStreams: false, dedicatedBucket: false } })).toMatchObject({
      status: 'drifted',
      variant: { relation: 'narrower', withoutFeatures: ['kinesisStreams', 'dedicatedBucket'] },
    });
  });

  it('that are the page, where a scope was asked for', () => {
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
      ['permissionMissing'],
    ],
    ['2020-02', (actions: string[]) => [...actions, 'sts:DecodeAuthorizationMessage'], 'broader', ['permissionExtra']],
  ] as const)('that are the edition of %s', (revision, change, relation, found) => {
    const copy = exportOf(roles);
    const document = copy.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument as { Statement: { Action: string[] }[] };
    document.Statement[0]!.Action = change(document.Statement[0]!.Action);
    const [report] = checkRoles(copy, roles, { parameters: TAGGED }).roles;
    expect(report).toMatchObject({
      status: 'drifted',
      variant: { relation, revision, withoutFeatures: [], scope: [] },
    });
    expect(codes(report!)).toEqual(found);
  });

  it('that are none are not named, nor without the parameters', () => {
    const copy = exportOf(roles);
    const document = copy.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument as { Statement: object[] };
    document.Statement.pop();
    expect(checkRoles(copy, roles, { parameters: TAGGED }).roles[0]).not.toHaveProperty('variant');
    expect(checkRoles(exportOf(rolesOf('private-vpc', { scope: FULL_SCOPE })), roles).roles[0]).not.toHaveProperty(
      'variant',
    );
    expect(checkRoles(copy, roles, { parameters: { ...TAGGED, orgId: '!' } }).roles[0]).not.toHaveProperty('variant');
  });
});

describe('a role with a boundary that was asked for', () => {
  const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
  const bound = rolesOf('private-vpc', { permissionsBoundaryArn });
  const boundary = (Action: string): object =>
    policyDetail(permissionsBoundaryArn, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
  const checkWith = (change: (copy: AccountExport) => void): RoleReport => {
    const copy = exportOf(bound);
    change(copy);
    return checkRoles(copy, bound).roles[1]!;
  };

  it('is in sync if the boundary leaves what is needed', () => {
    expect(checkWith((copy) => void copy.Policies.push(boundary('*') as never))).toMatchObject({
      status: 'inSync',
      findings: [],
    });
  });

  it('has drifted if the boundary has', () => {
    expect(codes(checkWith((copy) => void copy.Policies.push(boundary('s3:*') as never)))).toEqual(
      expect.arrayContaining(['boundaryCutsOff']),
    );
    expect(codes(checkWith((copy) => void delete copy.RoleDetailList[1]!.PermissionsBoundary))).toEqual([
      'boundaryMissing',
    ]);
    const other = `arn:aws:iam::${ACCOUNT}:policy/Other`;
    expect(
      codes(
        checkWith((copy) => {
          copy.Policies.push({ ...(boundary('*') as { Arn: string }), Arn: other } as never);
          copy.RoleDetailList[1]!.PermissionsBoundary!.PermissionsBoundaryArn = other;
        }),
      ),
    ).toEqual(['boundaryChanged']);
  });

  it('is unreadable if the boundary is', () => {
    expect(checkWith(() => undefined)).toMatchObject({
      status: 'unreadable',
      findings: [{ code: 'policyUnreadable' }],
    });
  });
});

function encodeDocuments(page: AccountExport): object {
  return {
    ...page,
    RoleDetailList: page.RoleDetailList.map((role) => ({
      ...role,
      AssumeRolePolicyDocument: encode(role.AssumeRolePolicyDocument as object),
      RolePolicyList: role.RolePolicyList.map((each) => ({
        ...each,
        PolicyDocument: encode(each.PolicyDocument as object),
      })),
    })),
    Policies: page.Policies.map((policy) => ({
      ...policy,
      PolicyVersionList: policy.PolicyVersionList.map((version) => ({
        ...version,
        Document: encode(version.Document as object),
      })),
    })),
  };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
