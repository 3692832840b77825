import { describe, expect, it } from 'vitest';
import { checkRoles, roleFromApiResponses, type RoleReport } from '../../../src/drift/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { untyped } from '../../upsolver/untyped.js';
import { attachment, encode, roleDetail } from '../account.js';
import { codes, roles } from '../check-server.js';

describe('roleFromApiResponses', () => {
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

  it('combines the responses about a role', () => {
    expect(check({})).toMatchObject({ status: 'inSync', findings: [], uncheckedSettings: [] });
  });

  it('refuses responses that are missing or not objects, all at once', () => {
    expect(issuesOf(() => untyped(roleFromApiResponses))).toMatchObject([
      { path: ['parts'], message: '`parts` is missing' },
    ]);
    const hint = 'pass the responses of the IAM calls, as `RoleParts` describes them';
    expect(
      issuesOf(() => untyped(roleFromApiResponses, { role: 'x', attachedPolicies: [null], policyNames: {} })),
    ).toEqual([
      { code: 'invalid_type', path: ['parts', 'role'], message: '`role` must be an object, not `x`', hint },
      {
        code: 'missing',
        path: ['parts', 'attachedPolicies', 0],
        message: 'entry 0 of `attachedPolicies` is missing',
        hint,
      },
      { code: 'missing', path: ['parts', 'inlinePolicies'], message: '`inlinePolicies` is missing', hint },
      {
        code: 'invalid_type',
        path: ['parts', 'policyNames'],
        message: '`policyNames` must be a list without gaps, not `object`',
        hint,
      },
    ]);
  });

  it('reads a list that is null as empty', () => {
    expect(roleFromApiResponses({ ...parts, instanceProfiles: [{ InstanceProfiles: null }] } as never)).toMatchObject({
      RoleDetailList: [{ InstanceProfileList: [] }],
    });
  });

  it('includes the maximum session duration', () => {
    expect(codes(check({ role: { Role: { ...role, MaxSessionDuration: 43_200 } } }))).toEqual([
      'sessionDurationChanged',
    ]);
  });

  it('leaves the instance profile unchecked if the responses do not include it', () => {
    expect(check({ instanceProfiles: undefined })).toMatchObject({
      status: 'inSync',
      uncheckedSettings: ['instanceProfile'],
    });
  });

  it('includes customer managed policies', () => {
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
      { code: 'managedPolicyExtra', actual: arn },
    ]);
    const older = { PolicyVersion: { ...version.PolicyVersion, IsDefaultVersion: false } };
    expect(check({ ...more, policyVersions: { [arn]: older } }).findings).toMatchObject([
      { code: 'policyUnreadable' },
      { code: 'managedPolicyExtra' },
    ]);
  });

  it('refuses a list of inline policies that includes one without a response', () => {
    const name = parts.inlinePolicies[0]!.PolicyName;
    expect(check({ policyNames: [{ PolicyNames: [name] }] }).status).toBe('inSync');
    expect(issuesOf(() => roleFromApiResponses({ ...parts, policyNames: [{ PolicyNames: [name, 'Other'] }] }))).toEqual(
      [
        {
          code: 'missing',
          path: ['inlinePolicies'],
          message: 'the inline policy `Other` is in `policyNames` but not in `inlinePolicies`',
        },
      ],
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

  it('refuses lists without their last page', () => {
    const cut = {
      attachedPolicies: [{ AttachedPolicies: [], IsTruncated: true }],
      instanceProfiles: [{ InstanceProfiles: [], IsTruncated: true }],
    };
    expect(issuesOf(() => roleFromApiResponses({ ...parts, ...cut })).map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['attachedPolicies']],
      ['missing', ['instanceProfiles']],
    ]);
  });

  it('accepts responses with empty lists', () => {
    const { RolePolicyList: _policies, AttachedManagedPolicies: _attached, ...bare } = roleDetail(roles[1]!);
    const page = roleFromApiResponses({ role: { Role: bare }, attachedPolicies: [{}], inlinePolicies: [] });
    expect(page.RoleDetailList[0]).toMatchObject({ RolePolicyList: [], AttachedManagedPolicies: [] });
  });
});
