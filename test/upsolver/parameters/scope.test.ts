import { describe, expect, it } from 'vitest';
import { buildRoles, type RoleParameters } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, having } from '../role-parameters.js';

describe('buildRoles', () => {
  const cases: [what: string, more: object, code: string, path: string][] = [
    ['a scope without an account', { scope: {} }, 'missing', 'scope.accountId'],
    [
      'a scope with a Region in another partition',
      { scope: { accountId: ACCOUNT, region: 'cn-north-1' } },
      'wrong_partition',
      'scope.region',
    ],
    [
      'a scope with a subnet ID for a VPC ID',
      { scope: { accountId: ACCOUNT, vpcId: 'subnet-1' } },
      'invalid_value',
      'scope.vpcId',
    ],
    ['a scope with an empty VPC ID', { scope: { accountId: ACCOUNT, vpcId: '' } }, 'missing', 'scope.vpcId'],
    [
      'a scope with a role in another account',
      { scope: { accountId: ACCOUNT, passRoles: ['arn:aws:iam::123456789012:role/x'] } },
      'invalid_value',
      'scope.passRoles.0',
    ],
    [
      'a scope with a role in another partition',
      { scope: { accountId: ACCOUNT, passRoles: [`arn:aws-cn:iam::${ACCOUNT}:role/x`] } },
      'wrong_partition',
      'scope.passRoles.0',
    ],
    [
      'a scope with a wildcard for a role',
      { scope: { accountId: ACCOUNT, passRoles: ['*'] } },
      'invalid_value',
      'scope.passRoles.0',
    ],
    [
      'a scope with an empty role name',
      { scope: { accountId: ACCOUNT, passRoles: [''] } },
      'missing',
      'scope.passRoles.0',
    ],
    [
      'a scope with a number for a role',
      { scope: { accountId: ACCOUNT, passRoles: [1] } },
      'invalid_type',
      'scope.passRoles.0',
    ],
    [
      'a scope with the ARN of a policy for an instance profile',
      { scope: { accountId: ACCOUNT, instanceProfiles: [`arn:aws:iam::${ACCOUNT}:policy/x`] } },
      'invalid_arn',
      'scope.instanceProfiles.0',
    ],
    [
      'a scope with a string for a flag',
      { scope: { accountId: ACCOUNT, tagOnCreateOnly: 'yes' } },
      'invalid_type',
      'scope.tagOnCreateOnly',
    ],
    [
      'a scope with an unknown option',
      { scope: { accountId: ACCOUNT, everything: true } },
      'unknown_parameter',
      'scope.everything',
    ],
  ];

  it.each(cases)('refuses %s', (_what, more, code, path) => {
    const issues = issuesOf(() => buildRoles('private-vpc', having(more as Partial<RoleParameters>)));
    expect(issues.map((issue) => [issue.code, issue.path.join('.')])).toEqual([[code, path]]);
  });
});
