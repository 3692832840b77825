import { describe, expect, it } from 'vitest';
import { evaluateAccess, parsePolicy, safeParsePolicy } from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';

const identity = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } };
const trust = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' },
};
const bucket = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
};
const listed = (policy: { Statement: object }): object => ({ ...policy, Statement: [policy.Statement] });

describe('responses of AWS', () => {
  it.each<[what: string, response: unknown, policy: { Statement: object }]>([
    ['GetPolicyVersion', { PolicyVersion: { VersionId: 'v1', Document: identity } }, identity],
    ['GetPolicyVersion, as text', JSON.stringify({ PolicyVersion: { Document: identity } }), identity],
    ['GetRolePolicy', { PolicyName: 'p', PolicyDocument: encodeURIComponent(JSON.stringify(identity)) }, identity],
    ['an entry of PolicyVersionList', { VersionId: 'v1', Document: identity }, identity],
    ['GetRole', { Role: { RoleName: 'r', AssumeRolePolicyDocument: trust } }, trust],
    ['an entry of ListRoles', { RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }, trust],
    ['GetBucketPolicy', { Policy: JSON.stringify(bucket) }, bucket],
    ['GetResourcePolicy', { ResourcePolicy: JSON.stringify(bucket) }, bucket],
    ['GetQueueAttributes', { Attributes: { Policy: JSON.stringify(bucket) } }, bucket],
    ['DescribePolicy', { Policy: { PolicySummary: { Id: 'p-1' }, Content: JSON.stringify(identity) } }, identity],
    ['GetInlinePolicyForPermissionSet', { InlinePolicy: JSON.stringify(identity) }, identity],
    ['GetResourcePolicy of AWS Glue', { PolicyInJson: JSON.stringify(bucket) }, bucket],
    ['GetDomainPermissionsPolicy', { policy: { revision: '1', document: JSON.stringify(bucket) } }, bucket],
    ['GetRepositoryPolicy', { policyText: JSON.stringify(bucket) }, bucket],
  ])('parsePolicy reads the policy of the response of %s, with the kind that follows', (_what, response, policy) =>
    expect(parsePolicy(response)).toStrictEqual(listed(policy)),
  );

  it('a kind that is given decides', () => {
    expect(safeParsePolicy({ Role: { AssumeRolePolicyDocument: trust } }, 'identity').success).toBe(false);
  });

  it('problems have paths into the response, and no positions of the inner text', () => {
    expect(issuesOf(() => parsePolicy({ PolicyVersion: { Document: { Statement: [] } } }))).toStrictEqual([
      { code: 'empty', path: ['PolicyVersion', 'Document', 'Statement'], message: 'the policy has no statements' },
    ]);
    expect(issuesOf(() => parsePolicy({ Policy: '{' }))).toStrictEqual([
      { code: 'invalid_json', path: ['Policy'], message: 'the text ends where a key in double quotes should be' },
    ]);
    expect(issuesOf(() => parsePolicy({ Policy: JSON.stringify({ Statement: [] }) }))).toMatchObject([
      { code: 'empty', path: ['Policy', 'Statement'] },
    ]);
  });

  it('problems have the position of the policy in a text, and of the string for a policy in a string', () => {
    const placesOf = (text: string): unknown[] =>
      issuesOf(() => parsePolicy(text)).map(({ code, position }) => [code, position]);
    expect(placesOf('{\n  "PolicyDocument": {\n    "Statement": []\n  }\n}')).toStrictEqual([
      ['empty', { line: 3, column: 18 }],
    ]);
    const inString = JSON.stringify({ Id: 'x', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resources: '*' }] });
    expect(placesOf(`{\n  "Policy": ${JSON.stringify(inString)}\n}`)).toStrictEqual(
      ['unknown_element', 'missing'].map((code) => [code, { line: 2, column: 13 }]),
    );
    expect(placesOf('{\n  "Policy": "{"\n}')).toStrictEqual([['invalid_json', { line: 2, column: 13 }]]);
  });

  it('the response of GetPolicy has no policy', () => {
    expect(safeParsePolicy({ Policy: { PolicyName: 'p' } }).success).toBe(false);
    expect(safeParsePolicy({ PolicyVersion: 7 }).success).toBe(false);
  });

  it('evaluateAccess reads responses', () => {
    const request = { action: 'sts:AssumeRole', resource: '*', principal: 'arn:aws:iam::111122223333:user/u' };
    expect(evaluateAccess({ Role: { AssumeRolePolicyDocument: trust } }, request).decision).toBe('allowed');
  });
});
