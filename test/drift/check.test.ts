import { describe, expect, it } from 'vitest';
import { checkRoles, createRoleCheck } from '../../src/drift/index.js';
import { issuesOf } from '../issues-of.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { encode, exportOf, rolesOf, TAGGED, type AccountExport } from './account.js';
import { roles } from './check-server.js';

const account = exportOf(roles);
const text = JSON.stringify(account);

describe('checkRoles', () => {
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
      'pages in a row',
      `${JSON.stringify({ ...account, RoleDetailList: [] })}\n${JSON.stringify({ ...account, Policies: [] })}`,
    ],
    [
      'NDJSON of roles and policies',
      [...account.RoleDetailList, ...account.Policies].map((each) => JSON.stringify(each)).join('\n'),
    ],
    ['a list of roles', account.RoleDetailList],
    ['one role after the other', account.RoleDetailList.map((role) => ({ RoleDetailList: [role] }))],
    ['documents that are URL-encoded, as in the SDK', encodeDocuments(account)],
  ])('accepts %s', (_name, input) => {
    const { status, issues } = checkRoles(input, roles);
    expect({ status, issues }).toEqual({ status: 'inSync', issues: [] });
  });

  it('accepts chunks of UTF-8, cut anywhere', () => {
    const tagged = rolesOf('private-vpc', { tags: { Größe: '日本' } });
    const bytes = new TextEncoder().encode(JSON.stringify(exportOf(tagged)));
    for (const size of [1, 7, 4096]) {
      const check = createRoleCheck(tagged);
      for (let at = 0; at < bytes.length; at += size) check.write(bytes.subarray(at, at + size));
      expect(check.end().status).toBe('inSync');
    }
  });

  it('accepts values and text in one check', () => {
    const check = createRoleCheck(roles);
    check.add({ RoleDetailList: account.RoleDetailList });
    check.write(JSON.stringify({ Policies: account.Policies }));
    expect(check.end().status).toBe('inSync');
  });

  it('does not change its input', () => {
    const frozen = deepFreeze(structuredClone(account));
    const before = JSON.stringify(roles);
    const report = checkRoles(frozen, deepFreeze(structuredClone(roles)), {
      parameters: deepFreeze(structuredClone(TAGGED)),
    });
    expect(report.status).toBe('inSync');
    expect(JSON.stringify(roles)).toBe(before);
  });

  it('returns a report that is JSON', () => {
    const drifted = structuredClone(account);
    drifted.RoleDetailList[0]!.RolePolicyList = [];
    const report = checkRoles(drifted, roles, { parameters: TAGGED });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('reports on each account of the input', () => {
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

  it('reports missing roles for an account without roles', () => {
    expect(checkRoles({ RoleDetailList: [] }, roles).roles).toMatchObject([
      { status: 'missing' },
      { status: 'missing' },
    ]);
  });

  it('returns the same report in any order of the accounts', () => {
    const accounts = ['111111111111', '222222222222', '333333333333'].map((id) => exportOf(roles, id));
    expect(checkRoles(accounts.toReversed(), roles)).toEqual(checkRoles(accounts, roles));
  });

  it.each<[expected: unknown, path: (string | number)[], message: string]>([
    [undefined, [], '`expected` is missing'],
    ['x', [], '`expected` must be a list without gaps, not `x`'],
    [[], [], 'the list of expected roles is empty'],
    [[null], [0], 'entry 0 of `expected` is missing'],
    [[{ ...roles[0], name: 1 }], [0, 'name'], '`name` must be a string, not `number`'],
    [
      [{ ...roles[0], trustPolicy: { Version: '2012-10-17', Statement: [1] } }],
      [0, 'trustPolicy', 'Statement', 0],
      'a statement must be an object, not a number',
    ],
  ])('throws if the expected roles are not a list of roles: %#', (expected, path, message) => {
    const issues = [{ path: ['expected', ...path], message, hint: 'pass the result of `buildRoles`' }];
    expect(issuesOf(() => checkRoles(account, expected as never))).toMatchObject(issues);
    expect(issuesOf(() => createRoleCheck(expected as never))).toMatchObject(issues);
  });

  it('throws for options that it does not have, and for parameters of roles that are wrong', () => {
    expect(issuesOf(() => checkRoles(account, roles, { parameter: TAGGED } as never))).toEqual([
      {
        code: 'unknown_parameter',
        path: ['options', 'parameter'],
        message: '`parameter` is not a recognized parameter',
      },
    ]);
    const parameters = { ...TAGGED, orgId: '!' };
    expect(issuesOf(() => createRoleCheck([], { parameters }))).toMatchObject([
      { code: 'empty', path: ['expected'] },
      { code: 'invalid_characters', path: ['options', 'parameters', 'orgId'] },
    ]);
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
