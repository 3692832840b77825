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
const ATTRIBUTES = '(`DeletionPolicy` or `UpdateReplacePolicy`)';
const ROLE_STAYS = `CloudFormation can retain the role \`reader\` ${ATTRIBUTES}: it can stay in the account.`;
const POLICY_STAYS = `CloudFormation can retain the policy \`Extra\` ${ATTRIBUTES}: it can stay attached.`;

describe('a resource that CloudFormation can retain', () => {
  const markOf = (resource: object): string | undefined =>
    rolesFromCloudFormation({ Resources: { Role: resource } }).roles[0]?.retained;

  it.each([
    RETAIN,
    { DeletionPolicy: 'RetainExceptOnCreate' },
    { UpdateReplacePolicy: 'Retain' },
    // What `AWS::LanguageExtensions` allows: the value can be `Retain`.
    { DeletionPolicy: { Ref: 'Policy' } },
  ])('is marked: %j', (attributes) => {
    expect(markOf(role(attributes))).toBe('named');
    expect(markOf(role(attributes, { RoleName: undefined, Path: '/a/' }))).toBe('["AWS::IAM::Role","/a/"]');
  });

  it.each([{ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' }, {}])('is no other one: %j', (attributes) => {
    expect(markOf(role(attributes))).toBeUndefined();
  });

  it('can stay in the account when the template no longer has it under its name', () => {
    expect(doubts({ Role: role(RETAIN) }, NO_ROLE)).toEqual([ROLE_STAYS]);
    expect(doubts({ Role: role() }, NO_ROLE)).toEqual([]);
    expect(doubts({ Role: role(RETAIN) }, { Role: role(RETAIN, { RoleName: 'writer' }) })).toEqual([ROLE_STAYS]);
    expect(doubts({ Role: role(RETAIN) }, { Role: role({}, { Policies: [] }) })).toEqual([]);
  });

  it('can stay in the account when an update replaces it', () => {
    const unnamed = (more: object, attributes: object = RETAIN): object => ({
      reader: role(attributes, { RoleName: undefined, ...more }),
    });
    expect(doubts(unnamed({}), unnamed({ Path: '/a/' }))).toEqual([ROLE_STAYS]);
    expect(doubts(unnamed({}), unnamed({ Description: 'Reads.' }))).toEqual([]);
    expect(doubts(unnamed({}, {}), unnamed({ Path: '/a/' }, {}))).toEqual([]);
    // A role with a name cannot be replaced under it: the update fails.
    expect(doubts({ Role: role(RETAIN) }, { Role: role(RETAIN, { Path: '/a/' }) })).toEqual([]);
  });

  it.each(['Policy', 'RolePolicy', 'ManagedPolicy'] as const)('can be an AWS::IAM::%s that stays attached', (type) => {
    const old = { Role: role(), Extra: policy(type, RETAIN) };
    expect(doubts(old, { Role: role() })).toEqual([POLICY_STAYS]);
    expect(doubts(old, old)).toEqual([]);
    expect(doubts({ Role: role(), Extra: policy(type) }, { Role: role() })).toEqual([]);
    // The role cannot be deleted while the policy is attached.
    expect(doubts(old, NO_ROLE)).toEqual([POLICY_STAYS]);
  });

  it('can be replaced unless it certainly has a name of its own and the same path', () => {
    const ofPath = (Path: unknown, Default: string, RoleName?: object): object => ({
      Parameters: { Place: { Type: 'String', Default } },
      Resources: { reader: role(RETAIN, { RoleName, Path }) },
    });
    const doubtsOf = (old: object, next: object): number =>
      diffRoles(rolesFromCloudFormation(old) as never, rolesFromCloudFormation(next) as never).roles.flatMap(
        (each) => each.doubts,
      ).length;
    const path = { Ref: 'Place' };
    expect(doubtsOf(ofPath(path, '/a/'), ofPath(path, '/b/'))).toBe(1);
    const noName = { Ref: 'AWS::NoValue' };
    expect(doubtsOf(ofPath('/a/', '', noName), ofPath('/b/', '', noName))).toBe(1);
    expect(doubtsOf(ofPath('/a/', '', noName), ofPath('/a/', '', noName))).toBe(0);
  });

  it('can be a managed policy that an update replaces', () => {
    const managed = (more: object): object => ({
      Role: role(),
      Extra: {
        Type: 'AWS::IAM::ManagedPolicy',
        ...RETAIN,
        Properties: { PolicyDocument: document('s3:PutObject'), Roles: [REFERENCE], ...more },
      },
    });
    expect(doubts(managed({}), managed({ Description: 'Writes.' }))).toEqual([POLICY_STAYS]);
    expect(doubts(managed({}), managed({ PolicyDocument: document('s3:GetObject') }))).toEqual([]);
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

  it('is no inline policy whose name an inline policy of the new role has, which overwrites it', () => {
    const next = { Role: role({}, { Policies: [{ PolicyName: 'Extra', PolicyDocument: document('s3:GetObject') }] }) };
    expect(doubts({ Role: role(), Extra: policy('Policy', RETAIN) }, next)).toEqual([]);
    expect(doubts({ Role: role(), Extra: policy('ManagedPolicy', RETAIN) }, next)).toEqual([POLICY_STAYS]);
    // Nor does a managed policy overwrite an inline one.
    const managed = { Role: role(), Extra: policy('ManagedPolicy') };
    expect(doubts({ Role: role(), Extra: policy('Policy', RETAIN) }, managed)).toEqual([POLICY_STAYS]);
  });
});
