import { assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRoles, createRoleCheck, type DriftReport } from '../../../src/drift/index.js';
import type { Issue } from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { encode, exportOf, roleDetail, rolesOf, TAGGED } from '../account.js';
import { checkServer, codes, roles, summarize } from '../check-server.js';

const account = exportOf(roles);
const text = JSON.stringify(account);
const statuses = (report: DriftReport): string[] => report.roles.map(({ status }) => status);

describe('values that are not data', () => {
  const issuesFor = (value: unknown): Issue[] => {
    const check = createRoleCheck(roles);
    check.add(value as object);
    return check.end().issues;
  };
  const issue = (more: Partial<Issue>): Partial<Issue> => ({ severity: 'error', path: [], ...more });

  it('are reported if they cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const message = 'the input cannot be read: a getter or a proxy throws';
    expect(issuesFor(proxy)).toEqual([issue({ code: 'invalid_type', message })]);
  });

  it('are reported if lists are nested without end', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic, []);
    const message = 'lists are nested more than 32 levels deep';
    expect(issuesFor(cyclic)).toEqual([issue({ code: 'unknown_shape', path: [0], message })]);
    const nested = (levels: number): unknown[] => (levels === 0 ? [] : [nested(levels - 1)]);
    expect(issuesFor(nested(32))).toEqual([]);
    expect(issuesFor(nested(33))).toMatchObject([issue({ code: 'unknown_shape', path: Array(33).fill(0), message })]);
  });

  it('are reported if a document has no JSON form', () => {
    const role = roleDetail(roles[0]!);
    const document = { Statement: [] as unknown[] };
    document.Statement.push(document);
    expect(issuesFor({ ...role, AssumeRolePolicyDocument: document })).toEqual([
      issue({ code: 'invalid_type', path: ['AssumeRolePolicyDocument'], message: 'the document is not JSON' }),
    ]);
  });

  it.each([[null], [1], [{}], [['x']]])('are refused in place of a chunk of text: %j', (chunk) => {
    const check = createRoleCheck(roles);
    expect(issuesOf(() => check.write(chunk as never))).toMatchObject([{ code: 'invalid_type', path: ['chunk'] }]);
    expect(check.end().issues).toMatchObject([{ message: 'the input is empty' }]);
  });
});

