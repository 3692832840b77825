import { describe, expect, it } from 'vitest';
import { checkRoles } from '../../src/drift/index.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import {
  attachment,
  exportOf,
  policyDetail,
  roleDetail,
  rolesOf,
  type AccountExport,
  type RoleDetail,
} from './account.js';
import { codes, roles } from './check-server.js';

const account = exportOf(roles);

describe('a role with another name', () => {
  const renamed = (...names: [number, string][]): AccountExport => {
    const copy = structuredClone(account);
    for (const [index, name] of names)
      Object.assign(copy.RoleDetailList[index]!, { RoleName: name, Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` });
    return copy;
  };

  it('is found by its permissions and checked', () => {
    const copy = renamed([0, 'one'], [1, 'two']);
    copy.RoleDetailList[0]!.AttachedManagedPolicies = [];
    const report = checkRoles(copy, roles);
    expect(report.roles.map((role) => [role.name, role.deployed?.name, codes(role)])).toEqual([
      ['UpsolverManagementRole', 'one', ['roleRenamed', 'managedPolicyMissing']],
      ['UpsolverServerRole', 'two', ['roleRenamed']],
    ]);
  });

  it('is found by its tags and a few permissions', () => {
    const copy = renamed([0, 'one']);
    const [policy] = copy.RoleDetailList[0]!.RolePolicyList;
    const document = policy!.PolicyDocument as { Statement: object[] };
    document.Statement = document.Statement.slice(1, 2);
    expect(codes(checkRoles(copy, roles).roles[0]!)[0]).toBe('roleRenamed');
    copy.RoleDetailList[0]!.Tags = [];
    expect(codes(checkRoles(copy, roles).roles[0]!)).toEqual(['roleMissing']);
  });

  it('is not found by its tags alone', () => {
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

  it('is the candidate with most in common, in any order of the input', () => {
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

  it('is found if its policy is a managed policy', () => {
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

  it('is not found if neither it nor the expected role has permissions', () => {
    const server = account.RoleDetailList[1]!;
    const none = {
      ...server,
      RoleName: 'x-upsolver',
      Arn: `arn:aws:iam::${ACCOUNT}:role/x-upsolver`,
      RolePolicyList: [],
      AttachedManagedPolicies: [attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`)],
    };
    const reduced = rolesOf('private-vpc').map((role) => ({ ...role, inlinePolicies: [] }));
    expect(checkRoles({ ...account, RoleDetailList: [none] }, reduced).roles.map(({ status }) => status)).toEqual([
      'missing',
      'missing',
    ]);
  });
});

describe('a role that appears several times', () => {
  it('gives the same report in any order', () => {
    const copies = [0, 1, 2].map((index) => ({
      ...roleDetail(roles[1]!),
      Tags: [{ Key: 'Vendor', Value: `v${index}` }],
    }));
    const check = (list: RoleDetail[]): string =>
      JSON.stringify(checkRoles({ ...account, RoleDetailList: list }, roles).roles);
    expect(check(copies)).toBe(check(copies.toReversed()));
    expect(check(copies)).toContain('`v0`');
  });
});
