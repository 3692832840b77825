import type { TrustPolicyDocument } from '../../../src/iam/index.js';
import type { DeployableRole } from '../../../src/index.js';
import { trustOf, type RoleChange } from './change.js';

/** Changes of who can assume the role. */
export function trustChanges(expected: DeployableRole): RoleChange[] {
  const shared: Omit<RoleChange, 'area'>[] = [
    {
      name: 'also trusts another account',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Action: 'sts:AssumeRole',
        }),
    },
    {
      name: 'trusts everyone',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:AssumeRole',
        }),
    },
    {
      name: 'also trusts Lambda',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
    },
    {
      name: 'denies everyone',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
        }),
    },
    {
      name: 'trusts one IP address only',
      apply: (role) =>
        void (trustOf(role).Condition = {
          ...trustOf(role).Condition,
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        }),
    },
    {
      name: 'also allows session tags',
      apply: (role) => void (trustOf(role).Action = ['sts:AssumeRole', 'sts:TagSession']),
    },
    {
      name: 'trust policy with another Sid and lists',
      apply: (role) => void Object.assign(trustOf(role), { Sid: 'other', Action: ['sts:AssumeRole'] }),
    },
  ];
  const upsolver: Omit<RoleChange, 'area'>[] = [
    {
      name: 'trusts another account instead',
      apply: (role) => void (trustOf(role).Principal = { AWS: 'arn:aws:iam::999988887777:root' }),
    },
    {
      name: 'trusts only one role of the account',
      apply: (role) => void (trustOf(role).Principal = { AWS: 'arn:aws:iam::111122223333:role/caller' }),
    },
    {
      name: 'trusts the account by its ID',
      apply: (role) => void (trustOf(role).Principal = { AWS: '111122223333' }),
    },
    {
      name: 'no external ID required',
      apply: (role) => void delete trustOf(role).Condition,
    },
    {
      name: 'another external ID',
      apply: (role) => void (trustOf(role).Condition = { StringEquals: { 'sts:ExternalId': 'another' } }),
    },
    {
      name: 'an additional external ID',
      apply: (role) =>
        void (trustOf(role).Condition = { StringEquals: { 'sts:ExternalId': ['acme-external-id', 'another'] } }),
    },
    {
      name: 'external ID only compared if present',
      apply: (role) =>
        void (trustOf(role).Condition = { StringEqualsIfExists: { 'sts:ExternalId': 'acme-external-id' } }),
    },
  ];
  return [...shared, ...(expected.role !== 'UpsolverServerRole' ? upsolver : [])].map((row) => ({
    ...row,
    area: 'trust',
  }));
}