describe('invalid input', () => {
  const first = (input: Parameters<typeof checkRoles>[0]): Issue | undefined => checkRoles(input, roles).issues[0];
  const [management, server] = account.RoleDetailList;

  it.each<[string, Parameters<typeof checkRoles>[0], Partial<Issue>]>([
    ['an empty text', '', { code: 'invalid_json', message: 'the input is empty' }],
    [
      'text that is not JSON',
      'Unable to locate credentials',
      { code: 'invalid_json', position: { line: 1, column: 1 } },
    ],
    [
      'a number',
      '[1]',
      {
        code: 'unknown_shape',
        message: 'expected an object or a list, not `number`',
        position: { line: 1, column: 2 },
      },
    ],
    [
      'the response of another operation',
      '{"Users":[]}',
      { code: 'unknown_shape', message: 'this is neither a role nor a managed policy as AWS returns them' },
    ],
    [
      'the response of GetRole alone',
      { Role: {} },
      { code: 'unknown_shape', path: [], message: "the role's policies are missing" },
    ],
    [
      'the response of ListRoles',
      { RoleDetailList: [{ RoleName: 'a', Arn: 'b' }] },
      { code: 'unknown_shape', path: ['RoleDetailList', 0] },
    ],
    [
      'a list of roles that is an object',
      { RoleDetailList: {} },
      { code: 'invalid_type', path: ['RoleDetailList'], message: '`RoleDetailList` must be a list, not `object`' },
    ],
    [
      'an entry that is not an object',
      { RoleDetailList: [null] },
      { code: 'invalid_type', path: ['RoleDetailList', 0] },
    ],
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
        message: '`arn:aws:iam::1:role/x` is not a role ARN',
      },
    ],
    [
      'a role without its managed policies',
      { RoleDetailList: [{ ...management, AttachedManagedPolicies: undefined }] },
      {
        code: 'missing',
        path: ['RoleDetailList', 0, 'AttachedManagedPolicies'],
        message: "the role's managed policies are missing",
      },
    ],
    [
      'a role without its inline policies',
      { RoleDetailList: [{ ...management, RolePolicyList: undefined }] },
      {
        code: 'missing',
        path: ['RoleDetailList', 0, 'RolePolicyList'],
        message: "the role's inline policies are missing",
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
      'what `--max-items` leaves of an export, as text',
      JSON.stringify({ NextToken: 'x', ...account, IsTruncated: undefined }),
      { code: 'missing', path: ['IsTruncated'] },
    ],
    [
      'a list of roles that is an object, as text',
      '{\n"RoleDetailList": {}}',
      { code: 'invalid_type', path: ['RoleDetailList'], position: { line: 2, column: 19 } },
    ],
    [
      'pages without the last one, as text',
      JSON.stringify({ ...account, IsTruncated: true }),
      { code: 'missing', path: ['IsTruncated'] },
    ],
  ])('is an issue, and the roles are unreadable: %s', (_name, input, issue) => {
    expect(first(input)).toMatchObject(issue);
    expect(checkRoles(input, roles).status).toBe('unreadable');
  });
  it('is an issue if there is none at all: it is not an account without roles', () => {
    const report = createRoleCheck(roles).end();
    expect([report.status, report.issues[0]?.message]).toEqual(['unreadable', 'the input is empty']);
  });

  it('does not keep the other roles from being checked', () => {
    const report = checkRoles(
      { ...account, RoleDetailList: [management, { RolePolicyList: 3, AttachedManagedPolicies: [] }, server] },
      roles,
    );
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

  it('is never reported as drift, wherever the text ends', () => {
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

  it('in a policy is an issue with its line and column', () => {
    const broken = structuredClone(account);
    broken.RoleDetailList[1]!.RolePolicyList[0]!.PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 4321 }],
    };
    const lines = JSON.stringify(broken, undefined, 1);
    const line = lines.slice(0, lines.indexOf('4321')).split('\n').length;
    const report = checkRoles(lines, roles);
    expect(report.issues).toEqual([
      {
        code: 'invalid_type',
        path: ['RoleDetailList', 1, 'RolePolicyList', 0, 'PolicyDocument', 'Statement', 0, 'Resource'],
        message: 'a resource must be a string, not a number',
        severity: 'error',
        position: { line, column: expect.any(Number) as number },
      },
    ]);
    expect(report.roles.map((role) => [role.status, codes(role)])).toEqual([
      ['inSync', []],
      ['unreadable', ['policyUnreadable']],
    ]);
  });

  it('is not what IAM would reject today: a policy that AWS returned is compared', () => {
    const odd = structuredClone(account);
    odd.RoleDetailList[1]!.RolePolicyList[0]!.PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'a b', Effect: 'Allow', Action: 's3:GetObject', Resource: 'bucket' }],
    };
    const report = checkRoles(odd, roles);
    expect(report.issues).toEqual([]);
    expect(statuses(report)).toEqual(['inSync', 'drifted']);
  });

  it('in a URL-encoded policy is an issue with the position of the policy', () => {
    const broken = structuredClone(account);
    broken.RoleDetailList[0]!.AssumeRolePolicyDocument = encode({ Statement: ['x'] });
    const { issues } = checkRoles(JSON.stringify(broken), roles);
    expect(issues.map(({ code, path, position }) => [code, path.slice(0, 3), position?.line])).toEqual([
      ['invalid_type', ['RoleDetailList', 0, 'AssumeRolePolicyDocument'], 1],
    ]);
  });

  it('is an issue if a role appears twice', () => {
    const twice = { ...account, RoleDetailList: [...account.RoleDetailList, server] };
    const report = checkRoles(JSON.stringify(twice), roles);
    expect(report.issues).toMatchObject([
      {
        code: 'duplicate_role',
        path: ['RoleDetailList', 3],
        message: `the role \`arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole\` appears twice`,
      },
    ]);
    expect(statuses(report)).toEqual(['inSync', 'inSync']);
  });

  it('in every line is listed up to a limit', () => {
    const { issues } = checkRoles('{"a":1}\n'.repeat(1500), roles);
    expect([issues.length, issues.at(-1)?.message]).toEqual([1001, '500 more problems are not listed']);
  });

  it('cannot change prototypes or cause endless recursion', () => {
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

  it('is an issue or an unreadable policy if an inline policy lacks its name or document', () => {
    const nameless = checkRoles({ RoleDetailList: [{ ...roleDetail(roles[0]!), RolePolicyList: [{}] }] }, roles);
    expect(nameless.issues.map(({ path }) => path.join('.'))).toEqual(['RoleDetailList.0.RolePolicyList.0.PolicyName']);
    const { findings } = checkServer((role) => void role.RolePolicyList.push({ PolicyName: 'Empty' } as never));
    expect(summarize(findings)).toEqual(['policyUnreadable']);
  });

  it('is an issue with its position also next to deep nesting', () => {
    const deep = `{"RoleDetailList":[{"RolePolicyList":[],"x":${'['.repeat(50)}${']'.repeat(50)}}]}`;
    expect(checkRoles(deep, roles).issues[0]).toMatchObject({
      path: ['RoleDetailList', 0, 'RoleName'],
      position: { line: 1, column: 20 },
    });
  });
});

describe('the path of a role', () => {
  it('is taken from the ARN if the input has no Path', () => {
    for (const path of ['/', '/vendors/upsolver/']) {
      const expected = rolesOf('private-vpc', { path });
      const deployed = exportOf(expected);
      const list = deployed.RoleDetailList.map(({ Path: _path, ...role }) => role);
      expect(checkRoles({ ...deployed, RoleDetailList: list }, expected).status).toBe('inSync');
    }
  });
});
