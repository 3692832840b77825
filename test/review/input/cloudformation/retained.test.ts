import { describe, expect, it } from 'vitest';
import { diffRoles } from '../../../../src/review/diff/diff-roles.js';
import { rolesFromCloudFormation } from '../../../../src/review/input/roles-from-cloudformation.js';

const document = (action: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
});
const role = (more: object = {}, Properties: object = {}): object => ({
  Type: 'AWS::IAM::Role',
  ...more,
  Properties: {
    RoleName: 'reader',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    ...Properties,
  },
});
const REFERENCE = { Ref: 'Role' };
const POLICIES = {
  Policy: { PolicyName: 'Extra', Roles: [REFERENCE] },
  RolePolicy: { PolicyName: 'Extra', RoleName: REFERENCE },
  ManagedPolicy: { ManagedPolicyName: 'Extra', Roles: [REFERENCE] },
};
const policy = (type: keyof typeof POLICIES, more: object = {}): object => ({
  Type: `AWS::IAM::${type}`,
  ...more,
  Properties: { ...POLICIES[type], PolicyDocument: document('s3:PutObject') },
});
const NO_ROLE = { Other: { Type: 'AWS::S3::Bucket' } };
const RETAIN = { DeletionPolicy: 'Retain' };

const doubts = (old: object, next: object): string[] => {
  const [before, after] = [old, next].map((Resources) => rolesFromCloudFormation({ Resources }));
  return diffRoles(before as never, after as never).roles.flatMap((each) => each.doubts.map(({ message }) => message));
};
const ROLE_STAYS = 'The old template retains the role `reader`: it can stay in the account.';
const POLICY_STAYS = 'The old template retains the policy `Extra`: it can stay attached.';

describe('a resource that CloudFormation retains', () => {
  it.each([
    [RETAIN, true],
    [{ DeletionPolicy: 'RetainExceptOnCreate' }, true],
    [{ UpdateReplacePolicy: 'Retain' }, true],
    // What `AWS::LanguageExtensions` allows: the value can be `Retain`.
    [{ DeletionPolicy: { Ref: 'Policy' } }, true],
    [{ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }, undefined],
    [{}, undefined],
  ])('is marked: %j', (attributes, isRetained) => {
    const { roles } = rolesFromCloudFormation({ Resources: { Role: role(attributes) } });
    expect(roles[0]?.isRetained).toBe(isRetained);
  });

  it('can stay in the account when it is removed or replaced', () => {
    expect(doubts({ Role: role(RETAIN) }, NO_ROLE)).toEqual([ROLE_STAYS]);
    expect(doubts({ Role: role() }, NO_ROLE)).toEqual([]);
    expect(doubts({ Role: role(RETAIN) }, { Role: role(RETAIN, { RoleName: 'writer' }) })).toEqual([ROLE_STAYS]);
    expect(doubts({ Role: role(RETAIN) }, { Role: role({}, { Policies: [] }) })).toEqual([]);
  });

  it.each(['Policy', 'RolePolicy', 'ManagedPolicy'] as const)('can be an AWS::IAM::%s that stays attached', (type) => {
    const old = { Role: role(), Extra: policy(type, RETAIN) };
    expect(doubts(old, { Role: role() })).toEqual([POLICY_STAYS]);
    expect(doubts(old, old)).toEqual([]);
    expect(doubts({ Role: role(), Extra: policy(type) }, { Role: role() })).toEqual([]);
    // The role cannot be deleted while the policy is attached.
    expect(doubts(old, NO_ROLE)).toEqual([POLICY_STAYS]);
  });

  it('is not a policy that only the role attaches: an update of the role detaches it', () => {
    const managed = (more: object): object => ({
      Type: 'AWS::IAM::ManagedPolicy',
      ...RETAIN,
      Properties: { ManagedPolicyName: 'Extra', PolicyDocument: document('s3:PutObject'), ...more },
    });
    const attachedByRole = role({}, { ManagedPolicyArns: [{ Ref: 'Extra' }] });
    expect(doubts({ Role: attachedByRole, Extra: managed({}) }, { Role: role() })).toEqual([]);
    expect(doubts({ Role: attachedByRole, Extra: managed({ Roles: [REFERENCE] }) }, { Role: role() })).toEqual([
      POLICY_STAYS,
    ]);
  });

  it('is compared as it is when the new template still has it', () => {
    const old = { Role: role(RETAIN), Extra: policy('Policy', RETAIN) };
    const next = { Role: role({}, { Policies: [{ PolicyName: 'Extra', PolicyDocument: document('s3:GetObject') }] }) };
    expect(doubts(old, next)).toEqual([]);
  });
});
