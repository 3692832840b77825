import type { DeployableRole } from '../../../src/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import type { RoleChange } from './change.js';

/** Changes of name, path, maximum session duration, tags and instance profile. */
export function settingChanges({ instanceProfile, name, path }: DeployableRole): RoleChange[] {
  const rows: RoleChange[] = [
    {
      name: 'the role deleted',
      area: 'role',
      apply: (role, account) =>
        void (account.RoleDetailList = account.RoleDetailList.filter((other) => other !== role)),
    },
    {
      name: 'another name',
      area: 'role',
      apply: (role) =>
        void Object.assign(role, { RoleName: `x-${name}`, Arn: `arn:aws:iam::${ACCOUNT}:role${path}x-${name}` }),
    },
    {
      name: 'another path',
      area: 'path',
      apply: (role) =>
        void Object.assign(role, { Path: '/vendors/', Arn: `arn:aws:iam::${ACCOUNT}:role/vendors/${name}` }),
    },
    {
      name: 'a longer maximum session duration',
      area: 'session',
      apply: (role) => void (role.MaxSessionDuration = 7200),
    },
    {
      name: 'the expected maximum session duration in the input',
      area: 'session',
      apply: (role) => void (role.MaxSessionDuration = 3600),
    },
    {
      name: 'a tag removed',
      area: 'tags',
      apply: (role) => void role.Tags.pop(),
    },
    {
      name: 'a tag with another value',
      area: 'tags',
      apply: (role) => void (role.Tags[0]!.Value = 'Other'),
    },
    {
      name: 'an additional tag',
      area: 'tags',
      apply: (role) => void role.Tags.push({ Key: 'Owner', Value: 'data' }),
    },
  ];
  if (instanceProfile === undefined) return rows;
  return [
    ...rows,
    {
      name: 'no instance profile',
      area: 'profile',
      apply: (role) => void (role.InstanceProfileList = []),
    },
    {
      name: 'another role in the instance profile',
      area: 'profile',
      apply: (role, account) => {
        const other = account.RoleDetailList.find(({ RoleName }) => RoleName === 'AWSServiceRoleForEC2Spot')!;
        [other.InstanceProfileList, role.InstanceProfileList] = [role.InstanceProfileList, []];
      },
    },
  ];
}

/** Policies that cannot be read. */
export function unreadableChanges(): RoleChange[] {
  const broken = { Version: '2012-10-17', Statement: [{ Effect: 'Allowed', Action: 's3:GetObject', Resource: '*' }] };
  return [
    {
      name: 'an invalid inline policy',
      area: 'unreadable',
      apply: (role) => void (role.RolePolicyList[0]!.PolicyDocument = broken),
    },
    {
      name: 'an additional invalid inline policy',
      area: 'unreadable',
      apply: (role) => void role.RolePolicyList.push({ PolicyName: 'Broken', PolicyDocument: broken }),
    },
    {
      name: 'an invalid trust policy',
      area: 'unreadable',
      apply: (role) => void (role.AssumeRolePolicyDocument = broken as never),
    },
  ];
}
